// 10,000 random values of every type go to the server, which says what it understood, and come back.
import Foundation
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Random values mean the same to the server and come back equal", .usesServer, .timeLimit(.minutes(5)))
struct RandomValueTests {
    static let count = 10_000

    /// Sends values in bulk, one by one and with NULLs between them.
    ///
    /// - Parameters:
    ///   - type: the type's name in SQL.
    ///   - says: an expression over `v` by which the server says what it understood. It is compared with what was put
    ///     in, without our codec: that shows faults which cancel each other out on the way there and back.
    ///   - key: what must be equal.
    ///   - make: makes a value, and what the server should say of it.
    /// - Throws: at the first value that differs.
    private func check<Value: PostgreSQLCodable, Key: Equatable>(
        _ type: String,
        says: String,
        key: (Value) -> Key,
        _ make: (inout SeededRandom) throws -> (Value, String)
    ) async throws {
        var random = SeededRandom()
        let note = "RANDOM_SEED=\(random.seed)"
        let samples = try (0..<Self.count).map { _ in try make(&random) }
        let values = samples.map(\.0)
        let bulk = Statement<[Value], (Value, String)>(
            "random.bulk",
            "select v, \(says) from unnest($1::\(type)[]) with ordinality u(v, n) order by n",
            nonNull: .all
        )
        let holes = Statement<[Value?], [Value?]>(
            "random.holes",
            "select array_agg(v order by n) from unnest($1::\(type)[]) with ordinality u(v, n)",
            nonNull: .all
        )
        let single = Statement<Value?, (Value?, String?)>(
            "random.single",
            "select v, \(says) from (select $1::\(type)) u(v)"
        )
        try await withDatabase(connectionsMax: 1) { database async throws in
            let rows = try await database.fetchAll(bulk(values))
            try #require(rows.count == samples.count)
            for (index, (row, sample)) in zip(rows, samples).enumerated() {
                try #require(row.1 == sample.1, "the server understood something else, \(note) at \(index)")
                try #require(key(row.0) == key(sample.0), "came back changed: \(sample.1), \(note) at \(index)")
            }
            let withHoles: [Value?] = values.map { random.chance(3) ? nil : $0 }
            let back = try await database.find(holes(withHoles))
            try #require(back.map { $0.map(key) } == withHoles.map { $0.map(key) }, "NULLs went astray, \(note)")
            #expect(try await database.find(holes([nil])).map { $0 == nil } == [true])
            let array = Statement<[Value], [Value]>("random.array", "select $1::\(type)[]", nonNull: .all)
            #expect(try await database.find(array([])).isEmpty)
            // As parameters of their own, where other quoting counts, in one round trip.
            var batch = StatementBatch()
            let handles = withHoles.prefix(2_000).map { batch.add(single($0)) }
            let results = try await database.run(batch)
            for (index, handle) in handles.enumerated() {
                let row = try #require(try results.rows(of: handle).first)
                try #require(row.0.map(key) == withHoles[index].map(key), "\(note) at \(index)")
                try #require(row.1 == (withHoles[index] == nil ? nil : samples[index].1), "\(note) at \(index)")
            }
        }
    }

    @Test("text")
    func text() async throws {
        // Compared byte by byte: Swift calls strings equal that are written in different ways.
        try await check("text", says: "encode(convert_to(v, 'UTF8'), 'hex')", key: { Array($0.utf8) }) {
            random -> (String, String) in
            let text = random.text()
            return (text, hexadecimal(Array(text.utf8)))
        }
    }

    @Test("truth values")
    func bool() async throws {
        try await check("boolean", says: "v::integer::text", key: { $0 }) { random -> (Bool, String) in
            let value = random.chance(2)
            return (value, value ? "1" : "0")
        }
    }

