// What a stream needs of a session: the connection for itself, and no statement timeout of the server's.
import Synchronization

extension LeasedSession {
    /// Takes the connection for a stream alone.
    /// - Throws: category `misuse` where another stream has it.
    func beginStream() throws(PostgreSQLError) {
        let isFree = state.withLock { state in
            defer { state.isStreaming = true }
            return !state.isStreaming
        }
        guard isFree else { throw PostgreSQLError(.misuse, "a stream has the connection for itself") }
    }

    /// Gives the connection back to others.
    func endStream() { state.withLock { $0.isStreaming = false } }

    /// Runs one statement on behalf of the stream, to its end whatever becomes of the task.
    func performForStream(_ unit: WireUnit) async throws(PostgreSQLError) -> [ResultHandle] {
        let (ticket, place, hasOpening) = try post(unit, byStream: true)
        let outcome = await outcome(of: ticket, at: place)
        if let error = outcome.error { throw error }
        return hasOpening ? Array(outcome.results.dropFirst()) : outcome.results
    }

    /// Waits for what comes of a unit that is not to be left half-way.
    func outcome(of ticket: UnitTicket, at place: Int) async -> UnitOutcome {
        let outcome = await withCheckedContinuation { continuation in _ = ticket.promise.attach(continuation) }
        note(outcome, of: ticket, at: place)
        return outcome
    }

    /// Counts an error that a stream ends with; what becomes of rows that nobody wants is none.
    func record(_ error: any Error) {
        if let error = error as? PostgreSQLError { pool.metrics.record(error) }
    }
}

/// The statements around a stream.
///
/// The server's `statement_timeout` counts the whole of a statement, also while it waits for a slow consumer: a long
/// stream would never come to its end. What counts instead is the caller's deadline, and that something moves.
enum StreamControl {
    private static let liftLocally = core(
        "stream.lift_timeout",
        "select current_setting('statement_timeout'), set_config('statement_timeout', '0', true)"
    )
    private static let lift = core(
        "stream.lift_session_timeout",
        "select current_setting('statement_timeout'), set_config('statement_timeout', '0', false)"
    )

    /// Lifts the timeout and gives what it was.
    static func liftTimeout(isLocal: Bool) -> BoundCore { isLocal ? liftLocally : lift }

    /// Sets the timeout to what it was.
    static func restoreTimeout(_ value: String, isLocal: Bool) -> BoundCore {
        var parameters = ParameterWriter()
        parameters.write(value)
        parameters.write(isLocal)
        return BoundCore(text: restore, parameters: parameters)
    }

    private static let restore = StatementText(
        name: "stream.restore_timeout",
        sql: "select set_config('statement_timeout', $1, $2)",
        parameterOIDs: [PostgreSQLType.text.oid, PostgreSQLType.bool.oid],
        effect: .reads
    )

    private static func core(_ name: String, _ sql: String) -> BoundCore {
        BoundCore(
            text: StatementText(name: name, sql: sql, parameterOIDs: [], effect: .reads),
            parameters: ParameterWriter()
        )
    }
}
