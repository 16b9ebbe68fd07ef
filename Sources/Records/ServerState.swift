// What the database's server says of itself: its settings, its clock, damaged pages, and how its log is handed over.
package import Domain
import PostgreSQL

/// One setting of the server.
package struct ServerSetting: Sendable, Hashable {
    /// Its name.
    package let name: String
    /// Its value, in its unit.
    package let value: String
    /// The unit; empty where it has none.
    package let unit: String
}

/// How the server's log is handed over to an archive.
package struct ArchiverState: Sendable, Hashable {
    /// When a piece was last handed over.
    package let lastArchivedAt: Instant?
    /// When that last failed.
    package let lastFailedAt: Instant?

    /// Whether the last try failed.
    package var isFailing: Bool {
        guard let lastFailedAt else { return false }
        return lastArchivedAt.map { $0 < lastFailedAt } ?? true
    }
}

/// What waits to be sealed in the access log.
package struct UnsealedState: Sendable, Hashable {
    /// How many events, 100,000 at most.
    package let count: Int
    /// Since when the oldest of them waits.
    package let oldest: Instant?
}

extension Record {
    /// Settings of the server by their names; one that it does not have is left out.
    ///
    /// - Throws: `RecordError`.
    package func serverSettings(_ names: [String]) async throws(RecordError) -> [ServerSetting] {
        do {
            return try await database.fetchAll(ServerStatements.settings(names))
                .map { ServerSetting(name: $0, value: $1, unit: $2) }
        } catch {
            throw RecordError(error)
        }
    }

    /// The server's clock, and how often a page of any of its databases was found damaged.
    ///
    /// - Throws: `RecordError`.
    package func serverClock() async throws(RecordError) -> (now: Instant, damagedPageCount: Int) {
        do {
            let (now, count) = try await database.find(ServerStatements.clock())
            return (now, Int(count))
        } catch {
            throw RecordError(error)
        }
    }

    /// How the server's log is handed over.
    ///
    /// - Throws: `RecordError`.
    package func archiver() async throws(RecordError) -> ArchiverState {
        do {
            let row = try await database.find(ServerStatements.archiver())
            return ArchiverState(lastArchivedAt: row.0, lastFailedAt: row.1)
        } catch {
            throw RecordError(error)
        }
    }

    /// The instant of the newest event of the log; for a role that may read it.
    ///
    /// - Throws: `RecordError`.
    package func newestEvent() async throws(RecordError) -> Instant? {
        do {
            return try await database.find(ServerStatements.newestEvent())
        } catch {
            throw RecordError(error)
        }
    }

    /// What waits to be sealed; for a role that may read the log.
    ///
    /// - Throws: `RecordError`.
    package func unsealed() async throws(RecordError) -> UnsealedState {
        do {
            let horizon = try await database.fetchOne(LogStatements.lastCheckpoint())?.horizon ?? TransactionNumber(0)
            let (count, oldest) = try await database.find(LogStatements.unsealed(horizon))
            return UnsealedState(count: Int(count), oldest: oldest)
        } catch {
            throw RecordError(error)
        }
    }
}

enum ServerStatements {
    static let settings = Statement<[String], (String, String, String)>(
        "server.settings",
        """
        select s.name, s.setting, coalesce(s.unit, '')
        from pg_settings s
        where s.name = any ($1::text[])
        order by array_position($1::text[], s.name)
        """,
        nonNull: .all
    )

    static let clock = Statement<Void, (Instant, Int64)>(
        "server.clock",
        "select clock_timestamp(), (select coalesce(sum(d.checksum_failures), 0)::int8 from pg_stat_database d)",
        nonNull: .all
    )

    static let archiver = Statement<Void, (Instant?, Instant?)>(
        "server.archiver",
        "select a.last_archived_time, a.last_failed_time from pg_stat_archiver a"
    )

    static let newestEvent = Statement<Void, Instant?>(
        "server.newest_event",
        "select max(e.recorded_at) from audit_event e"
    )

    static let all: [any AnyStatement] = [settings, clock, archiver, newestEvent]
}
