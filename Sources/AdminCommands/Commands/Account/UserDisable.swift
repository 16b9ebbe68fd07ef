// `workup user disable`.
import ArgumentParser
import Domain
import UseCases

/// `workup user disable`.
struct UserDisable: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "disable",
        "Disable a user: no session and no token of theirs counts from now on.",
        examples: [
            "workup user disable j.boer --reason 'left on 1 May'",
            "workup user disable j.boer --reason 'left on 1 May' --yes",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var confirmation: ConfirmationOptions

    @Argument(help: "Login of the user.") var login: String
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        try session.run.confirm(
            Localized(
                en: "\(login) is disabled and every session and token of theirs ends.",
                nl: "\(login) wordt uitgeschakeld en al hun sessies en tokens eindigen."
            ),
            typing: login,
            confirmation
        )
        let answer = try await DisableUser.run(
            login: login,
            DisableUser.Input(reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .users, change)
    }
}
