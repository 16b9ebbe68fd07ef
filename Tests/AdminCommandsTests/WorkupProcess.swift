// The built program as a process of its own.
import Foundation
import Testing

/// Runs the `workup` that was built beside these tests.
struct WorkupProcess {
    /// What a finished process left.
    struct Finished {
        let code: Int32
        let output: Data
        let talk: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    let environment: [String: String]

    /// Variables of the outside that would lead to another database are left out.
    init(_ own: [String: String] = [:]) {
        let kept = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("WORKUP_") && !name.hasPrefix("PG") && !name.hasPrefix("LC_") && name != "LANG"
                && name != "NOTIFY_SOCKET"
        }
        environment = kept.merging(own) { _, new in new }
    }

    /// The program stands beside the test bundle.
    static var program: URL {
        let bundle = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath()
        var folder = bundle.deletingLastPathComponent()
        for _ in 0..<4 {
            let program = folder.appending(path: "workup")
            if FileManager.default.isExecutableFile(atPath: program.path()) { return program }
            folder = folder.deletingLastPathComponent()
        }
        return URL(fileURLWithPath: ".build/debug/workup")
    }

    /// Starts the program; its streams go to files, which never fill up as pipes do.
    func start(_ arguments: [String], input: Data = Data(), in folder: URL) throws -> Started {
        let process = Process()
        process.executableURL = WorkupProcess.program
        process.arguments = arguments
        process.environment = environment
        let name = "\(UInt64.random(in: 0 ... .max))"
        let files = ["in", "out", "err"].map { folder.appending(path: "\(name).\($0)") }
        try input.write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        return Started(process: process, output: files[1], talk: files[2])
    }

    /// Runs the program to its end.
    func run(_ arguments: [String], input: String = "", in folder: URL) throws -> Finished {
        try start(arguments, input: Data(input.utf8), in: folder).finished()
    }

    /// A process under way.
    struct Started {
        let process: Process
        let output: URL
        let talk: URL

        /// Waits for the end.
        func finished() throws -> Finished {
            process.waitUntilExit()
            return Finished(
                code: process.terminationStatus,
                output: try Data(contentsOf: output),
                talk: String(decoding: try Data(contentsOf: talk), as: UTF8.self)
            )
        }

        /// Waits until standard output holds a text, at most so many seconds.
        func waitForOutput(_ text: String, secondsMax: Int) async throws -> String {
            for _ in 0..<(secondsMax * 10) {
                let found = String(decoding: try Data(contentsOf: output), as: UTF8.self)
                if found.contains(text) || !process.isRunning { return found }
                try await Task.sleep(for: .milliseconds(100))
            }
            return String(decoding: try Data(contentsOf: output), as: UTF8.self)
        }
    }
}

/// A folder that lives as long as a test; anybody may enter it, since the private server runs as another user under root.
func withFolder<R>(_ body: (URL) async throws -> R) async throws -> R {
    let folder = URL(fileURLWithPath: "/tmp/workup-test-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path())
    do {
        let result = try await body(folder)
        try FileManager.default.removeItem(at: folder)
        return result
    } catch {
        try? FileManager.default.removeItem(at: folder)
        throw error
    }
}
