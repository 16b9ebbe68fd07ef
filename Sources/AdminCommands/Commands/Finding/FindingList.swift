// `workup finding list`.
import ArgumentParser
import Domain
import UseCases

/// `workup finding list`.
struct FindingList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the findings of a workup.",
        examples: [
            "workup finding list 01980000-0000-7000-8000-000000000002",
            "workup finding list WORKUP --kind antibody --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Option(help: "Only this kind.") var kind: FindingKind?

    func perform(in session: Session) async throws {
        let page = try await ListFindings.run(
            workup,
            kind: kind,
            asOf: session.instant(moment),
            call: session.call,
            in: session.environment
        )
        try session.show(page, as: .findings)
    }
}
