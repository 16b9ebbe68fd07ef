// `workup meeting update`.
import ArgumentParser
import Domain
import UseCases

/// `workup meeting update`.
struct MeetingUpdate: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "update",
        "Change a meeting's time, place, people, or that it was held or cancelled.",
        examples: [
            "workup meeting update MEETING --status held",
            "workup meeting update MEETING --status cancelled --reason 'chair ill'",
        ],
        more: "MEETING is the meeting's id. Attendance is given by --file: {\"attendance\": […]}."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the meeting.") var meeting: ID<Meeting>
    @Option(help: "Where it stands; signing is a command of its own.") var status: MeetingStatus?
    @Option(help: ArgumentHelp("When it starts.", valueName: "instant")) var startsAt: Instant?
    @Option(help: ArgumentHelp("Where.", valueName: "text")) var place: String?
    @Option(help: ArgumentHelp("Who chairs.", valueName: "name")) var chair: String?
    @Option(help: ArgumentHelp("Who coordinates.", valueName: "name")) var coordinator: String?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            ChangeMeeting.Input.codec,
            body,
            [
                ("status", status.jsonCode), ("startsAt", startsAt.jsonText), ("place", place.json),
                ("chair", chair.json), ("coordinator", coordinator.json), ("reason", reason.json),
            ]
        )
        let expected = try await version.version { try await session.meeting(meeting).meeting.version }
        let answer = try await ChangeMeeting.run(
            meeting,
            expecting: expected,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .meeting, change)
    }
}
