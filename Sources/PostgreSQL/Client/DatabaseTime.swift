// How long a piece of work waits for the database: for connections and for answers.
import Synchronization

/// Adds up the time that a task and those it starts wait for the database. Waits side by side both count.
package final class DatabaseTime: Sendable {
    /// Where the present task's waiting is added up; nil where nobody asks.
    @TaskLocal package static var current: DatabaseTime?

    private let nanoseconds = Atomic<Int64>(0)

    /// Begins at none.
    package init() {}

    /// All the waiting until now.
    package var total: Duration { .nanoseconds(nanoseconds.load(ordering: .relaxed)) }

    /// Runs what waits, and adds the time that it takes to the present task's.
    static func counting<Result>(_ wait: () async -> Result) async -> Result {
        guard let current else { return await wait() }
        let begun = ContinuousClock.now
        let result = await wait()
        let (seconds, attoseconds) = (ContinuousClock.now - begun).components
        current.nanoseconds.add(seconds * 1_000_000_000 + attoseconds / 1_000_000_000, ordering: .relaxed)
        return result
    }
}
