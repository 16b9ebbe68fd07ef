// Golden files: what a test made, compared with what was once looked at and checked in.
import Foundation
package import Testing

/// Compares text with the file `__Goldens__/<suite>/<name>` beside the test.
package enum Golden {
    /// Expects the text to equal the golden file.
    ///
    /// A missing file is a failure, in CI as anywhere. `UPDATE_GOLDEN=1` writes it instead, and says so; CI ignores
    /// that, so a golden never makes itself there.
    ///
    /// - Parameters:
    ///   - actual: what the test made, with ids and times already normalised by the test.
    ///   - name: the file's name with its extension.
    ///   - suite: the folder; by default the test file's name without `Tests`.
    ///   - filePath: the test's file.
    ///   - sourceLocation: where a difference is reported.
    /// - Throws: where a golden that is to be written cannot be.
    package static func expect(
        _ actual: String,
        named name: String,
        suite: String? = nil,
        filePath: String = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let test = URL(filePath: filePath)
        let base = test.deletingPathExtension().lastPathComponent
        let folder = test.deletingLastPathComponent()
            .appending(path: "__Goldens__")
            .appending(path: suite ?? (base.hasSuffix("Tests") ? String(base.dropLast(5)) : base))
        let file = folder.appending(path: name)
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_GOLDEN"] == "1", environment["CI"] == nil {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: file, options: .atomic)
            return
        }
        guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record(
                "the golden \(file.path()) is missing; look at the text, then make it with UPDATE_GOLDEN=1:\n\(actual)",
                sourceLocation: sourceLocation
            )
            return
        }
        guard actual != expected else { return }
        Issue.record(
            "differs from \(file.path()) (- golden, + now; UPDATE_GOLDEN=1 accepts):\n\(difference(expected, actual))",
            sourceLocation: sourceLocation
        )
    }

    /// The changed lines with their numbers, removed ones before added ones at each place.
    package static func difference(_ expected: String, _ actual: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let changes = new.difference(from: old)
        var lines: [(number: Int, rank: Int, text: String)] = []
        for change in changes {
            switch change {
            case .remove(let offset, let element, _): lines.append((offset + 1, 0, "- \(offset + 1): \(element)"))
            case .insert(let offset, let element, _): lines.append((offset + 1, 1, "+ \(offset + 1): \(element)"))
            }
        }
        lines.sort { ($0.number, $0.rank) < ($1.number, $1.rank) }
        let shown = lines.prefix(linesMax).map(\.text)
        let rest = lines.count - shown.count
        return (shown + (rest > 0 ? ["… and \(rest) more lines"] : [])).joined(separator: "\n")
    }

    private static let linesMax = 60
}
