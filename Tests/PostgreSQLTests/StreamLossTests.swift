// The backend ends in the middle of a stream: what that means, in each way of streaming.
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let pid = Statement<Void, Int32>("loss.pid", "select pg_backend_pid()", nonNull: .all)
private let terminate = Statement<Int32, Bool>("loss.kill", "select pg_terminate_backend($1, 5000)", nonNull: .all)
private let numbers = Statement<Int, Int>("loss.numbers", "select generate_series(1, $1)", nonNull: .all)

@Suite("The server goes in the middle of a stream", .serialized, .usesServer, .timeLimit(.minutes(2)))
struct StreamLossTests {
    /// Runs a stream whose body ends the backend at the right moment, and gives the error.
    private func lost(
        inTransaction: Bool,
        _ stream: (any StreamRunner, _ kill: @escaping @Sendable () async throws -> Void) async throws -> Void
    ) async throws -> PostgreSQLError.Category? {
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await withDatabase(connectionsMax: 1) { other async throws in
                func run(_ runner: any StreamRunner) async throws {
                    let backend = try await runner.find(pid())
                    try await stream(runner) { _ = try await other.find(terminate(backend)) }
                }
                let error = await #expect(throws: PostgreSQLError.self) {
                    if inTransaction {
                        try await database.transaction { try await run($0) }
                    } else {
                        try await database.withConnection { try await run($0) }
                    }
                }
                #expect(try await database.fetchAll(numbers(2)) == [1, 2], "the pool goes on")
                return error?.category
            }
        }
    }

    @Test("rows end in a lost connection", arguments: [true, false])
    func rows(inTransaction: Bool) async throws {
        let category = try await lost(inTransaction: inTransaction) { runner, kill in
            try await runner.stream(numbers(10_000_000)) { rows async throws in
                var count = 0
                for try await _ in rows {
                    count += 1
                    if count == 1_000 { try await kill() }
                }
            }
        }
        #expect(category == .connection)
    }

    @Test("a COPY out ends in a lost connection", arguments: [true, false])
    func copyOut(inTransaction: Bool) async throws {
        let copy = CopyOut("loss.out", of: "select generate_series(1, 10000000)")
        let category = try await lost(inTransaction: inTransaction) { runner, kill in
            try await runner.copyOut(copy) { chunks async throws in
                var count = 0
                for try await _ in chunks {
                    count += 1
                    if count == 2 { try await kill() }
                }
            }
        }
        #expect(category == .connection)
    }

    @Test("a COPY in whose data were not ended is not committed", arguments: [true, false])
    func copyIn(inTransaction: Bool) async throws {
        let table = CopyTable()
        try await withDatabase { try await table.create(on: $0) }
        let category = try await lost(inTransaction: inTransaction) { runner, kill in
            let rows = AsyncThrowingStream<(Int, String?), any Error> { continuation in
                Task {
                    for number in 1...20_000 { continuation.yield((number, "a")) }
                    try await kill()
                    for number in 1...2_000_000 { continuation.yield((number, "a")) }
                    continuation.finish()
                }
            }
            _ = try await runner.copyIn(table.copyIn, rows: rows)
        }
        #expect(category == .connection)
        #expect(try await withDatabase { try await $0.find(table.count()) } == 0)
    }

    @Test("a COPY in that waited for its commit is unknown alone, and not committed in a transaction")
    func copyInAtItsEnd() async throws {
        for inTransaction in [true, false] {
            let table = CopyTable()
            try await withDatabase { database async throws in
                try await table.create(on: database)
                try await script(
                    """
                    create function \(table.name)_wait() returns trigger language plpgsql as
                        $$ begin perform pg_sleep(30); return null; end $$;
                    create constraint trigger wait after insert on \(table.name) for each row
                        execute function \(table.name)_wait()
                    """,
                    on: database
                )
            }
            let category = try await lost(inTransaction: inTransaction) { runner, kill in
                // The trigger runs when the data have been ended: by then the row is in.
                let killing = Task {
                    try await Task.sleep(for: .milliseconds(500))
                    try await kill()
                }
                _ = try await runner.copyIn(table.copyIn, rows: [(1, "a")])
                try await killing.value
            }
            #expect(category == (inTransaction ? .connection : .outcomeUnknown))
        }
    }
}
