// A unit that was sent: what has come of it so far, and what its loss would mean.

/// A unit that is not answered in full.
struct InFlightUnit {
    let ticket: UnitTicket
    /// Those whose statements the unit is made of, in order; none where it is one by itself.
    var members: [UnitTicket] = []
    var outcome = UnitOutcome()
    var bytes = 0
    var warningAtCommit: PostgreSQLNotice?
    var failedAtSync = false
    var wasResent = false
    var usedCache = false
    var isOverLimit = false
}

extension InFlightUnit {
    /// Those who wait for it, or waited.
    var tickets: [UnitTicket] { members.isEmpty ? [ticket] : members }
    /// Whether somebody waits for it.
    var isAwaited: Bool {
        members.isEmpty ? !ticket.promise.isDone : members.contains { !$0.promise.isDone }
    }

    /// Warnings came that may be about the commit.
    mutating func doubt(because warnings: [PostgreSQLNotice]) {
        for warning in warnings where ticket.unit.isDoubtedBy(warning) { warningAtCommit = warning }
    }

    /// Whether others, who share the session, would become part of a transaction that this unit left open.
    func hasLeftOpen(_ standing: SessionStanding, isLast: Bool) -> Bool {
        isLast && !ticket.unit.isBound && ticket.unit.standing == .ownTransaction && standing.isInTransaction
    }

    /// Only the first error of a unit counts: what follows it was not run.
    mutating func fail(_ result: ResultHandle, in statement: String?) {
        guard outcome.error == nil else { return }
        var error = PostgreSQLError(result: result.fields)
        if ticket.unit.isScript { error = error.quoting(harmlessText: false) }
        outcome.error = statement.map(error.inStatement) ?? error
    }

    /// The unit held a COPY that it should not have held.
    mutating func refuseCopy(in statement: String?) {
        guard outcome.error == nil else { return }
        outcome.error = PostgreSQLError(
            .misuse,
            "a COPY to or from the client is run by copyIn or copyOut",
            statement: statement
        )
    }

    mutating func keep(_ result: ResultHandle, bytesMax: Int) {
        bytes += result.memoryBytes
        guard bytes <= bytesMax else {
            outcome.results.removeAll()
            isOverLimit = true
            return
        }
        outcome.results.append(result)
    }

    /// A statement the server has forgotten, or whose plan no longer fits: nothing was committed, so once more.
    var shouldBeResent: Bool {
        usedCache && !wasResent && ticket.unit.standing == .ownTransaction && outcome.error?.isStaleStatement == true
            && !ticket.promise.isDone && !ticket.unit.texts.contains { $0.role == .mayCommitInside }
    }

    /// Whether the session has ended under a script or stream: libpq makes a result of that, where it leaves a pipeline without.
    var hasLostSession: Bool {
        guard ticket.unit.needsClearLine, let error = outcome.error, error.category != .misuse else { return false }
        return error.sqlState == nil || ["FATAL", "PANIC"].contains(error.details.severity)
    }

    /// The results were too large to keep. What the unit wrote was kept all the same.
    ///
    /// - Parameters:
    ///   - bytesMax: the limit, to be named.
    ///   - isOpen: whether it was part of a transaction that a script began, which keeps nothing yet.
    mutating func closeLimit(bytesMax: Int, isOpen: Bool) {
        guard isOverLimit, outcome.error == nil else { return }
        let limit = PostgreSQLError(.limit, "the results are larger than \(bytesMax) bytes")
        outcome.error = ticket.unit.mayHaveCommitted && !isOpen ? .committedUnread(because: limit) : limit
    }

    func outcomeWhenLost(because lost: PostgreSQLError) -> UnitOutcome {
        if let error = outcome.error {
            // A COPY that waited for data got none.
            if error.category == .misuse { return .failed(error) }
            // An error of the server before the sync means a rollback. One of libpq's own, or at the sync, does not;
            // a script may have held a COMMIT before it, and a COPY ends in one.
            let mayBeLater = failedAtSync || ticket.unit.needsClearLine
            let isDefinite = error.sqlState != nil && !(mayBeLater && error.category == .connection)
            if isDefinite, ticket.unit.standing != .commit { return .failed(error) }
            if isDefinite, error.category != .connection { return .failed(error) }
        }
        guard ticket.unit.mayHaveCommitted else { return .failed(outcome.error ?? lost) }
        return .failed(.outcomeUnknown("the connection was lost before the outcome was known", underlying: lost))
    }
}

extension WireUnit {
    /// Whether it is a script of the simple protocol.
    var isScript: Bool {
        if case .script = work { true } else { false }
    }

    /// Whether it travels alone.
    var needsClearLine: Bool {
        switch work {
        case .script, .stream: true
        case .statements, .describe, .ping, .facts: false
        }
    }

    /// Whether a warning makes it doubtful that the commit is what it should be.
    ///
    /// In a pipeline libpq hands out notices before the results they came behind, so a warning at the end of a unit
    /// cannot be told from one of its last statement by order. What a statement raises itself is told by its source.
    func isDoubtedBy(_ warning: PostgreSQLNotice) -> Bool {
        switch standing {
        case .commit: true
        case .ownTransaction: effect == .writes && !warning.isAboutStatement
        case .inTransaction, .rollback: false
        }
    }

    /// The statement in a place of the unit.
    func text(at index: Int) -> StatementText? {
        switch work {
        case .statements(let cores): cores.indices.contains(index) ? cores[index].text : nil
        case .describe(let text): text
        case .stream(let order): order.text
        case .script, .ping, .facts: nil
        }
    }

    /// All statements of the unit.
    var texts: [StatementText] {
        switch work {
        case .statements(let cores): cores.map(\.text)
        case .describe(let text): [text]
        case .script, .stream, .ping, .facts: []
        }
    }
}

extension PostgreSQLError {
    /// Whether the server no longer has the statement, or has a plan that no longer fits.
    ///
    /// The code of the latter is that of everything the server cannot do; only its plan cache speaks of plans.
    var isStaleStatement: Bool {
        sqlState == .invalidStatementName
            || sqlState == .featureNotSupported && details.sourceFunction == "RevalidateCachedQuery"
    }

    /// A warning came that may be about the commit.
    static func doubted(by warning: PostgreSQLNotice) -> PostgreSQLError {
        let code = warning.sqlState?.rawValue ?? "without a code"
        return .outcomeUnknown("the server warned at commit (\(code), \(warning.sourceFile))")
    }

    /// Statements began a transaction and did not end it.
    static var leftOpen: PostgreSQLError {
        PostgreSQLError(.misuse, "the unit left a transaction open, which was undone")
    }

    /// The unit was committed, but what it gave cannot be used: nobody must take that for a failure and do it again.
    static func committedUnread(because error: PostgreSQLError) -> PostgreSQLError {
        PostgreSQLError(
            .outcomeUnknown,
            "the unit was committed, but its results could not be read",
            statement: error.statement,
            underlying: error
        )
    }
}
