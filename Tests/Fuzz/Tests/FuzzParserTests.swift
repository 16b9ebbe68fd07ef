// Every parser of the table runs its seeds, so that a seed that once broke a law stays mended.
import FoundationEssentials
import FuzzParsers
import Testing

@Suite("parsers of bytes from outside")
struct FuzzParserTests {
    static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized.path

    @Test(
        "every parser of the table has seeds, and holds its law on each of them",
        arguments: FuzzParser.all.map(\.name)
    )
    func holds(name: String) throws {
        let parser = try #require(FuzzParser.named(name))
        var count = 0
        for folder in ["Tests/Fuzz/Seeds/\(name)"] + parser.folders {
            let path = "\(FuzzParserTests.root)/\(folder)"
            for file in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
                let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(path)/\(file)")))
                #expect(parser.brokenLaw(bytes) == nil, "\(folder)/\(file)")
                count += 1
            }
        }
        #expect(count > 0)
    }
}
