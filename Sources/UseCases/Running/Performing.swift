// How every use case runs: role, one transaction with its audit event, repeated requests, errors in one form.
import Domain
import FoundationEssentials
import Records

/// What the log says of one act, beside who and when.
struct AuditNote: Sendable {
    var event: String
    var action: AuditAction
    var patientID: ID<Patient>?
    var workupID: ID<Workup>?
    var objectType: String?
    var objectID: String?
    var query: [UInt8]?
    var reason: String?
    /// Categories of data as EHDS names them: `patientSummary`, `testResult`, `imaging`, `prescription`, ….
    var categories: [String] = ["patientSummary"]
    var purpose = "TREAT"
    /// What was looked at before access was given.
    var checks = AccessChecks()
    /// The organisations or systems that what was shown came from.
    var origins: [String] = []
    /// What the object is called, and what else is to be known of it.
    var objectName: String?
    var objectDetail: String?
    /// Whether the outcome stands as it is given, without the database looking whether the caller sees the patient.
    var isOutcomeKnown = false
    /// How much of the workup or the patient the act needs to see; nil is all of a workup, and who a patient is.
    var need: AccessNeed?
}

extension RecordLock {
    /// What the log says of a change that was refused.
    fileprivate var note: AuditNote? {
        var note = AuditNote(event: "Refused", action: .execute)
        switch self {
        case .nothing, .workups: return nil
        case .workup(let workup): (note.workupID, note.objectType) = (workup, "workup")
        case .meeting(let meeting): (note.objectType, note.objectID) = ("meeting", meeting.description)
        case .patients(let patients, let others):
            (note.patientID, note.objectType) = (patients.first ?? others.first, "patient")
        }
        return note
    }
}

/// What a change gives back: the answer and what the log says.
struct Change: Sendable {
    let id: UUID
    let version: Int
    let body: [UInt8]
    let note: AuditNote
    /// The patients the body shows or the change is about, where they are several.
    var subjects: [ID<Patient>] = []
}

extension Call {
    /// The line of the log for an act of this call.
    func entry(
        _ note: AuditNote,
        id: UUID? = nil,
        outcome: AuditOutcome = .success,
        in environment: Environment
    ) -> AuditEntry {
        var entry = AuditEntry(
            id: id ?? environment.makeUUID(),
            recordedAt: environment.now(),
            event: note.event,
            type: origin.rawValue,
            action: note.action,
            outcome: outcome,
            actor: actor,
            purpose: note.purpose,
            networkAddress: networkAddress,
            patientID: note.patientID,
            workupID: note.workupID,
            objectType: note.objectType,
            objectID: note.objectID,
            query: note.query,
            reason: note.reason,
            dataCategories: note.categories,
            requestID: requestID
        )
        entry.checks = note.checks
        entry.origins = note.origins
        entry.objectName = note.objectName
        entry.objectDetail = note.objectDetail
        entry.isOutcomeKnown = note.isOutcomeKnown
        entry.site = actor.organisationCode
        entry.authorisationProtocol = proof.logWords
        entry.identity = identity(at: entry.recordedAt)
        entry.need = note.need ?? (note.workupID == nil ? .person : .whole)
        return entry
    }

    /// Runs a change: role, then one transaction with everything in it, the audit event and the kept answer included.
    func change(
        _ permission: Permission,
        locking lock: RecordLock = .nothing,
        needing need: AccessNeed = .whole,
        trying numbers: [PatientIdentifier] = [],
        in environment: Environment,
        isKept: Bool = true,
        _ body: @Sendable (RecordTransaction, Stamp) async throws -> Change
    ) async throws(UseCaseError) -> Answer {
        try await authorise(permission, in: environment)
        do {
            let identity = identity(at: environment.now())
            return try await environment.record.write(as: identity, isDryRun: isDryRun) { transaction in
                if isKept, let replay = try await replayed(in: transaction, lock, need, environment) { return replay }
                try await transaction.hold(lock, needing: need, for: self, at: environment.now())
                // The instant is taken under the lock, so that versions of one noun follow each other in time.
                let stamp = Stamp(at: environment.now(), by: actor.userID, event: environment.makeUUID())
                let change = try await body(transaction, stamp)
                var note = change.note
                if note.workupID == nil, case .workup(let workup) = lock { note.workupID = workup }
                note.need = note.need ?? need
                // What was done was allowed, also where the caller does not see it any more, as after a handover.
                note.isOutcomeKnown = true
                transaction.audit(entry(note, id: stamp.event, in: environment), subjects: change.subjects)
                if isKept, let idempotency, let user = actor.userID {
                    // A meeting is about many patients and is read anew for whoever repeats: nothing of it is kept here,
                    // where the destruction of one patient's record would not find it.
                    let isOfMeeting = if case .meeting = lock { true } else { false }
                    transaction.storeAnswer(
                        StoredAnswer(
                            requestHash: idempotency.requestHash,
                            objectID: change.id,
                            version: change.version,
                            patientID: change.note.patientID,
                            workupID: note.workupID,
                            body: isOfMeeting ? [] : change.body
                        ),
                        key: idempotency.key,
                        user: user,
                        at: stamp.at
                    )
                }
                return Answer(id: change.id, version: change.version, body: change.body)
            }
        } catch {
            throw await told(error, of: lock.note, trying: numbers, in: environment)
        }
    }

