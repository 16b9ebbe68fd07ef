// Several hosts: each gets its turn and its share of the time, and the kind of session decides.
import EmbeddedPostgreSQL
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

/// Which server answered: its folder, which no other has.
private let folder = Statement<Void, String>(
    "connecting.folder",
    "select regexp_replace(current_setting('data_directory'), '/data$', '/socket')",
    nonNull: .all
)

@Suite("Several hosts are tried in turn", .usesServer, .timeLimit(.minutes(2)))
struct ConnectingHostTests {
    /// A primary and a standby, neither of which knows the other, and a port where nobody ever answers.
    private struct Servers: Sendable {
        let primary: PrivateServer
        let standby: PrivateServer
        let silent: SocketProxy

        static let shared = Task {
            let primary = try await PrivateServer.shared.value
            // A server alone can be a standby as well: it waits for a log that never comes, and lets readers in.
            let standby = try await PrivateServer.startedAnew(
                connectionsMax: 50,
                changes: DisposableServer.Changes(settings: ["wal_level": "replica", "hot_standby": "on"])
            )
            try await Database.withDatabase(try standby.configuration(connectionsMax: 1)) { database in
                _ = try await script("copy (select 1) to program 'cat > standby.signal'", on: database)
            }
            try await standby.stop()
            try await standby.start()
            let silent = try SocketProxy(to: primary.socket)
            silent.behave(SocketProxy.Behaviour(arrival: .ignore))
            return Servers(primary: primary, standby: standby, silent: silent)
        }

        func address(_ name: String) -> SocketAddress {
            switch name {
            case "primary": primary.socket
            case "standby": standby.socket
            case "silent": silent.address
            default: .unix(folder: "/nonexistent", port: 1)
            }
        }

        func folder(_ name: String) -> String { address(name).connectionOverrides["host"] ?? "" }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let hosts: [String]
        var kind = "any"
        /// Who answers; nil where nobody does.
        let answers: String?
        var says: [String] = []
        var more = ""
        var testDescription: String { "\(hosts.joined(separator: ", ")) for \(kind) \(more)" }
    }

    private static let cases: [Case] = [
        Case(hosts: ["primary", "standby"], answers: "primary"),
        Case(hosts: ["standby", "primary"], answers: "standby"),
        Case(hosts: ["absent", "primary"], answers: "primary"),
        Case(hosts: ["silent", "primary"], answers: "primary"),
        Case(hosts: ["silent", "silent", "standby"], answers: "standby"),
        Case(hosts: ["silent", "primary"], answers: "primary", more: "connect_timeout=2"),
        Case(hosts: ["silent", "absent"], answers: nil, says: ["did not answer in time", "no server listens"]),
        Case(hosts: ["standby", "primary"], kind: "read-write", answers: "primary"),
        Case(hosts: ["primary", "standby"], kind: "read-only", answers: "standby"),
        Case(hosts: ["standby", "primary"], kind: "primary", answers: "primary"),
        Case(hosts: ["primary", "standby"], kind: "standby", answers: "standby"),
        Case(hosts: ["primary", "standby"], kind: "prefer-standby", answers: "standby"),
        Case(hosts: ["primary"], kind: "prefer-standby", answers: "primary"),
        Case(hosts: ["silent", "primary", "absent"], kind: "prefer-standby", answers: "primary"),
        Case(hosts: ["primary", "silent"], kind: "prefer-standby", answers: "primary"),
        Case(hosts: ["silent", "standby", "primary"], kind: "read-write", answers: "primary"),
        Case(
            hosts: ["primary", "absent"],
            kind: "standby",
            answers: nil,
            says: ["not of the kind", "no server listens"]
        ),
    ]

    @Test("who answers", arguments: cases)
    func hosts(_ example: Case) async throws {
        let servers = try await Servers.shared.value
        let places = example.hosts.map { servers.address($0).connectionOverrides }
        let settings = try ConnectionSettings(
            url: "user=postgres dbname=postgres \(example.more)",
            overrides: [
                "host": places.map { $0["host"] ?? "" }.joined(separator: ","),
                "port": places.map { $0["port"] ?? "" }.joined(separator: ","),
                "target_session_attrs": example.kind,
            ]
        )
        var configuration = DatabaseConfiguration(connection: settings)
        configuration.waitMax = .seconds(30)
        try await Database.withDatabase(configuration) { database async throws in
            if let name = example.answers {
                #expect(try await database.find(folder()) == servers.folder(name))
            } else {
                let error = await #expect(throws: PostgreSQLError.self) { try await database.find(folder()) }
                #expect(error?.category == .unavailable)
                for words in example.says { #expect(error?.description.contains(words) == true, "\(words)") }
            }
        }
    }

    @Test("a URL with several hosts, and a name that does not exist before one that does")
    func url() async throws {
        let guarded = try await GuardedServer.shared.value
        let hosts = "no-such-host.invalid:1,127.0.0.1:1,localhost:\(guarded.port)"
        let url = "postgresql://ann:\(GuardedServer.password)@\(hosts)/postgres?sslmode=require"
        let configuration = DatabaseConfiguration(connection: try ConnectionSettings(url: url))
        let port = Statement<Void, String>("connecting.port", "select current_setting('port')", nonNull: .all)
        try await Database.withDatabase(configuration) { database async throws in
            #expect(try await database.find(port()) == guarded.port)
        }
    }

    @Test("a server's own refusal ends the search, as in libpq")
    func refusal() async throws {
        let servers = try await Servers.shared.value
        let guarded = try await GuardedServer.shared.value
        let settings = try ConnectionSettings(
            url: "user=ann password=wrong dbname=postgres",
            overrides: ["host": "127.0.0.1,\(servers.folder("primary"))", "port": "\(guarded.port),5432"]
        )
        try await Database.withDatabase(DatabaseConfiguration(connection: settings)) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(folder()) }
            #expect(error?.sqlState == .invalidPassword)
        }
    }

    @Test(
        "a name server that never answers costs a host its share, not the others theirs, and does not hold up closing"
    )
    func hangingNames() async throws {
        let servers = try await Servers.shared.value
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let lookups = NameLookups { _ in
            gate.wait()
            return .failed(code: 0)
        }
        func configuration(_ hosts: String) throws -> DatabaseConfiguration {
            let text = "host=\(hosts) port=5432 user=postgres dbname=postgres"
            var configuration = DatabaseConfiguration(connection: try ConnectionSettings(url: text))
            configuration.lookups = lookups
            configuration.closeGrace = .seconds(300)
            return configuration
        }
        let both = try configuration("slow.example,\(servers.folder("primary"))")
        try await Database.withDatabase(both) { database async throws in
            #expect(try await database.find(folder()) == servers.folder("primary"))
        }
        var alone = try configuration("slow.example")
        alone.connectTimeout = .seconds(300)
        alone.connectHostTimeoutMax = .seconds(300)
        try await Database.withDatabase(alone) { database in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await withDeadline(.milliseconds(200)) { try await database.find(folder()) }
            }
            #expect(error?.category == .unavailable)
        }
    }
}
