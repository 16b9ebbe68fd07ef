// docs/security.md says what is done and which test shows it: every row that was asked for is there, every test is in the tree.
import Foundation
import Testing

@Suite("The page on security")
struct SecurityPageTests {
    /// One row of the table.
    struct Row: Sendable, CustomTestStringConvertible {
        let numbers: [String]
        let level: String
        let what: String
        let shown: String
        var testDescription: String { numbers.joined(separator: ", ") }
    }

    /// The requirements of OWASP ASVS 5.0.0 that Workup is held against.
    static let asked: Set<String> = {
        let sections = [
            "1.2": [4, 10], "1.5": [3], "2.3": [1, 3], "2.4": [1], "3.3": [1, 3, 4], "3.4": [1, 2, 3, 4, 5, 6, 8],
            "3.5": [1, 3],
            "4.1": [1, 3, 4], "4.2": [1], "5.2": [1], "6.2": [1, 4, 8, 9, 12], "6.3": [1, 2, 3, 8], "6.5": [1, 5],
            "6.8": [2, 4], "7.2": [3, 4], "7.3": [1, 2], "7.4": [1, 2], "8.2": [1, 2, 3], "8.3": [2], "8.4": [1],
            "9.1": [1, 2, 3], "9.2": [1, 2, 3, 4], "10.2": [1], "10.5": [1, 3, 4], "11.4": [2], "11.5": [1],
            "12.1": [1],
            "12.2": [1], "12.3": [1, 2, 3, 4], "13.2": [2, 3], "13.4": [4, 5], "14.2": [1], "14.3": [1, 2, 3],
            "15.1": [2],
            "15.3": [3], "15.4": [1, 2], "16.2": [2, 5], "16.3": [1, 2], "16.4": [1, 2, 3], "16.5": [1, 2, 3, 4],
        ]
        return Set(sections.flatMap { section, numbers in numbers.map { "\(section).\($0)" } })
    }()

    private static func rows() throws -> [Row] {
        let page = try String(contentsOf: SourceTree.root.appending(path: "docs/security.md"), encoding: .utf8)
        return page.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 6, cells[1].first?.isNumber == true else { return nil }
            let numbers = cells[1].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            return Row(numbers: numbers, level: cells[2], what: cells[3], shown: cells[4])
        }
    }

    @Test("has a row for every requirement, once")
    func complete() throws {
        let numbers = try Self.rows().flatMap(\.numbers)
        #expect(Set(numbers) == Self.asked)
        #expect(numbers.count == Set(numbers).count)
    }

    @Test("names tests that are there, or says plainly that there is none yet")
    func references() throws {
        let files = try SourceTree.files(in: "Tests")
        for row in try Self.rows() {
            let references = row.shown.matches(of: /`([^`]+)`/).map { String($0.output.1) }
            let isOpen = row.shown.lowercased().contains("not yet")
            #expect(!references.isEmpty || isOpen, "\(row.testDescription): neither a test nor *not yet*")
            #expect(
                !row.what.isEmpty && ["1", "2", "3", "1–2", "1–3", "2–3"].contains(row.level),
                "\(row.testDescription)"
            )
            for reference in references {
                if reference.contains("/") {
                    let path = SourceTree.root.appending(path: reference).path()
                    #expect(FileManager.default.fileExists(atPath: path), "\(row.testDescription): \(reference)")
                    continue
                }
                let parts = reference.split(separator: ".")
                let isThere =
                    parts.count == 2
                    && files.contains { file in
                        file.path.hasSuffix("/\(parts[0]).swift")
                            && file.text.codeLines.contains { $0.contains("func \(parts[1])(") }
                    }
                #expect(isThere, "\(row.testDescription): there is no test \(reference)")
            }
        }
    }
}
