// The pool: its state under a lock, its connections' threads, and the thread that keeps time for those who wait.
import Logging
import Synchronization

/// One that waits for a connection.
struct PoolWaiter: Sendable {
    enum Want: Sendable {
        case unit(UnitTicket)
        case lease(OneShot<LeaseOutcome>)
    }

    let want: Want
    let since: ContinuousClock.Instant
    let deadline: Deadline
    /// Whether it is the caller's own deadline, and not the pool's patience.
    var isOwnDeadline = false

    func fail(_ error: PostgreSQLError) {
        switch want {
        case .unit(let ticket): ticket.promise.complete(.failed(error))
        case .lease(let promise): promise.complete(.failure(error))
        }
    }
}

/// A connection of one's own, or why there is none.
typealias LeaseOutcome = Result<ConnectionHandle, PostgreSQLError>

/// How the pool reaches one of its connections.
struct ConnectionHandle: Sendable {
    let id: ConnectionID
    let mailbox: Mailbox
}

/// Hands connections to units and leases. It lives as long as its keeper thread runs: until `close()`.
final class Pool: ConnectionOwner {
    struct Core {
        var state: PoolState<PoolWaiter>
        var handles: [ConnectionID: ConnectionHandle] = [:]
        var threads: [ConnectionID: OwnThread] = [:]
        var ended: [ConnectionID] = []
        var startingCount = 0
        var keeperWakes = Deadline.never
        var keeper: OwnThread?
        /// When a pool that is being closed cuts off what is still under way.
        var cutOff = Deadline.never
        var closers: [CheckedContinuation<Void, Never>] = []
        var isFinished = false
        var lastError: PostgreSQLError?
        /// What the metrics were told last, and how often they were told.
        fileprivate var use = PoolUse()
        /// Why there has never been a keeper.
        var startError: PostgreSQLError?
    }

    let core: Mutex<Core>
    private let plan: ConnectionPlan
    private let lifetimeJitter: Double
    let waitMax: Duration
    let metrics: PoolMetrics
    private let logger: Logger
    let keeperWaker: Waker?

    init(
        bounds: PoolState<PoolWaiter>.Bounds,
        plan: ConnectionPlan,
        waitMax: Duration,
        metrics: PoolMetrics,
        logger: Logger
    ) {
        core = Mutex(Core(state: PoolState(bounds: bounds)))
        self.plan = plan
        self.waitMax = waitMax
        self.metrics = metrics
        self.logger = logger
        lifetimeJitter = 0.2
        // Without a descriptor left, nothing can be connected either; every request then says so.
        keeperWaker = try? Waker()
    }

    // MARK: Requests

    /// Sends a unit on the least loaded connection, or queues it.
    func enqueue(_ ticket: UnitTicket) {
        let (id, handle, toOpen, use) = core.withLock { core in
            let id = core.state.placeForUnit()
            return (id, id.flatMap { core.handles[$0] }, core.connectionToOpen(), core.newUse())
        }
        metrics.record(use)
        if let toOpen { open(toOpen) }
        guard let id else { return enqueueBehindOthers(ticket) }
        if handle?.mailbox.post(ticket) != true {
            // It ended a moment ago: it gets nothing more, and the unit goes elsewhere.
            perform(id, core.withLock { $0.state.retire(id) })
            enqueue(ticket)
        }
    }

    private func enqueueBehindOthers(_ ticket: UnitTicket) {
        let patience = Deadline.after(waitMax)
        let deadline = min(ticket.unit.deadline, patience)
        let waiter = PoolWaiter(
            want: .unit(ticket),
            since: .now,
            deadline: deadline,
            isOwnDeadline: deadline < patience
        )
        let (answer, handle) = request { $0.requestUnit(waiter, deadline: deadline) }
        switch answer {
        case .connection(let id):
            // A place became free between the two looks.
            if handle?.mailbox.post(ticket) != true {
                perform(id, core.withLock { $0.state.retire(id) })
                enqueue(ticket)
            }
        case .queued:
            keeperMayNeedToKnow(deadline)
        case .full, .closed:
            waiter.fail(refusal(answer))
        }
        openIfWanted()
    }

