// A transaction: a leased connection between BEGIN and COMMIT or ROLLBACK.
import Synchronization

/// How much of other transactions is seen.
package enum IsolationLevel: String, Sendable, CaseIterable {
    /// Each statement sees what was committed before it.
    case readCommitted = "read committed"
    /// All statements see what was committed before the first.
    case repeatableRead = "repeatable read"
    /// As if transactions ran one after the other; be ready to run again.
    case serializable
}

/// Whether a transaction may write.
package enum AccessMode: String, Sendable, CaseIterable {
    /// It may.
    case readWrite = "read write"
    /// The server refuses writes.
    case readOnly = "read only"
}

/// How a transaction ends where its body does not throw.
package enum TransactionEnding: Sendable {
    /// It is kept.
    case commit
    /// It is checked as at a commit and then undone: a dry run.
    case rollBack
}

/// Whether a whole transaction is run again when it got in the way of another.
package enum RetryPolicy: Sendable {
    /// Never.
    case never
    /// On serialization failures and deadlocks, with a growing pause. The body must be fit to run again.
    case serialization(attemptsMax: Int)

    var attemptsMax: Int {
        switch self {
        case .never: 1
        case .serialization(let attemptsMax): max(1, attemptsMax)
        }
    }

    /// The pause before an attempt; by chance, so that two that collided do not collide again.
    static func pause(before attempt: Int) -> Duration {
        let ceilingMilliseconds = min(1_000, 10 << min(attempt, 10))
        return .milliseconds(Int.random(in: 5...max(5, ceilingMilliseconds)))
    }
}

/// The inside of a transaction. It cannot be used after the closure that received it.
package final class Transaction: StatementRunner {
    let session: LeasedSession
    private let callTimeout: Duration
    private let limits: UnitLimits
    private let wantsRollback = Mutex(false)

    init(session: LeasedSession, callTimeout: Duration, limits: UnitLimits) {
        self.session = session
        self.callTimeout = callTimeout
        self.limits = limits
    }

    /// Runs statements in one round trip. After an error the transaction can only be rolled back.
    package func run(_ batch: StatementBatch) async throws(PostgreSQLError) -> BatchResults {
        guard !batch.isEmpty else { return BatchResults(results: []) }
        try limits.check(batch.cores)
        return BatchResults(results: try await session.perform(unit(.statements(batch.cores), .inTransaction)))
    }

    /// Runs a script of several statements inside the transaction; it must not end the transaction itself.
    @discardableResult
    package func executeScript(_ sql: String) async throws(PostgreSQLError) -> [ScriptResult] {
        try ScriptResult.check(sql)
        // A script travels by itself, so BEGIN has to go before it.
        if session.isUntouched { _ = try await session.perform(unit(.statements([]), .inTransaction)) }
        return try await session.perform(unit(.script(sql), .inTransaction)).map(ScriptResult.init(result:))
    }

    /// Ends the transaction by ROLLBACK although the body succeeds.
    package func rollBackAtEnd() { wantsRollback.withLock { $0 = true } }

    /// How streams use this transaction's connection.
    var streamLine: StreamLine {
        StreamLine(session: session, standing: .inTransaction, callTimeout: callTimeout, limits: limits)
    }

    private func unit(_ work: WireUnit.Work, _ standing: WireUnit.Standing) -> WireUnit {
        WireUnit(
            work: work,
            standing: standing,
            effect: .writes,
            deadline: min(Deadline.current, .after(callTimeout))
        )
    }

    // MARK: End

    /// Ends the transaction after its body succeeded.
    func finish(_ ending: TransactionEnding) async throws(PostgreSQLError) {
        guard !session.endIfUntouched() else { return }
        if ending == .rollBack || wantsRollback.withLock({ $0 }) {
            // Deferred constraints speak at COMMIT only; a dry run must hear them too.
            _ = try await session.perform(unit(.statements([TransactionControl.checkConstraints]), .inTransaction))
            return await rollBack()
        }
        var unit = unit(.statements([TransactionControl.commit]), .commit)
        unit.deadline = .after(callTimeout)
        let results = try await session.perform(unit)
        guard results.last?.commandTag == "COMMIT" else {
            throw session.firstError ?? PostgreSQLError(.server, "the transaction had failed and was rolled back")
        }
    }

    /// Undoes the transaction. Where that fails the connection goes, and the server undoes it.
    func rollBack() async {
        guard !session.endIfUntouched(), !session.endIfIdle(), !session.isBroken else { return }
        var unit = unit(.statements([TransactionControl.rollback]), .rollback)
        unit.deadline = .after(.seconds(5))
        // The error that led here is the one to tell; a failed rollback marks the session as broken.
        _ = try? await session.perform(unit)
    }
}

/// The statements that begin and end transactions.
enum TransactionControl {
    static let commit = core("transaction.commit", "commit")
    static let rollback = core("transaction.rollback", "rollback")
    static let checkConstraints = core("transaction.check_constraints", "set constraints all immediate")

    /// BEGIN with its modes.
    static func begin(_ isolation: IsolationLevel, _ access: AccessMode, deferrable: Bool) -> BoundCore {
        let modes = "isolation level \(isolation.rawValue), \(access.rawValue)\(deferrable ? ", deferrable" : "")"
        return core("transaction.begin", "begin \(modes)")
    }

    private static func core(_ name: String, _ sql: String) -> BoundCore {
        BoundCore(
            text: StatementText(name: name, sql: sql, parameterOIDs: [], effect: .writes),
            parameters: ParameterWriter()
        )
    }
}
