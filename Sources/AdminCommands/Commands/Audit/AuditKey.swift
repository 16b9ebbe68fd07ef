// `workup audit key`: the public key, by which anybody can check what the log's key signed.
import ArgumentParser
import Domain
import Records

/// `workup audit key`.
struct AuditKey: Subcommand {
    static let configuration = CommandConfiguration.command(
        "key",
        "Show the public key of the access log, to be kept where the log is checked.",
        examples: [
            "workup audit key",
            "workup audit key --output json",
        ],
        more: "The private key never leaves its file (audit.keyFile)."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    var settings: [SettingKey: SettingValue] { database.settings }

    static let view = RecordView(
        columns: [
            Column("publicKey", en: "Public key", nl: "Openbare sleutel"),
            Column("file", en: "Key file", nl: "Sleutelbestand"),
        ],
        empty: Localized(en: "No key.", nl: "Geen sleutel.")
    )

    func perform(_ run: Run) async throws {
        let path = run.settings.log.keyFile
        guard let signer = try LogKeyFile.read(path) else {
            throw CommandFailure(
                code: "log-key-missing",
                exit: .failed,
                message: Localized(en: "\(path) is not there", nl: "\(path) is er niet"),
                hint: Localized(
                    en: "the first start of `workup serve` makes it",
                    nl: "de eerste start van `workup serve` maakt het"
                )
            )
        }
        let shown = JSONValue.object(("publicKey", .string("\(signer.verifier)")), ("file", .string(path)))
        try run.console.show(shown.bytes, as: AuditKey.view)
    }
}
