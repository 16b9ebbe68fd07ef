// Correcting or withdrawing a finding: a new version that names the one it replaces, with a reason. Nothing is lost.
package import Domain
import Records

/// Corrects a finding.
package enum CorrectFinding {
    /// The finding as it should have been, and why it changes.
    package struct Input: Sendable, Hashable {
        package let finding: Finding
        package let origin: String?
        package let reason: String

        package init(finding: Finding, origin: String?, reason: String) {
            self.finding = finding
            self.origin = origin
            self.reason = reason
        }

        /// The JSON of a correction; the kind is that of the finding.
        package static let codec: Codec<Input> = FindingEnvelope.codec("FindingCorrection", reason: .required) {
            envelope,
            finding in
            Input(finding: finding, origin: envelope.origin, reason: envelope.reason ?? "")
        } back: { input in
            FindingEnvelope(finding: input.finding, origin: input.origin, reason: input.reason)
        }
    }

    /// Records the corrected version against the one it replaces, and ends the draft of it.
    ///
    /// - Parameters:
    ///   - workup: that the finding belongs to.
    ///   - finding: which one.
    ///   - version: the one it replaces.
    ///   - input: the finding as it should have been, and why.
    ///   - place: the form that it was typed into; nil where it came from no page.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the finding with its versions.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ workup: ID<Workup>,
        _ finding: ID<FindingRecord>,
        expecting version: Int,
        _ input: Input,
        typedAt place: FormDraft.Place? = nil,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await FindingVersion.record(
            workup,
            finding,
            expecting: version,
            event: "CorrectFinding",
            reason: input.reason,
            replacement: input,
            typedAt: place,
            call: call,
            in: environment
        )
    }
}

/// Withdraws a finding that should not have been recorded.
package enum WithdrawFinding {
    /// Why it is withdrawn.
    package struct Input: Sendable, Hashable {
        package let reason: String

        package init(reason: String) { self.reason = reason }

        /// The JSON of a withdrawal.
        package static let codec: Codec<Input> = .object(
            "Withdrawal",
            Input.init(reason:),
            .required("reason", \.reason, .note())
        )
    }

    /// Withdraws the finding; it stays in the history and leaves the document.
    package static func run(
        _ workup: ID<Workup>,
        _ finding: ID<FindingRecord>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await FindingVersion.record(
            workup,
            finding,
            expecting: version,
            event: "WithdrawFinding",
            reason: input.reason,
            replacement: nil,
            typedAt: nil,
            call: call,
            in: environment
        )
    }
}

/// What correcting and withdrawing share.
private enum FindingVersion {
    /// What was withdrawn stays so: a correction that was begun before must not bring it back unseen.
    private static func withdrawn(isCorrected: Bool) -> UseCaseError {
        UseCaseError(
            .conflict,
            "finding-withdrawn",
            en: isCorrected
                ? "The finding was withdrawn, and a correction does not bring it back. Record it as a new finding if it counts after all."
                : "The finding is withdrawn already.",
            nl: isCorrected
                ? "De bevinding is ingetrokken, en een correctie haalt haar niet terug. Leg haar als nieuwe bevinding vast als ze toch telt."
                : "De bevinding is al ingetrokken."
        )
    }

    static func record(
        _ workup: ID<Workup>,
        _ finding: ID<FindingRecord>,
        expecting version: Int,
        event: String,
        reason: String,
        replacement: CorrectFinding.Input?,
        typedAt place: FormDraft.Place?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordFindings, locking: .workup(workup), needing: .part, in: environment) {
            transaction,
            stamp in
            let row = try await transaction.findOpenWorkup(workup)
            guard let previous = try await transaction.finding(finding, workup: workup) else {
                throw UseCaseError.notFound("finding", "Deze bevinding")
            }
            try transaction.requirePart(finding.uuid, .notFound("finding", "Deze bevinding"))
            try transaction.requireToCorrect(recordedAt: previous.recordedAt, for: call)
            try requireVersion(version, current: previous.version)
            try replacement?.finding.requireResult(today: environment.day(stamp.at))
            if previous.isWithdrawn { throw withdrawn(isCorrected: replacement != nil) }
            if let replacement, replacement.finding.kind != previous.kind {
                throw UseCaseError.invalid(
                    "/kind",
                    .contradiction,
                    en: "A correction keeps the kind (\(previous.kind.rawValue)).",
                    nl: "Een correctie behoudt de soort (\(previous.kind.rawValue))."
                )
            }
            transaction.insertFindingVersion(
                finding,
                replacing: previous,
                with: replacement?.finding,
                origin: replacement?.origin ?? previous.origin,
                reason: reason,
                workup: workup,
                stamp
            )
            transaction.endDraft(place, of: row.patientID, by: stamp.by)
            let old = FindingFacts(try Finding.decode(previous.kind, previous.bodyBytes))
            let all = try await transaction.findingFacts(of: workup)
            try await transaction.updateSteps(of: row, stamp, environment, evaluating: event) { board in
                if let replacement {
                    board.correct(finding, from: old, to: replacement.finding, all: all)
                } else {
                    board.withdraw(finding, old, remaining: all)
                }
            }
            guard let body = try await transaction.findingDocument(finding, workup: workup) else {
                throw UseCaseError.notFound("finding", "Deze bevinding")
            }
            return Change(
                id: finding.uuid,
                version: previous.version + 1,
                body: body,
                note: AuditNote(
                    event: event,
                    action: replacement == nil ? .delete : .update,
                    patientID: row.patientID,
                    workupID: workup,
                    objectType: previous.kind.rawValue,
                    objectID: finding.description,
                    reason: reason
                )
            )
        }
    }
}
