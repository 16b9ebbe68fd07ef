// The JSON of reviewing unusual access: what is asked for, what is judged and marked, and what is answered.
package import Domain
import FoundationEssentials
package import Records

extension ReviewAccess {
    /// The kinds of unusual access, as a line of the queue names them.
    package static let kindWords = ReviewKind.allCases.map(\.rawValue)
    /// What a person can make of one, as a line of the queue names it.
    package static let verdictWords = ReviewVerdict.allCases.map(\.rawValue)
    /// At most this many on a page of the queue.
    package static let pageSizeMax = 1_000
}

extension ReviewAccess.Input {
    private static let usual = ReviewBounds()

    /// The JSON of looking for new unusual access: how far back, and from where on it is unusual.
    package static let searchCodec: Codec<ReviewAccess.Input> = .object(
        "NewReviewSearch",
        { days, patients, patientsOfDay, refusals in
            ReviewAccess.Input(
                days: days,
                bounds: ReviewBounds(
                    patientsPerHour: patients,
                    patientsPerDay: patientsOfDay,
                    refusalsPerDay: refusals
                ),
                limit: 1
            )
        },
        .defaulted("days", \.days, .integer(1...ReviewAccess.daysMax), 7),
        .defaulted(
            "patientsPerHour",
            \.bounds.patientsPerHour,
            .integer(1...100_000),
            usual.patientsPerHour
        ),
        .defaulted("patientsPerDay", \.bounds.patientsPerDay, .integer(1...100_000), usual.patientsPerDay),
        .defaulted("refusalsPerDay", \.bounds.refusalsPerDay, .integer(1...100_000), usual.refusalsPerDay)
    )
}

extension JudgeAccess {
    /// What a person makes of an access, and why.
    package struct Input: Sendable, Hashable {
        package let verdict: ReviewVerdict
        package let note: String

        package init(verdict: ReviewVerdict, note: String) {
            self.verdict = verdict
            self.note = note
        }

        /// The JSON of a judgement.
        package static let codec: Codec<Input> = .object(
            "NewJudgement",
            Input.init(verdict:note:),
            .required("verdict", \.verdict, .verdict),
            .required("note", \.note, .note(max: 2_000))
        )
    }

    /// A judgement that is kept.
    package struct Judgement: Sendable, Hashable {
        let id: ID<Judgement>
        let review: ID<ReviewAccess>
        let verdict: ReviewVerdict
        let note: String
        let judgedAt: Instant
        let judgedBy: String

        /// The JSON form.
        package static let codec: Codec<Judgement> = .object(
            "Judgement",
            Judgement.init(id:review:verdict:note:judgedAt:judgedBy:),
            .required("id", \.id, .id()),
            .required("reviewId", \.review, .id()),
            .required("verdict", \.verdict, .verdict),
            .required("note", \.note, .note(max: 2_000)),
            .required("judgedAt", \.judgedAt, .instant),
            .required("judgedBy", \.judgedBy, .text(max: 200))
        )
    }

    /// Keeps a judgement as REST and the page bring it.
    ///
    /// - Throws: `UseCaseError`; not found where there is no such access in the queue.
    package static func run(
        _ review: ID<ReviewAccess>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await run(review.uuid, input.verdict, note: input.note, call: call, in: environment)
    }
}

extension MarkPatient {
    /// As what a patient is marked.
    package enum Word: String, Sendable, Hashable, CaseIterable {
        /// Well known.
        case vip
        /// Works here.
        case ownColleague
        /// Not marked any more.
        case none

        fileprivate init(_ kind: ReviewKind?) {
            self =
                switch kind {
                case .vip: .vip
                case .ownColleague: .ownColleague
                default: .none
                }
        }

        fileprivate var kind: ReviewKind? {
            switch self {
            case .vip: .vip
            case .ownColleague: .ownColleague
            case .none: nil
            }
        }
    }

    /// Which patient, as what, and why.
    package struct Input: Sendable, Hashable {
        package let patient: ID<Patient>
        package let kind: Word
        package let reason: String

        package init(patient: ID<Patient>, kind: Word, reason: String) {
            self.patient = patient
            self.kind = kind
            self.reason = reason
        }

        /// The JSON of a mark.
        package static let codec: Codec<Input> = .object(
            "NewPatientMark",
            Input.init(patient:kind:reason:),
            .required("patientId", \.patient, .id()),
            .required("kind", \.kind, .mark),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// A mark that is kept.
    package struct Mark: Sendable, Hashable {
        let patient: ID<Patient>
        let kind: Word
        let reason: String
        let markedAt: Instant
        let markedBy: String

        /// The JSON form.
        package static let codec: Codec<Mark> = .object(
            "PatientMark",
            Mark.init(patient:kind:reason:markedAt:markedBy:),
            .required("patientId", \.patient, .id()),
            .required("kind", \.kind, .mark),
            .required("reason", \.reason, .note(max: 2_000)),
            .required("markedAt", \.markedAt, .instant),
            .required("markedBy", \.markedBy, .text(max: 200))
        )
    }

    /// Keeps a mark as REST brings it.
    ///
    /// - Throws: `UseCaseError`; not found where there is no such patient.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await run(input.patient, as: input.kind.kind, reason: input.reason, call: call, in: environment)
    }
}

extension Answer {
    /// A judgement that is kept.
    init(_ judgement: KeptJudgement, of review: UUID) {
        let shape = JudgeAccess.Judgement(
            id: ID(judgement.id),
            review: ID(review),
            verdict: judgement.verdict,
            note: judgement.note,
            judgedAt: judgement.at,
            judgedBy: judgement.byName
        )
        self.init(id: judgement.id, version: 1, body: JudgeAccess.Judgement.codec.encode(shape))
    }

    /// A mark that is kept.
    init(_ mark: KeptMark, of patient: ID<Patient>) {
        let shape = MarkPatient.Mark(
            patient: patient,
            kind: MarkPatient.Word(mark.kind),
            reason: mark.reason,
            markedAt: mark.at,
            markedBy: mark.byName
        )
        self.init(id: mark.id, version: 1, body: MarkPatient.Mark.codec.encode(shape))
    }
}

extension Codec where Value: RawRepresentable<String> & CaseIterable & Sendable {
    /// One of the words of a closed set that has no labels.
    static var plainWord: Codec {
        let words = Value.allCases.map(\.rawValue)
        let list = words.joined(separator: ", ")
        return .textual(
            schema: Schema(("type", "string"), ("enum", .array(words.map { .string($0) }))),
            expecting: Localized(en: "one of: \(list)", nl: "een van: \(list)"),
            { Value(rawValue: $0) },
            text: { $0.rawValue }
        )
    }
}

extension Codec where Value == ReviewVerdict {
    fileprivate static var verdict: Codec { plainWord }
}

extension Codec where Value == MarkPatient.Word {
    fileprivate static var mark: Codec { plainWord }
}
