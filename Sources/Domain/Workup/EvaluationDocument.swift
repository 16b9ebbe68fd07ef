// An evaluation as the record keeps it: which act brought it, what it saw, since when it says the same.
package import FoundationEssentials

/// What the criteria said of a workup after one act, as the record keeps it.
///
/// `sql/functions/workup_evaluation.sql` writes this shape.
package struct EvaluationDocument: Hashable, Sendable {
    /// Counts the evaluations of the workup from 1.
    package let number: Int
    /// The instant of the act.
    package let recordedAt: Instant
    /// Who did it.
    package let recordedBy: String?
    /// The act, such as `RecordFinding`.
    package let event: String
    /// Its line in the access log.
    package let eventID: UUID
    /// The evaluation that first came to this result: since then it stood.
    package let since: ResultOrigin
    /// The version of the patient whose age and sex it used.
    package let patientVersion: Int
    /// The findings it saw, in the order of the case file's lists.
    package let findings: [SeenVersion]
    /// The courses of treatment it saw, in their order.
    package let courses: [SeenVersion]
    /// The result.
    package let result: CaseEvaluation

    /// An evaluation with what it saw.
    package init(
        number: Int,
        recordedAt: Instant,
        recordedBy: String?,
        event: String,
        eventID: UUID,
        since: ResultOrigin,
        patientVersion: Int,
        findings: [SeenVersion],
        courses: [SeenVersion],
        result: CaseEvaluation
    ) {
        self.number = number
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.event = event
        self.eventID = eventID
        self.since = since
        self.patientVersion = patientVersion
        self.findings = findings
        self.courses = courses
        self.result = result
    }

    /// The head of the evaluation, and the result's own fields beside it.
    package static let codec: Codec<EvaluationDocument> = .object(
        "Evaluation",
        EvaluationDocument.init,
        .required("number", \.number, .integer(1...Int(Int32.max))),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200)),
        .required("event", \.event, .text(max: 100)),
        .required("eventId", \.eventID, .uuid),
        .required("since", \.since, ResultOrigin.codec),
        .required("patientVersion", \.patientVersion, .integer(1...Int(Int32.max))),
        .required("findings", \.findings, .list(SeenVersion.codec, count: 0...10_000)),
        .required("courses", \.courses, .list(SeenVersion.codec, count: 0...1_000)),
        .inlined(\.result, EvaluationCodecs.inBothLanguages.evaluation)
    )
}

/// The evaluation that first came to a result.
package struct ResultOrigin: Hashable, Sendable {
    /// Its number.
    package let number: Int
    /// Its instant.
    package let recordedAt: Instant

    /// Where a result began.
    package init(number: Int, recordedAt: Instant) {
        self.number = number
        self.recordedAt = recordedAt
    }

    fileprivate static let codec: Codec<ResultOrigin> = .object(
        "EvaluationSince",
        ResultOrigin.init,
        .required("number", \.number, .integer(1...Int(Int32.max))),
        .required("recordedAt", \.recordedAt, .instant)
    )
}

/// A version that an evaluation saw, and the pointer by which its evidence names it.
package struct SeenVersion: Hashable, Sendable {
    /// The place in the case file, such as `/nerveConductionStudies/0`.
    package let place: CasePlace
    /// The finding or the course.
    package let id: UUID
    /// Its version.
    package let version: Int

    /// A version at a place.
    package init(place: CasePlace, id: UUID, version: Int) {
        self.place = place
        self.id = id
        self.version = version
    }

    fileprivate static let codec: Codec<SeenVersion> = .object(
        "SeenVersion",
        SeenVersion.init,
        .required("pointer", \.place, CasePlace.codec),
        .required("id", \.id, .uuid),
        .required("version", \.version, .integer(1...Int(Int32.max)))
    )
}

extension EvaluationDocument {
    /// The version of a finding or a course that a piece of evidence lies in; nil for evidence elsewhere in the case.
    package func seen(_ place: CasePlace) -> SeenVersion? {
        guard let index = place.index else { return nil }
        let element = CasePlace(place.member, index)
        return (place.member == .treatments ? courses : findings).first { $0.place == element }
    }
}

extension Codec where Value == UUID {
    /// A UUID in its text form.
    fileprivate static var uuid: Codec<UUID> {
        .textual(
            schema: Schema(("type", "string"), ("format", "uuid")),
            expecting: Localized(en: "a UUID", nl: "een UUID"),
            { UUID(plainly: $0) },
            text: { $0.uuidString.lowercased() }
        )
    }
}
