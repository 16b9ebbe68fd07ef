// The canonical bytes of a leaf: the same as another program makes of the same values, and read back as they were.
import Domain
import EmbeddedPostgreSQL
import Foundation
import TestSupport
import Testing

@testable import Records

@Suite("The leaves of the log")
struct LeafTests {
    /// Values with the leaf that the second verifier makes of them.
    private static let vectors: [JSONValue] = {
        let file = repository.appending(path: "Tests/Fixtures/log/leaves.json")
        let bytes = (try? Data(contentsOf: file)).map { [UInt8]($0) } ?? []
        return (try? JSONReader.read(bytes))?.array ?? []
    }()

    @Test("are the bytes that were agreed on", arguments: 0..<4)
    func golden(index: Int) throws {
        let vector = try #require(Self.vectors.count == 4 ? Self.vectors[index] : nil)
        var encoder = LeafEncoder()
        let leaf = try #require(try encoder.leaf(of: Self.row(of: vector)))
        #expect(ContentHash.hexadecimal(of: encoder.leafBytes) == vector["leaf"]?.string)
        #expect(ContentHash.hexadecimal(of: leaf.hash) == vector["hash"]?.string)
        let content = try #require(LeafContent(encoder.leafBytes))
        let values = try #require(vector["values"])
        #expect(content.fields.first { $0.column == "event_code" }?.text == values["event_code"]?.string)
        #expect(
            content.subjectCount == (vector["subjects"]?.array ?? []).count + (vector["forgotten"]?.array ?? []).count
        )
        // Nothing shorter or longer is a leaf.
        #expect(LeafContent(Array(encoder.leafBytes.dropLast())) == nil)
        #expect(LeafContent(encoder.leafBytes + [0]) == nil)
    }

    @Test("tell nothing of the patient without the salt, and change with every field and salt")
    func commitment() throws {
        let vector = try #require(Self.vectors.dropFirst().first)
        var encoder = LeafEncoder()
        let leaf = try #require(try encoder.leaf(of: Self.row(of: vector)))
        let text = String(decoding: encoder.leafBytes, as: UTF8.self)
        #expect(!text.contains("object_id") && !text.contains("reason"))
        let salt = try #require(vector["salt"]?.string)
        let changed = try #require(
            try encoder.leaf(of: Self.row(of: vector, salt: salt.replacing("1111", with: "1112")))
        )
        #expect(changed.hash != leaf.hash && changed.key == leaf.key)
    }

    @Test("of bytes that are no row of the log are refused, wherever they break off or go on")
    func refused() throws {
        let row = Self.row(of: try #require(Self.vectors.first))
        var encoder = LeafEncoder()
        for count in 0..<row.count {
            #expect(throws: LeafFault.self, "\(count) bytes") { try encoder.leaf(of: Array(row.prefix(count))) }
        }
        // Another number of fields, and an id that is longer than one.
        var (fewer, longer) = (row, row)
        fewer[1] -= 1
        longer[5] += 1
        for bytes in [fewer, longer] { #expect(throws: LeafFault.self) { try encoder.leaf(of: bytes) } }
    }

    @Test("ask for a salt where a patient has none")
    func unsalted() throws {
        let vector = try #require(Self.vectors.dropFirst(2).first)
        var encoder = LeafEncoder()
        let row = Self.row(of: vector, subjectSalt: { $0.hasPrefix("22") ? nil : $0 })
        let leaf = try #require(try encoder.leaf(of: row))
        #expect(leaf.unsalted.map(\.description) == ["01980000-0000-7000-8000-000000000002"])
        #expect(leaf.hash.isEmpty)
    }

    /// A vector as PostgreSQL copies it out in binary form, with a salt of the event in the place of the vector's, and the
    /// salts of subjects as they are made of the vector's, nil for a subject without any.
    private static func row(
        of vector: JSONValue,
        salt: String? = nil,
        subjectSalt: (String) -> String? = { $0 }
    ) -> [UInt8] {
        let values = vector["values"] ?? .null
        var fields = LeafFormat.fields.map { field in values[field.column].flatMap { value($0, field.kind) } }
        fields.append(hexadecimal(salt ?? vector["salt"]?.string ?? ""))
        let subjects = (vector["subjects"]?.array ?? []).flatMap { subject in
            uuid(subject["patient"]?.string ?? "")
                + part(subjectSalt(subject["salt"]?.string ?? "").map(hexadecimal))
        }
        fields.append(subjects.isEmpty ? nil : subjects)
        let forgotten = (vector["forgotten"]?.array ?? []).compactMap(\.string).flatMap { part(hexadecimal($0)) }
        fields.append(forgotten.isEmpty ? nil : forgotten)
        return bigEndian(UInt16(fields.count)) + fields.flatMap(part)
    }

    private static func part(_ value: [UInt8]?) -> [UInt8] {
        value.map { bigEndian(UInt32($0.count)) + $0 } ?? bigEndian(UInt32.max)
    }

    private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    private static func hexadecimal(_ text: String) -> [UInt8] {
        stride(from: 0, to: text.utf8.count, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
    }

    private static func uuid(_ text: String) -> [UInt8] { hexadecimal(text.replacing("-", with: "")) }

    private static func value(_ value: JSONValue, _ kind: LeafFormat.Kind) -> [UInt8]? {
        switch (kind, value) {
        case (.flag, .bool(let isSet)): [isSet ? 1 : 0]
        // PostgreSQL counts from the year 2000.
        case (.instant, .number(let number)): bigEndian(Int64(number.integer ?? 0) - 946_684_800_000_000)
        case (.integer, .number(let number)): bigEndian(Int64(number.integer ?? 0))
        case (.list, .array(let elements)): Array(elements.compactMap(\.string).joined(separator: "\u{1F}").utf8)
        case (.bytes, .string(let text)): hexadecimal(text)
        case (.uuid, .string(let text)): uuid(text)
        case (_, .string(let text)): Array(text.utf8)
        default: nil
        }
    }
}

extension LeafEncoder {
    /// The leaf of a row that stands by itself.
    fileprivate mutating func leaf(of row: [UInt8]) throws -> EventLeaf? {
        var index = 0
        return try leaf(of: row, at: &index)
    }
}

@Suite("The second verifier", .timeLimit(.minutes(2)))
struct SecondVerifierTests {
    @Test("makes the same leaves of the same values")
    func vectors() throws {
        let file = repository.appending(path: "Tests/Fixtures/log/leaves.json").path()
        let result = try Self.run(["--vectors", file])
        #expect(result.code == 0, "\(result.text)")
    }

    @Test("finds a log sound, and every kind of meddling with it", .database(.migrated))
    func agrees() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<20)
            try await log.seal(1)
            try await log.add(20..<31)
            try await log.seal(2)
            let shipped = try await log.shipped()
            let sound = try await Self.verified(log, shipped)
            #expect(sound.code == 0, "\(sound.text)")
            for sql in [
                "update audit_event set user_name = 'x' where id = (select event_id from audit_leaf where leaf_no = 7)",
                "update audit_checkpoint set note = replace(note, E'\\n31\\n', E'\\n30\\n') where size = 31",
                "delete from audit_subject where event_id = (select min(event_id::text)::uuid from audit_subject)",
                "delete from audit_checkpoint where size = 20",
            ] {
                try await log.meddle(sql)
                let result = try await Self.verified(log, shipped)
                #expect(result.code == 3 && !result.text.isEmpty, "\(sql)")
            }
        }
    }

    /// What it says of a log and a file of checkpoints.
    static func verified(_ log: LogFixture, _ shipped: CheckpointFile) async throws -> (code: Int32, text: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "checkpoints-\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        let text = shipped.checkpoints.map(CheckpointFile.entry).joined()
        try text.write(to: file, atomically: true, encoding: .utf8)
        return try run([
            "--connection", try #require(TestDatabase.current).superuserConnectionString,
            "--psql", try await PostgreSQLInstallation.find().binFolder + "/psql",
            "--public-key", "\(log.signer.verifier)", "--checkpoints", file.path(),
        ])
    }

    static func run(_ arguments: [String]) throws -> (code: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let script = repository.appending(path: "Tests/LogVerifier/verify_log.py").path()
        process.arguments = ["python3", "-B", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
