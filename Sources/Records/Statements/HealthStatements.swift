// The SQL behind readiness: can the record be written, and is its schema the one this program knows.
import PostgreSQL

enum HealthStatements {
    static let isWritable = Statement<Void, Bool>(
        "health.is_writable",
        "select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off'",
        nonNull: .all
    )

    static let schemaVersion = Statement<Void, Int32?>(
        "health.schema_version",
        "select max(version) from schema_migration"
    )

    static let all: [any AnyStatement] = [isWritable, schemaVersion]
}

enum MigrationStatements {
    static let applied = Statement<Void, (Int32, String, String)>(
        "migration.applied",
        "select version, name, checksum from schema_migration order by version limit 10000"
    )

    /// Whether each of the two bookkeeping tables is there.
    static let bookkeeping = Statement<Void, (Bool, Bool)>(
        "migration.bookkeeping",
        "select to_regclass('schema_migration') is not null, to_regclass('schema_object') is not null",
        nonNull: .all
    )

    static let objects = Statement<Void, (String, String)>(
        "migration.objects",
        "select path, checksum from schema_object order by path limit 10000"
    )

    static let recordObject = Statement<(String, String), Void>(
        "migration.record_object",
        """
        insert into schema_object (path, checksum, applied_at) values ($1, $2, now())
        on conflict (path) do update set checksum = excluded.checksum, applied_at = excluded.applied_at
        """
    )

    static let all: [any AnyStatement] = [bookkeeping, applied, objects, recordObject]
}
