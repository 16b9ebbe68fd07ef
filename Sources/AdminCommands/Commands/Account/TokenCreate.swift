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
            "workup token create a.smit --name scripts --expires-at 2027-01-01T00:00:00Z",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Login of the user.") var login: String
    @Option(help: ArgumentHelp("What it is for.", valueName: "text")) var name = "command line"
    @Option(help: ArgumentHelp("When it ends.", valueName: "instant")) var expiresAt: Instant?

    static let view = RecordView(
        columns: [
            Column("token", en: "Token", nl: "Token"),
            Column("id", en: "Id", nl: "Id"),
            Column("login", en: "Login", nl: "Aanmeldnaam"),
            Column("name", en: "For", nl: "Voor"),
            Column("expiresAt", en: "Ends", nl: "Eindigt", .instant),
        ],
        empty: Localized(en: "No token.", nl: "Geen token.")
    )

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            CreateToken.Input.codec,
            nil,
            [("login", .string(login)), ("name", .string(name)), ("expiresAt", expiresAt.jsonText)]
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
