// `workup meeting add-case`.
import ArgumentParser
import Domain
import UseCases

/// `workup meeting add-case`.
struct MeetingAddCase: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add-case",
        "Put a workup on the agenda of a meeting.",
        examples: [
            "workup meeting add-case MEETING WORKUP --question 'start IVIg?'",
            "workup meeting add-case MEETING WORKUP --late-reason 'fast decline'",
        ],
        more: "MEETING and WORKUP are ids. Less than a day before the meeting it takes --late-reason."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Id of the meeting.") var meeting: ID<Meeting>
    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Option(help: ArgumentHelp("The question; the workup's own by default.", valueName: "text")) var question: String?
    @Option(help: ArgumentHelp("Who presents.", valueName: "name")) var presenter: String?
    @Option(help: ArgumentHelp("Why it is added so late.", valueName: "text")) var lateReason: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            AddMeetingCase.Input.codec,
            nil,
            [
                ("workupId", .string(workup.description)), ("question", question.json), ("presenter", presenter.json),
                ("lateReason", lateReason.json),
            ]
        )
        let answer = try await AddMeetingCase.run(
            meeting,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .meeting, change)
    }
}
