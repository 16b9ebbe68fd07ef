// The pool's decisions: who gets which connection, when one is opened and when one goes. No I/O, no clock, no lock.

/// The state of a pool whose callers are `Waiter`s.
///
/// A unit of work known beforehand joins the least loaded connection, behind others still under way. A lease needs a
/// connection without load: when there is none and none may be opened, one is *reserved*, takes nothing new and runs
/// empty, so that a stream of units cannot keep a lease waiting for ever.
struct PoolState<Waiter> {
    /// The bounds.
    struct Bounds: Sendable {
        var connectionsMax: Int
        var waitersMax: Int
        var depthMax: Int
        /// How long no connection is tried after one could not be made; twice as long after each further failure.
        var retryPauseMin: Duration = .milliseconds(50)
        var retryPauseMax: Duration = .milliseconds(500)
    }

    private struct Slot {
        let id: ConnectionID
        var isReady = false
        var load = 0
        var isLeased = false
        var isReserved = false
        var isRetiring = false
        var lastUsed = 0

        var takesUnits: Bool { isReady && !isLeased && !isReserved && !isRetiring }
        var isFree: Bool { takesUnits && load == 0 }
        var isBusy: Bool { isLeased || load > 0 }
    }

    /// One that waits, with its place in the order of arrival.
    private struct Place {
        let waiter: Waiter
        let deadline: Deadline
        let order: Int
    }

    /// What became of a request.
    enum Answer {
        case connection(ConnectionID)
        case queued
        case full
        case closed
    }

    /// What a connection that has room is given.
    struct Share {
        var units: [Waiter] = []
        var lease: Waiter?
        var mustStop = false
    }

    private let bounds: Bounds
    /// A handful: looking through them all is quicker than a dictionary.
    private var slots: [Slot] = []
    private var units = FIFO<Place>()
    private var leases = FIFO<Place>()
    private var nextConnection = 1
    private var order = 0
    private var pause: Deadline?
    /// How often connecting failed since it last succeeded; failures during a pause are not counted again.
    private(set) var failuresInRow = 0
    private(set) var isClosed = false

    init(bounds: Bounds) { self.bounds = bounds }

    /// How many wait.
    var waitingCount: Int { units.count + leases.count }
    /// How many connections do something.
    var inUseCount: Int { slots.count(where: \.isBusy) }
    /// How many connections there are, those under way included.
    var connectionCount: Int { slots.count }
    /// Whether there is a connection that works.
    var hasReady: Bool { slots.contains { $0.isReady && !$0.isRetiring } }
    private var connectingCount: Int { slots.count { !$0.isReady } }

    // MARK: Requests

    /// A place for a unit that need not wait: the usual case, before anything is made for waiting.
    mutating func placeForUnit() -> ConnectionID? {
        guard !isClosed, units.isEmpty, let index = leastLoaded(), slots[index].load < bounds.depthMax else {
            return nil
        }
        use(index) { $0.load += 1 }
        return slots[index].id
    }

    /// Someone has a unit of work.
    mutating func requestUnit(_ waiter: Waiter, deadline: Deadline) -> Answer {
        guard !isClosed else { return .closed }
        if let id = placeForUnit() { return .connection(id) }
        return enqueue(waiter, deadline, in: \.units)
    }

    /// Someone wants a connection for itself.
    mutating func requestLease(_ waiter: Waiter, deadline: Deadline) -> Answer {
        guard !isClosed else { return .closed }
        if leases.isEmpty, let index = freeSlot() {
            use(index) { $0.isLeased = true }
            return .connection(slots[index].id)
        }
        let answer = enqueue(waiter, deadline, in: \.leases)
        if case .queued = answer { reserveIfNeeded() }
        return answer
    }

    private mutating func enqueue(
        _ waiter: Waiter,
        _ deadline: Deadline,
        in queue: WritableKeyPath<Self, FIFO<Place>>
    ) -> Answer {
        guard waitingCount < bounds.waitersMax else { return .full }
        order += 1
        self[keyPath: queue].append(Place(waiter: waiter, deadline: deadline, order: order))
        return .queued
    }

    private mutating func use(_ index: Int, _ change: (inout Slot) -> Void) {
        order += 1
        change(&slots[index])
        slots[index].lastUsed = order
    }

    private func index(of id: ConnectionID) -> Int? { slots.firstIndex { $0.id == id } }

    /// The one with the least load; of several, the one used last, so that the others may grow old and go.
    private func leastLoaded() -> Int? {
        var best: Int?
        for index in slots.indices where slots[index].takesUnits {
            guard let current = best else {
                best = index
                continue
            }
            let (candidate, holder) = (slots[index], slots[current])
            if candidate.load < holder.load || (candidate.load == holder.load && candidate.lastUsed > holder.lastUsed) {
                best = index
            }
        }
        return best
    }

    private func freeSlot() -> Int? {
        slots.indices.filter { slots[$0].isFree }.max { slots[$0].lastUsed < slots[$1].lastUsed }
    }

