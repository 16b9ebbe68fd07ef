// One client under load: it writes findings, steps, patients and workups, and keeps its own ledger of what it was told.
import Foundation

/// A client of its own: its connection, its ledger, its count of turns. It belongs to one thread.
final class Writer {
    /// How long a request is tried again; every fault of a scenario is shorter.
    private static let patience = Duration.seconds(90)
    /// How long it waits before it tries again.
    private static let pause = Duration.milliseconds(50)
    /// How many findings one workup gets, and for how long a shared one is written in.
    private static let turnsPerWorkup = 40
    private static let sharedPeriod = Duration.seconds(12)
    /// How many changes are sent once more at the end.
    private static let repeatCount = 12
    /// Steps that begin without a prerequisite or stay where they are when only their note changes.
    static let sharedSteps = ["nerveConductionStudy", "needleExamination", "bloodPanel", "plexusMri"]

    let name: String
    private let access: ServiceAccess
    private let client: LoopbackClient
    private let ledger: Ledger
    private let halt: Halt
    /// Statuses by which a scenario may have requests refused: 403 and 404 where a clock was set back and has not come to the
    /// making of a patient yet, 400 where only a part of a request came through. It must not have taken effect then.
    private let refusals: Set<Int>
    private var count = 0
    /// Whether the scenario had something refused in this turn.
    private var wasRefused = false
    /// The latest changes that were acknowledged, to be sent once more at the end.
    private var latest: [(key: String, request: LoopbackRequest, answer: LoopbackAnswer)] = []
    private(set) var report = WriterReport()

    init(_ name: String, _ access: ServiceAccess, ledger file: URL, halt: Halt, refusals: Set<Int> = []) throws {
        self.refusals = refusals
        self.halt = halt
        self.name = name
        self.access = access
        client = LoopbackClient(port: access.port)
        ledger = try Ledger(file)
    }

    /// Writes until it is told to stop; what was begun is brought to a definite end. Workups change now and then: one
    /// with thousands of findings, or steps with thousands of versions, would slow the load down and prove no more.
    func run(own first: String, shared: [String]) throws -> WriterReport {
        let begin = ContinuousClock.now
        var workup = first
        var turns = 0
        report.workups = [first]
        while !halt.isSet {
            let period = Int((ContinuousClock.now - begin) / Self.sharedPeriod)
            let patient = try turn(own: workup, shared: shared[period % shared.count])
            turns += 1
            if turns.isMultiple(of: Self.turnsPerWorkup) || wasRefused, let patient,
                let next = try openWorkup(for: patient)
            {
                workup = next
                report.workups.append(next)
            }
        }
        try repeatLatest()
        return report
    }

    /// One turn: a finding, its review, a note on what others work at too, a patient with a workup.
    func turn(own workup: String, shared: String) throws -> String? {
        wasRefused = false
        try recordFinding(in: workup)
        if !wasRefused { try review(in: workup) }
        try annotate(in: shared)
        let patient = try addPatient()
        if let patient { _ = try openWorkup(for: patient) }
        return patient
    }

    /// The same key and body again, by now mostly to another process: the same answer, and (as the ledger's check will
    /// show) no second effect.
    func repeatLatest() throws {
        for (key, request, answer) in latest {
            let again = try definite(key, request)
            if !again.isSame(as: answer) {
                report.complaints.append("\(key): another answer to the same key: \(again.status) \(again.text)")
            }
        }
    }

    /// Adds a patient, known by the key as family name: nothing but the Idempotency-Key keeps it from being there twice.
    func addPatient() throws -> String? {
        let key = nextKey("patient")
        return try post(key, Self.patientRequest(access, key))
    }

    /// Opens a workup, known by the key as its question.
    func openWorkup(for patient: String) throws -> String? {
        let key = nextKey("workup")
        return try post(key, Self.workupRequest(access, key, for: patient))
    }

    /// Records an antibody result, known by the key as who made it; the step it completes becomes reported with it.
    func recordFinding(in workup: String) throws {
        let key = nextKey("finding")
        _ = try post(key, Self.findingRequest(access, key, in: workup))
    }

