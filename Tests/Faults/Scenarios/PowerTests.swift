// The power of the disk is cut under load: what was acknowledged is there afterwards; with fsync off it is not, so the test sees.
import Foundation
import Testing

extension Faults {
    @Suite("Power", .timeLimit(.minutes(Extent.pick(6, whole: 30))))
    struct PowerTests {
        @Test("a power cut under load loses nothing that was acknowledged")
        func cut() async throws {
            let count = Extent.pick(2, whole: 20)
            try await Scenario.powerCut.play { trial in
                trial.done = "\(count) cuts of the file system under data and WAL"
                trial.bar = "data checksums clean"
                try await Self.withStage(settings: [:]) { stage, place in
                    let load = try await stage.startForLoad(writers: 6, shared: 3)
                    let report = try await load.running {
                        for _ in 0..<count {
                            try await Task.sleep(for: .milliseconds(.random(in: 700...5_000)))
                            try await place.cut(stage)
                            trial.ready.append(try await place.restart(stage))
                        }
                    }
                    trial.expect(report.unanswered > 0, "the cuts did not meet any work")
                    try await trial.check(stage, load, report)
                    _ = try await stage.stopService()
                    try await place.stopAndCheckPages()
                }
            }
        }

        @Test("the control: with fsync off a power cut loses what was acknowledged, or the whole record")
        func control() async throws {
            let attempts = 5
            try await Scenario.powerCutControl.play { trial in
                trial.bar = "must lose"
                for attempt in 1...attempts {
                    let loss = try await Self.lossWithoutSync()
                    trial.done = "\(attempt) cuts; \(loss ?? "nothing was lost")"
                    if loss != nil { return }
                }
                trial.complain("nothing was lost in \(attempts) cuts without fsync: the scenario is blind")
            }
        }

        /// What a cut without fsync cost; nil where nothing.
        private static func lossWithoutSync() async throws -> String? {
            var loss: String?
            try await withStage(settings: ["fsync": "off"]) { stage, place in
                let load = try await stage.startForLoad(writers: 6)
                // So that a server comes back that has forgotten, not one that is in pieces.
                _ = try await stage.server.rows("checkpoint")
                try await place.disk.flush()
                // The writers are stopped before: what is missing now was acknowledged, and nothing can be sent again.
                let report = try await load.running { try await Task.sleep(for: .seconds(3)) }
                try await place.cut(stage)
                do {
                    try await place.cluster.start()
                } catch {
                    loss = "the server did not come back"
                    return
                }
                // The service is not asked: it would miss the end of its log, and refuse to start.
                var check = try RecordCheck(stage, load, report)
                do {
                    try await check.overSQL()
                } catch {
                    loss = "the record cannot be read any more"
                    return
                }
                let findings = check.findings
                if !findings.isEmpty {
                    loss = "\(findings.lost.count) of \(report.acknowledged) acknowledged changes were lost"
                }
            }
            return loss
        }

        /// The disk and the server on it.
        private struct Place {
            let disk: DiskImage
            let cluster: OwnCluster

            /// Cuts the power of everything but the clients; the disk is there again afterwards.
            func cut(_ stage: Stage) async throws {
                try disk.cutPower()
                try await stage.endService()
                try await cluster.kill()
                try await disk.unmount()
                try await disk.mount()
            }

            /// Starts it again; how long it took until it was ready.
            func restart(_ stage: Stage) async throws -> Duration {
                let begin = ContinuousClock.now
                try await cluster.start()
                try await stage.start()
                return ContinuousClock.now - begin
            }

            func stopAndCheckPages() async throws {
                try await cluster.stop()
                try await cluster.checkPages()
            }
        }

        private static func withStage(
            settings: [String: String],
            _ body: (Stage, Place) async throws -> Void
        ) async throws {
            try await Stage.withFolder { folder in
                try await DiskImage.withImage(in: folder, name: "disk", mebibytes: 2_048) { disk in
                    try await OwnCluster.withCluster(
                        in: folder.appending(path: "server"),
                        data: "\(disk.mountPoint)/data",
                        settings: settings
                    ) { cluster in
                        try await Stage.withStage(on: cluster.server, url: cluster.url()) { stage in
                            try await body(stage, Place(disk: disk, cluster: cluster))
                        }
                    }
                }
            }
        }
    }
}
