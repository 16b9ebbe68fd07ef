// Which server an error of connecting speaks of: names that help, and nothing that could be part of a password.

/// A server, a user and a database as far as they may be shown; a name that may not be shown, or is not known, is nil.
package struct ServerPlace: Sendable, Hashable {
    /// The host's name or address, or the folder of a socket.
    package private(set) var hostName: String?
    /// The port; nil where nothing may be shown.
    package private(set) var port: String?
    /// Whether it is a socket of this machine.
    package private(set) var isSocket = false
    /// The user who wants to log in.
    package private(set) var userName: String?
    /// The database.
    package private(set) var databaseName: String?
    /// The role that sessions are to act as, where they ask for one.
    package private(set) var roleName: String?

    /// Shows nothing.
    package init() {}

    /// The names, unless they look like the pieces of a URL whose password was not escaped: `@` and `/` in a password
    /// make libpq take parts of it for the host, the port or the database.
    init(_ entry: HostEntry, _ settings: EffectiveSettings, role: String? = nil) {
        guard !looksLikePieces(host: settings["host"], port: settings["port"], database: settings["dbname"]) else {
            return
        }
        port = (entry.port ?? "").isEmpty ? "5432" : entry.port
        hostName = [entry.host, entry.address].compactMap(\.self).first { !$0.isEmpty }
        isSocket = entry.isSocket
        userName = settings["user"]
        databaseName = settings["dbname"]
        roleName = role
    }

    /// Whether names may be shown at all.
    package var isShown: Bool { port != nil }

    /// Such as `localhost:5432`; nil for the socket that libpq takes by itself, and where nothing may be shown.
    package var address: String? {
        guard let hostName, let port else { return nil }
        if isSocket { return "\(hostName)/.s.PGSQL.\(port)" }
        return hostName.contains(":") ? "[\(hostName)]:\(port)" : "\(hostName):\(port)"
    }
}

extension ServerPlace {
    /// Such as ` at localhost:5432`; empty where it must not be shown.
    var at: String {
        if let address { return " at \(address)" }
        return port.map { " at the local socket, port \($0)" } ?? ""
    }
    /// Such as `user ann`.
    var user: String { userName.map { "user \($0)" } ?? "the user" }
    /// Such as `role reader`.
    var role: String { roleName.map { "role \($0)" } ?? "its role" }
    /// Such as `database workup`.
    var database: String { databaseName.map { "database \($0)" } ?? "the database" }
    /// Such as `host localhost`.
    var host: String { hostName.map { "host \($0)" } ?? "the host" }
}

/// Whether parts of a connection look like the pieces of a password with `@`, `:` or `/` in it.
func looksLikePieces(host: String?, port: String?, database: String?) -> Bool {
    let hosts = (host ?? "").split(separator: ",")
    return hosts.contains { $0.first != "/" && $0.dropFirst().contains("@") }
        || (database ?? "").contains { $0 == "@" || $0 == "/" }
        || (port ?? "").contains { !($0.isASCII && $0.isNumber || $0 == ",") }
}
