// Programs of the system that a scenario needs, each run to its end.
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Runs programs.
enum Tool {
    /// The account that PostgreSQL runs as where tests run as root, which it refuses.
    static let serverAccount = "postgres"
    static var isRoot: Bool { geteuid() == 0 }

    /// Where PostgreSQL's own programs are: where Debian keeps them, or on the path.
    static func ofPostgreSQL(_ name: String) throws -> String {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return try found(name, in: versions.sorted().reversed().map { "/usr/lib/postgresql/\($0)/bin" } + path)
    }

    /// Where a program of the system is.
    static func ofSystem(_ name: String) throws -> String { try found(name, in: path + ["/usr/sbin", "/sbin"]) }

    private static var path: [String] {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    }

    private static func found(_ name: String, in folders: [String]) throws -> String {
        let manager = FileManager.default
        guard let folder = folders.first(where: { manager.isExecutableFile(atPath: "\($0)/\(name)") }) else {
            throw CannotRun(reason: "\(name) is not on this machine")
        }
        return "\(folder)/\(name)"
    }

    /// Runs a program of PostgreSQL to its end, as the account that owns the server's files.
    @discardableResult
    static func asServer(_ name: String, _ arguments: [String], secondsMax: Int = 90) async throws -> String {
        let (program, arguments) = try commandAsServer(name, arguments)
        return try await run(program, arguments, secondsMax: secondsMax)
    }

    /// Starts a program of PostgreSQL that stays, as the account that owns the server's files. It is a child of this
    /// process: what started it would seem to run on for as long as a server that it left behind.
    static func serve(_ name: String, _ arguments: [String], log: URL) throws -> RunningProgram {
        let process = Process()
        let (program, arguments) = try commandAsServer(name, arguments)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ServiceProgram.environment
        if !FileManager.default.fileExists(atPath: log.path()) { try Data().write(to: log) }
        let handle = try FileHandle(forWritingTo: log)
        try handle.seekToEnd()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        return RunningProgram(process: process, outputFile: log, talkFile: log)
    }

    private static func commandAsServer(_ name: String, _ arguments: [String]) throws -> (String, [String]) {
        let program = try ofPostgreSQL(name)
        guard isRoot else { return (program, arguments) }
        let account = ["--reuid", serverAccount, "--regid", serverAccount, "--clear-groups", program]
        return (try ofSystem("setpriv"), account + arguments)
    }

    /// Makes a folder that belongs to the account of the server alone.
    static func makeServerFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try giveToServer(path)
        guard chmod(path, 0o700) == 0 else { throw ProcessFault(what: "\(path) cannot be closed to others") }
    }

    /// Gives a file or folder to the account of the server.
    static func giveToServer(_ path: String) throws {
        guard isRoot else { return }
        guard let entry = getpwnam(serverAccount), chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
            throw ProcessFault(what: "\(path) cannot be given to \(serverAccount)")
        }
    }

    /// Runs a program to its end and gives what it wrote; another end than 0 is a fault.
    @discardableResult
    static func run(
        _ program: String,
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:],
        secondsMax: Int = 90
    ) async throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ServiceProgram.environment.merging(environment) { _, new in new }
        let name = "/tmp/workup-tool-\(UInt64.random(in: 0 ... .max))"
        let files = ["in", "out", "err"].map { URL(fileURLWithPath: "\(name).\($0)") }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        try Data(input.utf8).write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        let running = RunningProgram(process: process, outputFile: files[1], talkFile: files[2])
        let code = try await running.end(secondsMax: secondsMax)
        guard code == 0 else {
            let words = ([program] + arguments).joined(separator: " ")
            throw ProcessFault(what: "\(words) ended with \(code): \(running.talk)\(running.output)")
        }
        return running.output
    }
}

/// The machine lacks what a scenario needs: it was not done, which is not the same as passed.
struct CannotRun: Error {
    let reason: String
}
