// Everything that keeps a connection from being made: each with its own words, and never with the password.
import EmbeddedPostgreSQL
import Foundation
import Logging
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("connecting.one", "select 1")

@Suite("What keeps a connection from being made says so, and what to do", .usesServer, .timeLimit(.minutes(2)))
struct ConnectingErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// Keywords that count more than those of a user who gets in; `PORT` is the guarded server's.
        let settings: String
        let category: PostgreSQLError.Category
        let says: String
        var advises: String?
        var state: SQLState?
        var testDescription: String { name }
    }

    private static let cases: [Case] = [
        Case(
            name: "unknown host",
            settings: "host=no-such-host.invalid",
            category: .unavailable,
            says: "host no-such-host.invalid is not known",
            advises: "check the host"
        ),
        Case(
            name: "no listener",
            settings: "host=127.0.0.1 port=1",
            category: .unavailable,
            says: "no server listens at 127.0.0.1:1",
            advises: "check host and port"
        ),
        Case(
            name: "no socket",
            settings: "host=/nonexistent port=7",
            category: .unavailable,
            says: "no server listens at /nonexistent/.s.PGSQL.7"
        ),
        Case(
            name: "wrong password",
            settings: "password=hunter2canary-wrong",
            category: .authentication,
            says: "refused the password of user ann",
            advises: "check user and password",
            state: .invalidPassword
        ),
        Case(
            name: "unknown user",
            settings: "user=nobody",
            category: .authentication,
            // The server does not tell strangers who is known to it.
            says: "refused the password of user nobody",
            state: .invalidPassword
        ),
        Case(
            name: "unknown user where no password is asked",
            settings: "user=ghost",
            category: .authentication,
            says: "knows no user ghost that may log in",
            state: .invalidAuthorization
        ),
        Case(
            name: "a role that may not log in",
            settings: "user=sleeper",
            category: .authentication,
            says: "knows no user sleeper that may log in",
            state: .invalidAuthorization
        ),
        Case(
            name: "not in pg_hba.conf",
            settings: "user=unwelcome",
            category: .authentication,
            says: "does not admit user unwelcome to database postgres",
            advises: "pg_hba.conf",
            state: .invalidAuthorization
        ),
        Case(
            name: "not admitted without TLS",
            settings: "user=encrypted sslmode=disable",
            category: .authentication,
            says: "does not admit user encrypted",
            state: .invalidAuthorization
        ),
        Case(
            name: "wrong password, with the other TLS way not admitted",
            settings: "user=encrypted password=hunter2canary-wrong sslmode=prefer",
            category: .authentication,
            says: "refused the password of user encrypted",
            state: .invalidPassword
        ),
        Case(
            name: "unknown database",
            settings: "dbname=nowhere",
            category: .authentication,
            says: "has no database nowhere",
            state: .invalidCatalogName
        ),
        Case(
            name: "a database one may not enter",
            settings: "dbname=forbidden",
            category: .authentication,
            says: "does not let user ann into database forbidden",
            advises: "grant connect",
            state: .insufficientPrivilege
        ),
        Case(
            name: "a database that is closed",
            settings: "dbname=closed",
            category: .unavailable,
            says: "takes no connections to database closed",
            state: .objectNotInPrerequisiteState
        ),
        Case(
            name: "a role that has used up its connections",
            settings: "user=full",
            category: .unavailable,
            says: "has no connection left for user full",
            advises: "raise the role's connection limit",
            state: .tooManyConnections
        ),
        Case(
            name: "a database that has used up its connections",
            settings: "dbname=crowded",
            category: .unavailable,
            says: "has no connection left for database crowded",
            advises: "raise the database's connection limit",
            state: .tooManyConnections
        ),
        Case(
            name: "a setting that the server does not know",
            settings: "options='-c nothing_of_the_kind=1'",
            category: .configuration,
            says: "does not take the settings",
            advises: "check options",
            state: .undefinedObject
        ),
        Case(
            name: "a certificate that cannot be read",
            settings: "sslmode=require sslcert=/dev/null sslkey=/dev/null",
            category: .configuration,
            says: "certificate or key file",
            advises: "sslcert"
        ),
        Case(
            name: "no authority's certificate",
            settings: "sslmode=verify-full sslrootcert=/nonexistent/ca",
            category: .configuration,
            says: "certificate or key file",
            advises: "sslrootcert"
        ),
        Case(
            name: "an unknown service",
            settings: "service=nowhere",
            category: .configuration,
            says: "definition of service \"…\" not found",
            advises: "PGSERVICEFILE"
        ),
        Case(
            name: "a value that libpq does not know",
            settings: "sslmode=hunter2canary",
            category: .configuration,
            says: "invalid sslmode value"
        ),
        Case(
            name: "a port that is none",
            settings: "port=hunter2canary",
            category: .configuration,
            says: "invalid integer value \"…\" for connection option \"port\""
        ),
        Case(
            name: "more ports than hosts",
            settings: "host=a,b port=1,2,3",
            category: .configuration,
            says: "could not match 3 port numbers to 2 hosts"
        ),
    ]

    @Test("each trouble has its category, its words and its advice, without the password", arguments: cases)
    func troubles(_ example: Case) async throws {
        let guarded = try await GuardedServer.shared.value
        var overrides: [String: String] = ["dbname": "postgres"]
        for (keyword, value) in try ConnectionSettings(url: example.settings).parameters { overrides[keyword] = value }
        let settings = try ConnectionSettings(
            url: "postgresql://ann:\(GuardedServer.password)@localhost:\(guarded.port)/postgres",
            overrides: overrides
        )
        let (error, texts) = try await failure(settings)
        #expect(error.category == example.category)
        #expect(error.sqlState == example.state)
        #expect(error.description.contains(example.says), "\(error)")
        if let advice = example.advises { #expect(error.hint?.contains(advice) == true) }
        #expect(!texts.contains("hunter2canary"))
    }

    @Test("no password where one is needed")
    func noPassword() async throws {
        let guarded = try await GuardedServer.shared.value
        for user in ["ann", "md5"] {
            let settings = try ConnectionSettings(
                url: "host=localhost port=\(guarded.port) dbname=postgres user=\(user) passfile=/nonexistent"
            )
            let (error, _) = try await failure(settings)
            #expect(error.category == .authentication)
            #expect(error.description.contains("asks for a password of user \(user), and there is none"))
        }
    }

    @Test("the password file gives the password, and is never shown either")
    func passwordFile() async throws {
        let guarded = try await GuardedServer.shared.value
        let file = guarded.certificates.folder.appending(path: uniqueName("passwords"))
        func settings(_ password: String) throws -> ConnectionSettings {
            try Data("localhost:\(guarded.port):*:ann:\(password)\n".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
            return try ConnectionSettings(
                url: "host=localhost port=\(guarded.port) dbname=postgres user=ann passfile=\(file.path)"
            )
        }
        let right = DatabaseConfiguration(connection: try settings(GuardedServer.password))
        #expect(try await Database.withDatabase(right) { try await $0.find(one()) } == 1)
        let (error, texts) = try await failure(try settings("hunter2canary-wrong"))
        #expect(error.sqlState == .invalidPassword)
        #expect(!texts.contains("hunter2canary"))
    }

    @Test("a server that accepts and says nothing, one that hangs up, and one that speaks HTTP")
    func strangers() async throws {
        let guarded = try await GuardedServer.shared.value
        let proxy = try SocketProxy(to: guarded.server.loopback)
        defer { proxy.close() }
        let http = try SayingServer("HTTP/1.1 400 Bad Request\r\n\r\n")
        defer { http.close() }
        let proxied = proxy.address.connectionOverrides
        let cases: [(SocketProxy.Arrival, [String: String], String)] = [
            (.ignore, proxied, "did not answer in time"), (.refuse, proxied, "hung up"),
            (.connect, ["host": "127.0.0.1", "port": "\(http.port)"], "is no PostgreSQL server"),
            (.connect, ["host": "127.0.0.1", "port": "\(http.port)", "sslmode": "disable"], "is no PostgreSQL server"),
        ]
        for (arrival, overrides, words) in cases {
            proxy.behave(SocketProxy.Behaviour(arrival: arrival))
            let settings = try ConnectionSettings(
                url: "user=ann dbname=postgres password=\(GuardedServer.password)",
                overrides: overrides
            )
            let (error, texts) = try await failure(settings) { $0.connectTimeout = .milliseconds(500) }
            #expect(error.category == .unavailable)
            #expect(error.description.contains(words), "\(error)")
            #expect(!texts.contains("hunter2canary"))
        }
    }

    @Test("a server that is shutting down")
    func shuttingDown() async throws {
        let server = try await PrivateServer.startedAnew()
        defer { server.remove() }
        try await withOneConnection(to: server) { connection async throws in
            // A smart shutdown waits for this connection and lets no other in.
            try await connection.executeScript(
                "copy (select 1) to program 'cat > /dev/null; kill -TERM $(head -n 1 postmaster.pid)'"
            )
            let settings = try ConnectionSettings(url: server.url())
            var caught: PostgreSQLError?
            let isShuttingDown = try await eventually {
                let database = Database(DatabaseConfiguration(connection: settings))
                do { _ = try await database.find(one()) } catch { caught = error as? PostgreSQLError }
                await database.close()
                return caught?.sqlState == .cannotConnectNow
            }
            #expect(isShuttingDown)
            #expect(caught?.category == .unavailable)
            #expect(caught?.description.contains("is starting up or shutting down") == true)
            #expect(try await connection.find(one()) == 1)
        }
    }

    private func withOneConnection(
        to server: PrivateServer,
        _ body: (LeasedConnection) async throws -> Void
    ) async throws {
        try await Database.withDatabase(try server.configuration(connectionsMax: 1)) { database in
            try await database.withConnection { try await body($0) }
        }
    }

    @Test(
        "a URL whose password was not escaped shows no part of it",
        arguments: [
            "postgresql://ann:hun@ter2canary@127.0.0.1:1/x", "postgresql://ann:77/ter2canary@127.0.0.1/x",
            "postgresql://ann@corp:ter2canary@127.0.0.1/x", "postgresql://ann:ter2/canary@127.0.0.1/x",
        ]
    )
    func unescaped(url: String) async throws {
        let (error, texts) = try await failure(try ConnectionSettings(url: url))
        #expect([.unavailable, .configuration].contains(error.category))
        #expect(error.description.contains("password was not escaped"))
        #expect(error.hint?.contains("%40") == true)
        for piece in ["ter2", "canary", ":77"] { #expect(!texts.contains(piece)) }
    }

    /// The error of a first use, and every text that anyone could see of it.
    private func failure(
        _ settings: ConnectionSettings,
        _ change: (inout DatabaseConfiguration) -> Void = { _ in }
    ) async throws -> (PostgreSQLError, texts: String) {
        var configuration = DatabaseConfiguration(connection: settings)
        change(&configuration)
        let lines = KeepingLogHandler.Lines()
        var texts = "\(configuration) \(String(reflecting: configuration))"
        let caught = try await Database.withDatabase(configuration, logger: KeepingLogHandler.logger(lines)) {
            database in
            let caught = await #expect(throws: PostgreSQLError.self) { try await database.find(one()) }
            dump(database.configuration, to: &texts)
            dump(database.pool, to: &texts)
            return caught
        }
        let error = try #require(caught)
        texts += "\(error) \(error.debugDescription) \(String(reflecting: error)) \(error.serverMessage)"
        dump(error, to: &texts)
        texts += lines.all.joined(separator: "\n")
        #expect(lines.all.contains { $0.hasPrefix("warning") })
        return (error, texts)
    }
}
