// `workup reopen`.
import ArgumentParser
import Domain
import UseCases

/// `workup reopen`.
struct WorkupReopen: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "reopen",
        "Reopen a closed workup; the closing stays in its history.",
        examples: [
            "workup reopen 01980000-0000-7000-8000-000000000002 --reason 'new weakness'",
            "workup reopen WORKUP --reason relapse --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let expected = try await version.version { try await session.version(of: workup) }
        let answer = try await ReopenWorkup.run(
            workup,
            expecting: expected,
            CloseWorkup.Input(on: nil, reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .workup, change)
    }
}
