// The thread of one connection: connects, then sends, waits and receives until it is told to stop.

/// Whom a connection tells what becomes of it. The calls come from the connection's thread.
protocol ConnectionOwner: Sendable {
    /// It is connected. Gives what to do first.
    func connectionIsReady(_ id: ConnectionID) -> [UnitTicket]
    /// Units are done, so many. Gives what to do next.
    func connection(_ id: ConnectionID, finished count: Int) -> [UnitTicket]
    /// It has been idle for long.
    /// - Returns: whether it shall end.
    func connectionShouldRetire(_ id: ConnectionID) -> Bool
    /// It has lived long enough, or remembers too much, and takes no new work.
    func connectionIsRetiring(_ id: ConnectionID)
    /// It is gone; these units were never sent.
    func connectionHasEnded(_ id: ConnectionID, error: PostgreSQLError?, wasReady: Bool, unsent: [UnitTicket])
}

/// The number of a connection within its pool.
struct ConnectionID: Hashable, Sendable {
    let number: Int
}

/// How a connection is made and how long it lives.
struct ConnectionPlan: Sendable {
    var target: ConnectionTarget
    var idleTimeout: Duration
    var lifetime: Duration
    var healthCheckAfter: Duration
    /// How long the answer to a ping may take.
    var stallTimeout: Duration
    /// How long the server may be silent while something is under way whose deadline has passed.
    var silenceMax: Duration
    var limits: WireLimits
}

/// Runs one connection on the thread it is made on. Nothing of it leaves that thread.
struct ConnectionLoop {
    private let id: ConnectionID
    private let plan: ConnectionPlan
    private let mailbox: Mailbox
    private let owner: any ConnectionOwner
    private let retirement: Deadline
    private var idleSince = Deadline.now
    private var lastHeard = Deadline.now
    private var isStalled = false
    /// When to look whether anybody still waits for what is under way.
    private var nextLook = Deadline.never
    /// The oldest unit that nobody waited for at the last look.
    private var forsaken: UnitTicket?
    private var isRetiring = false
    /// Whether the TLS library may hold what no poll tells: after a read, until one finds nothing.
    private var mayHoldMore = false

    init(id: ConnectionID, plan: ConnectionPlan, mailbox: Mailbox, owner: any ConnectionOwner) {
        self.id = id
        self.plan = plan
        self.mailbox = mailbox
        self.owner = owner
        retirement = .after(plan.lifetime)
    }

    /// The whole life of the connection.
    mutating func run() {
        let connection: PGConnection
        do {
            connection = try PGConnection.connected(to: plan.target, waker: mailbox.waker) { [mailbox] in
                mailbox.stopRequested == nil ? nil : PostgreSQLError(.unavailable, "the pool was closed")
            }
        } catch {
            let unsent = mailbox.close()
            return owner.connectionHasEnded(id, error: error, wasReady: false, unsent: unsent)
        }
        var driver = WireDriver(connection: connection, limits: plan.limits)
        var pending = owner.connectionIsReady(id)
        let (error, mustCancel) = serve(&driver, &pending)
        let lost = error ?? PostgreSQLError(.connection, "the connection was closed")
        let (sent, unsentHeld) = driver.abandonAll(
            because: lost,
            isOurDoing: error == nil || error?.category == .limit
        )
        let unsent = mailbox.close() + unsentHeld + pending
        let isEndAwaited = mailbox.isEndAwaited
        if isEndAwaited {
            if mustCancel { connection.cancelRunningStatement() }
            connection.finish(waitMax: Self.farewellMax)
        }
        owner.connectionHasEnded(id, error: error, wasReady: true, unsent: unsent)
        for (ticket, outcome) in sent { ticket.promise.complete(outcome) }
        mailbox.tellEnded()
        // Last: it takes as long as the server takes to hear it, and nobody needs to wait for that.
        if mustCancel, !isEndAwaited { connection.cancelRunningStatement() }
    }

    /// How long the server may take to let go of a session whose end someone waits for.
    private static let farewellMax = Duration.seconds(2)

    // MARK: Serving

