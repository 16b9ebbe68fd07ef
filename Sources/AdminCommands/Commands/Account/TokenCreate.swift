// `workup token create`: the only time a token is shown.
import ArgumentParser
import Domain
import UseCases

/// `workup token create`.
struct TokenCreate: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "create",
        "Create an API token for a user; it is shown this once and kept only as its hash.",
        examples: [
            "workup token create a.smit --name laptop",
            "workup token create a.smit --scope read --expires-in-days 30",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: ArgumentHelp("Login of the user.", valueName: "login")) var user: String?
    @Option(help: ArgumentHelp("Login of the user, in the place of the argument.", valueName: "login"))
    var login: String?
    @Option(help: ArgumentHelp("What it is for.", valueName: "text")) var name = "command line"
    @Option(
        help: ArgumentHelp(
            "When it ends, within a year; ninety days from now where nothing is said.",
            valueName: "instant"
        )
    )
    var expiresAt: Instant?
    @Option(help: ArgumentHelp("After how many days it ends, 366 at most.", valueName: "days")) var expiresInDays: Int?
    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "What it may do of what the user may do, once for each; everything where nothing is said.",
            valueName: "scope"
        )
    )
    var scopes: [TokenScope] = []

    static let view = RecordView(
        columns: [
            Column("token", en: "Token", nl: "Token"),
            Column("id", en: "Id", nl: "Id"),
            Column("login", en: "Login", nl: "Aanmeldnaam"),
            Column("name", en: "For", nl: "Voor"),
            Column("expiresAt", en: "Ends", nl: "Eindigt", .instant),
            Column("scopes", en: "May", nl: "Mag"),
        ],
        empty: Localized(en: "No token.", nl: "Geen token.")
    )

    func validate() throws {
        guard (user == nil) != (login == nil) else {
            throw ValidationError("Name the user once: as an argument, or by --login.")
        }
        guard expiresAt == nil || expiresInDays == nil else {
            throw ValidationError("Take --expires-at or --expires-in-days, not both.")
        }
        guard (1...Int(CreateToken.lifeDaysMax)).contains(expiresInDays ?? 1) else {
            throw ValidationError("--expires-in-days is a number from 1 to \(CreateToken.lifeDaysMax).")
        }
    }

    func perform(in session: Session) async throws {
        let days = expiresInDays.map { session.environment.now().addingSeconds(Int64($0) * 86_400) }
        let input = try session.run.decode(
            CreateToken.Input.codec,
            nil,
            [
                ("login", (login ?? user).json), ("name", .string(name)), ("expiresAt", (expiresAt ?? days).jsonText),
                ("scopes", scopes.map(\.rawValue).json),
            ]
        )
        let answer = try await CreateToken.run(input, call: session.call(change), in: session.environment)
        try session.show(answer, as: TokenCreate.view, change)
        session.run.console.say(
            Localized(
                en: "Keep the token now: it is not shown again.",
                nl: "Bewaar het token nu: het wordt niet meer getoond."
            )
        )
    }
}
