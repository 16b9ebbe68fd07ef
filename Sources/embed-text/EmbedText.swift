// The tool behind the EmbedText plugin: writes one Swift file whose `EmbeddedTexts.all` maps each file's path to its
// text. The path is relative to the folder; of several folders, it begins with the folder's name. Runs at build time.
import Foundation

@main
struct EmbedText {
    static func main() throws {
        var arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.popFirst(), !arguments.isEmpty else {
            FileHandle.standardError.write(Data("usage: embed-text OUTPUT FOLDER…\n".utf8))
            exit(64)
        }
        var source = """
            // Generated at build time from the files of this package; never edited.
            enum EmbeddedTexts {
                /// The text of each file by its path.
                static let all: [String: String] = [

            """
        var isEmpty = true
        let hasSeveralFolders = arguments.count > 1
        for folder in arguments {
            let root = URL(filePath: folder, directoryHint: .isDirectory).resolvingSymlinksInPath()
            for path in try FileManager.default.subpathsOfDirectory(atPath: root.path()).sorted() {
                let file = root.appending(path: path)
                guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
                let text = try String(contentsOf: file, encoding: .utf8)
                let key = hasSeveralFolders ? "\(root.lastPathComponent)/\(path)" : path
                source += "        \(literal(key)): \(literal(text)),\n"
                isEmpty = false
            }
        }
        source += isEmpty ? "        :\n    ]\n}\n" : "    ]\n}\n"
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }

    /// A one-line raw literal: only the delimiter, line ends and other control characters need an escape.
    private static func literal(_ text: String) -> String {
        var body = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": body += "\\###n"
            case "\t": body += "\\###t"
            case "\r": body += "\\###r"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                body += "\\###u{\(String(scalar.value, radix: 16))}"
            default: body.unicodeScalars.append(scalar)
            }
        }
        return "###\"\(body)\"###"
    }
}
