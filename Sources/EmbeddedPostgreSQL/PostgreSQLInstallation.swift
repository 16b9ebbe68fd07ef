// Finding an installed PostgreSQL: the usual places, the search path and `pg_config`, newest first.
import FoundationEssentials

/// One installed PostgreSQL server with the programs Workup needs.
package struct PostgreSQLInstallation: Sendable, Equatable {
    /// The oldest major version Workup runs on.
    package static let majorVersionMin = 15

    /// The folder with `postgres`, `initdb` and `pg_ctl`.
    package let binFolder: String
    /// The version as the server names it, such as `15.14`.
    package let version: String
    /// The part of the version that fixes the format of a data folder.
    package let majorVersion: Int

    static let programNames = ["postgres", "initdb", "pg_ctl"]

    /// Finds the newest installation, or the one that fits the major version which made an existing data folder.
    ///
    /// Only `binFolder` is looked into where an administrator chose one.
    ///
    /// - Throws: `EmbeddedServerError` that names what to install.
    package static func find(
        binFolder: String? = nil,
        fitting majorVersion: Int? = nil
    ) async throws -> PostgreSQLInstallation {
        let folders: [String] = if let binFolder { [binFolder] } else { await usualBinFolders() }
        let found = await installations(in: folders)
        let usable = found.filter { $0.majorVersion >= majorVersionMin }
        guard let majorVersion else {
            guard let newest = usable.max(by: { $0.majorVersion < $1.majorVersion }) else {
                throw EmbeddedServerError.notInstalled()
            }
            return newest
        }
        if let fitting = usable.first(where: { $0.majorVersion == majorVersion }) { return fitting }
        guard !usable.isEmpty else { throw EmbeddedServerError.notInstalled() }
        let versions = usable.map(\.version).joined(separator: ", ")
        throw EmbeddedServerError(
            .versionMismatch,
            "The data folder was made by PostgreSQL \(majorVersion), and this machine has only \(versions).",
            hint: """
                Install PostgreSQL \(majorVersion) again (`sudo apt-get install postgresql-\(majorVersion)`), \
                or move the data to the newer version with pg_upgrade on a copy of the folder.
                """
        )
    }

    /// Every installation in these folders, each folder and each real place once.
    static func installations(in folders: [String]) async -> [PostgreSQLInstallation] {
        var seen: Set<String> = []
        var found: [PostgreSQLInstallation] = []
        for folder in folders {
            guard let place = FileSystem.resolved(folder), seen.insert(place).inserted,
                programNames.allSatisfy({ FileSystem.isExecutable("\(place)/\($0)") }),
                let installation = await installation(at: place)
            else { continue }
            found.append(installation)
        }
        return found
    }

    private static func installation(at folder: String) async -> PostgreSQLInstallation? {
        let program = Program(path: "\(folder)/postgres", account: .current(), workingFolder: "/")
        // A program that cannot be run is not an installation; the search goes on.
        guard let outcome = try? await program.run(["--version"]), outcome.isSuccess else { return nil }
        return parse(versionLine: outcome.output, binFolder: folder)
    }

    /// Reads `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`; a pre-release such as `18beta1` counts as 18.
    static func parse(versionLine: String, binFolder: String) -> PostgreSQLInstallation? {
        let words = versionLine.split(whereSeparator: \.isWhitespace)
        guard words.count >= 3, words[1] == "(PostgreSQL)",
            let majorVersion = Int(words[2].prefix(while: \.isNumber))
        else { return nil }
        return PostgreSQLInstallation(binFolder: binFolder, version: String(words[2]), majorVersion: majorVersion)
    }

    /// Debian, Red Hat, Homebrew, a build from source, the search path, and what `pg_config` says.
    private static func usualBinFolders() async -> [String] {
        var folders: [String] = FileSystem.names(in: "/usr/lib/postgresql").map { "/usr/lib/postgresql/\($0)/bin" }
        for parent in ["/usr", "/opt/homebrew/opt", "/usr/local/opt"] {
            let names = FileSystem.names(in: parent).filter { $0.hasPrefix("pgsql-") || $0.hasPrefix("postgresql") }
            folders += names.map { "\(parent)/\($0)/bin" }
        }
        folders.append("/usr/local/pgsql/bin")
        let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let searched = searchPath.split(separator: ":").map(String.init)
        folders += searched
        for folder in searched where FileSystem.isExecutable("\(folder)/pg_config") {
            let program = Program(path: "\(folder)/pg_config", account: .current(), workingFolder: "/")
            // Only one more place to look; a pg_config that fails names none.
            guard let outcome = try? await program.run(["--bindir"]), outcome.isSuccess else { continue }
            folders.append(outcome.output.filter { !$0.isNewline })
        }
        return folders
    }
}
