// Turns units of work into libpq calls and results into outcomes. It never waits: the loop around it does.
import CLibPQ

/// The protocol side of one connection. Not copyable: passing it on must not cost a retain for every part of it.
struct WireDriver<Connection: LibPQ>: ~Copyable {
    let connection: Connection
    let limits: WireLimits
    private var pipeline = PipelineState()
    var units = FIFO<InFlightUnit>()
    var prepared: [StatementText: String] = [:]
    private var preparedCount = 0
    var isInPipelineMode = false
    /// Scripts and streams need the line to be clear; what comes behind waits with them.
    var held = FIFO<UnitTicket>()
    /// Units that will share the next transaction of their kind.
    var sharing = FIFO<UnitTicket>()
    /// The deadline that passes first of those who are not sent yet.
    var unsentDeadline = Deadline.never
    private var unitsDeadline = Deadline.never
    /// The data of the oldest unit, where it streams.
    private var flow: StreamFlow<Connection>?

    init(connection: Connection, limits: WireLimits) {
        self.connection = connection
        self.limits = limits
    }

    /// The deadline that passes first.
    var earliestDeadline: Deadline {
        let earliest = min(unitsDeadline, unsentDeadline)
        return flow.map { min($0.deadline, earliest) } ?? earliest
    }
    /// Whether the socket is to be left alone: what it holds would find no room.
    var isPaused: Bool { flow?.isPaused ?? false }
    /// Whether the stream goes on when the socket can be written.
    var wantsToSend: Bool { flow?.wantsToSend ?? false }
    /// Whether nothing is under way.
    var isIdle: Bool { units.isEmpty && isNothingUnsent }
    private var isNothingUnsent: Bool { held.isEmpty && sharing.isEmpty }
    /// Whether the oldest unit only asks if anyone is there.
    var isPinging: Bool { units.first?.ticket.unit.isPing ?? false }
    /// Whether nobody waits for anything that is under way.
    var isForsaken: Bool { isNothingUnsent && !units.contains(where: \.isAwaited) }
    /// Whether those who still wait lose nothing when the connection goes: they only read, and are run again elsewhere.
    var canBeLeft: Bool { isNothingUnsent && !units.contains { $0.isAwaited && !$0.ticket.unit.canRunAgain } }
    /// The oldest unit, where nobody waits for it any more.
    var forsakenFirst: UnitTicket? { units.first.flatMap { $0.isAwaited ? nil : $0.ticket } }
    /// Whether the server may be committing: such work is not cancelled, whoever waits for it.
    var mayBeCommitting: Bool { units.contains(where: \.ticket.unit.mayHaveCommitted) }
    /// Whether the server has been given so many statements to remember that a fresh session is due.
    var isWornOut: Bool { preparedCount > limits.preparedStatementsMax }

    /// Whether a unit of its own would become part of a transaction that somebody left open.
    func isLeftOpen(for ticket: UnitTicket) -> Bool {
        !ticket.unit.isBound && units.isEmpty && connection.standing.isInTransaction
    }

    /// Takes a unit to the server, or holds it until the line is clear; one that may share a transaction waits for
    /// `sendSharing`.
    /// - Returns: false where the connection does not take it.
    mutating func begin(_ ticket: UnitTicket) -> Bool {
        if ticket.unit.isShareable {
            sharing.append(ticket)
            unsentDeadline = min(unsentDeadline, ticket.unit.deadline)
            return true
        }
        if !held.isEmpty || needsClearLine(ticket), !units.isEmpty {
            held.append(ticket)
            unsentDeadline = min(unsentDeadline, ticket.unit.deadline)
            return true
        }
        return send(ticket, again: false)
    }

    private func needsClearLine(_ ticket: UnitTicket) -> Bool {
        ticket.unit.needsClearLine || !units.isEmpty && !isInPipelineMode
    }

