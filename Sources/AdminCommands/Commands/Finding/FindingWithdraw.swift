// `workup finding withdraw`.
import ArgumentParser
import Domain
import UseCases

/// `workup finding withdraw`.
struct FindingWithdraw: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "withdraw",
        "Withdraw a finding that should not have been recorded; it stays in the history.",
        examples: [
            "workup finding withdraw WORKUP FINDING --reason 'another patient'",
            "workup finding withdraw WORKUP FINDING --reason 'entered twice' --dry-run",
        ],
        more: "WORKUP and FINDING are ids."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Id of the finding.") var finding: ID<FindingRecord>
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let expected = try await version.version { try await session.newest(finding, of: workup).version }
        let answer = try await WithdrawFinding.run(
            workup,
            finding,
            expecting: expected,
            WithdrawFinding.Input(reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .findings, change)
    }
}
