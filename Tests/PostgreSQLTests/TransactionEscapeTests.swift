// What is asked of a transaction beside its body or after its end: never kept where the transaction is not.
@testable import PostgreSQL
import PostgreSQLTestKit
import Synchronization
import Testing

@Suite("What escapes a transaction", .usesServer, .timeLimit(.minutes(2)))
struct TransactionEscapeTests {
    /// A table of its own with the statements on it.
    private struct Notes {
        let table = uniqueName("escape")
        var insert: Statement<String, Void> { Statement("escape.insert", "insert into \(table) values ($1)") }
        var count: Statement<Void, Int> {
            Statement("escape.count", "select count(*) from \(table)", nonNull: .all)
        }

        func create(on database: Database) async throws {
            try await script("create table \(table) (note text)", on: database)
        }
    }

    @Test("where the first statement is cancelled before it is sent, and BEGIN with it, nothing behind it is run")
    func openingWithdrawn() async throws {
        let notes = Notes()
        try await withDatabase { database in
            try await notes.create(on: database)
            let session = LeasedSession(
                handle: try await database.pool.lease(deadline: .after(.seconds(5))),
                pool: database.pool,
                opening: TransactionControl.begin(.readCommitted, .readWrite, deferrable: false)
            )
            func post(_ note: String) throws -> UnitTicket {
                try session.post(
                    WireUnit(
                        work: .statements([notes.insert(note).core]),
                        standing: .inTransaction,
                        effect: .writes,
                        deadline: .after(.seconds(5))
                    )
                ).0
            }
            let first = try post("first")
            first.cancel()
            let second = try post("second")
            let outcome = await withCheckedContinuation { continuation in _ = second.promise.attach(continuation) }
            // Where the thread was quicker than the cancel, it was in the transaction, which nobody ends.
            if outcome.error != nil { #expect(outcome.error?.category == .connection) }
            session.end(keeping: false)
            #expect(try await database.find(notes.count()) == 0)
        }
    }

    @Test("a transaction one of whose tasks is cancelled keeps nothing of the others")
    func cancelledSibling() async throws {
        let notes = Notes()
        try await withDatabase { database in
            try await notes.create(on: database)
            var keptCount = 0
            for _ in 0..<Soak.count(quick: 100, full: 300) {
                do {
                    try await database.transaction { transaction in
                        try await withThrowingTaskGroup(of: Void.self) { group in
                            group.addTask {
                                withUnsafeCurrentTask { $0?.cancel() }
                                try await transaction.execute(notes.insert("cancelled"))
                            }
                            group.addTask { try await transaction.execute(notes.insert("beside it")) }
                            try await group.waitForAll()
                        }
                    }
                    // The answer was there before the cancellation was looked at.
                    keptCount += 2
                } catch let error as PostgreSQLError {
                    #expect(error.category == .cancelled || error.category == .connection)
                }
            }
            #expect(try await database.find(notes.count()) == keptCount)
        }
    }

    @Test("tasks that go on with a transaction after its end are refused, and nothing of theirs is kept")
    func usedAfterEnd() async throws {
        struct GivenUp: Error {}
        let notes = Notes()
        try await withDatabase { database in
            try await notes.create(on: database)
            for _ in 0..<30 {
                let tasks = Mutex<[Task<PostgreSQLError.Category?, Never>]>([])
                await #expect(throws: GivenUp.self) {
                    try await database.transaction { transaction in
                        for _ in 0..<4 {
                            let task = Task { () -> PostgreSQLError.Category? in
                                for _ in 0..<10_000 {
                                    do throws(PostgreSQLError) {
                                        _ = try await transaction.execute(notes.insert("late"))
                                    } catch {
                                        return error.category
                                    }
                                }
                                return nil
                            }
                            tasks.withLock { $0.append(task) }
                        }
                        try await Task.sleep(for: .milliseconds(3))
                        throw GivenUp()
                    }
                }
                for task in tasks.withLock({ $0 }) { #expect(await task.value == .misuse) }
            }
            #expect(try await database.find(notes.count()) == 0)
        }
    }

    @Test("where BEGIN was refused, nothing is rolled back and the session serves others")
    func refusedOpening() async throws {
        let text = StatementText(name: "escape.refused", sql: "begin nonsense", parameterOIDs: [], effect: .writes)
        try await withDatabase(connectionsMax: 1) { database async throws in
            let session = LeasedSession(
                handle: try await database.pool.lease(deadline: .after(.seconds(5))),
                pool: database.pool,
                opening: BoundCore(text: text, parameters: ParameterWriter())
            )
            let error = await #expect(throws: PostgreSQLError.self) {
                try await session.perform(
                    WireUnit(
                        work: .statements([]),
                        standing: .inTransaction,
                        effect: .writes,
                        deadline: .after(.seconds(5))
                    )
                )
            }
            #expect(error?.category == .syntax)
            #expect(session.endIfIdle())
            session.end(keeping: true)
            #expect(try await database.find(Statement<Void, Int32>("escape.one", "select 1")()) == 1)
        }
    }
}
