// Trying the newest backup: restored into a scratch folder, started by itself, looked at, and removed.
import Domain
import EmbeddedPostgreSQL
import Records
import UseCases

/// Restores the newest backup into a scratch folder and looks whether it is a sound record.
struct RestoreTrial: Sendable {
    let run: Run
    let place: BackupPlace

    /// What it found.
    struct Finding: Sendable {
        let restoredIn: Duration
        let newestEvent: Instant?
        /// Why it is not sound; nil where it is.
        let fault: Localized?

        var isSound: Bool { fault == nil }

        /// In words.
        var sentence: Localized {
            let seconds = Int(restoredIn.components.seconds)
            let event = newestEvent.map { "\($0)" } ?? "–"
            guard let fault else {
                return Localized(
                    en: "Restored in \(seconds) s and sound; its newest event is of \(event).",
                    nl: "Teruggezet in \(seconds) s en in orde; de nieuwste gebeurtenis is van \(event)."
                )
            }
            return Localized(
                en: "Restored in \(seconds) s, and not sound: \(fault.en)",
                nl: "Teruggezet in \(seconds) s, en niet in orde: \(fault.nl)"
            )
        }
    }

    /// How long replaying the log may take.
    static let recoveryMax = Duration.seconds(4 * 3_600)

    /// Restores, looks and removes.
    func perform(_ catalogue: BackupCatalogue) async throws -> Finding {
        let own = run.settings.ownServer
        if EmbeddedServer.hasCluster(own) { try await note(catalogue) }
        // Without a repository: what happens in the copy reaches no archive.
        let scratch = EmbeddedServerConfiguration(
            dataFolder: "\(own.dataFolder)/backup-trial",
            startTimeout: RestoreTrial.recoveryMax
        )
        try EmbeddedServer.removeScratch(scratch)
        do {
            let finding = try await restored(scratch, catalogue)
            try EmbeddedServer.removeScratch(scratch)
            return finding
        } catch {
            // A copy of all records is not left behind, whatever went wrong.
            try EmbeddedServer.removeScratch(scratch)
            throw error
        }
    }

    private func note(_ catalogue: BackupCatalogue) async throws {
        let label = catalogue.backups.last?.label ?? ""
        try await RecordOpening(run: run).withSession { session in
            try await NoteBackup.run(.tried, detail: label, call: session.call, in: session.environment)
        }
    }

    private func restored(
        _ scratch: EmbeddedServerConfiguration,
        _ catalogue: BackupCatalogue
    ) async throws -> Finding {
        let history = try await place.pgBackRest.history(catalogue)
        guard let newest = catalogue.backup(before: nil, on: history) else {
            throw BackupError.repositoryEmpty(place.folder)
        }
        let opening = RecordOpening(run: run)
        let begun = ContinuousClock.now
        let (progress, onLine) = Progress.following(
            Localized(en: "restore, percent", nl: "terugzetten, procent"),
            on: run.console
        )
        return try await EmbeddedServer.withRestored(
            scratch,
            from: place.pgBackRest,
            RestoreRequest(backup: newest.label, newestSegment: catalogue.newest?.name, asideName: "before"),
            logger: opening.logger,
            onLine: onLine
        ) { server, _ in
            progress.end()
            let took = ContinuousClock.now - begun
            return try await look(RecordOpening.Connections(server), opening, took)
        }
    }

    /// The schema, every page, and the log as it was sealed.
    private func look(
        _ connections: RecordOpening.Connections,
        _ opening: RecordOpening,
        _ took: Duration
    ) async throws -> Finding {
        let pool = run.settings.pool
        let readiness = try await Record.withRecord(connections.owner, as: nil, pool, logger: opening.logger) {
            try await $0.readiness()
        }
        guard readiness.isWritable, readiness.schemaVersion <= readiness.knownSchemaVersion else {
            let versions = "\(readiness.schemaVersion) / \(readiness.knownSchemaVersion)"
            return Finding(
                restoredIn: took,
                newestEvent: nil,
                fault: Localized(en: "schema \(versions)", nl: "schema \(versions)")
            )
        }
        return try await opening.withLogReader(connections) { reader in
            let newest = try await reader.newestEvent()
            let signers = try LogKeyFile.read(run.settings.log.keyFile).map { [$0.verifier] } ?? []
            guard !signers.isEmpty else {
                return Finding(restoredIn: took, newestEvent: newest, fault: nil)
            }
            let report = try await LogVerifying(verifiers: signers, shipped: nil).run(reader, from: nil) { _ in }
            return Finding(
                restoredIn: took,
                newestEvent: newest,
                fault: report.faultCount == 0 ? nil : report.summary
            )
        }
    }
}
