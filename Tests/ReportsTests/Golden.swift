// Golden files of this target: `UPDATE_GOLDEN=1` rewrites them, a missing or different one is a failure.
import Domain
import Foundation
import Reports
import Testing

/// A page with the name of its style sheet in place of the sheet, which is a file to read by itself.
func withoutStyle(_ html: String, _ language: Language) -> String {
    html.replacing("<style>\(CaseReportHTML.style(language))</style>", with: "<style>style.css</style>")
}

/// Compares text with `__Goldens__/<name>`.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "__Goldens__")
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    guard let golden = try? String(contentsOf: file, encoding: .utf8) else {
        Issue.record("the golden \(name) is missing; UPDATE_GOLDEN=1 writes it", sourceLocation: sourceLocation)
        return
    }
    guard golden != text else { return }
    let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let actual = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(expected, actual).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let number = line ?? min(expected.count, actual.count)
    let was = number < expected.count ? String(expected[number]) : "(end)"
    let now = number < actual.count ? String(actual[number]) : "(end)"
    Issue.record(
        "\(name) differs at line \(number + 1):\n- \(was)\n+ \(now)",
        sourceLocation: sourceLocation
    )
}
