// Relations, objections and emergencies in a transaction, and the grants on which the first wall decides.
package import Domain
package import FoundationEssentials
import PostgreSQL

/// Whom something is shared with, or whom a patient objects to.
package enum AccessGrantee: Sendable, Hashable {
    case organisation(ID<Organisation>)
    case team(ID<Team>)
    case user(ID<User>)

    /// As the record names the kind.
    package var kind: String {
        switch self {
        case .organisation: "organisation"
        case .team: "team"
        case .user: "user"
        }
    }

    /// The id of whichever it is.
    package var id: UUID {
        switch self {
        case .organisation(let id): id.uuid
        case .team(let id): id.uuid
        case .user(let id): id.uuid
        }
    }
}

/// How often an organisation may ask to see patients.
package struct AccessAskingBounds: Sendable, Hashable {
    /// So many of the last thirty days that were not granted.
    package let openMax: Int
    /// So many within a day.
    package let dayMax: Int

    package init(openMax: Int, dayMax: Int) {
        (self.openMax, self.dayMax) = (openMax, dayMax)
    }
}

/// What became of a request for access.
package enum AccessAsking: String, Sendable, Hashable {
    case asked, tooManyOpen, tooManyToday
}

/// A patient by whom a caller knows them, for breaking the glass.
package enum EmergencyPatient: Sendable, Hashable {
    case id(ID<Patient>)
    case identifier(PatientIdentifier)
}

extension RecordTransaction {
    /// Relations of somebody with a workup or its patient, past ones included; none where it is not there to see.
    package func grants(of workup: ID<Workup>, to user: ID<User>, at organisation: ID<Organisation>?) async throws
        -> [AccessGrant]
    {
        try await fetchAll(AccessStatements.grantsOfWorkup(workup, user, organisation))
    }

