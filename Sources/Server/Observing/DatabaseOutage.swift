// The database going away and coming back, as the log tells it: one line for each, however many requests fail between.
import Logging
import Synchronization

/// Whether the database is away, by what requests met.
struct OutageState: Sendable {
    /// An outage that is over.
    struct Ended: Sendable, Equatable {
        let failedCount: Int
        let lasted: Duration
    }

    private var began: ContinuousClock.Instant?
    private var failedCount = 0

    /// Notes a request that the database kept from being done.
    /// - Returns: whether it is the first.
    mutating func failed(at now: ContinuousClock.Instant) -> Bool {
        failedCount += 1
        guard began == nil else { return false }
        began = now
        return true
    }

    /// Notes work that the database did.
    /// - Returns: the outage that this ends.
    mutating func worked(at now: ContinuousClock.Instant) -> Ended? {
        guard let began else { return nil }
        defer { self = OutageState() }
        return Ended(failedCount: failedCount, lasted: now - began)
    }
}

/// Tells of an outage when it begins and when it is over.
final class DatabaseOutage: Sendable {
    private let state = Mutex(OutageState())

    /// Tells of a request that failed: the first as a warning, the others where somebody looks for them.
    func failed(_ logger: Logger, _ metadata: Logger.Metadata) {
        let isFirst = state.withLock { $0.failed(at: .now) }
        logger.log(
            level: isFirst ? .warning : .debug,
            isFirst ? "database away; until it is back, failed requests are logged at level debug" : "request failed",
            metadata: metadata
        )
    }

    /// Tells that the database is back, where it was away.
    func worked(_ logger: Logger) {
        guard let ended = state.withLock({ $0.worked(at: .now) }) else { return }
        logger.notice(
            "database back",
            metadata: [
                "failedRequests": "\(ended.failedCount)", "seconds": "\(ended.lasted.components.seconds)",
            ]
        )
    }
}
