// The second reading against the answers given for the example cases and for the cases on one threshold.
import Domain
import Foundation
import Testing

/// The example cases with the answers given for them.
enum GivenAnswers {
    /// One line of the answers: a case and a criteria set.
    struct Line: Sendable, CustomTestStringConvertible {
        let name: String
        let criteria: String
        let category: String
        let categories: [String: String]
        /// Nerve, side, distal site, proximal site and block of each segment; nil for a set without blocks.
        let segments: [[String]]?

        var testDescription: String { "\(criteria): \(name)" }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/cases")

    private static func lines(_ name: String) throws -> [[UInt8]] {
        try Data(contentsOf: folder.appending(path: name)).split(separator: UInt8(ascii: "\n")).map { [UInt8]($0) }
    }

    /// All lines of the answers.
    static let all: [Line] = {
        // A file that can not be read gives no lines; a test counts them.
        let read = try? lines("expected.ndjson").map { bytes in
            let json = try JSONReader.read(bytes)
            guard case .object(let members) = json["categories"] ?? .null else { throw CocoaError(.coderReadCorrupt) }
            var segments: [[String]]?
            if case .array(let rows) = json["segments"] ?? .null {
                segments = rows.map { row in
                    guard case .array(let cells) = row else { return [] }
                    return cells.compactMap(\.string)
                }
            }
            return Line(
                name: json["case"]?.string ?? "",
                criteria: json["criteria"]?.string ?? "",
                category: json["category"]?.string ?? "",
                categories: members.reduce(into: [:]) { $0[$1.key] = $1.value.string },
                segments: segments
            )
        }
        return read ?? []
    }()

    /// The case that a line speaks of.
    static func file(_ name: String) throws -> CaseFile {
        let boundary = "boundary.ndjson: "
        guard name.hasPrefix(boundary) else {
            return try CaseFile.read([UInt8](try Data(contentsOf: folder.appending(path: name))))
        }
        let files = try lines("boundary.ndjson").map { try CaseFile.read($0) }
        return try #require(files.first { $0.source?.note == String(name.dropFirst(boundary.count)) })
    }
}

@Suite("The second reading of the criteria: given answers")
struct NaiveExampleTests {
    @Test("all given answers are there")
    func completeness() {
        #expect(GivenAnswers.all.count == 46)
        #expect(Set(GivenAnswers.all.map(\.criteria)) == Set(NaiveCase.sets))
        #expect(GivenAnswers.all.filter { $0.criteria == "efns-pns-2010-mmn" }.count == 22)
    }

    @Test("each given answer is what the second reading says", arguments: GivenAnswers.all)
    func answers(line: GivenAnswers.Line) throws {
        let reading = NaiveCase(try GivenAnswers.file(line.name))
        let answer = try #require(reading.answer(line.criteria))
        #expect(answer.category.rawValue == line.category)
        let categories = answer.categories.map { ($0.key.rawValue, $0.value.rawValue) }
        #expect(Dictionary(uniqueKeysWithValues: categories) == line.categories)
        guard let expected = line.segments else { return }
        let segments = zip(reading.segments, answer.blocks).map { segment, block in
            [
                segment.nerve.rawValue, segment.motor.entry.side.rawValue, segment.distal.site.rawValue,
                segment.proximal.site.rawValue, block.rawValue,
            ]
        }
        #expect(segments == expected)
    }
}
