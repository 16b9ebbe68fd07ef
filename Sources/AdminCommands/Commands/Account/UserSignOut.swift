// `workup user sign-out`.
import ArgumentParser
import Domain
import UseCases

/// `workup user sign-out`.
struct UserSignOut: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "sign-out",
        "Sign a user out wherever they are signed in; tokens stay.",
        examples: [
            "workup user sign-out a.smit --reason 'telephone stolen'",
            "workup user sign-out a.smit --reason 'telephone stolen' --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Login of the user.") var login: String
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let answer = try await EndSessions.run(
            login: login,
            EndSessions.Input(reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .users, change)
    }
}
