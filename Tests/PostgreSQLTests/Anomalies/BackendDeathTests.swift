// A backend that dies between any two statements, during any of them, and during COMMIT: nobody is told a lie.
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("death.one", "select 1", nonNull: .all)
/// Who serves a connection. The number of a process alone may be that of one before: a machine has only so many.
private struct Backend: Hashable, Sendable {
    let number: Int32
    let began: Timestamp
}
private let ownBackend = Statement<Void, Backend>(
    "death.own",
    "select pid, backend_start from pg_stat_activity where pid = pg_backend_pid()",
    nonNull: .all
) { (number: Int32, began: Timestamp) in Backend(number: number, began: began) }
private let isAlive = Statement<(Int32, Timestamp), Bool>(
    "death.alive",
    "select exists (select from pg_stat_activity where pid = $1 and backend_start = $2)",
    nonNull: .all
)
private let terminate = Statement<Int32, Bool>(
    "death.terminate",
    "select pg_terminate_backend($1)",
    nonNull: .all,
    effect: .writes
)

@Suite("A backend that dies", .usesServer, .timeLimit(.minutes(2)))
struct BackendDeathTests {
    private func end(_ backend: Backend, on other: Database) async throws {
        #expect(try await other.find(terminate(backend.number)))
        #expect(try await eventually { try await !other.find(isAlive(backend.number, backend.began)) })
    }

    @Test("between any two statements of a transaction: nothing is there, and nobody says otherwise", arguments: 0...4)
    func atBoundary(place: Int) async throws {
        try await withDatabase(connectionsMax: 1) { database in
            try await withDatabase(connectionsMax: 1) { other in
                let ledger = Ledger("boundary")
                try await ledger.create(on: other)
                let backend = try await database.find(ownBackend())
                if place == 0 { try await end(backend, on: other) }
                let answer = await Answer.to {
                    try await database.transaction { transaction in
                        try await transaction.execute(ledger.insert(1, 1))
                        if place == 1 { try await end(backend, on: other) }
                        _ = try await transaction.find(ledger.count(1))
                        if place == 2 { try await end(backend, on: other) }
                        try await transaction.execute(ledger.insert(1, 2))
                        if place == 3 { try await end(backend, on: other) }
                    }
                }
                if place == 4 { try await end(backend, on: other) }
                let counts = try await ledger.counts(on: other)
                #expect(answer.lie(given: counts[1] ?? 0) == nil)
                // Noticed by the statement behind it, which was not a COMMIT except in the third place.
                switch place {
                case 0: #expect(answer.isDone || answer.category == .connection)
                case 1, 2: #expect(answer.category == .connection)
                case 3: #expect(answer.isUnknown || answer.category == .connection)
                default: #expect(answer.isDone)
                }
                #expect(try await database.find(one()) == 1)
            }
        }
    }

    @Test("at random moments of everything, COMMIT included", arguments: Way.allCases)
    func atRandom(way: Way) async throws {
        let rounds = Int32(Soak.count(quick: 50, full: 150))
        try await withDatabase(connectionsMax: 1) { database in
            try await withDatabase(connectionsMax: 1) { other in
                let ledger = Ledger("random_death")
                try await ledger.create(on: other)
                var answers: [Int32: Answer] = [:]
                var backends: Set<Backend> = []
                for id in 1...rounds {
                    let backend = try await database.find(ownBackend())
                    backends.insert(backend)
                    let killer = Task {
                        try await Task.sleep(for: .microseconds(Int.random(in: 0...4_000)))
                        return try await other.find(terminate(backend.number))
                    }
                    answers[id] = await Answer.to { try await ledger.write(id, way, on: database) }
                    _ = try await killer.value
                    #expect(try await eventually { try await !other.find(isAlive(backend.number, backend.began)) })
                    #expect(try await database.find(one()) == 1)
                }
                let counts = try await ledger.counts(on: other)
                for (id, answer) in answers {
                    if let lie = answer.lie(given: counts[id] ?? 0) { Issue.record("round \(id): \(lie)") }
                }
                #expect(backends.count == Int(rounds))
            }
        }
    }

    /// What is slow at the end of a transaction, so that something can happen meanwhile.
    private func makeCommitsSlow(_ ledger: Ledger, on database: Database) async throws {
        try await script(
            """
            create function \(ledger.table)_slow() returns trigger language plpgsql as
                $$ begin perform pg_sleep(60); return null; end $$;
            create constraint trigger slow after insert on \(ledger.table) deferrable initially deferred
                for each row execute function \(ledger.table)_slow()
            """,
            on: database
        )
    }

    private func endWhoeverSleeps(_ application: String, on other: Database) async throws {
        let sleepers = Statement<String, Backend>(
            "death.sleepers",
            "select pid, backend_start from pg_stat_activity where wait_event = 'PgSleep' and application_name = $1",
            nonNull: .all
        ) { (number: Int32, began: Timestamp) in Backend(number: number, began: began) }
        var backend: Backend?
        #expect(
            try await eventually {
                backend = try await other.fetchAll(sleepers(application)).first
                return backend != nil
            }
        )
        if let backend { try await end(backend, on: other) }
    }

    @Test("while it commits: unknown, or an answer that is true", arguments: Way.allCases)
    func whileCommitting(way: Way) async throws {
        let application = uniqueName("committing")
        try await withDatabase(connectionsMax: 1, { $0.applicationName = application }) { database in
            try await withDatabase(connectionsMax: 1) { other in
                let ledger = Ledger("committing")
                try await ledger.create(on: other)
                try await makeCommitsSlow(ledger, on: other)
                for id in Int32(1)...5 {
                    async let ended: Void = endWhoeverSleeps(application, on: other)
                    let answer = await Answer.to { try await ledger.write(id, way, on: database) }
                    try await ended
                    #expect(answer.isUnknown, "\(answer)")
                    #expect(try await database.find(one()) == 1)
                }
                #expect(try await ledger.counts(on: other).isEmpty)
            }
        }
    }

    @Test("after a COMMIT in the middle of a script: what was committed is not called undone")
    func afterCommitInScript() async throws {
        let application = uniqueName("middle")
        try await withDatabase(connectionsMax: 1, { $0.applicationName = application }) { database in
            try await withDatabase(connectionsMax: 1) { other in
                let ledger = Ledger("middle")
                try await ledger.create(on: other)
                async let ended: Void = endWhoeverSleeps(application, on: other)
                let answer = await Answer.to {
                    try await script(
                        "begin; insert into \(ledger.table) values (1, 1), (1, 2); commit; select pg_sleep(60)",
                        on: database
                    )
                }
                try await ended
                #expect(answer.lie(given: try await ledger.counts(on: other)[1] ?? 0) == nil)
                #expect(answer.isUnknown, "\(answer)")
            }
        }
    }
}
