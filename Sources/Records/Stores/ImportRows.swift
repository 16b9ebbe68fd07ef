// Many cases on their way into the record: rows collected by table, then stored with one statement for each table.
package import Domain
package import FoundationEssentials
import PostgreSQL

/// The rows of one import. Everything in it is new, so that each row is a first version.
package struct ImportRows: Sendable {
    private var patients: [(id: ID<Patient>, content: PatientVersion)] = []
    private var identifiers: [(patient: ID<Patient>, id: UUID, identifier: PatientIdentifier)] = []
    private var workups: [(row: WorkupRow, source: CaseSource?)] = []
    private var findings: [(owner: Owner, id: ID<FindingRecord>, finding: Finding)] = []
    private var steps: [(owner: Owner, step: NewStep, position: Int, since: LocalDate)] = []
    private var courses: [(owner: Owner, id: ID<Treatment>, course: TreatmentCourse)] = []
    private var administrations:
        [(owner: Owner, id: ID<Administration>, given: Administration, course: ID<Treatment>)] = []
    private var outcomes: [(owner: Owner, id: ID<OutcomeMeasurement>, outcome: OutcomeMeasurement)] = []
    fileprivate private(set) var evaluations: [NewEvaluation] = []
    private var cases: [(owner: Owner, hash: [UInt8])] = []

    /// Whose a row is.
    package struct Owner: Sendable {
        package let patient: ID<Patient>
        package let workup: ID<Workup>

        package init(patient: ID<Patient>, workup: ID<Workup>) {
            self.patient = patient
            self.workup = workup
        }
    }

    /// Nothing yet.
    package init() {}

    /// A new patient.
    package mutating func add(_ patient: ID<Patient>, _ content: PatientVersion) {
        patients.append((patient, content))
    }

    /// A number of a patient; one that another patient holds shows as `RecordError.taken(.identifier)`.
    package mutating func add(_ identifier: PatientIdentifier, id: UUID, of patient: ID<Patient>) {
        identifiers.append((patient, id, identifier))
    }

    /// A new, open workup.
    package mutating func add(_ workup: WorkupRow, source: CaseSource?) {
        workups.append((workup, source))
    }

    /// A finding.
    package mutating func add(_ finding: Finding, id: ID<FindingRecord>, of owner: Owner) {
        findings.append((owner, id, finding))
    }

    /// All steps of a workup, in their order. A step may be reported from the start by a finding.
    package mutating func add(_ list: [NewStep], since: LocalDate, of owner: Owner) {
        for (index, step) in list.enumerated() { steps.append((owner, step, index + 1, since)) }
    }

    /// A course.
    package mutating func add(_ course: TreatmentCourse, id: ID<Treatment>, of owner: Owner) {
        courses.append((owner, id, course))
    }

    /// An administration of a course.
    package mutating func add(
        _ given: Administration,
        id: ID<Administration>,
        course: ID<Treatment>,
        of owner: Owner
    ) {
        administrations.append((owner, id, given, course))
    }

    /// An outcome.
    package mutating func add(_ outcome: OutcomeMeasurement, id: ID<OutcomeMeasurement>, of owner: Owner) {
        outcomes.append((owner, id, outcome))
    }

    /// What the criteria say of a workup.
    package mutating func add(_ evaluation: NewEvaluation) {
        evaluations.append(evaluation)
    }

    /// Notes which content became which workup.
    package mutating func addCase(hash: [UInt8], of owner: Owner) {
        cases.append((owner, hash))
    }
}

extension RecordTransaction {
    /// Stores everything that was collected, evaluations as those of `event`. A refusal by the schema shows with the next
    /// read, or at the end. Versions of workups come last but one: the worklist is then made once, of everything.
    package func insert(_ rows: ImportRows, event: String, _ stamp: Stamp) {
        rows.addPatients(to: self, stamp)
        rows.addWorkups(to: self, stamp)
        rows.addFindings(to: self, stamp)
        rows.addSteps(to: self, stamp)
        rows.addTreatments(to: self, stamp)
        rows.addOutcomes(to: self, stamp)
        insert(rows.evaluations, event: event, stamp)
        rows.addWorkupVersions(to: self, stamp)
        rows.addCases(to: self, stamp)
    }
}

extension ImportRows {
    fileprivate func addPatients(to transaction: RecordTransaction, _ stamp: Stamp) {
        if !patients.isEmpty {
            let ids = patients.map(\.id)
            transaction.add(ImportStatements.patients(ids, stamp.at, stamp.by))
            transaction.add(
                ImportStatements.patientVersions(
                    ids,
                    patients.map(\.content.familyName),
                    patients.map { Codec<[String]>.names.text($0.content.givenNames) },
                    patients.map(\.content.birthDate),
                    patients.map(\.content.sex),
                    stamp.at,
                    stamp.by
                )
            )
        }
        guard !identifiers.isEmpty else { return }
        let holders = identifiers.map(\.patient)
        let systems = identifiers.map(\.identifier.system.description)
        let values = identifiers.map(\.identifier.value)
        transaction.add(ImportStatements.identifierDirectory(holders, systems, values))
        transaction.add(
            ImportStatements.identifiers(holders, identifiers.map(\.id), systems, values, stamp.at, stamp.by)
        )
    }

    fileprivate func addWorkups(to transaction: RecordTransaction, _ stamp: Stamp) {
        guard !workups.isEmpty else { return }
        let patients = workups.map(\.row.patientID)
        let ids = workups.map(\.row.workupID)
        transaction.add(
            ImportStatements.workups(
                patients,
                ids,
                workups.map(\.row.protocolCode),
                workups.map { $0.source.map { JSONBytes(CaseSource.codec.encode($0)) } },
                stamp.at,
                stamp.by
            )
        )
        transaction.add(ImportStatements.workupDirectory(patients, ids))
    }