    mutating func send(_ ticket: UnitTicket, again: Bool) -> Bool {
        guard again || ticket.promise.take() else {
            // It may have been the BEGIN of what comes behind it, which would then be kept bit by bit.
            if ticket.unit.isBound { return false }
            finishedUnsent += 1
            return true
        }
        return send(InFlightUnit(ticket: ticket, wasResent: again))
    }

    /// Sends a unit that its tickets were told of.
    mutating func send(_ unit: InFlightUnit) -> Bool {
        var unit = unit
        let ticket = unit.ticket
        for one in unit.tickets { unitsDeadline = min(unitsDeadline, one.unit.deadline) }
        var steps: [WireStep] = []
        var isSent = true
        switch ticket.unit.work {
        case .script(let sql):
            isSent = leavePipelineMode() && connection.sendScript(sql)
            steps.append(.script)
        case .statements(let cores):
            isSent = enterPipelineMode()
            steps.reserveCapacity(cores.count + 1)
            for (index, core) in cores.enumerated() where isSent {
                let name = prepare(core.text, at: index, steps: &steps, usedCache: &unit.usedCache, isSent: &isSent)
                steps.append(.execute(index))
                isSent = isSent && connection.sendExecute(name: name, parameters: core.parameters)
            }
        case .describe(let text):
            isSent = enterPipelineMode()
            let name = prepare(text, at: 0, steps: &steps, usedCache: &unit.usedCache, isSent: &isSent)
            steps.append(.describe)
            isSent = isSent && connection.sendDescribe(name: name)
        case .stream(let order):
            isSent = (order.isOfRows ? enterPipelineMode() : leavePipelineMode()) && order.send(on: connection)
            flow = StreamFlow(order)
            steps.append(order.isOfRows ? .execute(0) : .script)
        case .ping, .facts:
            isSent = enterPipelineMode()
        }
        if steps != [.script] {
            steps.append(.sync)
            isSent = isSent && connection.sendSync()
        }
        pipeline.sent(steps)
        units.append(unit)
        return isSent
    }

    private mutating func prepare(
        _ text: StatementText,
        at index: Int,
        steps: inout [WireStep],
        usedCache: inout Bool,
        isSent: inout Bool
    ) -> String {
        if let name = prepared[text] {
            usedCache = true
            return name
        }
        // A new name every time: an old one may still exist on the server after a failure.
        preparedCount += 1
        let name = "w\(preparedCount)"
        prepared[text] = name
        steps.append(.prepare(index))
        isSent = isSent && connection.sendPrepare(name: name, text: text)
        return name
    }

    private mutating func enterPipelineMode() -> Bool {
        if !isInPipelineMode { isInPipelineMode = connection.enterPipelineMode() }
        return isInPipelineMode
    }

    private mutating func leavePipelineMode() -> Bool {
        if isInPipelineMode { isInPipelineMode = !connection.exitPipelineMode() }
        return !isInPipelineMode
    }

    var finishedUnsent = 0

    /// Takes the number of units that were given up before they were sent.
    mutating func takeUnsentCount() -> Int {
        defer { finishedUnsent = 0 }
        return finishedUnsent
    }

    // MARK: Receiving

    /// A unit that is complete.
    typealias Completion = (ticket: UnitTicket, outcome: UnitOutcome)

    /// Takes all results that are there.
    /// - Returns: false where server and client lost step or a unit could not be sent.
    mutating func receive(into completions: inout [Completion]) -> Bool {
        let connection = connection
        flow?.beginTurn()
        while !units.isEmpty {
            if let step = flow?.advance(on: connection), step != .results {
                noteNotices()
                return step == .waits
            }
            let next = connection.nextResult()
            noteNotices(with: next)
            switch next {
            case .notYet:
                flow?.awaitServer()
                return true
            case .null:
                guard handle(pipeline.receive(.null), nil, &completions) else { return false }
            case .result(let result):
                if let isInStep = stream(result) {
                    guard isInStep else { return false }
                    continue
                }
                guard handle(pipeline.receive(Self.arrival(of: result)), result, &completions) else { return false }
            }
        }
        return true
    }

