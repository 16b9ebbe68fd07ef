// `workup protocol activate`.
import ArgumentParser
import Domain
import UseCases

/// `workup protocol activate`.
struct ProtocolActivate: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "activate",
        "Open new workups on this version; open ones stay on theirs.",
        examples: [
            "workup protocol activate mmn 2 --reason 'signed off on 1 May'",
            "workup protocol activate mmn 2 --reason 'signed off' --dry-run",
        ],
        more: "What differs from the active version, and how many open workups stay on each, is told before."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Code of the protocol.") var code: String
    @Argument(help: "The version.") var version: Int
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let preview = try await PreviewActivation.run(
            code: code,
            version: version,
            call: session.call,
            in: session.environment
        )
        let language = session.run.language
        for difference in preview.differences {
            let fields = difference.fields.isEmpty ? "" : " (\(difference.fields.joined(separator: ", ")))"
            session.run.console.say(
                "\(difference.part): \(difference.name[language]), \(difference.kind.rawValue)\(fields)"
            )
        }
        let total = preview.openWorkups.reduce(0) { $0 + $1.count }
        session.run.console.say(
            Localized(
                en: "Open workups that stay on their version: \(total).",
                nl: "Open trajecten die op hun versie blijven: \(total)."
            )
        )
        let answer = try await ActivateProtocol.run(
            code: code,
            ActivateProtocol.Input(version: version, reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .carePath, change)
    }
}
