// One transaction of an import: each case becomes rows, or is said to be known or refused.
import Criteria
import Domain
import FoundationEssentials
import Records

/// The cases of one transaction: what is known, whom numbers belong to, and the rows so far.
struct CaseImport {
    let setting: ImportSetting
    let stamp: Stamp
    /// Everything that is to be stored.
    private(set) var rows = ImportRows()
    /// The line of the log for each workup.
    private(set) var events: [ID<Workup>: UUID] = [:]
    private var known: Set<[UInt8]>
    /// The patients of this transaction's cases as the record has them, each with its version.
    private var recorded: [ID<Patient>: (patient: Patient, version: Int)] = [:]
    private var holders: [PatientIdentifier: ID<Patient>]
    /// Organisations that this transaction adds.
    private var organisations: [String: ID<Organisation>]

    /// The findings and courses of a case, in the order of its lists.
    private typealias Seen = (findings: [ID<FindingRecord>], courses: [ID<Treatment>])

    init(setting: ImportSetting, known: Set<[UInt8]>, holders: [PatientIdentifier: ID<Patient>]) {
        self.setting = setting
        stamp = Stamp(
            at: setting.environment.now(),
            by: setting.call.actor.userID,
            event: setting.environment.makeUUID()
        )
        self.known = known
        self.holders = holders
        organisations = setting.organisations
    }

    /// Adds one case to the rows, or says why not.
    mutating func add(_ item: ReadCase, to transaction: RecordTransaction) async throws -> ImportCases.Result {
        guard item.faults.isEmpty, let file = item.file, let patient = file.patient else {
            return .refused(item.faults)
        }
        guard !known.contains(item.hash) else { return .known }
        guard let careProtocol = setting.protocols[file.workup.protocolCode] else {
            return .refused([
                Fault(
                    "/workup/protocol",
                    .unknownCode,
                    en: "There is no active protocol with this code.",
                    nl: "Er is geen actief protocol met deze code."
                )
            ])
        }
        let faults =
            ImportDays.faults(in: file, today: setting.environment.day(stamp.at))
            + refusedProducts(file, careProtocol)
        guard faults.isEmpty else { return .refused(faults) }
        let owners = Set(patient.identifiers.compactMap { holders[$0] })
        guard owners.count <= 1 else {
            return .refused([
                Fault(
                    "/patient/identifiers",
                    .contradiction,
                    en: "These numbers belong to different patients in the record.",
                    nl: "Deze nummers horen in het dossier bij verschillende patiënten."
                )
            ])
        }
        if let owner = owners.first {
            let faults = try await differences(of: patient, from: owner, transaction)
            guard faults.isEmpty else { return .refused(faults) }
        }
        let answering = try await organisation(for: patient, transaction)
        let patientID = owners.first ?? addPatient(patient)
        for identifier in patient.identifiers where holders[identifier] == nil {
            rows.add(identifier, id: setting.environment.makeUUID(), of: patientID)
            holders[identifier] = patientID
        }
        let owner = ImportRows.Owner(patient: patientID, workup: setting.environment.makeID())
        let workup = owner.workup
        let evaluated = evaluated(item, file, careProtocol, of: patientID)
        let seen = addWorkup(
            file,
            careProtocol,
            evaluated.standings(in: careProtocol),
            of: owner,
            organisation: answering
        )
        let response = ResponseStanding(of: file, by: careProtocol, on: setting.environment.today)
        addEvaluation(evaluated, response, careProtocol, seen, of: owner)
        rows.addCase(hash: item.hash, of: owner)
        known.insert(item.hash)
        return .imported(workup: workup, patient: patientID)
    }

    /// What of the patient in a case does not fit the patient in the record who has the same number: a mistyped number
    /// must never put findings on a stranger.
    private mutating func differences(
        of patient: Patient,
        from owner: ID<Patient>,
        _ transaction: RecordTransaction
    ) async throws -> [Fault] {
        if recorded[owner] == nil {
            let document = try PatientDocument.codec.decode(try await transaction.findPatient(owner))
            guard document.mergedInto == nil else {
                return [
                    Fault(
                        "/patient/identifiers",
                        .contradiction,
                        en: "The record with this number is merged into another one.",
                        nl: "Het dossier met dit nummer is met een ander samengevoegd."
                    )
                ]
            }
            let patient = Patient(
                familyName: document.familyName,
                birthDate: document.birthDate,
                sex: document.sex,
                identifiers: document.identifiers
            )
            recorded[owner] = (patient, document.version)
        }
        guard let known = recorded[owner]?.patient else { return [] }
        return ImportIdentity.faults(of: patient, recorded: known)
    }

    /// Administrations of products that were not to be had on their day.
    private func refusedProducts(_ file: CaseFile, _ careProtocol: CareProtocol) -> [Fault] {
        let guidance = TreatmentGuidance(careProtocol, treatments: file.treatments, outcomes: file.outcomes)
        return file.treatments.enumerated().flatMap { index, treatment in
            guidance.cautions(of: treatment).filter { $0.effect == .refuses }.flatMap { caution in
                caution.administrations.map {
                    Fault(
                        "/treatments/\(index)/administrations/\($0)/product",
                        FaultCode(rawValue: caution.code.rawValue),
                        caution.sentence
                    )
                }
            }
        }
    }

