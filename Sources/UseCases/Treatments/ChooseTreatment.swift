// Choosing a treatment together: what was chosen, who took part, what the patient preferred, and why it departs from
// the guideline where it does.
import Criteria
package import Domain
import FoundationEssentials
import Records

/// Records a choice made by doctor, patient and team.
package enum ChooseTreatment {
    /// The choice.
    package struct Input: Sendable, Hashable {
        package let option: TreatmentOption
        package let chosenOn: LocalDate
        package let participants: [String]
        package let patientPreference: String
        package let reason: String?
        package let replaces: ID<ChoiceDocument>?
        package let courseID: ID<Treatment>?
        /// What the treatment has to show by when, and when it is given up.
        package let trial: TrialPlan?

        package init(
            option: TreatmentOption,
            chosenOn: LocalDate,
            participants: [String],
            patientPreference: String,
            reason: String?,
            replaces: ID<ChoiceDocument>?,
            courseID: ID<Treatment>?,
            trial: TrialPlan? = nil
        ) {
            self.option = option
            self.chosenOn = chosenOn
            self.participants = participants
            self.patientPreference = patientPreference
            self.reason = reason
            self.replaces = replaces
            self.courseID = courseID
            self.trial = trial
        }

        /// The JSON of a choice.
        package static let codec: Codec<Input> = .object(
            "NewChoice",
            Input.init(option:chosenOn:participants:patientPreference:reason:replaces:courseID:trial:),
            .required("option", \.option, .code),
            .required("chosenOn", \.chosenOn, .date),
            .required("participants", \.participants, .list(.text(max: 200), count: 1...50)),
            .required("patientPreference", \.patientPreference, .note(max: 4_000)),
            .optional("reason", \.reason, .note()),
            .optional("replaces", \.replaces, .id()),
            .optional("courseId", \.courseID, .id()),
            .optional("trial", \.trial, TrialPlan.codec)
        )
    }

    /// Records the choice with the cautions that stood; one that departs from the guideline takes a reason. A trial is
    /// recorded before the first infusion, or not at all.
    package static func run(
        _ workup: ID<Workup>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.chooseTreatment, locking: .workup(workup), in: environment) { transaction, stamp in
            try transaction.requireToConduct()
            let row = try await transaction.findOpenWorkup(workup)
            try requirePast(input.chosenOn, "/chosenOn", today: environment.day(stamp.at))
            let guidance = try await transaction.guidance(for: row, environment)
            try await transaction.requireTrialInTime(input, of: row, today: environment.day(stamp.at))
            if let trial = input.trial, guidance.careProtocol.outcomeMeasure(trial.measure) == nil {
                throw UseCaseError.invalid(
                    "/trial/measure",
                    .unknownCode,
                    en: "The protocol does not know this measure. Choose one that it lists.",
                    nl: "Het protocol kent deze maat niet. Kies er een die het noemt."
                )
            }
            let cautions = guidance.cautions(choosing: input.option, on: input.chosenOn)
            if guidance.needsReason(choosing: input.option, on: input.chosenOn), (input.reason ?? "").isEmpty {
                throw UseCaseError.invalid(
                    "/reason",
                    .missing,
                    en: "This choice departs from the guideline: record why. "
                        + cautions.map(\.sentence.en).joined(separator: " "),
                    nl: "Deze keuze wijkt af van de richtlijn: leg vast waarom. "
                        + cautions.map(\.sentence.nl).joined(separator: " ")
                )
            }
            let choice = ChoiceDocument(
                id: environment.makeID(),
                replaces: input.replaces,
                option: input.option,
                chosenOn: input.chosenOn,
                participants: input.participants,
                patientPreference: input.patientPreference,
                reason: input.reason,
                cautions: cautions.map(\.code.rawValue),
                courseID: input.courseID,
                trial: input.trial,
                recordedAt: stamp.at,
                recordedBy: nil
            )
            transaction.insertChoice(choice, workup: workup, patient: row.patientID, stamp)
            try await transaction.updateSteps(of: row, stamp, environment) { board in
                board.record(.treatmentChoice, on: input.chosenOn)
            }
            return try await transaction.treatmentChange(
                choice.id.uuid,
                version: 1,
                "ChooseTreatment",
                .create,
                row,
                input.reason
            )
        }
    }
}

/// Lists everything on treatment of a workup.
package enum ListTreatments {
    /// Courses with administrations, choices, outcomes and conditions, as known now or at an instant.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(
            event: "ListTreatments",
            action: .read,
            workupID: workup,
            objectType: "treatment",
            categories: ["prescription"]
        )
        let body = try await call.read(.readWorkups, note, in: environment) { record, entry throws(RecordError) in
            try await record.readTreatments(workup, asOf: asOf, audit: entry)
        }
        guard let body else { throw .notFound("workup", "Dit traject") }
        return Page(body: body)
    }
}
