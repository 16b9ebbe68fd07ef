// What can be watched of a pool.
import Metrics

/// The pool's metrics; labels name categories, never statements with values.
struct PoolMetrics: Sendable {
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

    func record(inUse count: Int, waiting waitingCount: Int) {
        inUse.record(count)
        waiting.record(waitingCount)
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
