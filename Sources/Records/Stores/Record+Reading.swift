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
        do {
            let (rows, _) = try await database.run(EvaluationStatements.document(workup, asOf), audit.statement)
            return rows.first.map { $0?.bytes ?? [] }
        } catch {
            throw RecordError(error)
        }
    }

    /// Every evaluation of a workup with the answers of the sets, as `{"items": […]}`.
    package func readEvaluationHistory(
        _ workup: ID<Workup>,
        asOf: Instant?,
        audit: AuditEntry
    ) async throws(RecordError) -> [UInt8]? {
        try await read(EvaluationStatements.history(workup, asOf), audit).map { $0.bytes }
    }

    private func read<Row>(
        _ statement: BoundStatement<Row?>,
        _ audit: AuditEntry
    ) async throws(RecordError) -> Row? {
        do {
            let (rows, _) = try await database.run(statement, audit.statement)
            return rows.first ?? nil
        } catch {
            throw RecordError(error)
        }
    }

    private func read<Row>(
        _ statement: BoundStatement<Row>,
        _ audit: AuditEntry
    ) async throws(RecordError) -> Row? {
        do {
            let (rows, _) = try await database.run(statement, audit.statement)
            return rows.first
        } catch {
            throw RecordError(error)
        }
    }
}
