// How long an answer waited for the record: what the outside is told of it, without the database's own words.
import PostgreSQL

/// Measures waiting for the record.
package enum DatabaseWaiting {
    /// Runs a piece of work.
    ///
    /// - Parameter work: the work; tasks that it starts are counted as well.
    /// - Returns: what became of it, and how long it waited for the database in all.
    package static func measured<Value: Sendable>(
        _ work: @Sendable () async throws -> Value
    ) async -> (Result<Value, any Error>, Duration) {
        let time = DatabaseTime()
        let outcome: Result<Value, any Error> = await DatabaseTime.$current.withValue(time) {
            do { return .success(try await work()) } catch { return .failure(error) }
        }
        return (outcome, time.total)
    }
}
