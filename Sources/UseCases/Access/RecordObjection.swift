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
            // Whoever treats the patient as well may write down that the patient leaves the others.
            if call.actor.userID != nil {
                let organisation = call.actor.organisationID
                guard try await transaction.mayObject(to: grantee, of: patient, at: organisation) else {
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
                ),
                subjects: try await transaction.person(patient)
            )
        }
    }
}

extension UseCaseError {
    /// Somebody elsewhere would keep a patient from who treats them.
    fileprivate static var objectionToTreating: UseCaseError {
        UseCaseError(
            .forbidden,
            "objection-to-treating",
            en:
                "They treat the patient, or work where the patient is treated: there the objection is recorded, or where "
                + "the patient is treated as well, or by the administrator on the machine itself.",
            nl:
                "Zij behandelen de patiënt, of werken waar de patiënt behandeld wordt: daar wordt het bezwaar vastgelegd, "
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

    /// Lifts it; the answer is who may see the patient now, for whoever may know that: somebody whom the objection keeps out
    /// can lift one that they recorded themselves, or that keeps out the organisation that answers for the patient.
    package static func run(
        _ patient: ID<Patient>,
        _ objection: ID<AccessObjection>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordObjections, locking: .patients([], beside: [patient]), in: environment) {
            transaction,
            stamp in
            let isSeen = try await transaction.seesPerson(patient, for: call, at: stamp.at)
            try transaction.refuseInEmergency()
            guard try await transaction.liftObjection(objection.uuid, of: patient, reason: input.reason, stamp) else {
                if !isSeen { throw WallRefusal(error: .notFound("patient", "Deze patiënt"), patient: patient) }
                throw UseCaseError.notFound("objection", "Dit bezwaar")
            }
            return Change(
                id: objection.uuid,
                version: 1,
                body: try await transaction.accessList(of: patient, now: stamp.at),
                note: .access("LiftObjection", .update, patient, object: objection.description, reason: input.reason),
                subjects: try await transaction.person(patient)
            )
        }
    }
}

extension RecordTransaction {
    /// All records of the same person where there are several, since what they object to counts in each; none otherwise.
    fileprivate func person(_ patient: ID<Patient>) async throws -> [ID<Patient>] {
        let others = try await mergedWith(patient)
        return others.isEmpty ? [] : [patient] + others
    }
}
