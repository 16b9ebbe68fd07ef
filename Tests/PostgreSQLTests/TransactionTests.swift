// Transactions: kept, undone, run again, and unknown.
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Transactions", .usesServer, .timeLimit(.minutes(1)))
struct TransactionTests {
    /// A table of its own with the statements on it.
    private struct Accounts {
        let table = uniqueName("account")
        var insert: Statement<Int32, Void> { Statement("tx.insert", "insert into \(table) values ($1, 0)") }
        var count: Statement<Void, Int> { Statement("tx.count", "select count(*) from \(table)", nonNull: .all) }
        var sum: Statement<Void, Int> {
            Statement("tx.sum", "select coalesce(sum(value), 0)::bigint from \(table)", nonNull: .all)
        }
        var add: Statement<Int32, Void> { Statement("tx.add", "update \(table) set value = value + 1 where id = $1") }

        func create(on database: Database) async throws {
            try await script(
                """
                create table \(table) (id integer constraint \(table)_key primary key deferrable initially deferred, value integer not null)
                """,
                on: database
            )
        }
    }

    private struct Abandoned: Error {}

    @Test("commits at the end, rolls back when the body throws")
    func ends() async throws {
        try await withDatabase { database in
            let accounts = Accounts()
            try await accounts.create(on: database)
            let count = try await database.transaction { transaction in
                try await transaction.execute(accounts.insert(1))
                return try await transaction.find(accounts.count())
            }
            #expect(count == 1)
            await #expect(throws: Abandoned.self) {
                try await database.transaction { transaction in
                    try await transaction.execute(accounts.insert(2))
                    throw Abandoned()
                }
            }
            try await database.transaction { transaction in
                try await transaction.execute(accounts.insert(3))
                transaction.rollBackAtEnd()
            }
            #expect(try await database.find(accounts.count()) == 1)
            #expect(database.connectionCount <= 3)
        }
    }

    @Test("a dry run does everything, gives the result and keeps nothing")
    func dryRun() async throws {
        try await withDatabase { database in
            let accounts = Accounts()
            try await accounts.create(on: database)
            let count = try await database.transaction(finally: .rollBack) { transaction in
                _ = try await transaction.run(accounts.insert(1), accounts.insert(2))
                return try await transaction.find(accounts.count())
            }
            #expect(count == 2)
            #expect(try await database.find(accounts.count()) == 0)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction(finally: .rollBack) { transaction in
                    _ = try await transaction.run(accounts.insert(1), accounts.insert(1))
                }
            }
            #expect(error?.isUniqueViolation(of: "\(accounts.table)_key") == true)
        }
    }

    @Test("a swallowed error does not become a silent rollback")
    func swallowed() async throws {
        try await withDatabase { database async throws in
            let accounts = Accounts()
            try await accounts.create(on: database)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction { transaction in
                    try await transaction.execute(accounts.insert(1))
                    _ = try? await transaction.execute(Statement<Void, Void>("tx.bad", "select 1 / 0")())
                }
            }
            #expect(error?.statement == "tx.bad")
            #expect(try await database.find(accounts.count()) == 0)
        }
    }

    @Test("a constraint that speaks at COMMIT is a constraint error")
    func deferred() async throws {
        try await withDatabase { database in
            let accounts = Accounts()
            try await accounts.create(on: database)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction { _ = try await $0.run(accounts.insert(1), accounts.insert(1)) }
            }
            #expect(error?.category == .constraint)
        }
    }

    @Test("isolation, access and deferrable reach the server", arguments: IsolationLevel.allCases)
    func modes(isolation: IsolationLevel) async throws {
        let show = Statement<Void, (String, String, String)>(
            "tx.modes",
            """
            select current_setting('transaction_isolation'), current_setting('transaction_read_only'),
                current_setting('transaction_deferrable')
            """,
            nonNull: .all
        )
        try await withDatabase { database in
            let modes = try await database.transaction(isolation, access: .readOnly, deferrable: true) {
                try await $0.find(show())
            }
            #expect(modes == (isolation.rawValue, "on", "on"))
        }
    }

    @Test("serialization failures run the body again, when asked")
    func retry() async throws {
        try await withDatabase(connectionsMax: 8) { database in
            let accounts = Accounts()
            try await accounts.create(on: database)
            try await database.execute(accounts.insert(1))
            let attempts = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await database.transaction(.serializable, retry: .serialization(attemptsMax: 50)) {
                            transaction in
                            attempts.increment()
                            _ = try await transaction.find(accounts.sum())
                            try await transaction.execute(accounts.add(1))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.find(accounts.sum()) == 6)
            #expect(attempts.count >= 6)
        }
    }

    @Test("without being asked, a collision is an error that may be retried")
    func collision() async throws {
        try await withDatabase { database in
            let accounts = Accounts()
            try await accounts.create(on: database)
            try await database.execute(accounts.insert(1))
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction(.repeatableRead) { transaction in
                    _ = try await transaction.find(accounts.sum())
                    try await database.execute(accounts.add(1))
                    try await transaction.execute(accounts.add(1))
                }
            }
            #expect(error?.isRetryable == true)
            #expect(error?.sqlState == .serializationFailure)
        }
    }

    @Test("a transaction cannot be used after its end")
    func afterEnd() async throws {
        try await withDatabase { database in
            let kept = try await database.transaction { $0 }
            let error = await #expect(throws: PostgreSQLError.self) {
                try await kept.execute(Statement<Void, Void>("tx.late", "select 1")())
            }
            #expect(error?.category == .misuse)
        }
    }

    @Test("scripts run inside a transaction")
    func scriptInside() async throws {
        try await withDatabase { database in
            let name = uniqueName("inside")
            try await database.transaction { transaction in
                try await transaction.executeScript("create table \(name) (); create index on \(name) ((1))")
                transaction.rollBackAtEnd()
            }
            let exists = Statement<String, Bool>("tx.exists", "select to_regclass($1) is not null", nonNull: .all)
            #expect(try await database.find(exists(name)) == false)
        }
    }

    /// A table whose commit takes its time, so that something can happen meanwhile.
    private func slowCommitTable(on database: Database) async throws -> String {
        let table = uniqueName("slow_commit")
        try await script(
            """
            create table \(table) (id integer);
            create function \(table)_slow() returns trigger language plpgsql as $$ begin perform pg_sleep(20); return null; end $$;
            create constraint trigger slow after insert on \(table) deferrable initially deferred
                for each row execute function \(table)_slow()
            """,
            on: database
        )
        return table
    }

    private func untilAsleep(_ name: String, in application: String, on database: Database) async throws {
        let asleep = Statement<(String, String), Int>(
            "tx.asleep",
            """
            select count(*) from pg_stat_activity
            where application_name = $1 and state = 'active' and wait_event = 'PgSleep' and query like '%' || $2 || '%'
            """,
            nonNull: .all
        )
        for _ in 0..<400 where try await database.find(asleep(application, name)) == 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func terminate(whoever runs: String, in application: String, on database: Database) async throws {
        let terminate = Statement<(String, String), Bool>(
            "tx.terminate",
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = $1 and state = 'active' and wait_event = 'PgSleep' and query like '%' || $2 || '%'
            """,
            nonNull: .all,
            effect: .writes
        )
        for _ in 0..<400 {
            if try await !database.fetchAll(terminate(application, runs)).isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("nothing to terminate")
    }

    @Test("a backend that ends during COMMIT leaves the outcome unknown")
    func unknownAtCommit() async throws {
        let application = uniqueName("unknownAtCommit")
        try await withDatabase({ $0.applicationName = application }) { database in
            try await withDatabase { other in
                let table = try await slowCommitTable(on: database)
                let insert = Statement<Int32, Void>("tx.slow_insert", "insert into \(table) values ($1)")
                async let killed: Void = terminate(whoever: "transaction.commit", in: application, on: other)
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await database.transaction(retry: .serialization(attemptsMax: 3)) {
                        try await $0.execute(insert(1))
                    }
                }
                try await killed
                #expect(error?.isOutcomeUnknown == true)
                #expect(try await database.find(Statement<Void, Int32>("tx.alive", "select 1")()) == 1)
            }
        }
    }

    @Test("a collision that the body got over does not make an unknown commit run again")
    func unknownAfterCollision() async throws {
        let application = uniqueName("unknownAfterCollision")
        try await withDatabase({ $0.applicationName = application }) { database in
            try await withDatabase { other in
                let table = try await slowCommitTable(on: database)
                let insert = Statement<Int32, Void>("tx.after_collision", "insert into \(table) values ($1)")
                let attempts = Counter()
                async let killed: Void = terminate(whoever: "transaction.commit", in: application, on: other)
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await database.transaction(retry: .serialization(attemptsMax: 3)) { transaction in
                        attempts.increment()
                        try await transaction.executeScript("savepoint before")
                        _ = try? await transaction.executeScript(
                            "do $$ begin raise exception 'collided' using errcode = '40001'; end $$"
                        )
                        try await transaction.executeScript("rollback to savepoint before")
                        try await transaction.execute(insert(1))
                    }
                }
                try await killed
                #expect(error?.isOutcomeUnknown == true)
                #expect(attempts.count == 1)
            }
        }
    }

    @Test("a backend that ends while a unit commits leaves its outcome unknown, a reading unit just runs again")
    func unknownAtSync() async throws {
        let application = uniqueName("unknownAtSync")
        try await withDatabase(connectionsMax: 1, { $0.applicationName = application }) { database in
            try await withDatabase { other in
                let table = try await slowCommitTable(on: database)
                let insert = Statement<Int32, Void>("tx.slow_unit", "insert into \(table) values ($1)")
                async let killed: Void = terminate(whoever: "tx.slow_unit", in: application, on: other)
                let error = await #expect(throws: PostgreSQLError.self) { try await database.execute(insert(1)) }
                try await killed
                #expect(error?.isOutcomeUnknown == true)
                let sleep = Statement<Int32, Int32>(
                    "tx.slow_read",
                    "select $1 from pg_sleep($1 * (select case when count(*) > 0 then 0 else 20 end from \(table)))",
                    nonNull: .all
                )
                async let value = database.find(sleep(1))
                // Once it sleeps on the empty table, a row that lets the second run go through at once, then the end.
                try await untilAsleep("tx.slow_read", in: application, on: other)
                try await script("alter table \(table) disable trigger all; insert into \(table) values (1)", on: other)
                try await terminate(whoever: "tx.slow_read", in: application, on: other)
                #expect(try await value == 1)
            }
        }
    }

    @Test("a warning at commit makes its outcome unknown")
    func warningAtCommit() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let table = uniqueName("warned")
            try await script(
                """
                create table \(table) (id integer);
                create function \(table)_warn() returns trigger language plpgsql as $$ begin raise warning 'look'; return null; end $$;
                create constraint trigger warn after insert on \(table) deferrable initially deferred
                    for each row execute function \(table)_warn()
                """,
                on: database
            )
            let insert = Statement<Int32, Void>("tx.warned", "insert into \(table) values ($1)")
            let whole = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction { try await $0.execute(insert(2)) }
            }
            #expect(whole?.isOutcomeUnknown == true)
            // A warning of a statement itself is no such thing.
            try await database.execute(Statement<Void, Void>("tx.warning", "do $$ begin raise warning 'hm'; end $$")())
        }
    }
}
