// `workup evaluation show`.
import ArgumentParser
import Domain
import UseCases

/// `workup evaluation show`.
struct EvaluationShow: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show the evaluation of a workup: the answer of each set, what could change it, cautions.",
        examples: [
            "workup evaluation show 01980000-0000-7000-8000-000000000002",
            "workup evaluation show WORKUP --as-of 2026-03-01 --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        let answer = try await ReadEvaluation.run(
            workup,
            asOf: session.instant(moment),
            call: session.call,
            in: session.environment
        )
        try session.show(answer, as: .evaluation)
    }
}