    /// Runs a read of several patients: the page is fetched, its audit event with every patient shown is committed,
    /// and only then is anything given back.
    func list<Shown: Sendable>(
        _ permission: Permission,
        _ note: AuditNote,
        in environment: Environment,
        _ body: @Sendable (RecordTransaction) async throws -> (page: Shown, patients: [ID<Patient>])
    ) async throws(UseCaseError) -> Shown {
        try await authorise(permission, in: environment)
        do {
            let now = environment.now()
            return try await environment.record.write(as: identity(at: now)) { transaction in
                if let workup = note.workupID {
                    try await transaction.requireReach(of: workup, note.need ?? .whole, for: self, at: now)
                }
                let (page, patients) = try await body(transaction)
                try await write(note, showing: patients, at: now, in: transaction, environment)
                return page
            }
        } catch {
            throw await told(error, of: note, in: environment)
        }
    }

    /// Passes where the caller may know of all the patients that something shows, and writes down that it was shown.
    func write(
        _ note: AuditNote,
        showing patients: [ID<Patient>],
        at now: Instant,
        in transaction: RecordTransaction,
        _ environment: Environment
    ) async throws {
        try await transaction.requirePersons(patients, showing: .whole, for: self, at: now)
        // Whom an emergency shows has an event of their own, so that it says so of nobody else.
        let isOfOne = note.patientID != nil || note.workupID != nil
        let emergencies = isOfOne ? [] : transaction.emergencyPatients
        transaction.audit(entry(note, in: environment), subjects: patients.filter { !emergencies.contains($0) })
        for patient in emergencies.sorted(by: { $0.description < $1.description }) {
            var own = note
            (own.patientID, own.purpose) = (patient, "ETREAT")
            transaction.audit(entry(own, in: environment))
        }
    }

    /// Runs a read of one noun whose statements are known beforehand.
    func read<Value: Sendable>(
        _ permission: Permission,
        _ note: AuditNote,
        in environment: Environment,
        _ body: @Sendable (Record, AuditEntry) async throws(RecordError) -> Value
    ) async throws(UseCaseError) -> Value {
        try await authorise(permission, in: environment)
        do {
            return try await body(environment.record, entry(note, in: environment))
        } catch {
            throw UseCaseError(error)
        }
    }

    /// Passes when the caller's role may do this; a refusal is in the log before it is told.
    package func authorise(_ permission: Permission, in environment: Environment) async throws(UseCaseError) {
        do {
            try require(permission)
            try requireProof(permission, at: environment.now())
        } catch {
            let note = AuditNote(
                event: "Refused",
                action: .execute,
                objectType: "permission",
                objectID: permission.rawValue,
                categories: [],
                checks: AccessChecks(isAuthorised: false)
            )
            do {
                try await environment.record.write(as: identity(at: environment.now())) { transaction in
                    transaction.audit(entry(note, outcome: .seriousFailure, in: environment))
                }
            } catch {
                throw UseCaseError(any: error)
            }
            throw error
        }
    }

    private func replayed(
        in transaction: RecordTransaction,
        _ lock: RecordLock,
        _ need: AccessNeed,
        _ environment: Environment
    ) async throws -> Answer? {
        guard let idempotency, let user = actor.userID else { return nil }
        guard try await transaction.lockIdempotencyKey(idempotency.key, user: user) else {
            throw UseCaseError(
                .conflict,
                "request-in-flight",
                en: "A request with this Idempotency-Key is still under way. Wait for its answer.",
                nl: "Een verzoek met deze Idempotency-Key is nog bezig. Wacht op het antwoord."
            )
        }
        guard
            let stored = try await transaction.storedAnswer(
                key: idempotency.key,
                user: user,
                at: environment.now()
            )
        else { return nil }
        guard stored.requestHash == idempotency.requestHash else {
            throw UseCaseError(
                .conflict,
                "idempotency-key-reused",
                en: "This Idempotency-Key was used for another request. Make a new key for a new request.",
                nl:
                    "Deze Idempotency-Key is voor een ander verzoek gebruikt. Maak een nieuwe sleutel voor een nieuw verzoek."
            )
        }
        if case .meeting(let meeting) = lock {
            return try await replayed(stored, of: meeting, in: transaction, environment)
        }
        // What is given out again was read again, by somebody who may still see it.
        var workup = stored.workupID
        if case .workup(let held) = lock { workup = held }
        if let workup {
            try await transaction.requireReach(of: workup, need, for: self, at: environment.now())
        } else {
            let patients = stored.patientID.map { [$0] } ?? []
            try await transaction.requirePersons(patients, for: self, at: environment.now())
        }
        var note = AuditNote(event: "RepeatAnswer", action: .read, patientID: stored.patientID, workupID: workup)
        note.need = need
        transaction.audit(entry(note, in: environment))
        return Answer(id: stored.objectID, version: stored.version, body: stored.body, isReplay: true)
    }
}

