// Rows that go by, against a real server: all of them, too few of them, and what goes wrong in the middle.
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("stream.one", "select 1", nonNull: .all)
// In the list of columns the series is not made as a whole before its first row goes out.
private let numbers = Statement<Int, Int>("stream.numbers", "select generate_series(1, $1)", nonNull: .all)
private let pid = Statement<Void, Int32>("stream.pid", "select pg_backend_pid()", nonNull: .all)
private let timeout = Statement<Void, String>(
    "stream.timeout",
    "select current_setting('statement_timeout')",
    nonNull: .all
)

@Suite("Rows as a stream", .serialized, .usesServer, .timeLimit(.minutes(2)))
struct RowStreamTests {
    private struct Left: Error {}

    @Test("100,000 typed rows go by in order, from a database, a connection and a transaction")
    func all() async throws {
        let rows = Statement<Int, (Int, String, Int32?, Bool)>(
            "stream.rows",
            "select n, 'row ' || n, case when n % 3 = 0 then null else n::integer end, n % 2 = 0 from generate_series(1, $1) n",
            nonNull: .all
        )
        func check(_ runner: some StreamRunner) async throws {
            let count = try await runner.stream(rows(100_000)) { rows async throws in
                var count = 0
                for try await (number, text, third, isEven) in rows {
                    count += 1
                    guard number == count, text == "row \(count)", third == (count % 3 == 0 ? nil : Int32(count)),
                        isEven == (count % 2 == 0)
                    else {
                        Issue.record("row \(number) came for \(count)")
                        break
                    }
                }
                return count
            }
            #expect(count == 100_000)
        }
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await check(database)
            try await database.withConnection { try await check($0) }
            try await database.transaction { try await check($0) }
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("no rows are no rows, but of the right columns")
    func none() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let count = try await database.stream(numbers(0)) { rows async throws in
                try await rows.reduce(0) { count, _ in count + 1 }
            }
            #expect(count == 0)
            for limit in [0, 1] {
                let wrong = Statement<Int, Int>("stream.wrong", "select 'a'::text limit $1", nonNull: .all)
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await database.stream(wrong(limit)) { rows in for try await _ in rows {} }
                }
                #expect(error?.category == .decoding)
            }
        }
    }

    @Test("an error after 49,999 rows comes after 49,999 rows, and the connection goes on")
    func errorInTheMiddle() async throws {
        let divided = Statement<Int, Int>(
            "stream.divided",
            "select 1 / (50000 - n) from generate_series(1, $1) n",
            nonNull: .all
        )
        try await withDatabase(connectionsMax: 1) { database async throws in
            let backend = try await database.find(pid())
            let count = Counter()
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.stream(divided(100_000)) { rows async throws in
                    for try await _ in rows { count.increment() }
                }
            }
            #expect(error?.category == .data && error?.statement == "stream.divided")
            #expect(count.count == 49_999)
            #expect(try await database.find(pid()) == backend)
        }
    }

    @Test("a value that cannot be read is told with its row")
    func decoding() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let holes = Statement<Void, Int>(
                "stream.holes",
                "select nullif(n, 30000)::bigint from generate_series(1, 60000) n",
                nonNull: .all
            )
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.stream(holes()) { rows in for try await _ in rows {} }
            }
            #expect(error?.category == .decoding)
            #expect(error?.description.contains("row 30000 column 1") == true)
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("who leaves after ten rows leaves a connection that goes on", arguments: [1_000, 3_000_000])
    func leaving(rows: Int) async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            func firstTen(_ runner: some StreamRunner) async throws -> [Int] {
                try await runner.stream(numbers(rows)) { rows async throws in
                    var seen: [Int] = []
                    for try await number in rows {
                        seen.append(number)
                        if seen.count == 10 { break }
                    }
                    return seen
                }
            }
            #expect(try await firstTen(database) == Array(1...10))
            #expect(try await database.find(one()) == 1)
            try await database.transaction { transaction async throws in
                #expect(try await firstTen(transaction) == Array(1...10))
                #expect(try await transaction.find(one()) == 1)
            }
            await #expect(throws: Left.self) {
                try await database.stream(numbers(rows)) { rows in for try await _ in rows { throw Left() } }
            }
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("one stream after the other, and statements between them, on the same connection")
    func oneAfterTheOther() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await database.withConnection { connection async throws in
                for round in 1...5 {
                    #expect(try await connection.stream(numbers(round)) { try await $0.count() } == round)
                    #expect(try await connection.fetchAll(numbers(round)) == Array(1...round))
                }
            }
        }
    }

    @Test("who never looks at the rows leaves a connection that goes on")
    func notLookedAt() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            #expect(try await database.stream(numbers(10)) { _ in "nothing" } == "nothing")
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("a cancelled consumer stops, and its place is free again")
    func cancellation() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let begun = Counter()
            let task = Task {
                try await database.stream(numbers(1_000_000_000)) { rows async throws in
                    for try await _ in rows { begun.increment() }
                }
            }
            #expect(try await eventually { begun.count > 1_000 })
            task.cancel()
            let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
            #expect(error?.category == .cancelled)
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("a deadline ends a stream; the lack of one does not")
    func deadline() async throws {
        try await withDatabase(connectionsMax: 1, { $0.callTimeout = .milliseconds(300) }) { database async throws in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await withDeadline(.milliseconds(200)) {
                    try await database.stream(numbers(1_000_000_000)) { rows in for try await _ in rows {} }
                }
            }
            #expect(error?.category == .timeout)
            // As a whole it takes longer than a call may, and than the server lets a statement run.
            let slow = Statement<Int, Int>(
                "stream.slow",
                "select n from generate_series(1, $1) n, pg_sleep(0.1)",
                nonNull: .all
            )
            try await database.withConnection { connection async throws in
                try await connection.executeScript("set statement_timeout = '300ms'")
                let count = try await connection.stream(numbers(200_000)) { rows async throws in
                    var count = 0
                    for try await _ in rows {
                        count += 1
                        if count.isMultiple(of: 50_000) { try await Task.sleep(for: .milliseconds(200)) }
                    }
                    return count
                }
                #expect(count == 200_000)
                #expect(try await connection.find(timeout()) == "300ms")
            }
            // Nothing moves for longer than a call may take.
            let stalled = await #expect(throws: PostgreSQLError.self) {
                try await database.stream(
                    Statement<Void, Int>("stream.stalled", "select 1::bigint from pg_sleep(20)", nonNull: .all)()
                ) { rows in for try await _ in rows {} }
            }
            #expect(stalled?.category == .timeout)
            #expect(
                try await withDeadline(.seconds(20)) { try await database.stream(slow(3)) { try await $0.count() } }
                    == 3
            )
        }
    }

    @Test("the statement timeout is as before, in a transaction too, after success and after failure")
    func statementTimeout() async throws {
        let divided = Statement<Void, Int>("stream.zero", "select 1::bigint / 0", nonNull: .all)
        try await withDatabase(connectionsMax: 1, { $0.statementTimeout = .seconds(12) }) { database async throws in
            func check() async throws { #expect(try await database.find(timeout()) == "12s") }
            _ = try await database.stream(numbers(1)) { try await $0.count() }
            try await check()
            await #expect(throws: PostgreSQLError.self) {
                try await database.stream(divided()) { try await $0.count() }
            }
            try await check()
            try await database.transaction { transaction async throws in
                try await transaction.executeScript("set local statement_timeout = '7s'")
                _ = try await transaction.stream(numbers(1)) { rows async throws in
                    for try await _ in rows {}
                }
                #expect(try await transaction.find(timeout()) == "7s")
            }
            try await check()
        }
    }

    @Test("a slow consumer makes the server wait: little is held, however many rows there are")
    func bounded() async throws {
        let wide = Statement<Int, String>(
            "stream.wide",
            "select repeat('x', 1000) from generate_series(1, $1) n",
            nonNull: .all
        )
        try await withDatabase(connectionsMax: 1) { database async throws in
            let count = try await database.stream(wide(100_000)) { rows async throws in
                var count = 0
                for try await _ in rows {
                    count += 1
                    if count.isMultiple(of: 10_000) {
                        try await Task.sleep(for: .milliseconds(20))
                        #expect(rows.outflow.heldBytes <= StreamBounds.heldBytesMax + 4_096)
                    }
                }
                return count
            }
            #expect(count == 100_000)
        }
    }

    @Test("a row larger than all bounds goes through")
    func large() async throws {
        let large = Statement<Int, String>(
            "stream.large",
            "select repeat('x', $1::integer) from generate_series(1, 3)",
            nonNull: .all
        )
        try await withDatabase(connectionsMax: 1) { database async throws in
            let sizes = try await database.stream(large(3_000_000)) { rows async throws in
                try await rows.reduce(into: []) { $0.append($1.utf8.count) }
            }
            #expect(sizes == [3_000_000, 3_000_000, 3_000_000])
        }
    }

    @Test("rows are gone through once, and not after the end")
    func once() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let escaped = try await database.stream(numbers(10)) { rows async throws in
                for try await number in rows where number == 3 { break }
                let again = await #expect(throws: PostgreSQLError.self) { for try await _ in rows {} }
                #expect(again?.category == .misuse)
                return rows
            }
            let late = await #expect(throws: PostgreSQLError.self) { for try await _ in escaped {} }
            #expect(late?.category == .misuse)
        }
    }

    @Test("a stream has its connection for itself")
    func alone() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await database.transaction { transaction async throws in
                try await transaction.stream(numbers(10)) { rows async throws in
                    var iterator = rows.makeAsyncIterator()
                    #expect(try await iterator.next() == 1)
                    let statement = await #expect(throws: PostgreSQLError.self) { try await transaction.find(one()) }
                    #expect(statement?.category == .misuse)
                    let stream = await #expect(throws: PostgreSQLError.self) {
                        try await transaction.stream(numbers(1)) { _ in }
                    }
                    #expect(stream?.category == .misuse)
                    #expect(try await iterator.next() == 2)
                }
                #expect(try await transaction.find(one()) == 1)
            }
        }
    }

    @Test("what writes is streamed in a transaction only; what has no rows not at all")
    func refused() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let writing = Statement<Void, Int>("stream.writing", "select 1::bigint", nonNull: .all, effect: .writes)
            let refused = await #expect(throws: PostgreSQLError.self) { try await database.stream(writing()) { _ in } }
            #expect(refused?.category == .misuse)
            #expect(try await database.transaction { try await $0.stream(writing()) { try await $0.count() } } == 1)
            let silent = Statement<Void, Void>("stream.silent", "select 1")
            let empty = await #expect(throws: PostgreSQLError.self) { try await database.stream(silent()) { _ in } }
            #expect(empty?.category == .misuse)
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("closing the pool cuts off a stream whose consumer never reads")
    func closing() async throws {
        let begun = Counter()
        let release = Counter()
        let task: Task<PostgreSQLError?, any Error> = try await withDatabase(
            connectionsMax: 1,
            { $0.closeGrace = .milliseconds(100) }
        ) { database async throws in
            let task = Task<PostgreSQLError?, any Error> {
                do {
                    try await database.stream(numbers(100_000_000)) { rows async throws in
                        var iterator = rows.makeAsyncIterator()
                        _ = try await iterator.next()
                        begun.increment()
                        while release.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
                        while try await iterator.next() != nil {}
                    }
                    return nil
                } catch let error as PostgreSQLError {
                    return error
                }
            }
            #expect(try await eventually { begun.count > 0 })
            return task
        }
        release.increment()
        #expect(try await task.value?.category == .connection)
    }
}

extension RowStream {
    /// Goes through all rows.
    fileprivate func count() async throws -> Int {
        try await reduce(0) { count, _ in count + 1 }
    }
}
