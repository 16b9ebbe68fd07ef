// `workup token list`.
import ArgumentParser
import UseCases

/// `workup token list`.
struct TokenList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List tokens, without their secrets.",
        examples: [
            "workup token list",
            "workup token list --login a.smit",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Option(help: ArgumentHelp("Only those of this user.", valueName: "login")) var login: String?

    func perform(in session: Session) async throws {
        let page = try await ListTokens.run(login: login, call: session.call, in: session.environment)
        try session.show(page, as: .tokens)
    }
}
