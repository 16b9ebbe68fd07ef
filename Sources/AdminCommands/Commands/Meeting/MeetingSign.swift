// `workup meeting sign`.
import ArgumentParser
import Domain
import UseCases

/// `workup meeting sign`.
struct MeetingSign: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "sign",
        "Sign a meeting: what was decided stands, later changes are amendments.",
        examples: [
            "workup meeting sign MEETING --token-file ~/.workup-token",
            "workup meeting sign MEETING --token-file - --yes < ~/.workup-token",
        ],
        more: """
            MEETING is the meeting's id. A person signs, not the machine's administrator: the token is the signer's
            own, read from a file or, with -, from standard input.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions
    @OptionGroup var confirmation: ConfirmationOptions

    @Argument(help: "Id of the meeting.") var meeting: ID<Meeting>
    @Option(
        help: ArgumentHelp("File with the signer's token, - for standard input.", valueName: "file"),
        completion: .file()
    )
    var tokenFile: String

    func perform(in session: Session) async throws {
        let token = String(decoding: try session.run.readInput(tokenFile, bytesMax: 1_000), as: UTF8.self)
        let holder = try await Authenticate.run(
            token: String(token.prefix { !$0.isWhitespace }),
            in: session.environment
        )
        let call = Call(
            actor: holder.actor,
            origin: .commandLine,
            isDryRun: change.dryRun,
            proof: .token(holder.token)
        )
        // What is told here is what is signed: a meeting that changes meanwhile is refused.
        let document = try await session.meeting(meeting)
        guard let state = document.state else { throw UseCaseError.notFound("meeting", "Dit overleg") }
        let lines = document.cases.map { item in
            let actions = item.actions.map { "\($0.what) (\($0.owner))" }
            return ([item.decision ?? item.notDiscussedReason, item.dissent] + actions).compactMap(\.self)
                .joined(separator: " · ")
        }
        let looked = lines.enumerated().map { "\n\($0.offset + 1). \($0.element)" }.joined()
        try session.run.confirm(
            Localized(
                en: "The meeting with \(document.cases.count) cases is signed by \(holder.actor.name).\(looked)",
                nl:
                    "Het overleg met \(document.cases.count) casussen wordt ondertekend door \(holder.actor.name).\(looked)"
            ),
            typing: document.meeting.organisation,
            confirmation
        )
        let answer = try await SignMeeting.run(
            meeting,
            expecting: version.expecting ?? document.meeting.version,
            SignMeeting.Input(seen: state),
            call: call,
            in: session.environment
        )
        try session.show(answer, as: .meeting, change)
    }
}
