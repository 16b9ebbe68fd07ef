// `workup patient show`.
import ArgumentParser
import Domain
import UseCases

/// `workup patient show`.
struct PatientShow: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show a patient, or the workups of a patient.",
        examples: [
            "workup patient show 01980000-0000-7000-8000-000000000001",
            "workup patient show 01980000-0000-7000-8000-000000000001 --workups",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Flag(help: "List the workups instead.") var workups = false

    func perform(in session: Session) async throws {
        if workups {
            let page = try await ListPatientWorkups.run(patient, call: session.call, in: session.environment)
            try session.show(page, as: .patientWorkups)
        } else {
            let answer = try await ReadPatient.run(
                patient,
                asOf: session.instant(moment),
                call: session.call,
                in: session.environment
            )
            try session.show(answer, as: .patients)
        }
    }
}
