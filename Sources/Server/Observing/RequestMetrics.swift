// What is counted of every request.

/// Counts requests by route, method and status, with how long they took.
struct RequestMetrics: Sendable {
    let registry: MetricsRegistry

    /// Counts a request that was answered.
    func requestEnded(method: String, route: String, status: Int, took: Duration) {
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        registry.series(
            "http_request_duration_seconds",
            [("route", route), ("method", method), ("code", String(status))],
            .histogram
        ).observe(seconds)
    }
}
