// Finds the sources of this repository, wherever it lies.
import Foundation

/// One Swift file with its place in the repository.
struct SourceFile: CustomStringConvertible {
    /// Relative to the repository, such as `Sources/Domain/Patient.swift`.
    let path: String
    let text: SwiftText

    /// The target's folder, such as `Domain`.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    var description: String { path }
}

/// The repository this test belongs to.
enum SourceTree {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file below a folder of the repository.
    static func files(in folder: String) throws -> [SourceFile] {
        try all.get().filter { $0.path.hasPrefix("\(folder)/") }
    }

    /// Read once: taking the text apart is most of the work.
    private static let all = Result {
        try ["Plugins", "Sources", "Tests"].flatMap { folder in
            let start = root.appending(path: folder)
            let paths = try FileManager.default.subpathsOfDirectory(atPath: start.path()).sorted()
            return try paths.filter { $0.hasSuffix(".swift") }.map { path in
                let text = try String(contentsOf: start.appending(path: path), encoding: .utf8)
                return SourceFile(path: "\(folder)/\(path)", text: SwiftText(text))
            }
        }
    }
}
