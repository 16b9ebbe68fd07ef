// `workup outcome list`.
import ArgumentParser
import Domain
import UseCases

/// `workup outcome list`.
struct OutcomeList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the outcome measurements of a workup.",
        examples: [
            "workup outcome list 01980000-0000-7000-8000-000000000002",
            "workup outcome list WORKUP --output csv > outcomes.csv",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        let treatments = try await session.treatments(of: workup, asOf: session.instant(moment))
        try session.run.console.show(items: treatments["outcomes"]?.array ?? [], as: .outcomeList)
    }
}

extension RecordView {
    static let outcomeList = RecordView(
        columns: outcomes,
        empty: Localized(en: "No outcomes recorded.", nl: "Geen uitkomsten vastgelegd.")
    )
}
