// What was judged and marked before, as the use cases see it.
package import Domain
package import FoundationEssentials
import PostgreSQL

/// A judgement that is kept.
package struct KeptJudgement: Sendable, Hashable {
    package let id: UUID
    package let verdict: ReviewVerdict
    package let note: String
    package let at: Instant
    package let by: ID<User>?
    package let byName: String

    /// How the event that is sealed names it, so that it cannot be another one later.
    package var proven: String {
        "\(verdict.rawValue) \(id.uuidString.lowercased()) \(at.microsecondsSince1970)"
    }

    package init(id: UUID, verdict: ReviewVerdict, note: String, at: Instant, by: ID<User>?, byName: String) {
        self.id = id
        self.verdict = verdict
        self.note = note
        self.at = at
        self.by = by
        self.byName = byName
    }
}

/// A mark on a patient that is kept.
package struct KeptMark: Sendable, Hashable {
    package let id: UUID
    /// Well known or a colleague; nil where a mark was taken away.
    package let kind: ReviewKind?
    package let reason: String
    package let at: Instant
    package let byName: String

    /// How the event that is sealed names it, so that it cannot be another one later.
    package var proven: String {
        "\(RecordTransaction.markWord(kind)) \(id.uuidString.lowercased()) \(at.microsecondsSince1970)"
    }

    package init(id: UUID, kind: ReviewKind?, reason: String, at: Instant, byName: String) {
        self.id = id
        self.kind = kind
        self.reason = reason
        self.at = at
        self.byName = byName
    }
}

extension RecordTransaction {
    /// Waits until nobody else judges this access or marks this patient, before what is read next.
    package func holdJudging(_ subject: UUID) {
        add(LogJudgementStatements.hold(subject))
    }

    /// What was made of an access the last time; nil where nobody judged it.
    package func newestJudgement(of review: UUID) async throws -> KeptJudgement? {
        guard let row = try await fetchFirst(LogJudgementStatements.newestJudgement(review)),
            let verdict = ReviewVerdict(rawValue: row.verdict)
        else { return nil }
        return KeptJudgement(
            id: row.id,
            verdict: verdict,
            note: row.note,
            at: row.judgedAt,
            by: row.judgedBy,
            byName: row.judgedByName
        )
    }

    /// As what a patient was marked the last time; nil where nobody ever did.
    package func newestMark(of patient: ID<Patient>) async throws -> KeptMark? {
        guard let row = try await fetchFirst(LogJudgementStatements.newestMark(patient)) else { return nil }
        let kind: ReviewKind? = row.kind == "vip" ? .vip : row.kind == "colleague" ? .ownColleague : nil
        return KeptMark(id: row.id, kind: kind, reason: row.reason, at: row.markedAt, byName: row.markedBy)
    }

    /// Whether there is such a patient, whoever asks.
    package func isPatientThere(_ patient: ID<Patient>) async throws -> Bool {
        try await fetchFirst(LogJudgementStatements.hasPatient(patient)) ?? false
    }
}
