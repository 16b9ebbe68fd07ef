// A data folder for one test, and `psql` to look into its server.
import Foundation
import Logging
import Testing

@testable import EmbeddedPostgreSQL

/// A folder below /tmp that goes when the test is over; short, since a socket's address is short.
struct ScratchFolder {
    let path: String

    init() throws {
        path = "/tmp/workup-embedded-\(UUID().uuidString.prefix(8).lowercased())"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        // The folder above the data is passed through by the account that runs the server.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    var configuration: EmbeddedServerConfiguration {
        EmbeddedServerConfiguration(dataFolder: "\(path)/data", startTimeout: .seconds(60), waitTimeout: .seconds(5))
    }

    func remove() throws {
        try FileManager.default.removeItem(atPath: path)
    }

    static func with<R>(_ body: (ScratchFolder) async throws -> R) async throws -> R {
        let folder = try ScratchFolder()
        do {
            let result = try await body(folder)
            try folder.remove()
            return result
        } catch {
            try folder.remove()
            throw error
        }
    }
}

let quiet = Logger(label: "embedded") { _ in SwiftLogNoOpLogHandler() }

extension EmbeddedServer {
    /// The process that serves the data folder now.
    var process: Int32? {
        PostmasterFile.running(dataFolder: "\(dataFolder)/data")?.processIdentifier
    }

    /// One statement through `psql`, its answer as bare text.
    func query(_ sql: String, owner: Bool = false) async throws -> String {
        let installation = try await PostgreSQLInstallation.find()
        let account = try Account.serving(dataFolder: dataFolder)
        let psql = Program(path: "\(installation.binFolder)/psql", account: account, workingFolder: "/")
        let outcome = try await psql.run([
            "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--command=\(sql)",
            owner ? ownerConnectionString : connectionString,
        ])
        guard outcome.isSuccess else { throw QueryFailure(words: outcome.errors) }
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Expects one answer from the service's role.
    func expect(
        _ sql: String,
        _ expected: String,
        eventually: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = eventually ? try await queryEventually(sql) : try await query(sql)
        #expect(answer == expected, "\(sql)", sourceLocation: sourceLocation)
    }

    /// Asks until the server answers again.
    func queryEventually(_ sql: String) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            do {
                return try await query(sql)
            } catch let failure as QueryFailure where ContinuousClock.now < deadline {
                _ = failure
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }
}

struct QueryFailure: Error {
    let words: String
}
