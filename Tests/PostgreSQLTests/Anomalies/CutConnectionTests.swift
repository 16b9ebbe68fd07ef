// The connection is cut, stalled, half-closed or slowed at every byte of a transaction: nobody is told a lie.
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("A connection that breaks at any byte", .tags(.slow), .usesServer, .timeLimit(.minutes(4)))
struct CutConnectionTests {
    /// Every byte in CI; while one works every third.
    private static let step = Soak.count(quick: 3, full: 1)
    private static let server = Task { try await PrivateServer.startedAnew(connectionsMax: 500) }

    @Test(
        "cut after any byte, the rows are there once, or not at all, or it is unknown",
        arguments: Way.allCases,
        SocketProxy.Direction.allCases
    )
    func cut(way: Way, direction: SocketProxy.Direction) async throws {
        // These two are cases of the others, as far as the wire goes.
        let step = [Way.leasedUnit, .implicitScript].contains(way) ? 3 : Self.step
        let loop = AnomalyLoop(effect: .cut, count: .only(direction), step: step)
        let report = try await loop.run(on: try await Self.server.value) { try await $0.write($1, way, on: $2) }
        // It did break on the way, and it did get through in the end.
        #expect(report.answers["outcomeUnknown", default: 0] > 0)
        #expect(report.answers["done", default: 0] >= 3)
        if way == .transaction { #expect(report.answers["connection", default: 0] > 0) }
    }

    @Test("cut after any byte from the very first of connecting", arguments: SocketProxy.Direction.allCases)
    func cutFromTheStart(direction: SocketProxy.Direction) async throws {
        let loop = AnomalyLoop(
            effect: .cut,
            count: .only(direction),
            step: Self.step,
            laneCount: 6,
            connectsFirst: false
        )
        let report = try await loop.run(on: try await Self.server.value) {
            try await $0.write($1, .transaction, on: $2)
        }
        #expect(report.answers["unavailable", default: 0] > 0)
        #expect(report.answers["connection", default: 0] > 0)
        #expect(report.answers["outcomeUnknown", default: 0] > 0)
    }

    @Test(
        "stalled after any byte, it ends by its deadline and is judged as truly",
        arguments: [Way.transaction, .unit, .explicitScript],
        SocketProxy.Direction.allCases
    )
    func stall(way: Way, direction: SocketProxy.Direction) async throws {
        let loop = AnomalyLoop(
            effect: .stall,
            count: .only(direction),
            step: 7,
            laneCount: 24,
            deadline: .seconds(1),
            change: Self.impatient
        )
        let report = try await loop.run(on: try await Self.server.value) { try await $0.write($1, way, on: $2) }
        #expect(report.answers["outcomeUnknown", default: 0] > 0)
        #expect(report.slowest < .seconds(30))
    }

    @Test("stalled while connecting, it ends by its deadline", arguments: SocketProxy.Direction.allCases)
    func stallFromTheStart(direction: SocketProxy.Direction) async throws {
        let loop = AnomalyLoop(
            effect: .stall,
            count: .only(direction),
            step: 41,
            laneCount: 24,
            connectsFirst: false,
            deadline: .seconds(1),
            change: Self.impatient
        )
        let report = try await loop.run(on: try await Self.server.value) {
            try await $0.write($1, .transaction, on: $2)
        }
        #expect(report.slowest < .seconds(30))
    }

    /// A stalled connection is given up once its server ought to have said something.
    private static let impatient: @Sendable (inout DatabaseConfiguration) -> Void = { configuration in
        configuration.connectTimeout = .seconds(1)
        configuration.callTimeout = .seconds(2)
        configuration.statementTimeout = .seconds(1)
        configuration.stallTimeout = .milliseconds(500)
    }

    @Test(
        "one side told that nothing more comes, after any seventh byte",
        arguments: [Way.transaction, .unit, .implicitScript],
        SocketProxy.Direction.allCases
    )
    func halfClosed(way: Way, direction: SocketProxy.Direction) async throws {
        let loop = AnomalyLoop(effect: .halfClose(direction), step: 7)
        try await loop.run(on: try await Self.server.value) { try await $0.write($1, way, on: $2) }
    }

    @Test(
        "cut after any third byte of what is taken back in the end: nothing is there, and nothing is unknown",
        arguments: [TransactionEnding.commit, .rollBack],
        SocketProxy.Direction.allCases
    )
    func cutUndone(ending: TransactionEnding, direction: SocketProxy.Direction) async throws {
        let loop = AnomalyLoop(effect: .cut, count: .only(direction), step: 3)
        let report = try await loop.run(on: try await Self.server.value, .undoing) { ledger, id, database in
            try await database.transaction(finally: ending) { transaction in
                _ = try await transaction.run(ledger.insert(id, 1), ledger.insert(id, 2))
                if ending == .commit { throw CancellationError() }
            }
        }
        #expect(report.answers["connection", default: 0] > 0)
        #expect(report.answers[ending == .commit ? "astray" : "done", default: 0] >= 3)
    }

    @Test("cut after any byte, a read is made again and nobody notices", arguments: SocketProxy.Direction.allCases)
    func cutRead(direction: SocketProxy.Direction) async throws {
        let loop = AnomalyLoop(effect: .cut, count: .only(direction))
        let report = try await loop.run(on: try await Self.server.value, .reading) { ledger, id, database in
            let count = try await database.find(ledger.count(id))
            #expect(count == 0)
        }
        #expect(report.byteCount > 30)
    }

    @Test(
        "cut while callers share the connection, each is told the truth about its own",
        arguments: SocketProxy.Direction.allCases
    )
    func cutShared(direction: SocketProxy.Direction) async throws {
        let loop = AnomalyLoop(effect: .cut, count: .only(direction), step: 5)
        let report = try await loop.runShared(on: try await Self.server.value) { ledger, number, database in
            await withTaskGroup(of: Told.self) { group in
                for caller in 0..<AnomalyLoop.callersMax {
                    group.addTask {
                        let id = number * AnomalyLoop.callersMax + caller
                        if caller.isMultiple(of: 4) {
                            let answer = await Answer.to { _ = try await database.find(ledger.count(id)) }
                            return Told(id: id, deed: .reading, answer: answer)
                        }
                        let answer = await Answer.to { try await ledger.write(id, .unit, on: database) }
                        return Told(id: id, deed: .writing, answer: answer)
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(report.answers["outcomeUnknown", default: 0] > 0)
        #expect(report.answers["done", default: 0] > report.attemptCount)
    }

    @Test("one byte at a time, or late by 20 ms each chunk, it all works", arguments: Way.allCases)
    func slow(way: Way) async throws {
        let server = try await Self.server.value
        for behaviour in [
            SocketProxy.Behaviour(chunkBytesMax: 1), SocketProxy.Behaviour(chunkDelay: .milliseconds(20)),
        ] {
            let proxy = try SocketProxy(to: server.socket)
            defer { proxy.close() }
            proxy.behave(behaviour)
            let overrides = proxy.address.connectionOverrides
            let configuration = try server.configuration(connectionsMax: 2, overrides: overrides)
            try await Database.withDatabase(configuration) { database in
                let ledger = Ledger("slow")
                try await ledger.create(on: database)
                try await ledger.write(1, way, on: database)
                #expect(try await ledger.counts(on: database) == [1: Way.rowCount])
            }
        }
    }
}
