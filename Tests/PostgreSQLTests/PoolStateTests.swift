// Traces of the pool's decisions, and a random walk against its rules, without a server.
@testable import PostgreSQL
import Testing

@Suite("The pool decides")
struct PoolStateTests {
    private func pool(connections: Int, waiters: Int = 100, depth: Int = 2) -> PoolState<Int> {
        PoolState(bounds: .init(connectionsMax: connections, waitersMax: waiters, depthMax: depth))
    }

    private func id(_ number: Int) -> ConnectionID { ConnectionID(number: number) }

    private func connection(_ answer: PoolState<Int>.Answer) -> Int? {
        if case .connection(let id) = answer { id.number } else { nil }
    }

    private func isQueued(_ answer: PoolState<Int>.Answer) -> Bool { if case .queued = answer { true } else { false } }

    @Test("the first unit opens a connection and is served when it is ready")
    func first() {
        var pool = pool(connections: 2)
        #expect(isQueued(pool.requestUnit(1, deadline: .never)))
        #expect(pool.connectionToOpen() == id(1))
        #expect(pool.connectionToOpen() == nil)
        #expect(pool.ready(id(1)).units == [1])
        #expect(pool.inUseCount == 1)
        #expect(pool.finished(id(1), count: 1).units == [])
        #expect(pool.inUseCount == 0)
    }

    @Test("units share a connection to its depth, then wait; a second connection is opened for them")
    func depth() {
        var pool = pool(connections: 2)
        _ = pool.requestUnit(0, deadline: .never)
        _ = pool.connectionToOpen()
        _ = pool.ready(id(1))
        #expect(connection(pool.requestUnit(1, deadline: .never)) == 1)
        #expect(pool.connectionToOpen() == id(2))
        #expect(isQueued(pool.requestUnit(2, deadline: .never)))
        #expect(pool.connectionToOpen() == nil)
        #expect(pool.ready(id(2)).units == [2])
        #expect(connection(pool.requestUnit(3, deadline: .never)) == 2)
        #expect(isQueued(pool.requestUnit(4, deadline: .never)))
        #expect(pool.finished(id(1), count: 2).units == [4])
    }

    @Test("a lease takes a connection for itself, the one used last")
    func lease() {
        var pool = pool(connections: 2)
        for number in 1...2 {
            _ = pool.requestLease(number, deadline: .never)
            _ = pool.connectionToOpen()
        }
        #expect(pool.ready(id(1)).lease == 1)
        #expect(pool.ready(id(2)).lease == 2)
        #expect(isQueued(pool.requestUnit(3, deadline: .never)))
        #expect(pool.released(id(2), isClean: true).units == [3])
        _ = pool.finished(id(2), count: 1)
        _ = pool.released(id(1), isClean: true)
        #expect(connection(pool.requestLease(4, deadline: .never)) == 1)
    }

    @Test("a stream of units does not keep a lease waiting: one connection runs empty for it")
    func reservation() {
        var pool = pool(connections: 1)
        _ = pool.requestUnit(0, deadline: .never)
        _ = pool.connectionToOpen()
        _ = pool.ready(id(1))
        #expect(connection(pool.requestUnit(1, deadline: .never)) == 1)
        #expect(isQueued(pool.requestLease(2, deadline: .never)))
        #expect(isQueued(pool.requestUnit(3, deadline: .never)))
        #expect(pool.finished(id(1), count: 1).lease == nil)
        #expect(pool.finished(id(1), count: 1).lease == 2)
        #expect(pool.released(id(1), isClean: true).units == [3])
    }

    @Test("a dirty connection stops and is replaced")
    func dirty() {
        var pool = pool(connections: 1)
        _ = pool.requestLease(1, deadline: .never)
        _ = pool.connectionToOpen()
        _ = pool.ready(id(1))
        #expect(isQueued(pool.requestUnit(2, deadline: .never)))
        #expect(pool.released(id(1), isClean: false).mustStop)
        #expect(pool.connectionToOpen() == nil)
        #expect(pool.ended(id(1), couldConnect: true).isEmpty)
        #expect(pool.connectionToOpen() == id(2))
        #expect(pool.ready(id(2)).units == [2])
    }

    @Test("where nothing can be connected, all who wait are told at once")
    func unreachable() {
        var pool = pool(connections: 3)
        _ = pool.requestUnit(1, deadline: .never)
        _ = pool.requestLease(2, deadline: .never)
        let opened = pool.connectionToOpen()
        #expect(opened == id(1))
        #expect(pool.ended(id(1), couldConnect: false).sorted() == [1, 2])
        #expect(pool.waitingCount == 0)
    }

