// The database away, as the log and the watchdogs see it: one line when it goes, one when it is back, quick answers.
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

@Suite("An outage of the database", .timeLimit(.minutes(1)))
struct OutageTests {
    @Test("begins with its first failed request and ends with the first work that is done")
    func trace() {
        let start = ContinuousClock.now
        var state = OutageState()
        var ended = state.worked(at: start)
        #expect(ended == nil)
        let news = (0..<3).map { state.failed(at: start + .seconds($0)) }
        #expect(news == [true, false, false])
        ended = state.worked(at: start + .seconds(3))
        #expect(ended == OutageState.Ended(failedCount: 3, lasted: .seconds(3)))
        ended = state.worked(at: start + .seconds(4))
        #expect(ended == nil)
        let isNewAgain = state.failed(at: start + .seconds(5))
        #expect(isNewAgain)
    }

    @Test("is one warning in the log, however many requests fail, and one line when it is over")
    func lines() async throws {
        var service = TestService()
        service.routes += [.failing(.get, .unavailable())]
        let log = service.log
        try await service.run(environment: try .without) { client in
            for _ in 0..<5 {
                try await client.expect("/probe", .serviceUnavailable)
            }
            try await client.expect("/health/ready", .ok)
            try await client.expect("/health/ready", .ok)
        }
        let warnings = log.all.filter { $0.contains(#""level":"warning""#) }
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("database away") == true)
        let ends = log.all.filter { $0.contains("database back") }
        #expect(ends.count == 1)
        #expect(ends.first?.contains(#""failedRequests":"5""#) == true)
    }

    @Test("a watchdog that finds the database away tells it once as well")
    func watchdog() async throws {
        var service = TestService()
        service.checkReadiness = { .databaseUnavailable }
        let log = service.log
        try await service.run(environment: try .without) { client in
            for _ in 0..<3 {
                try await client.expect("/health/ready", .serviceUnavailable)
            }
        }
        #expect(log.all.filter { $0.contains(#""level":"warning""#) }.count == 1)
    }

    @Test("problems are told in words, not as they are built")
    func words() throws {
        #expect(
            WorkupResponder.cause(Problem(.deadlineExceeded)) == ProblemCatalogue.known(.deadlineExceeded)?.meaning.en
        )
        struct Bare: Error { let secret = "hunter2" }
        #expect(WorkupResponder.cause(Bare()) == "Bare")
        var error = UseCaseError.unavailable(Bare())
        #expect(WorkupResponder.cause(error) == "database-unavailable: Bare")
        error.underlying = nil
        #expect(WorkupResponder.cause(error) == "database-unavailable")
    }

    @Test("after a read there is nothing to repeat with a key, after a change there is")
    func unknownOutcome() async throws {
        let error = UseCaseError(.outcomeUnknown, "outcome-unknown", en: "Unknown.", nl: "Onbekend.")
        var service = TestService()
        service.routes = [.failing(.get, error), .failing(.post, error)]
        try await service.run(environment: try .without) { client in
            for language in ["en", "nl"] {
                let read = try await client.execute(
                    uri: "/probe",
                    method: .get,
                    headers: [.acceptLanguage: language]
                )
                #expect(read.status == .serviceUnavailable)
                let type = try read.json["type"]?.string
                #expect(type == "/problems/read-interrupted")
                #expect(!read.text.contains("Idempotency-Key"))
                #expect(read.headers[.retryAfter] == "1")
            }
            let change = try await client.execute(uri: "/probe", method: .post)
            let type = try change.json["type"]?.string
            #expect(type == "/problems/outcome-unknown")
        }
    }

    @Test("a server that says nothing does not hold up those who ask whether all is well")
    func silentServer() async throws {
        let listener = try SilentListener()
        defer { listener.close() }
        let settings = try ConnectionSettings(
            url: "host=127.0.0.1 port=\(listener.port) dbname=d user=u sslmode=disable connect_timeout=600"
        )
        var configuration = DatabaseConfiguration(connection: settings)
        // What a request would wait: longer than this test may take.
        configuration.waitMax = .seconds(600)
        configuration.callTimeout = .seconds(600)
        let database = Database(configuration, logger: .quiet)
        let readiness = await ServiceReadiness.check(Record(database: database))
        #expect(readiness == .databaseUnavailable)
        await database.close()
    }

    @Test("a database whose sessions may only read is not ready", .database(.migrated))
    func readOnly() async throws {
        let database = try #require(TestDatabase.current)
        let settings = try ConnectionSettings(
            url: database.connectionString,
            overrides: ["options": "-c default_transaction_read_only=on"]
        )
        let readOnly = Database(DatabaseConfiguration(connection: settings), logger: .quiet)
        #expect(await ServiceReadiness.check(Record(database: readOnly)) == .databaseUnavailable)
        await readOnly.close()
        try await TestDatabase.withDatabase { database in
            #expect(await ServiceReadiness.check(Record(database: database)) == .ready)
        }
    }
}

extension TestClientProtocol {
    /// Asks, and expects a status.
    fileprivate func expect(_ path: String, _ status: HTTPResponse.Status) async throws {
        let response = try await execute(uri: path, method: .get)
        #expect(response.status == status)
    }
}

extension Route {
    /// A route of which nothing comes but an error.
    fileprivate static func failing(_ method: HTTPRequest.Method, _ error: UseCaseError) -> Route {
        Route(
            method: method,
            path: "/probe",
            operationID: "probe\(method.rawValue)",
            summary: "A probe.",
            tag: .service,
            success: .json("Fine.", Schema(("type", "object"))),
            handler: .open { _ in throw error }
        )
    }
}

/// A port where connections are taken by the system and nobody ever answers.
private final class SilentListener: Sendable {
    let port: Int
    private let descriptor: Int32

    struct Unusable: Error {}

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound, listen(descriptor, 16) == 0 else { throw Unusable() }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    func close() { _ = Foundation.close(descriptor) }
}
