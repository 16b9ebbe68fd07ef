// `workup user links`.
import ArgumentParser
import UseCases

/// `workup user links`.
struct UserLinks: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "links",
        "List which identities of the hospital's own sign-in lead to whom.",
        examples: [
            "workup user links",
            "workup user links --login a.smit",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Option(help: ArgumentHelp("Only those of this user.", valueName: "login")) var login: String?

    func perform(in session: Session) async throws {
        let page = try await ListIdentities.run(login: login, call: session.call, in: session.environment)
        try session.show(page, as: .identities)
    }
}
