// An error means that nothing was done, unless it says that nobody can tell: units that commit and still end badly.
import PostgreSQLTestKit
import Testing
@testable import PostgreSQL

@Suite("What was committed is never reported as failed", .usesServer, .timeLimit(.minutes(2)))
struct CommittedTests {
    /// A table of its own with statements that write and whose results cannot be used.
    private struct Notes {
        let table = uniqueName("committed")

        /// The result is larger than a unit may give.
        var large: Statement<Void, String> {
            Statement("committed.large", "insert into \(table) values (repeat('x', 100000)) returning note")
        }
        /// Text that is read as a number.
        var wrong: Statement<Void, Int32> {
            Statement("committed.wrong", "insert into \(table) values ('y') returning note", nonNull: .all)
        }
        /// Two rows where one is read.
        var several: Statement<Void, String> {
            Statement("committed.several", "insert into \(table) values ('a'), ('b') returning note")
        }
        var count: Statement<Void, Int> {
            Statement("committed.count", "select count(*) from \(table)", nonNull: .all)
        }
    }

    enum Way: CaseIterable {
        case tooLarge, wrongType, severalRows

        var category: PostgreSQLError.Category { self == .tooLarge ? .limit : .decoding }
        var rowCount: Int { self == .severalRows ? 2 : 1 }
    }

    private func run(_ way: Way, _ notes: Notes, on runner: some StatementRunner) async throws {
        switch way {
        case .tooLarge: _ = try await runner.fetchAll(notes.large())
        case .wrongType: _ = try await runner.fetchAll(notes.wrong())
        case .severalRows: _ = try await runner.fetchOne(notes.several())
        }
    }

    private func withNotes(_ body: (Notes, Database) async throws -> Void) async throws {
        let notes = Notes()
        try await withDatabase({ $0.resultBytesPerUnitMax = 50_000 }) { database async throws in
            try await script("create table \(notes.table) (note text not null)", on: database)
            try await body(notes, database)
        }
    }

    @Test("a unit that was kept but whose results cannot be used says that", arguments: Way.allCases)
    func unit(way: Way) async throws {
        try await withNotes { notes, database async throws in
            let error = await #expect(throws: PostgreSQLError.self) { try await run(way, notes, on: database) }
            #expect(error?.isOutcomeUnknown == true)
            #expect((error?.underlying as? PostgreSQLError)?.category == way.category)
            #expect(try await database.find(notes.count()) == way.rowCount)
        }
    }

