// `workup audit`: who saw and changed what.
import ArgumentParser
import Domain
import UseCases

/// `workup audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "audit",
        "Search, export, verify and review the access log; looking at it is itself in the log.",
        examples: [
            "workup audit search --patient 01980000-0000-7000-8000-000000000001",
            "workup audit export --from 2026-01-01T00:00:00Z > log.ndjson",
        ],
        subcommands: [
            AuditSearch.self, AuditExport.self, AuditVerify.self, AuditProve.self, AuditCheckProof.self, AuditKey.self,
            AuditPatient.self, AuditReview.self, AuditJudge.self, AuditMark.self, AuditRestore.self,
        ]
    )
}

/// What to look for in the access log.
struct AuditFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only about this patient.", valueName: "patient")) var patient: ID<Patient>?
    @Option(help: ArgumentHelp("Only by this user.", valueName: "user")) var user: ID<User>?
    @Option(help: ArgumentHelp("Only of this kind, such as ReadWorkup.", valueName: "event")) var event: String?
    @Option(help: ArgumentHelp("Only from this instant on.", valueName: "instant")) var from: Instant?
    @Option(help: ArgumentHelp("Only before this instant.", valueName: "instant")) var to: Instant?

    func filter(cursor: String?, limit: Int) -> SearchAudit.Filter {
        SearchAudit.Filter(
            patient: patient,
            user: user,
            from: from,
            to: to,
            event: event,
            cursor: cursor,
            limit: limit
        )
    }
}
