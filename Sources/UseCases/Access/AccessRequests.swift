// Asking to see a patient whose number is known, and deciding on it: what a clash of numbers becomes.
package import Domain
import FoundationEssentials
import Records

/// Names a request in `ID<AccessRequest>`.
package enum AccessRequest {}

/// Asks to see a patient.
package enum RequestAccess {
    /// The number by which the caller knows the patient, and why they are to be seen.
    package struct Input: Sendable, Hashable {
        package let identifier: PatientIdentifier
        package let reason: String

        package init(identifier: PatientIdentifier, reason: String) {
            self.identifier = identifier
            self.reason = reason
        }

        /// The JSON of a request.
        package static let codec: Codec<Input> = .object(
            "NewAccessRequest",
            Input.init(identifier:reason:),
            .required("identifier", \.identifier, PatientIdentifier.codec),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// What everybody is answered, whether there is such a patient or not.
    package struct Received: Sendable, Hashable {
        /// When it was asked.
        package let at: Instant

        /// The JSON form.
        package static let codec: Codec<Received> = .object(
            "AccessRequestReceived",
            Received.init(at:),
            .required("requestedAt", \.at, .instant)
        )
    }

    /// How often an organisation asks: with 50 requests of the last thirty days that were not granted, or 100 within a day,
    /// the next one waits. Requests for patients who are not there count as all others: the bound tells nobody who is.
    static let bounds = AccessAskingBounds(openMax: 50, dayMax: 100)

    /// Asks for the caller's organisation. The answer is the same whether there is such a patient, whether it was asked
    /// before, and whoever sees the patient now.
    /// - Throws: too many where the organisation has asked as often as it may.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.changePatients, in: environment, isKept: false) { transaction, stamp in
            let id = environment.makeUUID()
            let asking = try await transaction.askForAccess(id: id, input.identifier, reason: input.reason, bounds)
            guard asking == .asked else { throw tooMany }
            var note = AuditNote(
                event: "RequestAccess",
                action: .execute,
                objectType: "accessRequest",
                query: Input.codec.encode(input),
                reason: input.reason,
                categories: [],
                purpose: "PATADMIN"
            )
            note.objectID = id.uuidString.lowercased()
            return Change(id: id, version: 1, body: Received.codec.encode(Received(at: stamp.at)), note: note)
        }
    }
}

extension RequestAccess {
    fileprivate static var tooMany: UseCaseError {
        UseCaseError(
            .tooMany,
            "too-many-access-requests",
            en:
                "Your organisation asked \(bounds.dayMax) times within a day, or has \(bounds.openMax) requests of the last "
                + "thirty days that were not granted. Nothing was asked. Call those who see the patient, or wait; in an "
                + "emergency use emergency access.",
            nl:
                "Uw organisatie vroeg \(bounds.dayMax) keer binnen een dag, of heeft \(bounds.openMax) verzoeken van de laatste "
                + "dertig dagen die niet zijn toegekend. Er is niets gevraagd. Bel wie de patiënt ziet, of wacht; gebruik "
                + "bij spoed de noodtoegang."
        )
    }
}

/// Lists what other organisations ask.
package enum ListAccessRequests {
    /// At most this many on a page.
    package static let pageSizeMax = 500

    /// A page of the requests that nobody decided on, for patients whom the caller sees, the newest first; every patient shown
    /// is in the log.
    package static func run(
        cursor: String? = nil,
        limit: Int = 100,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let place = try AuditCursor.place(cursor)
        let note = AuditNote(
            event: "ListAccessRequests",
            action: .execute,
            objectType: "accessRequest",
            purpose: "PATADMIN"
        )
        return try await call.list(.readPatients, note, in: environment) { transaction in
            let found = try await transaction.accessRequests(
                besidesThoseOf: call.actor.organisationID,
                // Why is told to whoever may decide on it.
                tellingReasons: call.isMachine || Permission.shareRecords.roles.contains(call.actor.role),
                after: place,
                limit: limit
            )
            return (Page(items: found.items, next: found.next.map(AuditCursor.text)), Array(Set(found.patients)))
        }
    }
}

/// Decides on a request.
package enum DecideAccessRequest {
    /// What was decided, and why.
    package struct Input: Sendable, Hashable {
        /// What they are to see; nil where the request is refused.
        package let scope: AccessScope?
        package let reason: String

        package init(scope: AccessScope?, reason: String) {
            self.scope = scope
            self.reason = reason
        }

        private init(isGranted: Bool, scope: AccessScope?, reason: String) {
            self.init(scope: isGranted ? scope ?? .person : nil, reason: reason)
        }

        private var isGranted: Bool { scope != nil }

        /// The JSON of a decision: whether it is granted, how far (who the patient is, unless `record` is said), and why.
        package static let codec: Codec<Input> = .object(
            "AccessRequestDecision",
            Input.init(isGranted:scope:reason:),
            .required("isGranted", \.isGranted, .bool),
            .optional("scope", \.scope, .code(among: [.person, .record])),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// Decides; the answer is who may see the patient now.
    /// - Throws: conflict where there is no such request that the caller may decide on.
    package static func run(
        _ patient: ID<Patient>,
        _ request: ID<AccessRequest>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.shareRecords, locking: .patients([patient]), in: environment) { transaction, stamp in
            _ = try await transaction.findPatient(patient)
            try transaction.refuseInEmergency()
            let isDone = try await transaction.decideOnAccess(
                request.uuid,
                of: patient,
                scope: input.scope,
                reason: input.reason,
                relation: environment.makeUUID()
            )
            guard isDone else { throw notYours }
            return Change(
                id: request.uuid,
                version: 1,
                body: try await transaction.accessList(of: patient, now: stamp.at),
                note: .access(
                    "DecideAccessRequest",
                    .update,
                    patient,
                    object: request.description,
                    detail: input.scope.map { "granted \($0.rawValue)" } ?? "refused",
                    reason: input.reason
                )
            )
        }
    }

    private static var notYours: UseCaseError {
        UseCaseError(
            .conflict,
            "request-not-yours",
            en:
                "There is no such request that you may decide on: it was decided on before, your own organisation asks, "
                + "or you would give more than you see yourself.",
            nl: "Er is geen verzoek waarover u mag beslissen: er is al over beslist, uw eigen organisatie vraagt het, "
                + "of u zou meer geven dan u zelf ziet."
        )
    }
}
