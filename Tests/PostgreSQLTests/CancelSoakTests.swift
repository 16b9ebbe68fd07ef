// Callers that are cancelled at any moment, among others that are not and must not notice.
import PostgreSQL
import PostgreSQLTestKit
import Synchronization
import Testing

/// What the callers were told.
private final class CancelTally: Sendable {
    private let state = Mutex((kept: Set<String>(), cancelledCount: 0, others: [String]()))

    var kept: Set<String> { state.withLock { $0.kept } }
    var cancelledCount: Int { state.withLock { $0.cancelledCount } }
    var others: [String] { state.withLock { $0.others } }

    func done(_ token: String, keeping isKept: Bool) {
        state.withLock { if isKept { $0.kept.insert(token) } }
    }

    func failed(_ error: any Error) {
        state.withLock { state in
            if (error as? PostgreSQLError)?.category == .cancelled {
                state.cancelledCount += 1
            } else {
                state.others.append("\(error)")
            }
        }
    }
}

@Suite("Cancelling at any moment", .usesServer, .timeLimit(.minutes(2)), .tags(.soak))
struct CancelSoakTests {
    private struct Statements: Sendable {
        let slow = Statement<(String, Int32), String>(
            "soak.slow",
            "select $1 from pg_sleep($2 / 1000.0)",
            nonNull: .all
        )
        let insert: Statement<String, Void>
        let slowInsert: Statement<(String, Int32), Void>
        let tokens: Statement<Void, String>

        init(table: String) {
            insert = Statement("soak.insert", "insert into \(table) values ($1)")
            slowInsert = Statement("soak.slow_insert", "insert into \(table) select $1 from pg_sleep($2 / 1000.0)")
            tokens = Statement("soak.tokens", "select token from \(table)")
        }
    }

    /// One caller's work; whatever it gets must be its own.
    private static func work(
        _ token: String,
        kind: Int,
        milliseconds: Int32,
        _ statements: Statements,
        on database: Database
    ) async throws -> Bool {
        switch kind {
        case 0:
            let value = try await database.find(statements.slow(token, milliseconds))
            #expect(value == token)
            return false
        case 1:
            try await database.execute(statements.slowInsert(token, milliseconds))
            return true
        case 2:
            let (values, _) = try await database.run(statements.slow(token, milliseconds), statements.insert(token))
            #expect(values == [token])
            return true
        case 3:
            try await database.transaction { transaction in
                let value = try await transaction.find(statements.slow(token, milliseconds))
                #expect(value == token)
                try await transaction.execute(statements.slowInsert(token, milliseconds))
            }
            return true
        default:
            let value = try await database.withConnection(keeping: true) {
                try await $0.find(statements.slow(token, milliseconds))
            }
            #expect(value == token)
            return false
        }
    }

    @Test("1,000 times: nobody hangs, nobody else's statement is hit, and everyone was told the truth")
    func cancelled() async throws {
        let count = 1_000
        try await withDatabase(connectionsMax: 6) { database in
            let table = uniqueName("soak_cancel")
            try await script("create table \(table) (token text not null primary key)", on: database)
            let statements = Statements(table: table)
            let told = CancelTally()
            let over = Counter()
            let undisturbed = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Those who go on: any error they get is a fault.
                for caller in 0..<12 {
                    group.addTask {
                        var round = 0
                        while over.count == 0 {
                            let token = "stays-\(caller)-\(round)"
                            let isKept = try await Self.work(
                                token,
                                kind: (caller + round) % 5,
                                milliseconds: Int32.random(in: 0...2),
                                statements,
                                on: database
                            )
                            told.done(token, keeping: isKept)
                            undisturbed.increment()
                            round += 1
                        }
                    }
                }
                group.addTask {
                    try await Soak.repeated(count, atOnce: 24) { index in
                        let token = "goes-\(index)"
                        let milliseconds = Int32.random(in: 0...6)
                        let task = Task {
                            do {
                                let isKept = try await Self.work(
                                    token,
                                    kind: index % 5,
                                    milliseconds: milliseconds,
                                    statements,
                                    on: database
                                )
                                told.done(token, keeping: isKept)
                            } catch {
                                told.failed(error)
                            }
                        }
                        // Any moment: before it begins, while it waits for a connection, under way, done.
                        try await Task.sleep(for: .microseconds(Int.random(in: 0...15_000)))
                        task.cancel()
                        await task.value
                    }
                    over.increment()
                }
                try await group.waitForAll()
            }
            #expect(told.others == [])
            #expect(told.cancelledCount > count / 10, "hardly anyone was cancelled: the test tests nothing")
            #expect(undisturbed.count > 100)
            let stored = Set(try await database.fetchAll(statements.tokens()))
            #expect(stored == told.kept, "told and stored differ: \(stored.symmetricDifference(told.kept))")
            #expect(database.connectionCount <= 6)
        }
    }
}
