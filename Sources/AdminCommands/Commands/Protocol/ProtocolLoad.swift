// `workup protocol load`.
import ArgumentParser
import Domain
import UseCases

/// `workup protocol load`.
struct ProtocolLoad: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "load",
        "Load a version of a protocol; open workups stay on theirs.",
        examples: [
            "workup protocol load mmn-2.yaml --activate",
            "workup protocol load mmn-2.yaml --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Protocol file in YAML, - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String
    @Flag(help: "New workups use it from now on.") var activate = false

    func perform(in session: Session) async throws {
        let bytes = try session.run.readInput(file, bytesMax: 4 << 20)
        guard let yaml = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure.file(file, en: "is not UTF-8", nl: "is geen UTF-8")
        }
        let answer = try await LoadProtocol.run(
            yaml: yaml,
            isActive: activate,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .carePath, change)
    }
}
