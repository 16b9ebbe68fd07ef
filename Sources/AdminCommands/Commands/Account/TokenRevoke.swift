// `workup token revoke`.
import ArgumentParser
import Domain
import UseCases

/// `workup token revoke`.
struct TokenRevoke: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "revoke",
        "Revoke a token at once.",
        examples: [
            "workup token revoke 01980000-0000-7000-8000-000000000004",
            "workup token revoke 01980000-0000-7000-8000-000000000004 --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Id of the token, as `workup token list` shows it.") var token: ID<APIToken>

    func perform(in session: Session) async throws {
        let answer = try await RevokeToken.run(token, call: session.call(change), in: session.environment)
        try session.show(answer, as: .tokens, change)
    }
}
