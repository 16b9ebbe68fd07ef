// `workup meeting show`.
import ArgumentParser
import Domain
import UseCases

/// `workup meeting show`.
struct MeetingShow: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show a meeting with its cases, decisions and actions.",
        examples: [
            "workup meeting show 01980000-0000-7000-8000-000000000003",
            "workup meeting show MEETING --as-of 2026-03-12T15:00:00Z",
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
        try session.show(answer, as: .meeting)
    }
}

extension Session {
    /// A meeting as it is now.
    func meeting(_ meeting: ID<Meeting>) async throws -> MeetingDocument {
        let answer = try await ReadMeeting.run(meeting, asOf: nil, call: call, in: environment)
        return try MeetingDocument.codec.decode(answer.body, limits: .ownDocuments)
    }

    /// The newest version of a case of a meeting.
    func version(of item: ID<MeetingCase>, in meeting: ID<Meeting>) async throws -> Int {
        let document = try await self.meeting(meeting)
        guard let found = document.cases.first(where: { $0.id == item }) else {
            throw CommandFailure(
                code: "not-found",
                exit: .failed,
                message: Localized(en: "the meeting has no such case", nl: "het overleg heeft deze casus niet")
            )
        }
        return found.version
    }
}
