// The root of the command tree.
import ArgumentParser

/// `workup`.
struct WorkupCommand: ParsableCommand {
    static let configuration: CommandConfiguration = {
        var configuration = CommandConfiguration.command(
            "workup",
            "Follow the diagnosis and treatment of multifocal motor neuropathy, patient by patient.",
            examples: [
                "workup serve --demo",
                "workup list --overdue",
            ],
            more: """
                Data goes to standard output, talk to standard error. Each command has --output table, json or csv,
                and each change --dry-run. Without --database-url, Workup uses its own PostgreSQL server. A command
                is a noun and a verb; the noun workup may be left out.
                """,
            subcommands: [
                ServeCommand.self, MigrateCommand.self, DemoCommand.self, PatientCommand.self, CaseCommand.self,
                StepCommand.self, FindingCommand.self, EvaluationCommand.self, TreatmentCommand.self,
                AdministrationCommand.self,
                OutcomeCommand.self, ConditionCommand.self, LotCommand.self, MeetingCommand.self, ReportCommand.self,
                ProtocolCommand.self,
                OrganisationCommand.self, UserCommand.self, TeamCommand.self, TokenCommand.self, AccessCommand.self,
                AuditCommand.self, BackupCommand.self, RetentionCommand.self, ImportCommand.self,
                ExportCommand.self, EvaluateCommand.self, CriteriaCommand.self, CheckCommand.self, ConfigCommand.self,
                GenerateCommand.self,
            ]
        )
        configuration.version = Version.current
        return configuration
    }()

    static let _errorPrefix = ""
}
