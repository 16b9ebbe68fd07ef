// `workup access`: who may see a patient.
import ArgumentParser

/// `workup access`.
struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "access",
        "Show and change who may see a patient: relations, sharing, and whom the patient objects to.",
        examples: [
            "workup access list 01980000-0000-7000-8000-000000000001",
            "workup access share PATIENT --team NMC/nmz --reason 'second opinion'",
        ],
        subcommands: [
            AccessList.self, AccessShare.self, AccessEnd.self, AccessObject.self, AccessLift.self,
            AccessRequests.self, AccessDecide.self,
        ]
    )
}

/// The organisation, team or user that is meant.
struct GranteeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Code of the organisation.", valueName: "code")) var organisation: String?
    @Option(help: ArgumentHelp("Login of the user.", valueName: "login")) var user: String?

    /// The name that is typed to confirm.
    var name: String { organisation ?? user ?? "" }
}
