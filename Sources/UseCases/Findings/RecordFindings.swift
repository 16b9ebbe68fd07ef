// Recording several findings at once, such as the results of a blood panel: all of them or none.
package import Domain
import Records

/// Records findings of a workup that came together.
package enum RecordFindings {
    /// The findings and, for results from elsewhere, where they came from.
    package struct Input: Sendable, Hashable {
        package let findings: [Finding]
        package let origin: String?

        /// Findings that came together.
        package init(findings: [Finding], origin: String?) {
            self.findings = findings
            self.origin = origin
        }

        /// The results of a blood panel, as they were written down together.
        package init(_ panel: LaboratoryPanel) {
            self.init(findings: panel.findings, origin: panel.origin)
        }
    }

    /// What was recorded.
    package struct Recorded: Sendable, Hashable {
        /// The ids of the findings, in their order.
        package let ids: [ID<FindingRecord>]

        init(ids: [ID<FindingRecord>]) { self.ids = ids }

        /// The JSON form.
        package static let codec: Codec<Recorded> = .object(
            "RecordedFindings",
            Recorded.init(ids:),
            .required("ids", \.ids, .list(.id(), count: 1...200))
        )
    }

    /// Records the findings in one transaction, each with its own line in the log, and ends the draft of them.
    ///
    /// - Parameters:
    ///   - workup: that they belong to.
    ///   - input: the findings; at least one.
    ///   - place: the form that they were typed into; nil where they came from no page.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the first finding's id, and all ids as `Recorded`.
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
            guard !input.findings.isEmpty else {
                throw UseCaseError.invalid(
                    "/results",
                    .missing,
                    en: "Nothing is filled in. Give at least one result.",
                    nl: "Er is niets ingevuld. Geef ten minste één uitslag."
                )
            }
            let ids = try await transaction.record(input.findings, origin: input.origin, of: row, stamp, environment)
            transaction.endDraft(place, of: row.patientID, by: stamp.by)
            for (id, finding) in zip(ids, input.findings).dropFirst() {
                var note = AuditNote.recorded(finding, id, of: row)
                (note.need, note.isOutcomeKnown) = (.part, true)
                transaction.audit(call.entry(note, in: environment))
            }
            return Change(
                id: ids[0].uuid,
                version: 1,
                body: Recorded.codec.encode(Recorded(ids: ids)),
                note: .recorded(input.findings[0], ids[0], of: row)
            )
        }
    }
}
