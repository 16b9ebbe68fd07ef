// The schemas of papers that were asked for as JSON. Their renderings are in Reports; the contract test holds them against
// these (Tests/Contract).
import Domain
import Reports

extension RowSchemas {
    /// The report of a case.
    static let caseReport = record("CaseReport", caseReportMembers + ending)

    /// The report of a meeting, with that of each case on it.
    static let meetingReport = record(
        "MeetingReport",
        heading + [
            ("meeting", uuid), ("version", integer), ("asOf", nullable(instant)), ("head", banner),
            ("sections", sections),
            ("cases", list(record("MeetingReportCase", caseReportMembers))),
        ] + ending
    )

    /// The patient's sheet; it names no workup where it speaks of nobody.
    static let patientSheet = record("PatientSheet", sheetMembers + ending)

    /// A letter.
    static let letter = record("Letter", sheetMembers + [("to", text)] + ending)

    /// Who looked at a record.
    static let accessOverview = record(
        "AccessOverview",
        heading + [
            ("patient", uuid), ("from", nullable(instant)), ("to", nullable(instant)), ("sections", sections),
        ] + ending
    )

    private static let heading: [(String, Schema)] = [
        ("format", text), ("language", words(Language.allCases.map(\.rawValue))), ("title", text),
    ]
    private static let ending: [(String, Schema)] = [
        ("contentHash", Schema(("type", "string"), ("pattern", "^[0-9a-f]{64}$"))),
        ("printed", record("Printing", [("by", text), ("at", instant)])),
    ]
    private static let caseReportMembers: [(String, Schema)] =
        heading + [
            ("workup", uuid), ("version", integer), ("protocol", text), ("protocolVersion", integer),
            ("asOf", nullable(instant)), ("today", date), ("patient", banner), ("sections", sections),
        ]
    private static let sheetMembers: [(String, Schema)] =
        heading + [
            ("workup", nullable(uuid)), ("asOf", nullable(instant)), ("patient", banner), ("sections", sections),
        ]

    private static let banner = record(
        "PaperBanner",
        [("name", text), ("identity", facts), ("state", facts), ("alerts", facts)]
    )
    private static let facts = list(record("PaperFact", [("code", text), ("label", text), ("value", value)]))
    private static let number = Schema(("type", "number"))
    private static let value = record(
        "PaperValue",
        [("text", text)],
        optional: [("code", text), ("number", number), ("emphasis", text)]
    )

    // MARK: What stands below a heading

    private static let sections = list(
        record("PaperSection", [("code", text), ("title", text), ("blocks", list(block))])
    )
    private static let block = Schema.oneOf([
        record("PaperFacts", [("kind", words(["facts"])), ("facts", facts)]),
        record(
            "PaperTable",
            [
                ("kind", words(["table"])), ("code", text), ("caption", text),
                ("columns", list(record("PaperColumn", [("code", text), ("label", text)]))), ("rows", list(row)),
            ]
        ),
        record("PaperParagraph", [("kind", words(["paragraph"])), ("role", text), ("text", text)]),
        record("PaperHeading", [("kind", words(["heading"])), ("code", text), ("text", text)]),
        record(
            "PaperChart",
            [
                ("kind", words(["chart"])), ("title", text), ("summary", text), ("from", date), ("to", date),
                ("panels", list(panel)), ("cycles", list(cycle)),
            ]
        ),
    ])
    private static let row = record(
        "PaperRow",
        [],
        optional: [("cells", list(value)), ("group", value), ("head", value), ("span", value)]
    )
    private static let panel = record("PaperPanel", [("measure", text), ("label", text), ("series", list(series))])
    private static let series = record(
        "PaperSeries",
        [
            ("side", nullable(text)), ("label", text), ("baseline", nullable(number)),
            ("points", list(record("PaperPoint", [("on", date), ("value", number)]))),
        ]
    )
    private static let cycle = record(
        "PaperCycle",
        [
            ("option", text), ("from", date), ("to", date), ("grams", nullable(number)),
            ("gramsPerKg", nullable(number)), ("products", texts), ("lots", texts), ("productChange", flag),
            ("batchChange", flag),
        ]
    )

    private static func nullable(_ schema: Schema) -> Schema { .oneOf([schema, Schema(("type", "null"))]) }
}
