// Two records found to be one person: a link that can be undone. No clinical row moves.
package import Domain
import Records

/// Links a record to the one that leads.
package enum MergePatients {
    /// Which record leads, and why they are one person.
    package struct Input: Sendable, Hashable {
        package let into: ID<Patient>
        package let reason: String

        package init(into: ID<Patient>, reason: String) {
            self.into = into
            self.reason = reason
        }

        /// The JSON of a merge and of its undoing.
        package static let codec: Codec<Input> = .object(
            "PatientMerge",
            Input.init(into:reason:),
            .required("into", \.into, .id()),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// Merges `source` into the leading record, where both are registered. Neither may be merged into another record itself.
    package static func run(
        _ source: ID<Patient>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.mergePatients, locking: .patients([source, input.into]), in: environment) {
            transaction,
            stamp in
            try await transaction.requireRegistered([source, input.into], for: call, at: stamp.at)
            let now = try PatientDocument.codec.decode(try await transaction.findPatient(source))
            guard now.mergedFrom.isEmpty else {
                throw UseCaseError(
                    .conflict,
                    "source-leads-others",
                    en:
                        "Other records are merged into this one: it leads. Merge the other way round, or unmerge them first.",
                    nl:
                        "Andere dossiers zijn met dit dossier samengevoegd: dit is leidend. Voeg andersom samen, of hef die eerst op."
                )
            }
            _ = try await transaction.findPatient(input.into)
            guard source != input.into else {
                throw UseCaseError.invalid(
                    "/into",
                    .contradiction,
                    en: "A record cannot be merged into itself.",
                    nl: "Een dossier kan niet met zichzelf worden samengevoegd."
                )
            }
            if try await transaction.mergeTarget(of: input.into) != nil {
                throw UseCaseError(
                    .conflict,
                    "target-is-merged",
                    en: "The record to merge into is itself merged into another one: merge into that one.",
                    nl: "Het dossier waarmee u samenvoegt is zelf samengevoegd: voeg samen met dat andere dossier."
                )
            }
            transaction.merge(id: environment.makeUUID(), source, into: input.into, reason: input.reason, stamp)
            return try await change("MergePatients", source, input, transaction)
        }
    }

    fileprivate static func change(
        _ event: String,
        _ source: ID<Patient>,
        _ input: Input,
        _ transaction: RecordTransaction
    ) async throws -> Change {
        let body = try await transaction.findPatient(source)
        let note = AuditNote(
            event: event,
            action: .execute,
            patientID: source,
            objectType: "patient",
            objectID: input.into.description,
            reason: input.reason,
            purpose: "PATADMIN"
        )
        // It is about both, and stands in the overview of both.
        return Change(
            id: source.uuid,
            version: try versionField(of: body),
            body: body,
            note: note,
            subjects: [source, input.into]
        )
    }
}

/// Undoes a merge.
package enum UnmergePatients {
    /// Takes `source` out of the record it was merged into, where one of the two is registered; whoever undoes it for `source`
    /// need not see the other.
    package static func run(
        _ source: ID<Patient>,
        _ input: MergePatients.Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.mergePatients, locking: .patients([source], beside: [input.into]), in: environment) {
            transaction,
            stamp in
            try transaction.refuseInEmergency()
            let isOfTarget = try await transaction.isRegistered(input.into, for: call, at: stamp.at)
            if !isOfTarget { try await transaction.requireRegistered([source], for: call, at: stamp.at) }
            guard try await transaction.mergeTarget(of: source) == input.into else {
                throw UseCaseError(
                    .conflict,
                    "not-merged",
                    en: "This record is not merged into that one.",
                    nl: "Dit dossier is niet met dat dossier samengevoegd."
                )
            }
            transaction.unmerge(source, from: input.into, reason: input.reason, stamp)
            return try await MergePatients.change("UnmergePatients", source, input, transaction)
        }
    }
}
