// `workup retention`: how long records are kept, and their lawful destruction.
import ArgumentParser
import Domain
import UseCases

/// `workup retention`.
struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "retention",
        "List records whose term is over, and destroy one patient's record for which a privacy officer asked.",
        examples: [
            "workup retention list",
            "workup retention forget PATIENT --with p.officer --reason 'term' --dry-run",
        ],
        subcommands: [RetentionList.self, RetentionForget.self, RetentionForgetLog.self]
    )
}

/// `workup retention list`.
struct RetentionList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the records that need not be kept any longer.",
        examples: ["workup retention list", "workup retention list --output csv > due.csv"],
        more: """
            A record is due when the terms of all organisations that have to do with it are over (`retention.terms`).
            Nothing goes by itself.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    func perform(in session: Session) async throws {
        let terms = try session.run.settings.retentionTerms()
        let page = try await ListRetention.run(terms, call: session.call, in: session.environment)
        try session.show(page, as: .dueRecords)
        guard terms.isEmpty else { return }
        session.run.console.say(
            Localized(
                en: "No organisation has a term, so that every record is kept: set `retention.terms`.",
                nl: "Geen organisatie heeft een termijn, dus elk dossier wordt bewaard: stel `retention.terms` in."
            )
        )
    }
}

/// Why something is destroyed, and with whom.
struct DestructionOptions: ParsableArguments {
    @Option(
        name: .customLong("with"),
        help: ArgumentHelp("Login of the privacy officer who asked for it, signed in.", valueName: "login")
    )
    var witness: String
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
}
