// What making PDFs may take, and which Python it is done with.
import Domain
import FoundationEssentials

/// How PDFs are made, and what that may take.
package struct PDFSettings: Sendable, Hashable {
    /// The Python that can import WeasyPrint; nil for that of the command `weasyprint`.
    package var python: String?
    /// How long one document may take.
    package var secondsMax = 25
    /// How many are made at the same time.
    package var atOnceMax = 2
    /// How many may wait for their turn.
    package var waitingMax = 16
    /// How long one may wait for its turn.
    package var waitingSecondsMax = 10
    /// The largest document that is taken: the report of a large meeting has half a megabyte.
    package var documentBytesMax = 8 << 20
    /// The largest PDF that is given out.
    package var bytesMax = 32 << 20

    /// The defaults.
    package init() {}
}

/// Finds the Python that has WeasyPrint: it need not be the first one on the path.
enum PDFInterpreter {
    /// Where programs are looked for beyond the path that this process was given, which may be bare.
    private static let usualFolders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
    /// A command of a Python package is a few lines; anything larger is none.
    private static let scriptBytesMax = 64 << 10

    /// The interpreter to start.
    ///
    /// - Parameters:
    ///   - configured: what the settings name.
    ///   - environment: the variables of this process.
    /// - Returns: the path of a program.
    /// - Throws: `PDFError.noRenderer` where nothing can be started.
    static func find(_ configured: String?, environment: [String: String]) throws(PDFError) -> String {
        let files = FileManager.default
        if let configured {
            guard files.isExecutableFile(atPath: configured) else { throw .noRenderer }
            return configured
        }
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init) + usualFolders
        for folder in folders {
            let script = "\(folder)/weasyprint"
            guard files.isExecutableFile(atPath: script), let size = byteCount(script), size <= scriptBytesMax,
                let bytes = files.contents(atPath: script),
                let python = interpreter(firstLine: bytes.prefix { $0 != UInt8(ascii: "\n") }, folders)
            else { continue }
            return python
        }
        throw .noRenderer
    }

    /// The program that a script's first line names, such as `#!/usr/bin/python3`.
    private static func interpreter(firstLine: some Sequence<UInt8>, _ folders: [String]) -> String? {
        let line = String(decoding: Array(firstLine), as: UTF8.self)
        guard line.hasPrefix("#!") else { return nil }
        let words = line.dropFirst(2).split(separator: " ").map(String.init)
        guard let program = words.first else { return nil }
        let name = words.count > 1 && program.hasSuffix("/env") ? words[1] : program
        let places = name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" }
        return places.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func byteCount(_ path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    }
}
