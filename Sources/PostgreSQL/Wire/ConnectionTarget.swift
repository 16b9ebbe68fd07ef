// What a connection is to become: where the server is, what its sessions must be like, how long making one may take.

/// Everything that the connecting phase needs to know. It shows nothing of itself when printed.
struct ConnectionTarget: Sendable, CustomStringConvertible, CustomReflectable {
    var description: String { "ConnectionTarget(****)" }
    var customMirror: Mirror { Mirror(self, children: []) }

    let settings: ConnectionSettings
    let session: SessionSettings
    let applicationName: String
    /// How long the whole may take where the settings have no `connect_timeout`.
    let timeout: Duration
    /// How long one host may take, even where it is the only one.
    let hostTimeoutMax: Duration
    let lookups: NameLookups

    /// A peer that vanished without a word is noticed within 15 seconds, where the settings say nothing else.
    private static let lineDefaults = [
        "keepalives_idle": "5", "keepalives_interval": "3", "keepalives_count": "3", "tcp_user_timeout": "10000",
    ]

    /// What goes to libpq for one host; `kind` is the kind of session to look for, nil leaves it to the settings.
    func parameters(_ effective: EffectiveSettings, at host: HostEntry, kind: String?) -> [String: String] {
        var all = settings.parameters.merging(host.parameters) { _, one in one }
        for (keyword, value) in Self.lineDefaults where effective[keyword] == nil { all[keyword] = value }
        // The server takes the last word on a setting, and counts this more than what roles and databases are given.
        all["options"] = [effective["options"], session.options].compactMap(\.self).joined(separator: " ")
        all["client_encoding"] = "UTF8"
        all["fallback_application_name"] = applicationName
        if let kind { all["target_session_attrs"] = kind }
        return all
    }
}

/// The server's settings that every session begins with.
struct SessionSettings: Sendable {
    /// All of them.
    let all: [String: String]

    /// What reading values, and telling a commit from a doubtful one, relies on: nothing may change it.
    static let required = [
        "DateStyle": "ISO", "IntervalStyle": "iso_8601", "TimeZone": "UTC", "extra_float_digits": "1",
        "bytea_output": "hex", "standard_conforming_strings": "on",
        // A warning at COMMIT means that the outcome is unknown: it must not be kept back.
        "client_min_messages": "notice",
    ]

    /// Puts together what a configuration asks for and what this client cannot do without.
    init(asked: [String: String]) {
        // The server does not tell `timezone` from `TimeZone`.
        let taken = Set(Self.required.keys.map { $0.lowercased() })
        all = asked.filter { !taken.contains($0.key.lowercased()) }.merging(Self.required) { own, _ in own }
    }

    /// As the keyword `options` wants them.
    var options: String {
        all.sorted { $0.key < $1.key }.map { "-c \($0.key)=\($0.value.escapedForOptions)" }.joined(separator: " ")
    }

    /// The required settings that the server reports to be otherwise; it does not report all of them.
    func unmet(_ reported: (String) -> String?) -> [String] {
        // `ISO` is reported as `ISO, MDY`.
        var unmet = Self.required.filter { name, value in reported(name).map { !$0.hasPrefix(value) } ?? false }
        if let encoding = reported("client_encoding"), encoding != "UTF8" { unmet["client_encoding"] = "UTF8" }
        return unmet.keys.sorted()
    }

    /// A statement that sets all of them.
    var script: String {
        let calls = all.merging(["client_encoding": "UTF8"]) { own, _ in own }.sorted { $0.key < $1.key }
            .map { "pg_catalog.set_config(\($0.key.quotedForSQL), \($0.value.quotedForSQL), false)" }
        return "select \(calls.joined(separator: ", "))"
    }
}

extension String {
    /// A value as the `options` keyword wants it: blanks and backslashes marked by a backslash.
    fileprivate var escapedForOptions: String {
        map { $0.isWhitespace || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    }

    /// A literal that means the same whatever `standard_conforming_strings` is.
    fileprivate var quotedForSQL: String {
        "E'\(map { $0 == "'" || $0 == "\\" ? "\($0)\($0)" : String($0) }.joined())'"
    }
}
