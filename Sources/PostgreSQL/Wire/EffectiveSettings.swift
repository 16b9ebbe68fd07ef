// What libpq makes of connection settings: with environment, service file and its own defaults, but no passwords.
import CLibPQ

/// The settings as libpq would use them.
struct EffectiveSettings: Sendable {
    private let values: [String: String]

    /// Asks libpq, which reads the environment and the service file anew. Nothing is looked up or connected.
    /// - Throws: category `configuration` where libpq cannot use them; `resources`.
    init(_ settings: ConnectionSettings) throws(PostgreSQLError) {
        var parameters = settings.parameters
        // libpq fills in all that was not said before it looks at this value, and stops there.
        parameters["channel_binding"] = Self.refused
        // With a password given it leaves the password file alone, which is not needed here.
        parameters["password"] = Self.refused
        guard let connection = startConnecting(parameters) else {
            throw PostgreSQLError(.resources, "no memory for a connection")
        }
        defer { PQfinish(connection) }
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        guard message.contains(Self.refused) else {
            throw ConnectFailure(.settings, place: ServerPlace(), message: message).error
        }
        guard let options = PQconninfo(connection) else {
            throw PostgreSQLError(.resources, "no memory for a connection")
        }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        for hidden in ["channel_binding", "password", "sslpassword"] { values[hidden] = nil }
        self.values = values
    }

    /// For tests of what follows from settings.
    init(values: [String: String]) { self.values = values }

    private static let refused = "<refused>"

    /// The value of a keyword; nil where there is none or it is empty, which libpq takes for the same.
    subscript(keyword: String) -> String? {
        values[keyword].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What one address may take, where the settings say it: as libpq reads it, two seconds at least.
    func connectTimeout() throws(PostgreSQLError) -> Duration? {
        guard let text = self["connect_timeout"] else { return nil }
        guard let seconds = Int32(text.filter { !$0.isWhitespace }) else {
            throw PostgreSQLError(.configuration, "connection settings: connect_timeout is no number of seconds")
        }
        // libpq would wait for ever at zero; here that only means that nothing was said.
        return seconds > 0 ? .seconds(max(2, seconds)) : nil
    }

    /// The kinds of session to look for, one round over the hosts for each; nil leaves it to the settings.
    var sessionsWanted: [String?] {
        // libpq goes round twice by itself, but would take the first host for both when it is given one at a time.
        self["target_session_attrs"] == "prefer-standby" ? ["standby", "any"] : [nil]
    }

    /// Whether hosts and addresses are tried in random order (from libpq 16 on).
    var isLoadBalanced: Bool { self["load_balance_hosts"] == "random" }
}

/// Begins a connection with these parameters.
func startConnecting(_ parameters: [String: String]) -> OpaquePointer? {
    let sorted = parameters.sorted { $0.key < $1.key }
    return withCStrings(sorted.map(\.key)) { keywords in
        withCStrings(sorted.map(\.value)) { values in PQconnectStartParams(keywords, values, 0) }
    }
}