    private mutating func reserveIfNeeded() {
        let reserved = slots.count { $0.isReserved && !$0.isRetiring }
        // While none can be made (a full server) those there are have to serve the leases too.
        guard slots.count >= bounds.connectionsMax || pause != nil else { return }
        guard leases.count > reserved + connectingCount else { return }
        if let index = leastLoaded() { slots[index].isReserved = true }
    }

    // MARK: Connections

    /// A connection to open now, if one is wanted: called after every change until it gives nil.
    mutating func connectionToOpen() -> ConnectionID? {
        if let pause, !pause.hasPassed { return nil }
        pause = nil
        guard !isClosed, slots.count < bounds.connectionsMax else { return nil }
        // Units share, so one more at a time is enough for them; every lease needs its own.
        let unitsWantOne = !units.isEmpty || (slots.contains { $0.load > 1 } && freeSlot() == nil)
        guard connectingCount < leases.count + (unitsWantOne ? 1 : 0) else { return nil }
        let id = ConnectionID(number: nextConnection)
        nextConnection += 1
        slots.append(Slot(id: id))
        return id
    }

    /// A connection is open.
    mutating func ready(_ id: ConnectionID) -> Share {
        failuresInRow = 0
        pause = nil
        return change(id) { $0.isReady = true }
    }

    /// A connection has done units.
    mutating func finished(_ id: ConnectionID, count: Int) -> Share { change(id) { $0.load = max(0, $0.load - count) } }

    /// A lease has ended; `isClean` says whether the session can be used by others.
    mutating func released(_ id: ConnectionID, isClean: Bool) -> Share {
        change(id) { slot in
            slot.isLeased = false
            if !isClean { slot.isRetiring = true }
        }
    }

    /// A connection takes nothing new from here on.
    mutating func retire(_ id: ConnectionID) -> Share { change(id) { $0.isRetiring = true } }

    /// A connection has been idle for long.
    /// - Returns: whether it shall end; it then takes nothing new.
    mutating func idled(_ id: ConnectionID) -> Bool {
        guard let index = index(of: id), slots[index].isFree else { return false }
        slots[index].isRetiring = true
        return true
    }

    /// A connection is gone.
    /// - Returns: those who wait in vain: where none could be made, there is no other, and none is on its way.
    mutating func ended(_ id: ConnectionID, couldConnect: Bool) -> [Waiter] {
        slots.removeAll { $0.id == id }
        if !couldConnect { pauseConnecting() }
        // A full server: go on with what there is, or with what it let in and has not said so yet.
        guard !couldConnect, !hasReady, connectingCount == 0 else {
            reserveIfNeeded()
            return []
        }
        return takeAllWaiters()
    }

    /// Whoever comes meanwhile waits for the next try: no request knocks at a server that just refused.
    private mutating func pauseConnecting() {
        guard pause?.hasPassed ?? true else { return }
        let doublings = min(failuresInRow, 10)
        pause = .after(min(bounds.retryPauseMin * (1 << doublings), bounds.retryPauseMax))
        failuresInRow += 1
    }

    private mutating func change(_ id: ConnectionID, _ change: (inout Slot) -> Void) -> Share {
        guard let index = index(of: id) else { return Share(mustStop: true) }
        change(&slots[index])
        return share(for: index)
    }

    private mutating func share(for index: Int) -> Share {
        var slot = slots[index]
        // Nobody waits any more for a connection that is still being made when the pool closes.
        guard slot.isReady else { return Share(mustStop: isClosed) }
        var share = Share()
        if slot.isRetiring || isClosed && units.isEmpty {
            share.mustStop = slot.load == 0 && !slot.isLeased
            return share
        }
        guard !slot.isLeased else { return share }
        if slot.load == 0 {
            let leaseIsFirst = (leases.first?.order ?? .max) < (units.first?.order ?? .max)
            if slot.isReserved || leaseIsFirst, let place = leases.popFirst() {
                slot.isReserved = false
                slot.isLeased = true
                share.lease = place.waiter
            } else {
                slot.isReserved = false
            }
        }
        while !slot.isLeased, !slot.isReserved, slot.load < bounds.depthMax, let place = units.popFirst() {
            share.units.append(place.waiter)
            slot.load += 1
        }
        order += 1
        slot.lastUsed = order
        slots[index] = slot
        return share
    }

    // MARK: Time and end

    /// When something is due next: somebody's deadline, or the end of a pause that somebody waits for.
    var earliestDeadline: Deadline {
        let earliest = (units.all + leases.all).map(\.deadline).min()
        return earliest.map { min($0, pause ?? .never) } ?? .never
    }

    /// Takes out those whose deadline has passed.
    mutating func expire() -> [Waiter] {
        let late = units.removeAll { $0.deadline.hasPassed } + leases.removeAll { $0.deadline.hasPassed }
        return late.map(\.waiter)
    }

    /// Closes the pool: gives those who wait, and the connections to stop.
    mutating func close() -> (waiters: [Waiter], connections: [ConnectionID]) {
        isClosed = true
        return (takeAllWaiters(), slots.map(\.id))
    }

    private mutating func takeAllWaiters() -> [Waiter] {
        defer {
            units = FIFO()
            leases = FIFO()
        }
        return (units.all + leases.all).map(\.waiter)
    }
}
