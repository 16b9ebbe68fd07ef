// What a patient objects to: a person or an organisation that is not to see the record; and taking that back.
package import Domain
import FoundationEssentials
import Records

/// Records that a patient objects.
package enum RecordObjection {
    /// To whom, and what the patient says of it.
    package struct Input: Sendable, Hashable {
        package let grantee: AccessGranteeInput.Members
        package let reason: String?

        package init(grantee: AccessGranteeInput.Members, reason: String?) {
            self.grantee = grantee
            self.reason = reason
        }

        private init(organisation: String?, user: String?, reason: String?) {
            self.init(
                grantee: AccessGranteeInput.Members(organisation: organisation, team: nil, user: user),
                reason: reason
            )
        }

        /// The JSON of an objection.
        package static let codec: Codec<Input> = Codec.object(
            "NewObjection",
            Input.init(organisation:user:reason:),
            .optional("organisation", \.grantee.organisation, .text(max: 32)),
            .optional("user", \.grantee.user, .text(max: 64)),
            .optional("reason", \.reason, .note(max: 2_000))
        ).checked { input, reading in reading.requireOneGrantee(input.grantee, allowsTeams: false) }
    }

    /// Records it; it counts from the next request on. The answer is the objection.
    package static func run(
        _ patient: ID<Patient>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordObjections, locking: .patients([patient]), in: environment) { transaction, stamp in
            _ = try await transaction.findPatient(patient)
            guard let named = input.grantee.grantee else { throw UseCaseError.notFound("grantee", "Deze ontvanger") }
            try transaction.refuseInEmergency()
            let grantee = try await transaction.grantee(named)
            if let user = call.actor.userID, grantee.id != call.actor.organisationID?.uuid,
                try await transaction.isAnswering(grantee.id, for: patient), case .organisation = grantee
            {
                let own = try await transaction.grants(of: [patient], to: user, at: call.actor.organisationID)[patient]
                // Whoever treats the patient as well may write down that the patient leaves the others.
                guard (own ?? []).contains(where: { $0.ground == .workup && $0.counts(at: stamp.at) }) else {
                    throw UseCaseError.objectionToTreating
                }
            }
            let id = environment.makeUUID()
            transaction.insertObjection(id: id, of: patient, to: grantee, reason: input.reason, stamp)
            try await transaction.flush()
            return Change(
                id: id,
                version: 1,
                body: ObjectionAnswer.codec.encode(ObjectionAnswer(id: ID(id), input: input, from: stamp.at)),
                note: .access(
                    "RecordObjection",
                    .create,
                    patient,
                    object: id.uuidString.lowercased(),
                    detail: "\(grantee.kind) \(grantee.id.uuidString.lowercased())",
                    reason: input.reason
                )
            )
        }
    }
}

extension UseCaseError {
    /// Somebody elsewhere would keep a patient from the organisation that treats them.
    fileprivate static var objectionToTreating: UseCaseError {
        UseCaseError(
            .forbidden,
            "objection-to-treating",
            en: "This organisation answers for a workup of the patient: there the objection is recorded, or where the "
                + "patient is treated as well, or by the administrator on the machine itself.",
            nl:
                "Deze organisatie is verantwoordelijk voor een traject van de patiënt: daar wordt het bezwaar vastgelegd, "
                + "of waar de patiënt ook behandeld wordt, of door de beheerder op de machine zelf."
        )
    }
}

/// An objection as it was recorded. What else is on record is not shown: whoever recorded it may be the one it is about.
package struct ObjectionAnswer: Sendable {
    let id: ID<AccessObjection>
    let input: RecordObjection.Input
    let from: Instant

    /// The JSON form.
    package static let codec: Codec<ObjectionAnswer> = .object(
        "Objection",
        { (id: ID<AccessObjection>, organisation: String?, user: String?, reason: String?, from: Instant) in
            ObjectionAnswer(
                id: id,
                input: RecordObjection.Input(
                    grantee: AccessGranteeInput.Members(organisation: organisation, team: nil, user: user),
                    reason: reason
                ),
                from: from
            )
        },
        .required("id", \.id, .id()),
        .optional("organisation", \.input.grantee.organisation, .text(max: 32)),
        .optional("user", \.input.grantee.user, .text(max: 64)),
        .optional("reason", \.input.reason, .note(max: 2_000)),
        .required("from", \.from, .instant)
    )
}

/// Takes an objection back, as the patient asks.
package enum LiftObjection {
    /// Why.
    package struct Input: Sendable, Hashable {
        package let reason: String

        package init(reason: String) { self.reason = reason }

        /// The JSON of lifting.
        package static let codec: Codec<Input> = .object(
            "ObjectionLifting",
            Input.init(reason:),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// Lifts it; the answer is who may see the patient now.
    package static func run(
        _ patient: ID<Patient>,
        _ objection: ID<AccessObjection>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordObjections, locking: .patients([patient]), in: environment) { transaction, stamp in
            _ = try await transaction.findPatient(patient)
            try transaction.refuseInEmergency()
            guard try await transaction.liftObjection(objection.uuid, of: patient, reason: input.reason, stamp) else {
                throw UseCaseError.notFound("objection", "Dit bezwaar")
            }
            return Change(
                id: objection.uuid,
                version: 1,
                body: try await transaction.accessList(of: patient, now: stamp.at),
                note: .access("LiftObjection", .update, patient, object: objection.description, reason: input.reason)
            )
        }
    }
}
