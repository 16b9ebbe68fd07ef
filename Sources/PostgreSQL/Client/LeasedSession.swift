// A connection held for one's own work: sends units in order and knows whether the session is still usable.
import Synchronization

/// The shared ground of transactions and connections of one's own.
final class LeasedSession: Sendable {
    struct State {
        var opening: BoundCore?
        /// Whether a stream has the connection for itself.
        var isStreaming = false
        var isBroken = false
        /// How the session stood to a transaction after the unit with this place among all units.
        var standing = SessionStanding.idle
        var standingAfter = 0
        /// Units that were posted, and those whose outcome was noted: alike where nothing is under way.
        var postedCount = 0
        var notedCount = 0
        /// Whether COMMIT or ROLLBACK has been sent, or need not be.
        var isEnding = false
        var isEnded = false
        /// The first error since the session last worked.
        var firstError: PostgreSQLError?
        var isOutcomeUnknown = false

        /// Whether nothing is under way and no transaction is open.
        var isQuiet: Bool { postedCount == notedCount && standing == .idle }
    }

    let handle: ConnectionHandle
    let pool: Pool
    let state: Mutex<State>
    /// Whether it is a transaction of this client's.
    private let isTransaction: Bool

    /// Takes over a lease; the opening, such as BEGIN, travels with the first unit.
    init(handle: ConnectionHandle, pool: Pool, opening: BoundCore?) {
        self.handle = handle
        self.pool = pool
        state = Mutex(State(opening: opening))
        isTransaction = opening != nil
    }

    /// Whether the opening has not been sent, so that nothing has to be ended.
    var isUntouched: Bool { state.withLock { $0.opening != nil } }
    /// Ends a session of which nothing was sent, so that nothing will be.
    /// - Returns: false where something was sent, and has to be ended on the server.
    func endIfUntouched() -> Bool {
        state.withLock { state in
            guard state.opening != nil else { return false }
            state.isEnding = true
            return true
        }
    }
    /// Ends a session that is in no transaction by the server's last word, such as after a BEGIN that was refused.
    /// - Returns: false where something has to be ended on the server, or may have to be.
    func endIfIdle() -> Bool {
        state.withLock { state in
            guard state.isQuiet, state.standingAfter == state.postedCount else { return false }
            state.isEnding = true
            return true
        }
    }
    var isBroken: Bool { state.withLock { $0.isBroken } }
    /// Whether the session was outside of any transaction after the last unit.
    var isIdle: Bool { state.withLock { $0.standing == .idle } }
    /// The first error since the session last worked, whether the body minded it or not. What a savepoint undid is
    /// none.
    var firstError: PostgreSQLError? { state.withLock { $0.firstError } }
    /// Whether something may have been committed although nobody can say so.
    var isOutcomeUnknown: Bool { state.withLock { $0.isOutcomeUnknown } }

