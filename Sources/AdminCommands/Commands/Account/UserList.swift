// `workup user list`.
import ArgumentParser
import UseCases

/// `workup user list`.
struct UserList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the users.",
        examples: [
            "workup user list",
            "workup user list --output csv > users.csv",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    func perform(in session: Session) async throws {
        let page = try await ListUsers.run(call: session.call, in: session.environment)
        try session.show(page, as: .users)
    }
}
