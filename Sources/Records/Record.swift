// The door to the record: units of reading that travel in one round trip, and writing in one transaction.
package import Domain
package import FoundationEssentials
package import PostgreSQL

/// The record in its database.
package struct Record: Sendable {
    /// The pool of connections; only what puts the application together touches it directly.
    package let database: Database

    /// A record in a database that has been migrated.
    package init(database: Database) {
        self.database = database
    }

    /// Does a unit of writing: everything in `body` happens, or nothing of it.
    ///
    /// - Parameters:
    ///   - identity: as whom the rows of patients are seen; nobody sees none.
    ///   - isDryRun: runs everything, checks it against the schema and takes it back.
    ///   - body: the unit of work.
    /// - Returns: what `body` returns.
    /// - Throws: `RecordError`, or what `body` throws, after everything is taken back.
    package func write<R: Sendable>(
        as identity: RowIdentity = .nobody,
        isDryRun: Bool = false,
        _ body: @Sendable (RecordTransaction) async throws -> R
    ) async throws -> R {
        do {
            return try await database.transaction(
                .readCommitted,
                access: .readWrite,
                finally: isDryRun ? .rollBack : .commit,
                // A deadlock or a collision was taken back whole: the unit of work may run again.
                retry: .serialization(attemptsMax: 3)
            ) { transaction in
                let record = RecordTransaction(transaction)
                if identity != .nobody { record.add(identity.statement) }
                let result = try await body(record)
                try await record.flush()
                return result
            }
        } catch let error as PostgreSQLError {
            throw RecordError(error)
        }
    }

    /// Whether the record can be written now and has the schema this program knows.
    ///
    /// - Parameter limit: how long to wait for the answer at most.
    /// - Returns: what it found.
    /// - Throws: `RecordError`.
    package func readiness(within limit: Duration = .seconds(600)) async throws(RecordError) -> Readiness {
        do {
            let (isWritable, version) = try await withDeadline(limit) { () async throws(PostgreSQLError) in
                try await readinessFacts()
            }
            return Readiness(
                isWritable: isWritable,
                schemaVersion: version,
                knownSchemaVersion: SchemaFiles.bundled.migrations.last?.version ?? 0
            )
        } catch {
            throw RecordError(error)
        }
    }

    private func readinessFacts() async throws(PostgreSQLError) -> (isWritable: Bool, version: Int) {
        do {
            let (writable, version) = try await database.run(
                HealthStatements.isWritable(),
                HealthStatements.schemaVersion()
            )
            return (writable.first ?? false, Int((version.first ?? nil) ?? 0))
        } catch {
            // A database that no migration has seen yet.
            guard error.sqlState == .undefinedTable else { throw error }
            return (try await database.find(HealthStatements.isWritable()), 0)
        }
    }
}

/// What readiness rests on.
package struct Readiness: Sendable, Hashable {
    /// Whether the database takes writes: it is no standby, and sessions are not for reading only.
    package let isWritable: Bool
    /// The migration the database stands at.
    package let schemaVersion: Int
    /// The migration this program knows.
    package let knownSchemaVersion: Int

    /// Whether requests can be served.
    package var isReady: Bool { isWritable && schemaVersion == knownSchemaVersion }
}

/// One transaction on the record. Changes are collected and travel together with the next read, or at the end,
/// so that a unit of work costs as few round trips as it has decisions.
package final class RecordTransaction {
    private let transaction: Transaction
    private var pending = StatementBatch()
    /// How much of the noun it holds the caller may see; decided when it is held.
    package var reach = AccessReach.whole
    /// Whether the caller sees it only because they broke the glass.
    package var restsOnEmergency = false
    /// Whether the caller's organisation answers for the workup that is held; always for the machine's administrator.
    package var answersForIt = true
    /// Whether the workup that is held is the caller's to decide on: their organisation answers for it, or it was given to them.
    package var conductsIt = true
    /// The steps of it that were given to the caller's organisation, and the findings that were recorded there.
    package var ownObjects: Set<UUID> = []
    /// The patients of whom the caller sees more because they broke the glass.
    package var emergencyPatients: Set<ID<Patient>> = []

    init(_ transaction: Transaction) {
        self.transaction = transaction
    }

    /// Adds a change; it is sent with the next read or at the end.
    func add<Row>(_ statement: BoundStatement<Row>) {
        pending.add(statement)
    }

    /// Sends what was collected. A refusal by the schema shows here.
    package func flush() async throws {
        guard !pending.isEmpty else { return }
        let batch = pending
        pending = StatementBatch()
        do {
            _ = try await transaction.run(batch)
        } catch {
            throw RecordError(error)
        }
    }

    /// Reads rows, after everything collected so far, in the same round trip.
    func fetchAll<Row>(_ statement: BoundStatement<Row>) async throws -> [Row] {
        var batch = pending
        pending = StatementBatch()
        let handle = batch.add(statement)
        do {
            return try await transaction.run(batch).rows(of: handle)
        } catch {
            throw RecordError(error)
        }
    }

    /// Reads the rows of three statements, after everything collected so far, in one round trip.
    func fetchAll<A, B, C>(
        _ first: BoundStatement<A>,
        _ second: BoundStatement<B>,
        _ third: BoundStatement<C>
    ) async throws -> ([A], [B], [C]) {
        var batch = pending
        pending = StatementBatch()
        let handles = (batch.add(first), batch.add(second), batch.add(third))
        do {
            let results = try await transaction.run(batch)
            return (try results.rows(of: handles.0), try results.rows(of: handles.1), try results.rows(of: handles.2))
        } catch {
            throw RecordError(error)
        }
    }

    /// Reads the first row, if there is one.
    func fetchFirst<Row>(_ statement: BoundStatement<Row>) async throws -> Row? {
        try await fetchAll(statement).first
    }
}
