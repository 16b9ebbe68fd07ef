// Many callers on few connections: all are served, none starves, the bounds hold, and misuse ends in time.
import PostgreSQL
import PostgreSQLTestKit
import Synchronization
import Testing

private let echo = Statement<String, String>("soak.echo", "select $1", nonNull: .all)
private let sleep = Statement<Int32, Int32>("soak.sleep", "select $1 from pg_sleep($1 / 1000.0)", nonNull: .all)

/// How far each of many callers is.
private final class Rounds: Sendable {
    private let state: Mutex<(done: [Int], fewest: Int?)>
    private let max: Int

    init(callers: Int, max: Int) {
        state = Mutex(([Int](repeating: 0, count: callers), nil))
        self.max = max
    }

    var all: [Int] { state.withLock { $0.done } }
    /// What the slowest had done at the moment when the quickest had done all.
    var fewest: Int { state.withLock { $0.fewest ?? 0 } }

    func done(by caller: Int) {
        state.withLock { state in
            state.done[caller] += 1
            if state.done[caller] == max, state.fewest == nil { state.fewest = state.done.min() }
        }
    }
}

@Suite("Many callers on few connections", .usesServer, .timeLimit(.minutes(2)), .tags(.soak))
struct PoolSoakTests {
    private static func call(_ token: String, kind: Int, on database: Database) async throws {
        switch kind % 4 {
        case 0, 1:
            #expect(try await database.find(echo(token)) == token)
        case 2:
            try await database.transaction { transaction async throws in
                #expect(try await transaction.find(echo(token)) == token)
                #expect(try await transaction.find(echo(token + "+")) == token + "+")
            }
        default:
            let value = try await database.withConnection(keeping: true) { try await $0.find(echo(token)) }
            #expect(value == token)
        }
    }

    @Test("200 tasks on 4 connections: all are served, and none much less than another")
    func fair() async throws {
        let (callers, roundsMax) = (200, 40)
        let rounds = Rounds(callers: callers, max: roundsMax)
        let name = uniqueName("fair")
        try await withDatabase(
            connectionsMax: 4,
            {
                $0.applicationName = name
                // Who is served late is seen by the rounds, however slow the machine is with all of them.
                $0.waitMax = .seconds(100)
            }
        ) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<callers {
                    group.addTask {
                        for round in 0..<roundsMax {
                            try await Self.call("\(caller)-\(round)", kind: caller + round, on: database)
                            rounds.done(by: caller)
                            #expect(database.connectionCount <= 4)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let fewest = rounds.fewest
            #expect(fewest >= roundsMax / 8, "the slowest had done \(fewest) when the quickest had done \(roundsMax)")
            #expect(rounds.all == [Int](repeating: roundsMax, count: callers))
            let backends = Statement<String, Int>(
                "soak.backends",
                "select count(*) from pg_stat_activity where application_name = $1",
                nonNull: .all
            )
            #expect(try await database.find(backends(name)) <= 4)
        }
    }

    @Test("no more wait than may; the rest are told at once that it is busy")
    func bounded() async throws {
        try await withDatabase(
            connectionsMax: 1,
            {
                $0.waitersMax = 10
                $0.depthMax = 1
            }
        ) { database in
            let (served, refused) = (Counter(), Counter())
            let callers = try await database.transaction { holder in
                _ = try await holder.find(sleep(0))
                let callers = (0..<50).map { index in
                    Task {
                        do {
                            try await Self.call("\(index)", kind: index, on: database)
                            served.increment()
                        } catch let error as PostgreSQLError where error.category == .busy {
                            refused.increment()
                        }
                    }
                }
                #expect(try await eventually { refused.count == 40 })
                #expect(served.count == 0)
                return callers
            }
            for caller in callers { try await caller.value }
            #expect(served.count == 10)
            #expect(refused.count == 40)
        }
    }

    @Test("a call on the pool from inside a transaction on its only connection ends in time, and harms nothing")
    func nested() async throws {
        try await withDatabase(connectionsMax: 1, { $0.waitMax = .milliseconds(200) }) { database async throws in
            for kind in 0..<4 {
                let value = try await database.transaction { outer async throws in
                    #expect(try await outer.find(echo("before")) == "before")
                    let error = await #expect(throws: PostgreSQLError.self) { () async throws in
                        try await Self.call("inner", kind: kind, on: database)
                    }
                    #expect(error?.category == .busy)
                    return try await outer.find(echo("after"))
                }
                #expect(value == "after")
            }
            #expect(try await database.find(echo("later")) == "later")
            // A deadline that is shorter than the wait counts.
            let clock = ContinuousClock()
            let start = clock.now
            try await database.transaction { outer in
                _ = try await outer.find(echo("x"))
                _ = await #expect(throws: PostgreSQLError.self) {
                    try await withDeadline(.milliseconds(50)) { try await Self.call("inner", kind: 2, on: database) }
                }
            }
            #expect(clock.now - start < .seconds(30))
        }
    }
}
