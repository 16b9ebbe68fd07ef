// `workup condition list`.
import ArgumentParser
import Domain
import UseCases

/// `workup condition list`.
struct ConditionList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the conditions recorded of a workup's patient.",
        examples: [
            "workup condition list 01980000-0000-7000-8000-000000000002",
            "workup condition list WORKUP --as-of 2026-03-01 --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        let treatments = try await session.treatments(of: workup, asOf: session.instant(moment))
        try session.run.console.show(items: treatments["conditions"]?.array ?? [], as: .conditionList)
    }
}

extension Session {
    /// A condition of a workup, as it is now.
    func condition(_ condition: ID<ConditionDocument>, of workup: ID<Workup>) async throws -> ConditionDocument {
        let all = try await treatments(of: workup)["conditions"]?.array ?? []
        guard let found = all.first(where: { $0["id"]?.string == condition.description }) else {
            throw CommandFailure(
                code: "not-found",
                exit: .failed,
                message: Localized(
                    en: "the workup has no such condition; condition list shows those it has",
                    nl: "het traject heeft deze aandoening niet; condition list toont welke het wel heeft"
                )
            )
        }
        return try ConditionDocument.codec.decode(found)
    }
}

extension RecordView {
    static let conditions = [
        Column("condition", en: "Condition", nl: "Aandoening", .label(RecordedCondition.self)),
        Column("answer", en: "Answer", nl: "Antwoord", .label(Sign.self)),
        Column("since", en: "Since", nl: "Sinds"),
        Column("note", en: "Note", nl: "Notitie"),
        Column("id", en: "Id", nl: "Id"),
        Column("version", en: "Version", nl: "Versie", .rightAligned),
    ]

    static let conditionList = RecordView(
        columns: conditions,
        empty: Localized(en: "No conditions recorded.", nl: "Geen aandoeningen vastgelegd.")
    )
}