    /// Gives a result to the stream it is a part of.
    /// - Returns: nil where it is an ordinary one; false where the connection has to go.
    private mutating func stream(_ result: ResultHandle) -> Bool? {
        if let isTaken = flow?.take(result) { return isTaken }
        guard result.announcesCopy, let unit = units.first else { return nil }
        var flow = flow ?? StreamFlow(surprisingIn: unit.ticket.unit)
        let reaction = flow.meet(result) ?? .cutOff
        self.flow = flow
        if reaction != .none {
            var statement: String?
            if case .execute(let index) = pipeline.nextStep { statement = unit.ticket.unit.text(at: index)?.name }
            _ = units.updateFirst { $0.refuseCopy(in: statement) }
        }
        return switch reaction {
        case .none, .refuse: true
        case .refuseByFailing: connection.endCopy(failingBecause: "nobody gives data") == .taken
        case .cutOff: false
        }
    }

    /// Reads messages that nobody asked for: notices, and the server's word before it hangs up.
    mutating func takeIdleInput() {
        _ = connection.nextResult()
        noteNotices()
    }

    private static func arrival(of result: ResultHandle) -> PipelineState.Arrival {
        switch result.status {
        case PGRES_PIPELINE_SYNC: .sync
        case PGRES_PIPELINE_ABORTED: .aborted
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .success
        default: .failure
        }
    }

    private mutating func handle(
        _ action: PipelineState.Action,
        _ result: ResultHandle?,
        _ completions: inout [Completion]
    ) -> Bool {
        switch action {
        case .separates:
            return true
        case .violates:
            return false
        case .answers(let step):
            if let result { record(result, for: step) }
            return true
        case .completes:
            return completeFirst(&completions)
        }
    }

    private mutating func record(_ result: ResultHandle, for step: WireStep) {
        let arrival = Self.arrival(of: result)
        var forgotten: StatementText?
        let limit = limits.resultBytesMax
        _ = units.updateFirst { unit in
            switch (step, arrival) {
            case (.prepare(let index), .failure), (.prepare(let index), .aborted):
                forgotten = unit.ticket.unit.text(at: index)
                if arrival == .failure { unit.fail(result, in: forgotten?.name) }
            case (.execute(let index), .failure):
                unit.fail(result, in: unit.ticket.unit.text(at: index)?.name)
            case (.sync, .failure):
                unit.fail(result, in: nil)
                unit.failedAtSync = true
            case (.script, .failure), (.describe, .failure):
                unit.fail(result, in: unit.ticket.unit.text(at: 0)?.name)
            case (.execute, .success), (.script, .success), (.describe, .success):
                unit.keep(result, bytesMax: limit)
            default:
                break
            }
        }
        if let forgotten { prepared[forgotten] = nil }
    }

    private mutating func noteNotices(with next: NextResult = .notYet) {
        let notices = connection.takeNotices()
        guard !notices.isEmpty else { return }
        for notice in notices {
            limits.onNotice(notice)
            units.first?.ticket.unit.onNotice?(notice)
        }
        let warnings = notices.filter { $0.severity == "WARNING" }
        _ = units.updateFirst { $0.doubt(because: warnings) }
        // libpq hands out what stands behind a sync together with it: it may be the next unit's word on its COMMIT.
        if case .result(let result) = next, Self.arrival(of: result) == .sync {
            _ = units.updateSecond { $0.doubt(because: warnings) }
        }
    }

