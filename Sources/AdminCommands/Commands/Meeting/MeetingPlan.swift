// `workup meeting plan`.
import ArgumentParser
import Domain
import UseCases

/// `workup meeting plan`.
struct MeetingPlan: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "plan",
        "Plan a meeting.",
        examples: [
            "workup meeting plan 2026-03-12T15:00:00Z --organisation UMC --place 'Room 4'",
            "workup meeting plan 2026-03-12T16:00:00+01:00 --file meeting.json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "When it starts, by RFC 3339.") var startsAt: Instant
    @Option(help: ArgumentHelp("Where.", valueName: "text")) var place: String?
    @Option(help: ArgumentHelp("Who chairs.", valueName: "name")) var chair: String?
    @Option(help: ArgumentHelp("Who coordinates.", valueName: "name")) var coordinator: String?
    @Option(help: ArgumentHelp("Code of the organisation that holds it.", valueName: "code")) var organisation: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            PlanMeeting.Input.codec,
            body,
            [
                ("startsAt", .string(startsAt.description)), ("place", place.json), ("chair", chair.json),
                ("coordinator", coordinator.json), ("organisation", organisation.json),
            ]
        )
        let answer = try await PlanMeeting.run(input, call: session.call(change), in: session.environment)
        try session.show(answer, as: .meeting, change)
    }
}
