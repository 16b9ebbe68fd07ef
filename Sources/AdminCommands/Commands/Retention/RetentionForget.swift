// `workup retention forget` and `forget-log`: one patient's record goes, and later the log's lines about it.
import ArgumentParser
import Domain
import Records
import UseCases

/// `workup retention forget`.
struct RetentionForget: Subcommand {
    static let configuration = CommandConfiguration.command(
        "forget",
        "Destroy one patient's whole record: with a second person, a reason, and no way back.",
        examples: [
            "workup retention forget PATIENT --with p.officer --reason 'term' --dry-run",
            "workup retention forget PATIENT --with p.officer --reason x --before-term",
        ],
        more: """
            Two people do it. The privacy officer asks for it first, signed in with a second factor (the page
            /audit/review has a form for it), with a reason; that stands thirty days. Then this command destroys it. It goes as a
            whole, in one transaction, or not at all. The access log keeps its lines and one more that says who did it, with
            whom and why. What stands in backups stays there until they are overwritten. A dry run asks for
            nobody: it counts the rows of every table and takes everything back.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var destruction: DestructionOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Flag(help: "Although the term is not over: the patient asked for it in writing.") var beforeTerm = false

    var settings: [SettingKey: SettingValue] { database.settings }

    func perform(_ run: Run) async throws {
        let terms = try run.settings.retentionTerms()
        let opening = RecordOpening(run: run)
        try await opening.withConnections { session, connections in
            if !change.dryRun { try await confirm(session) }
            let pool = RecordPool(connectionsMax: 1, callTimeout: run.settings.databaseTimeout)
            try await Record.withLog(connections.owner, as: .retention, pool, logger: opening.logger) { record in
                let removed = try await DestroyRecord.run(
                    patient,
                    DestroyRecord.Input(
                        reason: destruction.reason,
                        witness: destruction.witness,
                        isBeforeTerm: beforeTerm
                    ),
                    terms: terms,
                    destruction: RecordDestruction(record: record),
                    call: session.call(change),
                    in: session.environment
                )
                try run.console.show(items: removed.map(\.json), as: .removedRows)
                run.console.say(change.dryRun ? Session.dryRunNotice : RetentionForget.done)
            }
        }
    }

    private func confirm(_ session: Session) async throws {
        guard !confirmation.yes, session.run.surroundings.isInputTerminal else {
            return try session.run.confirm(Localized(en: "", nl: ""), typing: "", confirmation)
        }
        let answer = try await ReadPatient.run(patient, asOf: nil, call: session.call, in: session.environment)
        let name = try JSONReader.read(answer.body, limits: .ownDocuments)["familyName"]?.string ?? ""
        try session.run.confirm(
            Localized(
                en: "The whole record of \(name) is destroyed; this cannot be taken back.",
                nl: "Het hele dossier van \(name) wordt vernietigd; dit is niet terug te draaien."
            ),
            typing: name,
            confirmation
        )
    }

    private static let done = Localized(
        en: "Destroyed. The access log says who did it and why; backups hold the record until they are overwritten.",
        nl:
            "Vernietigd. Het toegangslogboek zegt wie het deed en waarom; back-ups bevatten het dossier tot zij overschreven zijn."
    )
}

/// `workup retention forget-log`.
struct RetentionForgetLog: Subcommand {
    static let configuration = CommandConfiguration.command(
        "forget-log",
        "Take a patient whose record is destroyed out of the access log, once the log's own term is over.",
        examples: [
            "workup retention forget-log PATIENT --with p.officer --reason 'term'",
            "workup retention forget-log PATIENT --with p.officer --reason x --dry-run",
        ],
        more: """
            The privacy officer asks for it first, as for the record. The hashes stay, so that the log can still be verified, and `workup audit verify` says that lines were lawfully
            removed: the log's key signs that, so run it where the service's key file can be read. For how long the log
            keeps its lines is `retention.logYears`.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var destruction: DestructionOptions

    @Argument(help: "Id of the patient, as the log has it.") var patient: ID<Patient>

    var settings: [SettingKey: SettingValue] { database.settings }

    func perform(_ run: Run) async throws {
        let years = try run.settings.retentionLogYears()
        let keyFile = run.settings.log.keyFile
        guard let signer = try LogKeyFile.read(keyFile) else { throw LogFileError(path: keyFile, kind: .missing) }
        let opening = RecordOpening(run: run)
        if !change.dryRun {
            try run.confirm(
                Localized(
                    en: "The log's lines about this patient go; this cannot be taken back.",
                    nl: "De regels in het logboek over deze patiënt verdwijnen; dit is niet terug te draaien."
                ),
                typing: "forget",
                confirmation
            )
        }
        try await opening.withConnections { session, connections in
            let pool = RecordPool(connectionsMax: 1, callTimeout: run.settings.databaseTimeout)
            try await Record.withLog(connections.owner, as: .retention, pool, logger: opening.logger) { record in
                let count = try await ForgetLogLines.run(
                    patient,
                    DestroyRecord.Input(
                        reason: destruction.reason,
                        witness: destruction.witness,
                        isBeforeTerm: false
                    ),
                    years: years,
                    retention: record,
                    signer: signer,
                    call: session.call(change),
                    in: session.environment
                )
                let removed = [
                    RemovedRows(table: "audit_event", count: count.events),
                    RemovedRows(table: "audit_subject", count: count.lists),
                    RemovedRows(table: "audit_review", count: count.reviews),
                ]
                try run.console.show(items: removed.map(\.json), as: .removedRows)
                if change.dryRun { run.console.say(Session.dryRunNotice) }
            }
        }
    }
}

extension RemovedRows {
    /// As a line of a list.
    fileprivate var json: JSONValue {
        .object(("table", .string(table)), ("removed", .integer(count)))
    }
}

extension RecordView {
    static let dueRecords = RecordView(
        columns: [
            Column("patientId", en: "Patient", nl: "Patiënt"),
            Column("organisations", en: "Organisations", nl: "Organisaties"),
            Column("lastChangeOn", en: "Last change", nl: "Laatste wijziging"),
            Column("lastContactOn", en: "Last contact", nl: "Laatste contact"),
            Column("dueSince", en: "Due since", nl: "Aan de beurt sinds"),
        ],
        empty: Localized(en: "No record is due.", nl: "Geen dossier is aan de beurt.")
    )

    static let removedRows = RecordView(
        columns: [
            Column("table", en: "Table", nl: "Tabel"),
            Column("removed", en: "Rows", nl: "Rijen", .rightAligned),
        ],
        empty: Localized(en: "Nothing was there.", nl: "Er was niets.")
    )
}
