// A private server restored from its repository: made beside what is there, started up to a moment, then handed over.
import FoundationEssentials
package import Logging

/// What is restored, and how.
package struct RestoreRequest: Sendable {
    /// Which backup is read; the log is replayed from there on.
    package var backup: String
    /// The newest piece of the log, which must be reached where everything is restored; nil asks for none.
    package var newestSegment: String?
    /// The moment, as `2026-11-23 02:30:00.000000+00`; nil is the end of the archive.
    package var moment: String?
    /// The time line that is followed; nil is the newest one.
    package var timeline: String?
    /// What the folder of the data that were there is called from then on, behind a point.
    package var asideName: String

    /// What is restored.
    package init(
        backup: String,
        newestSegment: String?,
        moment: String? = nil,
        timeline: String? = nil,
        asideName: String
    ) {
        self.backup = backup
        self.newestSegment = newestSegment
        self.moment = moment
        self.timeline = timeline
        self.asideName = asideName
    }
}

extension EmbeddedServer {
    /// Whether there is a database in a data folder.
    package static func hasCluster(_ configuration: EmbeddedServerConfiguration) -> Bool {
        FileSystem.status("\(configuration.dataFolder)/data/PG_VERSION") != nil
    }

    /// Whether a service uses a data folder now.
    package static func hasService(_ configuration: EmbeddedServerConfiguration) async throws -> Bool {
        try FolderLocks(try await ClusterFolder.prepare(configuration.dataFolder)).isServiceThere
    }

    /// Passes where no service uses a data folder.
    ///
    /// - Throws: `EmbeddedServerError` that names the service.
    package static func refuseService(_ configuration: EmbeddedServerConfiguration) async throws {
        try FolderLocks(try await ClusterFolder.prepare(configuration.dataFolder)).refuseService()
    }

    /// Removes a scratch folder and all that is in it.
    package static func removeScratch(_ configuration: EmbeddedServerConfiguration) throws {
        try FileSystem.remove(configuration.dataFolder)
    }

    /// Restores a data folder that nobody uses, starts its server, and stops it after `body`.
    ///
    /// What was there is moved aside, never overwritten, and only once the backup was read whole.
    ///
    /// - Parameters:
    ///   - configuration: the data folder that is restored. Without a repository of its own nothing that happens in it
    ///     reaches an archive.
    ///   - pgBackRest: where the backups are.
    ///   - request: what is restored.
    ///   - logger: where the server's watcher speaks.
    ///   - onLine: is told each line of pgBackRest.
    ///   - body: what is done with the restored server; it also gets the folder that was moved aside.
    /// - Returns: what `body` returns.
    /// - Throws: `BackupError`, `EmbeddedServerError`, or what `body` throws.
    package static func withRestored<R>(
        _ configuration: EmbeddedServerConfiguration,
        from pgBackRest: PgBackRest,
        _ request: RestoreRequest,
        logger: Logger,
        onLine: @Sendable (String) -> Void,
        _ body: (EmbeddedServer, _ aside: String?) async throws -> R
    ) async throws -> R {
        let folder = try await ClusterFolder.prepare(configuration.dataFolder)
        let locks = try FolderLocks(folder)
        return try await locks.withoutOthers(configuration) {
            if let left = PostmasterFile.running(dataFolder: folder.data) {
                throw EmbeddedServerError(
                    .inUse(processIdentifier: left.processIdentifier),
                    "A PostgreSQL server still runs on \(folder.path), process \(left.processIdentifier).",
                    hint: "Stop it, then restore again."
                )
            }
            try FileSystem.remove(folder.restoreDraft)
            try FileSystem.makeFolder(folder.restoreDraft, mode: 0o700, owner: folder.account)
            do {
                try await pgBackRest.run(
                    "restore",
                    ["--pg1-path=\(folder.restoreDraft)"] + request.options,
                    telling: .files,
                    onLine: onLine
                )
                // The command that fetches the log was written for the folder as it was called then.
                try request.rename(in: folder)
            } catch {
                // Half a copy of all records is of use to nobody.
                try FileSystem.remove(folder.restoreDraft)
                throw error
            }
            var aside: String?
            if FileSystem.status(folder.data) != nil {
                let place = "\(folder.data).\(request.asideName)"
                try FileSystem.rename(folder.data, to: place)
                aside = place
            }
            try FileSystem.rename(folder.restoreDraft, to: folder.data)
            let cluster = try await Cluster.prepare(configuration, in: folder, logger: logger)
            do {
                try await cluster.startRecovering()
                try cluster.requireReached(request)
            } catch {
                try await uncancelledThrowing { try await cluster.stopIfRunning() }
                // What was there is as good as it was.
                try FileSystem.remove(folder.data)
                if let aside { try FileSystem.rename(aside, to: folder.data) }
                throw error
            }
            do {
                let result = try await body(EmbeddedServer(cluster), aside)
                try await uncancelledThrowing { try await cluster.stopIfRunning() }
                return result
            } catch {
                try await uncancelledThrowing { try await cluster.stopIfRunning() }
                throw error
            }
        }
    }
}

