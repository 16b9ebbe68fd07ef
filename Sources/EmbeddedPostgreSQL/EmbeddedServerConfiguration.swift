// Where the private server keeps its data and what it is for.
import FoundationEssentials

/// What a caller may choose about the private server.
package struct EmbeddedServerConfiguration: Sendable {
    /// What the data is worth.
    package enum Kind: Sendable, Equatable {
        /// The record: everything acknowledged is kept.
        case durable
        /// A server for tests: nothing is synced, nothing survives.
        case disposable(connectionsMax: Int)
    }

    /// The absolute folder that holds data, socket, locks and logs.
    package var dataFolder: String
    /// The folder with PostgreSQL's programs; nil searches the usual places.
    package var binFolder: String?
    /// What the data is worth.
    package var kind: Kind
    /// Where backups go; nil where there are none.
    package var repository: BackupRepository?
    /// How long a start may take; recovery after a crash replays the log, so this is generous.
    package var startTimeout: Duration
    /// How long to wait for commands that still use the data folder.
    package var waitTimeout: Duration

    /// Chooses the data folder where none is given, see ``defaultDataFolder(environment:)``.
    package init(
        dataFolder: String? = nil,
        binFolder: String? = nil,
        kind: Kind = .durable,
        repository: BackupRepository? = nil,
        startTimeout: Duration = .seconds(120),
        waitTimeout: Duration = .seconds(10)
    ) {
        let folder = dataFolder ?? Self.defaultDataFolder(environment: ProcessInfo.processInfo.environment)
        self.dataFolder = Self.absolute(folder)
        self.binFolder = binFolder
        self.kind = kind
        self.repository = repository
        self.startTimeout = startTimeout
        self.waitTimeout = waitTimeout
    }

    /// `$XDG_DATA_HOME/workup/postgresql`, by default `~/.local/share/workup/postgresql`.
    ///
    /// For root it is `/var/lib/workup/postgresql`: root's home is closed to the `postgres` user, who runs the server.
    package static func defaultDataFolder(environment: [String: String]) -> String {
        if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") { return "\(folder)/workup/postgresql" }
        if Account.isRoot { return "/var/lib/workup/postgresql" }
        return "\(environment["HOME"] ?? "/var/lib")/.local/share/workup/postgresql"
    }

    private static func absolute(_ path: String) -> String {
        var whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        while whole.count > 1, whole.hasSuffix("/") { whole.removeLast() }
        return whole
    }
}
