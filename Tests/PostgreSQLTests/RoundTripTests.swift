// Every type there and back through the server.
import Foundation
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Values go through the server and come back equal", .usesServer, .timeLimit(.minutes(2)))
struct RoundTripTests {
    /// Sends values as an array, as single parameters and as Optionals, and compares.
    private func check<Value: PostgreSQLCodable & Equatable>(_ values: [Value], _ type: String) async throws {
        let array = Statement<[Value], [Value]>("round_trip.array", "select $1::\(type)[]", nonNull: .all)
        let unnested = Statement<[Value], Value>(
            "round_trip.unnest",
            "select v from unnest($1::\(type)[]) with ordinality u(v, n) order by n",
            nonNull: .all
        )
        let single = Statement<Value, Value>("round_trip.single", "select $1::\(type)", nonNull: .all)
        let optional = Statement<[Value?], [Value?]>("round_trip.optional", "select $1::\(type)[]", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database async throws in
            #expect(try await database.find(array(values)) == values)
            #expect(try await database.fetchAll(unnested(values)) == values)
            for value in values.prefix(60) { #expect(try await database.find(single(value)) == value) }
            let holes = values.map { Optional($0) } + [nil]
            #expect(try await database.find(optional(holes)) == holes)
        }
    }

    @Test("text: empty, quotes, backslashes, braces, NULL as a word, astral characters")
    func text() async throws {
        let random = (0..<300).map { _ in
            String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 0...20)).compactMap { _ in
                        Unicode.Scalar(UInt32.random(in: 1...0x10FFFF))
                    }
                )
            )
        }
        try await check(
            [
                "", " ", "NULL", "null", "{", "}", ",", "\"", "\\", "\\\"", "a\nb\tc", "é", "\u{1F9E0}", "🇳🇱", "-- x",
                "';",
            ] + random,
            "text"
        )
    }

    @Test("truth values")
    func bool() async throws { try await check([true, false], "boolean") }

    @Test("integers to their limits")
    func integers() async throws {
        try await check([0, 1, -1, .max, .min] + (0..<300).map { _ in Int32.random(in: .min ... .max) }, "integer")
        try await check([0, 1, -1, .max, .min] + (0..<300).map { _ in Int64.random(in: .min ... .max) }, "bigint")
        try await check([0, 1, -1, Int.max, .min], "bigint")
    }

    @Test("decimals to 38 digits, exactly")
    func decimals() async throws {
        var values = [
            "0", "1", "-1", "0.1", "99999999999999999999999999999999999999",
            "-0.00000000000000000000000000000000000001",
            "12345678901234567890.123456789012345678", "100000000000000000000000000000000000000000", "16.8",
        ]
        for _ in 0..<400 {
            let digits = (0..<Int.random(in: 1...38)).map { _ in String(Int.random(in: 0...9)) }.joined()
            let point = Int.random(in: 0...digits.count)
            values.append((Bool.random() ? "-" : "") + "0" + digits.prefix(point) + "." + digits.dropFirst(point) + "0")
        }
        try await check(values.map { Decimal(string: $0)! }, "numeric")
    }

    @Test(
        "decimals keep every digit that the server has",
        arguments: [
            "12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678", "-1.5", "1.50",
            "0.000001",
        ]
    )
    func decimalText(text: String) async throws {
        let statement = Statement<String, (Decimal, Bool)>(
            "round_trip.decimal_text",
            "select $1::text::numeric, true",
            nonNull: .all
        )
        let back = Statement<(Decimal, String), Bool>(
            "round_trip.decimal_back",
            "select $1 = $2::text::numeric",
            nonNull: .all
        )
        try await withDatabase(connectionsMax: 1) { database in
            let (value, _) = try await database.find(statement(text))
            #expect(try await database.find(back(value, text)))
        }
    }

    @Test(
        "numbers that a Decimal cannot hold are refused, not rounded",
        arguments: [
            "NaN", "Infinity", "-Infinity", "123456789012345678901234567890123456789",
            "1.23456789012345678901234567890123456789",
        ]
    )
    func refusedDecimals(text: String) async throws {
        let statement = Statement<String, Decimal>("round_trip.refused", "select $1::text::numeric", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(statement(text)) }
            #expect(error?.category == .decoding)
        }
    }

    @Test("identifiers")
    func uuids() async throws { try await check((0..<200).map { _ in UUID() }, "uuid") }

    @Test("days from before Christ to far ahead, and infinities")
    func days() async throws {
        var values = [
            LocalDay(year: 2024, month: 2, day: 29), LocalDay(year: 1, month: 1, day: 1),
            LocalDay(year: 0, month: 12, day: 31),
            LocalDay(year: -4712, month: 1, day: 1), LocalDay(year: 5_874_897, month: 12, day: 31), .infinity,
            .negativeInfinity,
        ]
        values += (0..<300).map { _ in
            LocalDay(year: .random(in: -4000...20000), month: .random(in: 1...12), day: .random(in: 1...28))
        }
        try await check(values, "date")
    }

    @Test("moments to the microsecond, over the whole range, and infinities")
    func timestamps() async throws {
        var values: [Timestamp] = [.infinity, .negativeInfinity]
        let edges: [Int64] = [
            0, 1, -1, 999_999, -999_999, 1_700_000_000_123_456, -62_135_596_800_000_000, -62_135_596_800_000_001,
            -210_866_803_200_000_000, 9_223_000_000_000_000_000,
        ]
        values += edges.map(Timestamp.init(microsecondsSince1970:))
        values += (0..<400).map { _ in
            Timestamp(microsecondsSince1970: .random(in: -210_866_803_200_000_000...9_000_000_000_000_000_000))
        }
        try await check(values, "timestamptz")
    }

    @Test("the server agrees on what a moment is")
    func timestampMeaning() async throws {
        let statement = Statement<Timestamp, (Int64, String)>(
            "round_trip.moment",
            "select (extract(epoch from $1) * 1000000)::bigint, to_char($1, 'YYYY-MM-DD HH24:MI:SS.US')",
            nonNull: .all
        )
        try await withDatabase(connectionsMax: 1) { database in
            let (microseconds, text) = try await database.find(
                statement(Timestamp(microsecondsSince1970: 1_709_164_799_000_001))
            )
            #expect(microseconds == 1_709_164_799_000_001)
            #expect(text == "2024-02-28 23:59:59.000001")
        }
    }

    @Test("bytes")
    func bytes() async throws {
        try await check(
            [Bytes([]), Bytes([0]), Bytes(Array(0...255))]
                + (0..<50).map { _ in
                    Bytes((0..<Int.random(in: 0...200)).map { _ in UInt8.random(in: 0...255) })
                },
            "bytea"
        )
    }

    @Test("JSON comes out as the bytes it is")
    func json() async throws {
        let document = Statement<JSONBytes, JSONBytes>("round_trip.json", "select $1::jsonb", nonNull: .all)
        let text = Statement<String, JSONBytes>("round_trip.json_text", "select $1::text::json", nonNull: .all)
        let asText = Statement<JSONText, JSONText>("round_trip.text_json", "select $1::text", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database in
            let sent = JSONBytes(Array(#"{"a": 1.50, "ü": ["\"", null]}"#.utf8))
            let received = try await database.find(document(sent))
            #expect(received == sent)
            #expect(received.count == sent.count)
            #expect(String(decoding: received.bytes, as: UTF8.self) == #"{"a": 1.50, "ü": ["\"", null]}"#)
            #expect(try await database.find(text(" {\"b\":  2}")).bytes == Array(" {\"b\":  2}".utf8))
            let spaced = JSONText(Array(" {\"b\":  2}".utf8))
            #expect(try await database.find(asText(spaced)) == spaced)
        }
        try await check([JSONBytes(Array("1".utf8)), JSONBytes(Array(#"{"k": "a\"b,{}"}"#.utf8))], "jsonb")
    }

    @Test("an enum and a wrapper of ours travel as their base")
    func adopted() async throws {
        try await check([State.planned, .done], "text")
        try await check([Key(raw: UUID())], "uuid")
        let bad = Statement<Void, State>("round_trip.bad_enum", "select 'other'::text", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(bad()) }
            #expect(error?.category == .decoding)
            #expect(error?.statement == "round_trip.bad_enum")
            #expect(error?.description.contains("row 1 column 1") == true)
        }
    }

    @Test("NULL in a column that is read as not optional is an error that says where")
    func unexpectedNull() async throws {
        let statement = Statement<Void, (Int32, String)>("round_trip.null", "select 1, null::text")
        try await withDatabase(connectionsMax: 1) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.fetchAll(statement()) }
            #expect(error?.category == .decoding)
            #expect(error?.description.contains("row 1 column 2 (text)") == true)
        }
    }

    @Test("a column of another type than is read is an error, not a wrong value")
    func wrongType() async throws {
        let statement = Statement<Void, String>("round_trip.wrong", "select 1::integer")
        try await withDatabase(connectionsMax: 1) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.fetchAll(statement()) }
            #expect(error?.category == .decoding)
        }
    }

    @Test("a NUL in text is refused before sending", arguments: ["\u{0}", "a\u{0}b", "end\u{0}"])
    func nul(text: String) async throws {
        let single = Statement<String, Int>("round_trip.nul", "select length($1)", nonNull: .all)
        let array = Statement<(Int32, [String]), Int32>(
            "round_trip.nul_array",
            "select $1 + cardinality($2)",
            nonNull: .all
        )
        try await withDatabase(connectionsMax: 1) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(single(text)) }
            #expect(error?.category == .encoding)
            let second = await #expect(throws: PostgreSQLError.self) { try await database.find(array(1, ["x", text])) }
            #expect(second?.category == .encoding)
            #expect(second?.description.contains("parameter $2") == true)
            #expect(database.connectionCount == 0)
        }
    }
}

private enum State: String, PostgreSQLCodable {
    case planned
    case done
}

private struct Key: PostgreSQLMapped, Equatable {
    let raw: UUID
    init(raw: UUID) { self.raw = raw }
    var postgreSQLBase: UUID { raw }
    init(postgreSQLBase: UUID) { raw = postgreSQLBase }
}
