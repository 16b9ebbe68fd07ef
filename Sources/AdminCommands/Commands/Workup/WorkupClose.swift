// `workup close`.
import ArgumentParser
import Domain
import UseCases

/// `workup close`.
struct WorkupClose: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "close",
        "Close a workup; steps still open stay as they are.",
        examples: [
            "workup close WORKUP --reason 'treated elsewhere'",
            "workup close WORKUP --on 2026-06-01 --reason done",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @Option(help: ArgumentHelp("The day it was closed; today by default.", valueName: "date")) var on: LocalDate?

    func perform(in session: Session) async throws {
        let expected = try await version.version { try await session.version(of: workup) }
        let answer = try await CloseWorkup.run(
            workup,
            expecting: expected,
            CloseWorkup.Input(on: on, reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .workup, change)
    }
}
