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
    /// - Parameters:
    ///   - connections: how the owner and the service connect.
    ///   - record: the record as the service sees it.
    ///   - alwaysInstalls: looks for missing protocols also where the schema is current: a start that was cut short, or a
    ///     program with a new protocol and no migration. Commands beside the service spare themselves that.
    /// - Returns: what was pending before.
    /// - Throws: `MigrationError`, `RecordError`, `UseCaseError`.
    @discardableResult
    func apply(
        _ connections: RecordOpening.Connections,
        _ record: Record,
        alwaysInstalls: Bool = false
    ) async throws -> MigrationStatus {
        let status = try await Migrator.withMigrator(connections.owner, logger: logger) { try await $0.status() }
        guard !status.isCurrent || alwaysInstalls else { return status }
        if !status.isCurrent {
            try await Migrator.withMigrator(connections.owner, logger: logger) { _ = try await $0.up() }
        }
        let session = Session(run: run, environment: try .live(record, run))
        try await InstallProtocols.run(call: session.call, in: session.environment)
        return status
    }
}
