// The settings of PostgreSQL that acknowledged changes, the way back and patients' privacy rest on, each with the reason.
import Domain
import Records

/// What one setting of the server should be.
struct ServerSettingCheck: Sendable {
    let name: String
    /// As a person reads it.
    let wanted: String
    /// How bad it is where it is otherwise.
    let state: CheckState
    let why: Localized
    let isMet: @Sendable (String) -> Bool

    private init(_ name: String, _ values: [String], _ state: CheckState, en: String, nl: String) {
        self.init(name, wanted: values[0], state, en: en, nl: nl) { values.contains($0) }
    }

    private init(
        _ name: String,
        wanted: String,
        _ state: CheckState,
        en: String,
        nl: String,
        _ isMet: @escaping @Sendable (String) -> Bool
    ) {
        (self.name, self.wanted, self.state, self.isMet) = (name, wanted, state, isMet)
        why = Localized(en: en, nl: nl)
    }

    /// The row for the value that the server has; nil is a setting that it does not know.
    func row(_ setting: ServerSetting?, _ language: Language) -> CheckRow {
        guard let setting else {
            return CheckRow(check: name, state: .notVisible, wanted: wanted, detail: why[language])
        }
        return CheckRow(
            check: name,
            state: isMet(setting.value) ? .ok : state,
            value: setting.unit.isEmpty ? setting.value : "\(setting.value) \(setting.unit)",
            wanted: wanted,
            detail: why[language]
        )
    }

    /// A number within a range; 0 is *never* to PostgreSQL.
    private static func within(_ range: ClosedRange<Int>) -> @Sendable (String) -> Bool {
        { value in Int(value).map { range.contains($0) } ?? false }
    }

    private static let kept = (
        en: "what was acknowledged is kept through a loss of power",
        nl: "wat bevestigd is blijft bewaard als de stroom uitvalt"
    )
    private static let bad = (en: "damaged pages are noticed", nl: "beschadigde pagina's vallen op")
    private static let back = (
        en: "the record can be restored to any moment, and at most a minute is lost with the machine",
        nl: "het dossier is tot elk moment terug te zetten, en met de machine gaat hoogstens een minuut verloren"
    )
    private static let waits = (en: "nothing waits for ever", nl: "niets wacht eindeloos")
    private static let privacy = (
        en: "no patient data in the server's own log",
        nl: "geen patiëntgegevens in het eigen logboek van de server"
    )

    /// All of them.
    static let all: [ServerSettingCheck] = [
        .init("fsync", ["on"], .fault, en: kept.en, nl: kept.nl),
        .init("full_page_writes", ["on"], .fault, en: kept.en, nl: kept.nl),
        .init("synchronous_commit", ["on", "remote_apply", "remote_write", "local"], .fault, en: kept.en, nl: kept.nl),
        .init("data_checksums", ["on"], .fault, en: bad.en, nl: bad.nl),
        .init(
            "data_sync_retry",
            ["off"],
            .fault,
            en: "after a failed sync the server recovers from its log instead of going on",
            nl: "na een mislukte synchronisatie herstelt de server zich uit het logboek in plaats van door te gaan"
        ),
        .init("wal_level", ["replica", "logical"], .fault, en: back.en, nl: back.nl),
        .init("archive_mode", ["on", "always"], .warning, en: back.en, nl: back.nl),
        .init("archive_timeout", wanted: "1–60 s", .warning, en: back.en, nl: back.nl, within(1...60)),
        .init(
            "idle_in_transaction_session_timeout",
            wanted: "1–60000 ms",
            .warning,
            en: waits.en,
            nl: waits.nl,
            within(1...60_000)
        ),
        .init(
            "client_connection_check_interval",
            wanted: "1–5000 ms",
            .warning,
            en: waits.en,
            nl: waits.nl,
            within(1...5_000)
        ),
        .init("log_error_verbosity", ["terse"], .fault, en: privacy.en, nl: privacy.nl),
        .init("log_parameter_max_length", ["0"], .fault, en: privacy.en, nl: privacy.nl),
        .init("log_parameter_max_length_on_error", ["0"], .fault, en: privacy.en, nl: privacy.nl),
        .init("log_statement", ["none", "ddl"], .fault, en: privacy.en, nl: privacy.nl),
        .init(
            "password_encryption",
            ["scram-sha-256"],
            .warning,
            en: "passwords of the database cannot be read from it",
            nl: "wachtwoorden van de database zijn er niet uit te lezen"
        ),
    ]
}
