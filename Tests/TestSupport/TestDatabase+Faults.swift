// A test's database behind a proxy that lets single statements fail, and the state of all its tables.
import Foundation
package import PostgreSQL
package import PostgreSQLTestKit
import Records

extension TestDatabase {
    /// The database of the running test as the service's role, reached through a proxy that can let a statement fail.
    package static func withStatementProxy<R>(
        _ body: (Database, StatementProxy) async throws -> R
    ) async throws -> R {
        guard let current else { preconditionFailure("a test that uses the database carries the .database trait") }
        let proxy = try StatementProxy(to: try await TestServer.shared.socket)
        defer { proxy.close() }
        var configuration = DatabaseConfiguration(
            connection: try ConnectionSettings(
                url: current.connectionString,
                overrides: proxy.address.connectionOverrides
            )
        )
        configuration.sessionSettings["role"] = RecordRole.service.rawValue
        configuration.connectionsMax = 1
        return try await Database.withDatabase(configuration, logger: .quiet) { try await body($0, proxy) }
    }

    /// Lends a look at the state of every table of the running test's database, as a superuser.
    package static func withTableStates<R>(_ body: (TableStates) async throws -> R) async throws -> R {
        guard let current else { preconditionFailure("a test that uses the database carries the .database trait") }
        return try await Database.withDatabase(try current.superuserSettings(), logger: .quiet) { database in
            try await database.withConnection { connection in
                let tables =
                    try await connection.executeScript(
                        """
                        select relname from pg_class
                        where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname
                        """
                    ).last?.rows.compactMap { $0[0] } ?? []
                let selects = tables.map { table in
                    "select '\(table)', count(*), md5(coalesce(string_agg(t::text, chr(10) order by t::text), ''))"
                        + " from \(table) t"
                }
                try await connection.executeScript("prepare states as \(selects.joined(separator: " union all "))")
                return try await body(TableStates(connection: connection))
            }
        }
    }
}

/// Looks at every table.
package struct TableStates {
    fileprivate let connection: LeasedConnection

    /// How many rows each table has once nobody is in the middle of a transaction any more, and a hash of them.
    package func now() async throws -> [String: TableState] {
        let busy = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
            """
        // A backend whose client is gone finds that out by itself, and holds its locks until then.
        while try await connection.executeScript(busy).last?.rows.first?.first != "0" {
            try await Task.sleep(for: .milliseconds(2))
        }
        let rows = try await connection.executeScript("execute states").last?.rows ?? []
        var states: [String: TableState] = [:]
        for row in rows {
            guard let table = row[0], let count = row[1].flatMap(Int.init), let hash = row[2] else { continue }
            states[table] = TableState(rowCount: count, hash: hash)
        }
        return states
    }
}

/// What is in a table.
package struct TableState: Sendable, Hashable {
    /// How many rows.
    package let rowCount: Int
    /// A hash of all of them.
    package let hash: String
}