    @Test("integers")
    func integers() async throws {
        try await check("integer", says: "to_hex(v)", key: { $0 }) { random -> (Int32, String) in
            let value: Int32 = random.integer()
            return (value, String(UInt32(bitPattern: value), radix: 16))
        }
        try await check("bigint", says: "to_hex(v)", key: { $0 }) { random -> (Int64, String) in
            let value: Int64 = random.integer()
            return (value, String(UInt64(bitPattern: value), radix: 16))
        }
        try await check("bigint", says: "to_hex(v)", key: { $0 }) { random -> (Int, String) in
            let value: Int = random.integer()
            return (value, String(UInt(bitPattern: value), radix: 16))
        }
    }

    @Test("decimals of up to 38 digits, to the edges of the exponent")
    func decimals() async throws {
        // The description too: a value that came back must not print otherwise, such as with zeros at its end.
        try await check("numeric", says: "trim_scale(v)::text", key: { "\($0)" }) { random -> (Decimal, String) in
            let (digits, exponent, isNegative) = random.decimal()
            let sign = isNegative && digits.contains { $0 != "0" } ? "-" : ""
            let value = try #require(Decimal(string: "\(sign)\(digits)e\(exponent)"), "\(sign)\(digits)e\(exponent)")
            return (value, sign + plainNotation(digits, exponent))
        }
    }

    @Test("identifiers")
    func uuids() async throws {
        try await check("uuid", says: "replace(v::text, '-', '')", key: { $0 }) { random -> (UUID, String) in
            let bytes: [UInt8] = (0..<16).map { _ in random.number(0...255) }
            let value = bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
            return (value, hexadecimal(bytes))
        }
    }

    @Test("days")
    func days() async throws {
        let says = """
            case when isfinite(v) then concat_ws('-', extract(year from v), extract(month from v), extract(day from v))
                else v::text end
            """
        try await check("date", says: says, key: { $0 }) { random -> (LocalDay, String) in
            if random.chance(50) { return (.infinity, "infinity") }
            if random.chance(50) { return (.negativeInfinity, "-infinity") }
            let (year, month, day) = random.day()
            // The server has no year 0.
            return (LocalDay(year: year, month: month, day: day), "\(year > 0 ? year : year - 1)-\(month)-\(day)")
        }
    }

    @Test("moments")
    func timestamps() async throws {
        let says = "case when isfinite(v) then (extract(epoch from v) * 1000000)::bigint::text else v::text end"
        try await check("timestamptz", says: says, key: { $0 }) { random -> (Timestamp, String) in
            if random.chance(50) { return (.infinity, "infinity") }
            if random.chance(50) { return (.negativeInfinity, "-infinity") }
            let microseconds = random.microseconds()
            return (Timestamp(microsecondsSince1970: microseconds), "\(microseconds)")
        }
    }

    @Test("bytes")
    func bytes() async throws {
        try await check("bytea", says: "length(v) || ':' || encode(v, 'hex')", key: { $0 }) {
            random -> (Bytes, String) in
            let bytes = random.bytes(countMax: 40)
            return (Bytes(bytes), "\(bytes.count):\(hexadecimal(bytes))")
        }
    }

    @Test("JSON documents")
    func json() async throws {
        try await check("jsonb", says: "encode(convert_to(v #>> '{k,1}', 'UTF8'), 'hex')", key: { $0.bytes }) {
            random -> (JSONBytes, String) in
            let text = random.text()
            let quoted = jsonQuoted(text)
            let number: Int64 = random.integer()
            let document = #"{"k": [\#(number), \#(quoted), null, {"\": {}": \#(quoted)}], "empty": []}"#
            return (JSONBytes(Array(document.utf8)), hexadecimal(Array(text.utf8)))
        }
        // `json` keeps what was written, blanks included.
        var random = SeededRandom()
        let documents = (0..<Self.count).map { _ in " {\"k\"  :\(jsonQuoted(random.text()))\t} " }
        let statement = Statement<[String], JSONBytes>(
            "random.json",
            "select v::json from unnest($1) with ordinality u(v, n) order by n",
            nonNull: .all
        )
        try await withDatabase(connectionsMax: 1) { database in
            let rows = try await database.fetchAll(statement(documents))
            #expect(rows.map(\.bytes) == documents.map { Array($0.utf8) }, "RANDOM_SEED=\(random.seed)")
        }
    }