    /// Relations of somebody with patients, past ones included.
    package func grants(
        of patients: [ID<Patient>],
        to user: ID<User>,
        at organisation: ID<Organisation>?
    ) async throws -> [ID<Patient>: [AccessGrant]] {
        guard !patients.isEmpty else { return [:] }
        let rows = try await fetchAll(AccessStatements.grantsOfPatients(patients, user, organisation))
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    /// The emergency by which a user sees a patient at an instant; nil where none counts.
    package func emergency(
        of user: ID<User>,
        with patient: ID<Patient>,
        at now: Instant
    ) async throws -> PatientStanding.Emergency? {
        try await fetchFirst(AccessStatements.emergency(patient, user, now)).map {
            PatientStanding.Emergency(reason: $0.0, until: $0.1)
        }
    }

    /// Acts for an organisation for the rest of the transaction, as the machine's administrator who works for none.
    package func standIn(for organisation: ID<Organisation>) async throws {
        _ = try await fetchFirst(AccessStatements.standIn(organisation))
    }

    /// Shares a workup, or all of a patient where none is given.
    /// - Returns: false where the caller does not see as much, so that nothing was shared.
    package func share(
        id: UUID,
        _ patient: ID<Patient>,
        workup: ID<Workup>?,
        with grantee: AccessGrantee,
        reason: String,
        until: Instant?
    ) async throws -> Bool {
        try await fetchFirst(AccessStatements.share(id, patient, workup, grantee.kind, grantee.id, reason, until))
            ?? false
    }

    /// Ends what was shared, referred or taken in an emergency.
    /// - Returns: false where there is no such relation that the caller may end.
    package func endRelation(_ relation: UUID, of patient: ID<Patient>) async throws -> Bool {
        try await fetchFirst(AccessStatements.end(patient, relation)) ?? false
    }

    /// Relations and objections of a patient as JSON; empty lists where the caller may not see the patient.
    package func accessList(of patient: ID<Patient>, now: Instant) async throws -> [UInt8] {
        try await fetchFirst(AccessStatements.list(patient, now))?.bytes ?? []
    }

    /// The steps that others gave to somebody or their organisation, those that are due first, with whose they are.
    package func tasks(
        of user: ID<User>,
        at organisation: ID<Organisation>?,
        today: LocalDate,
        now: Instant,
        limit: Int
    ) async throws -> [(patient: ID<Patient>, body: [UInt8])] {
        try await fetchAll(AccessStatements.tasks(user, organisation, today, now, Int32(limit)))
            .map { ($0.0, $0.1.bytes) }
    }

    /// Those of some numbers that are a patient's; whose, the database does not say.
    package func taken(among identifiers: [PatientIdentifier]) async throws -> [PatientIdentifier] {
        var taken: [PatientIdentifier] = []
        for identifier in identifiers {
            let question = AccessStatements.isTaken(identifier.system.description, identifier.value)
            if try await fetchFirst(question) ?? false { taken.append(identifier) }
        }
        return taken
    }

    /// Asks to see the patient with a number, for the caller's organisation; keeps no request where there is none.
    ///
    /// - Returns: what became of it, which says nothing of whether there is such a patient.
    package func askForAccess(
        id: UUID,
        _ identifier: PatientIdentifier,
        reason: String,
        _ bounds: AccessAskingBounds
    ) async throws -> AccessAsking {
        let word = try await fetchFirst(
            AccessStatements.ask(
                id,
                identifier.system.description,
                identifier.value,
                reason,
                Int32(bounds.openMax),
                Int32(bounds.dayMax)
            )
        )
        return word.flatMap(AccessAsking.init(rawValue:)) ?? .asked
    }

    /// A page of what others than an organisation ask to see of the caller's patients, and nobody decided on: the newest first.
    package func accessRequests(
        besidesThoseOf organisation: ID<Organisation>?,
        tellingReasons: Bool,
        after place: (Instant, UUID)?,
        limit: Int
    ) async throws -> ListPage<AuditPlace> {
        var rows = try await fetchAll(
            AccessStatements.requests(organisation, Int32(limit + 1), tellingReasons, place?.0, place?.1)
        )
        var next: AuditPlace?
        if rows.count > limit {
            rows.removeLast()
            next = rows.last.map { AuditPlace(recordedAt: $0.1, id: $0.2) }
        }
        return ListPage(items: rows.map { $0.3.bytes }, patients: rows.map(\.0), next: next)
    }

    /// Decides on a request.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - patient: whom it is about.
    ///   - scope: what is given; nil refuses.
    ///   - reason: why.
    ///   - relation: the id of the relation that it gives.
    /// - Returns: false where there is no such request that the caller may decide on.
    /// - Throws: `RecordError`.
    package func decideOnAccess(
        _ request: UUID,
        of patient: ID<Patient>,
        scope: AccessScope?,
        reason: String,
        relation: UUID
    ) async throws -> Bool {
        try await fetchFirst(
            AccessStatements.decide(patient, request, scope != nil, scope?.rawValue, reason, relation)
        ) ?? false
    }

    /// Whether somebody of an organisation may record that a patient objects to somebody: not to who treats the patient
    /// elsewhere, unless they treat them as well.
    package func mayObject(
        to grantee: AccessGrantee,
        of patient: ID<Patient>,
        at organisation: ID<Organisation>?
    ) async throws -> Bool {
        try await fetchFirst(AccessStatements.mayObject(patient, grantee.id, organisation)) ?? false
    }

    /// The other records of the same person, in which their objections count as well.
    package func mergedWith(_ patient: ID<Patient>) async throws -> [ID<Patient>] {
        try await fetchAll(AccessStatements.mergedWith(patient))
    }

    /// Records that a patient objects; one that stands already shows as `RecordError.taken(.objection)`.
    package func insertObjection(
        id: UUID,
        of patient: ID<Patient>,
        to grantee: AccessGrantee,
        reason: String?,
        _ stamp: Stamp
    ) {
        add(AccessStatements.insertObjection(patient, id, grantee.kind, grantee.id, reason, stamp.at, stamp.by))
    }

    /// Lifts an objection: for whoever recorded it, the organisation that answers for the patient, and where the patient is
    /// registered.
    /// - Returns: false where there is none that stands and the caller may lift.
    package func liftObjection(_ id: UUID, of patient: ID<Patient>, reason: String, _ stamp: Stamp) async throws -> Bool
    {
        try await fetchFirst(AccessStatements.liftObjection(patient, id, stamp.at, reason)) ?? false
    }

    /// Breaks the glass for the caller. The queue of unusual access has it with the same transaction, and what is to be told
    /// outside waits to be told.
    ///
    /// - Parameters:
    ///   - id: the relation's.
    ///   - patient: by whom the caller knows the patient.
    ///   - reason: why it cannot wait.
    ///   - hours: for how long.
    ///   - event: the event of the log that this is.
    ///   - review: the entry of the queue that a person has to judge.
    /// - Returns: what is open, also where it was before; nil where there is no such patient, or the caller's role has nothing
    ///   to do with care.
    /// - Throws: `RecordError`.
    package func openEmergency(
        id: UUID,
        _ patient: EmergencyPatient,
        reason: String,
        hours: Int,
        event: UUID,
        review: UUID
    ) async throws -> (patient: ID<Patient>, id: UUID, from: Instant, until: Instant)? {
        let known: (patient: ID<Patient>?, system: String?, value: String?) =
            switch patient {
            case .id(let id): (id, nil, nil)
            case .identifier(let identifier): (nil, identifier.system.description, identifier.value)
            }
        let statement = AccessStatements.openEmergency(
            known.patient,
            known.system,
            known.value,
            id,
            reason,
            Int32(hours),
            event,
            review
        )
        return try await fetchFirst(statement).map { (patient: $0.0, id: $0.1, from: $0.2, until: $0.3) }
    }
}
