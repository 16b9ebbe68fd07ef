// Texts that stay as they are until somebody means to change them: `UPDATE_GOLDEN=1` writes them anew.
import FoundationEssentials
import Testing

/// Golden files of this target.
enum Golden {
    /// Compares a text with its golden file.
    static func compare(_ text: String, name: String, filePath: String = #filePath) throws {
        let folder = "/" + filePath.split(separator: "/").dropLast().joined(separator: "/") + "/__Goldens__"
        let path = "\(folder)/\(name)"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: path))
        }
        let golden = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        #expect(golden == text, "\(name) differs; UPDATE_GOLDEN=1 writes it anew")
    }
}
