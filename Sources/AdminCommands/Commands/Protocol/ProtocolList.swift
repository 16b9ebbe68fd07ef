// `workup protocol list`.
import ArgumentParser
import UseCases

/// `workup protocol list`.
struct ProtocolList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the protocols with their versions and how many open workups are on each.",
        examples: [
            "workup protocol list",
            "workup protocol list --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    func perform(in session: Session) async throws {
        let page = try await ListProtocols.run(call: session.call, in: session.environment)
        try session.show(page, as: .protocols)
    }
}
