// Going on with the access log behind a restored backup: the lost end is named, and a new tree begins.
import Domain
import Records
import UseCases

/// Begins a new tree of the log, for a backup that was restored.
struct LogTreeRestart: Sendable {
    /// Why, and which backup.
    let reason: String
    /// The last checkpoint that was shipped.
    let shipped: SignedCheckpoint?

    /// What began.
    struct Beginning: Sendable {
        let origin: LogOrigin
        /// Nil for a dry run, which neither makes a key nor signs with one.
        let signer: LogSigner?
    }

    /// Puts it on record. A lost key is made anew.
    ///
    /// - Throws: `UseCaseError`, `LogFileError`, `SealError`, `RecordError`.
    func begin(
        _ call: Call,
        _ session: Session,
        _ opening: RecordOpening,
        _ connections: RecordOpening.Connections
    ) async throws -> Beginning {
        let settings = opening.run.settings
        return try await Record.withLog(connections.owner, as: .sealer, settings.pool, logger: opening.logger) {
            sealer in
            var signer: LogSigner?
            if !call.isDryRun {
                signer = try await LogKeys.signer(
                    settings.log,
                    LogHistory(record: sealer),
                    mayRenew: true,
                    makeSecret: session.environment.makeSecret
                )
            }
            let origin = try await BeginLogTree.run(
                reason: reason,
                shipped: shipped,
                signer: signer,
                sealer: sealer,
                call: call,
                in: session.environment
            )
            return Beginning(origin: origin, signer: signer)
        }
    }
}
