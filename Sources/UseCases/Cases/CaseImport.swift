// One transaction of an import: each case becomes rows, or is said to be known or refused.
import Criteria
import Domain
import Records

/// The cases of one transaction: what is known, whom numbers belong to, and the rows so far.
struct CaseImport {
    let setting: ImportSetting
    let stamp: Stamp
    /// Everything that is to be stored.
    private(set) var rows = ImportRows()
    private var known: Set<[UInt8]>
    /// The patients of this transaction's cases.
    private var added: [ID<Patient>: Patient] = [:]
    private var holders: [PatientIdentifier: ID<Patient>]
    /// Organisations that this transaction adds.
    private var organisations: [String: ID<Organisation>]

    init(setting: ImportSetting, known: Set<[UInt8]>, holders: [PatientIdentifier: ID<Patient>]) {
        self.setting = setting
        stamp = Stamp(at: setting.environment.now(), by: setting.call.actor.userID)
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
        let unborn = patient.identifiersBornAfter(setting.environment.day(stamp.at))
        guard unborn.isEmpty else {
            return .refused(
                unborn.map {
                    Fault(
                        "/patient/identifiers/\($0)/value",
                        .checkFailed,
                        en: "The birth date in this INSZ lies in the future.",
                        nl: "De geboortedatum in dit INSZ ligt in de toekomst."
                    )
                }
            )
        }
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
        let withdrawn = refusedProducts(file, careProtocol)
        guard withdrawn.isEmpty else { return .refused(withdrawn) }
        let answering = try await organisation(for: patient, transaction)
        let patientID = owners.first ?? addPatient(patient)
        added[patientID] = added[patientID] ?? patient
        for identifier in patient.identifiers where holders[identifier] == nil {
            rows.add(identifier, id: setting.environment.makeUUID(), of: patientID)
            holders[identifier] = patientID
        }
        let workup = addWorkup(file, careProtocol, patient: patientID, organisation: answering)
        rows.addCase(hash: item.hash, of: ImportRows.Owner(patient: patientID, workup: workup))
        known.insert(item.hash)
        return .imported(workup: workup, patient: patientID)
    }

    /// What of the patient in a case does not fit the patient in the record who has the same number: a mistyped number
    /// must never put findings on a stranger.
    private func differences(
        of patient: Patient,
        from owner: ID<Patient>,
        _ transaction: RecordTransaction
    ) async throws -> [Fault] {
        let recorded: Patient
        if let own = added[owner] {
            recorded = own
        } else {
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
            recorded = Patient(
                familyName: document.familyName,
                birthDate: document.birthDate,
                sex: document.sex,
                identifiers: document.identifiers
            )
        }
        return ImportIdentity.faults(of: patient, recorded: recorded)
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

    private mutating func addWorkup(
        _ file: CaseFile,
        _ careProtocol: CareProtocol,
        patient: ID<Patient>,
        organisation: ID<Organisation>
    ) -> ID<Workup> {
        let environment = setting.environment
        let workup: ID<Workup> = environment.makeID()
        let owner = ImportRows.Owner(patient: patient, workup: workup)
        rows.add(
            WorkupRow(
                patientID: patient,
                workupID: workup,
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
                environment
            ),
            since: openedOn,
            of: owner
        )
        for treatment in file.treatments { addTreatment(treatment, of: owner) }
        for outcome in file.outcomes { rows.add(outcome, id: environment.makeID(), of: owner) }
        return workup
    }

    private mutating func addTreatment(_ treatment: Treatment, of owner: ImportRows.Owner) {
        let course: ID<Treatment> = setting.environment.makeID()
        rows.add(treatment.course, id: course, of: owner)
        for administration in treatment.administrations {
            rows.add(administration, id: setting.environment.makeID(), course: course, of: owner)
        }
    }
}