    @Test("so does one on a connection of one's own, and a batch", arguments: [Way.wrongType, .tooLarge])
    func leased(way: Way) async throws {
        try await withNotes { notes, database async throws in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.withConnection { try await run(way, notes, on: $0) }
            }
            #expect(error?.isOutcomeUnknown == true)
            var batch = StatementBatch()
            let wrong = batch.add(notes.wrong())
            let results = try await database.run(batch)
            let late = #expect(throws: PostgreSQLError.self) { try results.rows(of: wrong) }
            #expect(late?.isOutcomeUnknown == true)
            #expect(try await database.find(notes.count()) == 2)
        }
    }

    @Test("in a transaction it is what it is, and nothing is kept", arguments: Way.allCases)
    func transaction(way: Way) async throws {
        try await withNotes { notes, database async throws in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction { try await run(way, notes, on: $0) }
            }
            #expect(error?.category == way.category)
            #expect(try await database.find(notes.count()) == 0)
        }
    }

    // MARK: Running again

    @Test("what a function cannot do is not tried twice")
    func notSupported() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let name = uniqueName("refuses")
            try await script(
                """
                create sequence \(name)_calls;
                create function \(name)() returns text language plpgsql as $$
                begin
                    perform nextval('\(name)_calls');
                    raise exception 'no' using errcode = '0A000';
                end $$
                """,
                on: database
            )
            let refuse = Statement<Void, String>("committed.refuse", "select \(name)()", nonNull: .all, effect: .writes)
            for _ in 0..<3 {
                let error = await #expect(throws: PostgreSQLError.self) { try await database.find(refuse()) }
                #expect(error?.sqlState == .featureNotSupported)
            }
            let calls = Statement<Void, Int>("committed.calls", "select last_value from \(name)_calls", nonNull: .all)
            let prepared = Statement<Void, Int>(
                "committed.prepared",
                "select count(*) from pg_prepared_statements where statement like '-- committed.refuse%'",
                nonNull: .all
            )
            #expect(try await database.find(calls()) == 3)
            #expect(try await database.find(prepared()) == 1)
        }
    }

    @Test("a procedure that committed half-way is not called again, whatever it says")
    func procedure() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let name = uniqueName("half_way")
            try await script(
                """
                create table \(name) (id integer);
                create procedure \(name)_call(fails boolean) language plpgsql as $$
                begin
                    insert into \(name) values (1);
                    commit;
                    if fails then raise exception 'gone' using errcode = '26000'; end if;
                end $$
                """,
                on: database
            )
            let call = Statement<Bool, Void>("committed.call", "call \(name)_call($1)")
            let count = Statement<Void, Int>("committed.call_count", "select count(*) from \(name)", nonNull: .all)
            try await database.execute(call(false))
            let error = await #expect(throws: PostgreSQLError.self) { try await database.execute(call(true)) }
            #expect(error?.sqlState == .invalidStatementName)
            #expect(try await database.find(count()) == 2)
        }
    }

    @Test("after a change of a table a transaction runs once more, however many statements it has")
    func staleStatements() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let table = uniqueName("stale")
            try await script("create table \(table) (id integer)", on: database)
            let all = (1...4).map { Statement<Void, Void>("stale.\($0)", "select * from \(table)") }
            let attempts = Counter()
            func run() async throws {
                try await database.transaction(retry: .serialization(attemptsMax: 2)) { transaction in
                    attempts.increment()
                    for statement in all { try await transaction.execute(statement()) }
                }
            }
            try await run()
            _ = try await withDatabase { try await script("alter table \(table) add column more integer", on: $0) }
            try await run()
            #expect(attempts.count == 3)
        }
    }

    @Test("a collision that the body got over does not run it again for another error")
    func survivedCollision() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let attempts = Counter()
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction(retry: .serialization(attemptsMax: 3)) { transaction in
                    attempts.increment()
                    try await transaction.executeScript("savepoint before")
                    _ = try? await transaction.executeScript(
                        "do $$ begin raise exception 'collided' using errcode = '40001'; end $$"
                    )
                    try await transaction.executeScript("rollback to savepoint before")
                    try await transaction.executeScript("select 1 / 0")
                }
            }
            #expect(error?.category == .data)
            #expect(attempts.count == 1)
        }
    }

    @Test("a collision that the body turned into an error of its own runs it again")
    func hiddenCollision() async throws {
        struct Own: Error {}
        try await withDatabase(connectionsMax: 1) { database async throws in
            let attempts = Counter()
            let answer = try await database.transaction(retry: .serialization(attemptsMax: 3)) { transaction in
                attempts.increment()
                guard attempts.count < 2 else { return attempts.count }
                do {
                    try await transaction.executeScript(
                        "do $$ begin raise exception 'collided' using errcode = '40001'; end $$"
                    )
                } catch { throw Own() }
                return 0
            }
            #expect(answer == 2)
        }
    }

    // MARK: Warnings

    @Test("a warning that came together with a unit's end may be about the next unit's COMMIT")
    func warningBehindSync() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        func ticket(_ standing: WireUnit.Standing) -> UnitTicket {
            let text = StatementText(name: "a", sql: "insert", parameterOIDs: [], effect: .writes)
            let core = BoundCore(text: text, parameters: ParameterWriter())
            return UnitTicket(
                WireUnit(work: .statements([core]), standing: standing, effect: .writes, deadline: .never)
            )
        }
        _ = driver.begin(ticket(.inTransaction))
        _ = driver.begin(ticket(.commit))
        let warning = PostgreSQLNotice(
            severity: "WARNING",
            sqlState: nil,
            message: "not replicated",
            sourceFile: "syncrep.c"
        )
        fake.script = [.ok, .null, .ok, .null, .sync, .ok, .null, .sync]
        fake.noticesBehindSync = [warning]
        #expect(driver.receive())
        #expect(driver.completions.map(\.outcome.error?.category) == [nil, .outcomeUnknown])
    }

    @Test("a warning about a statement does not put the commit in doubt, one of the server's own does")
    func statementWarnings() {
        func doubt(_ sourceFile: String, _ code: String? = nil) -> PostgreSQLError.Category? {
            let fake = ScriptedLibPQ()
            let driver = Driven(fake)
            let text = StatementText(name: "a", sql: "grant", parameterOIDs: [], effect: .writes)
            let core = BoundCore(text: text, parameters: ParameterWriter())
            _ = driver.begin(
                UnitTicket(
                    WireUnit(work: .statements([core]), standing: .ownTransaction, effect: .writes, deadline: .never)
                )
            )
            fake.script = [.ok, .null, .ok, .null, .sync]
            fake.noticesBehindSync = [
                PostgreSQLNotice(
                    severity: "WARNING",
                    sqlState: code.map(SQLState.init(rawValue:)),
                    message: "",
                    sourceFile: sourceFile
                )
            ]
            #expect(driver.receive())
            return driver.completions.first?.outcome.error?.category
        }
        for file in ["pl_exec.c", "vacuum.c", "signalfuncs.c"] { #expect(doubt(file) == nil) }
        #expect(doubt("aclchk.c", "01007") == nil)
        for file in ["syncrep.c", "remote_commit.c"] { #expect(doubt(file) == .outcomeUnknown) }
    }

    @Test("what is written inside a transaction that a script began is not taken for committed")
    func scriptTransaction() async throws {
        try await withNotes { notes, database async throws in
            try await database.withConnection { connection async throws in
                try await connection.executeScript("begin")
                let error = await #expect(throws: PostgreSQLError.self) { try await connection.fetchAll(notes.wrong()) }
                #expect(error?.category == .decoding)
                try await connection.executeScript("rollback")
            }
            #expect(try await database.find(notes.count()) == 0)
        }
    }

    // MARK: Cancellation

    @Test("a cancelled task still rolls its transaction back, and keeps the connection")
    func rollbackWhenCancelled() async throws {
        let backend = Statement<Void, Int32>("committed.backend", "select pg_backend_pid()", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database async throws in
            let before = try await database.find(backend())
            for _ in 0..<20 {
                let task = Task {
                    try await database.transaction { transaction in
                        _ = try await transaction.find(backend())
                        withUnsafeCurrentTask { $0?.cancel() }
                        try Task.checkCancellation()
                    }
                }
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            #expect(try await database.find(backend()) == before)
        }
    }
}
