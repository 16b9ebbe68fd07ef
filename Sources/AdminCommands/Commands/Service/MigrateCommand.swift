// `workup migrate`: the schema of the database.
import ArgumentParser

/// `workup migrate`.
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "migrate",
        "Look at the schema of the database and bring it up to this program.",
        examples: [
            "workup migrate status",
            "workup migrate up --dry-run",
        ],
        subcommands: [MigrateStatus.self, MigratePlan.self, MigrateUp.self]
    )
}
