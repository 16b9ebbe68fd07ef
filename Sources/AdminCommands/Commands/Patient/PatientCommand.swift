// `workup patient`: who the patients are.
import ArgumentParser

/// `workup patient`.
struct PatientCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "patient",
        "Add, find, correct, merge and export patients.",
        examples: [
            "workup patient find --family-name Jansen",
            "workup patient add --family-name Jansen --sex female",
        ],
        subcommands: [
            PatientAdd.self, PatientFind.self, PatientShow.self, PatientUpdate.self, PatientMerge.self,
            PatientUnmerge.self, PatientExport.self,
        ]
    )
}
