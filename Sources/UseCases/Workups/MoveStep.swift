// Moving a step of a workup, listing the steps, and looking at one with its history.
package import Domain
import Records

/// Moves a step: requested, scheduled, performed, reviewed, or ended with a reason.
package enum MoveStep {
    /// Moves the step against the version it was made for; the answer is the step with its history.
    ///
    /// - Throws: conflict `illegal-transition` naming the legal states; `cannot-start-yet` naming what is missing.
    package static func run(
        _ workup: ID<Workup>,
        code: String,
        expecting version: Int,
        _ move: StepMove,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.moveSteps, locking: .workup(workup), needing: .part, in: environment) {
            transaction,
            stamp in
            let today = environment.day(stamp.at)
            let row = try await transaction.findOpenWorkup(workup)
            let step = try await transaction.findStep(code, of: workup, today: today)
            try transaction.requirePart(step.id.uuid, .notFound("step", "Deze stap"))
            try requireVersion(version, current: step.version)
            if move.organisation != nil || move.assigneeID != nil { try transaction.requireToAnswer() }
            try transaction.requireToConduct(or: step.id.uuid)
            try requirePast(move.performedOn?.firstDay, "/performedOn", today: today)
            if let organisation = move.organisation {
                _ = try await transaction.organisationID(organisation, call: call)
            }
            let careProtocol = try await transaction.careProtocol(of: row, environment)
            let completion = careProtocol.step(code)?.completedBy
            let hasResult = try await transaction.hasResult(completion, for: workup)
            let next: StepDocument
            do throws(StepRefusal) {
                next = try move.applied(to: step, completion: completion, hasResult: hasResult, today: today)
            } catch {
                throw UseCaseError(error, careProtocol: careProtocol)
            }
            try await transaction.updateSteps(of: row, stamp, environment) { $0.move(next) }
            guard let body = try await transaction.stepDocument(workup, code: code, today: today) else {
                throw UseCaseError.notFound("step", "Deze stap")
            }
            return Change(
                id: step.id.uuid,
                version: next.version,
                body: body,
                note: AuditNote(
                    event: "MoveStep",
                    action: .update,
                    patientID: row.patientID,
                    workupID: workup,
                    objectType: "step",
                    objectID: code,
                    reason: move.overrideReason ?? move.reason
                )
            )
        }
    }
}

/// Lists the steps of a workup.
package enum ListSteps {
    /// The checklist as known now or at an instant.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(event: "ListSteps", action: .read, workupID: workup, objectType: "step")
        let today = asOf.map(environment.day) ?? environment.today
        let body = try await call.read(.readWorkups, note, in: environment) { record, entry throws(RecordError) in
            try await record.readSteps(workup, asOf: asOf, today: today, audit: entry)
        }
        guard let body else { throw .notFound("workup", "Dit traject") }
        return Page(array: body)
    }
}

/// Reads one step with every state it went through.
package enum ReadStep {
    /// The step as known now or at an instant.
    package static func run(
        _ workup: ID<Workup>,
        code: String,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(
            event: "ReadStep",
            action: .read,
            workupID: workup,
            objectType: "step",
            objectID: code,
            need: .part
        )
        let today = asOf.map(environment.day) ?? environment.today
        let body = try await call.read(.readWorkups, note, in: environment) { record, entry throws(RecordError) in
            try await record.readStep(workup, code: code, asOf: asOf, today: today, audit: entry)
        }
        guard let body else { throw .notFound("step", "Deze stap") }
        // The step's own version stands first in the document.
        return Answer(id: workup.uuid, version: try versionField(of: body), body: body)
    }
}

extension RecordTransaction {
    /// One step of a workup.
    func findStep(_ code: String, of workup: ID<Workup>, today: LocalDate) async throws -> StepDocument {
        guard let steps = try await steps(of: workup, today: today)?.1,
            let step = steps.first(where: { $0.code == code })
        else { throw UseCaseError.notFound("step", "Deze stap") }
        return step
    }

    /// Whether what completes a step is in the record.
    func hasResult(_ completion: StepCompletion?, for workup: ID<Workup>) async throws -> Bool {
        switch completion {
        case nil: return false
        case .finding, .imaging, .laboratory:
            return completion?.isComplete(with: try await findingFacts(of: workup).map(\.facts)) ?? false
        case .record(let kind): return try await hasRecord(kind, of: workup)
        }
    }
}

extension UseCaseError {
    /// Why a step was not moved, in words.
    init(_ refusal: StepRefusal, careProtocol: CareProtocol) {
        switch refusal {
        case .illegalTransition(let from, let to, let legal):
            self = UseCaseError(
                .conflict,
                "illegal-transition",
                en:
                    "A step that is \(from.rawValue) cannot become \(to.rawValue). Possible are: \(legal.map(\.rawValue).joined(separator: ", ")).",
                nl:
                    "Een stap met status \(from.rawValue) kan niet \(to.rawValue) worden. Mogelijk zijn: \(legal.map(\.rawValue).joined(separator: ", "))."
            )
            legalStates = legal
        case .cannotStartYet(let unmet):
            let names = unmet.map { code in careProtocol.step(code)?.names }
            let english = zip(unmet, names).map { $1?[.en] ?? $0 }.joined(separator: ", ")
            let dutch = zip(unmet, names).map { $1?[.nl] ?? $0 }.joined(separator: ", ")
            self = UseCaseError(
                .conflict,
                "cannot-start-yet",
                en:
                    "This step cannot start yet: it waits for \(english). To begin all the same, give an overrideReason.",
                nl:
                    "Deze stap kan nog niet beginnen: die wacht op \(dutch). Geef een overrideReason om toch te beginnen."
            )
        case .reasonMissing:
            self = .invalid(
                "/reason",
                .missing,
                en: "A step that ends without a result needs a reason.",
                nl: "Een stap die zonder uitslag eindigt heeft een reden nodig."
            )
        case .scheduledOnMissing:
            self = .invalid(
                "/scheduledOn",
                .missing,
                en: "A scheduled step needs its day.",
                nl: "Een ingeplande stap heeft een dag nodig."
            )
        case .resultMissing(let kind):
            let what = kind.map { $0.rawValue } ?? "note"
            self = UseCaseError(
                .conflict,
                "result-missing",
                en: "A step becomes reported by its result, not by a tick: record the result (\(what)) first.",
                nl:
                    "Een stap krijgt een uitslag door die vast te leggen, niet door een vinkje: leg eerst de uitslag (\(what)) vast."
            )
        case .originMissing:
            self = .invalid(
                "/performedOn",
                .missing,
                en: "A result from elsewhere needs the day it was made.",
                nl: "Een uitslag van elders heeft de dag van het onderzoek nodig."
            )
        }
    }
}
