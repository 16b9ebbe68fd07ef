// The program or its database is killed while people work, again and again: what they were told is kept, nothing is half there.
import Foundation
import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension Faults {
    @Suite("Kills", .timeLimit(.minutes(Extent.pick(6, whole: 40))))
    struct KillTests {
        private static let writerCount = 8

        @Test("kill -9 of the service under load: nothing acknowledged is lost, doubled or half there")
        func killed() async throws {
            let count = Extent.pick(5, whole: 100)
            try await Scenario.serviceKilled.play { trial in
                trial.done = "\(count) kills"
                trial.bar = "ready ≤ 2 s"
                try await Stage.withStage { stage in
                    let load = try await stage.startForLoad(writers: Self.writerCount, shared: 1 + count / 4)
                    let report = try await load.running {
                        for _ in 0..<count { trial.ready.append(try await stage.killService()) }
                        _ = try await stage.stopService()
                        try await stage.start()
                        try await Task.sleep(for: .milliseconds(300))
                    }
                    trial.expect(report.acknowledged > 10 * count, "too little work was done to prove anything")
                    trial.expect(report.unanswered > 0, "no request was cut off: the kills did not meet any work")
                    trial.expectReady(within: .seconds(2))
                    var check = try RecordCheck(stage, load, report)
                    try await check.overSQL()
                    try await check.invariantsCanFail()
                    try await check.overAPI()
                    try await check.findingsOverAPI()
                    _ = try await stage.stopService()
                    try await check.onCommandLine(of: load.own)
                    trial.expect(stage.server.processes.isEmpty, "commands left a server behind")
                    trial.take(check)
                }
            }
        }

        @Test("kill -9 of PostgreSQL under load: the service goes on without being started again, and nothing is lost")
        func databaseKilled() async throws {
            let count = Extent.pick(3, whole: 50)
            try await Scenario.databaseKilled.play { trial in
                trial.done = "\(count) kills, every other one of all its processes"
                trial.bar = "back ≤ 10 s; indexes as their tables"
                try await Stage.withStage { stage in
                    let load = try await stage.startForLoad(writers: Self.writerCount, shared: 1 + count / 4)
                    let report = try await load.running {
                        for number in 0..<count {
                            trial.ready.append(try await stage.killDatabase(whole: number % 2 == 1, load.access))
                        }
                    }
                    trial.expect(report.acknowledged > 10 * count, "too little work was done to prove anything")
                    trial.expect(report.unavailable > 0, "no request was turned away: the kills did not meet any work")
                    trial.expectReady(within: .seconds(10))
                    try await trial.check(stage, load, report)
                    _ = try await stage.stopService()
                }
            }
        }

        @Test("a POST sent five times at once, and again after a kill, takes effect once and is answered alike")
        func repeated() async throws {
            let count = Extent.pick(4, whole: 50)
            try await Scenario.repeated.play { trial in
                trial.done = "\(3 * count) keys, five at once, twice again after a kill"
                trial.bar = "1 effect; same body, ETag and status; another body is refused"
                try await Stage.withStage { stage in
                    let load = try await stage.startForLoad(writers: 1)
                    let ledger = try load.ledger()
                    var answers: [(request: LoopbackRequest, answer: LoopbackAnswer)] = []
                    var report = WriterReport()
                    for number in 0..<count {
                        var place = ""
                        for what in ["patient", "workup", "finding"] {
                            let key = "w1-\(number)-\(what)"
                            try ledger.write(.intent(key: key))
                            let request = Self.request(what, key, in: place, load.access)
                            let five = try await Self.atOnce(request, times: 5, load.access)
                            trial.expect(five.allSatisfy { $0.isSame(as: five[0]) }, "\(key): several answers")
                            guard five[0].isSuccess, let id = five[0].id else {
                                throw ProcessFault(what: "\(key): \(five[0].status) \(five[0].text)")
                            }
                            try ledger.write(.acknowledged(key: key, id: id))
                            answers.append((request, five[0]))
                            let changed = Self.request(what, key, in: place, load.access, isChanged: true)
                            let other = try await Self.atOnce(changed, times: 1, load.access)
                            trial.expect(other[0].status == 409, "\(key) with another body: \(other[0].status)")
                            place = id
                            if what == "workup" { report.workups.append(id) }
                        }
                    }
                    trial.ready.append(try await stage.killService())
                    for (request, answer) in answers {
                        let again = try await Self.atOnce(request, times: 2, load.access)
                        trial.expect(again.allSatisfy { $0.isSame(as: answer) }, "another answer after the kill")
                    }
                    report.acknowledged = answers.count
                    try await trial.check(stage, load, report)
                    _ = try await stage.stopService()
                }
            }
        }

        /// A request that makes something in what was made before it; with the same key and another body where it is changed.
        private static func request(
            _ what: String,
            _ key: String,
            in place: String,
            _ access: ServiceAccess,
            isChanged: Bool = false
        ) -> LoopbackRequest {
            switch what {
            case "patient": Writer.patientRequest(access, key, givenName: isChanged ? "Other" : "Crash")
            case "workup": Writer.workupRequest(access, key, for: place, protocol: isChanged ? "cidp" : "mmn")
            default: Writer.findingRequest(access, key, in: place, band: isChanged ? "negative" : "positive")
            }
        }

        /// Sends a request on several connections at the same time; each until its answer is definite.
        private static func atOnce(
            _ request: LoopbackRequest,
            times count: Int,
            _ access: ServiceAccess
        ) async throws -> [LoopbackAnswer] {
            try await withThrowingTaskGroup(of: LoopbackAnswer.self) { group in
                for _ in 0..<count {
                    group.addTask {
                        try await onOwnThread {
                            let client = LoopbackClient(port: access.port)
                            for _ in 0..<200 {
                                let answer = try client.send(request)
                                if answer.status != 503, !answer.isInFlight { return answer }
                                Thread.sleep(forTimeInterval: 0.05)
                            }
                            throw StillUnresolved(key: request.path, last: "busy")
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
    }
}
