// COPY in and out against a real server: what goes in comes out, and what is refused leaves nothing behind.
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("copy.one", "select 1", nonNull: .all)
private let pid = Statement<Void, Int32>("copy.pid", "select pg_backend_pid()", nonNull: .all)

/// A table of a test's own.
struct CopyTable {
    let name = uniqueName("copied")
    var count: Statement<Void, Int> { Statement("copy.count", "select count(*) from \(name)", nonNull: .all) }
    var copyIn: CopyIn<(Int, String?)> { CopyIn("copy.in", into: name, columns: ["id", "value"]) }
    var copyOut: CopyOut { CopyOut("copy.out", of: "select id, value from \(name) order by id") }

    func create(on database: Database) async throws {
        try await script(
            "create table \(name) (id bigint constraint \(name)_positive check (id > 0), value text)",
            on: database
        )
    }
}

@Suite("COPY", .serialized, .usesServer, .timeLimit(.minutes(2)))
struct CopyTests {
    private struct Failed: Error {}

    /// All bytes of a COPY.
    private func bytes(_ copy: CopyOut, on runner: some StreamRunner) async throws -> [UInt8] {
        try await runner.copyOut(copy) { chunks in try await chunks.reduce(into: []) { $0 += $1 } }
    }

    @Test("100,000 typed rows there and back, as they are and as they come")
    func manyRows() async throws {
        let table = CopyTable()
        let rows = (1...100_000).map { ($0, $0.isMultiple(of: 7) ? nil : "value\t\($0)") }
        try await withDatabase(connectionsMax: 2) { database async throws in
            try await table.create(on: database)
            #expect(try await database.copyIn(table.copyIn, rows: rows) == 100_000)
            let all = Statement<Void, (Int, String?)>(
                "copy.all",
                "select id, value from \(table.name) order by id",
                nonNull: .all
            )
            try await database.stream(all()) { back async throws in
                var index = 0
                for try await row in back {
                    guard row == rows[index] else {
                        Issue.record("row \(index) is another")
                        break
                    }
                    index += 1
                }
                #expect(index == rows.count)
            }
            let coming = AsyncStream { continuation in
                for row in rows { continuation.yield(row) }
                continuation.finish()
            }
            #expect(try await database.transaction { try await $0.copyIn(table.copyIn, rows: coming) } == 100_000)
            #expect(try await database.find(table.count()) == 200_000)
            let written = try await database.copyIn(table.copyIn) { writer in
                for (id, value) in rows { try await writer.write(id, value) }
            }
            #expect(written == 100_000)
            // From one connection to the other, chunk by chunk.
            try await database.copyOut(table.copyOut) { chunks async throws in
                #expect(try await database.copyIn(table.copyIn, bytes: chunks) == 300_000)
            }
            #expect(try await database.find(table.count()) == 600_000)
        }
    }

    private let nastyTexts = [
        "", " ", "\\", "\\\\", "\\N", "\\.", "\\n", "\t", "\n", "\r", "\r\n", "a\tb\nc\rd\\e", "\\t", "N", "NULL",
        "\u{8}\u{B}\u{C}\u{1}\u{7F}", "\"", "'", ",", ";", "é", "\u{1F9E0}\u{1F1F3}\u{1F1F1}", "\u{10FFFF}",
        "\n\\.\n", String(repeating: "\\\t", count: 100_000),
    ]