extension Call {
    /// The answer to a repeated change of a meeting: what the caller may see of the meeting now, since a case that was on it
    /// then may be hidden today.
    private func replayed(
        _ stored: StoredAnswer,
        of meeting: ID<Meeting>,
        in transaction: RecordTransaction,
        _ environment: Environment
    ) async throws -> Answer {
        let body = try await transaction.findMeetingBody(meeting)
        let patients = try MeetingDocument.codec.decode(body).cases.map(\.patientID)
        try await transaction.requirePersons(patients, for: self, at: environment.now())
        let note = AuditNote(
            event: "RepeatAnswer",
            action: .read,
            objectType: "meeting",
            objectID: meeting.description
        )
        transaction.audit(entry(note, in: environment), subjects: patients)
        return Answer(id: stored.objectID, version: stored.version, body: body, isReplay: true)
    }
}

extension UseCaseError {
    /// Brings whatever was thrown in a use case into its one form.
    package init(any error: any Error) {
        switch error {
        case let error as UseCaseError: self = error
        case let error as RecordError: self = UseCaseError(error)
        case let error as Faults:
            // What the record holds does not fit the program: not the caller's doing.
            self = UseCaseError(
                .fault,
                "internal-fault",
                en: "The record holds something this program cannot read. The log has it under the request id.",
                nl:
                    "Het dossier bevat iets dat dit programma niet kan lezen. Het staat in het logboek onder het verzoeknummer."
            )
            underlying = error
        default:
            self = UseCaseError(
                .fault,
                "internal-fault",
                en: "Something went wrong inside; nothing was done. The log has it under the request id.",
                nl: "Er ging intern iets mis; er is niets gedaan. Het staat in het logboek onder het verzoeknummer."
            )
            underlying = error
        }
    }
}

extension RecordTransaction {
    /// The newest version of a workup, or not found.
    func findWorkup(_ id: ID<Workup>) async throws -> WorkupRow {
        guard let row = try await workup(id) else { throw UseCaseError.notFound("workup", "Dit traject") }
        return row
    }

    /// A workup that may be changed: there, and open.
    func findOpenWorkup(_ id: ID<Workup>) async throws -> WorkupRow {
        let row = try await findWorkup(id)
        guard row.status == .open else {
            throw UseCaseError(
                .conflict,
                "workup-closed",
                en: "The workup is closed. Reopen it with a reason first.",
                nl: "Het traject is afgesloten. Heropen het eerst met een reden."
            )
        }
        return row
    }

    /// The protocol version a workup is on.
    func careProtocol(of row: WorkupRow, _ environment: Environment) async throws -> CareProtocol {
        try await careProtocol(code: row.protocolCode, version: row.protocolVersion, environment)
    }

    /// The protocol that a workup which is to be evaluated is on.
    func careProtocol(of input: EvaluationInput, _ environment: Environment) async throws -> CareProtocol {
        try await careProtocol(code: input.protocolCode, version: input.protocolVersion, environment)
    }

    /// The names of the protocols that workups are opened on, by code.
    func protocolNames(_ environment: Environment) async throws -> [String: Localized] {
        var names: [String: Localized] = [:]
        for version in try await activeProtocols() {
            names[version.code] =
                try await careProtocol(code: version.code, version: version.version, environment).names.text
        }
        return names
    }

    /// A version of a protocol.
    func careProtocol(code: String, version: Int, _ environment: Environment) async throws -> CareProtocol {
        let body = await environment.protocols.known(code: code, version: version)
        if let body { return body }
        guard let bytes = try await protocolBody(code: code, version: version) else {
            throw UseCaseError.notFound("protocol", "Dit protocol")
        }
        return try await environment.protocols.keep(bytes, code: code, version: version)
    }
}

/// Passes when a change was made against the newest version.
func requireVersion(_ expected: Int, current: Int) throws(UseCaseError) {
    guard expected == current else { throw .stale(current: current) }
}

/// Passes when what happened did not happen in the future.
func requirePast(_ day: LocalDate?, _ pointer: String, today: LocalDate) throws(UseCaseError) {
    guard let day, day > today else { return }
    throw .invalid(Faults(.notYetCome(pointer)))
}

/// Passes when the record is asked for as known at an instant that has been.
func requirePast(asOf: Instant?, _ environment: Environment) throws(UseCaseError) {
    guard let asOf, asOf > environment.now() else { return }
    throw .invalid(
        "asOf",
        .outOfRange,
        en: "The record cannot be shown as known at an instant that has not come yet.",
        nl: "Het dossier kan niet getoond worden zoals bekend op een moment dat nog komt."
    )
}
