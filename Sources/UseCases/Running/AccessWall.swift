// The first wall at work: what an act is about is held, what connects the caller with it is looked up, and the rule decides.
// The database comes to the same by its own policies; what either of them hides is not there.
import Domain
import FoundationEssentials
import Records

/// Somebody asked for what is not theirs. It is logged in a transaction of its own before it is told.
struct WallRefusal: Error {
    let error: UseCaseError
    var workup: ID<Workup>?
    var patient: ID<Patient>?
    /// What was asked, where no patient is known to be meant.
    var query: [UInt8]?
    /// The reason that was given.
    var reason: String?
}

extension Call {
    /// As whom the record is seen.
    func identity(at now: Instant) -> RowIdentity {
        if let user = actor.userID { return .user(user, at: now) }
        return origin == .commandLine ? .machine(at: now) : .nobody
    }

    /// What is told of an error; a refusal is in the log before it is. Where it cannot be logged, that is told instead.
    ///
    /// - Parameters:
    ///   - error: what was thrown.
    ///   - act: what the act was about.
    ///   - numbers: what a patient was to be known by. Where one is somebody else's, the log has it under theirs: the
    ///     database knows whose it is, and tells nobody.
    ///   - environment: the outside.
    /// - Returns: what the caller is told.
    func told(
        _ error: any Error,
        of act: AuditNote? = nil,
        trying numbers: [PatientIdentifier] = [],
        in environment: Environment
    ) async -> UseCaseError {
        var note = AuditNote(event: "Refused", action: .execute, categories: [])
        let answer: UseCaseError
        var outcome = AuditOutcome.success
        if let refusal = error as? WallRefusal {
            // The database tells what is not there (4) from what is not the caller's (8).
            (note.workupID, note.patientID, answer) = (refusal.workup, refusal.patient, refusal.error)
            note.objectType = refusal.workup == nil ? "patient" : "workup"
            (note.query, note.reason) = (refusal.query, refusal.reason)
            if refusal.workup == nil, refusal.patient == nil {
                // Nobody is found in vain by whoever only looks after their patients: trying is counted.
                (outcome, note.isOutcomeKnown) = (.seriousFailure, true)
            }
        } else {
            answer = UseCaseError(any: error)
            // That a number is taken tells something of somebody else's patient, and so does what may not be ended.
            let tells = ["identifier-taken", "relation-not-endable", "too-many-access-requests"].contains(answer.code)
            guard answer.category == .notFound || answer.category == .forbidden || tells else { return answer }
            (note.patientID, note.workupID) = (act?.patientID, act?.workupID)
            (note.objectType, note.objectID, note.objectDetail) = (act?.objectType, act?.objectID, answer.code)
            outcome = answer.category == .notFound ? .minorFailure : .seriousFailure
            note.isOutcomeKnown = true
        }
        if error is WallRefusal || answer.category == .forbidden { Denial(error).count() }
        let (line, isClash) = (entry(note, outcome: outcome, in: environment), answer.code == "identifier-taken")
        do {
            try await environment.record.write(as: identity(at: environment.now())) { transaction in
                let taken = isClash ? try await transaction.taken(among: numbers) : []
                for number in taken { transaction.audit(clash(number, in: environment)) }
                if taken.isEmpty { transaction.audit(line) }
            }
        } catch {
            return UseCaseError(any: error)
        }
        return answer
    }

    /// The line of the log for a number that is somebody else's: the database adds whose.
    private func clash(
        _ number: PatientIdentifier,
        in environment: Environment
    ) -> AuditEntry {
        var note = AuditNote(
            event: "RegisterNumber",
            action: .execute,
            objectType: "patient",
            query: PatientIdentifier.codec.encode(number),
            categories: [],
            purpose: "PATADMIN"
        )
        note.objectDetail = "identifier-taken"
        note.isOutcomeKnown = true
        return entry(note, outcome: .seriousFailure, in: environment)
    }
}

extension RecordTransaction {
    /// Holds what a change is about, where the caller may see as much of it as the change needs.
    func hold(_ lock: RecordLock, needing need: AccessNeed, for call: Call, at now: Instant) async throws {
        guard let user = call.actor.userID else {
            try await take(lock)
            return
        }
        switch lock {
        case .workup(let workup):
            let grants = try await take(workup, grantsTo: user, at: call.actor.organisationID)
            try decide(workup, need, by: grants, for: call, at: now)
        case .patients(let patients, _):
            try await take(lock)
            try await requirePersons(patients, for: call, at: now)
        case .meeting(let meeting):
            guard let organisation = try await takeMeeting(meeting) else {
                throw UseCaseError.notFound("meeting", "Dit overleg")
            }
            // An action may be somebody else's to do, who then says themselves that it is done.
            guard organisation == call.actor.organisationID || need == .part else { throw UseCaseError.notYourMeeting }
        case .nothing, .workups: try await take(lock)
        }
    }

