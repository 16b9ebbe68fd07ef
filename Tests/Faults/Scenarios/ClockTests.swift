// The service's clock jumps under load, forwards and back: nothing is lost or doubled, tokens end when they should, the log is
// sealed, and versions keep their order.
import Foundation
import Testing

extension Faults {
    @Suite("Clocks", .timeLimit(.minutes(Extent.pick(6, whole: 15))))
    struct ClockTests {
        /// By how many hours the clock of days is off, one after another. The clocks that only count on are left as they
        /// are: a machine's clock is set while those go on. The last is the furthest, so that all that was made is in sight
        /// when it is read back; between the first and the last is less than a day, for which keys are kept.
        private static let jumps = [12, 11, 0, -1, 1, 0, 20, 3, 0, 12, -1, 0, 21]
        /// How far it jumps when nobody writes any more.
        private static let farJumps = [24, 48, 720]
        /// How long a token lives that is to end.
        private static let tokenHours = 10

        @Test("a clock that jumps by seconds, hours and days loses nothing, doubles nothing, and wakes no ended token")
        func jumps() async throws {
            let jumps = Extent.pick([12, -1, 21], whole: Self.jumps)
            try await Scenario.clock.play { trial in
                trial.done = """
                    the service's clock off by \(jumps.map(String.init).joined(separator: ", ")) h under load, then by \
                    \(Self.farJumps.map(String.init).joined(separator: ", ")) h
                    """
                trial.bar = "work goes on ≤ 5 s; a token of \(Self.tokenHours) h ends then; log sealed and verified"
                try await Self.withStage { stage, clock in
                    try await stage.start()
                    let access = try await stage.makeAccess()
                    let short = try await stage.makeToken(["--expires-at", Self.end()])
                    let load = try await Load.prepare(access, writers: 6, shared: 4, in: stage.program.folder)
                    let report = try await load.running(refusals: [403, 404]) {
                        for jump in jumps {
                            try await Task.sleep(for: .seconds(2))
                            let begin = ContinuousClock.now
                            try clock.set(hours: jump)
                            trial.ready.append(try await stage.recovery(since: begin, within: .seconds(60), access))
                            try await Self.expectEnd(of: short, at: jump, &trial)
                        }
                        try await Task.sleep(for: .seconds(3))
                    }
                    trial.expectReady(within: .seconds(5))
                    try await trial.check(stage, load, report)
                    for jump in Self.farJumps {
                        try clock.set(hours: jump)
                        trial.ready.append(try await stage.recovery(since: .now, within: .seconds(60), access))
                        try await Self.expectEnd(of: short, at: jump, &trial)
                        // Longer than the log waits for its seal.
                        try await Task.sleep(for: .seconds(3))
                        let ready = try await stage.health()
                        trial.expect(ready == 200, "/health/ready is \(ready) at \(jump) h")
                    }
                    let verified = try await stage.program.exitCode(of: ["audit", "verify", "--all"])
                    trial.expect(verified == 0, "audit verify ended with \(verified)")
                    _ = try await stage.stopService()
                }
            }
        }

        /// The file that says by how much the clock is off.
        private struct Clock {
            let file: URL

            init(_ file: URL) throws {
                self.file = file
                try Data(count: 8).write(to: file)
            }

            /// Sets it at one stroke: who looks at it meanwhile has the file before them.
            func set(hours: Int) throws {
                let handle = try FileHandle(forWritingTo: file)
                try handle.write(contentsOf: withUnsafeBytes(of: Int64(hours * 3_600)) { Data($0) })
                try handle.close()
            }
        }

        private static func end() -> String {
            Date(timeIntervalSinceNow: Double(tokenHours * 3_600)).formatted(.iso8601)
        }

        private static func expectEnd(of token: ServiceAccess, at jump: Int, _ trial: inout Trial) async throws {
            let status = try await status(token)
            trial.expect(status == (jump > tokenHours ? 401 : 200), "\(jump) h: the token is answered \(status)")
        }

        private static func status(_ access: ServiceAccess) async throws -> Int {
            try await onOwnThread {
                let client = LoopbackClient(port: access.port)
                for _ in 0..<100 {
                    let status = try client.send(access.request("GET", "/workups")).status
                    if status != 503 { return status }
                    Thread.sleep(forTimeInterval: 0.05)
                }
                return 503
            }
        }

        /// The server keeps the machine's time: what the two disagree on is part of it.
        private static func withStage(_ body: (Stage, Clock) async throws -> Void) async throws {
            #if os(Linux)
                try await Stage.withFolder { folder in
                    let clock = try Clock(folder.appending(path: "clock"))
                    let library = folder.appending(path: "clock.so").path()
                    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
                        path: "../clock.c"
                    )
                    let options = ["-shared", "-fPIC", "-O1", "-o", library, source.standardized.path()]
                    try await Tool.run(try Tool.ofSystem("clang"), options)
                    let variables = ["LD_PRELOAD": library, "FAULT_CLOCK": clock.file.path()]
                    try await OwnCluster.withCluster(in: folder.appending(path: "server")) { cluster in
                        try await Stage.withStage(on: cluster.server, url: cluster.url(), variables: variables) {
                            stage in
                            try await body(stage, clock)
                        }
                    }
                }
            #else
                throw CannotRun(reason: "a program's clock can be set apart from the machine's on Linux alone")
            #endif
        }
    }
}
