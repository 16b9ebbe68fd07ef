// The parameters that several routes share.
import Domain
import FoundationEssentials

/// Values of paths and queries, each declared once.
enum Parameters {
    static let patientID = Parameter<ID<Patient>>.path("patientId", "The patient.", .id())
    static let workupID = Parameter<ID<Workup>>.path("workupId", "The workup.", .id())
    static let stepCode = Parameter<String>.path("stepCode", "The step's code in its protocol.", .openCode())
    static let findingID = Parameter<ID<FindingRecord>>.path("findingId", "The finding.", .id())
    static let courseID = Parameter<ID<Treatment>>.path("courseId", "The course of treatment.", .id())
    static let administrationID = Parameter<ID<Administration>>.path("administrationId", "The administration.", .id())
    static let choiceID = Parameter<ID<ChoiceDocument>>.path("choiceId", "The choice.", .id())
    static let outcomeID = Parameter<ID<OutcomeMeasurement>>.path("outcomeId", "The measurement.", .id())
    static let conditionID = Parameter<ID<ConditionDocument>>.path("conditionId", "The condition.", .id())
    static let meetingID = Parameter<ID<Meeting>>.path("meetingId", "The meeting.", .id())
    static let caseID = Parameter<ID<MeetingCase>>.path("caseId", "The case of the meeting.", .id())
    static let viewID = Parameter<ID<WorklistView>>.path("viewId", "The view of the worklist.", .id())
    static let actionID = Parameter<ID<MeetingAction>>.path("actionId", "The action.", .id())

    static let asOf = Parameter<Instant>.query(
        "asOf",
        "Reads what was known at this instant; now where left out.",
        .instant
    )
    static let from = Parameter<Instant>.query("from", "From this instant on.", .instant)
    static let to = Parameter<Instant>.query("to", "Before this instant.", .instant)
    static let cursor = Parameter<String>.query("cursor", "What an earlier page gave as `next`.", .text(max: 200))
    static let organisation = Parameter<String>.query(
        "organisation",
        "The code of an organisation.",
        .text(max: 32)
    )
    static let language = Parameter<Language>.query(
        "language",
        "The language of the text; by `Accept-Language` where left out.",
        .language
    )
}

extension Codec where Value == Language {
    /// `en` or `nl`.
    static var language: Codec<Language> {
        .textual(
            schema: Schema(("type", "string"), ("enum", .array(Language.allCases.map { .string($0.rawValue) }))),
            expecting: Localized(en: "one of: en, nl", nl: "een van: en, nl"),
            { Language(rawValue: $0) },
            text: { $0.rawValue }
        )
    }
}
