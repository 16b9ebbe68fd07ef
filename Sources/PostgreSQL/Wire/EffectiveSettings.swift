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
        guard let seconds = Int32(text.filter { !$0.isWhitespace }) else { throw Self.noNumber("connect_timeout") }
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

extension EffectiveSettings {
    fileprivate static func noNumber(_ keyword: String) -> PostgreSQLError {
        let message = "invalid integer value for connection option \"\(keyword)\""
        return ConnectFailure(.settings, place: ServerPlace(), message: message).error
    }

    /// The keywords whose values libpq reads only when it has a socket, and that have to be whole numbers.
    private static let numbers = [
        "connect_timeout", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
        "tcp_user_timeout",
    ]

    /// The first keyword that should be a whole number and is none.
    fileprivate var noNumber: PostgreSQLError? {
        let wrong = Self.numbers.first { self[$0].map { Int32($0.filter { !$0.isWhitespace }) == nil } ?? false }
        return wrong.map(Self.noNumber)
    }

    /// What libpq refuses only when it connects: ports, TLS modes, kinds of session. It is given a socket that cannot
    /// be there, so that nothing is looked up or connected.
    fileprivate func refusal(of settings: ConnectionSettings, port: String) -> PostgreSQLError? {
        // Lists, since an empty value would be taken from the environment.
        let nowhere = ["host": "/dev/null,/dev/null", "hostaddr": ",", "port": "\(port),\(port)"]
        var parameters = settings.parameters.merging(nowhere) { _, nowhere in nowhere }
        parameters["password"] = Self.refused
        guard let connection = startConnecting(parameters) else { return nil }
        defer { PQfinish(connection) }
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        guard PQstatus(connection) == CONNECTION_BAD, !message.contains("/dev/null/") else { return nil }
        // Said for both elements of the list.
        let first = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return ConnectFailure(.settings, place: ServerPlace(), message: first).error
    }
}

extension ConnectionSettings {
    /// What keeps libpq from using these settings, as far as it can be told without connecting: with the environment
    /// and the service file as they are now.
    /// - Returns: the error, of category `configuration`; nil where there is none.
    package func fault() -> PostgreSQLError? {
        do throws(PostgreSQLError) {
            let effective = try EffectiveSettings(self)
            if looksUnescaped { return ConnectFailure(.passwordUnescaped, place: ServerPlace()).error }
            // libpq's own programs would take it apart; a client that names keywords one by one gives it as it is.
            if effective["dbname"]?.contains("://") == true {
                let message = "a URL stands where the database's name should be"
                return ConnectFailure(.settings, place: ServerPlace(), message: message).error
            }
            if let error = effective.noNumber { return error }
            let ports = Set(HostEntry.entries(of: effective).map { $0.port ?? "" })
            return ports.sorted().lazy.compactMap { effective.refusal(of: self, port: $0) }.first
        } catch {
            return error
        }
    }

    /// The time that the settings give each address of each host; nil where they say nothing or cannot be read.
    package var connectTimeout: Duration? { try? EffectiveSettings(self).connectTimeout() }

    /// The same settings with another time for each address.
    package func connectTimeout(_ seconds: Int) -> ConnectionSettings {
        var changed = self
        changed.parameters["connect_timeout"] = "\(seconds)"
        return changed
    }

    /// What libpq makes of the settings, environment and service file included, without secrets; nil where anything
    /// may be a piece of a password or libpq cannot use them.
    package var shownEffective: String? {
        guard !looksUnescaped, let effective = try? EffectiveSettings(self) else { return nil }
        var changed = self
        let keywords = ["user", "host", "hostaddr", "port", "dbname"]
        changed.parameters = keywords.reduce(into: [:]) { $0[$1] = effective[$1] }
        return changed.shown
    }
}

/// Begins a connection with these parameters.
func startConnecting(_ parameters: [String: String]) -> OpaquePointer? {
    let sorted = parameters.sorted { $0.key < $1.key }
    return withCStrings(sorted.map(\.key)) { keywords in
        withCStrings(sorted.map(\.value)) { values in PQconnectStartParams(keywords, values, 0) }
    }
}
