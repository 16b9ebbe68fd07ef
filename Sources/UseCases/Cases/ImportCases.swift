// Importing case files: each whole or not at all, recognised by its content when it comes again.
package import Domain
import FoundationEssentials
import Records

/// Imports case files.
package enum ImportCases {
    /// What became of one case.
    package enum Result: Sendable {
        case imported(workup: ID<Workup>, patient: ID<Patient>)
        /// The same content was imported before.
        case known
        /// Faults with their pointers; nothing of it was stored.
        case refused([Fault])
    }

    /// Imports several cases, each whole or not at all. Running it again does no harm.
    ///
    /// All travel in one transaction. Where the record refuses one for a reason that shows only there, each is
    /// imported in a transaction of its own, so that only that one is refused.
    ///
    /// - Parameters:
    ///   - cases: the bytes of each case file.
    ///   - organisation: the code of the organisation that answers for them. Left out: the caller's own; else the
    ///     one the patient's hospital number names; else the only one there is.
    ///   - call: who imports.
    ///   - environment: the outside.
    /// - Returns: a result for each, in order.
    /// - Throws: `UseCaseError` where nothing could be imported at all.
    package static func run(
        _ cases: [[UInt8]],
        organisation: String?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [Result] {
        try call.require(.importCases)
        let read = cases.map(ReadCase.init)
        do {
            return try await together(read, organisation: organisation, call: call, in: environment)
        } catch let error as RecordError where error.isAboutContent && read.count > 1 {
            var results: [Result] = []
            for item in read {
                do {
                    results += try await together([item], organisation: organisation, call: call, in: environment)
                } catch let error as RecordError where error.isAboutContent {
                    results.append(.refused([Fault("", .contradiction, UseCaseError(error).message)]))
                } catch {
                    throw UseCaseError(any: error)
                }
            }
            return results
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// Imports cases in one transaction.
    private static func together(
        _ read: [ReadCase],
        organisation: String?,
        call: Call,
        in environment: Environment
    ) async throws -> [Result] {
        try await environment.record.write(isDryRun: call.isDryRun) { transaction in
            var importing = CaseImport(
                environment: environment,
                stamp: Stamp(at: environment.now(), by: call.actor.userID),
                call: call,
                organisation: organisation,
                known: try await transaction.importedHashes(among: read.map(\.hash)),
                holders: try await transaction.holders(of: read.flatMap { $0.file?.patient?.identifiers ?? [] })
            )
            var results: [Result] = []
            for item in read {
                let result = try await importing.add(item, to: transaction)
                if case .imported(let workup, let patient) = result {
                    let note = AuditNote(
                        event: "ImportCase",
                        action: .create,
                        patientID: patient,
                        objectType: "workup",
                        objectID: workup.description,
                        categories: ["patientSummary", "testResult", "imaging", "prescription"]
                    )
                    transaction.audit(call.entry(note, in: environment))
                }
                results.append(result)
            }
            return results
        }
    }
}

extension RecordError {
    /// Whether the record refused what was sent, and not its being sent now.
    fileprivate var isAboutContent: Bool {
        switch self {
        case .versionTaken, .taken, .missingReference, .refused: true
        case .unavailable, .busy, .outcomeUnknown, .unusable, .fault: false
        }
    }
}

/// A case file as read: its value or its faults, and the hash of its content.
struct ReadCase: Sendable {
    let file: CaseFile?
    let faults: [Fault]
    let hash: [UInt8]

    init(_ bytes: [UInt8]) {
        do throws(Faults) {
            let file = try CaseFile.read(bytes)
            self.file = file
            // The hash is of the content, so that another layout of the same case is recognised.
            hash = ContentHash.sha256(CaseFile.codec.encode(file))
            faults =
                file.patient == nil
                ? [
                    Fault(
                        "/patient",
                        .missing,
                        en: "A case to be kept needs a patient.",
                        nl: "Een casus die bewaard wordt heeft een patiënt nodig."
                    )
                ] : []
        } catch {
            file = nil
            faults = error.all
            hash = ContentHash.sha256(bytes)
        }
    }
}

/// The state of one import: what is known, whom numbers belong to, and the protocols in use.
struct CaseImport {
    let environment: Environment
    let stamp: Stamp
    let call: Call
    let organisation: String?
    var known: Set<[UInt8]>
    var holders: [PatientIdentifier: ID<Patient>]
    private var protocols: [String: CareProtocol?] = [:]
    private var organisations: [String: ID<Organisation>] = [:]

    init(
        environment: Environment,
        stamp: Stamp,
        call: Call,
        organisation: String?,
        known: Set<[UInt8]>,
        holders: [PatientIdentifier: ID<Patient>]
    ) {
        self.environment = environment
        self.stamp = stamp
        self.call = call
        self.organisation = organisation
        self.known = known
        self.holders = holders
    }

    /// Adds one case to the transaction, or says why not.
    mutating func add(_ item: ReadCase, to transaction: RecordTransaction) async throws -> ImportCases.Result {
        guard item.faults.isEmpty, let file = item.file, let patient = file.patient else {
            return .refused(item.faults)
        }
        guard !known.contains(item.hash) else { return .known }
        guard let careProtocol = try await careProtocol(file.workup.protocolCode, transaction) else {
            return .refused([
                Fault(
                    "/workup/protocol",
                    .unknownCode,
                    en: "There is no active protocol with this code.",
                    nl: "Er is geen actief protocol met deze code."
                )
            ])
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
        let patientID = owners.first ?? addPatient(patient, to: transaction)
        for identifier in patient.identifiers where holders[identifier] == nil {
            transaction.insertIdentifier(patientID, id: environment.makeUUID(), identifier, stamp)
            holders[identifier] = patientID
        }
        let answering = try await organisation(for: patient, transaction)
        let workup = addWorkup(file, careProtocol, patient: patientID, organisation: answering, to: transaction)
        transaction.recordImport(hash: item.hash, workup: workup, patient: patientID, at: stamp.at)
        known.insert(item.hash)
        return .imported(workup: workup, patient: patientID)
    }

    private mutating func careProtocol(
        _ code: String,
        _ transaction: RecordTransaction
    ) async throws -> CareProtocol? {
        if let found = protocols[code] { return found }
        let body = try await transaction.protocolBody(code: code, version: nil)
        let found = try body.map { try CareProtocol.codec.decode($0) }
        protocols[code] = .some(found)
        return found
    }

    /// The organisation that answers for a case. Where the record has none with the code that the patient's hospital
    /// number names, and the caller named none, one is added: its name can be set right afterwards.
    private mutating func organisation(
        for patient: Patient,
        _ transaction: RecordTransaction
    ) async throws -> ID<Organisation> {
        var named = organisation
        if named == nil, call.actor.organisationID == nil {
            for case .hospital(let code) in patient.identifiers.map(\.system) {
                named = code
                break
            }
        }
        guard let code = named else { return try await transaction.organisationID(nil, call: call) }
        if let known = organisations[code] { return known }
        let id: ID<Organisation>
        if let found = try await transaction.organisation(code: code) {
            id = found
        } else if organisation == nil {
            id = environment.makeID()
            transaction.insertOrganisation(
                Organisation(code: code, name: code, kind: .neuromuscularCentre),
                id: id,
                stamp
            )
        } else {
            id = try await transaction.organisationID(code, call: call)
        }
        organisations[code] = id
        return id
    }

    private func addPatient(_ patient: Patient, to transaction: RecordTransaction) -> ID<Patient> {
        let id: ID<Patient> = environment.makeID()
        transaction.insertPatient(
            id,
            PatientVersion(
                familyName: patient.familyName,
                givenNames: patient.givenNames,
                birthDate: patient.birthDate,
                sex: patient.sex,
                reason: nil
            ),
            stamp
        )
        return id
    }

    private func addWorkup(
        _ file: CaseFile,
        _ careProtocol: CareProtocol,
        patient: ID<Patient>,
        organisation: ID<Organisation>,
        to transaction: RecordTransaction
    ) -> ID<Workup> {
        let workup: ID<Workup> = environment.makeID()
        transaction.insertWorkup(
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
            source: file.source,
            stamp
        )
        let findings = file.findings.map { (id: environment.makeID() as ID<FindingRecord>, finding: $0.finding) }
        for (id, finding) in findings {
            transaction.insertFinding(id, finding, origin: nil, workup: workup, patient: patient, stamp)
        }
        let reported = ReportedSteps.of(careProtocol, findings, hasOutcome: !file.outcomes.isEmpty)
        transaction.insertSteps(
            NewSteps.make(careProtocol, openedOn: file.workup.openedOn, reported: reported, environment),
            workup: workup,
            patient: patient,
            since: file.workup.openedOn,
            stamp
        )
        for treatment in file.treatments {
            let course: ID<Treatment> = environment.makeID()
            transaction.insertCourse(
                course,
                version: 1,
                treatment.course,
                reason: nil,
                workup: workup,
                patient: patient,
                stamp
            )
            for administration in treatment.administrations {
                transaction.insertAdministration(
                    environment.makeID(),
                    version: 1,
                    administration,
                    reason: nil,
                    course: course,
                    workup: workup,
                    patient: patient,
                    stamp
                )
            }
        }
        for outcome in file.outcomes {
            transaction.insertOutcome(
                environment.makeID(),
                version: 1,
                outcome,
                reason: nil,
                workup: workup,
                patient: patient,
                stamp
            )
        }
        return workup
    }
}

/// Which steps of a protocol a list of findings completes.
enum ReportedSteps {
    /// The step codes, each with the finding that brought the result.
    static func of(
        _ careProtocol: CareProtocol,
        _ findings: [(id: ID<FindingRecord>, finding: Finding)],
        hasOutcome: Bool
    ) -> [String: (finding: ID<FindingRecord>?, on: PartialDate?)] {
        let facts = findings.map { $0.finding.facts }
        var reported: [String: (finding: ID<FindingRecord>?, on: PartialDate?)] = [:]
        for step in careProtocol.steps {
            if step.completedBy == .record(.outcome), hasOutcome { reported[step.code] = (nil, nil) }
            guard step.completedBy.isComplete(with: facts),
                let last = findings.last(where: { step.completedBy.accepts($0.finding.facts) })
            else { continue }
            reported[step.code] = (last.id, last.finding.date)
        }
        return reported
    }
}
