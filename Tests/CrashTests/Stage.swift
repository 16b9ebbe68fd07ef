// The service of one test and what is done to it; nothing of it is left when the test ends, however it ends.
import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A data folder, the service on it, and the hand that kills.
final class Stage: Sendable {
    /// A first start makes the database; on a machine busy with other tests that takes its time.
    private static let startSecondsMax = 60

    let program: ServiceProgram
    let server: PrivateServer
    private let service = Mutex<RunningProgram?>(nil)

    private init(_ folder: URL) throws {
        program = ServiceProgram(folder: folder, port: try LoopbackPort.free())
        server = PrivateServer(dataFolder: program.dataFolder)
    }

    /// Lends a stage on a folder of its own; anybody may pass through it, since under root the server runs as another user.
    static func withStage(_ body: (Stage) async throws -> Void) async throws {
        let folder = URL(fileURLWithPath: "/tmp/workup-crash-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path())
        let stage = try Stage(folder)
        do {
            try await body(stage)
        } catch {
            await stage.clear()
            throw error
        }
        await stage.clear()
    }

    private func clear() async {
        service.withLock { $0 }?.signal(SIGKILL)
        await server.sweep()
        try? FileManager.default.removeItem(at: program.folder)
    }

    /// Starts the service and waits until it is ready; how long that took.
    @discardableResult
    func start() async throws -> Duration {
        let begin = ContinuousClock.now
        let running = try await program.serve(secondsMax: Self.startSecondsMax)
        service.withLock { $0 = running }
        return ContinuousClock.now - begin
    }

    /// Makes an organisation, a user and a token on the command line, as an administrator would.
    func makeAccess() async throws -> ServiceAccess {
        _ = try await program.command(["organisation", "add", "UMC", "Crash centre", "neuromuscularCentre"])
        _ = try await program.command(["user", "add", "c.rash", "Carla Rash", "neurologist", "--organisation", "UMC"])
        let answer = try await program.command(["token", "create", "c.rash", "--output", "json"])
        struct Created: Decodable {
            let token: String
        }
        let created = try JSONDecoder().decode(Created.self, from: Data(answer.utf8))
        return ServiceAccess(port: program.port, token: created.token)
    }

    /// Kills the service at a moment nobody chose, and starts it again; how long until it was ready.
    func killService() async throws -> Duration {
        try await Task.sleep(for: .milliseconds(.random(in: 50...4_000)))
        let running = try current()
        running.signal(SIGKILL)
        _ = try await running.end(secondsMax: 10)
        return try await start()
    }

    /// Kills the server's first process, or all of them at once; the service has to bring it back by itself.
    /// How long until it works again.
    func killDatabase(whole isWhole: Bool, _ access: ServiceAccess) async throws -> Duration {
        try await Task.sleep(for: .milliseconds(.random(in: 200...2_500)))
        let running = try current()
        guard let victim = server.postmaster else { throw ProcessFault(what: "no database server runs") }
        let begin = ContinuousClock.now
        for process in isWhole ? [victim] + server.processes : [victim] { kill(process, SIGKILL) }
        let deadline = begin + .seconds(30)
        let server = server
        while ContinuousClock.now < deadline {
            guard running.isRunning else {
                throw ProcessFault(what: "the service ended with its database: \(running.talk)")
            }
            if let next = server.postmaster, next != victim {
                let status = try await onOwnThread {
                    let client = LoopbackClient(port: access.port, secondsMax: 15)
                    return try? client.send(access.request("GET", "/workups")).status
                }
                if status == 200 { return ContinuousClock.now - begin }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ProcessFault(what: "the database did not come back in 30 s: \(running.talk)")
    }

    /// Tells the service to stop, which ends it and its database cleanly; how long that took.
    func stopService() async throws -> Duration {
        let running = try current()
        let begin = ContinuousClock.now
        running.signal(SIGTERM)
        let code = try await running.end(secondsMax: 40)
        guard code == 0 else { throw ProcessFault(what: "SIGTERM ended the service with \(code): \(running.talk)") }
        guard server.processes.isEmpty else { throw ProcessFault(what: "SIGTERM left \(server.processes) behind") }
        return ContinuousClock.now - begin
    }

    private func current() throws -> RunningProgram {
        guard let running = service.withLock({ $0 }) else { throw ProcessFault(what: "no service was started") }
        return running
    }
}