    private mutating func completeFirst(_ completions: inout [Completion]) -> Bool {
        guard var unit = units.popFirst() else { return false }
        flow = nil
        if !unit.members.isEmpty { return completeShared(unit, &completions) && releaseHeld() }
        if unit.outcome.error?.isStaleStatement == true {
            // What one statement lost the others have lost too: found out one by one, each would cost an attempt.
            prepared.removeAll()
            if unit.shouldBeResent, !connection.standing.isInTransaction { return send(unit.ticket, again: true) }
        }
        unit.closeLimit(bytesMax: limits.resultBytesMax, isOpen: connection.standing.isInTransaction)
        if let error = unit.outcome.error, unit.hasLostSession {
            completions.append((unit.ticket, unit.outcomeWhenLost(because: error)))
            return false
        }
        if case .facts(let box) = unit.ticket.unit.work { box.put(connection.facts) }
        unit.outcome.session = connection.standing
        let isLeftOpen = unit.hasLeftOpen(connection.standing, isLast: units.isEmpty)
        if let warning = unit.warningAtCommit, unit.outcome.error == nil {
            unit.outcome.error = .doubted(by: warning)
        }
        if isLeftOpen { unit.outcome.error = .leftOpen }
        completions.append((unit.ticket, unit.outcome))
        return !isLeftOpen && releaseHeld()
    }

    private mutating func releaseHeld() -> Bool {
        while let ticket = held.first, units.isEmpty || !needsClearLine(ticket) {
            _ = held.popFirst()
            guard send(ticket, again: false) else { return false }
        }
        if isNothingUnsent { unsentDeadline = .never }
        return sendSharing()
    }

    /// Bytes came from the server, or it took some.
    mutating func noteMovement() { flow?.noteMovement() }

    // MARK: Ends

    /// Tells those whose deadline has passed; their answers are dropped when they come.
    /// - Returns: whether one of them was under way.
    mutating func expire() -> Bool {
        var hasExpired = false
        if flow?.expire() == true {
            hasExpired = true
            units.first?.ticket.expire()
        }
        expireUnsent()
        unitsDeadline = .never
        for ticket in units.all.flatMap(\.tickets) {
            if ticket.unit.deadline.hasPassed {
                hasExpired = true
                ticket.expire()
            } else {
                unitsDeadline = min(unitsDeadline, ticket.unit.deadline)
            }
        }
        return hasExpired
    }

    /// What waits for a clear line or for company was not sent: nothing of it is done.
    private mutating func expireUnsent() {
        guard unsentDeadline.hasPassed else { return }
        unsentDeadline = .never
        for ticket in held.all + sharing.all {
            if ticket.unit.deadline.hasPassed {
                ticket.expireUnsent()
            } else {
                unsentDeadline = min(unsentDeadline, ticket.unit.deadline)
            }
        }
    }

    /// The connection is lost: says what that means for every unit that was under way.
    ///
    /// - Parameters:
    ///   - error: what is told to those for whom it means the end.
    ///   - isOurDoing: whether the client chose to end it, for the sake of others: reads then go elsewhere, as if they
    ///     had never been sent.
    /// - Returns: what is to be told to whom, and what may go elsewhere.
    mutating func abandonAll(
        because error: PostgreSQLError,
        isOurDoing: Bool = false
    ) -> (sent: [Completion], unsent: [UnitTicket]) {
        var completions: [Completion] = []
        var spared: [UnitTicket] = []
        var error = error
        while let unit = units.popFirst() {
            if isOurDoing, error.category != .limit, unit.ticket.unit.canRunAgain, !unit.ticket.promise.isDone {
                spared.append(unit.ticket)
                continue
            }
            let outcome = unit.outcomeWhenLost(because: error)
            completions += unit.tickets.map { ($0, outcome) }
            // A result without end was that of the oldest; those behind it did nothing wrong.
            if error.category == .limit { error = PostgreSQLError(.connection, "the connection was lost") }
        }
        let unsent = spared + held.all + sharing.all
        held = FIFO()
        sharing = FIFO()
        return (completions, unsent)
    }
}

/// What bounds a connection's work.
struct WireLimits: Sendable {
    var preparedStatementsMax = 1_000
    var resultBytesMax = 512 * 1_024 * 1_024
    /// How many units share a transaction at most: the first of them waits for the last.
    var sharingMax = 8
    var onNotice: @Sendable (PostgreSQLNotice) -> Void = { _ in }
}
