// Sharing a workup, or everything of a patient, with another organisation, a team or a user; and ending that.
package import Domain
import FoundationEssentials
import Records

/// Shares a workup or a record.
package enum ShareRecord {
    /// With whom, why, and until when.
    package struct Input: Sendable, Hashable {
        package let grantee: AccessGranteeInput.Members
        /// The workup; everything of the patient where left out.
        package let workup: ID<Workup>?
        package let reason: String
        /// The first instant at which it no longer counts.
        package let until: Instant?

        package init(grantee: AccessGranteeInput.Members, workup: ID<Workup>?, reason: String, until: Instant?) {
            self.grantee = grantee
            self.workup = workup
            self.reason = reason
            self.until = until
        }

        private init(
            organisation: String?,
            team: String?,
            user: String?,
            workup: ID<Workup>?,
            reason: String,
            until: Instant?
        ) {
            self.init(
                grantee: AccessGranteeInput.Members(organisation: organisation, team: team, user: user),
                workup: workup,
                reason: reason,
                until: until
            )
        }

        /// The JSON of sharing.
        package static let codec: Codec<Input> = Codec.object(
            "NewShare",
            Input.init(organisation:team:user:workup:reason:until:),
            .optional("organisation", \.grantee.organisation, .text(max: 32)),
            .optional("team", \.grantee.team, .text(max: 65)),
            .optional("user", \.grantee.user, .text(max: 64)),
            .optional("workupId", \.workup, .id()),
            .required("reason", \.reason, .note(max: 2_000)),
            .optional("until", \.until, .instant)
        ).checked { input, reading in reading.requireOneGrantee(input.grantee, allowsTeams: true) }
    }

    /// Shares it; the answer is who may see the patient now.
    /// - Throws: not found where the caller does not see as much as is to be shared.
    package static func run(
        _ patient: ID<Patient>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.shareRecords, locking: .patients([patient]), in: environment) { transaction, stamp in
            _ = try await transaction.findPatient(patient)
            guard let grantee = input.grantee.grantee else { throw UseCaseError.notFound("grantee", "Deze ontvanger") }
            if let until = input.until, until <= stamp.at {
                throw UseCaseError.invalid(
                    "/until",
                    .outOfRange,
                    en: "The end lies in the past.",
                    nl: "Het einde ligt in het verleden."
                )
            }
            let found = try await transaction.grantee(grantee)
            try requireOthers(found, call)
            if let workup = input.workup, try await transaction.findWorkup(workup).patientID != patient {
                throw UseCaseError.notFound("workup", "Dit traject")
            }
            let id = environment.makeUUID()
            let isShared = try await transaction.share(
                id: id,
                patient,
                workup: input.workup,
                with: found,
                reason: input.reason,
                until: input.until
            )
            guard isShared else { throw notYours(isRecord: input.workup == nil) }
            return Change(
                id: id,
                version: 1,
                body: try await transaction.accessList(of: patient, now: stamp.at),
                note: .access(
                    "ShareRecord",
                    .create,
                    patient,
                    workup: input.workup,
                    object: id.uuidString.lowercased(),
                    detail: "\(found.kind) \(found.id.uuidString.lowercased())",
                    reason: input.reason
                )
            )
        }
    }

    /// Passes where it is not the caller or their own organisation: nobody makes more of what they have by giving it to
    /// themselves.
    private static func requireOthers(_ grantee: AccessGrantee, _ call: Call) throws(UseCaseError) {
        let pointer: String
        switch grantee {
        case .organisation(let id) where id == call.actor.organisationID: pointer = "/organisation"
        case .user(let id) where id == call.actor.userID: pointer = "/user"
        case .organisation, .team, .user: return
        }
        throw .invalid(
            pointer,
            .contradiction,
            en: "You cannot share with yourself or your own organisation. Whoever answers for the workup can.",
            nl: "U kunt niet met uzelf of uw eigen organisatie delen. Wie voor het traject verantwoordelijk is kan dat."
        )
    }

    private static func notYours(isRecord: Bool) -> UseCaseError {
        UseCaseError(
            .forbidden,
            "not-yours-to-share",
            en: isRecord
                ? "You can share what you see yourself: name the workup that your organisation answers for."
                : "You can share what you see yourself: this workup is not, or only in part, shared with you.",
            nl: isRecord
                ? "U kunt delen wat u zelf ziet: noem het traject waarvoor uw organisatie verantwoordelijk is."
                : "U kunt delen wat u zelf ziet: dit traject is niet, of maar deels, met u gedeeld."
        )
    }
}

/// Ends what was shared, referred or taken in an emergency.
package enum EndRelation {
    /// Why it ends.
    package struct Input: Sendable, Hashable {
        package let reason: String

        package init(reason: String) { self.reason = reason }

        /// The JSON of ending.
        package static let codec: Codec<Input> = .object(
            "RelationEnding",
            Input.init(reason:),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// Ends it; the answer is who may see the patient now.
    package static func run(
        _ patient: ID<Patient>,
        _ relation: ID<AccessRelation>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.shareRecords, locking: .patients([patient]), in: environment) { transaction, stamp in
            guard try await transaction.endRelation(relation.uuid, of: patient) else {
                throw UseCaseError(
                    .conflict,
                    "relation-not-endable",
                    en: "There is no such relation that you may end. What follows from the record itself ends with its "
                        + "cause: the step is given to others, the workup handed over.",
                    nl:
                        "Er is geen relatie die u mag beëindigen. Wat uit het dossier zelf volgt eindigt met de oorzaak: "
                        + "de stap gaat naar een ander, het traject wordt overgedragen."
                )
            }
            return Change(
                id: relation.uuid,
                version: 1,
                body: try await transaction.accessList(of: patient, now: stamp.at),
                note: .access("EndRelation", .update, patient, object: relation.description, reason: input.reason)
            )
        }
    }
}
