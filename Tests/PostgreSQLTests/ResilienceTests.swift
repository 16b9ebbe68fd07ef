// What happens when things go wrong around the statements: servers, deadlines, cancellation, closing.
import Foundation
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("resilience.one", "select 1")
private let sleep = Statement<Int32, Int32>("resilience.sleep", "select 1 from pg_sleep($1)")

@Suite("Resilience", .usesServer, .timeLimit(.minutes(4)))
struct ResilienceTests {
    @Test("a server that went away is found again without a restart of ours")
    func restart() async throws {
        let server = try await PrivateServer.startedAnew()
        defer { server.remove() }
        try await Database.withDatabase(try server.configuration()) { database in
            #expect(try await database.find(one()) == 1)
            try await server.stop()
            let clock = ContinuousClock()
            let start = clock.now
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(one()) }
            #expect(error?.category == .unavailable)
            #expect(clock.now - start < .seconds(15))
            let leased = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction { try await $0.find(one()) }
            }
            #expect(leased?.category == .unavailable)
            try await server.start()
            #expect(try await database.find(one()) == 1)
            #expect(try await database.transaction { try await $0.find(one()) } == 1)
        }
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let name: String
        let url: String
        let category: PostgreSQLError.Category
        var testDescription: String { name }
    }

    @Test(
        "what cannot be reached says so, quickly and without the password",
        arguments: [
            Wrong(name: "no such host", url: "postgresql://u:hunter2@no-such-host.invalid/x", category: .unavailable),
            Wrong(name: "nobody listens", url: "postgresql://u:hunter2@127.0.0.1:1/x", category: .unavailable),
            Wrong(name: "no socket", url: "host=/nonexistent password=hunter2 user=u", category: .unavailable),
        ]
    )
    func unreachable(_ wrong: Wrong) async throws {
        var configuration = DatabaseConfiguration(connection: try ConnectionSettings(url: wrong.url))
        configuration.connectTimeout = .seconds(3)
        try await Database.withDatabase(configuration) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(one()) }
            #expect(error?.category == wrong.category)
            #expect(error?.debugDescription.contains("hunter2") == false)
        }
    }

    @Test("an unknown database and an unknown user are refusals, not outages")
    func refused() async throws {
        for overrides in [["dbname": "nowhere"], ["user": "nobody_at_all"]] {
            let configuration = try await PrivateServer.shared.value.configuration(overrides: overrides)
            try await Database.withDatabase(configuration) { database in
                let error = await #expect(throws: PostgreSQLError.self) { try await database.find(one()) }
                #expect(error?.category == .authentication)
                #expect(error?.sqlState != nil)
            }
        }
    }

    @Test(
        "settings that cannot be read are refused without showing them",
        arguments: [
            "postgresql://user:hunter2@[::1/x", "password=hunter2 hunter2", "hunter2",
        ]
    )
    func unreadable(url: String) {
        let error = #expect(throws: PostgreSQLError.self) { try ConnectionSettings(url: url) }
        #expect(error?.category == .configuration)
        #expect(error?.debugDescription.contains("hunter2") == false)
    }

    @Test("a deadline ends a read, and there is a connection for others at once")
    func deadline() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            // On a busy machine connecting alone may take as long as the deadline.
            #expect(try await database.find(one()) == 1)
            let clock = ContinuousClock()
            let start = clock.now
            let error = await #expect(throws: PostgreSQLError.self) {
                try await withDeadline(.milliseconds(100)) { try await database.find(sleep(25)) }
            }
            #expect(error?.category == .timeout)
            #expect(try await database.find(one()) == 1)
            #expect(clock.now - start < .seconds(15))
        }
    }

    @Test("a deadline in a transaction rolls it back and frees its locks")
    func transactionDeadline() async throws {
        try await withDatabase(connectionsMax: 2) { database async throws in
            let table = uniqueName("deadline")
            try await script("create table \(table) (id integer)", on: database)
            let insert = Statement<Int32, Void>("resilience.insert", "insert into \(table) values ($1)")
            let lock = Statement<Void, Void>("resilience.lock", "lock table \(table) in access exclusive mode")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await withDeadline(.milliseconds(200)) {
                    try await database.transaction { transaction in
                        _ = try await transaction.run(lock(), insert(1))
                        _ = try await transaction.find(sleep(20))
                    }
                }
            }
            #expect(error?.category == .timeout)
            try await withDeadline(.seconds(3)) {
                let rows = try await database.fetchAll(
                    Statement<Void, Int32?>("resilience.rows", "select id from \(table)")()
                )
                #expect(rows == [])
            }
        }
    }

    @Test("a write that passes its deadline is unknown, not failed")
    func writeDeadline() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let slow = Statement<Void, Void>("resilience.slow_write", "select pg_sleep(1)", effect: .writes)
            // On a busy machine connecting alone may take as long as the deadline.
            #expect(try await database.find(one()) == 1)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await withDeadline(.milliseconds(100)) { try await database.execute(slow()) }
            }
            #expect(error?.category == .outcomeUnknown)
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("cancelling a task ends its wait, in a unit, a transaction and the queue")
    func cancellation() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let clock = ContinuousClock()
            let start = clock.now
            let unit = Task { try await database.find(sleep(2)) }
            try await Task.sleep(for: .milliseconds(100))
            unit.cancel()
            #expect(await category(of: unit) == .cancelled)
            let transaction = Task { try await database.transaction { try await $0.find(sleep(30)) } }
            let queued = Task { try await database.transaction { try await $0.find(one()) } }
            try await Task.sleep(for: .milliseconds(100))
            queued.cancel()
            #expect(await category(of: queued) == .cancelled)
            transaction.cancel()
            #expect(await category(of: transaction) == .cancelled)
            #expect(try await database.find(one()) == 1)
            #expect(clock.now - start < .seconds(25))
        }
    }

    private func category(of task: Task<Int32, any Error>) async -> PostgreSQLError.Category? {
        do {
            _ = try await task.value
            return nil
        } catch {
            return (error as? PostgreSQLError)?.category
        }
    }

    @Test("cancelled at random moments, nothing hangs and no other caller is hit")
    func randomCancellation() async throws {
        try await withDatabase(connectionsMax: 3) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for _ in 0..<300 {
                        let value = try await database.find(one())
                        #expect(value == 1)
                    }
                }
                for number in 0..<150 {
                    group.addTask {
                        let task = Task {
                            if number.isMultiple(of: 2) { return try await database.find(one()) }
                            return try await database.transaction { transaction in
                                _ = try await transaction.find(one())
                                return try await transaction.find(one())
                            }
                        }
                        try await Task.sleep(for: .microseconds(Int.random(in: 0...20_000)))
                        task.cancel()
                        let category = await self.category(of: task)
                        #expect(category == nil || category == .cancelled)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("more callers than may wait are refused at once, and waiting has an end")
    func busy() async throws {
        try await withDatabase(
            connectionsMax: 1,
            {
                $0.waitersMax = 2
                $0.waitMax = .milliseconds(300)
            }
        ) { database in
            try await database.withConnection { connection in
                _ = try await connection.find(one())
                let categories = await withTaskGroup(of: PostgreSQLError.Category?.self) { group in
                    for _ in 0..<5 {
                        group.addTask { await self.category(of: Task { try await database.find(one()) }) }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(categories == Array(repeating: .busy, count: 5))
            }
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("a connection ended by an administrator is replaced without an error to readers")
    func terminated() async throws {
        try await withDatabase(connectionsMax: 2) { database in
            let pid = Statement<Void, Int32>("resilience.pid", "select pg_backend_pid()", nonNull: .all)
            let terminate = Statement<Int32, Bool>("resilience.kill", "select pg_terminate_backend($1)", nonNull: .all)
            let victim = try await database.find(pid())
            try await withDatabase { other in _ = try await other.find(terminate(victim)) }
            #expect(try await database.find(pid()) != victim)
        }
    }

    @Test("an idle connection is asked after, then closed")
    func idle() async throws {
        try await withDatabase(
            connectionsMax: 2,
            {
                $0.healthCheckAfter = .milliseconds(50)
                $0.idleTimeout = .seconds(4)
            }
        ) { database in
            #expect(try await database.find(one()) == 1)
            try await Task.sleep(for: .milliseconds(200))
            #expect(database.connectionCount == 1)
            #expect(try await database.find(one()) == 1)
            for _ in 0..<200 where database.connectionCount > 0 { try await Task.sleep(for: .milliseconds(50)) }
            #expect(database.connectionCount == 0)
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("connections grow old and are replaced under load")
    func lifetime() async throws {
        try await withDatabase(connectionsMax: 2, { $0.lifetime = .milliseconds(100) }) { database in
            let pid = Statement<Void, Int32>("resilience.pid", "select pg_backend_pid()", nonNull: .all)
            var pids: Set<Int32> = []
            let end = ContinuousClock.now + .seconds(20)
            while pids.count < 3, ContinuousClock.now < end { pids.insert(try await database.find(pid())) }
            #expect(pids.count >= 3)
        }
    }

    @Test("closing a busy pool lets what is under way end and refuses the rest")
    func closing() async throws {
        for _ in 0..<5 {
            var configuration = try await PrivateServer.shared.value.configuration()
            // On a machine busy with other tests a second of sleep may end late; the grace is not what is tested.
            configuration.closeGrace = .seconds(120)
            let database = Database(configuration)
            let started = Counter()
            let transactions = (0..<2).map { _ in
                Task {
                    try await database.transaction { transaction in
                        _ = try await transaction.find(one())
                        started.increment()
                        return try await transaction.find(sleep(1))
                    }
                }
            }
            while started.count < 2 { try await Task.sleep(for: .milliseconds(10)) }
            await database.close()
            for transaction in transactions { #expect(try await transaction.value == 1) }
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(one()) }
            #expect(error?.category == .misuse)
            #expect(database.connectionCount == 0)
        }
    }
}
