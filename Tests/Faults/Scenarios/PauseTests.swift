// PostgreSQL stands still, or nothing comes through to it any more: whoever asks is told in time, and all goes on afterwards.
import Foundation
import PostgreSQLTestKit
import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension Faults {
    @Suite("Silence", .timeLimit(.minutes(Extent.pick(6, whole: 30))))
    struct PauseTests {
        /// A request ends by its deadline, plus what a busy machine needs.
        private static let slowestMax = Duration.seconds(33)

        @Test("PostgreSQL stopped for a while: requests end in time as 503, and nothing is lost or done twice")
        func paused() async throws {
            let pauses = Extent.pick([5], whole: [1, 5, 20, 12, 2, 20, 8, 15, 3, 20])
            try await Scenario.paused.play { trial in
                trial.done = "SIGSTOP of all its processes for \(pauses.map(String.init).joined(separator: ", ")) s"
                trial.bar = "no request past its 30 s; back ≤ 10 s after SIGCONT"
                try await Stage.withStage(variables: Extent.databasePatience) { stage in
                    let load = try await stage.startForLoad(writers: 6, shared: 5)
                    let report = try await load.running {
                        for seconds in pauses {
                            try await Task.sleep(for: .seconds(1))
                            stage.server.signalAll(SIGSTOP)
                            try await Task.sleep(for: .seconds(seconds))
                            // It may have been replaced meanwhile; whoever was stopped goes on.
                            let begin = ContinuousClock.now
                            stage.server.signalAll(SIGCONT)
                            trial.ready.append(
                                try await stage.recovery(since: begin, within: .seconds(60), load.access)
                            )
                        }
                    }
                    trial.expect(report.unavailable > 0, "no request was turned away: the pause did not meet any work")
                    trial.expect(report.slowest < Self.slowestMax, "a request took \(report.slowest)")
                    trial.expectReady(within: .seconds(10))
                    try await trial.check(stage, load, report)
                    _ = try await stage.stopService()
                }
            }
        }

        @Test("connections into which everything disappears are given up within 15 s, and no threads pile up")
        func blackHole() async throws {
            let count = Extent.pick(1, whole: 10)
            try await Scenario.blackHole.play { trial in
                trial.done = "\(count) times all connections stalled; every other time new ones too, for 20 s"
                trial.bar = "work again ≤ 15 s; no request past its 30 s; threads ≤ + 12, descriptors ≤ + 24"
                try await Self.withStage { stage, proxy in
                    let load = try await stage.startForLoad(writers: 6, shared: 5)
                    var before = ProcessSize()
                    var after = ProcessSize()
                    let report = try await load.running {
                        try await Task.sleep(for: .seconds(2))
                        before = try ProcessSize(of: try stage.processIdentifier())
                        for number in 0..<count {
                            try await Task.sleep(for: .seconds(1))
                            let isWhole = number % 2 == 1
                            if isWhole { proxy.behave(.init(arrival: .ignore)) }
                            proxy.stallAll()
                            if isWhole { try await Task.sleep(for: .seconds(20)) }
                            let begin = ContinuousClock.now
                            proxy.behave()
                            trial.ready.append(
                                try await stage.recovery(since: begin, within: .seconds(60), load.access)
                            )
                        }
                        try await Task.sleep(for: .seconds(2))
                        after = try ProcessSize(of: try stage.processIdentifier())
                    }
                    trial.expect(report.slowest < Self.slowestMax, "a request took \(report.slowest)")
                    trial.expect(
                        after.threads <= before.threads + 12,
                        "\(before.threads), then \(after.threads) threads"
                    )
                    trial.expect(
                        after.descriptors <= before.descriptors + 24,
                        "\(before.descriptors), then \(after.descriptors) descriptors"
                    )
                    trial.expectReady(within: .seconds(15))
                    try await trial.check(stage, load, report)
                    _ = try await stage.stopService()
                }
            }
        }

        private static func withStage(_ body: (Stage, SocketProxy) async throws -> Void) async throws {
            try await Stage.withFolder { folder in
                try await OwnCluster.withCluster(in: folder) { cluster in
                    let proxy = try SocketProxy(to: .unix(folder: cluster.server.socketFolder, port: 5_432))
                    defer { proxy.close() }
                    guard case .unix(_, let port) = proxy.address else { return }
                    let url = cluster.url(port: port)
                    let variables = Extent.databasePatience
                    try await Stage.withStage(on: cluster.server, url: url, variables: variables) { stage in
                        try await body(stage, proxy)
                    }
                }
            }
        }
    }
}
