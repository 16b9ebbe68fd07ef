// Everything that pages say, in both languages.
import Domain
import Foundation
import Pages
import Testing

@Suite("The words of the pages")
struct PageWordsTests {
    /// Words that are the same in both languages, on purpose.
    private static let same: Set<String> = [
        "Account", "Agenda", "Amplitude", "Batch", "Code", "Criteria", "Filter", "Product", "Protocol", "Team", "Teams",
        "Type", "Workup",
    ]

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Pages")

    private static func files(_ ending: String) throws -> [URL] {
        let found = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        let files = (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == ending }
        try #require(files.count > 20, "no \(ending) files were found")
        return files
    }

    @Test("exist in both languages, and differ unless they are the same word")
    func both() {
        #expect(PageWords.all.count > 500)
        for (code, text) in PageWords.all {
            #expect(!text.en.isEmpty && !text.nl.isEmpty, "\(code)")
            #expect(text.en != text.nl || Self.same.contains(text.en), "\(code): \(text.en)")
        }
    }

    @Test("are all known: no set is left out")
    func complete() throws {
        let known = Set(PageWords.all.map { $0.code.prefix { $0 != "." } })
        for file in try Self.files("swift") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /enum (\w+): String, ReportWord/) {
                #expect(known.contains(match.1), "\(match.1) stands in no list: add it to PageWords")
            }
        }
    }

    @Test("stand in no template, which would say them in one language alone")
    func templates() throws {
        for file in try Self.files("mustache") {
            let text = try String(contentsOf: file, encoding: .utf8)
                // The class that a page gives the frame; addresses that are their own names.
                .replacing(/\{\{\$mainClass\}\}.*?\{\{\/mainClass\}\}/, with: "")
                .replacing(/>\/[a-z0-9.\/]+</, with: "><")
            let said = text.replacing(/(?s)\{\{.*?\}\}/, with: " ").replacing(/<[^>]*>/, with: " ")
            let words = said.matches(of: /[A-Za-zÀ-ÿ]{2,}/).map { String($0.0) }
            #expect(words.isEmpty, "\(file.lastPathComponent): \(words)")
            for match in text.matches(of: /(aria-label|title|alt|placeholder)="([^"]*)"/) {
                let label = match.2.replacing(/\{\{.*?\}\}/, with: "")
                #expect(!label.contains(/[A-Za-z]{2,}/), "\(file.lastPathComponent): \(label)")
            }
        }
    }
}
