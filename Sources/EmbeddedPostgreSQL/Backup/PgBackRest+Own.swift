// pgBackRest for a private server: its settings written, its key made, its repository begun.
import FoundationEssentials
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension PgBackRest {
    /// pgBackRest on the data folder of a private server, whether or not that runs.
    ///
    /// Beside a running service its settings are used as they are: what it archives by is what counts.
    ///
    /// - Parameters:
    ///   - configuration: the server's.
    ///   - makesKey: makes a key where there is none, for a repository that is begun now.
    /// - Returns: pgBackRest on its stanza.
    /// - Throws: `BackupError`, `EmbeddedServerError`.
    package static func own(_ configuration: EmbeddedServerConfiguration, makesKey: Bool) async throws -> PgBackRest {
        let folder = try await ClusterFolder.prepare(configuration.dataFolder)
        try refuseMissing(configuration, in: folder)
        let locks = try FolderLocks(folder)
        if locks.isServiceThere, FileSystem.status(folder.backupSettings) != nil {
            return PgBackRest(
                program: try program(folder),
                settingsFile: folder.backupSettings,
                stanza: stanza,
                repositoryFolder: RepositoryPlaces(BackupRepository(), in: folder).repository
            )
        }
        return try own(configuration, in: folder, makesKey: makesKey)
    }

    /// Writes pgBackRest's settings for a data folder that the caller holds.
    static func own(
        _ configuration: EmbeddedServerConfiguration,
        in folder: ClusterFolder,
        makesKey: Bool
    ) throws -> PgBackRest {
        guard let repository = configuration.repository else { throw BackupError.off }
        let program = try program(folder)
        let places = RepositoryPlaces(repository, in: folder)
        try FileSystem.makeFolder(folder.backup, mode: 0o700, owner: folder.account)
        // A repository that was begun has a key already; a new one would make all of it unreadable.
        if makesKey, FileSystem.status(places.archiveInfo) == nil, FileSystem.read(folder.repositoryNote) != places.note
        {
            try makeParents(of: places.keyFile, owner: folder.account)
            try BackupKey.make(at: places.keyFile, owner: folder.account)
        }
        let file = PgBackRestFile(
            folder: folder,
            places: places,
            socketFolder: try folder.makeSocketFolder(),
            key: try BackupKey.read(places.keyFile),
            retentionDays: repository.retentionDays,
            queueBytesMax: queueBytesMax(folder.path),
            processorCount: ProcessInfo.processInfo.activeProcessorCount
        )
        try FileSystem.write(try file.text(), to: folder.backupSettings, owner: folder.account)
        return PgBackRest(
            program: program,
            settingsFile: folder.backupSettings,
            stanza: stanza,
            repositoryFolder: places.repository
        )
    }

    private static func program(_ folder: ClusterFolder) throws(BackupError) -> Program {
        guard let path = installedPath else { throw .notInstalled }
        return Program(path: path, account: folder.account, workingFolder: folder.path)
    }

    /// Begins the repository for a cluster that is there, or makes sure that it is this cluster's.
    ///
    /// - Throws: `BackupError`: the repository that was in use is gone, or has another server's backups.
    func begin(_ configuration: EmbeddedServerConfiguration, in folder: ClusterFolder) async throws {
        guard let repository = configuration.repository else { throw BackupError.off }
        let places = RepositoryPlaces(repository, in: folder)
        try PgBackRest.refuseMissing(configuration, in: folder)
        if FileSystem.status(places.repository) == nil {
            try PgBackRest.makeParents(of: places.repository, owner: folder.account)
            try FileSystem.makeFolder(places.repository, mode: 0o700, owner: folder.account)
        }
        do {
            // The cluster says by itself who it is; no server has to run for it.
            try await run("stanza-create", ["--no-online"], telling: .nothing)
        } catch BackupError.failed(_, let code, _) where PgBackRest.mismatchCodes.contains(code) {
            throw BackupError.repositoryOfOther(places.repository)
        }
        try FileSystem.write(places.note, to: folder.repositoryNote, owner: folder.account)
    }

    /// Passes unless the repository that was in use is gone: without its mount the folder is an empty one on the disk of
    /// the data, where nothing must be begun.
    private static func refuseMissing(
        _ configuration: EmbeddedServerConfiguration,
        in folder: ClusterFolder
    ) throws(BackupError) {
        guard let repository = configuration.repository else { throw .off }
        let places = RepositoryPlaces(repository, in: folder)
        guard FileSystem.read(folder.repositoryNote) == places.note, FileSystem.status(places.archiveInfo) == nil else {
            return
        }
        throw .repositoryMissing(places.repository, note: folder.repositoryNote)
    }

    /// FileInvalid, Format, Crypto, BackupMismatch and ArchiveMismatch.
    private static let mismatchCodes: Set<Int32> = [28, 29, 44, 51, 95]

    private static func makeParents(of path: String, owner: Account) throws {
        var missing: [String] = []
        var parent = FileSystem.parent(of: path)
        while FileSystem.status(parent) == nil {
            missing.append(parent)
            parent = FileSystem.parent(of: parent)
        }
        for folder in missing.reversed() { try FileSystem.makeFolder(folder, mode: 0o700, owner: owner) }
    }

    /// A tenth of the disk.
    private static func queueBytesMax(_ path: String) -> Int64 {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else { return 1 << 32 }
        return max(1 << 30, Int64(clamping: UInt64(info.f_blocks) * UInt64(info.f_frsize) / 10))
    }
}

extension Cluster {
    /// How the server hands its log over; nil where it does not: no repository, or pgBackRest is not installed.
    ///
    /// What keeps the repository from being used now keeps neither the server from starting nor the log from waiting
    /// for it: it is told, and tried again with each segment.
    func archiveCommand(_ configuration: EmbeddedServerConfiguration) async -> String? {
        guard configuration.kind == .durable, configuration.repository != nil else { return nil }
        do {
            let pgBackRest = try PgBackRest.own(configuration, in: folder, makesKey: true)
            do {
                try await pgBackRest.begin(configuration, in: folder)
            } catch {
                logger.error("the backup repository cannot be used", metadata: ["reason": "\(error)"])
            }
            return pgBackRest.archiveCommand
        } catch BackupError.notInstalled {
            logger.warning("there are no backups: pgBackRest is not installed")
        } catch {
            logger.error("there are no backups", metadata: ["reason": "\(error)"])
        }
        return nil
    }
}
