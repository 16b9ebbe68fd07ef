// Recording a finding: it is kept in the shape of its kind, and the step it completes becomes reported with it.
package import Domain
import Records

/// Records a finding of a workup.
package enum RecordFinding {
    /// The finding and, for a result from elsewhere, where it came from.
    package struct Input: Sendable, Hashable {
        package let finding: Finding
        package let origin: String?

        package init(finding: Finding, origin: String?) {
            self.finding = finding
            self.origin = origin
        }

        /// The JSON of a new finding: kind, body in the shape of that kind, origin.
        package static let codec: Codec<Input> = FindingEnvelope.codec("NewFinding", reason: .absent) {
            envelope,
            finding in
            Input(finding: finding, origin: envelope.origin)
        } back: { input in
            FindingEnvelope(finding: input.finding, origin: input.origin, reason: nil)
        }
    }

    /// Records the finding, and ends the draft of it.
    ///
    /// - Parameters:
    ///   - workup: that it belongs to.
    ///   - input: the finding.
    ///   - place: the form that it was typed into; nil where it came from no page.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the finding with its versions.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ workup: ID<Workup>,
        _ input: Input,
        typedAt place: FormDraft.Place? = nil,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordFindings, locking: .workup(workup), needing: .part, in: environment) {
            transaction,
            stamp in
            let row = try await transaction.findOpenWorkup(workup)
            let ids = try await transaction.record(
                [input.finding],
                origin: input.origin,
                of: row,
                stamp,
                environment
            )
            let id = ids[0]
            transaction.endDraft(place, of: row.patientID, by: stamp.by)
            guard let body = try await transaction.findingDocument(id, workup: workup) else {
                throw UseCaseError.notFound("finding", "Deze bevinding")
            }
            return Change(
                id: id.uuid,
                version: 1,
                body: body,
                note: .recorded(input.finding, id, of: row)
            )
        }
    }
}

extension AuditNote {
    /// What the log says of a finding that was recorded.
    static func recorded(_ finding: Finding, _ id: ID<FindingRecord>, of row: WorkupRow) -> AuditNote {
        AuditNote(
            event: "RecordFinding",
            action: .create,
            patientID: row.patientID,
            workupID: row.workupID,
            objectType: finding.kind.rawValue,
            objectID: id.description,
            categories: [finding.dataCategory]
        )
    }
}

extension RecordTransaction {
    /// Keeps new findings of a workup, and completes the steps that they complete.
    ///
    /// - Parameters:
    ///   - findings: each with a result; at least one.
    ///   - origin: where results from elsewhere came from.
    ///   - row: the workup.
    ///   - stamp: who and when.
    ///   - environment: the outside.
    /// - Returns: their ids, in their order.
    /// - Throws: `UseCaseError` where one of them cannot be recorded; then none is.
    func record(
        _ findings: [Finding],
        origin: String?,
        of row: WorkupRow,
        _ stamp: Stamp,
        _ environment: Environment
    ) async throws -> [ID<FindingRecord>] {
        for finding in findings {
            try finding.requireResult(today: environment.day(stamp.at))
            if origin != nil, finding.date == nil {
                throw UseCaseError.invalid(
                    "/body/performedOn",
                    .missing,
                    en: "A result from elsewhere needs the day it was made.",
                    nl: "Een uitslag van elders heeft de dag van het onderzoek nodig."
                )
            }
        }
        try await requireOwnStep(for: findings, of: row, environment, stamp)
        let ids: [ID<FindingRecord>] = findings.map { _ in environment.makeID() }
        let earlier = try await findingFacts(of: row.workupID).map(\.facts)
        for (id, finding) in zip(ids, findings) {
            insertFinding(id, finding, origin: origin, workup: row.workupID, patient: row.patientID, stamp)
        }
        try await updateSteps(of: row, stamp, environment, evaluating: "RecordFinding") { board in
            for (index, finding) in findings.enumerated() {
                board.record(
                    ids[index],
                    finding,
                    origin: origin,
                    earlier: earlier + findings[..<index].map(FindingFacts.init)
                )
            }
        }
        return ids
    }

    /// Passes where the caller sees all of the workup, or has steps that such findings belong to.
    private func requireOwnStep(
        for findings: [Finding],
        of row: WorkupRow,
        _ environment: Environment,
        _ stamp: Stamp
    ) async throws {
        guard case .part(let objects) = reach else { return }
        let careProtocol = try await careProtocol(of: row, environment)
        let steps = try await steps(of: row.workupID, today: environment.day(stamp.at))?.1 ?? []
        let own = steps.filter { objects.contains($0.id.uuid) }.compactMap { careProtocol.step($0.code)?.completedBy }
        // One result of a panel belongs to its step, though more are needed to complete it.
        let isOwn = findings.allSatisfy { finding in own.contains { $0.accepts(finding.facts) } }
        guard !isOwn else { return }
        throw UseCaseError(
            .forbidden,
            "not-your-step",
            en: "No step that was given to you asks for this kind of finding. "
                + "Ask the team that answers for the workup to give you the step.",
            nl: "Geen stap die aan u is gegeven vraagt om zo'n bevinding. "
                + "Vraag het team dat verantwoordelijk is om u de stap te geven."
        )
    }
}

extension Finding {
    /// Passes when the finding says something, of a day that has come.
    func requireResult(today: LocalDate) throws(UseCaseError) {
        guard hasContent else {
            throw .invalid(
                "/body",
                .missing,
                en:
                    "This finding holds no result. A test that was not done is left out, or its step is ended with a reason.",
                nl:
                    "Deze bevinding bevat geen uitslag. Een test die niet is gedaan blijft weg, of de stap eindigt met een reden."
            )
        }
        try requirePast(date?.firstDay, "/body/performedOn", today: today)
    }

    /// The category of data as EHDS names it.
    var dataCategory: String {
        switch kind {
        case .imaging: "imaging"
        case .neurologicalExamination: "patientSummary"
        case .nerveConductionStudy, .needleExamination, .antibody, .cerebrospinalFluid, .laboratory: "testResult"
        }
    }

    /// What of it decides which step it completes.
    var facts: FindingFacts { FindingFacts(self) }
}
