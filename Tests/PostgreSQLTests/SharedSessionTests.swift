// Sessions that callers share: no caller's transaction, cancelled read or huge result may become another's trouble.
import PostgreSQLTestKit
import Synchronization
import Testing
@testable import PostgreSQL

private let one = Statement<Void, Int32>("shared.one", "select 1")
private let sleep = Statement<Int32, Int32>("shared.sleep", "select 1 from pg_sleep($1)")
private let backend = Statement<Void, Int32>("shared.backend", "select pg_backend_pid()", nonNull: .all)

@Suite("Sessions that callers share", .usesServer, .timeLimit(.minutes(2)))
struct SharedSessionTests {
    // MARK: Transactions

    @Test(
        "a statement that begins or ends a transaction is refused before it is sent",
        arguments: [
            "begin", "start transaction read only", "commit", "COMMIT AND CHAIN", "end", "abort", "rollback",
            "-- a comment first\nbegin", "-- another\rbegin", "/* and */ rollback work", "prepare transaction 'x'",
        ]
    )
    func transactionControl(_ sql: String) async throws {
        let control = Statement<Void, Void>("shared.control", sql)
        try await withDatabase(connectionsMax: 1) { database async throws in
            let byDatabase = await #expect(throws: PostgreSQLError.self) { try await database.execute(control()) }
            let byConnection = await #expect(throws: PostgreSQLError.self) {
                try await database.withConnection { try await $0.execute(control()) }
            }
            let byTransaction = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction { try await $0.run(one(), control()) }
            }
            #expect([byDatabase, byConnection, byTransaction].map(\.?.category) == [.misuse, .misuse, .misuse])
            #expect(byDatabase?.statement == "shared.control")
        }
    }

    @Test(
        "what only looks like it is not refused",
        arguments: ["select 1 as begin", "table pg_catalog.pg_am -- commit", "explain select 'start transaction'"]
    )
    func notTransactionControl(_ sql: String) async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            _ = try await database.execute(Statement<Void, Void>("shared.harmless", sql)())
        }
    }

    @Test("going back to a savepoint is no end of the transaction")
    func savepoints() async throws {
        let (save, back) = (
            Statement<Void, Void>("shared.save", "savepoint here"),
            Statement<Void, Void>("shared.back", "rollback to savepoint here")
        )
        try await withDatabase(connectionsMax: 1) { database async throws in
            let answer = try await database.transaction { transaction in
                try await transaction.execute(save())
                try await transaction.execute(back())
                return try await transaction.find(one())
            }
            #expect(answer == 1)
        }
    }

    @Test("a session that a script left in a transaction is not given to anyone else")
    func leftInTransaction() async throws {
        let table = uniqueName("shared")
        let insert = Statement<Void, Void>("shared.insert", "insert into \(table) values (1)")
        let count = Statement<Void, Int>("shared.count", "select count(*) from \(table)", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await script("create table \(table) (id integer)", on: database)
            try await database.withConnection(keeping: true) { connection in
                async let open = connection.executeScript("begin")
                async let after = connection.executeScript("select 1")
                _ = try await (open, after)
            }
            try await database.execute(insert())
            let seen = try await withDatabase { try await $0.find(count()) }
            #expect(seen == 1, "others see it")
        }
    }

    @Test(
        "a script that ends the transaction it runs in is told that nobody can say what is kept, and is not run again",
        arguments: [
            "select 1; commit", "commit; select 1 / 0", "rollback; select 1 / 0",
            "commit; do $$ begin raise exception 'collided' using errcode = '40001'; end $$",
        ]
    )
    func scriptEndsTransaction(sql: String) async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let attempts = Counter()
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction(retry: .serialization(attemptsMax: 3)) { transaction in
                    attempts.increment()
                    do throws(PostgreSQLError) {
                        try await transaction.executeScript(sql)
                        Issue.record("it is not told")
                    } catch {
                        #expect(error.isOutcomeUnknown)
                    }
                    // A body that does not mind gets no further.
                    _ = try await transaction.find(one())
                }
            }
            #expect(error != nil && attempts.count == 1)
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("a unit that leaves a transaction open all the same ends the connection")
    func leftOpen() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let text = StatementText(name: "a", sql: "select 1", parameterOIDs: [], effect: .reads)
        let core = BoundCore(text: text, parameters: ParameterWriter())
        _ = driver.begin(
            UnitTicket(
                WireUnit(work: .statements([core]), standing: .ownTransaction, effect: .reads, deadline: .never)
            )
        )
        fake.standing = .inTransaction
        fake.script = [.ok, .null, .ok, .null, .sync]
        #expect(!driver.receive())
        #expect(driver.completions.map(\.outcome.error?.category) == [.misuse])
    }

    // MARK: Cancellation and deadlines

    @Test("a read that nobody waits for any more does not keep others waiting")
    func cancelledRead() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let first = try await database.find(backend())
            let slow = (0..<2).map { _ in Task { try await database.find(sleep(25)) } }
            #expect(try await isRunning("shared.sleep", on: first))
            for task in slow { task.cancel() }
            for task in slow {
                let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
                #expect(error?.category == .cancelled)
            }
            #expect(try await database.find(backend()) != first)
            let isOver = try await eventually { try await !isRunning("shared.sleep", on: first, within: .zero) }
            #expect(isOver, "and the server was told")
        }
    }

    @Test("reads behind others that were cancelled go elsewhere, however often that happens")
    func behindCancelledReads() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let first = try await database.find(backend())
            var innocent: [Task<Int32, any Error>] = []
            var slow: [Task<Int32, any Error>] = []
            for round in 0..<3 {
                slow.append(Task { try await database.find(sleep(25)) })
                if round == 0 { #expect(try await isRunning("shared.sleep", on: first)) }
                innocent.append(Task { try await database.find(one()) })
                // What is asked first is to stand first in the line.
                try await Task.sleep(for: .milliseconds(50))
            }
            for task in slow { task.cancel() }
            for task in innocent { #expect(try await task.value == 1) }
        }
    }

    @Test("a caller's own deadline in the queue is a timeout, the pool's patience is not", arguments: [true, false])
    func queueDeadline(isOwn: Bool) async throws {
        try await withDatabase(connectionsMax: 1, { $0.waitMax = isOwn ? .seconds(20) : .milliseconds(100) }) {
            database async throws in
            try await database.withConnection { _ in
                let unit = await #expect(throws: PostgreSQLError.self) {
                    try await withDeadline(isOwn ? .milliseconds(100) : .seconds(20)) {
                        try await database.find(one())
                    }
                }
                let lease = await #expect(throws: PostgreSQLError.self) {
                    try await withDeadline(isOwn ? .milliseconds(100) : .seconds(20)) {
                        try await database.transaction { try await $0.find(one()) }
                    }
                }
                #expect([unit, lease].map(\.?.category) == (isOwn ? [.timeout, .timeout] : [.busy, .busy]))
            }
        }
    }

    @Test("a unit behind a script keeps its own deadline, and nothing of it is done")
    func heldDeadline() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.withConnection { connection in
                    async let script = connection.executeScript("select pg_sleep(20)")
                    // Once the thread has taken it, what comes now is held.
                    try await Task.sleep(for: .milliseconds(100))
                    try await withDeadline(.milliseconds(100)) { _ = try await connection.find(one()) }
                    _ = try await script
                }
            }
            #expect(error?.category == .timeout)
        }
    }

    @Test("what waits for a clear line expires there, without a word to the server")
    func heldExpires() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        func script(until deadline: Deadline) -> UnitTicket {
            UnitTicket(WireUnit(work: .script("x"), standing: .ownTransaction, effect: .writes, deadline: deadline))
        }
        let held = script(until: .after(.zero))
        _ = driver.begin(script(until: .never))
        _ = driver.begin(held)
        #expect(driver.earliestDeadline.hasPassed)
        #expect(!driver.expire(), "nothing that was under way has expired")
        #expect(held.promise.isDone && driver.earliestDeadline == .never)
        fake.script = [.ok, .null]
        #expect(driver.receive())
        #expect(fake.calls.filter { $0 == "script" }.count == 1 && driver.takeUnsentCount() == 1)
    }

    // MARK: Size

    @Test("a result over the limit ends while it comes, not when all of it is there")
    func largeResult() async throws {
        let large = Statement<Void, String>(
            "shared.large",
            "select repeat('x', 1000) from generate_series(1, 200000)",
            nonNull: .all
        )
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket)
        defer { proxy.close() }
        var configuration = try server.configuration(overrides: proxy.address.connectionOverrides)
        configuration.resultBytesPerUnitMax = 1_000_000
        try await Database.withDatabase(configuration) { database async throws in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.fetchAll(large()) }
            #expect(error?.category == .limit)
            #expect(proxy.byteCount(.toClient) < 50_000_000)
            #expect(try await database.find(one()) == 1)
        }
    }

    /// Whether a backend runs a statement of a name.
    private func isRunning(_ name: String, on backend: Int32, within limit: Duration = .seconds(30)) async throws
        -> Bool
    {
        let running = Statement<(Int32, String), Int>(
            "shared.running",
            "select count(*) from pg_stat_activity where pid = $1 and state = 'active' and query like '-- ' || $2 || '%'",
            nonNull: .all
        )
        return try await withDatabase(connectionsMax: 1) { other in
            try await eventually(within: limit) { try await other.find(running(backend, name)) > 0 }
        }
    }
}
