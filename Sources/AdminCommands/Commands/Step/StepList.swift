// `workup step list`.
import ArgumentParser
import Domain
import UseCases

/// `workup step list`.
struct StepList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the steps of a workup with what each waits for.",
        examples: [
            "workup step list 01980000-0000-7000-8000-000000000002",
            "workup step list 01980000-0000-7000-8000-000000000002 --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        let page = try await ListSteps.run(
            workup,
            asOf: session.instant(moment),
            call: session.call,
            in: session.environment
        )
        try session.show(page, as: .steps)
    }
}
