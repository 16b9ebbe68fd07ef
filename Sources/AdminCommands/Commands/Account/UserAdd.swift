// `workup user add`.
import ArgumentParser
import Domain
import UseCases

/// `workup user add`.
struct UserAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add",
        "Add a user. On a terminal a one-time set-up secret is made, by which they choose a password; elsewhere only "
            + "where --set-up-secret asks for it.",
        examples: [
            "workup user add a.smit 'Anna Smit' neurologist --organisation UMC",
            "workup user add admin 'Jan Boer' --role administrator --set-up-secret",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var secrets: PasswordOptions

    @Argument(help: ArgumentHelp("Login, name and role, where no flag names them.", valueName: "login name role"))
    var identity: [String] = []
    @Option(help: ArgumentHelp("Login: lower case letters, digits, dots, hyphens, underscores.", valueName: "login"))
    var login: String?
    @Option(help: ArgumentHelp("Name.", valueName: "name")) var name: String?
    @Option(help: ArgumentHelp("Role, which says what kind of acts they may do.", valueName: "role")) var role: Role?
    @Option(
        help: ArgumentHelp(
            "Code of the organisation they work for; where there is only one, that one.",
            valueName: "code"
        )
    )
    var organisation: String?
    @Flag(help: "Make a one-time secret by which they choose a password.") var setUpSecret = false

    func validate() throws {
        guard !setUpSecret || (secrets.passwordFile == nil && !secrets.prompt) else {
            throw ValidationError("Take --set-up-secret or a password, not both.")
        }
        let given = [login, name, role?.rawValue].compactMap(\.self).count
        guard identity.count + given == 3 else {
            throw ValidationError("Give login, name and role, each once: in this order, or as --login, --name, --role.")
        }
        guard role == nil, let last = identity.last, Role(rawValue: last) == nil else { return }
        let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("'\(last)' is no role. Roles: \(roles).")
    }

    func perform(in session: Session) async throws {
        var rest = identity[...]
        func next(_ flag: String?) -> JSONValue? { (flag ?? rest.popFirst()).json }
        let input = try session.run.decode(
            AddUser.Input.codec,
            nil,
            [
                ("login", next(login)), ("name", next(name)), ("role", next(role?.rawValue)),
                ("organisation", organisation.json),
            ]
        )
        let first: FirstCredential
        if let password = try session.run.password(secrets) {
            first = .password(password)
        } else {
            first = setUpSecret || session.run.surroundings.isInputTerminal ? .setUpSecret : .nothing
        }
        let answer = try await AddUser.run(input, first: first, call: session.call(change), in: session.environment)
        guard case .setUpSecret = first else { return try session.show(answer, as: .users, change) }
        try session.show(answer, as: .newUser, change)
        if !change.dryRun { session.run.sayHowToSetUp() }
    }
}
