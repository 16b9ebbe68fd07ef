// `workup treatment`: options, choices and courses.
import ArgumentParser

/// `workup treatment`.
struct TreatmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "treatment",
        "Show the options, record the choice made together, keep courses, and judge what they brought.",
        examples: [
            "workup treatment options 01980000-0000-7000-8000-000000000002",
            "workup treatment list 01980000-0000-7000-8000-000000000002",
        ],
        subcommands: [
            TreatmentOptionsCommand.self, TreatmentChoose.self, TreatmentList.self, TreatmentStart.self,
            TreatmentUpdate.self, TreatmentResponseCommand.self,
        ]
    )
}
