// TLS as libpq's modes have it, against a server with certificates of an authority of the tests' own.
import Foundation
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let tls = Statement<Void, Bool>(
    "connecting.tls",
    "select ssl from pg_stat_ssl where pid = pg_backend_pid()",
    nonNull: .all
)

@Suite("TLS modes let in and keep out as libpq's do", .usesServer, .timeLimit(.minutes(2)))
struct ConnectingTLSTests {
    struct Mode: Sendable, CustomTestStringConvertible {
        let name: String
        /// Keywords; `FOLDER` is that of the certificates.
        let settings: String
        var user = "ann"
        /// Whether TLS is spoken; nil where there is no connection.
        let isEncrypted: Bool?
        var says = ""
        var category = PostgreSQLError.Category.authentication
        var testDescription: String { name }
    }

    private static let all: [Mode] = [
        Mode(name: "disable", settings: "sslmode=disable", isEncrypted: false),
        Mode(name: "allow, where plain is let in", settings: "sslmode=allow", isEncrypted: false),
        Mode(name: "allow, where only TLS is let in", settings: "sslmode=allow", user: "encrypted", isEncrypted: true),
        Mode(name: "prefer", settings: "sslmode=prefer", isEncrypted: true),
        Mode(name: "prefer, where only plain is let in", settings: "sslmode=prefer", user: "plain", isEncrypted: false),
        Mode(name: "require", settings: "sslmode=require", isEncrypted: true),
        Mode(
            name: "require, with the right authority",
            settings: "sslmode=require sslrootcert=FOLDER/right.crt",
            isEncrypted: true
        ),
        Mode(
            name: "verify-ca, right",
            settings: "sslmode=verify-ca sslrootcert=FOLDER/right.crt host=127.0.0.1",
            isEncrypted: true
        ),
        Mode(
            name: "verify-ca, wrong",
            settings: "sslmode=verify-ca sslrootcert=FOLDER/other.crt",
            isEncrypted: nil,
            says: "not from an authority that is trusted here"
        ),
        Mode(
            name: "verify-full, right",
            settings: "sslmode=verify-full sslrootcert=FOLDER/right.crt",
            isEncrypted: true
        ),
        Mode(
            name: "verify-full, right by name although the address is given",
            settings: "sslmode=verify-full sslrootcert=FOLDER/right.crt host=localhost hostaddr=127.0.0.1",
            isEncrypted: true
        ),
        Mode(
            name: "verify-full, wrong authority",
            settings: "sslmode=verify-full sslrootcert=FOLDER/other.crt",
            isEncrypted: nil,
            says: "not from an authority that is trusted here"
        ),
        Mode(
            name: "verify-full, wrong name",
            settings: "sslmode=verify-full sslrootcert=FOLDER/right.crt host=127.0.0.1",
            isEncrypted: nil,
            says: "is for another name"
        ),
        Mode(
            name: "an authority's file that is none",
            settings: "sslmode=verify-full sslrootcert=FOLDER/nonsense.crt",
            isEncrypted: nil,
            says: "certificate or key file",
            category: .configuration
        ),
        Mode(name: "channel binding", settings: "sslmode=require channel_binding=require", isEncrypted: true),
        Mode(
            name: "channel binding without TLS",
            settings: "sslmode=disable channel_binding=require",
            isEncrypted: nil,
            says: "the way the connection settings demand"
        ),
        Mode(
            name: "a client's certificate",
            settings: "sslmode=require sslcert=FOLDER/certified.crt sslkey=FOLDER/certified.key",
            user: "certified",
            isEncrypted: true
        ),
        Mode(
            name: "no client's certificate where one is asked for",
            settings: "sslmode=require",
            user: "certified",
            isEncrypted: nil,
            says: "asks for a client's certificate of user certified"
        ),
        Mode(
            name: "a client's certificate from another authority",
            settings: "sslmode=require sslcert=FOLDER/stranger.crt sslkey=FOLDER/stranger.key",
            isEncrypted: nil,
            says: "TLS with the server"
        ),
        Mode(
            name: "a key that others can read",
            settings: "sslmode=require sslcert=FOLDER/certified.crt sslkey=FOLDER/open.key",
            isEncrypted: nil,
            says: "certificate or key file",
            category: .configuration
        ),
    ]

    @Test("each mode", arguments: all)
    func modes(_ mode: Mode) async throws {
        let guarded = try await GuardedServer.shared.value
        let more = mode.settings.replacing("FOLDER", with: guarded.certificates.folder.path)
        let configuration = DatabaseConfiguration(connection: try guarded.settings(mode.user, more))
        try await Database.withDatabase(configuration) { database async throws in
            guard let isEncrypted = mode.isEncrypted else {
                let error = await #expect(throws: PostgreSQLError.self) { try await database.find(tls()) }
                #expect(error?.category == mode.category)
                #expect(error?.description.contains(mode.says) == true, "\(error.debugDescription)")
                return
            }
            #expect(try await database.find(tls()) == isEncrypted)
        }
    }

    @Test("a server without TLS is refused where TLS is demanded, and taken where it is preferred")
    func none() async throws {
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket, onLoopback: true)
        defer { proxy.close() }
        for (mode, isTaken) in [("require", false), ("verify-full", false), ("prefer", true), ("allow", true)] {
            var overrides = proxy.address.connectionOverrides
            overrides["sslmode"] = mode
            overrides["sslrootcert"] = try await GuardedServer.shared.value.certificates.path("right.crt")
            try await Database.withDatabase(try server.configuration(overrides: overrides)) { database async throws in
                if isTaken {
                    #expect(try await database.find(tls()) == false)
                } else {
                    let error = await #expect(throws: PostgreSQLError.self) { try await database.find(tls()) }
                    #expect(error?.category == .authentication)
                    #expect(error?.description.contains("does not speak TLS") == true)
                }
            }
        }
    }

    @Test("large results and parameters pass over TLS, however small the pieces", arguments: [65_536, 1_399, 100])
    func large(chunkBytesMax: Int) async throws {
        let guarded = try await GuardedServer.shared.value
        let proxy = try SocketProxy(to: guarded.server.loopback)
        defer { proxy.close() }
        let bytes = chunkBytesMax > 1_000 ? 4_000_000 : 200_000
        let echo = Statement<String, String>("connecting.echo", "select $1 || repeat('y', length($1))", nonNull: .all)
        let rows = Statement<Int32, String>(
            "connecting.rows",
            "select repeat('x', 1000) from generate_series(1, $1)",
            nonNull: .all
        )
        let port = proxy.address.connectionOverrides["port"] ?? ""
        var configuration = DatabaseConfiguration(
            connection: try guarded.settings("encrypted", "sslmode=require port=\(port)")
        )
        configuration.connectionsMax = 2
        try await Database.withDatabase(configuration) { database async throws in
            #expect(try await database.find(tls()))
            proxy.behave(SocketProxy.Behaviour(chunkBytesMax: chunkBytesMax))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let echoed = try await database.find(echo(String(repeating: "x", count: bytes)))
                        #expect(echoed.utf8.count == 2 * bytes)
                        let fetched = try await database.fetchAll(rows(Int32(bytes / 1_000)))
                        #expect(fetched.count == bytes / 1_000)
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
