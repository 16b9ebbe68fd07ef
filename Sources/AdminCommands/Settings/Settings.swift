// The settings of one run, each with where its value came from.
import Configuration
import Domain
import EmbeddedPostgreSQL
import Records

/// Where a value came from.
enum SettingSource: Sendable, Hashable {
    case flag(String)
    case environment(String)
    case file(String)
    case standard
    case notSet

    /// In words.
    func words(_ language: Language) -> String {
        switch self {
        case .flag(let name): name
        case .environment(let name): name
        case .file(let path): path
        case .standard: language == .en ? "default" : "standaard"
        case .notSet: language == .en ? "not set" : "niet ingesteld"
        }
    }
}

/// A key with the value that counts.
struct ResolvedSetting: Sendable, Hashable {
    let key: SettingKey
    let value: SettingValue?
    let source: SettingSource

    /// The value as it may be shown: of a connection, everything but its secrets; of any other secret nothing.
    var shown: String {
        guard let value else { return "" }
        guard !key.isSecret || key == .databaseURL else { return ConnectionText.blank }
        return key.isSecret ? ConnectionText.shown(value.description) : value.description
    }
}

/// One thing that is wrong with the configuration, and where.
struct SettingFault: Sendable, Hashable {
    let source: SettingSource
    let message: Localized
    /// Whether commands go on beside it. Only `config check` refuses a `WORKUP_…` variable that is no setting: people
    /// keep other things under that name, a token for instance.
    var isWarning = false
}

/// The settings that count.
struct Settings: Sendable {
    /// One for each declared key, in that order.
    let resolved: [ResolvedSetting]
    /// The environment variables that the settings were read beside.
    let environment: [String: String]
    /// The same sources for the parts that read their settings themselves.
    let reader: ConfigReader

    private func value(_ key: SettingKey) -> SettingValue? {
        resolved.first { $0.key == key }?.value ?? key.standard
    }

    func text(_ key: SettingKey) -> String? {
        guard case .text(let text)? = value(key) else { return nil }
        return text
    }

    func integer(_ key: SettingKey) -> Int {
        guard case .integer(let number)? = value(key) else {
            preconditionFailure("\(key.name) is declared without a number as its default")
        }
        return number
    }

    /// The server to connect to; nil where Workup runs its own.
    ///
    /// libpq's own variables name a server as much as ours does, so that `PGHOST=db workup …` means what it says.
    var connection: String? {
        if let url = text(.databaseURL), !url.isEmpty { return url }
        return text(.data) == nil && !libpqVariables.isEmpty ? "" : nil
    }

    /// The variables of libpq that name a server, a database or a user, and are set.
    var libpqVariables: [String] {
        Settings.namingVariables.filter { environment[$0]?.isEmpty == false }
    }

    /// All that libpq reads but for how to connect and with what password.
    static let namingVariables = ["PGSERVICE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER"]

    /// The setting that names the server, as it counts and may be shown.
    var shownConnection: ResolvedSetting? {
        guard connection?.isEmpty == true else { return nil }
        return ResolvedSetting(
            key: .databaseURL,
            value: .text(ConnectionReading("").shownEffective ?? ConnectionText.blank),
            source: .environment(libpqVariables.joined(separator: ", "))
        )
    }

    /// What is wrong with the connection to a server, as libpq sees it without connecting.
    var connectionFaults: [SettingFault] {
        guard let connection, let setting = shownConnection ?? resolved.first(where: { $0.key == .databaseURL }) else {
            return []
        }
        return ConnectionReading(connection).troubles().map { trouble in
            let (sentence, advice) = (trouble.sentence, trouble.advice)
            return SettingFault(
                source: setting.source,
                message: Localized(
                    en: [sentence.en, advice?.en].compactMap(\.self).joined(separator: "; "),
                    nl: [sentence.nl, advice?.nl].compactMap(\.self).joined(separator: "; ")
                )
            )
        }
    }

    /// A word on a time for connecting that is longer than anybody waits for the database; nil where all is well.
    var timeoutNotice: Localized? {
        guard let asked = connection.flatMap({ ConnectionReading($0).connectTimeout }), asked > databaseTimeout else {
            return nil
        }
        let seconds = asked.components.seconds
        return Localized(
            en: "connect_timeout is \(seconds) s, but `database.timeoutMilliseconds` ends the wait sooner: "
                + "raise that as well",
            nl: "connect_timeout is \(seconds) s, maar `database.timeoutMilliseconds` maakt eerder een eind aan het "
                + "wachten: verhoog ook die"
        )
    }

    /// A word on libpq's variables where they name a server and Workup's own is used all the same.
    var unusedServerNotice: Localized? {
        guard connection == nil, let name = libpqVariables.first,
            let data = resolved.first(where: { $0.key == .data }), data.source != .flag("--data")
        else { return nil }
        return Localized(
            en: "\(name) is set, but so is data (\(data.source.words(.en))): Workup uses its own server there",
            nl:
                "\(name) is ingesteld, maar data ook (\(data.source.words(.nl))): Workup gebruikt daar zijn eigen server"
        )
    }

    var dataFolder: String? { text(.data) }
    var connectionsMax: Int { integer(.databaseConnectionsMax) }
    var databaseTimeout: Duration { .milliseconds(integer(.databaseTimeoutMilliseconds)) }
    var host: String { text(.host) ?? "127.0.0.1" }
    var port: Int { integer(.port) }
    var shutdownSecondsMax: Int { integer(.shutdownSecondsMax) }
    var logLevel: String { text(.logLevel) ?? "notice" }
    /// Where the access log's key and checkpoints are, and how often it is sealed.
    var log: LogSettings {
        let standard = EmbeddedServerConfiguration(dataFolder: dataFolder).dataFolder
        let folder =
            connection == nil ? standard : String(standard[..<(standard.lastIndex(of: "/") ?? standard.endIndex)])
        let key = text(.auditKeyFile) ?? "\(folder)/audit/key"
        let beside = key.lastIndex(of: "/").map { String(key[...$0]) } ?? ""
        return LogSettings(
            keyFile: key,
            checkpointFile: text(.auditCheckpointFile) ?? "\(beside)checkpoints",
            syslogSocket: text(.auditSyslogSocket),
            interval: .milliseconds(integer(.auditSealMilliseconds))
        )
    }
    var zone: ServiceZone { text(.timeZone).flatMap { ServiceZone($0) } ?? .utc }
    var organisation: String? { text(.organisation) }
    var language: Language { text(.language).flatMap(Language.init) ?? .ofEnvironment(environment) }
}

extension Language {
    /// The language that the locale variables ask for; English where they ask for none of ours.
    static func ofEnvironment(_ environment: [String: String]) -> Language {
        localeVariable(environment)?.language ?? .en
    }

    /// The locale variable that decides, and the language it asks for.
    static func localeVariable(_ environment: [String: String]) -> (name: String, language: Language)? {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = environment[name], !value.isEmpty else { continue }
            return (name, Language(rawValue: String(value.prefix(2))) ?? .en)
        }
        return nil
    }
}

/// Where the access log's key and checkpoints are, and how often it is sealed.
struct LogSettings: Sendable, Hashable {
    let keyFile: String
    let checkpointFile: String
    let syslogSocket: String?
    let interval: Duration
    /// The last checkpoint up to which everything was found good.
    var goodFile: String { checkpointFile + ".verified" }
}
