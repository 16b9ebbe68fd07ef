// A standby that must confirm every change goes away, then the primary dies: what was acknowledged is on the standby.
import Foundation
import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension Faults {
    @Suite("A standby", .timeLimit(.minutes(Extent.pick(6, whole: 30))))
    struct StandbyTests {
        private static let name = "standby"

        @Test("nothing is acknowledged that the standby does not have; promoted, it has all that was")
        func synchronous() async throws {
            let rounds = Extent.pick(1, whole: 4)
            try await Scenario.standbyGone.play { trial in
                trial.done = """
                    \(rounds) times: standby stopped for \(Extent.pick(7, whole: 14)) s and back, then the primary killed under load and the standby \
                    promoted
                    """
                trial.bar = "no request past its 30 s; none acknowledged meanwhile; writes back ≤ 60 s"
                for _ in 0..<rounds {
                    try await Self.withPair(isSynchronous: true) { stage, primary, standby in
                        let load = try await stage.startForLoad(writers: 6)
                        var count = 0
                        let report = try await load.running {
                            try await Task.sleep(for: .seconds(2))
                            standby.server.signalAll(SIGSTOP)
                            // What was under way is through by then.
                            try await Task.sleep(for: .seconds(2))
                            let before = try load.acknowledgedCount()
                            try await Task.sleep(for: .seconds(Extent.pick(5, whole: 12)))
                            count = try load.acknowledgedCount() - before
                            standby.server.signalAll(SIGCONT)
                            _ = try await stage.recovery(since: .now, within: .seconds(60), load.access)
                            try await Task.sleep(for: .seconds(1))
                            let begin = ContinuousClock.now
                            try await primary.kill()
                            try await standby.set(["synchronous_standby_names": ""])
                            try await standby.promote()
                            trial.ready.append(
                                try await stage.recovery(since: begin, within: .seconds(90), load.access)
                            )
                        }
                        trial.expect(count == 0, "\(count) changes were acknowledged without the standby")
                        trial.expect(report.unavailable > 0, "no request was turned away")
                        trial.expect(report.slowest < .seconds(33), "a request took \(report.slowest)")
                        trial.expectReady(within: .seconds(60))
                        try await trial.check(stage, on: standby.server, load, report)
                        _ = try await stage.stopService()
                    }
                }
            }
        }

        @Test("the control: where the primary does not wait for the standby, promoting it loses what was acknowledged")
        func control() async throws {
            try await Scenario.standbyControl.play { trial in
                trial.bar = "must lose"
                try await Self.withPair(isSynchronous: false) { stage, primary, standby in
                    let load = try await stage.startForLoad(writers: 4)
                    // What is written from now on stays in the primary; the writers end before anything dies.
                    standby.server.signalAll(SIGSTOP)
                    let report = try await load.running { try await Task.sleep(for: .seconds(3)) }
                    try await primary.kill()
                    standby.server.signalAll(SIGCONT)
                    try await standby.promote()
                    var check = try RecordCheck(stage, on: standby.server, load, report)
                    try await check.overSQL()
                    let lost = check.findings.lost.count
                    trial.done = "1 time; \(lost) of \(report.acknowledged) acknowledged changes were lost"
                    trial.expect(lost > 0, "nothing was lost without waiting for the standby: the scenario is blind")
                }
            }
        }

        /// A primary, its standby, and a service that is led to whichever of them takes writes.
        private static func withPair(
            isSynchronous: Bool,
            _ body: (Stage, _ primary: OwnCluster, _ standby: OwnCluster) async throws -> Void
        ) async throws {
            try await Stage.withFolder { folder in
                try await OwnCluster.withCluster(in: folder.appending(path: "primary")) { primary in
                    try await primary.withStandby(in: folder.appending(path: "standby"), name: name) { standby in
                        if isSynchronous {
                            try await primary.set(["synchronous_standby_names": name])
                        }
                        try await Stage.withStage(
                            on: primary.server,
                            url: OwnCluster.url(primary, or: standby),
                            variables: Extent.databasePatience
                        ) { stage in
                            try await body(stage, primary, standby)
                        }
                    }
                }
            }
        }
    }
}