    /// Passes where the caller may see as much of a workup as is needed.
    func requireReach(of workup: ID<Workup>, _ need: AccessNeed, for call: Call, at now: Instant) async throws {
        guard let user = call.actor.userID else { return }
        let grants = try await grants(of: workup, to: user, at: call.actor.organisationID)
        try decide(workup, need, by: grants, for: call, at: now)
    }

    private func decide(
        _ workup: ID<Workup>,
        _ need: AccessNeed,
        by grants: [AccessGrant],
        for call: Call,
        at now: Instant
    ) throws {
        let role = call.actor.role
        reach = try AccessDecision.reach(of: workup, as: role, by: grants, at: now).required(need, workup)
        if AccessDecision.restsOnEmergency(of: workup, as: role, by: grants, at: now) { restsOnEmergency = true }
        answersForIt = AccessDecision.answers(for: workup, by: grants, at: now)
        conductsIt = AccessDecision.conducts(workup, by: grants, at: now)
        ownObjects = AccessDecision.objects(of: workup, by: grants, at: now)
    }

    /// Passes where the caller's organisation answers for the workup that is held: who else sees it, however much, gives
    /// nobody more than they have themselves.
    func requireToAnswer() throws(UseCaseError) {
        try refuseInEmergency()
        guard !answersForIt else { return }
        throw UseCaseError(
            .forbidden,
            "not-yours-to-give",
            en: "Only the organisation that answers for the workup hands it over, or gives its steps to others.",
            nl:
                "Alleen de organisatie die voor het traject verantwoordelijk is draagt het over, of geeft stappen aan anderen."
        )
    }

    /// Passes where the workup that is held is the caller's to decide on: what was shared with them is theirs to read and to
    /// add to, and who answers for it closes it, changes it and makes the choices.
    ///
    /// - Parameter step: a step that may have been given to the caller or their organisation, who do with it what it is for.
    ///   Nil where it is about none.
    /// - Throws: `not-yours-to-conduct`.
    func requireToConduct(or step: UUID? = nil) throws(UseCaseError) {
        guard !conductsIt else { return }
        if let step, ownObjects.contains(step) { return }
        throw .notYoursToConduct
    }

    /// Passes where the workup that is held is the caller's to decide on, or where somebody of their own organisation said
    /// last what they correct or take back.
    ///
    /// - Parameters:
    ///   - organisation: where whoever recorded the newest version works; nil where that is not known.
    ///   - call: who corrects.
    /// - Throws: `not-yours-to-conduct`.
    func requireToCorrect(recordedAt organisation: ID<Organisation>?, for call: Call) throws(UseCaseError) {
        guard !conductsIt else { return }
        if let organisation, organisation == call.actor.organisationID { return }
        throw .notYoursToConduct
    }

    /// Passes where the caller's organisation knows each of these persons for good, and not only for as long as something is
    /// shared; and none of them by an emergency alone.
    func requireRegistered(
        _ patients: [ID<Patient>],
        orElse refusal: UseCaseError = .notRegistered,
        for call: Call,
        at now: Instant
    ) async throws {
        try refuseInEmergency()
        guard let user = call.actor.userID else { return }
        let grants = try await grants(of: patients, to: user, at: call.actor.organisationID)
        guard patients.allSatisfy({ AccessDecision.isRegistered(by: grants[$0] ?? [], at: now) }) else { throw refusal }
    }

    /// Whether the caller's organisation knows a person for good; the machine's own administrator stands for all.
    func isRegistered(_ patient: ID<Patient>, for call: Call, at now: Instant) async throws -> Bool {
        guard let user = call.actor.userID else { return true }
        let grants = try await grants(of: [patient], to: user, at: call.actor.organisationID)
        return AccessDecision.isRegistered(by: grants[patient] ?? [], at: now)
    }

    /// Passes where the caller would see it without having broken the glass: an emergency is for care, and gives nothing
    /// that lasts to anybody.
    func refuseInEmergency() throws(UseCaseError) {
        guard restsOnEmergency else { return }
        throw UseCaseError(
            .forbidden,
            "emergency-may-not",
            en:
                "You see this because you broke the glass. That is for care: who may see the patient is changed by others.",
            nl: "U ziet dit via noodtoegang. Die is voor de zorg: wie de patiënt mag zien wijzigen anderen."
        )
    }