    /// Sends a unit behind those before it and waits for its outcome.
    func perform(_ unit: WireUnit) async throws(PostgreSQLError) -> [ResultHandle] {
        let (ticket, place, hasOpening) = try post(unit)
        let outcome = await DatabaseTime.counting {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in _ = ticket.promise.attach(continuation) }
            } onCancel: {
                // Who cancels wants the transaction gone: a ROLLBACK is never left out.
                if unit.standing != .rollback { ticket.cancel() }
            }
        }
        note(outcome, of: ticket, at: place)
        if !hasOpening { try checkStillInTransaction(outcome, unit) }
        if let error = outcome.error {
            pool.metrics.record(error)
            throw error
        }
        return hasOpening ? Array(outcome.results.dropFirst()) : outcome.results
    }

    /// In one step, so that the opening is first whoever comes first.
    func post(
        _ unit: WireUnit,
        byStream: Bool = false
    ) throws(PostgreSQLError) -> (UnitTicket, place: Int, hasOpening: Bool) {
        let posted: Result<(UnitTicket, Int, Bool), PostgreSQLError> = state.withLock { state in
            // What came behind COMMIT or ROLLBACK would be a transaction of its own, and be kept.
            if unit.standing == .commit || unit.standing == .rollback {
                state.isEnding = true
            } else if state.isEnding {
                return .failure(PostgreSQLError(.misuse, "used after its end"))
            }
            guard !state.isEnded else { return .failure(PostgreSQLError(.misuse, "used after its end")) }
            // It would wait for the end of the stream, which waits for whoever asks here.
            guard state.isStreaming == byStream else {
                return .failure(PostgreSQLError(.misuse, "a stream has the connection for itself"))
            }
            guard !state.isBroken else {
                return .failure(state.firstError ?? PostgreSQLError(.connection, "the connection was lost"))
            }
            var unit = unit
            unit.isBound = true
            var hasOpening = false
            if let opening = state.opening, case .statements(let cores) = unit.work {
                unit.work = .statements([opening] + cores)
                state.opening = nil
                hasOpening = true
            }
            let ticket = UnitTicket(unit)
            state.postedCount += 1
            if !handle.mailbox.post(ticket) {
                ticket.promise.complete(.failed(PostgreSQLError(.connection, "the connection was lost")))
            }
            return .success((ticket, state.postedCount, hasOpening))
        }
        let (ticket, place, hasOpening) = try posted.get()
        return (ticket, place, hasOpening)
    }

    /// A script that ends the transaction it runs in leaves what follows without one, whether it then fails or not: an
    /// error in a transaction leaves it failed, never ended.
    private func checkStillInTransaction(_ outcome: UnitOutcome, _ unit: WireUnit) throws(PostgreSQLError) {
        guard isTransaction, unit.standing == .inTransaction, outcome.session == .idle else { return }
        state.withLock { state in
            state.isBroken = true
            state.isOutcomeUnknown = true
        }
        throw .outcomeUnknown(
            "the script ended the transaction itself; what it did until then may be kept",
            underlying: outcome.error
        )
    }

    func note(_ outcome: UnitOutcome, of ticket: UnitTicket, at place: Int) {
        let isCutOff = outcome.error.map { error in
            switch error.category {
            case .connection, .cancelled, .outcomeUnknown, .protocolViolation: true
            // The server's own timeout leaves the session in step; ours does not.
            case .timeout: error.sqlState == nil
            default: false
            }
        }
        state.withLock { state in
            state.notedCount += 1
            // The outcomes of units that were under way together may be noted in any order.
            if place > state.standingAfter {
                state.standing = outcome.session
                state.standingAfter = place
            }
            if isCutOff == true { state.isBroken = true }
            if outcome.error == nil, outcome.session == .inTransaction { state.firstError = nil }
            if state.firstError == nil { state.firstError = outcome.error }
            if outcome.error?.isOutcomeUnknown == true { state.isOutcomeUnknown = true }
        }
        // At once, not at the end of the body: what runs there holds locks. A COMMIT is never cancelled.
        if isCutOff == true { handle.mailbox.stop(ticket.unit.standing == .commit ? .now : .nowCancelling) }
    }

    /// Has the connection closed, and waits until the server has let go of the session, its locks included.
    ///
    /// Not where the session was cut off: the statement that was given up may go on for a while.
    func endWaiting() async {
        let isInStep = state.withLock { !$0.isBroken && !$0.isEnded }
        if isInStep { handle.mailbox.awaitEnd() }
        end(keeping: false)
        if isInStep { await handle.mailbox.whenEnded() }
    }

    /// Gives the connection back, or has it closed where others could not use it.
    func end(keeping: Bool = true) {
        let (wasEnded, isClean) = state.withLock { state in
            defer { state.isEnded = true }
            return (state.isEnded, keeping && !state.isBroken && state.isQuiet)
        }
        if !wasEnded { pool.release(handle, isClean: isClean) }
    }
}