extension RestoreRequest {
    fileprivate var options: [String] {
        let set = ["--set=\(backup)"] + (timeline.map { ["--target-timeline=\($0)"] } ?? [])
        guard let moment else { return set + ["--type=default"] }
        return set + ["--type=time", "--target=\(moment)", "--target-action=promote"]
    }

    /// pgBackRest names the folder in the command by which PostgreSQL asks for its log.
    fileprivate func rename(in folder: ClusterFolder) throws {
        let path = "\(folder.restoreDraft)/postgresql.auto.conf"
        let text = FileSystem.read(path) ?? ""
        try FileSystem.write(
            text.replacing(folder.restoreDraft, with: folder.data),
            to: path,
            owner: folder.account
        )
    }
}

extension Cluster {
    /// Starts a restored server and waits until it has replayed its log and takes changes.
    fileprivate func startRecovering() async throws {
        do {
            // Nobody is let in before all is replayed; else it counts as ready as soon as it can be read.
            try await startDetached(["hot_standby=off"])
            guard try await waitUntilReady(within: startTimeout, orUntil: { running() == nil }) else {
                throw startFailure()
            }
        } catch let error as EmbeddedServerError {
            if let running = running() { try await stop(running) }
            // Every line begins with its instant, so the greatest is the last one, whatever file it stands in.
            let lines = FileSystem.names(in: folder.logs)
                .flatMap { (FileSystem.read("\(folder.logs)/\($0)") ?? "").split(separator: "\n").map(String.init) }
            let last = lines.filter { $0.contains("FATAL:") }.max()
            guard last?.contains("recovery ended before configured recovery target") == true else { throw error }
            let reached = lines.filter { $0.contains("last completed transaction was at log time") }.max()
            throw BackupError.endsBefore(
                last: reached?.firstMatch(of: /log time (\S+ \S+)/).map { String($0.output.1) }
            )
        }
        try forgetRecovery()
    }

    /// Passes where nothing of the log is missing at the end.
    ///
    /// PostgreSQL takes a piece that cannot be read for one that is not there, and calls that the end.
    fileprivate func requireReached(_ request: RestoreRequest) throws(BackupError) {
        guard request.moment == nil, request.timeline == nil, let newest = request.newestSegment else { return }
        let history = FileSystem.names(in: "\(folder.data)/pg_wal").last { $0.hasSuffix(".history") }
            .flatMap { FileSystem.read("\(folder.data)/pg_wal/\($0)") }
        let end = history.flatMap { TimelineHistory($0, of: 0).steps.last?.end }
        guard let end, let wanted = LogPlace(segment: newest), end.segment >= wanted.segment else {
            throw .incomplete(reached: end.map { "\($0)" } ?? "?", newest: newest)
        }
    }

    /// Takes out of the settings what told the server where to stop; it has been done.
    private func forgetRecovery() throws {
        let path = "\(folder.data)/postgresql.auto.conf"
        let kept = (FileSystem.read(path) ?? "").split(separator: "\n", omittingEmptySubsequences: false).filter {
            line in
            !["restore_command", "recovery_target", "# Recovery settings generated by pgBackRest"]
                .contains { line.hasPrefix($0) }
        }
        try FileSystem.write(kept.joined(separator: "\n"), to: path, owner: folder.account)
    }

    fileprivate func stopIfRunning() async throws {
        if let server = running() { try await stop(server) }
    }
}

extension ClusterFolder {
    /// Passes unless there are data under another name and none under their own, as between the two moves of a restore
    /// that was cut short: a new, empty database must not take their place.
    func refuseLeftovers() throws(EmbeddedServerError) {
        let left = FileSystem.names(in: path).filter { name in
            name.hasPrefix("data.") && FileSystem.status("\(path)/\(name)/PG_VERSION") != nil
        }
        guard let last = left.last else { return }
        throw .folderUnusable(
            path,
            reason: "there is no data folder in it, but there is \(last), of a restore that was cut short",
            hint: "Restore again, or move \(path)/\(last) to \(data)."
        )
    }
}

/// As ``uncancelled(_:)``, for what can fail.
private func uncancelledThrowing(_ body: @escaping @Sendable () async throws -> Void) async throws {
    try await Task { try await body() }.value
}
