// Courses, administrations, choices and outcomes in a transaction.
package import Domain
import FoundationEssentials
import PostgreSQL

extension RecordTransaction {
    /// A version of a course; the first one makes the course.
    package func insertCourse(
        _ id: ID<Treatment>,
        version: Int,
        isWithdrawn: Bool = false,
        _ course: TreatmentCourse,
        reason: String?,
        workup: ID<Workup>,
        patient: ID<Patient>,
        _ stamp: Stamp
    ) {
        if version == 1 { add(TreatmentStatements.insertCourse(patient, id, workup)) }
        add(
            TreatmentStatements.insertCourseVersion(
                patient,
                workup,
                id,
                Int32(version),
                isWithdrawn ? "withdrawn" : "recorded",
                course.option,
                course.substance,
                course.startedOn,
                course.endedOn,
                course.objectiveImprovement,
                course.note,
                course.performedBy,
                course.organisation,
                reason,
                stamp.at,
                stamp.by
            )
        )
    }

    /// Whose a course is, and its newest version.
    package func course(_ id: ID<Treatment>, workup: ID<Workup>) async throws -> VersionRow? {
        try await fetchFirst(TreatmentStatements.latestCourse(workup, id))
    }

    /// A choice made together, with its trial where it has one.
    package func insertChoice(
        _ choice: ChoiceDocument,
        workup: ID<Workup>,
        patient: ID<Patient>,
        _ stamp: Stamp
    ) {
        add(
            TreatmentStatements.insertChoice(
                patient,
                choice.id,
                workup,
                choice.replaces,
                choice.option,
                choice.chosenOn,
                choice.participants,
                choice.patientPreference,
                choice.reason,
                choice.cautions,
                choice.courseID,
                stamp.at,
                stamp.by
            )
        )
        guard let trial = choice.trial else { return }
        var (value, improvement): (Decimal?, Decimal?)
        switch trial.target {
        case .value(let target): value = target
        case .improvement(let change): improvement = change
        }
        add(
            TreatmentStatements.insertTrial(
                patient,
                choice.id,
                workup,
                trial.chosenOn,
                trial.goal,
                trial.measure,
                trial.side,
                value,
                improvement,
                trial.judgedOn,
                trial.stoppingRule.text,
                trial.stoppingRule.worseningBy,
                trial.stoppingRule.withoutImprovementOn
            )
        )
    }

    /// A version of an administration with its details; the first one makes it.
    package func insertAdministration(
        _ id: ID<Administration>,
        version: Int,
        isWithdrawn: Bool = false,
        _ given: Administration,
        _ details: AdministrationDetails?,
        reason: String?,
        course: ID<Treatment>,
        workup: ID<Workup>,
        patient: ID<Patient>,
        _ stamp: Stamp
    ) {
        if version == 1 { add(TreatmentStatements.insertAdministration(patient, id, workup, course)) }
        add(
            TreatmentStatements.insertAdministrationVersion(
                patient,
                workup,
                id,
                Int32(version),
                isWithdrawn ? "withdrawn" : "recorded",
                given.on,
                given.product,
                given.lot,
                given.grams,
                given.bodyWeightKg,
                given.note,
                reason,
                stamp.at,
                stamp.by
            )
        )
        guard let details, !details.isEmpty else { return }
        add(
            TreatmentStatements.insertAdministrationDetails(
                patient,
                id,
                Int32(version),
                details.manufacturer,
                details.expiresOn,
                details.startedAt,
                details.endedAt,
                details.ratesMlPerKgPerHour,
                details.reactions.map { $0.map(\.code) },
                details.reactions.map { $0.map(\.severity) },
                details.reactions.map { $0.map(\.note) }
            )
        )
    }

    /// Whose an administration is, and its newest version.
    package func administration(_ id: ID<Administration>, workup: ID<Workup>) async throws -> VersionRow? {
        try await fetchFirst(TreatmentStatements.latestAdministration(workup, id))
    }

    /// A version of an outcome measurement; the first one makes it.
    package func insertOutcome(
        _ id: ID<OutcomeMeasurement>,
        version: Int,
        isWithdrawn: Bool = false,
        _ outcome: OutcomeMeasurement,
        reason: String?,
        workup: ID<Workup>,
        patient: ID<Patient>,
        _ stamp: Stamp
    ) {
        if version == 1 { add(TreatmentStatements.insertOutcome(patient, id, workup)) }
        add(
            TreatmentStatements.insertOutcomeVersion(
                patient,
                workup,
                id,
                Int32(version),
                isWithdrawn ? "withdrawn" : "recorded",
                outcome.on,
                outcome.measure,
                outcome.side,
                outcome.value,
                outcome.note,
                reason,
                stamp.at,
                stamp.by
            )
        )
    }

    /// Whose an outcome is, and its newest version.
    package func outcome(_ id: ID<OutcomeMeasurement>, workup: ID<Workup>) async throws -> VersionRow? {
        try await fetchFirst(TreatmentStatements.latestOutcome(workup, id))
    }

    /// Whether a workup has a record that completes a step; a note is kept with the step itself.
    package func hasRecord(_ kind: CompletingRecord, of workup: ID<Workup>) async throws -> Bool {
        guard let (choice, outcome, decision) = try await fetchFirst(TreatmentStatements.records(workup)) else {
            return false
        }
        return switch kind {
        case .treatmentChoice: choice
        case .outcome: outcome
        case .meetingDecision: decision
        case .note: false
        }
    }

    /// Courses, choices, outcomes and conditions of a workup, as JSON.
    package func treatmentsDocument(_ workup: ID<Workup>) async throws -> [UInt8]? {
        try await fetchFirst(TreatmentStatements.document(workup, nil))?.bytes
    }

    /// Every version of the administrations and measurements of a workup, oldest first: whose, and one JSON object each.
    ///
    /// - Parameters:
    ///   - workup: the workup.
    ///   - asOf: as known at an instant; nil for now.
    /// - Returns: the versions.
    /// - Throws: what the database says.
    package func treatmentVersions(
        _ workup: ID<Workup>,
        asOf: Instant?
    ) async throws -> [(patient: ID<Patient>, body: [UInt8])] {
        try await fetchAll(TreatmentStatements.versions(workup, asOf)).map { ($0.patientID, $0.body.bytes) }
    }

    /// Who received a batch: patients and one JSON object per administration.
    package func administrations(
        lot: String,
        limit: Int
    ) async throws -> [(patient: ID<Patient>, item: [UInt8])] {
        try await fetchAll(TreatmentStatements.byLot(lot, Int32(limit))).map { ($0.patientID, $0.body.bytes) }
    }

    /// How many patients beside some received a batch, those whom the caller may not see included.
    package func countOtherPatients(lot: String, than patients: [ID<Patient>]) async throws -> Int {
        Int(try await fetchFirst(TreatmentStatements.countOtherPatients(lot, patients)) ?? 0)
    }
}
