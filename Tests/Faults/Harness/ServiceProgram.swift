// The built program as processes of its own: the service that is killed, and the commands beside it. Every wait has an end.
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Something that did not happen in the time it had, or went wrong in a process.
struct ProcessFault: Error {
    let what: String
}

/// The program on one record.
struct ServiceProgram: Sendable {
    /// Which server holds the record.
    enum Place: Sendable {
        /// The one that the program runs for itself in a data folder.
        case own(dataFolder: String)
        /// A named one, as a hospital would have it.
        case named(url: String)
    }

    /// Where streams lie, and the keys of a program on a named server.
    let folder: URL
    let port: UInt16
    let place: Place
    /// Variables beside the usual ones.
    var variables: [String: String] = [:]

    /// The program stands beside the test bundle.
    static var program: URL {
        let bundle = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath()
        var place = bundle.deletingLastPathComponent()
        for _ in 0..<4 {
            let program = place.appending(path: "workup")
            if FileManager.default.isExecutableFile(atPath: program.path()) { return program }
            place = place.deletingLastPathComponent()
        }
        return URL(fileURLWithPath: ".build/debug/workup")
    }

    /// Variables of the outside that would lead to another database are left out.
    static var environment: [String: String] {
        ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("WORKUP_") && !name.hasPrefix("PG") && !name.hasPrefix("LC_") && name != "LANG"
                && name != "NOTIFY_SOCKET"
        }.merging(withoutLimits) { _, new in new }
    }

    /// The load comes from one address and by one account.
    private static let withoutLimits = [
        "WORKUP_LIMITS_ADDRESS_REQUESTS_PER_MINUTE": "0", "WORKUP_LIMITS_ACCOUNT_REQUESTS_PER_MINUTE": "0",
        "WORKUP_LIMITS_PATIENT_READS_PER_MINUTE": "0",
    ]

    /// Starts the service and waits until it is ready for work.
    func serve(secondsMax: Int) async throws -> RunningProgram {
        let service = try start(["serve", "--port", String(port)])
        do {
            try await waitUntilReady(service, secondsMax: secondsMax)
            return service
        } catch {
            service.signal(SIGKILL)
            throw error
        }
    }

    /// Runs a command to its end and gives what it wrote.
    func command(_ arguments: [String]) async throws -> String {
        let command = try start(arguments)
        let code = try await command.end(secondsMax: 60)
        guard code == 0 else {
            throw ProcessFault(what: "workup \(arguments.joined(separator: " ")) ended with \(code): \(command.talk)")
        }
        return command.output
    }

    /// Runs a command to its end, however that is.
    func exitCode(of arguments: [String]) async throws -> Int32 {
        try await start(arguments).end(secondsMax: 60)
    }

    private func waitUntilReady(_ service: RunningProgram, secondsMax: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(secondsMax)
        let port = port
        while ContinuousClock.now < deadline {
            guard service.isRunning else { throw ProcessFault(what: "the service ended: \(service.talk)") }
            let status = try await onOwnThread {
                try? LoopbackClient(port: port, secondsMax: 5).send(LoopbackRequest(path: "/health/ready")).status
            }
            if status == 200 { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ProcessFault(what: "not ready within \(secondsMax) s: \(service.talk)")
    }

    private func start(_ arguments: [String]) throws -> RunningProgram {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = arguments
        var environment = Self.environment
        switch place {
        case .own(let dataFolder): process.arguments?.append(contentsOf: ["--data", dataFolder])
        case .named(let url):
            environment["WORKUP_DATABASE_URL"] = url
            environment["XDG_DATA_HOME"] = folder.path()
        }
        process.environment = environment.merging(variables) { _, new in new }
        let name = "\(arguments[0])-\(UInt32.random(in: 0 ... .max))"
        let files = ["out", "err"].map { folder.appending(path: "\(name).\($0)") }
        for file in files { try Data().write(to: file) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        return RunningProgram(process: process, outputFile: files[0], talkFile: files[1])
    }
}

/// One process of the program.
struct RunningProgram: Sendable {
    let process: Process
    let outputFile: URL
    let talkFile: URL

    var isRunning: Bool { process.isRunning }
    var processIdentifier: Int32 { process.processIdentifier }
    var output: String { text(outputFile) }
    var talk: String { text(talkFile) }

    /// Sends a signal to this process and no other.
    func signal(_ number: Int32) {
        if process.isRunning { kill(process.processIdentifier, number) }
    }

    /// Waits for the end and gives the exit code; what does not end in time is killed, and that is a fault.
    func end(secondsMax: Int) async throws -> Int32 {
        let deadline = ContinuousClock.now + .seconds(secondsMax)
        while process.isRunning, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
        guard !process.isRunning else {
            signal(SIGKILL)
            throw ProcessFault(what: "process \(process.processIdentifier) did not end in \(secondsMax) s: \(talk)")
        }
        guard process.terminationReason == .exit else { return 128 + process.terminationStatus }
        return process.terminationStatus
    }

    private func text(_ file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
