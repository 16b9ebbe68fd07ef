// `workup meeting action`.
import ArgumentParser
import Domain
import UseCases

/// `workup meeting action`.
struct MeetingActionAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "action",
        "Record an action for a case of a meeting: what, who, by when.",
        examples: [
            "workup meeting action MEETING CASE 'book first infusion' --owner 'A. Smit'",
            "workup meeting action MEETING CASE 'call GP' --owner me --due-on 2026-04-01",
        ],
        more: "MEETING and CASE are ids; `workup meeting agenda` lists the cases."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Id of the meeting.") var meeting: ID<Meeting>
    @Argument(help: "Id of the case.") var item: ID<MeetingCase>
    @Argument(help: "What will be done.") var what: String
    @Option(help: ArgumentHelp("Who does it.", valueName: "name")) var owner: String
    @Option(help: ArgumentHelp("By when.", valueName: "date")) var dueOn: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            AddMeetingAction.Input.codec,
            nil,
            [("what", .string(what)), ("owner", .string(owner)), ("dueOn", dueOn.json)]
        )
        let answer = try await AddMeetingAction.run(
            meeting,
            item,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .meeting, change)
    }
}
