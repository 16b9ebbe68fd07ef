// The text of pgBackRest's settings for a private server.

/// What pgBackRest is told of one private server.
struct PgBackRestFile: Sendable {
    let folder: ClusterFolder
    let places: RepositoryPlaces
    let socketFolder: String
    let key: String
    let retentionDays: Int
    /// How many bytes of log may wait for a repository that cannot be reached.
    let queueBytesMax: Int64
    let processorCount: Int

    /// The whole file.
    ///
    /// - Throws: `BackupError.pathUnusable` where a path would not be one line.
    func text() throws(BackupError) -> String {
        for path in [folder.path, places.repository, socketFolder] where path.contains(where: \.isNewline) {
            throw .pathUnusable(path)
        }
        return """
            # Written by Workup at every start. It holds the key of the repository: only this account reads it.
            [global]
            repo1-path=\(places.repository)
            repo1-cipher-type=aes-256-cbc
            repo1-cipher-pass=\(key)
            repo1-retention-full-type=time
            repo1-retention-full=\(retentionDays)
            repo1-bundle=y
            compress-type=zst
            start-fast=y
            # A repository that is away for long must not fill the disk that the record is on: beyond this the log is
            # dropped from the archive, which a check and the next verification tell.
            archive-push-queue-max=\(queueBytesMax)
            archive-timeout=120
            lock-path=\(folder.backup)/lock
            spool-path=\(folder.backup)/spool
            log-level-console=warn
            log-level-stderr=off
            log-level-file=off

            [global:restore]
            process-max=\(min(max(processorCount, 1), 8))

            [\(PgBackRest.stanza)]
            pg1-path=\(folder.data)
            pg1-socket-path=\(socketFolder)
            pg1-port=5432
            pg1-user=\(ClusterSettings.superuserName)
            pg1-database=postgres

            """
    }
}
