// The private server as the rest of Workup sees it: open for the length of a closure, owned or shared.
package import Logging

/// The private PostgreSQL server while it runs.
///
/// Three lock files in the data folder keep its users apart. `service.lock` is held by the one service for its life,
/// `users.lock` is shared by the commands that use a server without a service, and `gate.lock` is held only while
/// someone comes or goes. The kernel gives all of them back when a process dies.
package struct EmbeddedServer: Sendable {
    /// Who the server belongs to.
    package enum Ownership: Sendable, Equatable {
        /// The service: the only one on the folder, watching the server and restarting it after a crash.
        case exclusive
        /// A command: uses the service's server, or one that the last of the commands stops.
        case shared
    }

    /// The data folder.
    package let dataFolder: String
    /// The folder of its socket.
    package let socketFolder: String
    /// The version of PostgreSQL that serves it.
    package let version: String

    /// For everything but migrations: a role that owns nothing.
    package var connectionString: String {
        connectionString(role: ClusterRoles.service, database: ClusterRoles.databaseName)
    }

    /// For migrations: the role that owns the database.
    package var ownerConnectionString: String {
        connectionString(role: ClusterRoles.owner, database: ClusterRoles.databaseName)
    }

    /// A connection string for any role and database of this server, in libpq's `key=value` form.
    package func connectionString(role: String, database: String) -> String {
        "host=\(Self.quoted(socketFolder)) port=5432 user=\(Self.quoted(role)) dbname=\(Self.quoted(database))"
    }

    /// For administration, as in the test kit: the superuser, in the maintenance database.
    package var superuserConnectionString: String {
        connectionString(role: ClusterSettings.superuserName, database: "postgres")
    }

    private static func quoted(_ value: String) -> String {
        "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    /// Runs `body` with the server running, and leaves no server behind that nobody needs.
    ///
    /// Cancelling the surrounding task reaches `body` only; the server is stopped after `body` has ended.
    ///
    /// - Throws: `EmbeddedServerError` where the server cannot be had, `CancellationError`, or what `body` throws.
    package static func withServer<R>(
        _ configuration: EmbeddedServerConfiguration,
        owning ownership: Ownership,
        logger: Logger,
        _ body: (EmbeddedServer) async throws -> R
    ) async throws -> R {
        let folder = try await ClusterFolder.prepare(configuration.dataFolder)
        let locks = try FolderLocks(folder)
        switch ownership {
        case .exclusive:
            let service = try await locks.enterAsService(configuration, logger: logger)
            return try await ending(service.stop) { try await body(service.server) }
        case .shared:
            let visit = try await locks.enterAsCommand(configuration, logger: logger)
            return try await ending(visit.leave) { try await body(visit.server) }
        }
    }

    /// Runs `last` after `body` in any case, and unhurt by a cancelled task.
    private static func ending<R>(
        _ last: @escaping @Sendable () async -> Void,
        _ body: () async throws -> R
    ) async throws -> R {
        let result: R
        do {
            result = try await body()
        } catch {
            await uncancelled(last)
            throw error
        }
        await uncancelled(last)
        return result
    }

    init(_ cluster: Cluster) {
        dataFolder = cluster.folder.path
        socketFolder = cluster.socketFolder
        version = cluster.installation.version
    }
}

/// Runs work that has to be finished although the surrounding task is cancelled.
func uncancelled<R: Sendable>(_ body: @escaping @Sendable () async -> R) async -> R {
    await Task { await body() }.value
}
