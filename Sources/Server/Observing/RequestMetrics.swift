// What is counted of every request.
import Synchronization

/// Counts requests by route, method and status, with how long they took.
final class RequestMetrics: Sendable {
    let registry: MetricsRegistry
    /// When the process began to serve, in seconds since 1970.
    let startSeconds: Double

    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    /// Series found before: their labels are made once and not with every request. There are few, since routes stand
    /// here as templates and methods as those that are known.
    private let known = Mutex<[Key: Series]>([:])

    init(registry: MetricsRegistry, startSeconds: Double) {
        self.registry = registry
        self.startSeconds = startSeconds
        registry.announce()
    }

    /// Counts a request that was answered.
    func requestEnded(method: String, route: String, status: Int, took: Duration) {
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        series(Key(method: method, route: route, status: status)).observe(seconds)
    }

    private func series(_ key: Key) -> Series {
        if let series = known.withLock({ $0[key] }) { return series }
        let series = registry.series(
            "http_request_duration_seconds",
            [("route", key.route), ("method", key.method), ("code", String(key.status))],
            .histogram
        )
        known.withLock { $0[key] = series }
        return series
    }
}
