// The program is killed while people work, again and again: what they were told is kept, and nothing is half there.
import Foundation
import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// How often the service is killed; `WORKUP_CRASH_KILLS` raises it. Its database is killed twice for every five.
private let killCount = ProcessInfo.processInfo.environment["WORKUP_CRASH_KILLS"].flatMap { Int($0) } ?? 5

@Suite("Crash", .timeLimit(.minutes(4 + killCount / 5)))
struct CrashTests {
    private static let writerCount = 6

    @Test("kill -9 of the service and of its database under load: nothing acknowledged is lost, doubled or half there")
    func killed() async throws {
        try await Stage.withStage { stage in
            try await stage.start()
            let access = try await stage.makeAccess()
            let load = try await Load.prepare(access, writers: Self.writerCount, in: stage.program.folder)
            var times = CrashTimes()
            let report = try await load.running {
                for _ in 0..<killCount { times.ready.append(try await stage.killService()) }
                for number in 0..<max(2, killCount * 2 / 5) {
                    times.recovered.append(try await stage.killDatabase(whole: number % 2 == 1, access))
                }
                times.stopped = try await stage.stopService()
                try await stage.start()
                try await Task.sleep(for: .milliseconds(300))
            }
            #expect(report.complaints.isEmpty, "\(report.complaints.prefix(20))")
            #expect(report.acknowledged > 10 * killCount, "too little work was done to prove anything")
            #expect(report.unanswered > 0, "no request was cut off: the kills did not meet any work")
            try #require(times.recovered.allSatisfy { $0 < .seconds(10) }, "\(times.recovered)")

            let check = RecordCheck(
                program: stage.program,
                server: stage.server,
                access: access,
                entries: try load.entries(),
                report: report
            )
            try await check.overSQL()
            try await check.invariantsCanFail()
            try await check.overAPI()
            try await check.findingsOverAPI(of: load.own, steps: Writer.sharedSteps, of: load.shared)
            times.stopped = max(times.stopped, try await stage.stopService())
            try await check.onCommandLine(of: load.own)
            #expect(stage.server.processes.isEmpty, "commands left a server behind")
            times.tell(report)
        }
    }
}

/// How long things took; told on standard error, judged only where somebody waits for it.
private struct CrashTimes {
    var ready: [Duration] = []
    var recovered: [Duration] = []
    var stopped = Duration.zero

    func tell(_ report: WriterReport) {
        let sorted = ready.sorted()
        let text = """
            crash: \(ready.count) kills of the service, ready again after \(sorted[sorted.count / 2]) (median), \
            \(sorted[sorted.count - 1]) (longest); \(recovered.count) kills of the database, back after at most \
            \(recovered.max() ?? .zero); SIGTERM took at most \(stopped); \(report.acknowledged) acknowledged, \
            \(report.refused) refused, \(report.unanswered) unanswered, \(report.unavailable) times 503

            """
        FileHandle.standardError.write(Data(text.utf8))
    }
}
