// Every code that a use case can refuse with is explained in the catalogue.
import Domain
import Foundation
import Testing

@testable import Server

@Suite("Problem codes")
struct ProblemCodeTests {
    // Faults are left out: they are told as `internal-fault`, whatever lies behind them.
    @Test("every code in the use cases' source is listed, with text in both languages")
    func catalogueIsComplete() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/UseCases")
        let categories =
            "invalidInput|unauthenticated|forbidden|notFound|conflict|preconditionFailed|tooLarge|tooMany|busy|unavailable|outcomeUnknown"
        let pattern = try Regex("\\.(?:\(categories)),\\s*\"([a-z-]+)\"", as: (Substring, Substring).self)
        var codes: Set<String> = []
        let files = try #require(FileManager.default.subpaths(atPath: sources.path())).filter { $0.hasSuffix(".swift") }
        for file in files {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            codes.formUnion(text.matches(of: pattern).map { String($0.output.1) })
        }
        #expect(codes.count > 20)
        for code in codes.sorted() {
            let entry = ProblemCatalogue.known(ProblemCode(rawValue: code))
            #expect(entry != nil, "\(code) is not explained")
            #expect(entry?.title.en != "" && entry?.title.nl != "" && entry?.meaning.nl != entry?.meaning.en)
        }
    }
}
