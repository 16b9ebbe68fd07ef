// What is tried, each once: its name, what trust asks of it, and how its row of the table comes about.
import Foundation
import Synchronization
import Testing

/// One scenario: one row of the table.
enum Scenario: String, CaseIterable, Sendable {
    case serviceKilled = "kill -9 of the service"
    case databaseKilled = "kill -9 of PostgreSQL"
    case repeated = "one key five times at once, and after a kill"
    case powerCut = "power cut"
    case powerCutControl = "power cut, control: fsync off"
    case databaseCut = "cut between service and PostgreSQL"
    case clientCut = "cut between client and service"
    case importCut = "import cut off from PostgreSQL"
    case dataFull = "disk full: data"
    case walFull = "disk full: WAL"
    case paused = "PostgreSQL paused"
    case blackHole = "black hole before PostgreSQL"
    case standbyGone = "standby gone, then the primary"
    case standbyControl = "standby gone, control: asynchronous"
    case slowClients = "2,000 slow clients"
    case hostileInput = "hostile input"
    case clock = "clock jumps"

    /// The number that docs/operations/faults.md gives it.
    var requirement: String {
        switch self {
        case .serviceKilled: "R1"
        case .databaseKilled: "R2"
        case .repeated: "R10"
        case .powerCut, .powerCutControl: "R3"
        case .databaseCut, .clientCut, .importCut: "R6"
        case .dataFull, .walFull: "R4"
        case .paused, .blackHole: "R7"
        case .standbyGone, .standbyControl: "R8"
        case .slowClients: "R13"
        case .hostileInput: "R14"
        case .clock: "R20"
        }
    }

    /// Runs a scenario, adds its row to the results, and fails the test where the row does.
    func play(_ body: (inout Trial) async throws -> Void) async throws {
        var trial = Trial(scenario: self)
        do {
            try await body(&trial)
            try FaultResults.add(trial.row)
            #expect(trial.row.verdict == .passed, "\(trial.row.note)")
        } catch let reason as CannotRun {
            trial.hindrance = reason.reason
            FileHandle.standardError.write(Data("fault: NOT DONE: \(rawValue): \(reason.reason)\n".utf8))
            try FaultResults.add(trial.row)
        } catch {
            trial.complain("it broke off: \(error)")
            try FaultResults.add(trial.row)
            throw error
        }
    }
}

/// How much is done: a little in every run of the tests, all of it by `make faults`.
enum Extent {
    static let isWhole = ProcessInfo.processInfo.environment["WORKUP_FAULTS"] == "whole"

    /// How long the service waits for its database: less where there is less time, and by default as it comes.
    static let databasePatience = pick(["WORKUP_DATABASE_TIMEOUT_MILLISECONDS": "3000"], whole: [:])

    static func pick<T>(_ short: T, whole: T) -> T { isWhole ? whole : short }
}

/// What a scenario finds out while it runs.
struct Trial {
    let scenario: Scenario
    /// What was done how often.
    var done = ""
    /// What had to hold beside nothing lost, twice or half, in words.
    var bar = ""
    /// How long it took each time until work was done again.
    var ready: [Duration] = []
    /// Why it could not run here.
    fileprivate(set) var hindrance: String?
    private var report = WriterReport()
    private var findings = Findings()
    private var complaints: [String] = []

    init(scenario: Scenario) { self.scenario = scenario }

    /// Takes in what the clients saw and what the record holds.
    mutating func take(_ check: RecordCheck) {
        report.add(check.report)
        findings.add(check.findings)
    }

    /// Reads everything back, over SQL and over the API, and takes it in.
    mutating func check(
        _ stage: Stage,
        on server: RecordServer? = nil,
        _ load: Load,
        _ report: WriterReport
    ) async throws {
        var check = try RecordCheck(stage, on: server, load, report)
        try await check.overSQL()
        try await check.overAPI()
        try await check.findingsOverAPI()
        take(check)
    }

    /// A bar that was missed.
    mutating func complain(_ what: String) { complaints.append(what) }

    /// Misses the bar where something is not so.
    mutating func expect(_ isSo: Bool, _ otherwise: @autoclosure () -> String) {
        if !isSo { complaints.append(otherwise()) }
    }

    /// Misses the bar where a process came to hold more than it may.
    mutating func expectGrowth(from before: ProcessSize, to after: ProcessSize, kibibytes limit: Int) {
        let growth = after.kibibytesMax - before.kibibytes
        done += "; at most \(growth >> 10) MiB more"
        expect(growth <= limit, "from \(before.kibibytes) KiB to \(after.kibibytesMax) KiB")
    }

    /// Holds the times until work was done again against a limit. It is meant for a machine that does nothing else: in every
    /// run of the tests, wherever that is, six times as long counts as well.
    mutating func expectReady(within limit: Duration) {
        let longest = ready.max() ?? .zero
        expect(longest <= limit * Extent.pick(6, whole: 1), "ready again only after \(longest)")
    }

    /// The row of the table.
    var row: FaultRow {
        let seconds = ready.sorted().map { ($0 / .seconds(1) * 1_000).rounded() / 1_000 }
        let faults = complaints + report.complaints.prefix(10) + (findings.isEmpty ? [] : [findings.words])
        return FaultRow(
            scenario: scenario.rawValue,
            requirement: scenario.requirement,
            done: done,
            acknowledged: report.acknowledged,
            refused: report.refused,
            unavailable: report.unavailable,
            unanswered: report.unanswered,
            lost: findings.lost.count,
            twice: findings.twice.count,
            half: findings.half.count,
            readyMedian: seconds.isEmpty ? nil : seconds[seconds.count / 2],
            readyLongest: seconds.last,
            bar: bar,
            verdict: hindrance != nil ? .notDone : faults.isEmpty ? .passed : .missed,
            note: hindrance ?? faults.joined(separator: " | ")
        )
    }
}

/// One row of the table.
struct FaultRow: Codable, Sendable {
    enum Verdict: String, Codable, Sendable {
        case passed
        case missed
        case notDone = "not done"
    }

    let scenario: String
    let requirement: String
    let done: String
    let acknowledged: Int
    let refused: Int
    let unavailable: Int
    let unanswered: Int
    let lost: Int
    let twice: Int
    let half: Int
    let readyMedian: Double?
    let readyLongest: Double?
    let bar: String
    let verdict: Verdict
    let note: String
}

/// The file of results that `make faults` makes its table of: first what is planned, then a row for each that ran.
enum FaultResults {
    private static let hasBegun = Mutex(false)

    private struct Plan: Encodable {
        let planned: [String]
    }

    static func add(_ row: FaultRow) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(row) + Data("\n".utf8)
        FileHandle.standardError.write(Data("fault: ".utf8) + line)
        guard let name = ProcessInfo.processInfo.environment["WORKUP_FAULTS_RESULTS"] else { return }
        try hasBegun.withLock { hasBegun in
            let file = URL(fileURLWithPath: name)
            if !hasBegun {
                try encoder.encode(Plan(planned: Scenario.allCases.map(\.rawValue))).write(to: file)
            }
            let handle = try FileHandle(forWritingTo: file)
            try handle.seekToEnd()
            try handle.write(contentsOf: (hasBegun ? Data() : Data("\n".utf8)) + line)
            try handle.close()
            hasBegun = true
        }
    }
}

/// All scenarios, one after another: each wants the machine to itself.
@Suite("Faults", .serialized)
enum Faults {}
