// `workup user enable`.
import ArgumentParser
import Domain
import UseCases

/// `workup user enable`.
struct UserEnable: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "enable",
        "Enable a disabled user, with the password and second factor they had; tokens stay revoked.",
        examples: [
            "workup user enable j.boer --reason 'back from leave'",
            "workup user enable j.boer --reason 'back from leave' --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Login of the user.") var login: String
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let answer = try await EnableUser.run(
            login: login,
            EnableUser.Input(reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .users, change)
    }
}
