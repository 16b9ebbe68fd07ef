// The database goes away and comes back: 503 within the deadline, then work goes on without a restart.
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The database away", .database(.clinic), .timeLimit(.minutes(1)))
struct DatabaseAwayTests {
    /// A door to the test's socket that can be closed: a folder with a link to it.
    struct Door {
        let folder: URL
        let link: URL
        let target: String
        let connection: String

        init(_ connection: String) throws {
            let host = try #require(connection.firstMatch(of: #/host='([^']+)'/#)?.output.1)
            let port = connection.firstMatch(of: #/port=(\d+)/#)?.output.1 ?? "5432"
            folder = FileManager.default.temporaryDirectory.appending(path: "workup-door-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            target = "\(host)/.s.PGSQL.\(port)"
            link = folder.appending(path: ".s.PGSQL.\(port)")
            self.connection = connection
            try open()
        }

        func open() throws {
            try FileManager.default.createSymbolicLink(atPath: link.path(), withDestinationPath: target)
        }

        func close() throws {
            try FileManager.default.removeItem(at: link)
        }
    }

    @Test("a request is answered 503 with Retry-After while it is away, and works again when it is back")
    func awayAndBack() async throws {
        let database = try #require(TestDatabase.current)
        let door = try Door(database.connectionString)
        defer { try? FileManager.default.removeItem(at: door.folder) }
        let settings = try ConnectionSettings(url: database.connectionString, overrides: ["host": door.folder.path()])
        var configuration = DatabaseConfiguration(connection: settings)
        configuration.connectionsMax = 2
        let pool = Database(configuration, logger: .quiet)
        let clinic = TestClinic(record: Record(database: pool))
        let token = try #require(try await ClinicClient.makeTokens(clinic)[.neurologist])
        let workup = try await clinic.openWorkup("Away")

        var service = TestService()
        service.checkReadiness = { await ServiceReadiness.check(clinic.record) }
        try await service.run(environment: clinic.environment) { client in
            let caller = ClinicClient(client: client, tokens: [.neurologist: token], clinic: clinic)
            let path = "/api/v1/workups/\(workup)"
            #expect(try await caller.send(.get, path).status == .ok)
            #expect(try await client.execute(uri: "/health/ready", method: .get).status == .ok)

            try door.close()
            try await Self.endConnections(of: database)
            let started = ContinuousClock.now
            for _ in 0..<3 {
                let away = try await caller.send(.get, path)
                #expect(away.status == .serviceUnavailable, "\(away.text)")
                #expect(away.headers[.retryAfter] != nil)
            }
            #expect(try await client.execute(uri: "/health/ready", method: .get).status == .serviceUnavailable)
            #expect(try await client.execute(uri: "/health/live", method: .get).status == .ok)
            #expect(ContinuousClock.now - started < .seconds(30))

            try door.open()
            var status = HTTPResponse.Status.serviceUnavailable
            for _ in 0..<50 where status != .ok {
                try await Task.sleep(for: .milliseconds(100))
                status = try await caller.send(.get, path).status
            }
            #expect(status == .ok)
        }
        await pool.close()
    }

    /// Ends every connection to the test's database but the one that asks for it.
    private static func endConnections(of database: TestDatabase) async throws {
        try await database.asOwner(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and usename = 'workup' and pid <> pg_backend_pid()
            """
        )
    }
}
