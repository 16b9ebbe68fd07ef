// The disk under the data, or under the log of changes, is filled to the last block under load, and freed again.
import Foundation
import Testing

extension Faults {
    @Suite("Full disks", .timeLimit(.minutes(Extent.pick(6, whole: 20))))
    struct DiskFullTests {
        /// Which of the two is full.
        private enum Part {
            case data, wal
        }

        @Test(
            "a full disk under the data turns work away with 503 and says why; freed, all goes on and nothing is lost"
        )
        func data() async throws {
            try await Self.play(.dataFull, .data)
        }

        @Test("a full disk under the WAL stops the server; freed and started, all goes on and nothing is lost")
        func wal() async throws {
            try await Self.play(.walFull, .wal)
        }

        private static func play(_ scenario: Scenario, _ part: Part) async throws {
            let count = Extent.pick(1, whole: 10)
            try await scenario.play { trial in
                trial.done = "filled and freed \(count) times"
                trial.bar = "503 with its problem; back ≤ 30 s; data checksums clean"
                try await withStage(part) { stage, disk, cluster in
                    let load = try await stage.startForLoad(writers: 6, shared: 3)
                    var refusals: [LoopbackAnswer] = []
                    let report = try await load.running {
                        for _ in 0..<count {
                            try await Task.sleep(for: .seconds(1))
                            let ballast = try disk.fill()
                            refusals.append(try await refusal(load.access))
                            try await Task.sleep(for: .seconds(2))
                            let begin = ContinuousClock.now
                            try FileManager.default.removeItem(at: ballast)
                            // Without room for its log the server ends; whoever runs it starts it again.
                            if cluster.server.processes.isEmpty { try await cluster.start() }
                            trial.ready.append(
                                try await stage.recovery(since: begin, within: .seconds(60), load.access)
                            )
                        }
                    }
                    trial.expect(
                        report.unavailable > 0,
                        "no request was turned away: the full disk did not meet any work"
                    )
                    for answer in refusals { trial.expect(isClear(answer, part), "\(answer.status) \(answer.text)") }
                    trial.expectReady(within: .seconds(30))
                    try await trial.check(stage, load, report)
                    _ = try await stage.stopService()
                    try await cluster.stop()
                    try await cluster.checkPages()
                }
            }
        }

        /// What a client is told who writes when there is no room.
        private static func refusal(_ access: ServiceAccess) async throws -> LoopbackAnswer {
            try await onOwnThread {
                let client = LoopbackClient(port: access.port)
                for _ in 0..<2_000 {
                    // Reading needs room as well, for its line in the log.
                    let answer = try client.send(access.request("GET", "/workups"))
                    if !answer.isSuccess { return answer }
                    Thread.sleep(forTimeInterval: 0.01)
                }
                throw ProcessFault(what: "the full disk is not noticed")
            }
        }

        private static func isClear(_ answer: LoopbackAnswer, _ part: Part) -> Bool {
            let codes =
                part == .data ? ["database-full"] : ["database-full", "database-unavailable", "read-interrupted"]
            return answer.status == 503 && answer.fields["content-type"] == "application/problem+json"
                && answer.fields["retry-after"] != nil && codes.contains { answer.text.contains("/problems/\($0)\"") }
        }

        private static func withStage(
            _ part: Part,
            _ body: (Stage, DiskImage, OwnCluster) async throws -> Void
        ) async throws {
            try await Stage.withFolder { folder in
                try await DiskImage.withImage(in: folder, name: "disk", mebibytes: 320) { disk in
                    let place = "\(disk.mountPoint)/server"
                    try await OwnCluster.withCluster(
                        in: folder.appending(path: "server"),
                        data: part == .data ? place : nil,
                        walFolder: part == .wal ? place : nil,
                        // Files that are there already would be written over for a long time.
                        settings: ["min_wal_size": "2MB", "max_wal_size": "32MB"],
                        walSegmentMebibytes: 1
                    ) { cluster in
                        try await Stage.withStage(on: cluster.server, url: cluster.url()) { stage in
                            try await body(stage, disk, cluster)
                        }
                    }
                }
            }
        }
    }
}
