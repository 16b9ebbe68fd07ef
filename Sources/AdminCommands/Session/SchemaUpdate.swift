// Bringing a database up to this program: migrations, then the protocols that come with it.
import Domain
import Logging
import Records
import UseCases

/// Applies what is pending.
struct SchemaUpdate {
    let run: Run
    let logger: Logger

    /// Migrates with the owner's connection, then installs the bundled protocols where they are missing.
    ///
    /// - Returns: what was pending before.
    @discardableResult
    func apply(_ connections: RecordOpening.Connections, _ record: Record) async throws -> MigrationStatus {
        let status = try await Migrator.withMigrator(connections.owner, logger: logger) { try await $0.status() }
        guard !status.isCurrent else { return status }
        try await Migrator.withMigrator(connections.owner, logger: logger) { _ = try await $0.up() }
        let session = Session(run: run, environment: .live(record, run))
        try await InstallProtocols.run(call: session.call, in: session.environment)
        return status
    }
}
