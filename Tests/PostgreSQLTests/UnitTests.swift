// Units of work known beforehand: one round trip, one implicit transaction, many callers on few connections.
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let echo = Statement<Int32, Int32>("unit.echo", "select $1", nonNull: .all)
private let divide = Statement<Int32, Int32>("unit.divide", "select 100 / $1", nonNull: .all)

@Suite("Units of work", .usesServer, .timeLimit(.minutes(2)))
struct UnitTests {
    @Test("several statements give their rows by type, in order")
    func mixed() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let table = uniqueName("unit")
            let insert = Statement<(Int32, String), Void>("unit.insert", "insert into \(table) values ($1, $2)")
            let all = Statement<Void, (Int32, String)>("unit.all", "select id, name from \(table) order by id")
            let update = Statement<Int32, RowCount>(
                "unit.update",
                "update \(table) set name = name || '!' where id >= $1"
            )
            try await script("create table \(table) (id integer not null, name text not null)", on: database)
            let (_, rows, count, rowsAfter) = try await database.run(insert(1, "a"), all(), update(1), all())
            #expect(rows.map(\.1) == ["a"])
            #expect(count == [RowCount(count: 1)])
            #expect(rowsAfter.map(\.1) == ["a!"])
            #expect(try await database.execute(update(2)) == 0)
        }
    }

    @Test("an error undoes the whole unit and names its statement")
    func abort() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let table = uniqueName("unit")
            let insert = Statement<Int32, Void>("unit.insert", "insert into \(table) values ($1)")
            let count = Statement<Void, Int>("unit.count", "select count(*) from \(table)", nonNull: .all)
            try await script("create table \(table) (id integer primary key)", on: database)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.run(insert(1), divide(0), insert(2))
            }
            #expect(error?.statement == "unit.divide")
            #expect(try await database.find(count()) == 0)
            // What was prepared behind the error was never prepared: it must work now all the same.
            _ = try await database.run(insert(1), divide(2), insert(2), echo(1))
            #expect(try await database.find(count()) == 2)
        }
    }

    @Test("a deferred constraint speaks at the end of the unit, and is an ordinary error")
    func deferred() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let table = uniqueName("deferred")
            try await script(
                "create table \(table) (id integer constraint \(table)_key unique deferrable initially deferred)",
                on: database
            )
            let insert = Statement<Int32, Void>("unit.deferred", "insert into \(table) values ($1)")
            let error = await #expect(throws: PostgreSQLError.self) { try await database.run(insert(1), insert(1)) }
            #expect(error?.isUniqueViolation(of: "\(table)_key") == true)
            _ = try await database.run(insert(1), insert(2))
        }
    }

    @Test("a batch of 3,000 statements with large parameters and results does not lock up")
    func batch() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let text = String(repeating: "x", count: 5_000)
            let long = Statement<(Int32, String), (Int32, String)>("unit.long", "select $1, $2 || $2", nonNull: .all)
            var batch = StatementBatch()
            let handles = (0..<3_000).map { batch.add(long(Int32($0), text)) }
            let results = try await database.run(batch)
            for (index, handle) in handles.enumerated() {
                let rows = try results.rows(of: handle)
                #expect(rows.count == 1 && rows[0].0 == Int32(index) && rows[0].1.utf8.count == 10_000)
            }
        }
    }

    @Test("two callers share one connection, and the error of one leaves the other alone")
    func shared() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<2 {
                    group.addTask {
                        for number in 1...200 {
                            if caller == 0 {
                                await #expect(throws: PostgreSQLError.self) { try await database.find(divide(0)) }
                            } else {
                                let (first, second) = try await database.run(echo(Int32(number)), divide(Int32(number)))
                                #expect(first == [Int32(number)] && second == [100 / Int32(number)])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(database.connectionCount == 1)
        }
    }

    @Test("200 tasks on a pool of 4: units, transactions and errors mixed")
    func many() async throws {
        try await withDatabase(connectionsMax: 4, { $0.waitMax = .seconds(100) }) { database in
            let table = uniqueName("many")
            try await script("create table \(table) (id integer primary key)", on: database)
            let insert = Statement<Int32, Void>("unit.many_insert", "insert into \(table) values ($1)")
            let count = Statement<Void, Int>("unit.many_count", "select count(*) from \(table)", nonNull: .all)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in Int32(0)..<200 {
                    group.addTask {
                        for round in Int32(0)..<5 {
                            switch task % 4 {
                            case 0:
                                try await database.execute(insert(task * 10 + round))
                            case 1:
                                try await database.transaction { transaction in
                                    try await transaction.execute(insert(task * 10 + round))
                                    #expect(try await transaction.find(echo(task)) == task)
                                }
                            case 2:
                                await #expect(throws: PostgreSQLError.self) {
                                    try await database.transaction { transaction in
                                        try await transaction.execute(insert(task * 10 + round))
                                        _ = try await transaction.find(divide(0))
                                    }
                                }
                            default:
                                let (value, _) = try await database.run(echo(task), insert(task * 10 + round))
                                #expect(value == [task])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.find(count()) == 750)
            #expect(database.connectionCount <= 4)
        }
    }

    @Test("a statement that the server forgot is prepared again")
    func forgotten() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            #expect(try await database.find(echo(1)) == 1)
            try await database.withConnection(keeping: true) { try await $0.executeScript("deallocate all") }
            #expect(try await database.find(echo(2)) == 2)
            #expect(try await database.find(echo(3)) == 3)
        }
    }

    @Test("a changed result type does not leave a stale plan behind")
    func changedPlan() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let table = uniqueName("plan")
            let all = Statement<Void, String>("unit.plan", "select name from \(table)", nonNull: .all)
            try await database.withConnection(keeping: true) {
                try await $0.executeScript(
                    "create table \(table) (name varchar(10)); insert into \(table) values ('a')"
                )
            }
            #expect(try await database.fetchAll(all()) == ["a"])
            try await database.withConnection(keeping: true) {
                try await $0.executeScript("alter table \(table) alter name type text")
            }
            #expect(try await database.fetchAll(all()) == ["a"])
        }
    }

    @Test("sessions have the settings that the codecs rely on, whatever the role says")
    func settings() async throws {
        try await withDatabase(
            connectionsMax: 1,
            { $0.sessionSettings = ["search_path": "pg_catalog, pg_temp", "DateStyle": "German"] }
        ) { database async throws in
            let setting = Statement<String, String>("unit.setting", "select current_setting($1)", nonNull: .all)
            let expected = [
                "client_encoding": "UTF8", "DateStyle": "ISO, MDY", "TimeZone": "UTC", "IntervalStyle": "iso_8601",
                "bytea_output": "hex", "extra_float_digits": "1", "statement_timeout": "30s",
                "application_name": "workup",
                "search_path": "pg_catalog, pg_temp",
            ]
            for (name, value) in expected { #expect(try await database.find(setting(name)) == value, "\(name)") }
            let sql = Statement<Void, String>(
                "unit.shown",
                "select query from pg_stat_activity where pid = pg_backend_pid()",
                nonNull: .all
            )
            #expect(try await database.find(sql()).hasPrefix("-- unit.shown\n"))
        }
    }

    @Test("scripts and units share a connection")
    func scripts() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let results = try await database.withConnection { connection in
                #expect(try await connection.find(echo(1)) == 1)
                let results = try await connection.executeScript(
                    "select 1 as a, null as b; create temp table t (x int); insert into t values (1), (2)"
                )
                #expect(try await connection.find(echo(2)) == 2)
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await connection.executeScript("insert into t values (3); select nothing")
                }
                #expect(error?.sqlState == .undefinedColumn)
                #expect(error?.position == 34)
                #expect(
                    try await connection.find(Statement<Void, Int>("unit.t", "select count(*) from t", nonNull: .all)())
                        == 2
                )
                return results
            }
            #expect(results.map(\.commandTag) == ["SELECT 1", "CREATE TABLE", "INSERT 0 2"])
            #expect(results[0].columns == ["a", "b"])
            #expect(results[0].rows == [["1", nil]])
        }
    }
}
