// The settings that every session begins with, whatever others have to say about them.
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let names = [
    "DateStyle", "IntervalStyle", "TimeZone", "extra_float_digits", "bytea_output", "standard_conforming_strings",
    "client_min_messages", "client_encoding", "statement_timeout", "lock_timeout",
    "idle_in_transaction_session_timeout", "client_connection_check_interval", "search_path", "application_name",
]

private let shown = Statement<[String], (String, String)>(
    "connecting.settings",
    "select name, setting from pg_catalog.pg_settings where name = any($1)",
    nonNull: .all
)

private let expected = [
    "DateStyle": "ISO, DMY", "IntervalStyle": "iso_8601", "TimeZone": "UTC", "extra_float_digits": "1",
    "bytea_output": "hex", "standard_conforming_strings": "on", "client_min_messages": "notice",
    "client_encoding": "UTF8", "statement_timeout": "30000", "lock_timeout": "10000",
    "idle_in_transaction_session_timeout": "60000", "client_connection_check_interval": "5000",
    "search_path": "pg_catalog, \"a b\"", "application_name": "workup",
]

/// What a session begins with; the order of day and month, which ISO does not use, may be anyone's.
private func begin(_ configuration: DatabaseConfiguration) async throws -> [String: String] {
    var configuration = configuration
    configuration.sessionSettings["search_path"] = "pg_catalog, \"a b\""
    let rows = try await Database.withDatabase(configuration) { try await $0.fetchAll(shown(names)) }
    var values = Dictionary(uniqueKeysWithValues: rows)
    if values["DateStyle"]?.hasPrefix("ISO, ") == true { values["DateStyle"] = "ISO, DMY" }
    return values
}

@Suite("Every session begins with the same settings", .usesServer, .timeLimit(.minutes(1)))
struct ConnectingSessionTests {
    private static let contrary = [
        "DateStyle": "German", "IntervalStyle": "sql_standard", "TimeZone": "Asia/Tokyo", "extra_float_digits": "-3",
        "bytea_output": "escape", "standard_conforming_strings": "off", "client_min_messages": "error",
        "client_encoding": "LATIN1", "statement_timeout": "1h", "lock_timeout": "1h",
        "idle_in_transaction_session_timeout": "1h", "client_connection_check_interval": "0", "search_path": "public",
        "application_name": "another",
    ]

    @Test("what a role, a database or a role in a database is given counts less")
    func roles() async throws {
        let server = try await PrivateServer.shared.value
        let (role, database) = (uniqueName("contrary_role"), uniqueName("contrary_database"))
        try await withDatabase(connectionsMax: 1) { own in
            try await script("create role \(role) login", on: own)
            try await script("create database \(database)", on: own)
            for (name, value) in Self.contrary {
                for target in ["role \(role)", "database \(database)", "role \(role) in database \(database)"] {
                    try await script("alter \(target) set \(name) = '\(value)'", on: own)
                }
            }
        }
        let configuration = try server.configuration(overrides: ["user": role, "dbname": database])
        #expect(try await begin(configuration) == expected)
    }

    @Test("what the settings' own options say counts less, but for what is nobody else's business")
    func options() async throws {
        let server = try await PrivateServer.shared.value
        let options = Self.contrary.filter { $0.key != "application_name" && $0.key != "client_encoding" }
            .map { "-c \($0.key)=\($0.value)" }.joined(separator: " ")
        let overrides = ["options": options + " -c work_mem=77kB", "client_encoding": "LATIN1"]
        #expect(try await begin(try server.configuration(overrides: overrides)) == expected)
        let memory = Statement<Void, String>("connecting.memory", "show work_mem", nonNull: .all)
        let configuration = try server.configuration(overrides: overrides)
        #expect(try await Database.withDatabase(configuration) { try await $0.find(memory()) } == "77kB")
        let named = try await begin(try server.configuration(overrides: ["application_name": "mine"]))
        #expect(named["application_name"] == "mine")
    }

    @Test("the environment's PGOPTIONS, PGTZ, PGDATESTYLE and PGCLIENTENCODING count less")
    func environment() async throws {
        let url = try await PrivateServer.shared.value.url()
        // In a process of its own: an environment is everybody's.
        await #expect(processExitsWith: .success) { [url = url as String] in
            setenv("PGOPTIONS", "-c IntervalStyle=sql_standard -c extra_float_digits=-3 -c search_path=public", 1)
            setenv("PGTZ", "Asia/Tokyo", 1)
            setenv("PGDATESTYLE", "German", 1)
            setenv("PGCLIENTENCODING", "LATIN1", 1)
            let values = try await begin(DatabaseConfiguration(connection: try ConnectionSettings(url: url)))
            guard values == expected else { exit(7) }
        }
    }

    @Test("a service file is read, and what it says of options and of the line is kept")
    func service() async throws {
        let server = try await PrivateServer.shared.value
        let file = URL(filePath: "/tmp").appending(path: uniqueName("pg-tests-service"))
        let text = """
            [clinic]
            host=/nonexistent,\(server.socketFolder)
            port=1,5432
            dbname=postgres
            user=postgres
            options=-c work_mem=99kB
            keepalives_idle=9
            """
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        await #expect(processExitsWith: .success) { [path = file.path as String] in
            setenv("PGSERVICEFILE", path, 1)
            let settings = try ConnectionSettings(url: "service=clinic")
            let effective = try EffectiveSettings(settings)
            let configuration = DatabaseConfiguration(connection: settings)
            let parameters = configuration.target.parameters(effective, at: HostEntry(host: "h"), kind: nil)
            // Nothing of ours may push aside what the service says.
            guard parameters["keepalives_idle"] == nil, parameters["keepalives_count"] == "3" else { exit(6) }
            let memory = Statement<Void, String>("connecting.memory", "show work_mem", nonNull: .all)
            let found = try await Database.withDatabase(configuration) { try await $0.find(memory()) }
            guard found == "99kB" else { exit(7) }
        }
    }

    #if os(Linux)
        @Test("a peer that vanished is noticed: the socket's own timers are set")
        func timers() async throws {
            let guarded = try await GuardedServer.shared.value
            func timers(_ more: String) async throws -> [Int32] {
                let settings = try guarded.settings("ann", more)
                let configuration = DatabaseConfiguration(connection: settings)
                return try await onThread {
                    let waker = try Waker()
                    let connection = try PGConnection.connected(to: configuration.target, waker: waker) { nil }
                    let options = [TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_USER_TIMEOUT]
                    return options.map { option in
                        var value: Int32 = -1
                        var length = socklen_t(MemoryLayout<Int32>.size)
                        getsockopt(connection.socket, Int32(IPPROTO_TCP), option, &value, &length)
                        return value
                    }
                }
            }
            #expect(try await timers("") == [5, 3, 3, 10_000])
            #expect(try await timers("keepalives_idle=7 tcp_user_timeout=1234") == [7, 3, 3, 1_234])
        }
    #endif
}
