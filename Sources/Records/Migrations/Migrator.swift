// Brings a database to the schema of this program: under a lock, file by file, each recorded with its checksum.
import FoundationEssentials
package import Logging
package import PostgreSQL

/// What stands between a database and the schema of this program.
package struct MigrationStatus: Sendable, Hashable {
    /// The highest migration applied; 0 on an empty database.
    package let currentVersion: Int
    /// The highest migration this program carries.
    package let targetVersion: Int
    /// The migrations still to be applied, in order.
    package let pending: [Migration]
    /// The functions and views whose text differs.
    package let changedObjects: [SchemaObject]

    /// Whether there is nothing to do.
    package var isCurrent: Bool { pending.isEmpty && changedObjects.isEmpty }
}

/// Why a database can not be migrated.
package enum MigrationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The database was migrated by a newer program.
    case newerSchema(found: Int, known: Int)
    /// A migration that was applied has another text now.
    case changedMigration(version: Int, name: String)
    /// A migration of this program is missing between ones that were applied.
    case skippedMigration(version: Int, name: String)

    /// What happened and what to do.
    package var description: String {
        switch self {
        case .newerSchema(let found, let known):
            "the database has schema \(found), this program knows up to \(known): run a program at least as new as the database"
        case .changedMigration(let version, let name):
            "migration \(version) (\(name)) was applied with another text: run the program version that applied it, or restore a backup"
        case .skippedMigration(let version, let name):
            "migration \(version) (\(name)) was never applied although later ones were: restore a backup, do not edit the table"
        }
    }
}

