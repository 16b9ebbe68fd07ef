// Where the backups of a private server go, by what key they are encrypted, and how long they are kept.
import FoundationEssentials

/// The repository of one private server.
package struct BackupRepository: Sendable, Equatable {
    /// The folder that was chosen; nil is the one that is in use, or `backups` in the data folder.
    package var chosenFolder: String?
    /// The file that was chosen for the key; nil is the one that is in use, or `backup/key` in the data folder.
    package var chosenKeyFile: String?
    /// For how many days back every moment can be restored.
    package var retentionDays: Int

    /// The repository of a server.
    package init(folder: String? = nil, keyFile: String? = nil, retentionDays: Int = 35) {
        chosenFolder = folder.map(Self.absolute)
        chosenKeyFile = keyFile.map(Self.absolute)
        self.retentionDays = retentionDays
    }

    private static func absolute(_ path: String) -> String {
        var whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        while whole.count > 1, whole.hasSuffix("/") { whole.removeLast() }
        return whole
    }
}

/// The places of a repository as they are used for one data folder.
struct RepositoryPlaces: Sendable, Equatable {
    let repository: String
    let keyFile: String

    /// What was chosen counts before what is in use, and that before the default: a command that is run without the
    /// service's settings must not lead the archive elsewhere.
    init(_ chosen: BackupRepository, in folder: ClusterFolder) {
        let inUse = (FileSystem.read(folder.repositoryNote) ?? "").split(separator: "\n").map(String.init)
        repository = chosen.chosenFolder ?? (inUse.count == 2 ? inUse[0] : "\(folder.path)/backups")
        keyFile = chosen.chosenKeyFile ?? (inUse.count == 2 ? inUse[1] : "\(folder.backup)/key")
    }

    /// As the data folder keeps it once the repository was made.
    var note: String { "\(repository)\n\(keyFile)\n" }

    /// What pgBackRest writes first into a repository.
    var archiveInfo: String { "\(repository)/archive/\(PgBackRest.stanza)/archive.info" }
}

extension ClusterFolder {
    /// Holds what pgBackRest is told of this data folder.
    var backup: String { "\(path)/backup" }
    /// pgBackRest's own settings, with the key in them.
    var backupSettings: String { "\(backup)/pgbackrest.conf" }
    /// Which repository is in use.
    var repositoryNote: String { "\(backup)/repository" }
    /// Where a backup is restored before it is moved into place whole.
    var restoreDraft: String { "\(path)/data.restored" }
}
