// What can be watched of a pool.
import Metrics
import Synchronization

/// How much of a pool is in use, with the number of the change that made it so.
struct PoolUse: Sendable, Equatable {
    private(set) var number = 0
    private(set) var inUse = 0
    private(set) var waiting = 0

    /// - Returns: the new use; nil where it is the same.
    mutating func changes(inUse: Int, waiting: Int) -> PoolUse? {
        guard inUse != self.inUse || waiting != self.waiting else { return nil }
        self = PoolUse(number: number + 1, inUse: inUse, waiting: waiting)
        return self
    }
}

/// The pool's metrics; labels name categories, never statements with values.
final class PoolMetrics: Sendable {
    private let lastNumber = Mutex(0)
    private let inUse: Gauge
    private let waiting: Gauge
    private let wait: Metrics.Timer
    private let unknown: Counter
    private let errors: [PostgreSQLError.Category: Counter]

    init(prefix: String) {
        inUse = Gauge(label: prefix + "db_pool_in_use")
        waiting = Gauge(label: prefix + "db_pool_waiting")
        wait = Metrics.Timer(label: prefix + "db_pool_wait_seconds")
        unknown = Counter(label: prefix + "db_commit_unknown_total")
        errors = Dictionary(
            uniqueKeysWithValues: PostgreSQLError.Category.allCases.map { category in
                (category, Counter(label: prefix + "db_errors_total", dimensions: [("class", category.rawValue)]))
            }
        )
    }

    /// The pool is used otherwise than before.
    func record(_ use: PoolUse?) {
        guard let use else { return }
        lastNumber.withLock { last in
            // Two threads may come here in another order than the changes they saw: the later change has to stay.
            guard use.number > last else { return }
            last = use.number
            inUse.record(use.inUse)
            waiting.record(use.waiting)
        }
    }

    func recordWait(since start: ContinuousClock.Instant) {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        wait.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    func record(_ error: PostgreSQLError) {
        errors[error.category]?.increment()
        if error.isOutcomeUnknown { unknown.increment() }
    }
}
