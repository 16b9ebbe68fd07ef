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
        let leaf = try encoder.leaf(of: Self.line(of: vector)[...])
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
        let leaf = try encoder.leaf(of: Self.line(of: vector)[...])
        let text = String(decoding: encoder.leafBytes, as: UTF8.self)
        #expect(!text.contains("object_id") && !text.contains("reason"))
        var other = Self.line(of: vector)
        let salt = try #require(String(decoding: other, as: UTF8.self).range(of: "1111"))
        let text2 = String(decoding: other, as: UTF8.self).replacingCharacters(in: salt, with: "1112")
        other = Array(text2.utf8)
        let changed = try encoder.leaf(of: other[...])
        #expect(changed.hash != leaf.hash && changed.key == leaf.key)
    }

    @Test("of a line that is no event are refused", arguments: ["", "x", "a\tb\tc", "\\N\t\\N"])
    func refused(line: String) {
        var encoder = LeafEncoder()
        #expect(throws: LeafFault.self) { try encoder.leaf(of: Array(line.utf8)[...]) }
    }

    @Test("ask for a salt where a patient has none")
    func unsalted() throws {
        let vector = try #require(Self.vectors.dropFirst(2).first)
        let text = String(decoding: Self.line(of: vector), as: UTF8.self)
        let salt = String(repeating: "22", count: 32)
        var encoder = LeafEncoder()
        let leaf = try encoder.leaf(of: Array(text.replacing(":" + salt, with: ":").utf8)[...])
        #expect(leaf.unsalted.map(\.description) == ["01980000-0000-7000-8000-000000000002"])
        #expect(leaf.hash.isEmpty)
    }

    /// A vector as PostgreSQL copies it out.
    private static func line(of vector: JSONValue) -> [UInt8] {
        let values = vector["values"] ?? .null
        var columns = LeafFormat.fields.map { field in values[field.column].map { text($0, field.kind) } ?? "\\N" }
        columns.append("\\\\x" + (vector["salt"]?.string ?? ""))
        let subjects = (vector["subjects"]?.array ?? []).map {
            "\($0["patient"]?.string ?? ""):\($0["salt"]?.string ?? "")"
        }
        columns.append(subjects.isEmpty ? "\\N" : subjects.joined(separator: ","))
        let forgotten = (vector["forgotten"]?.array ?? []).compactMap(\.string)
        columns.append(forgotten.isEmpty ? "\\N" : forgotten.joined(separator: ","))
        return Array((columns.joined(separator: "\t") + "\n").utf8)
    }

    private static func text(_ value: JSONValue, _ kind: LeafFormat.Kind) -> String {
        switch (kind, value) {
        case (.flag, .bool(let isSet)): isSet ? "t" : "f"
        case (.instant, .number(let number)):
            Instant(microsecondsSince1970: Int64(number.integer ?? 0)).description
                .replacing("T", with: " ").replacing("Z", with: "+00")
        case (_, .number(let number)): number.text
        case (.list, .array(let elements)): elements.compactMap(\.string).joined(separator: "\u{1F}")
        case (.bytes, .string(let text)): "\\\\x" + text
        case (_, .string(let text)):
            text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
        default: ""
        }
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
            let file = FileManager.default.temporaryDirectory.appending(path: "checkpoints-\(UUID()).txt")
            defer { try? FileManager.default.removeItem(at: file) }
            let text = try await log.shipped().checkpoints.map(CheckpointFile.entry).joined()
            try text.write(to: file, atomically: true, encoding: .utf8)
            let connection = try #require(TestDatabase.current).superuserConnectionString
            let psql = try await PostgreSQLInstallation.find().binFolder + "/psql"
            func verified() throws -> (code: Int32, text: String) {
                try Self.run([
                    "--connection", connection, "--psql", psql, "--public-key", "\(log.signer.verifier)",
                    "--checkpoints", file.path(),
                ])
            }
            let sound = try verified()
            #expect(sound.code == 0, "\(sound.text)")
            for sql in [
                "update audit_event set user_name = 'x' where id = (select event_id from audit_leaf where leaf_no = 7)",
                "update audit_checkpoint set note = replace(note, E'\\n31\\n', E'\\n30\\n') where size = 31",
                "delete from audit_subject where event_id = (select min(event_id::text)::uuid from audit_subject)",
                "delete from audit_checkpoint where size = 20",
            ] {
                try await log.meddle(sql)
                let result = try verified()
                #expect(result.code == 3 && !result.text.isEmpty, "\(sql)")
            }
        }
    }

    private static func run(_ arguments: [String]) throws -> (code: Int32, text: String) {
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
