// `workup evaluation list`: the way the answers went.
import ArgumentParser
import Domain
import UseCases

/// `workup evaluation list`.
struct EvaluationList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List every evaluation of a workup, newest first, with the answer of each set.",
        examples: [
            "workup evaluation list 01980000-0000-7000-8000-000000000002",
            "workup evaluation list WORKUP --output csv",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        let page = try await ListEvaluations.run(
            workup,
            asOf: session.instant(moment),
            call: session.call,
            in: session.environment
        )
        try session.show(page, as: .evaluations)
    }
}
