// `workup user add`.
import ArgumentParser
import Domain
import UseCases

/// `workup user add`.
struct UserAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add",
        "Add a user.",
        examples: [
            "workup user add a.smit 'Anna Smit' neurologist --organisation UMC",
            "workup user add j.boer 'Jan Boer' nurse --organisation SFG --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Login: lower case letters, digits, dots, hyphens, underscores.") var login: String
    @Argument(help: "Name.") var name: String
    @Argument(help: "Role, which says what kind of acts they may do.") var role: Role
    @Option(help: ArgumentHelp("Code of the organisation they work for.", valueName: "code"))
    var organisation: String

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            AddUser.Input.codec,
            nil,
            [
                ("login", .string(login)), ("name", .string(name)), ("role", .string(role.rawValue)),
                ("organisation", .string(organisation)),
            ]
        )
        let answer = try await AddUser.run(input, call: session.call(change), in: session.environment)
        try session.show(answer, as: .users, change)
    }
}
