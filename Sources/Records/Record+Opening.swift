// Opening a record from a connection string, so that what puts the application together needs no PostgreSQL word.
package import Logging
import PostgreSQL

/// How many connections a record may use, and how long a call may wait for the database.
package struct RecordPool: Sendable, Hashable {
    package let connectionsMax: Int
    package let callTimeout: Duration

    package init(connectionsMax: Int, callTimeout: Duration) {
        self.connectionsMax = connectionsMax
        self.callTimeout = callTimeout
    }
}

extension Record {
    /// Lends a record while `body` runs; its connections are opened when first needed and closed at the end.
    ///
    /// - Parameters:
    ///   - connection: a URL, libpq's keyword form, or empty for libpq's own variables.
    ///   - role: what a transaction without an identity acts as; nil is the login itself, for looking at a database that may
    ///     not have been migrated, where the roles are missing.
    ///   - pool: the bounds of its connections.
    ///   - logger: where the pool speaks.
    ///   - body: what is done with the record.
    /// - Returns: what `body` returns.
    /// - Throws: `RecordError.unusable` where the text is no connection, or what `body` throws.
    package static func withRecord<R: Sendable>(
        _ connection: String,
        as role: RecordRole? = .service,
        _ pool: RecordPool,
        logger: Logger,
        _ body: (Record) async throws -> R
    ) async throws -> R {
        var configuration = DatabaseConfiguration(connection: try settings(connection))
        // Whatever else the login may be: without an identity a transaction is the service, and sees no patient.
        configuration.sessionSettings["role"] = role?.rawValue
        configuration.connectionsMax = pool.connectionsMax
        configuration.callTimeout = pool.callTimeout
        configuration.fitConnecting(logger)
        return try await Database.withDatabase(configuration, logger: logger) { database in
            try await body(Record(database: database))
        }
    }

    /// Lends replicas of a record while `body` runs; nil where there are none.
    ///
    /// - Parameters:
    ///   - connections: a URL or libpq's keyword form for each.
    ///   - behindMax: how far behind one may be and still be read.
    ///   - pool: the bounds of the connections to each.
    ///   - logger: where the pools speak.
    ///   - body: what is done with them.
    /// - Returns: what `body` returns.
    /// - Throws: `RecordError.unusable` where a text is no connection, or what `body` throws.
    package static func withReplicas<R: Sendable>(
        _ connections: [String],
        behindMax: Duration,
        _ pool: RecordPool,
        logger: Logger,
        _ body: (ReplicaSet?) async throws -> R
    ) async throws -> R {
        var databases: [Database] = []
        for text in connections {
            var configuration = DatabaseConfiguration(connection: try settings(text))
            configuration.sessionSettings["role"] = RecordRole.service.rawValue
            configuration.connectionsMax = pool.connectionsMax
            configuration.callTimeout = pool.callTimeout
            // Whoever waits for a report waits for the primary after this.
            configuration.connectTimeout = .seconds(1)
            configuration.metricsPrefix = "workup_replica_"
            databases.append(Database(configuration, logger: logger))
        }
        let replicas = ReplicaSet(
            databases: databases,
            behindMax: behindMax,
            patience: pool.callTimeout / 2,
            logger: logger
        )
        let result: Result<R, any Error>
        do {
            result = .success(try await body(databases.isEmpty ? nil : replicas))
        } catch {
            result = .failure(error)
        }
        for database in databases { await database.close() }
        return try result.get()
    }

    static func settings(_ connection: String) throws -> ConnectionSettings {
        do {
            return try ConnectionSettings(url: connection)
        } catch {
            throw RecordError(error)
        }
    }
}

extension Migrator {
    /// Lends a migrator with a connection of its own, made with the owner's connection string.
    ///
    /// - Throws: `RecordError` for what the database says, `MigrationError`, or what `body` throws.
    package static func withMigrator<R: Sendable>(
        _ connection: String,
        logger: Logger,
        _ body: (Migrator) async throws -> R
    ) async throws -> R {
        do {
            var configuration = DatabaseConfiguration(connection: try Record.settings(connection))
            configuration.connectionsMax = 1
            // What follows from a large record takes longer than anything that somebody waits for.
            configuration.statementTimeout = Migrator.longest
            configuration.fitConnecting(logger)
            return try await Database.withDatabase(configuration, logger: logger) { database in
                try await body(Migrator(database: database, logger: logger))
            }
        } catch let error as PostgreSQLError {
            // What reads the bookkeeping has a name; what makes tables is a script.
            throw RecordError(error, doing: error.statement == nil ? .migrate : .use)
        }
    }
}

extension DatabaseConfiguration {
    /// Lets connecting end a little before the patience of whoever waits for it, so that they are told what kept it.
    ///
    /// The settings' own `connect_timeout` counts up to there: nobody would wait for more.
    mutating func fitConnecting(_ logger: Logger) {
        if let asked = connection.connectTimeout {
            waitMax = max(waitMax, callTimeout)
            let most = max(2, Int((callTimeout * 0.9).components.seconds))
            if asked > .seconds(most) {
                logger.notice(
                    "connect_timeout is longer than a call may wait for the database",
                    metadata: ["asked": "\(asked.components.seconds) s", "counts": "\(most) s"]
                )
                connection = connection.connectTimeout(most)
            }
        }
        connectTimeout = min(connectTimeout, waitMax, callTimeout) * 0.9
    }
}
