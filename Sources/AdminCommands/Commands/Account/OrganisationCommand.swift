// `workup organisation`: the hospitals that work with the record.
import ArgumentParser

/// `workup organisation`.
struct OrganisationCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "organisation",
        "Add and list organisations.",
        examples: [
            "workup organisation list",
            "workup organisation add UMC 'University hospital' neuromuscularCentre",
        ],
        subcommands: [OrganisationAdd.self, OrganisationList.self]
    )
}
