// The example cases of the project, as bytes.
import Domain
import Foundation

/// Reads the files of `Tests/Fixtures/cases`.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/cases")

    static let caseNames = [
        "published-gbs-cmaj", "published-lange-2006", "synthetic-cidp", "synthetic-definite",
        "synthetic-motor-neuron-disease", "synthetic-no-block-responder", "synthetic-one-nerve", "synthetic-probable",
    ]

    static func caseBytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name + ".json")))
    }

    static func boundaryCases() throws -> [[UInt8]] {
        let data = try Data(contentsOf: folder.appending(path: "boundary.ndjson"))
        return data.split(separator: UInt8(ascii: "\n")).map { [UInt8]($0) }
    }

    static func allCases() throws -> [[UInt8]] {
        try caseNames.map(caseBytes) + boundaryCases()
    }
}
