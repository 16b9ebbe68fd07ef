// Reads whose statements are all known beforehand: document and audit event in one round trip, one transaction,
// no lease. Nothing is given out before the event is committed.
package import Domain
import PostgreSQL

extension Record {
    /// The whole workup as the bytes PostgreSQL assembled; nil when there is none (the event says so). What the criteria
    /// say of it is left out where nobody will look at it.
    package func readWorkup(
        _ workup: ID<Workup>,
        asOf: Instant?,
        today: LocalDate,
        withEvaluation: Bool = true,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        if withEvaluation { return try await read(WorkupStatements.document(workup, asOf, today), audit)?.bytes }
        return try await read(WorkupStatements.record(workup, asOf, today), audit)?.bytes
    }

    /// A patient; nil when there is none.
    package func readPatient(
        _ patient: ID<Patient>,
        asOf: Instant?,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await read(PatientStatements.document(patient, asOf), audit)?.bytes
    }

    /// The workups of a patient as a JSON list.
    package func readPatientWorkups(
        _ patient: ID<Patient>,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await read(PatientStatements.workups(patient), audit).map { $0.bytes }
    }

    /// The steps of a workup as a JSON list; nil when there is no such workup.
    package func readSteps(
        _ workup: ID<Workup>,
        asOf: Instant?,
        today: LocalDate,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await read(StepStatements.list(workup, asOf, today), audit)?.steps.bytes
    }

    /// One step with its history.
    package func readStep(
        _ workup: ID<Workup>,
        code: String,
        asOf: Instant?,
        today: LocalDate,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await read(StepStatements.document(workup, code, asOf, today), audit).map { $0.bytes }
    }

    /// The findings of a workup, of one kind or of all, as `{"items": […]}`.
    package func readFindings(
        _ workup: ID<Workup>,
        kind: FindingKind?,
        asOf: Instant?,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await read(FindingStatements.list(workup, kind, asOf), audit).map { $0.bytes }
    }

    /// One finding with all its versions.
    package func readFinding(
        _ workup: ID<Workup>,
        _ finding: ID<FindingRecord>,
        asOf: Instant?,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await read(FindingStatements.document(workup, finding, asOf), audit).map { $0.bytes }
    }

    /// Courses, choices, outcomes and conditions of a workup.
    package func readTreatments(
        _ workup: ID<Workup>,
        asOf: Instant?,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await read(TreatmentStatements.document(workup, asOf), audit).map { $0.bytes }
    }

    /// The evaluation that stood at an instant: nil where there is no such workup, empty where it was never evaluated.
    package func readEvaluation(
        _ workup: ID<Workup>,
        asOf: Instant?,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await rows(EvaluationStatements.document(workup, asOf), audit)?.first.map { $0?.bytes ?? [] }
    }

    /// Every evaluation of a workup with the answers of the sets, as `{"items": […]}`.
    package func readEvaluationHistory(
        _ workup: ID<Workup>,
        asOf: Instant?,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await read(EvaluationStatements.history(workup, asOf), audit).map { $0.bytes }
    }

    private func read<Row: Sendable>(
        _ statement: BoundStatement<Row?>,
        _ audit: AuditEntry
    ) async throws(RecordError) -> Row? {
        try await rows(statement, audit)?.first ?? nil
    }

    private func read<Row: Sendable>(
        _ statement: BoundStatement<Row>,
        _ audit: AuditEntry
    ) async throws(RecordError) -> Row? {
        try await rows(statement, audit)?.first
    }

    /// The rows of a read that is in the log with them; nil where the caller may not know of what it is about. Decided here
    /// by the rule, from the relations that come along; the database has left out what its own policies hide.
    ///
    /// Reads that wait share a transaction: entering as a user sets all that the database goes by, so that nothing of
    /// another's is left, and an event is only added.
    private func rows<Row: Sendable>(
        _ statement: BoundStatement<Row>,
        _ audit: AuditEntry
    ) async throws(RecordError) -> [Row]? {
        let (identity, actor) = (audit.identity, audit.actor)
        let (reach, rows): (AccessReach, [Row])
        do {
            switch (identity, audit.workupID) {
            case (.user(let user, let now), let workup?):
                let grants = AccessStatements.grantsOfWorkup(workup, user, actor.organisationID)
                let (_, own, read, _) = try await database.runSharing(
                    identity.statement,
                    grants,
                    statement,
                    audit.statement
                )
                (reach, rows) = (AccessDecision.reach(of: workup, as: actor.role, by: own, at: now), read)
            case (.user(let user, let now), nil):
                let patients = audit.patientID.map { [$0] } ?? []
                let grants = AccessStatements.grantsOfPatients(patients, user, actor.organisationID)
                let (_, own, read, _) = try await database.runSharing(
                    identity.statement,
                    grants,
                    statement,
                    audit.statement
                )
                (reach, rows) = (AccessDecision.reach(of: nil, as: actor.role, by: own.map(\.1), at: now), read)
            default:
                let (_, read, _) = try await database.run(identity.statement, statement, audit.statement)
                (reach, rows) = (.whole, read)
            }
        } catch {
            throw RecordError(error)
        }
        if case .part = reach, audit.need == .whole { throw .sharedInPart }
        return reach.satisfies(audit.need) ? rows : nil
    }
}
