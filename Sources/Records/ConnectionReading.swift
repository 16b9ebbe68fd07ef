// A connection string as libpq reads it, for those who show settings and check them; nothing is connected.
import PostgreSQL

/// What a connection string says, without its secrets.
package struct ConnectionReading: Sendable {
    private let settings: ConnectionSettings?
    private let refusal: PostgreSQLError?

    /// Reads a URL, libpq's keyword form, or empty for libpq's own variables.
    package init(_ text: String) {
        do throws(PostgreSQLError) {
            settings = try ConnectionSettings(url: text)
            refusal = nil
        } catch {
            settings = nil
            refusal = error
        }
    }

    /// Whether libpq can read the text at all.
    package var isReadable: Bool { settings != nil }

    /// Keywords with their values, each secret blanked; nil where libpq cannot read the text, or where anything in it
    /// looks like a piece of a password.
    package var shown: String? { settings?.shown }

    /// The server, user and database that libpq comes to with its variables and service file; nil as above.
    package var shownEffective: String? { settings?.shownEffective }

    /// Whether the text has a password in it, or may have.
    package var mayHoldPassword: Bool { settings?.mayHoldPassword ?? true }

    /// What keeps libpq from using it, as far as that can be told without connecting.
    package func troubles() -> [DatabaseTrouble] {
        (refusal ?? settings?.fault()).map(DatabaseTrouble.all) ?? []
    }

    /// The servers on other machines that would be reached without making sure who they are, and libpq's TLS mode for them;
    /// nil where there are none. The names are empty where they must not be shown.
    package var unverifiedServers: (mode: String, hosts: [String])? {
        settings?.unverifiedServers.map { ($0.mode, $0.hosts) }
    }

    /// How long connecting to each address may take, where the settings say that.
    package var connectTimeout: Duration? { settings?.connectTimeout }
}
