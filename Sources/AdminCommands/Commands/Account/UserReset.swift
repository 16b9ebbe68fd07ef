// `workup user reset`.
import ArgumentParser
import Domain
import UseCases

/// `workup user reset`.
struct UserReset: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "reset",
        "Reset a user's password, second factor or both, and end their sessions. A new password is read from a file or "
            + "typed; else a one-time secret is shown, by which they choose one.",
        examples: [
            "workup user reset a.smit --password --reason 'forgotten'",
            "workup user reset a.smit --second-factor --reason 'lost telephone'",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var secrets: PasswordOptions

    @Argument(help: "Login of the user.") var login: String
    @Flag(help: "Reset the password.") var password = false
    @Flag(help: "Reset the second factor; a new one is set up at the next sign-in.") var secondFactor = false
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func validate() throws {
        guard password || secondFactor || secrets.passwordFile != nil || secrets.prompt else {
            throw ValidationError("Give --password, --second-factor, or both.")
        }
    }

    func perform(in session: Session) async throws {
        let typed = try session.run.password(secrets)
        let answer = try await ResetUser.run(
            login: login,
            ResetUser.Input(password: password || typed != nil, secondFactor: secondFactor, reason: reason),
            typed: typed,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .resetUser, change)
        if password, typed == nil, !change.dryRun { session.run.sayHowToSetUp() }
    }
}
