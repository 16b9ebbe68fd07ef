// Reads everything back, over SQL, over the API and on the command line, and says what is not as the clients were told.
import Foundation
import Testing

/// The record after the writers have stopped, and what they know.
struct RecordCheck: Sendable {
    let program: ServiceProgram
    let server: PrivateServer
    let access: ServiceAccess
    let entries: [LedgerEntry]
    let report: WriterReport

    /// The ids acknowledged for keys that end so, by key.
    func acknowledged(_ what: String) -> [(key: String, id: String)] {
        entries.compactMap { entry in
            guard case .acknowledged(let key, let id) = entry, key.hasSuffix(what) else { return nil }
            return (key, id)
        }
    }

    /// Ledgers against the traces in the record, invariants, indexes, the log.
    func overSQL() async throws {
        let effects = try await server.rows(Invariant.effects).map { Effect(key: $0[0], id: $0[1]) }
        let faults = LedgerCheck.faults(entries, effects)
        #expect(faults.isEmpty, "\(faults.prefix(20))")
        let answers = try await server.rows(Invariant.all.map(\.question).joined(separator: "\n"))
        try #require(answers.count == Invariant.all.count)
        for (invariant, answer) in zip(Invariant.all, answers) {
            #expect(answer == ["0"], "\(answer) times \(invariant.offence)")
        }
        _ = try await server.rows(Invariant.indexes)
        let events = try await server.rows(
            """
            select count(*) filter (where event_code in ('AddPatient', 'OpenWorkup', 'RecordFinding', 'MoveStep')),
                count(*) filter (where event_code = 'ReadStep') from audit_event where outcome = 0;
            """
        )
        #expect(try #require(Int(events[0][0])) >= report.acknowledged, "changes acknowledged without an event")
        #expect(try #require(Int(events[0][1])) >= report.servedReads, "steps given out without an event")
    }

    /// The control: each invariant counts an offence that was done for it, so none of them is blind.
    func invariantsCanFail() async throws {
        let answers = try await server.rows(Invariant.all.map(\.control).joined(separator: "\n"))
        try #require(answers.count == Invariant.all.count)
        for (invariant, answer) in zip(Invariant.all, answers) {
            #expect(answer != ["0"], "the check is blind for \(invariant.offence)")
        }
    }

    /// Every patient, workup, finding and step, as any client reads them; several readers share the work.
    func overAPI() async throws {
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
        #expect(missing.isEmpty, "\(missing.prefix(20))")
    }

    /// Every finding and every step's history of the workups the writers worked in.
    func findingsOverAPI(of workups: [String], steps: [String], of shared: String) async throws {
        let access = access
        let texts = try await onOwnThread {
            let client = LoopbackClient(port: access.port)
            let paths =
                workups.flatMap { ["/workups/\($0)/findings", "/workups/\($0)/steps/antiGanglioside"] }
                + steps.map { "/workups/\(shared)/steps/\($0)" }
            return try paths.map { path in
                let answer = try client.send(access.request("GET", path))
                return answer.status == 200 ? answer.text : ""
            }
        }
        expectOnce("-finding", in: texts)
        expectThere("-review", in: texts)
        expectThere("-note", in: texts)
    }

    /// The same by the commands `finding list` and `export`, with no service running.
    func onCommandLine(of workups: [String]) async throws {
        var lists: [String] = []
        for workup in workups.prefix(2) {
            lists.append(try await program.command(["finding", "list", workup, "--output", "json"]))
        }
        let listed = acknowledged("-finding").map(\.key).filter { key in lists.contains { $0.contains("\"\(key)\"") } }
        #expect(!listed.isEmpty)
        for list in lists {
            let keys = listed.filter { list.contains("\"\($0)\"") }
            #expect(list.components(separatedBy: "\"performedBy\"").count - 1 == keys.count)
        }
        let export = try await program.command(["export"])
        #expect(export.split(separator: "\n").count == acknowledged("-workup").count)
        expectOnce("-finding", in: [export])
        expectOnce("-workup", in: [export])
    }

    private func expectOnce(_ what: String, in texts: [String]) {
        let counts = Self.counts(of: what, in: texts)
        let wrong = acknowledged(what).map(\.key).filter { counts[$0] != 1 }
        #expect(wrong.isEmpty, "not there exactly once: \(wrong.prefix(20))")
    }

    private func expectThere(_ what: String, in texts: [String]) {
        let counts = Self.counts(of: what, in: texts)
        let wrong = acknowledged(what).map(\.key).filter { counts[$0] == nil }
        #expect(wrong.isEmpty, "not there: \(wrong.prefix(20))")
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
