// `workup condition withdraw`.
import ArgumentParser
import Domain
import UseCases

/// `workup condition withdraw`.
struct ConditionWithdraw: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "withdraw",
        "Withdraw a condition that should not have been recorded; it stays in the history.",
        examples: [
            "workup condition withdraw WORKUP CONDITION --reason 'another patient'",
            "workup condition withdraw WORKUP CONDITION --reason twice --dry-run",
        ],
        more: "WORKUP and CONDITION are ids."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Id of the condition.") var condition: ID<ConditionDocument>
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let now = try await session.condition(condition, of: workup)
        let answer = try await RecordCondition.correct(
            workup,
            condition,
            expecting: try await version.version { now.version },
            isWithdrawn: true,
            RecordCondition.Input(statement: now.statement, reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .treatments, change)
    }
}
