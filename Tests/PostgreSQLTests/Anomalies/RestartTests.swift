// The server is stopped and started again under load: the ledger of what was told agrees with what is there.
import EmbeddedPostgreSQL
import PostgreSQL
import PostgreSQLTestKit
import Synchronization
import Testing

@Suite("A server that is restarted under load", .tags(.slow), .usesServer, .timeLimit(.minutes(4)))
struct RestartTests {
    /// What tasks were told, by the number of the write.
    private final class Book: Sendable {
        private let answers = Mutex<[Int32: Answer]>([:])
        private let isOver = Mutex(false)

        var all: [Int32: Answer] { answers.withLock { $0 } }
        var doneCount: Int { answers.withLock { $0.values.count(where: \.isDone) } }
        var mustStop: Bool { isOver.withLock { $0 } }
        func stop() { isOver.withLock { $0 = true } }
        func note(_ id: Int32, _ answer: Answer) { answers.withLock { $0[id] = answer } }
    }

    private static let taskCount: Int32 = 16
    private static let restartCount = 10

    @Test("ten restarts under 16 writers: every acknowledged row is there, none that was called not committed")
    func restarts() async throws {
        // Acknowledged means kept here, as far as processes go: what a machine's crash would take is another matter.
        let server = try await PrivateServer.startedAnew(
            changes: DisposableServer.Changes(settings: ["synchronous_commit": "on"])
        )
        defer { server.remove() }
        var configuration = try server.configuration(connectionsMax: 6)
        configuration.waitMax = .seconds(2)
        configuration.statementTimeout = .seconds(10)
        try await Database.withDatabase(configuration) { database in
            let ledger = Ledger("restarted")
            try await ledger.create(on: database)
            let book = Book()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<Self.taskCount { group.addTask { try await writeOn(task, ledger, database, book) } }
                group.addTask {
                    // Whatever happens, the writers must end.
                    defer { book.stop() }
                    try await restart(server, book)
                }
                try await group.waitForAll()
            }
            #expect(database.connectionCount <= 6)
            let counts = try await ledger.counts(on: database)
            for (id, answer) in book.all {
                if let lie = answer.lie(given: counts[id] ?? 0) { Issue.record("write \(id): \(lie)") }
            }
            #expect(Set(counts.keys).isSubset(of: book.all.keys))
            // The load was there, and it was hit.
            #expect(book.doneCount > 200)
            #expect(book.all.values.contains { !$0.isDone })
        }
    }

    private func restart(_ server: PrivateServer, _ book: Book) async throws {
        for round in 0..<Self.restartCount {
            let doneCount = book.doneCount
            // Back at work without any help, each time.
            #expect(try await eventually { book.doneCount > doneCount + 50 })
            try await server.stop(round.isMultiple(of: 2) ? .fast : .immediate)
            try await server.start()
        }
        let doneCount = book.doneCount
        #expect(try await eventually { book.doneCount > doneCount + 50 })
    }

    private func writeOn(_ task: Int32, _ ledger: Ledger, _ database: Database, _ book: Book) async throws {
        let ways = Way.allCases
        var number: Int32 = 0
        while !book.mustStop {
            let id = task * 1_000_000 + number
            let answer = await Answer.to {
                try await ledger.write(id, ways[Int(task + number) % ways.count], on: database)
            }
            book.note(id, answer)
            number += 1
            // Callers do not hammer at a closed door.
            if !answer.isDone { try await Task.sleep(for: .milliseconds(10)) }
        }
        // The last word of every task is a success.
        let last = await Answer.to { try await ledger.write(task * 1_000_000 + number, .transaction, on: database) }
        book.note(task * 1_000_000 + number, last)
        #expect(last.isDone, "\(last)")
    }
}
