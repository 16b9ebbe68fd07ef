// What a PDF says, as Poppler's programs read it.
import Foundation
import Testing

/// A PDF, read back.
struct PDFReader {
    /// What `pdfinfo` says, by its labels.
    let facts: [String: String]
    /// The text of each page, laid out as it stands.
    let pages: [String]
    /// The tree of tags.
    let structure: String

    init(_ pdf: [UInt8]) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pdf")
        try Data(pdf).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let info = try PDFReader.run("pdfinfo", file.path())
        let lines = info.split(separator: "\n").compactMap { line -> (String, String)? in
            let parts = line.split(separator: ":", maxSplits: 1)
            return parts.count == 2 ? (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces)) : nil
        }
        facts = Dictionary(lines) { first, _ in first }
        let text = try PDFReader.run("pdftotext", "-layout", file.path(), "-")
        pages = text.split(separator: "\u{C}", omittingEmptySubsequences: false).dropLast().map(String.init)
        structure = try PDFReader.run("pdfinfo", "-struct", file.path())
    }

    var text: String { pages.joined(separator: "\n") }

    private static func run(_ program: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let output = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).txt")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) \(arguments) ended with \(process.terminationStatus)")
        return String(decoding: try Data(contentsOf: output), as: UTF8.self)
    }
}

/// A renderer that does what a script says, in a folder of its own.
struct FakePython {
    let folder: URL
    var path: String { folder.appending(path: "python").path() }

    /// Runs a test with a script as the renderer; `$PIDS` is a file that it may write its process id to.
    static func with<R>(_ script: String, _ body: (FakePython) async throws -> R) async throws -> R {
        // A renderer that ends early leaves a broken pipe; the program ignores the signal as well.
        signal(SIGPIPE, SIG_IGN)
        let folder = FileManager.default.temporaryDirectory.appending(path: "workup-pdf-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let fake = FakePython(folder: folder)
        let text = "#!/bin/sh\necho $$ >> '\(folder.appending(path: "pids").path())'\n\(script)\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: fake.path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake.path)
        return try await body(fake)
    }

    /// Hands over to the real renderer.
    static let real = #"exec "$(sed -n '1s/^#!//p' "$(command -v weasyprint)")" "$@""#

    /// The processes that were started.
    var processes: [pid_t] {
        let text = try? String(contentsOf: folder.appending(path: "pids"), encoding: .utf8)
        return (text ?? "").split(separator: "\n").compactMap { pid_t($0) }
    }

    /// Those that still run.
    var left: [pid_t] { processes.filter { kill($0, 0) == 0 } }
}
