// What a session knows of its server: version, process, and the settings that the server reports unasked.
import Synchronization

/// The facts of one connection, as of the moment they were asked for.
package struct ConnectionFacts: Sendable, Hashable {
    /// The server's version: 150004 is 15.4.
    package let serverVersion: Int
    /// The server's process that serves this session, as `pg_stat_activity` shows it.
    package let processID: Int32
    /// The settings that this server reports by itself whenever they change, by name, such as `in_hot_standby`.
    package let parameters: [String: String]

    /// What servers up to version 18 report; an older one leaves some out.
    private static let reportedNames = [
        "application_name", "client_encoding", "DateStyle", "default_transaction_read_only", "in_hot_standby",
        "integer_datetimes", "IntervalStyle", "is_superuser", "scram_iterations", "search_path", "server_encoding",
        "server_version", "session_authorization", "standard_conforming_strings", "TimeZone",
    ]

    init(serverVersion: Int, processID: Int32, reported: (String) -> String?) {
        self.serverVersion = serverVersion
        self.processID = processID
        parameters = Dictionary(
            uniqueKeysWithValues: Self.reportedNames.compactMap { name in reported(name).map { (name, $0) } }
        )
    }

    /// Whether this server only repeats another one and refuses to write; nil where it does not say (before 14).
    package var isStandby: Bool? { parameters["in_hot_standby"].map { $0 == "on" } }
}

/// Where a connection's thread puts the facts for whoever asked.
final class FactsBox: Sendable {
    private let value = Mutex<ConnectionFacts?>(nil)
    /// The facts, once they are there.
    var facts: ConnectionFacts? { value.withLock { $0 } }
    /// Puts them in.
    func put(_ facts: ConnectionFacts) { value.withLock { $0 = facts } }
}

extension LeasedConnection {
    /// Asks for the facts of this session: one round trip, so that what the server has changed is in them.
    package func facts() async throws(PostgreSQLError) -> ConnectionFacts {
        let box = FactsBox()
        try await ask(for: box)
        guard let facts = box.facts else { throw PostgreSQLError(.protocolViolation, "the server gave no answer") }
        return facts
    }
}
