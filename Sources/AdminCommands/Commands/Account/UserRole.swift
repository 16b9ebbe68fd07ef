// `workup user role`.
import ArgumentParser
import Domain
import UseCases

/// `workup user role`.
struct UserRole: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "role",
        "Give a user another role; it counts from their next request on. An organisation keeps an administrator.",
        examples: [
            "workup user role a.smit coordinator --reason 'new job'",
            "workup user role a.smit administrator --reason 'deputy' --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Login of the user.") var login: String
    @Argument(help: "The new role.") var role: Role
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let answer = try await ChangeRole.run(
            login: login,
            ChangeRole.Input(role: role, reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .users, change)
    }
}
