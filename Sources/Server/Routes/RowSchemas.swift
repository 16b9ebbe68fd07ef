// The schemas of lines that PostgreSQL writes and nothing here decodes. A test holds real answers against them.
import Domain
import FoundationEssentials
import UseCases

/// Shapes of list lines and of records with their history.
enum RowSchemas {
    static let text = Schema(("type", "string"))
    static let integer = Schema(("type", "integer"))
    static let flag = Schema(("type", "boolean"))
    static let uuid = Codec<ID<Workup>>.id().schema()
    static let date = Codec<LocalDate>.date.schema()
    static let partialDate = Codec<PartialDate>.partialDate.schema()
    static let instant = Codec<Instant>.instant.schema()
    static let texts = list(text)

    /// One of some words.
    static func words(_ words: [String]) -> Schema {
        Schema(("type", "string"), ("enum", .array(words.map { .string($0) })))
    }

    /// A list.
    static func list(_ item: Schema) -> Schema {
        Schema(.object(("type", "array"), ("items", item.body)), definitions: item.definitions)
    }

    /// An object with a name of its own.
    static func record(
        _ name: String,
        _ required: [(String, Schema)],
        optional: [(String, Schema)] = []
    ) -> Schema {
        let all = required + optional
        return Schema(
            .object(
                ("type", "object"),
                ("properties", .object(all.map { JSONMember($0.0, $0.1.body) })),
                ("required", .array(required.map { .string($0.0) })),
                ("additionalProperties", .bool(false))
            ),
            definitions: Schema.merged(all.map(\.1))
        ).named(name)
    }

    private static let stepStates = words(StepState.allCases.map(\.rawValue))
    private static let workupStatus = words(WorkupStatus.allCases.map(\.rawValue))

    static let worklistLine = WorklistLine.codec.schema()

    static let patientWorkup = record(
        "PatientWorkup",
        [
            ("id", uuid), ("version", integer), ("patientId", uuid), ("protocol", text), ("status", workupStatus),
            ("openedOn", date),
        ],
        optional: [("question", text)]
    )

    static let stepRecord = record(
        "StepRecord",
        [("step", StepDocument.codec.schema()), ("history", list(stepVersion))]
    )

    private static let stepVersion = record(
        "StepVersion",
        [("version", integer), ("state", stepStates), ("stateSince", date), ("recordedAt", instant)],
        optional: [
            ("dueOn", date), ("scheduledOn", date), ("performedOn", partialDate), ("reason", text),
            ("overrideReason", text), ("note", text), ("origin", text), ("recordedBy", text),
        ]
    )

    static let findingRecord = record(
        "FindingRecord",
        [
            ("id", uuid), ("kind", words(FindingKind.allCases.map(\.rawValue))), ("workupId", uuid),
            ("version", integer), ("status", findingStatus), ("versions", list(findingVersion)),
        ],
        optional: [("origin", text), ("body", findingBody)]
    )

    private static let findingStatus = words(["recorded", "withdrawn"])
    private static let findingBody = Schema(
        ("type", "object"),
        ("description", "In the shape of its kind, as in the case file.")
    )

    private static let findingVersion = record(
        "FindingVersion",
        [("version", integer), ("status", findingStatus), ("recordedAt", instant)],
        optional: [
            ("replaces", integer), ("origin", text), ("reason", text), ("recordedBy", text), ("body", findingBody),
        ]
    )

    static let lotLine = record(
        "LotLine",
        [
            ("patientId", uuid), ("workupId", uuid), ("administrationId", uuid), ("familyName", text),
            ("givenNames", texts), ("on", date), ("lot", text),
        ],
        optional: [
            ("birthDate", partialDate), ("product", text), ("grams", Schema(("type", "number"))),
            ("mergedInto", uuid), ("productMatch", words(ProductMatch.allCases.map(\.rawValue))),
        ]
    )
}