    fileprivate func addWorkupVersions(to transaction: RecordTransaction, _ stamp: Stamp) {
        guard !workups.isEmpty else { return }
        transaction.add(
            ImportStatements.workupVersions(
                workups.map(\.row.patientID),
                workups.map(\.row.workupID),
                workups.map(\.row.protocolCode),
                workups.map { Int32($0.row.protocolVersion) },
                workups.map(\.row.openedOn),
                workups.map(\.row.question),
                workups.map(\.row.referredBy),
                workups.map(\.row.organisationID),
                workups.map(\.row.diagnosisText),
                workups.map(\.row.diagnosisStatedBy),
                workups.map(\.row.diagnosisStatedOn),
                stamp.at,
                stamp.by
            )
        )
    }

    fileprivate func addFindings(to transaction: RecordTransaction, _ stamp: Stamp) {
        guard !findings.isEmpty else { return }
        let patients = findings.map(\.owner.patient)
        let workups = findings.map(\.owner.workup)
        let ids = findings.map(\.id)
        let kinds = findings.map(\.finding.kind)
        transaction.add(ImportStatements.findings(patients, ids, workups, kinds))
        transaction.add(
            ImportStatements.findingVersions(
                patients,
                ids,
                workups,
                kinds,
                findings.map { JSONBytes($0.finding.bytes) },
                findings.map(\.finding.date),
                stamp.at,
                stamp.by
            )
        )
    }

    fileprivate func addSteps(to transaction: RecordTransaction, _ stamp: Stamp) {
        guard !steps.isEmpty else { return }
        // Protocols have few different lists of prerequisites: each is sent once.
        var lists: [String] = []
        var places: [[String]: Int32] = [:]
        let prerequisites = steps.map { entry in
            let codes = entry.step.prerequisites
            if let place = places[codes] { return place }
            lists.append(Codec<[String]>.codes.text(codes))
            places[codes] = Int32(lists.count)
            return Int32(lists.count)
        }
        let patients = steps.map(\.owner.patient)
        let workups = steps.map(\.owner.workup)
        let ids = steps.map(\.step.id)
        transaction.add(
            ImportStatements.steps(
                patients,
                ids,
                workups,
                steps.map(\.step.code),
                steps.map { Int32($0.position) },
                steps.map(\.step.requirement.rawValue),
                prerequisites,
                lists
            )
        )
        transaction.add(
            ImportStatements.stepVersions(
                patients,
                ids,
                workups,
                steps.map(\.step.state),
                steps.map(\.since),
                steps.map(\.step.dueOn),
                steps.map(\.step.performedOn),
                steps.map(\.step.findingID),
                stamp.at,
                stamp.by
            )
        )
    }

    fileprivate func addTreatments(to transaction: RecordTransaction, _ stamp: Stamp) {
        guard !courses.isEmpty else { return }
        let patients = courses.map(\.owner.patient)
        let workups = courses.map(\.owner.workup)
        let ids = courses.map(\.id)
        transaction.add(ImportStatements.courses(patients, ids, workups))
        transaction.add(
            ImportStatements.courseVersions(
                patients,
                ids,
                workups,
                courses.map(\.course.option),
                courses.map(\.course.substance),
                courses.map(\.course.startedOn),
                courses.map(\.course.endedOn),
                courses.map(\.course.objectiveImprovement),
                courses.map(\.course.note),
                courses.map(\.course.performedBy),
                courses.map(\.course.organisation),
                stamp.at,
                stamp.by
            )
        )
        addAdministrations(to: transaction, stamp)
    }

    private func addAdministrations(to transaction: RecordTransaction, _ stamp: Stamp) {
        guard !administrations.isEmpty else { return }
        let patients = administrations.map(\.owner.patient)
        let workups = administrations.map(\.owner.workup)
        let ids = administrations.map(\.id)
        transaction.add(ImportStatements.administrations(patients, ids, workups, administrations.map(\.course)))
        transaction.add(
            ImportStatements.administrationVersions(
                patients,
                ids,
                workups,
                administrations.map(\.given.on),
                administrations.map(\.given.product),
                administrations.map(\.given.lot),
                administrations.map(\.given.grams),
                administrations.map(\.given.bodyWeightKg),
                administrations.map(\.given.note),
                stamp.at,
                stamp.by
            )
        )
    }

    fileprivate func addOutcomes(to transaction: RecordTransaction, _ stamp: Stamp) {
        guard !outcomes.isEmpty else { return }
        let patients = outcomes.map(\.owner.patient)
        let workups = outcomes.map(\.owner.workup)
        let ids = outcomes.map(\.id)
        transaction.add(ImportStatements.outcomes(patients, ids, workups))
        transaction.add(
            ImportStatements.outcomeVersions(
                patients,
                ids,
                workups,
                outcomes.map(\.outcome.on),
                outcomes.map(\.outcome.measure),
                outcomes.map(\.outcome.side),
                outcomes.map(\.outcome.value),
                outcomes.map(\.outcome.note),
                stamp.at,
                stamp.by
            )
        )
    }

    fileprivate func addCases(to transaction: RecordTransaction, _ stamp: Stamp) {
        guard !cases.isEmpty else { return }
        transaction.add(
            ImportStatements.cases(
                cases.map { Bytes($0.hash) },
                cases.map(\.owner.workup),
                cases.map(\.owner.patient),
                stamp.at
            )
        )
    }
}

extension Codec<[String]> {
    /// A list of names as it is.
    fileprivate static let names: Codec = .list(.text(max: 200), count: 0...20)
}
