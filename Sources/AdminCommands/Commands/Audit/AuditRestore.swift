// `workup audit restore`: a restored backup on record, and a new tree of the log.
import ArgumentParser
import Domain
import Records
import UseCases

/// `workup audit restore`.
struct AuditRestore: Subcommand {
    static let configuration = CommandConfiguration.command(
        "restore",
        "Record that a backup was restored and begin a new tree of the access log.",
        examples: [
            "workup audit restore --reason 'disk of 3 May, backup of 02:00'",
            "workup audit restore --reason 'disk of 3 May, backup of 02:00' --yes",
        ],
        more: """
            The service refuses to go on with a log that ends before a checkpoint that was shipped. This names that
            checkpoint and the reason in the log; what was sealed after the backup stays provable by the checkpoints alone.
            A lost key is made anew. Run it before the service is started.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @Option(help: ArgumentHelp("Why, and which backup.", valueName: "text")) var reason: String

    var settings: [SettingKey: SettingValue] { database.settings }

    static let view = RecordView(
        columns: [
            Column("log", en: "Tree", nl: "Boom"),
            Column("shippedSize", en: "Shipped up to", nl: "Verzonden tot", .rightAligned),
            Column("publicKey", en: "Public key", nl: "Openbare sleutel"),
        ],
        empty: Localized(en: "No tree.", nl: "Geen boom.")
    )

    func perform(_ run: Run) async throws {
        let opening = RecordOpening(run: run)
        let settings = run.settings.log
        let shipped = try LogSealer.lastShipped(in: settings.checkpointFile)
        try run.confirm(
            Localized(
                en: "The access log goes on in a new tree; this cannot be taken back.",
                nl: "Het toegangslogboek gaat verder in een nieuwe boom; dit is niet terug te draaien."
            ),
            typing: "restore",
            confirmation
        )
        try await opening.withConnections { session, connections in
            let beginning = try await LogTreeRestart(reason: reason, shipped: shipped)
                .begin(session.call(change), session, opening, connections)
            var members: [(String, JSONValue)] = [("log", .string("\(beginning.origin)"))]
            if let shipped { members.append(("shippedSize", .integer(shipped.checkpoint.size))) }
            if let signer = beginning.signer { members.append(("publicKey", .string("\(signer.verifier)"))) }
            try run.console.show(JSONValue.object(members: members).bytes, as: AuditRestore.view)
            if change.dryRun { run.console.say(Session.dryRunNotice) }
        }
    }
}
