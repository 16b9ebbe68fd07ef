// `workup protocol show`.
import ArgumentParser
import UseCases

/// `workup protocol show`.
struct ProtocolShow: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show a protocol: its steps and its treatment options.",
        examples: [
            "workup protocol show mmn",
            "workup protocol show cidp --protocol-version 1 --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: "Code of the protocol.") var code: String
    @Option(help: ArgumentHelp("Version; by default the active one.", valueName: "version")) var protocolVersion: Int?

    func perform(in session: Session) async throws {
        let answer = try await ReadProtocol.run(
            code: code,
            version: protocolVersion,
            call: session.call,
            in: session.environment
        )
        try session.show(answer, as: .carePath)
    }
}
