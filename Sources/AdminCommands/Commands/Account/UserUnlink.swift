// `workup user unlink`.
import ArgumentParser
import Domain
import UseCases

/// `workup user unlink`.
struct UserUnlink: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "unlink",
        "Take an identity of the hospital's own sign-in from a user, and end their sessions.",
        examples: [
            "workup user unlink a.smit --subject 7a1c3f --issuer https://id.example",
            "workup user unlink a.smit --subject 7a1c3f --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Login of the user.") var login: String

    func perform(in session: Session) async throws {
        let input = try identity.input(session)
        let answer = try await UnlinkIdentity.run(
            login: login,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .identities, change)
    }
}
