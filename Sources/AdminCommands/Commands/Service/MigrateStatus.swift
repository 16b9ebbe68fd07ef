// `workup migrate status`.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL
import Records

/// `workup migrate status`.
struct MigrateStatus: Subcommand {
    static let configuration = CommandConfiguration.command(
        "status",
        "Say where the schema stands; exits with 3 where something is pending.",
        examples: [
            "workup migrate status",
            "workup migrate status --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    var settings: [SettingKey: SettingValue] { database.settings }

    static let view = RecordView(
        columns: [
            Column("currentVersion", en: "Schema of the database", nl: "Schema van de database"),
            Column("targetVersion", en: "Schema of this program", nl: "Schema van dit programma"),
            Column("pending", en: "Pending migrations", nl: "Wachtende migraties", .count),
            Column("changedObjects", en: "Changed functions and views", nl: "Gewijzigde functies en views", .count),
        ],
        empty: Localized(en: "No schema.", nl: "Geen schema.")
    )

    func perform(_ run: Run) async throws {
        let status = try await run.migrationStatus()
        try run.console.show(status.json.bytes, as: MigrateStatus.view)
        if !status.isCurrent { throw ExitCode.found }
    }
}

extension Run {
    /// Where the schema stands, without changing it.
    func migrationStatus() async throws -> MigrationStatus {
        let opening = RecordOpening(run: self)
        return try await opening.withServer(owning: .shared) { connections in
            try await Migrator.withMigrator(connections.owner, logger: opening.logger) { try await $0.status() }
        }
    }
}

extension MigrationStatus {
    /// As data.
    var json: JSONValue {
        .object(
            ("currentVersion", .integer(currentVersion)),
            ("targetVersion", .integer(targetVersion)),
            ("pending", .array(pending.map { .string("\($0.version) \($0.name)") })),
            ("changedObjects", .array(changedObjects.map { .string($0.path) }))
        )
    }

    /// One thing to be done in each line.
    var plan: [JSONValue] {
        pending.map { migration in
            .object(
                ("what", .string("migration")),
                ("version", .integer(migration.version)),
                ("name", .string(migration.name)),
                ("checksum", .string(migration.checksum))
            )
        }
            + changedObjects.map { object in
                .object(
                    ("what", .string("object")),
                    ("name", .string(object.path)),
                    ("checksum", .string(object.checksum))
                )
            }
    }
}