    private mutating func serve(
        _ driver: inout WireDriver<PGConnection>,
        _ pending: inout [UnitTicket]
    ) -> (PostgreSQLError?, mustCancel: Bool) {
        var completions: [WireDriver<PGConnection>.Completion] = []
        while true {
            let mail = mailbox.take()
            if let stop = mail.stop {
                pending += mail.tickets
                if stop > .whenIdle {
                    return (nil, stop == .nowCancelling && !driver.isIdle && !driver.mayBeCommitting)
                }
                if driver.isIdle, pending.isEmpty { return (nil, false) }
            } else {
                pending += mail.tickets
            }
            if let end = begin(&pending, on: &driver, &completions) { return end }
            let flushed = driver.connection.flush()
            let isInStep = driver.receive(into: &completions)
            let hasCompleted = !completions.isEmpty
            report(&completions, &driver, &pending)
            guard isInStep, flushed != .failed else { return (lost(driver), false) }
            if !pending.isEmpty { continue }
            retireIfDue(driver)
            if hasCompleted { letOthersRun() }
            guard mailbox.beginWaiting(knowing: mail.stop) else { continue }
            if mail.stop != nil, driver.isIdle { continue }
            let readiness = wait(
                // A stream whose consumer is slow leaves the socket alone: that is what makes the server wait.
                socket: driver.isPaused ? -1 : driver.connection.socket,
                toRead: true,
                // Asked again: taking results may have sent something.
                toWrite: driver.connection.flush() == .pending || driver.wantsToSend,
                waker: mailbox.waker,
                // Between two reads what came is handed on, so that libpq need not make room for all of it at once.
                until: mayHoldMore && !driver.isPaused ? .now : wakeTime(driver)
            )
            let now = Deadline.now
            if readiness.wasWoken { mailbox.waker.drain() }
            if readiness.canRead {
                lastHeard = now
                isStalled = false
            }
            if readiness.canRead || readiness.canWrite { driver.noteMovement() }
            if readiness.canRead || (driver.connection.isEncrypted && !driver.isPaused) {
                guard driver.connection.consumeInput() else {
                    // What the server said before it hung up still counts.
                    _ = driver.receive(into: &completions)
                    report(&completions, &driver, &pending)
                    return (lost(driver), false)
                }
                mayHoldMore = readiness.canRead && driver.connection.isEncrypted
                driver.connection.dropNotifications()
                if driver.isIdle { driver.takeIdleInput() }
                if let end = tooMuch(driver) { return end }
            }
            let hasTimedOut =
                readiness == Readiness() || !driver.isIdle && min(driver.earliestDeadline, nextLook) <= now
            if hasTimedOut, let end = lookAround(&driver, &pending) { return end }
        }
    }

    /// Takes units to the server, in order.
    private mutating func begin(
        _ pending: inout [UnitTicket],
        on driver: inout WireDriver<PGConnection>,
        _ completions: inout [WireDriver<PGConnection>.Completion]
    ) -> (PostgreSQLError?, mustCancel: Bool)? {
        guard !pending.isEmpty else { return nil }
        let wasIdle = driver.isIdle
        while !pending.isEmpty {
            guard !driver.isLeftOpen(for: pending[0]) else {
                return (PostgreSQLError(.misuse, "the session was left in a transaction"), false)
            }
            guard driver.begin(pending.removeFirst()) else { return refused(&pending, by: &driver, &completions) }
        }
        // Only now: those that came together go together.
        guard driver.sendSharing() else { return refused(&pending, by: &driver, &completions) }
        if wasIdle, !driver.isIdle {
            lastHeard = .now
            nextLook = lastHeard.advanced(by: Self.lookEvery)
        }
        return nil
    }

    /// The connection does not take what it is given: it is lost, and what the server answered before still counts.
    private mutating func refused(
        _ pending: inout [UnitTicket],
        by driver: inout WireDriver<PGConnection>,
        _ completions: inout [WireDriver<PGConnection>.Completion]
    ) -> (PostgreSQLError?, mustCancel: Bool) {
        _ = driver.connection.consumeInput()
        _ = driver.receive(into: &completions)
        report(&completions, &driver, &pending)
        return (lost(driver), !driver.isIdle && !driver.mayBeCommitting)
    }

    /// How often a thread looks whether anybody still waits for what takes so long.
    private static let lookEvery = Duration.milliseconds(500)

    /// libpq keeps a result until it is complete: one that is larger than anybody may have ends the connection.
    private func tooMuch(_ driver: borrowing WireDriver<PGConnection>) -> (PostgreSQLError?, mustCancel: Bool)? {
        let bytesMax = plan.limits.resultBytesMax
        guard driver.connection.unfinishedBytes > bytesMax else { return nil }
        let error = PostgreSQLError(.limit, "the results are larger than \(bytesMax) bytes")
        return (error, !driver.mayBeCommitting)
    }