    /// Reviews the step that the finding completed, so that the next finding reports it again.
    func review(in workup: String) throws {
        let key = nextKey("review")
        try patch(key, "/workups/\(workup)/steps/antiGanglioside", #"{"state": "reviewed", "note": "\#(key)"}"#)
    }

    /// Writes a note on a step that all writers share: whoever is second is told.
    func annotate(in workup: String) throws {
        let key = nextKey("note")
        let step = Self.sharedSteps[(count / 40) % Self.sharedSteps.count]
        try patch(key, "/workups/\(workup)/steps/\(step)", #"{"note": "\#(key)"}"#)
    }

    private func nextKey(_ what: String) -> String {
        count += 1
        return "\(name)-\(count)-\(what)"
    }

    /// Sends a change with its key until it is answered; the id of what it made.
    private func post(_ key: String, _ request: LoopbackRequest) throws -> String? {
        try ledger.write(.intent(key: key))
        let answer = try definite(key, request)
        guard answer.isSuccess, let id = answer.id else {
            try refuse(key, answer, isExpected: isBroughtAbout(answer))
            return nil
        }
        try acknowledge(key, id)
        latest.append((key, request, answer))
        if latest.count > Self.repeatCount { latest.removeFirst() }
        return id
    }

    /// Reads a step, then changes it against the version that was read. Where the answer is that somebody was first,
    /// the step's history tells whether that was this very request in an attempt that got no answer.
    private func patch(_ key: String, _ path: String, _ body: String) throws {
        guard let version = try read(key, path).version else { return }
        try ledger.write(.intent(key: key))
        let request = access.request("PATCH", path, ["If-Match": "\"\(version)\""], body: body)
        let answer = try definite(key, request)
        if answer.isSuccess, let id = answer.id {
            try acknowledge(key, id)
        } else if answer.status == 412 {
            let now = try read(key, path)
            if now.count(of: key) > 0, let id = now.id {
                try acknowledge(key, id)
            } else {
                try refuse(key, answer, isExpected: true)
            }
        } else {
            try refuse(key, answer, isExpected: isBroughtAbout(answer))
        }
    }

    /// Whether an answer is a refusal that the scenario brought about.
    private func isBroughtAbout(_ answer: LoopbackAnswer) -> Bool {
        guard refusals.contains(answer.status) else { return false }
        wasRefused = true
        return true
    }

    private func read(_ key: String, _ path: String) throws -> LoopbackAnswer {
        let answer = try definite(key, access.request("GET", path))
        if answer.isSuccess {
            report.servedReads += 1
        } else if !isBroughtAbout(answer) {
            report.complaints.append("\(key): reading answered \(answer.status) \(answer.text)")
        }
        return answer
    }

    private func acknowledge(_ key: String, _ id: String) throws {
        try ledger.write(.acknowledged(key: key, id: id))
        report.acknowledged += 1
    }

    private func refuse(_ key: String, _ answer: LoopbackAnswer, isExpected: Bool) throws {
        try ledger.write(.refused(key: key))
        report.refused += 1
        if !isExpected { report.complaints.append("\(key): \(answer.status) \(answer.text)") }
    }

    /// Sends the same request until the answer says what became of it.
    private func definite(_ key: String, _ request: LoopbackRequest) throws -> LoopbackAnswer {
        let deadline = ContinuousClock.now + Self.patience
        var last = "nothing"
        while ContinuousClock.now < deadline, !halt.isAtOnce {
            let sent = ContinuousClock.now
            defer { report.slowest = max(report.slowest, ContinuousClock.now - sent - Self.pause) }
            do {
                let answer = try client.send(request)
                last = "\(answer.status) \(answer.text)"
                if answer.status == 503 {
                    report.unavailable += 1
                    if answer.fields["retry-after"] == nil {
                        report.complaints.append("\(key): 503 without Retry-After: \(answer.text)")
                    }
                } else if !answer.isInFlight {
                    return answer
                }
            } catch {
                report.unanswered += 1
                last = error.reason
            }
            Thread.sleep(forTimeInterval: Self.pause / .seconds(1))
        }
        throw StillUnresolved(key: key, last: last)
    }
}

// What is sent with a key: each names the key where it can be found again.
extension Writer {
    /// A new patient, whose family name the key is.
    static func patientRequest(_ access: ServiceAccess, _ key: String, givenName: String = "Crash") -> LoopbackRequest {
        create(access, key, "/patients", #"{"familyName": "\#(key)", "givenNames": ["\#(givenName)"]}"#)
    }

    /// A new workup, whose question the key is.
    static func workupRequest(
        _ access: ServiceAccess,
        _ key: String,
        for patient: String,
        protocol code: String = "mmn"
    ) -> LoopbackRequest {
        create(access, key, "/patients/\(patient)/workups", #"{"protocol": "\#(code)", "question": "\#(key)"}"#)
    }

    /// An antibody result that names its key as who made it.
    static func findingRequest(
        _ access: ServiceAccess,
        _ key: String,
        in workup: String,
        band: String = "positive"
    ) -> LoopbackRequest {
        let body = #"{"antigen": "GM1", "isotype": "IgM", "band": "\#(band)", "performedBy": "\#(key)"}"#
        return create(access, key, "/workups/\(workup)/findings", #"{"kind": "antibody", "body": \#(body)}"#)
    }

    private static func create(
        _ access: ServiceAccess,
        _ key: String,
        _ path: String,
        _ body: String
    ) -> LoopbackRequest {
        access.request("POST", path, ["Idempotency-Key": key], body: body)
    }
}
