// What a person is told of connection settings before and after they are used: faults, shown texts, advice per server.
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Connection settings are shown and checked without connecting")
struct ConnectingAdviceTests {
    @Test(
        "what is shown is what libpq read, without secrets",
        arguments: [
            ("postgresql://u:secret@h/d", "user=u password=*** host=h dbname=d"),
            (
                "postgres://u@h:5/d?sslmode=require&connect_timeout=3",
                "user=u host=h port=5 dbname=d connect_timeout=3 sslmode=require"
            ),
            ("host=h password='se cret\\' x' dbname='my db'", "password=*** host=h dbname='my db'"),
            ("postgresql://u:se%40cr%2Fet@h/d", "user=u password=*** host=h dbname=d"),
            ("postgresql://u:se#cret@h/d", "user=u password=*** host=h dbname=d"),
            ("postgresql://ann%40corp:secret@h/d", "user=ann@corp password=*** host=h dbname=d"),
            ("host=h sslpassword=secret", "host=h sslpassword=***"), ("host=@abstract", "host=@abstract"), ("", ""),
        ]
    )
    func shown(text: String, shown: String) throws {
        let settings = try ConnectionSettings(url: text)
        #expect(settings.shown == shown)
        #expect(settings.mayHoldPassword == text.contains("se"))
    }

    @Test(
        "nothing is shown where anything looks like a piece of a password",
        arguments: [
            "postgresql://u:se/cret@h/d", "postgresql://u:se@cret@h/d", "postgresql://u@corp:secret@h/d",
            "postgresql://u:12/34@h/d", "dbname=postgresql://u:secret@h/d", "postgresql://u:secret@h:12x/d",
            "host=h dbname=d application_name=u:secret@h", "host=u:secret@h",
        ]
    )
    func pieces(text: String) throws {
        let settings = try ConnectionSettings(url: text)
        #expect(settings.shown == nil)
        #expect(settings.shownEffective == nil || !text.hasPrefix("postgresql"))
        #expect(settings.mayHoldPassword)
    }

    @Test(
        "faults that libpq would find when connecting are found before, and nothing of the values is said",
        arguments: [
            ("sslmode=hunter2", "invalid sslmode value"), ("port=hunter2", "connection option \"port\""),
            ("port=99999", "invalid port number"), ("host=a,b port=1,hunter2", "connection option \"port\""),
            ("host=a,b port=1,2,3", "could not match 3 port numbers to 2 hosts"),
            ("target_session_attrs=hunter2", "invalid target_session_attrs value"),
            ("connect_timeout=hunter2", "\"connect_timeout\""), ("tcp_user_timeout=hunter2", "\"tcp_user_timeout\""),
            ("service=hunter2", "definition of service"), ("gssencmode=hunter2", "invalid gssencmode value"),
            ("channel_binding=hunter2", "invalid channel_binding value"),
            ("dbname=postgresql://u:hunter2@h/d", "a URL stands where the database's name should be"),
            ("postgresql://u:hun@ter2@h/d", "password was not escaped"),
            ("postgresql://u:hun/ter2@h/d", "password was not escaped"),
        ]
    )
    func faults(text: String, says: String) throws {
        let error = try #require(try ConnectionSettings(url: text).fault())
        #expect(error.description.contains(says), "\(error)")
        #expect(error.hint != nil)
        for piece in ["hunter2", "ter2"] { #expect(!String(reflecting: error).contains(piece)) }
    }

    @Test(
        "settings that can be used have no fault, whoever is or is not there",
        arguments: [
            "", "host=no-such-host.invalid", "host=/nonexistent port=7", "host=a,b port=1,2 connect_timeout=5",
            "postgresql://u:p%40%2F@[::1]:5433,h2/d?sslmode=verify-full&target_session_attrs=prefer-standby",
            "host=@abstract keepalives_idle=3", "hostaddr=127.0.0.1 port=1",
        ]
    )
    func sound(text: String) throws {
        let fault = try ConnectionSettings(url: text).fault()
        #expect(fault == nil, "\(String(describing: fault))")
    }

    @Test("words that libpq cannot read come with advice, and without the words")
    func unreadable() {
        for text in ["http://u:hunter2@h/d", "host=h pasword=hunter2", "postgresql://u:%zzhunter2@h/d"] {
            let error = #expect(throws: PostgreSQLError.self) { try ConnectionSettings(url: text) }
            #expect(error?.category == .configuration)
            #expect(error?.hint != nil)
            #expect(error.map { String(reflecting: $0).contains("hunter2") } == false)
        }
    }

    @Test("several hosts with troubles of different kinds each have their own advice")
    func perHost() {
        let settings = EffectiveSettings(values: ["host": "a,b", "port": "1,2"])
        let places = HostEntry.entries(of: settings).map { ServerPlace($0, settings) }
        let error = ConnectFailure.error(of: [
            ConnectFailure(.serverFull, place: places[0]), ConnectFailure(.nobodyListens, place: places[1]),
        ])
        #expect(error.hint?.hasPrefix("for the server at a:1: raise max_connections") == true)
        #expect(error.hint?.contains("; for the server at b:2: check host and port") == true)
        #expect(error.connectReports.map(\.trouble) == [.serverFull, .nobodyListens])
        let same = ConnectFailure.error(of: places.map { ConnectFailure(.silent, place: $0) })
        #expect(same.hint == ConnectTrouble.silent.advice)
        #expect(same.connectReports.map(\.place) == places)
    }
}

@Suite("A server that takes a login and says nothing more", .timeLimit(.minutes(1)))
struct SilentAfterLoginTests {
    private static let one = Statement<Void, Int32>("silent.one", "select 1")

