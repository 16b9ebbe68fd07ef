// The PostgreSQL server that holds a record, seen from outside: its processes, and SQL over its socket.
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// One server: the service's own, or one that a scenario made for it.
struct RecordServer: Sendable {
    /// PostgreSQL's own data folder.
    let data: String
    let socketFolder: String

    /// The server that the service runs for itself.
    static func own(dataFolder: String) -> RecordServer {
        RecordServer(data: "\(dataFolder)/data", socketFolder: "\(dataFolder)/socket")
    }

    /// The process that leads it, nil where none runs.
    var postmaster: Int32? {
        guard let text = try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8),
            let number = text.split(separator: "\n").first.flatMap({ Int32($0) }), kill(number, 0) == 0
        else { return nil }
        return number
    }

    /// Every process at work in its folder, where the system tells.
    var processes: [Int32] {
        // As the system tells it: without a slash at the end.
        guard let resolved = realpath(data, nil) else { return [] }
        defer { free(resolved) }
        let place = String(cString: resolved)
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

    /// Sends each of its processes a signal, by its own number.
    func signalAll(_ signal: Int32) {
        for process in processes { kill(process, signal) }
    }

    /// Runs SQL as the superuser; the rows, their columns divided by tabs.
    func rows(_ sql: String, database: String = "workup") async throws -> [[String]] {
        let output = try await Tool.run(
            try Tool.ofPostgreSQL("psql"),
            [
                "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", socketFolder, "-U", "postgres",
                "-d", database, "-f", "-",
            ],
            input: sql,
            environment: ["PGOPTIONS": "-c statement_timeout=60s"]
        )
        return output.split(separator: "\n").map { $0.components(separatedBy: "\t") }
    }
}