    private mutating func report(
        _ completions: inout [WireDriver<PGConnection>.Completion],
        _ driver: inout WireDriver<PGConnection>,
        _ pending: inout [UnitTicket]
    ) {
        let pings = completions.count { $0.ticket.unit.isPing }
        let count = completions.count - pings + driver.takeUnsentCount()
        // The pool learns first, so that whoever goes on next sees the place that became free.
        if count > 0 { pending += owner.connection(id, finished: count) }
        for (ticket, outcome) in completions { ticket.promise.complete(outcome) }
        // A ping is no use of the connection.
        if count > 0 { idleSince = lastHeard }
        completions.removeAll(keepingCapacity: true)
    }

    private func lost(_ driver: borrowing WireDriver<PGConnection>) -> PostgreSQLError { .lost(driver.connection) }

    // MARK: Time

    private func wakeTime(_ driver: borrowing WireDriver<PGConnection>) -> Deadline {
        if driver.isIdle { return min(retirement, .after(min(plan.healthCheckAfter, plan.idleTimeout))) }
        var next = min(driver.earliestDeadline, nextLook)
        if isStalled { next = min(next, .after(plan.silenceMax)) }
        // Part of an answer may be stuck in the TLS library, which no poll tells: so it is looked into now and then.
        if driver.connection.isEncrypted, !driver.isPaused { next = min(next, .after(.milliseconds(50))) }
        return next
    }

    /// Called when nothing came in the time given.
    private mutating func lookAround(
        _ driver: inout WireDriver<PGConnection>,
        _ pending: inout [UnitTicket]
    ) -> (PostgreSQLError?, mustCancel: Bool)? {
        if driver.isIdle {
            if idleSince.advanced(by: plan.idleTimeout).hasPassed, owner.connectionShouldRetire(id) {
                return (nil, false)
            }
            // Not within a transaction: a ping would put off the server's `idle_in_transaction_session_timeout`.
            if lastHeard.advanced(by: plan.healthCheckAfter).hasPassed, driver.connection.standing == .idle {
                pending.append(UnitTicket(.ping(deadline: .after(plan.stallTimeout))))
            }
            return nil
        }
        if driver.expire() {
            // A ping that found nobody means that the line is dead.
            if driver.isPinging { return (PostgreSQLError(.connection, "the server does not answer"), false) }
            isStalled = true
            // What is under way may still end well for others, but nobody new shall queue behind it.
            retire()
            // And where nobody waits any more, a new connection does more for those who come.
            if driver.isForsaken { return (nil, !driver.mayBeCommitting) }
        }
        if nextLook.hasPassed {
            nextLook = .after(Self.lookEvery)
            if driver.isForsaken { return (nil, !driver.mayBeCommitting) }
            // The same as at the last look: those behind it shall not wait for what nobody waits for.
            if let first = driver.forsakenFirst, first === forsaken {
                isStalled = true
                retire()
                if driver.canBeLeft { return (nil, !driver.mayBeCommitting) }
            }
            forsaken = driver.forsakenFirst
        }
        // Not "else": what has expired once has expired at every later look as well.
        if isStalled, lastHeard.advanced(by: plan.silenceMax).hasPassed {
            // Someone's deadline has passed, and the server has said nothing since: those behind it wait in vain.
            return (PostgreSQLError(.connection, "the server does not answer"), !driver.mayBeCommitting)
        }
        return nil
    }

    private mutating func retireIfDue(_ driver: borrowing WireDriver<PGConnection>) {
        if retirement.hasPassed || driver.isWornOut { retire() }
    }

    private mutating func retire() {
        guard !isRetiring else { return }
        isRetiring = true
        owner.connectionIsRetiring(id)
    }
}

extension PostgreSQLError {
    /// A connection that is no more. libpq's words go to where nobody shows them: they may begin with those of the
    /// last error of the server, values included.
    static func lost(_ connection: (some LibPQ)?) -> PostgreSQLError {
        let message = connection?.lastMessage.oneLine ?? ""
        let detail = message.isEmpty ? nil : message
        return PostgreSQLError(.connection, Details(message: "the connection was lost", detail: detail))
    }
}

extension WireUnit {
    /// A question whether anyone is there.
    static func ping(deadline: Deadline) -> WireUnit {
        WireUnit(work: .ping, standing: .inTransaction, effect: .reads, deadline: deadline)
    }

    /// Whether it is such a question.
    var isPing: Bool {
        if case .ping = work { true } else { false }
    }
}
