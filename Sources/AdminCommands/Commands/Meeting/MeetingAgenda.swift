// `workup meeting agenda`.
import ArgumentParser
import Domain
import UseCases

/// `workup meeting agenda`.
struct MeetingAgenda: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "agenda",
        "List the agenda of a meeting, one line a case.",
        examples: [
            "workup meeting agenda 01980000-0000-7000-8000-000000000003",
            "workup meeting agenda MEETING --output csv",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the meeting.") var meeting: ID<Meeting>

    func perform(in session: Session) async throws {
        let answer = try await ReadMeeting.run(
            meeting,
            asOf: session.instant(moment),
            call: session.call,
            in: session.environment
        )
        let document = try JSONReader.read(answer.body, limits: .ownDocuments)
        try session.run.console.show(items: document["cases"]?.array ?? [], as: .agenda)
    }
}
