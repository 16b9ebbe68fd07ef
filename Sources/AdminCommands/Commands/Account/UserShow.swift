// `workup user show`.
import ArgumentParser
import Domain
import UseCases

/// `workup user show`.
struct UserShow: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show a user with what they sign in with, and in how many places they are signed in now.",
        examples: [
            "workup user show a.smit",
            "workup user show a.smit --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: "Login of the user.") var login: String

    func perform(in session: Session) async throws {
        let found = try await ReadUser.run(login: login, call: session.call, in: session.environment)
        try session.show(found.answer, as: .managedUser)
    }
}
