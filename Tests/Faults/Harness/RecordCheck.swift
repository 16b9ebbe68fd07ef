// Reads everything back, over SQL, over the API and on the command line, and says what is not as the clients were told.
import Foundation

/// The record after the writers have stopped, and what they know.
struct RecordCheck: Sendable {
    let program: ServiceProgram
    let server: RecordServer
    let access: ServiceAccess
    let entries: [LedgerEntry]
    let report: WriterReport
    private(set) var findings = Findings()

    init(_ stage: Stage, on server: RecordServer? = nil, _ load: Load, _ report: WriterReport) throws {
        program = stage.program
        self.server = server ?? stage.server
        access = load.access
        entries = try load.entries()
        self.report = report
    }

    /// The ids acknowledged for keys that end so, by key.
    func acknowledged(_ what: String) -> [(key: String, id: String)] {
        entries.compactMap { entry in
            guard case .acknowledged(let key, let id) = entry, key.hasSuffix(what) else { return nil }
            return (key, id)
        }
    }

    /// Ledgers against the traces in the record, invariants, indexes, the log.
    mutating func overSQL() async throws {
        let effects = try await server.rows(Invariant.effects).map { Effect(key: $0[0], id: $0[1]) }
        for fault in LedgerCheck.faults(entries, effects) { findings.add(fault) }
        let answers = try await server.rows(Invariant.all.map(\.question).joined(separator: "\n"))
        guard answers.count == Invariant.all.count else { throw ProcessFault(what: "questions without an answer") }
        for (invariant, answer) in zip(Invariant.all, answers) where answer != ["0"] {
            findings.halve("\(answer) times \(invariant.offence)")
        }
        do {
            _ = try await server.rows(Invariant.indexes)
        } catch {
            findings.halve("an index that is not as its table: \(error)")
        }
        let events = try await server.rows(
            """
            select count(*) filter (where event_code in ('AddPatient', 'OpenWorkup', 'RecordFinding', 'MoveStep')),
                count(*) filter (where event_code = 'ReadStep') from audit_event where outcome = 0;
            """
        )
        let counts = events[0].compactMap { Int($0) }
        if counts[0] < report.acknowledged { findings.halve("changes acknowledged without an event") }
        if counts[1] < report.servedReads { findings.halve("steps given out without an event") }
    }

    /// The control: each invariant counts an offence that was done for it, so none of them is blind.
    mutating func invariantsCanFail() async throws {
        let answers = try await server.rows(Invariant.all.map(\.control).joined(separator: "\n"))
        guard answers.count == Invariant.all.count else { throw ProcessFault(what: "questions without an answer") }
        for (invariant, answer) in zip(Invariant.all, answers) where answer == ["0"] {
            findings.complain("the check is blind for \(invariant.offence)")
        }
    }

    /// Every patient, workup, finding and step, as any client reads them; several readers share the work.
    mutating func overAPI() async throws {
        var paths: [(path: String, keys: [String])] = []
        paths += acknowledged("-patient").map { ("/patients/\($0.id)", [$0.key]) }
        paths += acknowledged("-workup").map { ("/workups/\($0.id)", [$0.key]) }
        let access = access
        let readers = 4
        var missing: [String] = []
        try await withThrowingTaskGroup(of: [String].self) { group in
            for reader in 0..<readers {
                let own = paths.enumerated().filter { $0.offset % readers == reader }.map(\.element)
                group.addTask { try await onOwnThread { try Self.missing(own, access) } }
            }
            for try await more in group { missing += more }
        }
        for place in missing { findings.lose("\(place) over the API") }
    }

    /// Every finding and every step's history of the workups the writers worked in.
    mutating func findingsOverAPI() async throws {
        let access = access
        let (workups, shared) = (report.workups, report.sharedWorkups)
        let texts = try await onOwnThread {
            let client = LoopbackClient(port: access.port)
            let paths =
                workups.flatMap { ["/workups/\($0)/findings", "/workups/\($0)/steps/antiGanglioside"] }
                + shared.flatMap { workup in Writer.sharedSteps.map { "/workups/\(workup)/steps/\($0)" } }
            return try paths.map { path in
                let answer = try client.send(access.request("GET", path))
                return answer.status == 200 ? answer.text : ""
            }
        }
        expect("-finding", once: true, in: texts, "over the API")
        expect("-review", once: false, in: texts, "over the API")
        expect("-note", once: false, in: texts, "over the API")
    }

    /// The same by the commands `finding list` and `export`, with no service running.
    mutating func onCommandLine(of workups: [String]) async throws {
        var lists: [String] = []
        for workup in workups.prefix(2) {
            lists.append(try await program.command(["finding", "list", workup, "--output", "json"]))
        }
        let listed = acknowledged("-finding").map(\.key).filter { key in lists.contains { $0.contains("\"\(key)\"") } }
        if listed.isEmpty { findings.complain("nothing is listed on the command line") }
        for list in lists {
            let keys = listed.filter { list.contains("\"\($0)\"") }
            if list.components(separatedBy: "\"performedBy\"").count - 1 != keys.count {
                findings.complain("the command line lists other findings than were acknowledged")
            }
        }
        let export = try await program.command(["export"])
        if export.split(separator: "\n").count != acknowledged("-workup").count {
            findings.complain("the export has other workups than were acknowledged")
        }
        expect("-finding", once: true, in: [export], "in the export")
        expect("-workup", once: true, in: [export], "in the export")
    }

    private mutating func expect(_ what: String, once: Bool, in texts: [String], _ place: String) {
        let counts = Self.counts(of: what, in: texts)
        findings.add(acknowledged(what).map(\.key), counts: counts, exactlyOnce: once, where: place)
    }

    /// How often each key stands in texts as a whole value.
    private static func counts(of what: String, in texts: [String]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for text in texts {
            for value in text.split(separator: "\"") where value.hasSuffix(what) {
                counts[String(value), default: 0] += 1
            }
        }
        return counts
    }

    private static func missing(_ paths: [(path: String, keys: [String])], _ access: ServiceAccess) throws -> [String] {
        let client = LoopbackClient(port: access.port)
        return try paths.compactMap { path, keys in
            let answer = try client.send(access.request("GET", path))
            guard answer.status == 200, keys.allSatisfy({ answer.count(of: $0) > 0 }) else {
                return "\(path): \(answer.status)"
            }
            return nil
        }
    }
}
