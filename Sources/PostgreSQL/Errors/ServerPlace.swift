// Which server an error of connecting speaks of: names that help, and nothing that could be part of a password.

/// A server, a user and a database as far as they may be shown.
struct ServerPlace: Sendable, Equatable {
    /// Such as ` at localhost:5432`; empty where it must not be shown.
    private(set) var at = ""
    /// Such as `user ann`.
    private(set) var user = "the user"
    /// Such as `database workup`.
    private(set) var database = "the database"
    /// The host's name alone.
    private(set) var host = "the host"
    /// Whether names may be shown at all.
    private(set) var isShown = false

    /// Shows nothing.
    init() {}

    /// The names, unless they look like the pieces of a URL whose password was not escaped: `@` and `/` in a password
    /// make libpq take parts of it for the host, the port or the database.
    init(_ entry: HostEntry, _ settings: EffectiveSettings) {
        let hosts = (settings["host"] ?? "").split(separator: ",")
        guard
            hosts.allSatisfy({ $0.first == "/" || !$0.dropFirst().contains("@") }),
            !(settings["dbname"] ?? "").contains(where: { $0 == "@" || $0 == "/" }),
            (settings["port"] ?? "").allSatisfy({ $0.isASCII && $0.isNumber || $0 == "," })
        else { return }
        isShown = true
        let port = (entry.port ?? "").isEmpty ? "5432" : entry.port ?? ""
        let name = [entry.host, entry.address].compactMap(\.self).first { !$0.isEmpty } ?? ""
        if entry.isSocket {
            at = name.isEmpty ? " at the local socket, port \(port)" : " at \(name)/.s.PGSQL.\(port)"
        } else {
            at = name.contains(":") ? " at [\(name)]:\(port)" : " at \(name):\(port)"
        }
        if !name.isEmpty { host = "host \(name)" }
        if let name = settings["user"] { user = "user \(name)" }
        if let name = settings["dbname"] { database = "database \(name)" }
    }
}
