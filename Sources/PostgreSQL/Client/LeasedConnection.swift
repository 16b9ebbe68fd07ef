// A connection of one's own, outside of any transaction that this client made.

/// Runs statements, each unit as its own transaction, and scripts, on one and the same session.
package final class LeasedConnection: StatementRunner {
    private let session: LeasedSession
    private let callTimeout: Duration
    private let limits: UnitLimits
    private let onNotice: (@Sendable (PostgreSQLNotice) -> Void)?

    init(
        session: LeasedSession,
        callTimeout: Duration,
        limits: UnitLimits,
        onNotice: (@Sendable (PostgreSQLNotice) -> Void)?
    ) {
        self.session = session
        self.callTimeout = callTimeout
        self.limits = limits
        self.onNotice = onNotice
    }

    /// Runs a unit of work as one implicit transaction.
    package func run(_ batch: StatementBatch) async throws(PostgreSQLError) -> BatchResults {
        guard !batch.isEmpty else { return BatchResults(results: []) }
        try limits.check(batch.cores)
        let effect: StatementEffect = batch.cores.contains { $0.text.effect == .writes } ? .writes : .reads
        let unit = unit(.statements(batch.cores), effect, deadline: min(Deadline.current, .after(callTimeout)))
        let results = try await session.perform(unit)
        // A script may have begun a transaction, which keeps nothing yet.
        return BatchResults(results: results, isCommitted: effect == .writes && session.isIdle)
    }

    /// Runs a script by the simple protocol: one implicit transaction, unless it holds its own BEGIN and COMMIT.
    ///
    /// Cancelling its task does not end it: it may be committing, and nobody but the script knows. `timeout` does,
    /// with `outcomeUnknown`. What is to be cancelled belongs in a transaction.
    ///
    /// - Parameters:
    ///   - sql: the script.
    ///   - isStatic: whether the script is as the program was built, and holds no value: only then does the description
    ///     of an error quote it.
    ///   - timeout: none by default, since migrations may take long. The session's `statement_timeout` still counts;
    ///     the script may set it.
    /// - Returns: what each statement gave.
    /// - Throws: the first error of the server, with its position in the script.
    @discardableResult
    package func executeScript(
        _ sql: String,
        isStatic: Bool = false,
        timeout: Duration? = nil
    ) async throws(PostgreSQLError) -> [ScriptResult] {
        try ScriptResult.check(sql)
        let deadline = min(Deadline.current, timeout.map(Deadline.after) ?? .never)
        do {
            return try await session.perform(unit(.script(sql), .writes, deadline: deadline)).map(
                ScriptResult.init(result:)
            )
        } catch {
            throw isStatic ? error.quoting(harmlessText: true) : error
        }
    }

    /// Prepares and describes a statement without running it.
    func describe(_ text: StatementText) async throws(PostgreSQLError) -> ResultHandle {
        let deadline = min(Deadline.current, .after(callTimeout))
        let results = try await session.perform(unit(.describe(text), .reads, deadline: deadline))
        guard let description = results.first else {
            throw PostgreSQLError(.protocolViolation, "a statement was not described", statement: text.name)
        }
        return description
    }

    /// Fills a box with the facts of the session.
    func ask(for box: FactsBox) async throws(PostgreSQLError) {
        let deadline = min(Deadline.current, .after(callTimeout))
        _ = try await session.perform(unit(.facts(box), .reads, deadline: deadline))
    }

    /// How streams use this connection.
    var streamLine: StreamLine {
        StreamLine(
            session: session,
            standing: .ownTransaction,
            callTimeout: callTimeout,
            limits: limits,
            onNotice: onNotice
        )
    }

    private func unit(_ work: WireUnit.Work, _ effect: StatementEffect, deadline: Deadline) -> WireUnit {
        WireUnit(work: work, standing: .ownTransaction, effect: effect, deadline: deadline, onNotice: onNotice)
    }
}

/// What one statement of a script gave.
package struct ScriptResult: Sendable, Equatable {
    /// Such as `CREATE TABLE` or `INSERT 0 3`.
    package let commandTag: String
    /// The names of the columns.
    package let columns: [String]
    /// The rows as text; nil for NULL.
    package let rows: [[String?]]

    init(result: ResultHandle) {
        commandTag = result.commandTag
        columns = (0..<result.columnCount).map(result.columnName)
        rows = (0..<result.rowCount).map { row in
            (0..<result.columnCount).map { result.string(row: row, column: $0) }
        }
    }

    /// libpq would cut the script short at a NUL.
    static func check(_ sql: String) throws(PostgreSQLError) {
        guard !sql.utf8.contains(0) else { throw PostgreSQLError(.encoding, "the script holds a NUL character") }
    }
}
