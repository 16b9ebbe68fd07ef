// `workup user link`.
import ArgumentParser
import Domain
import UseCases

/// `workup user link`.
struct UserLink: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "link",
        "Link a user to an identity of the hospital's own sign-in: whoever it proves to be the subject signs in as the user.",
        examples: [
            "workup user link a.smit --subject 7a1c3f --issuer https://id.example",
            "workup user link a.smit --subject 7a1c3f --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Login of the user.") var login: String

    func perform(in session: Session) async throws {
        let input = try identity.input(session)
        let answer = try await LinkIdentity.run(
            login: login,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .identities, change)
    }
}