    @Test("text comes back as it went in, and NULL is nothing else")
    func nastyText() async throws {
        let table = CopyTable()
        let texts: [String?] = nastyTexts.flatMap { [$0, nil, $0 + $0] }
        let rows = texts.enumerated().map { ($0.offset + 1, $0.element) }
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            #expect(try await database.copyIn(table.copyIn, rows: rows) == texts.count)
            let all = Statement<Void, String?>(
                "copy.text",
                "select value from \(table.name) order by id",
                nonNull: .all
            )
            #expect(try await database.fetchAll(all()) == texts)
        }
    }

    @Test("every type goes through the text form of COPY")
    func types() async throws {
        let name = uniqueName("typed")
        typealias Row = (Bool, Int32, Int64, Decimal, UUID, LocalDay, Timestamp, Bytes, JSONBytes, [String?], String?)
        let columns = ["b", "i", "l", "d", "u", "day", "at", "bytes", "doc", "list", "t"]
        let copy = CopyIn<Row>("copy.types", into: name, columns: columns)
        let back = Statement<Void, Row>(
            "copy.types_back",
            "select \(columns.joined(separator: ", ")) from \(name) order by l",
            nonNull: .all
        )
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await script(
                """
                create table \(name) (b boolean, i integer, l bigint, d numeric, u uuid, day date, at timestamptz,
                    bytes bytea, doc jsonb, list text[], t text)
                """,
                on: database
            )
            let day = try await database.find(
                Statement<Void, LocalDay>("copy.day", "select date '2024-02-29'", nonNull: .all)()
            )
            let at = try await database.find(
                Statement<Void, Timestamp>(
                    "copy.at",
                    "select timestamptz '2024-02-29 12:34:56.789012+00'",
                    nonNull: .all
                )()
            )
            let rows: [Row] = (0..<200).map { number in
                (
                    number.isMultiple(of: 2), Int32.random(in: .min ... .max), Int64(number),
                    Decimal(string: "-\(number).00012345678901234567890")!, UUID(), day, at,
                    Bytes((0..<number).map { UInt8(truncatingIfNeeded: $0 * 7) }),
                    JSONBytes(Array(#"{"a": "\\ \t \n \" \u00e9"}"#.utf8)),
                    ["a\\b", nil, "", "{\"x\", \n}", "NULL", "\t"], number.isMultiple(of: 3) ? nil : "\\N\t\(number)"
                )
            }
            #expect(try await database.copyIn(copy, rows: rows) == rows.count)
            var index = 0
            for row in try await database.fetchAll(back()) {
                let sent = rows[index]
                #expect(row.0 == sent.0 && row.1 == sent.1 && row.2 == sent.2 && row.3 == sent.3 && row.4 == sent.4)
                #expect(row.5 == sent.5 && row.6 == sent.6 && row.7 == sent.7 && row.9 == sent.9 && row.10 == sent.10)
                #expect(String(decoding: row.8.bytes, as: UTF8.self) == #"{"a": "\\ \t \n \" é"}"#)
                index += 1
            }
            #expect(index == rows.count)
        }
    }

    @Test("nobody sleeps while there is something to send: a lost wake-up would pass the time for a call")
    func noLostWakeUp() async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 2, { $0.callTimeout = .seconds(10) }) { database async throws in
            try await table.create(on: database)
            let count = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        var count = 0
                        for _ in 0..<10 {
                            count += try await database.copyIn(table.copyIn) { writer in
                                for id in 1...30_000 { try await writer.write(id, "some text of some length") }
                            }
                        }
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(count == 600_000)
        }
    }

    @Test("nothing in, nothing out")
    func empty() async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            #expect(try await database.copyIn(table.copyIn, rows: []) == 0)
            #expect(try await bytes(table.copyOut, on: database) == [])
            #expect(try await database.find(table.count()) == 0)
        }
    }

    @Test("bytes of another form, cut anywhere, in both directions")
    func csv() async throws {
        let table = CopyTable()
        let text = "id,value\n1,\"a, \"\"b\"\"\"\n2,\n3,\"\"\n"
        let copyIn = CopyIn<Never>(
            "copy.csv_in",
            into: table.name,
            columns: ["id", "value"],
            format: .csv(header: true)
        )
        let copyOut = CopyOut("copy.csv", of: "select id, value from \(table.name) order by id", as: .csv(header: true))
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            let pieces = AsyncStream { continuation in
                for byte in text.utf8 { continuation.yield([byte]) }
                continuation.finish()
            }
            #expect(try await database.copyIn(copyIn, bytes: pieces) == 3)
            #expect(String(decoding: try await bytes(copyOut, on: database), as: UTF8.self) == text)
        }
    }

    @Test("a refused row refuses all, with the constraint's name, and the connection goes on", arguments: [1, 100_000])
    func constraint(before: Int) async throws {
        let table = CopyTable()
        let rows: [(Int, String?)] = (1...before).map { ($0, "a") } + [(-1, "b")] + (1...50_000).map { ($0, "c") }
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            let backend = try await database.find(pid())
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.copyIn(table.copyIn, rows: rows)
            }
            #expect(error?.isCheckViolation(of: "\(table.name)_positive") == true)
            #expect(error?.statement == "copy.in")
            #expect(try await database.find(table.count()) == 0)
            #expect(try await database.find(pid()) == backend)
        }
    }

    @Test("a statement-level trigger that refuses before the first row does not put the two sides out of step")
    func refusedAtOnce() async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            try await script(
                """
                create function \(table.name)_refuse() returns trigger language plpgsql as
                    $$ begin raise exception 'not today'; end $$;
                create trigger refuse before insert on \(table.name) execute function \(table.name)_refuse()
                """,
                on: database
            )
            for count in [0, 1, 100_000] {
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await database.copyIn(table.copyIn, rows: (0..<count).map { ($0, nil) })
                }
                #expect(error?.sqlState?.rawValue == "P0001")
                #expect(try await database.find(one()) == 1)
            }
        }
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: String
        let sqlState: String
        var testDescription: String { name }
    }

    @Test(
        "bytes that are no rows are refused",
        arguments: [
            Mistake(name: "too few columns", bytes: "1\n", sqlState: "22P04"),
            Mistake(name: "too many columns", bytes: "1\ta\tb\n", sqlState: "22P04"),
            Mistake(name: "no number", bytes: "one\ta\n", sqlState: "22P02"),
        ]
    )
    func wrongBytes(_ mistake: Mistake) async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.copyIn(
                    table.copyIn,
                    bytes: AsyncStream { continuation in
                        continuation.yield(Array(mistake.bytes.utf8))
                        continuation.finish()
                    }
                )
            }
            #expect(error?.sqlState?.rawValue == mistake.sqlState)
            #expect(try await database.find(table.count()) == 0)
        }
    }

    @Test("a NUL in text is refused before it is sent, with row and column, and nothing is kept")
    func nul() async throws {
        let table = CopyTable()
        let rows: [(Int, String?)] = (1...50_000).map { ($0, $0 == 40_000 ? "a\0b" : "a") }
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.copyIn(table.copyIn, rows: rows)
            }
            #expect(error?.category == .encoding)
            #expect(error?.description.contains("row 40000 column 2") == true)
            let written = await #expect(throws: PostgreSQLError.self) {
                try await database.copyIn(table.copyIn) { writer in
                    for (id, value) in rows { try await writer.write(id, value) }
                }
            }
            #expect(written?.description == error?.description)
            #expect(try await database.find(table.count()) == 0)
        }
    }

    @Test("a producer that throws is the error that is seen; nothing is kept and the connection goes on")
    func producerThrows() async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            let backend = try await database.find(pid())
            let failing = AsyncThrowingStream<(Int, String?), any Error> { continuation in
                for number in 1...30_000 { continuation.yield((number, "a")) }
                continuation.finish(throwing: Failed())
            }
            await #expect(throws: Failed.self) { try await database.copyIn(table.copyIn, rows: failing) }
            #expect(try await database.find(table.count()) == 0)
            #expect(try await database.find(pid()) == backend)
        }
    }

    @Test("a producer that is cancelled leaves nothing behind")
    func producerCancelled() async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            let sent = Counter()
            let task = Task {
                try await database.copyIn(
                    table.copyIn,
                    rows: AsyncStream {
                        sent.increment()
                        return (sent.count, String(repeating: "a", count: 100)) as (Int, String?)
                    }
                )
            }
            #expect(try await eventually { sent.count > 20_000 })
            task.cancel()
            let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
            #expect(error?.category == .cancelled, "\(error.debugDescription)")
            #expect(try await database.find(table.count()) == 0)
        }
    }

    @Test("a producer without end is ended by a deadline, and leaves nothing behind")
    func producerDeadline() async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await withDeadline(.milliseconds(300)) {
                    try await database.copyIn(table.copyIn, rows: AsyncStream { (1, "a") as (Int, String?) })
                }
            }
            #expect(error?.category == .timeout)
            #expect(try await database.find(table.count()) == 0)
        }
    }

    @Test("who leaves a COPY out early leaves a pool that goes on", arguments: [100, 3_000_000])
    func leaving(rows: Int) async throws {
        let copy = CopyOut("copy.many", of: "select repeat('x', 100), generate_series(1, \(rows))")
        try await withDatabase(connectionsMax: 1) { database async throws in
            let first = try await database.copyOut(copy) { chunks in try await chunks.first { _ in true } }
            #expect(first?.last == UInt8(ascii: "\n"))
            #expect(try await database.find(one()) == 1)
            await #expect(throws: Failed.self) {
                try await database.copyOut(copy) { chunks in for try await _ in chunks { throw Failed() } }
            }
            #expect(try await database.find(one()) == 1)
            try await database.transaction { transaction async throws in
                _ = try await transaction.copyOut(copy) { chunks in try await chunks.first { _ in true } }
                #expect(try await transaction.find(one()) == 1)
            }
        }
    }

    @Test("a slow consumer of a COPY makes the server wait")
    func bounded() async throws {
        let copy = CopyOut("copy.many", of: "select repeat('x', 1000) from generate_series(1, 50000)")
        try await withDatabase(connectionsMax: 1) { database async throws in
            let bytes = try await database.copyOut(copy) { chunks async throws in
                var bytes = 0
                for try await chunk in chunks {
                    bytes += chunk.count
                    #expect(chunk.count < StreamBounds.pieceBytesMax + 2_000 && chunk.last == UInt8(ascii: "\n"))
                    if bytes < 2_000_000 { try await Task.sleep(for: .milliseconds(10)) }
                    #expect(chunks.outflow.heldBytes <= StreamBounds.heldBytesMax + 4_096)
                }
                return bytes
            }
            #expect(bytes == 50_000 * 1_001)
        }
    }

    @Test("an error in the middle of a COPY out comes after the bytes before it")
    func errorInTheMiddle() async throws {
        let copy = CopyOut("copy.divided", of: "select 1 / (50000 - n) from generate_series(1, 100000) n")
        try await withDatabase(connectionsMax: 1) { database async throws in
            let lines = Counter()
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.copyOut(copy) { chunks async throws in
                    for try await chunk in chunks { for byte in chunk where byte == 10 { lines.increment() } }
                }
            }
            #expect(error?.category == .data && error?.statement == "copy.divided")
            #expect(lines.count == 49_999)
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("a COPY in a transaction is undone with it")
    func undone() async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            try await database.transaction { transaction async throws in
                #expect(try await transaction.copyIn(table.copyIn, rows: [(1, "a"), (2, nil)]) == 2)
                #expect(try await transaction.find(table.count()) == 2)
                transaction.rollBackAtEnd()
            }
            #expect(try await database.find(table.count()) == 0)
        }
    }

    @Test("a COPY that goes through the ordinary calls is refused, and the pool goes on")
    func misuse() async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 2) { database async throws in
            try await table.create(on: database)
            _ = try await database.copyIn(table.copyIn, rows: (1...5_000).map { ($0, "a") })
            for sql in ["copy \(table.name) from stdin", "copy \(table.name) to stdout"] {
                let statement = Statement<Void, Void>("copy.misused", sql)
                let unit = await #expect(throws: PostgreSQLError.self) { try await database.execute(statement()) }
                #expect(unit?.category == .misuse && unit?.statement == "copy.misused")
                let inTransaction = await #expect(throws: PostgreSQLError.self) {
                    try await database.transaction { try await $0.execute(statement()) }
                }
                #expect(inTransaction?.category == .misuse)
                let scripted = await #expect(throws: PostgreSQLError.self) { try await script(sql, on: database) }
                #expect(scripted?.category == .misuse)
                let repeated = await #expect(throws: PostgreSQLError.self) {
                    try await script("select 1; \(sql); \(sql); select 2", on: database)
                }
                #expect(repeated?.category == .misuse)
                #expect(try await database.find(table.count()) == 5_000)
            }
            // Beside others on the same connection.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask { () async throws in
                        if number.isMultiple(of: 50) {
                            _ = try? await database.execute(
                                Statement<Void, Void>("copy.misused", "copy \(table.name) to stdout")()
                            )
                        } else {
                            do {
                                #expect(try await database.find(one()) == 1)
                            } catch let error as PostgreSQLError where error.category == .connection {
                                // It was run again once by itself: two of these COPYs took two connections from it.
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.find(one()) == 1)
        }
    }

    @Test("copies are checked against the schema by what stands in for them")
    func check() async throws {
        let table = CopyTable()
        try await withDatabase(connectionsMax: 1) { database async throws in
            try await table.create(on: database)
            let right: [any AnyStatement] = [
                table.copyIn, table.copyOut,
                CopyIn<Never>("copy.raw", into: table.name, columns: ["id", "value"], format: .csv(header: false)),
            ]
            #expect(try await StatementCheck.run(right, on: database) == [])
            let wrong: [any AnyStatement] = [
                CopyIn<(Int, String)>("wrong.column", into: table.name, columns: ["id", "nothing"]),
                CopyIn<(Bool, String)>("wrong.type", into: table.name, columns: ["id", "value"]),
                CopyIn<Never>("wrong.raw", into: "nowhere", columns: ["id"], format: .text),
                CopyOut("wrong.query", of: "select nothing from \(table.name)"),
            ]
            let mismatches = try await StatementCheck.run(wrong, on: database)
            #expect(mismatches.map(\.statement) == ["wrong.column", "wrong.type", "wrong.raw", "wrong.query"])
        }
    }
}
