// The service of one test and what is done to it; nothing of it is left when the test ends, however it ends.
import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A record, the service on it, and the hand that strikes.
final class Stage: Sendable {
    /// A first start makes the database; on a machine busy with other tests that takes its time.
    private static let startSecondsMax = 60

    let program: ServiceProgram
    let server: RecordServer
    private let service = Mutex<RunningProgram?>(nil)

    private init(_ program: ServiceProgram, _ server: RecordServer) {
        (self.program, self.server) = (program, server)
    }

    /// Lends a stage whose service runs its own server, by default in a folder of its own.
    static func withStage(
        variables: [String: String] = [:],
        _ body: (Stage) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let dataFolder = folder.appending(path: "data").path()
            let stage = Stage(
                ServiceProgram(
                    folder: folder,
                    port: try LoopbackPort.free(),
                    place: .own(dataFolder: dataFolder),
                    variables: variables
                ),
                RecordServer.own(dataFolder: dataFolder)
            )
            try await stage.lend(body)
        }
    }

    /// Lends a stage whose service is led to a server that the scenario made.
    ///
    /// - Parameters:
    ///   - server: where SQL is asked.
    ///   - url: where the service is led, by a proxy where there is one.
    ///   - variables: what else the service is told.
    ///   - body: gets the stage.
    /// - Throws: what the body throws.
    static func withStage(
        on server: RecordServer,
        url: String,
        variables: [String: String] = [:],
        _ body: (Stage) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let stage = Stage(
                ServiceProgram(
                    folder: folder,
                    port: try LoopbackPort.free(),
                    place: .named(url: url),
                    variables: variables
                ),
                server
            )
            try await stage.lend(body)
        }
    }

    /// Lends a folder; anybody may pass through it, since under root the server runs as another user.
    static func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = URL(fileURLWithPath: "/tmp/workup-faults-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path())
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func lend(_ body: (Stage) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch {
            await clear()
            throw error
        }
        await clear()
    }

    private func clear() async {
        service.withLock { $0 }?.signal(SIGKILL)
        // A server that the scenario made is the scenario's to end.
        if case .own = program.place { await server.sweep() }
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
        return try await makeToken()
    }

    /// Starts the service, makes who may use it, and prepares work for so many writers, some of it in shared workups.
    func startForLoad(writers: Int, shared: Int = 1) async throws -> Load {
        try await start()
        return try await Load.prepare(try await makeAccess(), writers: writers, shared: shared, in: program.folder)
    }

    /// Makes a token for the user there is.
    func makeToken(_ options: [String] = []) async throws -> ServiceAccess {
        let answer = try await program.command(["token", "create", "c.rash", "--output", "json"] + options)
        struct Created: Decodable {
            let token: String
        }
        let created = try JSONDecoder().decode(Created.self, from: Data(answer.utf8))
        return ServiceAccess(port: program.port, token: created.token)
    }

    /// Kills the service at a moment nobody chose, and starts it again; how long until it was ready.
    func killService() async throws -> Duration {
        try await Task.sleep(for: .milliseconds(.random(in: 50...2_500)))
        try await endService()
        return try await start()
    }

    /// Kills the service and leaves it at that.
    func endService() async throws {
        let running = try current()
        running.signal(SIGKILL)
        _ = try await running.end(secondsMax: 10)
    }

    /// Kills the server's first process, or all of them at once; the service has to bring it back by itself.
    /// How long until it works again.
    func killDatabase(whole isWhole: Bool, _ access: ServiceAccess) async throws -> Duration {
        try await Task.sleep(for: .milliseconds(.random(in: 200...2_500)))
        guard let victim = server.postmaster else { throw ProcessFault(what: "no database server runs") }
        let begin = ContinuousClock.now
        for process in isWhole ? [victim] + server.processes : [victim] { kill(process, SIGKILL) }
        let server = server
        return try await recovery(since: begin, within: .seconds(30), access) {
            server.postmaster.map { $0 != victim } ?? false
        }
    }

    /// Waits until the service does work again; how long that took.
    ///
    /// - Parameters:
    ///   - begin: when the fault came, or went.
    ///   - limit: how long is waited.
    ///   - access: who asks.
    ///   - isWorthAsking: whether an answer can be of the server after the fault.
    /// - Returns: the time from the beginning to the first answer.
    /// - Throws: ``ProcessFault`` where it does not, or where the service ended.
    func recovery(
        since begin: ContinuousClock.Instant,
        within limit: Duration,
        _ access: ServiceAccess,
        _ isWorthAsking: () -> Bool = { true }
    ) async throws -> Duration {
        let running = try current()
        while ContinuousClock.now < begin + limit {
            guard running.isRunning else {
                throw ProcessFault(what: "the service ended with its database: \(running.talk)")
            }
            if isWorthAsking() {
                let status = try await onOwnThread {
                    let client = LoopbackClient(port: access.port, secondsMax: 15)
                    return try? client.send(access.request("GET", "/workups")).status
                }
                if status == 200 { return ContinuousClock.now - begin }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ProcessFault(what: "no work was done within \(limit): \(running.talk)")
    }

    /// What `/health/ready` answers.
    func health() async throws -> Int {
        let port = program.port
        return try await onOwnThread {
            try LoopbackClient(port: port, secondsMax: 15).send(LoopbackRequest(path: "/health/ready")).status
        }
    }

    /// The number of the service's process.
    func processIdentifier() throws -> Int32 { try current().processIdentifier }

    /// What the service said.
    func talk() throws -> String { try current().talk }

    /// Tells the service to stop, which ends it and its database cleanly; how long that took.
    func stopService() async throws -> Duration {
        let running = try current()
        let begin = ContinuousClock.now
        running.signal(SIGTERM)
        let code = try await running.end(secondsMax: 40)
        guard code == 0 else { throw ProcessFault(what: "SIGTERM ended the service with \(code): \(running.talk)") }
        if case .own = program.place, !server.processes.isEmpty {
            throw ProcessFault(what: "SIGTERM left \(server.processes) behind")
        }
        return ContinuousClock.now - begin
    }

    private func current() throws -> RunningProgram {
        guard let running = service.withLock({ $0 }) else { throw ProcessFault(what: "no service was started") }
        return running
    }
}