    /// The organisation that answers for a case. Where the record has none with the code that the patient's hospital
    /// number names, and the caller named none, one is added: its name can be set right afterwards.
    private mutating func organisation(
        for patient: Patient,
        _ transaction: RecordTransaction
    ) async throws -> ID<Organisation> {
        guard let code = setting.organisationCode(for: patient) else {
            return try await transaction.organisationID(nil, call: setting.call)
        }
        if let known = organisations[code] { return known }
        let id: ID<Organisation>
        if let found = try await transaction.organisation(code: code) {
            id = found
        } else if setting.organisation == nil {
            id = setting.environment.makeID()
            transaction.insertOrganisation(
                Organisation(code: code, name: code, kind: .neuromuscularCentre),
                id: id,
                stamp
            )
        } else {
            id = try await transaction.organisationID(code, call: setting.call)
        }
        organisations[code] = id
        return id
    }

    private mutating func addPatient(_ patient: Patient) -> ID<Patient> {
        let id: ID<Patient> = setting.environment.makeID()
        recorded[id] = (patient, 1)
        rows.add(
            id,
            PatientVersion(
                familyName: patient.familyName,
                givenNames: patient.givenNames,
                birthDate: patient.birthDate,
                sex: patient.sex,
                reason: nil
            )
        )
        return id
    }

    /// Adds the workup with everything in it; says which findings and courses there are, in their order.
    private mutating func addWorkup(
        _ file: CaseFile,
        _ careProtocol: CareProtocol,
        _ standings: [CriteriaStanding],
        of owner: ImportRows.Owner,
        organisation: ID<Organisation>
    ) -> Seen {
        let environment = setting.environment
        rows.add(
            WorkupRow(
                patientID: owner.patient,
                workupID: owner.workup,
                version: 1,
                protocolCode: careProtocol.code,
                protocolVersion: careProtocol.version,
                status: .open,
                openedOn: file.workup.openedOn,
                question: file.workup.question,
                referredBy: file.workup.referredBy,
                organisationID: organisation,
                diagnosisText: file.diagnosis?.text,
                diagnosisStatedBy: file.diagnosis?.statedBy,
                diagnosisStatedOn: file.diagnosis?.statedOn
            ),
            source: file.source
        )
        let findings = file.findings.map { (id: environment.makeID() as ID<FindingRecord>, finding: $0.finding) }
        for (id, finding) in findings { rows.add(finding, id: id, of: owner) }
        let started = file.treatments.startedOn
        let hasOutcome = started.map { day in file.outcomes.contains { $0.on >= day } } ?? false
        let reported = ReportedSteps.of(careProtocol, findings, hasOutcome: hasOutcome)
        let openedOn = file.workup.openedOn
        rows.add(
            NewSteps.make(
                careProtocol,
                openedOn: openedOn,
                reported: reported,
                treatments: file.treatments,
                standings: standings,
                environment
            ),
            since: openedOn,
            of: owner
        )
        let courses = file.treatments.map { addTreatment($0, of: owner) }
        for outcome in file.outcomes { rows.add(outcome, id: environment.makeID(), of: owner) }
        return (findings.map(\.id), courses)
    }

    /// What the criteria say of a case: of the patient as the record has them, who may be known by more than the file says.
    private func evaluated(
        _ item: ReadCase,
        _ file: CaseFile,
        _ careProtocol: CareProtocol,
        of patient: ID<Patient>
    ) -> EvaluatedCase {
        let known = recorded[patient]?.patient ?? file.patient
        if let evaluated = item.evaluated, known?.birthDate == file.patient?.birthDate, known?.sex == file.patient?.sex
        {
            return evaluated
        }
        let own = CaseFile(
            source: file.source,
            patient: known,
            workup: file.workup,
            findings: file.findings.map(\.finding),
            treatments: file.treatments,
            outcomes: file.outcomes
        )
        return EvaluatedCase(own, on: careProtocol, setting.environment.criteria)
    }

    private mutating func addEvaluation(
        _ evaluated: EvaluatedCase,
        _ response: ResponseStanding,
        _ careProtocol: CareProtocol,
        _ seen: Seen,
        of owner: ImportRows.Owner
    ) {
        let event = setting.environment.makeUUID()
        events[owner.workup] = event
        rows.add(
            NewEvaluation(
                patient: owner.patient,
                workup: owner.workup,
                number: 1,
                resultNumber: 1,
                patientVersion: recorded[owner.patient]?.version ?? 1,
                findings: seen.findings.map { ($0, 1) },
                courses: seen.courses.map { ($0, 1) },
                eventID: event,
                result: evaluated.result(for: careProtocol),
                response: response
            )
        )
    }

    private mutating func addTreatment(_ treatment: Treatment, of owner: ImportRows.Owner) -> ID<Treatment> {
        let course: ID<Treatment> = setting.environment.makeID()
        rows.add(treatment.course, id: course, of: owner)
        for administration in treatment.administrations {
            rows.add(administration, id: setting.environment.makeID(), course: course, of: owner)
        }
        return course
    }
}
