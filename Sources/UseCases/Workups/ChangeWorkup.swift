// Changing a workup's own fields: question, referrer, who follows it, the clinician's diagnosis.
package import Domain
import Records

/// Records a new version of a workup's own fields.
package enum ChangeWorkup {
    /// What changes; what is left out stays.
    package struct Input: Sendable, Hashable {
        package let question: String?
        package let referredBy: String?
        package let organisation: String?
        package let assigneeID: ID<User>?
        /// The clinician's own conclusion. The computer never sets it.
        package let diagnosis: Diagnosis?
        package let reason: String?

        package init(
            question: String?,
            referredBy: String?,
            organisation: String?,
            assigneeID: ID<User>?,
            diagnosis: Diagnosis?,
            reason: String?
        ) {
            self.question = question
            self.referredBy = referredBy
            self.organisation = organisation
            self.assigneeID = assigneeID
            self.diagnosis = diagnosis
            self.reason = reason
        }

        /// The JSON of a change.
        package static let codec: Codec<Input> = .object(
            "WorkupChange",
            Input.init(question:referredBy:organisation:assigneeID:diagnosis:reason:),
            .optional("question", \.question, .note(max: 4_000)),
            .optional("referredBy", \.referredBy, .text(max: 200)),
            .optional("organisation", \.organisation, .text(max: 32)),
            .optional("assigneeId", \.assigneeID, .id()),
            .optional("diagnosis", \.diagnosis, Diagnosis.codec),
            .optional("reason", \.reason, .note())
        )
    }

    /// Records the change against the version it was made for; the answer is the whole document.
    package static func run(
        _ workup: ID<Workup>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        if input.diagnosis != nil { try await call.authorise(.stateDiagnosis, in: environment) }
        return try await call.change(.changeWorkups, locking: .workup(workup), in: environment) { transaction, stamp in
            if input.organisation != nil || input.assigneeID != nil { try transaction.requireToAnswer() }
            try transaction.requireToConduct()
            var row = try await transaction.findOpenWorkup(workup)
            try requireVersion(version, current: row.version)
            row.version += 1
            row.question = input.question ?? row.question
            row.referredBy = input.referredBy ?? row.referredBy
            row.assigneeID = input.assigneeID ?? row.assigneeID
            if input.organisation != nil {
                let organisation = try await transaction.organisationID(input.organisation, call: call)
                // Who had it at the organisation before does not go along with it.
                if organisation != row.organisationID, input.assigneeID == nil { row.assigneeID = nil }
                row.organisationID = organisation
            }
            if let diagnosis = input.diagnosis {
                row.diagnosisText = diagnosis.text
                row.diagnosisStatedBy = diagnosis.statedBy
                row.diagnosisStatedOn = diagnosis.statedOn
            }
            return try await WorkupChange.record(
                row,
                "ChangeWorkup",
                reason: input.reason,
                transaction,
                stamp,
                environment
            )
        }
    }
}

/// Closes a workup.
package enum CloseWorkup {
    /// When and why.
    package struct Input: Sendable, Hashable {
        package let on: LocalDate?
        package let reason: String

        package init(on: LocalDate?, reason: String) {
            self.on = on
            self.reason = reason
        }

        /// The JSON of closing and of reopening.
        package static let codec: Codec<Input> = .object(
            "WorkupClosing",
            Input.init(on:reason:),
            .optional("on", \.on, .date),
            .required("reason", \.reason, .note())
        )
    }

    /// Closes an open workup. Steps still open stay as they are and are shown as such.
    package static func run(
        _ workup: ID<Workup>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.changeWorkups, locking: .workup(workup), in: environment) { transaction, stamp in
            try transaction.requireToConduct()
            var row = try await transaction.findOpenWorkup(workup)
            try requireVersion(version, current: row.version)
            row.version += 1
            row.status = .closed
            row.closedOn = input.on ?? environment.day(stamp.at)
            row.closeReason = input.reason
            return try await WorkupChange.record(
                row,
                "CloseWorkup",
                reason: input.reason,
                transaction,
                stamp,
                environment
            )
        }
    }
}

/// Reopens a closed workup.
package enum ReopenWorkup {
    /// Reopens it with a reason; the closing stays in the history.
    package static func run(
        _ workup: ID<Workup>,
        expecting version: Int,
        _ input: CloseWorkup.Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.changeWorkups, locking: .workup(workup), in: environment) { transaction, stamp in
            try transaction.requireToConduct()
            var row = try await transaction.findWorkup(workup)
            try requireVersion(version, current: row.version)
            guard row.status == .closed else {
                throw UseCaseError(
                    .conflict,
                    "workup-open",
                    en: "The workup is open already.",
                    nl: "Het traject is al open."
                )
            }
            row.version += 1
            row.status = .open
            row.closedOn = nil
            row.closeReason = nil
            return try await WorkupChange.record(
                row,
                "ReopenWorkup",
                reason: input.reason,
                transaction,
                stamp,
                environment
            )
        }
    }
}

/// What the changes of a workup's own fields share.
enum WorkupChange {
    /// Writes the version and gives the whole document back.
    static func record(
        _ row: WorkupRow,
        _ event: String,
        reason: String?,
        _ transaction: RecordTransaction,
        _ stamp: Stamp,
        _ environment: Environment
    ) async throws -> Change {
        transaction.insertWorkupVersion(row, reason: reason, stamp)
        return Change(
            id: row.workupID.uuid,
            version: row.version,
            body: try await transaction.findDocument(row.workupID, environment, stamp),
            note: AuditNote(
                event: event,
                action: .update,
                patientID: row.patientID,
                objectType: "workup",
                objectID: row.workupID.description,
                reason: reason
            )
        )
    }
}
