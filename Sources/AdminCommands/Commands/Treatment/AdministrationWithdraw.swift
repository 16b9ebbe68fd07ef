// `workup administration withdraw`.
import ArgumentParser
import Domain
import UseCases

/// `workup administration withdraw`.
struct AdministrationWithdraw: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "withdraw",
        "Take back an administration that was not given; it stays in the history.",
        examples: [
            "workup administration withdraw WORKUP GIVEN --reason 'not given'",
            "workup administration withdraw WORKUP GIVEN --reason twice --dry-run",
        ],
        more: "WORKUP and GIVEN are the ids of the workup and of the administration."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Id of the administration.") var administration: ID<Administration>
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let now = try await session.administration(administration, of: workup)
        let answer = try await RecordAdministration.correct(
            workup,
            course: now.course,
            administration,
            expecting: try await version.version { now.document.version },
            isWithdrawn: true,
            RecordAdministration.Input(
                administration: now.administration,
                details: now.document.details,
                reason: reason
            ),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .treatments, change)
    }
}
