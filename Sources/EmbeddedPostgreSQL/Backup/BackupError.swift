// What can go wrong with backups, closed, so that each has its own words in both languages.

/// A failure to back up, look at, or restore a private server.
package enum BackupError: Error, Sendable, Equatable {
    /// pgBackRest is not installed.
    case notInstalled
    /// Backups were switched off.
    case off
    /// There is no key at the path, and the repository was made with one.
    case keyMissing(String)
    /// Others can read the key.
    case keyOpenToOthers(String)
    /// The file holds no key.
    case keyUnreadable(String)
    /// The repository that was in use is not there: a mount is missing, or somebody took it away.
    case repositoryMissing(String, note: String)
    /// There is nothing of this server in the repository.
    case repositoryEmpty(String)
    /// The repository has the backups of another server, or another key.
    case repositoryOfOther(String)
    /// A path that pgBackRest cannot be told.
    case pathUnusable(String)
    /// The server does not archive: it was started before backups were switched on.
    case notArchiving
    /// Another backup or restore is at work.
    case busy
    /// The archive ends before the moment that was asked for; the last moment that it reaches, where it is known.
    case endsBefore(last: String?)
    /// The log of the archive cannot be read to its end: where it ended, and the newest piece.
    case incomplete(reached: String, newest: String)
    /// pgBackRest failed, in its own words.
    case failed(command: String, code: Int32, words: String)
}
