// `workup meeting list`.
import ArgumentParser
import Domain
import UseCases

/// `workup meeting list`.
struct MeetingList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List meetings by when they start.",
        examples: [
            "workup meeting list",
            "workup meeting list --from 2026-03-01T00:00:00Z --organisation UMC",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Option(help: ArgumentHelp("Only those from this instant on.", valueName: "instant")) var from: Instant?
    @Option(help: ArgumentHelp("Only those before this instant.", valueName: "instant")) var to: Instant?
    @Option(help: ArgumentHelp("Only those of this organisation.", valueName: "code")) var organisation: String?

    func perform(in session: Session) async throws {
        let page = try await ListMeetings.run(
            from: from,
            to: to,
            organisation: organisation,
            call: session.call,
            in: session.environment
        )
        try session.show(page, as: .meetings)
    }
}