    @Test("arrays, empty ones and NULLs inside included")
    func arrays() async throws {
        var random = SeededRandom()
        let note = "RANDOM_SEED=\(random.seed)"
        let statement = Statement<[String?], ([String?], String)>(
            "random.array_value",
            """
            select $1, coalesce((
                select string_agg(coalesce('x' || encode(convert_to(v, 'UTF8'), 'hex'), '-'), ',' order by n)
                from unnest($1) with ordinality u(v, n)), '')
            """,
            nonNull: .all
        )
        let values: [[String?]] = (0..<Self.count).map { _ in
            (0..<random.number(0...5)).map { _ in random.chance(4) ? nil : random.text() }
        }
        try await withDatabase(connectionsMax: 1) { database in
            for start in stride(from: 0, to: values.count, by: 2_000) {
                var batch = StatementBatch()
                let handles = values[start..<(start + 2_000)].map { batch.add(statement($0)) }
                let results = try await database.run(batch)
                for (index, handle) in handles.enumerated() {
                    let row = try #require(try results.rows(of: handle).first)
                    let value = values[start + index]
                    let said = value.map { $0.map { "x" + hexadecimal(Array($0.utf8)) } ?? "-" }.joined(separator: ",")
                    try #require(row.1 == said, "\(note) at \(start + index)")
                    try #require(
                        row.0.map { $0.map { Array($0.utf8) } } == value.map { $0.map { Array($0.utf8) } },
                        "\(note)"
                    )
                }
            }
        }
    }

    @Test("types of ours that travel as a base type")
    func adopted() async throws {
        try await check("text", says: "v", key: { $0 }) { random -> (Colour, String) in
            let value = Colour.allCases[random.number(0...(Colour.allCases.count - 1))]
            return (value, value.rawValue)
        }
        try await check("integer", says: "to_hex(v)", key: { $0.rawValue }) { random -> (Level, String) in
            let value: Int32 = random.integer()
            return (Level(rawValue: value), String(UInt32(bitPattern: value), radix: 16))
        }
        try await check("numeric", says: "trim_scale(v)::text", key: { $0.decimal }) { random -> (Amount, String) in
            let digits = random.decimal().digits
            let value = try #require(Decimal(string: digits))
            return (Amount(postgreSQLBase: value), plainNotation(digits, 0))
        }
    }
}

private enum Colour: String, CaseIterable, PostgreSQLCodable {
    case plain
    case quoted = "\"\\, {NULL}"
    case astral = "🟣"
    case empty = ""
}

private struct Level: RawRepresentable, PostgreSQLCodable {
    let rawValue: Int32
}

private struct Amount: PostgreSQLMapped {
    let decimal: Decimal
    init(postgreSQLBase: Decimal) { decimal = postgreSQLBase }
    var postgreSQLBase: Decimal { decimal }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
}

/// Digits and exponent as PostgreSQL writes them without zeros that say nothing.
private func plainNotation(_ digits: String, _ exponent: Int) -> String {
    var whole = digits
    var fraction = ""
    if exponent >= 0 {
        whole += String(repeating: "0", count: exponent)
    } else {
        whole = String(repeating: "0", count: max(0, -exponent - digits.count + 1)) + whole
        fraction = String(whole.suffix(-exponent))
        whole.removeLast(-exponent)
    }
    while fraction.hasSuffix("0") { fraction.removeLast() }
    whole = String(whole.drop { $0 == "0" })
    return (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
}

/// Text as `jsonb` writes it.
private func jsonQuoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\u{8}": quoted += "\\b"
        case "\u{C}": quoted += "\\f"
        case "\n": quoted += "\\n"
        case "\r": quoted += "\\r"
        case "\t": quoted += "\\t"
        case "\u{1}"..."\u{1F}": quoted += String(format: "\\u%04x", scalar.value)
        default: quoted.unicodeScalars.append(scalar)
        }
    }
    return quoted + "\""
}