/// Applies migrations, functions and views. Needs a role that may create tables.
package struct Migrator: Sendable {
    private let database: Database
    private let files: SchemaFiles
    private let logger: Logger
    /// The key of the advisory lock that keeps two migrators apart.
    private static let lockKey: Int64 = 7_453_001
    /// How long one statement of a migration may take; `Record.withMigrator` lets the server allow as much.
    static let longest: Duration = .seconds(3_600)
    /// Half of what the server waits before it looks for a deadlock, and of what somebody may have to wait.
    private static let lockPatienceMilliseconds = 500
    /// With the pauses between them, some four minutes.
    private static let attemptsMax = 120
    /// Settings that a migration needs beside its text, which is what was applied elsewhere and cannot change.
    ///
    /// 17 derives relations one by one in a function that is planned while there are none: it would read all of them for
    /// each, and not end with 100,000 patients.
    private static let settings: [Int: String] = [17: "set local enable_seqscan = off;\n"]

    /// A migrator of a database, by default to the schema this program was built with.
    package init(database: Database, files: SchemaFiles = .bundled, logger: Logger) {
        self.database = database
        self.files = files
        self.logger = logger
    }

    /// What is applied and what is pending; only reads, and needs no right but to read the two bookkeeping tables.
    /// - Throws: `MigrationError`, `PostgreSQLError`.
    package func status() async throws -> MigrationStatus {
        try await database.withConnection { try await status(on: $0) }
    }

    /// Applies everything pending. Running it twice does nothing the second time.
    /// - Returns: what was pending before.
    /// - Throws: `MigrationError`, `PostgreSQLError`; the migration that failed left nothing behind.
    @discardableResult
    package func up() async throws -> MigrationStatus {
        try await database.withConnection { connection in
            try await connection.executeScript("select pg_advisory_lock(\(Migrator.lockKey))", timeout: .seconds(30))
            try await connection.executeScript(Migrator.bookkeeping, isStatic: true)
            let before = try await status(on: connection)
            for migration in before.pending {
                logger.info(
                    "applying migration",
                    metadata: ["version": "\(migration.version)", "name": "\(migration.name)"]
                )
                try await apply(migration, on: connection)
            }
            for object in before.changedObjects {
                try await applyGivingWay(object.text, named: object.path, on: connection)
                _ = try await connection.execute(MigrationStatements.recordObject(object.path, object.checksum))
            }
            try await connection.executeScript("select pg_advisory_unlock(\(Migrator.lockKey))", timeout: .seconds(30))
            return before
        }
    }

    private func apply(_ migration: Migration, on connection: LeasedConnection) async throws {
        // Number, name and checksum come from our own files: digits, letters and underscores.
        let record = """
            insert into schema_migration (version, name, checksum, applied_at)
            values (\(migration.version), '\(migration.name)', '\(migration.checksum)', now());
            """
        if migration.isTransactional {
            let settings = Migrator.settings[migration.version] ?? ""
            try await applyGivingWay("\(settings)\(migration.text)\n;\(record)", named: migration.name, on: connection)
        } else {
            try await connection.executeScript(migration.text, isStatic: true, timeout: Migrator.longest)
            try await connection.executeScript(record, isStatic: true)
        }
    }

    /// Applies a text as one transaction, however often it has to begin again.
    ///
    /// Whoever comes while this waits for a lock waits behind it. So it does not wait for long: it lets go of everything it
    /// holds, which those others then get, and begins anew a little later. A deadlock ends in the same way, before the
    /// server looks for one and takes somebody else's transaction.
    private func applyGivingWay(_ text: String, named name: String, on connection: LeasedConnection) async throws {
        let script = "begin; set local lock_timeout = '\(Migrator.lockPatienceMilliseconds)ms';\n\(text)\n;commit;"
        for attempt in 1...Migrator.attemptsMax {
            do throws(PostgreSQLError) {
                try await connection.executeScript(script, isStatic: true, timeout: Migrator.longest)
                return
            } catch {
                let isInTheWay = error.sqlState == .lockNotAvailable || error.sqlState == .deadlockDetected
                guard isInTheWay, attempt < Migrator.attemptsMax else { throw error }
                logger.info("giving way", metadata: ["name": "\(name)", "attempt": "\(attempt)"])
            }
            try await connection.executeScript("rollback")
            try await Task.sleep(for: .milliseconds(min(100 * attempt, 2_000)))
        }
    }

    private func status(on connection: LeasedConnection) async throws -> MigrationStatus {
        let (hasMigrations, hasObjects) = try await connection.find(MigrationStatements.bookkeeping())
        let applied = hasMigrations ? try await connection.fetchAll(MigrationStatements.applied()) : []
        let objects = hasObjects ? try await connection.fetchAll(MigrationStatements.objects()) : []
        return try Migrator.status(
            files: files,
            applied: applied.map { (Int($0.0), $0.2) },
            objects: Dictionary(uniqueKeysWithValues: objects)
        )
    }

    /// The decision alone: what to apply, or why not.
    static func status(
        files: SchemaFiles,
        applied: [(version: Int, checksum: String)],
        objects: [String: String]
    ) throws(MigrationError) -> MigrationStatus {
        let current = applied.map(\.version).max() ?? 0
        let known = files.migrations.last?.version ?? 0
        guard current <= known else { throw .newerSchema(found: current, known: known) }
        let checksums = Dictionary(uniqueKeysWithValues: applied.map { ($0.version, $0.checksum) })
        for migration in files.migrations where migration.version <= current {
            guard let checksum = checksums[migration.version] else {
                throw .skippedMigration(version: migration.version, name: migration.name)
            }
            guard checksum == migration.checksum else {
                throw .changedMigration(version: migration.version, name: migration.name)
            }
        }
        return MigrationStatus(
            currentVersion: current,
            targetVersion: known,
            pending: files.migrations.filter { $0.version > current },
            changedObjects: files.objects.filter { objects[$0.path] != $0.checksum }
        )
    }

    private static let bookkeeping = """
        create table if not exists schema_migration (
            version integer not null,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null,
            constraint schema_migration_pkey primary key (version)
        );
        create table if not exists schema_object (
            path text not null,
            checksum text not null,
            applied_at timestamptz not null,
            constraint schema_object_pkey primary key (path)
        );
        """
}
