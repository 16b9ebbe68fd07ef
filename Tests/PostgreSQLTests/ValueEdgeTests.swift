// What has no counterpart on the other side is refused, on the way there and on the way back; nothing is bent to fit.
import Foundation
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Values without a counterpart are refused, not changed", .usesServer, .timeLimit(.minutes(1)))
struct ValueEdgeTests {
    @Test(
        "a stored number that a Decimal cannot hold says why",
        arguments: [
            ("NaN", "is not a finite number"), ("Infinity", "is not a finite number"),
            ("-Infinity", "is not a finite number"),
            ("1" + String(repeating: "0", count: 37) + "1", "has more than 38 digits"),
            ("1e-129", "is outside the range"), ("1e166", "is outside the range"),
            ("12345678901234567890123456789012345678e-129", "is outside the range"),
        ]
    )
    func unreadableNumber(text: String, reason: String) async throws {
        let statement = Statement<String, Decimal>("edge.number", "select $1::text::numeric", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(statement(text)) }
            #expect(error?.category == .decoding)
            #expect(error?.description.contains("numeric: \(reason)") == true)
        }
    }

    @Test(
        "zeros that say nothing change neither value nor text",
        arguments: [
            ("0.00", "0"), ("-0.0", "0"), ("1.50", "1.5"), ("100.000", "100"), ("007.70", "7.7"),
            ("1e-128", "0." + String(repeating: "0", count: 127) + "1"),
            ("1e165", "1" + String(repeating: "0", count: 165)),
            ("18446744073709551615", "18446744073709551615"), ("18446744073709551616", "18446744073709551616"),
            ("-0.18446744073709551615000", "-0.18446744073709551615"),
        ]
    )
    func trailingZeros(text: String, plain: String) async throws {
        let statement = Statement<String, Decimal>("edge.zeros", "select $1::text::numeric", nonNull: .all)
        let same = Statement<(Decimal, String), Bool>("edge.same", "select $1 = $2::text::numeric", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database in
            let value = try await database.find(statement(text))
            #expect("\(value)" == plain)
            #expect(try await database.find(same(value, text)))
        }
    }

    @Test("what the server could not read as it is meant is refused before sending")
    func unsendable() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            func refused<Value: PostgreSQLCodable>(_ value: Value, _ reason: String) async throws {
                for statement in [
                    Statement<Value, Void>("edge.one", "select $1")(value),
                    Statement<[Value?], Void>("edge.several", "select $1")([nil, value]),
                ] {
                    let error = await #expect(throws: PostgreSQLError.self) { try await database.execute(statement) }
                    #expect(error?.category == .encoding)
                    #expect(error?.description.contains("parameter $1: \(reason)") == true)
                }
            }
            try await refused(Decimal.nan, "number is not finite")
            try await refused(Decimal.greatestFiniteMagnitude, "number has more than 38 digits")
            try await refused(-Decimal.greatestFiniteMagnitude, "number has more than 38 digits")
            try await refused(LocalDay(year: 2024, month: 1, day: -5), "not a day of the calendar")
            try await refused(LocalDay(year: 2024, month: 13, day: 1), "not a day of the calendar")
            try await refused("a\u{0}b", "text holds a NUL character")
            try await refused(JSONBytes([0x22, 0, 0x22]), "text holds a NUL character")
            #expect(database.connectionCount == 0)
            let noSuchDay = await #expect(throws: PostgreSQLError.self) {
                let statement = Statement<LocalDay, Void>("edge.day", "select $1")
                try await database.execute(statement(LocalDay(year: 2023, month: 2, day: 29)))
            }
            #expect(noSuchDay?.category == .data)
        }
    }

    @Test(
        "a moment beyond 64 bits of microseconds is refused, and none is taken for an infinity",
        arguments: [
            ("294247-01-10 04:00:54.775806+00", Int64.max - 1), ("294247-01-10 04:00:54.775807+00", nil),
            ("294276-12-31 23:59:59.999999+00", nil), ("4714-11-24 00:00:00+00 BC", -210_866_803_200_000_000),
        ] as [(String, Int64?)]
    )
    func farMoments(text: String, microseconds: Int64?) async throws {
        let statement = Statement<String, Timestamp>("edge.moment", "select $1::text::timestamptz", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database async throws in
            if let microseconds {
                #expect(try await database.find(statement(text)).microsecondsSince1970 == microseconds)
            } else {
                let error = await #expect(throws: PostgreSQLError.self) { try await database.find(statement(text)) }
                #expect(error?.description.contains("timestamptz: is out of range") == true)
            }
        }
    }

    @Test("wider Swift types read narrower columns, alone and in arrays")
    func narrowerColumns() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let integers = Statement<Void, (Int64, Int, Int32, [Int64], [Int], [Int32])>(
                "edge.integers",
                "select 1::smallint, 2::integer, 3::smallint, '{4}'::integer[], '{5}'::smallint[], '{6}'::smallint[]",
                nonNull: .all
            )
            let (a, b, c, d, e, f) = try await database.find(integers())
            #expect([Int(a), b, Int(c)] + d.map(Int.init) + e + f.map(Int.init) == [1, 2, 3, 4, 5, 6])
            let texts = Statement<Void, [String]>(
                "edge.texts",
                """
                select array[v.a, v.b, v.c::text, v.d]
                from (select 'a'::varchar(3), 'b'::char(3)::text, 'c'::name, 'd'::"char"::text) v(a, b, c, d)
                """,
                nonNull: .all
            )
            #expect(
                try await database.find(texts()).map { $0.trimmingCharacters(in: .whitespaces) } == [
                    "a", "b", "c", "d",
                ]
            )
            let columns = Statement<Void, (String, String, String, String, [String], [String], [String])>(
                "edge.columns",
                """
                select 'a'::varchar(3), 'b'::char(3), 'c'::name, 'd'::"char", '{e,"f g"}'::varchar[], '{h}'::name[],
                    '{i}'::char(1)[]
                """,
                nonNull: .all
            )
            let row = try await database.find(columns())
            #expect(
                [row.0, row.1, row.2, row.3] + row.4 + row.5 + row.6 == ["a", "b  ", "c", "d", "e", "f g", "h", "i"]
            )
        }
    }

    @Test(
        "an array that is not one list from 1 on is a fault",
        arguments: ["{{1,2},{3,4}}", "[0:1]={1,2}"]
    )
    func oddArrays(text: String) async throws {
        let statement = Statement<String, [Int32]>("edge.array", "select $1::text::integer[]", nonNull: .all)
        try await withDatabase(connectionsMax: 1) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(statement(text)) }
            #expect(error?.category == .decoding)
        }
    }
}