    @Test("a refusal is nobody's answer while another connection is being made")
    func refusedBesideAnother() {
        var pool = pool(connections: 3)
        for waiter in 1...3 { _ = pool.requestLease(waiter, deadline: .never) }
        for number in 1...3 { #expect(pool.connectionToOpen() == id(number)) }
        #expect(pool.ended(id(1), couldConnect: false) == [])
        #expect(pool.ended(id(2), couldConnect: false) == [])
        #expect(pool.ready(id(3)).lease == 1)
        #expect(pool.released(id(3), isClean: true).lease == 2)
        // The last one to fail is everyone's.
        _ = pool.released(id(3), isClean: false)
        _ = pool.ended(id(3), couldConnect: true)
        #expect(pool.waitingCount == 1)
    }

    @Test(
        "while none can be made, those there are run empty for the leases, whichever came first",
        arguments: [true, false]
    )
    func reservationWhereRefused(leaseIsFirst: Bool) {
        var pool = pool(connections: 3)
        _ = pool.requestUnit(0, deadline: .never)
        _ = pool.connectionToOpen()
        _ = pool.ready(id(1))
        #expect(connection(pool.requestUnit(1, deadline: .never)) == 1)
        #expect(pool.connectionToOpen() == id(2))
        if leaseIsFirst { #expect(isQueued(pool.requestLease(2, deadline: .never))) }
        #expect(pool.ended(id(2), couldConnect: false) == [])
        if !leaseIsFirst { #expect(isQueued(pool.requestLease(2, deadline: .never))) }
        // One of two units is done: there would be room for another.
        #expect(pool.finished(id(1), count: 1).lease == nil)
        #expect(isQueued(pool.requestUnit(3, deadline: .never)))
        #expect(pool.finished(id(1), count: 1).lease == 2)
        #expect(pool.released(id(1), isClean: true).units == [3])
    }

    @Test("too many are refused, late ones are taken out")
    func bounds() {
        var pool = pool(connections: 1, waiters: 2)
        _ = pool.requestUnit(1, deadline: .after(.zero))
        _ = pool.requestLease(2, deadline: .never)
        if case .full = pool.requestUnit(3, deadline: .never) {} else { Issue.record("not refused") }
        #expect(pool.expire() == [1])
        #expect(pool.earliestDeadline == .never)
        #expect(pool.waitingCount == 1)
    }

    @Test("a random walk never leases twice, never shares a lease, never exceeds a bound, and serves everyone")
    func walk() {
        for seed in 0..<60 {
            var random = SeededGenerator(seed: UInt64(seed))
            var model = Walk(pool: pool(connections: 3, waiters: 20, depth: 3))
            for _ in 0..<600 { model.step(&random) }
            model.drain()
            #expect(model.faults == [], "seed \(seed)")
        }
    }
}

/// A model of the pool's world: which connections exist, what they carry, who waits.
private struct Walk {
    var pool: PoolState<Int>
    var opening: Set<ConnectionID> = []
    var loads: [ConnectionID: Int] = [:]
    var leased: Set<ConnectionID> = []
    var stopping: Set<ConnectionID> = []
    var nextWaiter = 0
    var waiting: Set<Int> = []
    var faults: [String] = []

    init(pool: PoolState<Int>) { self.pool = pool }

    mutating func step(_ random: inout SeededGenerator) {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: request(lease: false)
        case 3: request(lease: true)
        case 4: if let id = opening.min(by: { $0.number < $1.number }) { becomeReady(id) }
        case 5...7:
            if let id = loads.filter({ $0.value > 0 }).keys.randomElement(using: &random) { finish(id) }
        case 8:
            if let id = leased.randomElement(using: &random) {
                release(id, isClean: Int.random(in: 0..<4, using: &random) > 0)
            }
        default:
            if let id = loads.keys.randomElement(using: &random), !leased.contains(id), loads[id] == 0 { end(id) }
        }
        open()
        if loads.count + opening.count > 3 { faults.append("too many connections") }
    }

    mutating func request(lease: Bool) {
        let waiter = nextWaiter
        nextWaiter += 1
        let answer = lease ? pool.requestLease(waiter, deadline: .never) : pool.requestUnit(waiter, deadline: .never)
        switch answer {
        case .connection(let id): lease ? grant(id) : load(id)
        case .queued: waiting.insert(waiter)
        case .full: if waiting.count < 20 { faults.append("refused without need") }
        case .closed: faults.append("closed")
        }
    }

    mutating func load(_ id: ConnectionID) {
        if leased.contains(id) { faults.append("a unit on a leased connection") }
        if stopping.contains(id) { faults.append("a unit on a stopping connection") }
        loads[id, default: 0] += 1
        if loads[id, default: 0] > 3 { faults.append("too deep") }
    }

    mutating func grant(_ id: ConnectionID) {
        if loads[id] != 0 || leased.contains(id) || stopping.contains(id) {
            faults.append("a lease on a busy connection")
        }
        leased.insert(id)
    }

    mutating func take(_ share: PoolState<Int>.Share, on id: ConnectionID) {
        for waiter in share.units {
            waiting.remove(waiter)
            load(id)
        }
        if let waiter = share.lease {
            waiting.remove(waiter)
            grant(id)
        }
        if share.mustStop {
            stopping.insert(id)
            if loads[id] == 0 { end(id) }
        }
    }

    mutating func open() { while let id = pool.connectionToOpen() { opening.insert(id) } }

    mutating func becomeReady(_ id: ConnectionID) {
        opening.remove(id)
        loads[id] = 0
        take(pool.ready(id), on: id)
    }

    mutating func finish(_ id: ConnectionID) {
        loads[id, default: 1] -= 1
        take(pool.finished(id, count: 1), on: id)
    }

    mutating func release(_ id: ConnectionID, isClean: Bool) {
        leased.remove(id)
        take(pool.released(id, isClean: isClean), on: id)
    }

    mutating func end(_ id: ConnectionID) {
        loads[id] = nil
        stopping.remove(id)
        for waiter in pool.ended(id, couldConnect: true) { waiting.remove(waiter) }
    }

    /// Everything that is under way ends: nobody may be left waiting.
    mutating func drain() {
        for _ in 0..<500 {
            open()
            opening.sorted { $0.number < $1.number }.forEach { becomeReady($0) }
            leased.sorted { $0.number < $1.number }.forEach { release($0, isClean: true) }
            loads.filter { $0.value > 0 }.keys.sorted { $0.number < $1.number }.forEach { finish($0) }
        }
        if !waiting.isEmpty || pool.waitingCount > 0 { faults.append("\(waiting.count) wait for ever") }
        if pool.inUseCount != 0 { faults.append("in use after the end") }
    }
}

/// A generator whose walk can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