    @Test("costs its share of the time, and the next host is asked")
    func next() async throws {
        let silent = try PretendingServer()
        defer { silent.close() }
        let server = try await PrivateServer.shared.value
        let real = server.socket.connectionOverrides
        let settings = try ConnectionSettings(
            url: "dbname=postgres user=postgres sslmode=disable gssencmode=disable",
            overrides: [
                "host": "127.0.0.1,\(real["host"] ?? "")", "port": "\(silent.port),\(real["port"] ?? "5432")",
            ]
        )
        var configuration = DatabaseConfiguration(connection: settings)
        // Without its share it would wait for this.
        configuration.callTimeout = .seconds(600)
        configuration.waitMax = .seconds(600)
        let answer = try await Database.withDatabase(configuration) { try await $0.find(Self.one()) }
        #expect(answer == 1)
    }

    @Test("alone, it is said to be so")
    func alone() async throws {
        let silent = try PretendingServer()
        defer { silent.close() }
        let settings = try ConnectionSettings(
            url: "host=127.0.0.1 port=\(silent.port) dbname=d user=ann sslmode=disable gssencmode=disable"
        )
        var configuration = DatabaseConfiguration(connection: settings)
        configuration.connectTimeout = .milliseconds(500)
        let error = try await Database.withDatabase(configuration) { database in
            await #expect(throws: PostgreSQLError.self) { try await database.find(Self.one()) }
        }
        #expect(error?.category == .unavailable)
        #expect(error?.description.contains("took the login of user ann and then said nothing more") == true)
        #expect(error?.hint?.contains("pooler") == true)
    }
}

/// Lets everybody log in as PostgreSQL does, and says nothing after that.
private final class PretendingServer: Sendable {
    let port: Int
    private let listener: Int32
    private let hasEnded = DispatchSemaphore(value: 0)

    init() throws {
        let (descriptor, port) = try listenOnLoopback()
        self.port = port
        listener = descriptor
        Thread.detachNewThread { [hasEnded] in
            var clients: [Int32] = []
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { break }
                clients.append(client)
                var bytes = [UInt8](repeating: 0, count: 1_024)
                // AuthenticationOk, then ReadyForQuery.
                let welcome: [UInt8] = [0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5A, 0, 0, 0, 5, 0x49]
                if read(client, &bytes, bytes.count) > 0 {
                    _ = send(client, welcome, welcome.count, Int32(MSG_NOSIGNAL))
                }
            }
            for client in clients { _ = Foundation.close(client) }
            hasEnded.signal()
        }
    }

    /// Call it once.
    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        hasEnded.wait()
        _ = Foundation.close(listener)
    }
}
