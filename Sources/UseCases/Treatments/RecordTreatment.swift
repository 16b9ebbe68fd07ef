// Courses of treatment, administrations and outcome measurements: recorded, corrected, withdrawn; nothing is lost.
package import Domain
import FoundationEssentials
import Records

/// Records a course of treatment, or a new version of one.
package enum RecordCourse {
    /// The course, and why it changes where it does.
    package struct Input: Sendable, Hashable {
        package let course: TreatmentCourse
        package let reason: String?

        package init(course: TreatmentCourse, reason: String?) {
            self.course = course
            self.reason = reason
        }

        /// The JSON of a course: the case format's treatment without administrations, and a reason.
        package static let codec: Codec<Input> = .object(
            "CourseInput",
            Input.init(course:reason:),
            .inlined(\.course, TreatmentCourse.codec),
            .optional("reason", \.reason, .note())
        )
    }

    /// Records a new course; the answer is everything on treatment of the workup.
    package static func run(
        _ workup: ID<Workup>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordTreatment, locking: .workup(workup), in: environment) { transaction, stamp in
            try transaction.requireToConduct()
            let row = try await transaction.findOpenWorkup(workup)
            try await transaction.requireReasoned(input, of: row, environment, stamp)
            let id: ID<Treatment> = environment.makeID()
            transaction.insertCourse(
                id,
                version: 1,
                input.course,
                reason: nil,
                workup: workup,
                patient: row.patientID,
                stamp
            )
            try await transaction.updateSteps(of: row, stamp, environment, evaluating: "RecordCourse")
            return try await transaction.treatmentChange(id.uuid, version: 1, "RecordCourse", .create, row, nil)
        }
    }

    /// Records a corrected or continued course (an end, an improvement) against the version it was made for.
    package static func change(
        _ workup: ID<Workup>,
        _ course: ID<Treatment>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordTreatment, locking: .workup(workup), in: environment) { transaction, stamp in
            try transaction.requireToConduct()
            let row = try await transaction.findOpenWorkup(workup)
            guard let now = try await transaction.course(course, workup: workup) else {
                throw UseCaseError.notFound("course", "Deze kuur")
            }
            try requireVersion(version, current: now.version)
            let reason = try requireReason(input.reason)
            transaction.insertCourse(
                course,
                version: version + 1,
                input.course,
                reason: reason,
                workup: workup,
                patient: row.patientID,
                stamp
            )
            try await transaction.updateSteps(of: row, stamp, environment, evaluating: "ChangeCourse")
            return try await transaction.treatmentChange(
                course.uuid,
                version: version + 1,
                "ChangeCourse",
                .update,
                row,
                reason
            )
        }
    }
}

/// Records an administration of a course, or a corrected one.
package enum RecordAdministration {
    /// What was given; a correction carries its reason, a withdrawal says so.
    package struct Input: Sendable, Hashable {
        package let administration: Administration
        /// What is kept beside day, product, batch and dose.
        package let details: AdministrationDetails?
        package let reason: String?

        package init(administration: Administration, details: AdministrationDetails? = nil, reason: String?) {
            self.administration = administration
            self.details = details
            self.reason = reason
        }

        /// The JSON of an administration and, for a correction, its reason.
        package static let codec: Codec<Input> = .object(
            "AdministrationInput",
            Input.init(administration:details:reason:),
            .inlined(\.administration, Administration.codec),
            .optional("details", \.details, AdministrationDetails.codec),
            .optional("reason", \.reason, .note())
        )
    }

    /// Records the administration. A withdrawn product and a missing batch are refused with the caution's own words.
    package static func run(
        _ workup: ID<Workup>,
        course: ID<Treatment>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordTreatment, locking: .workup(workup), in: environment) { transaction, stamp in
            let row = try await transaction.findOpenWorkup(workup)
            try requirePast(input.administration.on, "/on", today: environment.day(stamp.at))
            try requirePossible(input, now: stamp.at, environment)
            try await transaction.requireAllowed(input, course: course, replacing: nil, of: row, environment)
            let id: ID<Administration> = environment.makeID()
            transaction.insertAdministration(
                id,
                version: 1,
                input.administration,
                input.details,
                reason: input.reason,
                course: course,
                workup: workup,
                patient: row.patientID,
                stamp
            )
            try await transaction.updateSteps(of: row, stamp, environment, evaluating: "RecordAdministration")
            return try await transaction.treatmentChange(
                id.uuid,
                version: 1,
                "RecordAdministration",
                .create,
                row,
                input.reason
            )
        }
    }

    /// Records a corrected administration, or with `isWithdrawn` takes it back, against the version it was made for.
    package static func correct(
        _ workup: ID<Workup>,
        course: ID<Treatment>,
        _ administration: ID<Administration>,
        expecting version: Int,
        isWithdrawn: Bool,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordTreatment, locking: .workup(workup), in: environment) { transaction, stamp in
            let row = try await transaction.findOpenWorkup(workup)
            guard let now = try await transaction.administration(administration, workup: workup) else {
                throw UseCaseError.notFound("administration", "Deze toediening")
            }
            try transaction.requireToCorrect(recordedAt: now.recordedAt, for: call)
            try requireVersion(version, current: now.version)
            let reason = try requireReason(input.reason)
            if !isWithdrawn {
                try requirePast(input.administration.on, "/on", today: environment.day(stamp.at))
                try requirePossible(input, now: stamp.at, environment)
            }
            try await transaction.requireAllowed(
                isWithdrawn ? nil : input,
                course: course,
                replacing: administration,
                of: row,
                environment
            )
            transaction.insertAdministration(
                administration,
                version: version + 1,
                isWithdrawn: isWithdrawn,
                input.administration,
                input.details,
                reason: reason,
                course: course,
                workup: workup,
                patient: row.patientID,
                stamp
            )
            let event = isWithdrawn ? "WithdrawAdministration" : "CorrectAdministration"
            try await transaction.updateSteps(of: row, stamp, environment, evaluating: event)
            return try await transaction.treatmentChange(
                administration.uuid,
                version: version + 1,
                event,
                .update,
                row,
                reason
            )
        }
    }
}