    /// Passes where the caller may know who these patients are, and notes whom only an emergency shows them.
    ///
    /// - Parameters:
    ///   - patients: the patients.
    ///   - need: how much of them is shown: where it is all, an emergency counts that shows more than else would be.
    ///   - call: who asks.
    ///   - now: the instant it is.
    /// - Throws: `WallRefusal` where one of them is not the caller's to know; `RecordError`.
    func requirePersons(
        _ patients: [ID<Patient>],
        showing need: AccessNeed = .person,
        for call: Call,
        at now: Instant
    ) async throws {
        guard let user = call.actor.userID, !patients.isEmpty else { return }
        let grants = try await grants(of: patients, to: user, at: call.actor.organisationID)
        for patient in patients {
            let own = grants[patient] ?? []
            let role = call.actor.role
            guard AccessDecision.reach(of: nil, as: role, by: own, at: now).satisfies(.person) else {
                throw WallRefusal(error: .notFound("patient", "Deze patiënt"), patient: patient)
            }
            let ordinary = AccessDecision.reach(of: nil, as: role, by: own.filter { $0.ground != .emergency }, at: now)
            if !ordinary.satisfies(.person) { restsOnEmergency = true }
            if need == .person ? restsOnEmergency : AccessDecision.restsOnEmergency(of: nil, as: role, by: own, at: now)
            {
                emergencyPatients.insert(patient)
            }
        }
    }

    /// Whether the caller may know who a patient is.
    func seesPerson(_ patient: ID<Patient>, for call: Call, at now: Instant) async throws -> Bool {
        do {
            try await requirePersons([patient], for: call, at: now)
            return true
        } catch is WallRefusal {
            return false
        }
    }

    /// Passes where a step or finding is among what the caller may see of the workup that is held.
    func requirePart(_ object: UUID, _ refusal: UseCaseError) throws {
        if case .part(let objects) = reach, !objects.contains(object) { throw refusal }
    }
}

extension AccessReach {
    /// The reach, where it is enough.
    fileprivate func required(_ need: AccessNeed, _ workup: ID<Workup>) throws -> AccessReach {
        if satisfies(need) { return self }
        if case .part = self { throw WallRefusal(error: .sharedInPart, workup: workup) }
        throw WallRefusal(error: .notFound("workup", "Dit traject"), workup: workup)
    }
}

extension UseCaseError {
    /// A workup is decided on, or what others recorded corrected, by somebody to whom it was only shown.
    fileprivate static var notYoursToConduct: UseCaseError {
        UseCaseError(
            .forbidden,
            "not-yours-to-conduct",
            en:
                "The organisation that answers for this workup changes and closes it, moves its steps and records diagnosis, "
                + "choices and courses, or whoever it gave the workup to follow. You move steps that were given to you, "
                + "and correct what your own organisation recorded.",
            nl:
                "De organisatie die voor dit traject verantwoordelijk is wijzigt en sluit het, verzet de stappen en legt "
                + "diagnose, keuzes en kuren vast, of wie daar gevraagd is het te volgen. U verzet stappen die aan u "
                + "gegeven zijn, en verbetert wat uw eigen organisatie vastlegde."
        )
    }

    /// What lasts is asked for by somebody to whom the patient was only shown.
    static var notRegistered: UseCaseError {
        UseCaseError(
            .forbidden,
            "not-registered",
            en: "The patient is not registered with you: workups are opened and records merged where the patient is. "
                + "Ask for access by a number to register them with you.",
            nl: "De patiënt is niet bij u ingeschreven: trajecten worden geopend en dossiers samengevoegd waar dat wel "
                + "zo is. Vraag toegang met een nummer om de patiënt bij u in te schrijven."
        )
    }

    /// Who a patient is, is corrected by somebody to whom the patient was only shown.
    static var notYoursToCorrect: UseCaseError {
        UseCaseError(
            .forbidden,
            "not-yours-to-correct",
            en: "The patient was shared with you for a while: who they are is corrected where they are registered. "
                + "Ask for access by a number to register them with you.",
            nl:
                "De patiënt is voor een tijd met u gedeeld: wie de patiënt is, wordt verbeterd waar die is ingeschreven. "
                + "Vraag toegang met een nummer om de patiënt bij u in te schrijven."
        )
    }

    /// A meeting of another organisation, where a case of the caller's is discussed.
    static var notYourMeeting: UseCaseError {
        UseCaseError(
            .forbidden,
            "not-your-meeting",
            en: "This is another organisation's meeting: its own people write down what happens there.",
            nl: "Dit is een overleg van een andere organisatie: daar legt men zelf vast wat er gebeurt."
        )
    }

    /// What was asked rests on all of a workup, and the caller sees a part.
    static var sharedInPart: UseCaseError {
        UseCaseError(
            .forbidden,
            "shared-in-part",
            en: "Only a part of this workup is shared with you, and this needs all of it. "
                + "Ask the team that answers for the workup to share it.",
            nl: "Van dit traject is alleen een deel met u gedeeld, en hiervoor is het geheel nodig. "
                + "Vraag het team dat verantwoordelijk is om het te delen."
        )
    }
}
