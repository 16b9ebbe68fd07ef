// A migrated record with a small clinic in it, for tests of what stands on the record.
import Foundation
package import Logging
package import PostgreSQL
package import Records
package import UseCases

extension TestTemplate {
    /// A migrated, empty database.
    package static let migrated = TestTemplate(texts: [SchemaFiles.bundled.fingerprint]) { connection in
        try await migrate(connection)
    }

    /// A migrated database with the bundled protocols, two organisations and a user of each role.
    package static let clinic = TestTemplate(texts: [SchemaFiles.bundled.fingerprint, "clinic 1"]) { connection in
        try await migrate(connection)
        try await withRecord(connection) { record in
            let clinic = TestClinic(record: record)
            try await clinic.furnish()
        }
    }

    private static func migrate(_ connection: String) async throws {
        try await withDatabase(connection) { database in
            try await Migrator(database: database, logger: .quiet).up()
            // A test is the service and the machine's administrator in turn, with one pool; a real service cannot be both.
            try await database.withConnection { connection in
                // Roles are the whole server's: another template may be given the same at this moment.
                _ = try await connection.executeScript(
                    """
                    do $$ begin grant workup_machine to \(TestDatabase.serviceLogin);
                    exception when unique_violation then null; end $$
                    """
                )
            }
        }
    }

    private static func withRecord(_ connection: String, _ body: (Record) async throws -> Void) async throws {
        try await withDatabase(connection) { try await body(Record(database: $0)) }
    }

    private static func withDatabase(_ connection: String, _ body: (Database) async throws -> Void) async throws {
        var configuration = DatabaseConfiguration(connection: try ConnectionSettings(url: connection))
        configuration.connectionsMax = 1
        let database = Database(configuration, logger: .quiet)
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

extension Logger {
    /// Says nothing.
    package static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension TestDatabase {
    /// The database of the running test, opened as the service's role, closed afterwards. As no role where the database was
    /// not migrated: the roles may not be there yet.
    package static func withDatabase<R>(
        as role: RecordRole? = .service,
        _ body: (Database) async throws -> R
    ) async throws -> R {
        guard let current else { preconditionFailure("a test that uses the database carries the .database trait") }
        var configuration = try current.settings()
        configuration.sessionSettings["role"] = role?.rawValue
        let database = Database(configuration, logger: .quiet)
        do {
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }

    /// Runs SQL as a superuser, for arranging what the service may not: the owner of the tables sees no patients either.
    package func asOwner(_ sql: String) async throws {
        _ = try await ownerRows(sql)
    }

    /// The rows of a query as a superuser.
    package func ownerRows(_ sql: String) async throws -> [[String?]] {
        let database = Database(try superuserSettings(), logger: .quiet)
        do {
            let rows = try await database.withConnection { connection in
                try await connection.executeScript(sql).last?.rows ?? []
            }
            await database.close()
            return rows
        } catch {
            await database.close()
            throw error
        }
    }

    /// The clinic in the database of the running test.
    package static func withClinic<R: Sendable>(
        criteria: @escaping Evaluator = TestCriteria.bundled,
        _ body: (TestClinic) async throws -> R
    ) async throws -> R {
        try await withDatabase { database in
            try await withLog(as: .reader) { log in
                try await body(TestClinic(record: Record(database: database), logReader: log, criteria: criteria))
            }
        }
    }

    /// The access log of the running test's database, opened as a role of the log, closed afterwards.
    package static func withLog<R: Sendable>(as role: LogRole, _ body: (Record) async throws -> R) async throws -> R {
        guard let current else { preconditionFailure("a test that uses the database carries the .database trait") }
        let pool = RecordPool(connectionsMax: 2, callTimeout: .seconds(30))
        return try await Record.withLog(current.ownerConnectionString, as: role, pool, logger: .quiet, body)
    }
}