/// Records an outcome measurement, or a corrected one.
package enum RecordOutcome {
    /// What was measured; a correction carries its reason.
    package struct Input: Sendable, Hashable {
        package let outcome: OutcomeMeasurement
        package let reason: String?

        package init(outcome: OutcomeMeasurement, reason: String?) {
            self.outcome = outcome
            self.reason = reason
        }

        /// The JSON of an outcome and, for a correction, its reason.
        package static let codec: Codec<Input> = .object(
            "OutcomeInput",
            Input.init(outcome:reason:),
            .inlined(\.outcome, OutcomeMeasurement.codec),
            .optional("reason", \.reason, .note())
        )
    }

    /// Records the measurement.
    package static func run(
        _ workup: ID<Workup>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordTreatment, locking: .workup(workup), in: environment) { transaction, stamp in
            let row = try await transaction.findOpenWorkup(workup)
            try requirePast(input.outcome.on, "/on", today: environment.day(stamp.at))
            let id: ID<OutcomeMeasurement> = environment.makeID()
            transaction.insertOutcome(
                id,
                version: 1,
                input.outcome,
                reason: nil,
                workup: workup,
                patient: row.patientID,
                stamp
            )
            // The response is assessed once something was measured under treatment.
            let started = try await transaction.findTreatments(workup).startedOn
            let isUnderTreatment = started.map { $0 <= input.outcome.on } ?? false
            try await transaction.updateSteps(of: row, stamp, environment, evaluating: "RecordOutcome") { board in
                if isUnderTreatment { board.record(.outcome, on: input.outcome.on) }
            }
            return try await transaction.treatmentChange(id.uuid, version: 1, "RecordOutcome", .create, row, nil)
        }
    }

    /// Records a corrected measurement, or with `isWithdrawn` takes it back, against the version it was made for.
    package static func correct(
        _ workup: ID<Workup>,
        _ outcome: ID<OutcomeMeasurement>,
        expecting version: Int,
        isWithdrawn: Bool,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordTreatment, locking: .workup(workup), in: environment) { transaction, stamp in
            let row = try await transaction.findOpenWorkup(workup)
            guard let now = try await transaction.outcome(outcome, workup: workup) else {
                throw UseCaseError.notFound("outcome", "Deze meting")
            }
            try transaction.requireToCorrect(recordedAt: now.recordedAt, for: call)
            try requireVersion(version, current: now.version)
            let reason = try requireReason(input.reason)
            transaction.insertOutcome(
                outcome,
                version: version + 1,
                isWithdrawn: isWithdrawn,
                input.outcome,
                reason: reason,
                workup: workup,
                patient: row.patientID,
                stamp
            )
            let remains = try await transaction.hasRecord(.outcome, of: workup)
            let event = isWithdrawn ? "WithdrawOutcome" : "CorrectOutcome"
            try await transaction.updateSteps(of: row, stamp, environment, evaluating: event) { board in
                if !remains { board.withdraw(.outcome) }
            }
            return try await transaction.treatmentChange(
                outcome.uuid,
                version: version + 1,
                event,
                .update,
                row,
                reason
            )
        }
    }
}

/// A correction's reason; nothing recorded changes without one.
func requireReason(_ reason: String?) throws(UseCaseError) -> String {
    guard let reason, !reason.isEmpty else {
        throw .invalid(
            "/reason",
            .missing,
            en: "A correction needs a reason.",
            nl: "Een correctie heeft een reden nodig."
        )
    }
    return reason
}

extension RecordTransaction {
    /// What every change of treatment gives back: everything on treatment of the workup.
    func treatmentChange(
        _ id: UUID,
        version: Int,
        _ event: String,
        _ action: AuditAction,
        _ row: WorkupRow,
        _ reason: String?
    ) async throws -> Change {
        guard let body = try await treatmentsDocument(row.workupID) else {
            throw UseCaseError.notFound("workup", "Dit traject")
        }
        return Change(
            id: id,
            version: version,
            body: body,
            note: AuditNote(
                event: event,
                action: action,
                patientID: row.patientID,
                workupID: row.workupID,
                objectType: "treatment",
                objectID: ID<Change>(id).description,
                reason: reason,
                categories: ["prescription"]
            )
        )
    }
}
