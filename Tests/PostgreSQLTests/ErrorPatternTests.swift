// Errors in `catch`: each class that callers branch on has a pattern, and no other error matches it.
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Errors can be told apart in a catch", .usesServer, .timeLimit(.minutes(1)))
struct ErrorPatternTests {
    /// The clause that an error is caught by.
    private func clause(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "none"
        } catch SQLState.uniqueViolation {
            return "unique"
        } catch SQLState.foreignKeyViolation {
            return "foreign key"
        } catch SQLState.checkViolation {
            return "check"
        } catch SQLState.exclusionViolation {
            return "exclusion"
        } catch SQLState.notNullViolation {
            return "not null"
        } catch SQLState.deadlockDetected {
            return "deadlock"
        } catch SQLState.serializationFailure {
            return "serialization"
        } catch let error as PostgreSQLError where error.isDeadlinePassed {
            return "deadline"
        } catch let error as PostgreSQLError where error.isLockTimeout {
            return "lock timeout"
        } catch let error as PostgreSQLError where error.isStatementTimeout {
            return "statement timeout"
        } catch let error as PostgreSQLError where error.category == .cancelled {
            return "cancelled"
        } catch let error as PostgreSQLError where error.category == .unavailable {
            return "unavailable"
        } catch let error as PostgreSQLError where error.category == .outcomeUnknown {
            return "outcome unknown"
        } catch {
            return "other: \(error)"
        }
    }

    @Test("constraints, each by its own code")
    func constraints() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let table = uniqueName("pattern")
            try await script(
                """
                create table \(table) (id integer unique, parent integer references \(table) (id),
                    size integer check (size > 0), name text not null, span int4range,
                    exclude using gist (span with &&))
                """,
                on: database
            )
            for (values, expected) in [
                ("1, null, 1, 'x', '[1,3)'", "none"), ("1, null, 1, 'x', null", "unique"),
                ("2, 9, 1, 'x', null", "foreign key"), ("2, null, 0, 'x', null", "check"),
                ("2, null, 1, null, null", "not null"), ("2, null, 1, 'x', '[2,4)'", "exclusion"),
            ] {
                let insert = Statement<Void, Void>("pattern.insert", "insert into \(table) values (\(values))")
                #expect(await clause { try await database.execute(insert()) } == expected)
            }
        }
    }

    @Test("the three timeouts, cancellation, and a server that is not there")
    func times() async throws {
        let sleep = Statement<Void, Int32>("pattern.sleep", "select 1 from pg_sleep(20)")
        let table = uniqueName("pattern_lock")
        let lock = Statement<Void, Void>("pattern.lock", "lock table \(table)")
        let nowait = Statement<Void, Void>("pattern.nowait", "lock table \(table) nowait")
        try await withDatabase(
            connectionsMax: 3,
            {
                $0.statementTimeout = .milliseconds(300)
                $0.lockTimeout = .milliseconds(50)
            }
        ) { database async throws in
            try await script("create table \(table) ()", on: database)
            // Connected before the clock runs.
            try await database.execute(Statement<Void, Void>("pattern.one", "select 1")())
            #expect(
                await clause { _ = try await withDeadline(.milliseconds(50)) { try await database.find(sleep()) } }
                    == "deadline"
            )
            #expect(await clause { _ = try await database.find(sleep()) } == "statement timeout")
            try await database.transaction { holder async throws in
                try await holder.execute(lock())
                for statement in [lock, nowait] {
                    let caught = await clause {
                        _ = try await database.transaction { try await $0.execute(statement()) }
                    }
                    #expect(caught == "lock timeout")
                }
            }
            let task = Task { await clause { _ = try await database.find(sleep()) } }
            task.cancel()
            #expect(await task.value == "cancelled")
        }
        let nowhere = DatabaseConfiguration(connection: try ConnectionSettings(url: "host=/nonexistent user=u"))
        try await Database.withDatabase(nowhere) { database in
            #expect(await clause { _ = try await database.find(sleep()) } == "unavailable")
        }
    }

    @Test("collisions: a deadlock, and a row that another changed first")
    func collisions() async throws {
        try await withDatabase(connectionsMax: 2, { $0.lockTimeout = .seconds(20) }) { database in
            let table = uniqueName("pattern_rows")
            try await script("create table \(table) (id integer); insert into \(table) values (1), (2)", on: database)
            let touch = Statement<Int32, Void>("pattern.touch", "update \(table) set id = id where id = $1")
            let count = Statement<Void, Int>("pattern.count", "select count(*) from \(table)", nonNull: .all)
            let first = Counter()
            let caught = await withTaskGroup(of: String.self) { group in
                for (one, other) in [(1, 2), (2, 1)] as [(Int32, Int32)] {
                    group.addTask {
                        await clause {
                            try await database.transaction { transaction in
                                try await transaction.execute(touch(one))
                                first.increment()
                                _ = try await eventually { first.count == 2 }
                                try await transaction.execute(touch(other))
                            }
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }.sorted()
            }
            #expect(caught == ["deadlock", "none"])
            let late = await clause {
                try await database.transaction(.repeatableRead) { transaction in
                    _ = try await transaction.find(count())
                    try await database.execute(touch(1))
                    try await transaction.execute(touch(1))
                }
            }
            #expect(late == "serialization")
        }
    }
}
