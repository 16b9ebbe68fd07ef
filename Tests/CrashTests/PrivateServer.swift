// The private PostgreSQL server of a data folder, seen from outside: its processes, and SQL over its socket.
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The server of one data folder.
struct PrivateServer: Sendable {
    let dataFolder: String

    /// The process that leads it, nil where none runs.
    var postmaster: Int32? {
        guard let text = try? String(contentsOfFile: "\(dataFolder)/data/postmaster.pid", encoding: .utf8),
            let number = text.split(separator: "\n").first.flatMap({ Int32($0) }), kill(number, 0) == 0
        else { return nil }
        return number
    }

    /// Every process at work in its folder, where the system tells.
    var processes: [Int32] {
        let place = URL(fileURLWithPath: "\(dataFolder)/data").resolvingSymlinksInPath().path()
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else {
            return postmaster.map { [$0] } ?? []
        }
        return names.compactMap { name in
            guard let number = Int32(name),
                let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(number)/cwd")
            else { return nil }
            return folder == place ? number : nil
        }
    }

    /// Ends what is left of it when a test has failed; each process by its own number.
    func sweep() async {
        for signal in [SIGQUIT, SIGKILL] {
            let left = processes
            if left.isEmpty { return }
            for process in left { kill(process, signal) }
            for _ in 0..<30 where !processes.isEmpty { try? await Task.sleep(for: .milliseconds(100)) }
        }
    }

    /// Runs SQL as the superuser; the rows, their columns divided by tabs.
    func rows(_ sql: String) async throws -> [[String]] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Self.program("psql"))
        process.arguments = [
            "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", "\(dataFolder)/socket", "-U", "postgres",
            "-d", "workup", "-f", "-",
        ]
        process.environment = ServiceProgram.environment.merging(["PGOPTIONS": "-c statement_timeout=60s"]) { _, new in
            new
        }
        let name = "/tmp/workup-psql-\(UInt64.random(in: 0 ... .max))"
        let files = ["in", "out", "err"].map { URL(fileURLWithPath: "\(name).\($0)") }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        try Data(sql.utf8).write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        let running = RunningProgram(process: process, outputFile: files[1], talkFile: files[2])
        guard try await running.end(secondsMax: 90) == 0 else { throw ProcessFault(what: "psql: \(running.talk)") }
        return running.output.split(separator: "\n").map { $0.components(separatedBy: "\t") }
    }

    /// Where PostgreSQL's own programs are: on the path, or where Debian keeps them.
    private static func program(_ name: String) throws -> String {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders = versions.sorted().reversed().map { "/usr/lib/postgresql/\($0)/bin" } + path
        guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") })
        else {
            throw ProcessFault(what: "\(name) is not to be found")
        }
        return "\(folder)/\(name)"
    }
}
