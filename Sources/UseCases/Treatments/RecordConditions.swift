// Conditions that make a treatment riskier: recorded, corrected, withdrawn; nothing is lost.
package import Domain
import FoundationEssentials
import Records

/// Records a condition of the patient, or a corrected one.
package enum RecordCondition {
    /// What is said of the condition; a correction carries its reason.
    package struct Input: Sendable, Hashable {
        package let statement: ConditionStatement
        package let reason: String?

        package init(statement: ConditionStatement, reason: String?) {
            self.statement = statement
            self.reason = reason
        }

        /// The JSON of a condition and, for a correction, its reason.
        package static let codec: Codec<Input> = .object(
            "ConditionInput",
            Input.init(statement:reason:),
            .inlined(\.statement, ConditionStatement.codec),
            .optional("reason", \.reason, .note())
        )
    }

    /// Records the condition; there is one of a kind. One that was taken back goes on where it ended, with a reason.
    package static func run(
        _ workup: ID<Workup>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordTreatment, locking: .workup(workup), in: environment) { transaction, stamp in
            let row = try await transaction.findOpenWorkup(workup)
            try requirePast(input.statement.since?.firstDay, "/since", today: environment.day(stamp.at))
            let earlier = try await transaction.condition(input.statement.condition, workup: workup)
            guard let earlier else {
                let id: ID<ConditionDocument> = environment.makeID()
                return try await transaction.keepCondition(id, version: 1, input, reason: nil, of: row, stamp)
            }
            guard earlier.isWithdrawn else { throw UseCaseError(RecordError.taken(.condition)) }
            // Who may not take it back may not undo that either.
            try transaction.requireToCorrect(recordedAt: earlier.recordedAt, for: call)
            let reason = try requireReason(input.reason)
            let next = earlier.version + 1
            return try await transaction.keepCondition(earlier.id, version: next, input, reason: reason, of: row, stamp)
        }
    }

    /// Records a corrected condition, or with `isWithdrawn` takes it back, against the version it was made for.
    package static func correct(
        _ workup: ID<Workup>,
        _ condition: ID<ConditionDocument>,
        expecting version: Int,
        isWithdrawn: Bool,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordTreatment, locking: .workup(workup), in: environment) { transaction, stamp in
            let row = try await transaction.findOpenWorkup(workup)
            guard let now = try await transaction.condition(condition, workup: workup) else {
                throw UseCaseError.notFound("condition", "Deze aandoening")
            }
            try transaction.requireToCorrect(recordedAt: now.recordedAt, for: call)
            try requireVersion(version, current: now.version)
            let reason = try requireReason(input.reason)
            guard now.condition == input.statement.condition else {
                throw UseCaseError.invalid(
                    "/condition",
                    .contradiction,
                    en: "A correction keeps the condition. Take this one back, and record the other.",
                    nl: "Een correctie houdt de aandoening gelijk. Trek deze in, en leg de andere vast."
                )
            }
            try requirePast(input.statement.since?.firstDay, "/since", today: environment.day(stamp.at))
            return try await transaction.keepCondition(
                condition,
                version: version + 1,
                isWithdrawn: isWithdrawn,
                input,
                reason: reason,
                of: row,
                stamp
            )
        }
    }
}

extension RecordTransaction {
    /// Writes a version of a condition; gives back everything on treatment of the workup.
    fileprivate func keepCondition(
        _ id: ID<ConditionDocument>,
        version: Int,
        isWithdrawn: Bool = false,
        _ input: RecordCondition.Input,
        reason: String?,
        of row: WorkupRow,
        _ stamp: Stamp
    ) async throws -> Change {
        insertCondition(
            id,
            version: version,
            isWithdrawn: isWithdrawn,
            input.statement,
            reason: reason,
            workup: row.workupID,
            patient: row.patientID,
            stamp
        )
        guard let body = try await treatmentsDocument(row.workupID) else {
            throw UseCaseError.notFound("workup", "Dit traject")
        }
        let event = isWithdrawn ? "WithdrawCondition" : version == 1 ? "RecordCondition" : "CorrectCondition"
        return Change(
            id: id.uuid,
            version: version,
            body: body,
            note: AuditNote(
                event: event,
                action: version == 1 ? .create : .update,
                patientID: row.patientID,
                workupID: row.workupID,
                objectType: "condition",
                objectID: id.description,
                reason: reason,
                categories: ["patientSummary", "prescription"]
            )
        )
    }
}