    /// Waits for a connection of one's own.
    func lease(deadline: Deadline) async throws(PostgreSQLError) -> ConnectionHandle {
        let promise = OneShot<LeaseOutcome>()
        let outcome = await DatabaseTime.counting {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let patience = Deadline.after(waitMax)
                    if promise.attach(continuation) {
                        enqueue(promise, deadline: min(deadline, patience), isOwn: deadline < patience)
                    }
                }
            } onCancel: {
                promise.complete(.failure(PostgreSQLError(.cancelled, "the task was cancelled")))
            }
        }
        return try outcome.get()
    }

    private func enqueue(_ promise: OneShot<LeaseOutcome>, deadline: Deadline, isOwn: Bool) {
        let waiter = PoolWaiter(want: .lease(promise), since: .now, deadline: deadline, isOwnDeadline: isOwn)
        let (answer, handle) = request { $0.requestLease(waiter, deadline: deadline) }
        switch answer {
        case .connection:
            if let handle { grant(promise, handle) }
        case .queued:
            keeperMayNeedToKnow(deadline)
        case .full, .closed:
            waiter.fail(refusal(answer))
        }
        openIfWanted()
    }

    private func request(
        _ ask: (inout PoolState<PoolWaiter>) -> PoolState<PoolWaiter>.Answer
    ) -> (PoolState<PoolWaiter>.Answer, ConnectionHandle?) {
        let (answer, handle, use) = core.withLock { core in
            let answer = ask(&core.state)
            var handle: ConnectionHandle?
            if case .connection(let id) = answer { handle = core.handles[id] }
            return (answer, handle, core.newUse())
        }
        metrics.record(use)
        return (answer, handle)
    }

    private func refusal(_ answer: PoolState<PoolWaiter>.Answer) -> PostgreSQLError {
        if case .full = answer { return PostgreSQLError(.busy, "too many callers wait for the database") }
        return core.withLock { $0.startError } ?? PostgreSQLError(.misuse, "the pool is closed")
    }

    private func grant(_ promise: OneShot<LeaseOutcome>, _ handle: ConnectionHandle) {
        // Whoever waited may have gone meanwhile: then the next one gets it.
        if !promise.complete(.success(handle)) { release(handle, isClean: true) }
    }

    /// Gives a leased connection back.
    func release(_ handle: ConnectionHandle, isClean: Bool) {
        if !isClean { handle.mailbox.stop(.now) }
        let share = changed { $0.state.released(handle.id, isClean: isClean) }
        perform(handle.id, share)
        openIfWanted()
    }

    /// Does what the state decided, from any thread.
    func perform(_ id: ConnectionID, _ share: PoolState<PoolWaiter>.Share) {
        for ticket in act(id, share) {
            let handle = core.withLock { $0.handles[id] }
            if handle?.mailbox.post(ticket) != true { enqueue(ticket) }
        }
    }

    /// Does what the state decided, but leaves the units to the caller.
    private func act(_ id: ConnectionID, _ share: PoolState<PoolWaiter>.Share) -> [UnitTicket] {
        guard share.lease != nil || share.mustStop || !share.units.isEmpty else { return [] }
        let handle = core.withLock { $0.handles[id] }
        if share.mustStop { handle?.mailbox.stop(.whenIdle) }
        if let waiter = share.lease, case .lease(let promise) = waiter.want {
            if let handle {
                metrics.recordWait(since: waiter.since)
                grant(promise, handle)
            } else {
                // The connection ended between the decision and now. Whoever waited is in no queue any more.
                enqueue(promise, deadline: waiter.deadline, isOwn: waiter.isOwnDeadline)
            }
        }
        return share.units.compactMap { waiter in
            metrics.recordWait(since: waiter.since)
            if case .unit(let ticket) = waiter.want { return ticket }
            return nil
        }
    }

    // MARK: Connections

    func openIfWanted() {
        while let id = core.withLock({ $0.connectionToOpen() }) { open(id) }
    }

    private func open(_ id: ConnectionID) {
        do {
            let mailbox = try Mailbox()
            core.withLock { $0.handles[id] = ConnectionHandle(id: id, mailbox: mailbox) }
            var plan = plan
            // Connections that were opened together should not all end together.
            plan.lifetime = plan.lifetime * Double.random(in: 1 - lifetimeJitter...1)
            let thread = try OwnThread { [plan] in
                var loop = ConnectionLoop(id: id, plan: plan, mailbox: mailbox, owner: self)
                loop.run()
            }
            let isClosed = core.withLock { core in
                core.threads[id] = thread
                core.startingCount -= 1
                return core.state.isClosed
            }
            // Whoever closed meanwhile may have looked before there was anything to stop.
            if isClosed { perform(id, core.withLock { $0.state.finished(id, count: 0) }) }
            keeperWaker?.wake()
        } catch {
            core.withLock { $0.startingCount -= 1 }
            forget(id, error: error, wasReady: false, unsent: [])
        }
    }

    func connectionIsReady(_ id: ConnectionID) -> [UnitTicket] {
        logger.debug("database connection opened", metadata: ["connection": "\(id.number)"])
        let share = changed { core in
            core.lastError = nil
            return core.state.ready(id)
        }
        let units = act(id, share)
        openIfWanted()
        return units
    }

    func connection(_ id: ConnectionID, finished count: Int) -> [UnitTicket] {
        act(id, changed { $0.state.finished(id, count: count) })
    }

    /// Changes something that may change what the metrics show.
    func changed<Result>(_ change: (inout sending Core) -> sending Result) -> sending Result {
        let (result, use) = core.withLock { core in (change(&core), core.newUse()) }
        metrics.record(use)
        return result
    }

    func connectionShouldRetire(_ id: ConnectionID) -> Bool { core.withLock { $0.state.idled(id) } }

    func connectionIsRetiring(_ id: ConnectionID) {
        perform(id, core.withLock { $0.state.retire(id) })
        openIfWanted()
    }

    func connectionHasEnded(_ id: ConnectionID, error: PostgreSQLError?, wasReady: Bool, unsent: [UnitTicket]) {
        core.withLock { $0.ended.append(id) }
        forget(id, error: error, wasReady: wasReady, unsent: unsent)
    }

    private func forget(_ id: ConnectionID, error: PostgreSQLError?, wasReady: Bool, unsent: [UnitTicket]) {
        let (waitInVain, isNews) = changed { core in
            core.handles[id] = nil
            // Why nobody can be served now; what ended a connection in use says nothing of that.
            core.lastError = wasReady ? nil : error
            let before = core.state.failuresInRow
            let waiters = core.state.ended(id, couldConnect: wasReady)
            return (waiters, before == 0 && core.state.failuresInRow == 1 && !core.state.isClosed)
        }
        if let error {
            // One line for an outage, however long it takes.
            logger.log(
                level: isNews ? .warning : .debug,
                wasReady ? "database connection ended" : "database connection could not be made",
                metadata: ["connection": "\(id.number)", "error": "\(error)", "hint": "\(error.hint ?? "")"]
            )
        }
        let failure = error ?? PostgreSQLError(.connection, "the connection was closed")
        for waiter in waitInVain { waiter.fail(failure) }
        for ticket in unsent {
            // What was never sent may go elsewhere, unless it belongs to the session that is gone.
            if ticket.unit.isBound { ticket.promise.complete(.failed(failure)) } else { enqueue(ticket) }
        }
        keeperWaker?.wake()
        openIfWanted()
    }
}

extension Pool.Core {
    /// What the metrics are to be told; nil where they were told the same last, which is usual under load.
    fileprivate mutating func newUse() -> PoolUse? { use.changes(inUse: state.inUseCount, waiting: state.waitingCount) }

    /// The connection to open now; whoever asks opens it.
    fileprivate mutating func connectionToOpen() -> ConnectionID? {
        guard let id = state.connectionToOpen() else { return nil }
        startingCount += 1
        return id
    }
}
