// What a role may do decides what the record can do, and what is missing is told as what it is.
@testable import PostgreSQL
import TestSupport
import Testing

@testable import Records

@Suite("Rights and readiness")
struct RightsTests {
    @Test("every trouble of connecting has its name in the record's list")
    func names() {
        let known = Set(DatabaseTrouble.Kind.allCases.map(\.rawValue))
        for trouble in ConnectTrouble.allCases {
            #expect(known.contains(trouble.rawValue), "\(trouble)")
            #expect(
                DatabaseTrouble.Kind(rawValue: trouble.rawValue).map { DatabaseTrouble($0).english.isEmpty } == false
            )
        }
    }

    @Test("looking at the schema needs no right to change it, and leaves nothing behind", .database(.empty))
    func statusOnlyReads() async throws {
        let database = try #require(TestDatabase.current)
        let status = try await Migrator.withMigrator(database.connectionString, logger: .quiet) {
            try await $0.status()
        }
        #expect(status.currentVersion == 0)
        #expect(status.pending.count == SchemaFiles.bundled.migrations.count)
        try await TestDatabase.withDatabase(as: nil) { database in
            let readiness = try await Record(database: database).readiness()
            #expect(readiness.schemaVersion == 0)
            #expect(readiness.isWritable && !readiness.isReady)
        }
    }

    @Test("a role that may make no tables cannot migrate, and is told which right is missing", .database(.empty))
    func mayNotMigrate() async throws {
        let database = try #require(TestDatabase.current)
        await #expect {
            try await Migrator.withMigrator(database.connectionString, logger: .quiet) { try await $0.up() }
        } throws: { error in
            if case RecordError.forbidden(.migrate, _) = error { true } else { false }
        }
    }

    @Test("a role that may not use the tables is told so, wherever it asks", .database(.migrated))
    func mayNotUse() async throws {
        let current = try #require(TestDatabase.current)
        let owner = Database(try current.ownerSettings(), logger: .quiet)
        try await owner.withConnection { connection in
            _ = try await connection.executeScript(
                "revoke all on all tables in schema public from workup_service, workup_machine, workup"
            )
        }
        await owner.close()
        _ = try await TestDatabase.withDatabase { database in
            await #expect {
                _ = try await Record(database: database).readiness()
            } throws: { error in
                guard case RecordError.forbidden(.use, _) = error, let error = error as? RecordError else {
                    return false
                }
                return error.troubles.map(\.kind) == [.forbidden]
                    && error.troubles.first?.said == "permission denied for table schema_migration"
            }
        }
        await #expect {
            try await Migrator.withMigrator(current.connectionString, logger: .quiet) { try await $0.status() }
        } throws: { error in
            if case RecordError.forbidden(.use, _) = error { true } else { false }
        }
    }

    @Test("a server that refuses to begin a transaction that may write takes no changes")
    func standby() {
        var details = PostgreSQLError.Details(message: "cannot set transaction read-write mode during recovery")
        details.sqlState = .featureNotSupported
        details.statement = "transaction.begin"
        let error = RecordError(PostgreSQLError(.server, details))
        let isReadOnly = if case .readOnly = error { true } else { false }
        #expect(isReadOnly)
        #expect(error.troubles.map(\.kind) == [.readOnly])
    }

    @Test("a lock that is not had in time is a busy database; a statement that takes too long is one that is away")
    func lockTimeout() {
        var details = PostgreSQLError.Details(message: "canceling statement due to lock timeout")
        details.sqlState = .lockNotAvailable
        let isBusy = if case .busy = RecordError(PostgreSQLError(.timeout, details)) { true } else { false }
        #expect(isBusy)
        details.sqlState = .queryCanceled
        let isAway = if case .unavailable = RecordError(PostgreSQLError(.timeout, details)) { true } else { false }
        #expect(isAway)
    }
}
