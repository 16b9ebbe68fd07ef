// `workup patient export`.
import ArgumentParser
import Domain
import UseCases

/// `workup patient export`.
struct PatientExport: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "export",
        "Print everything on one patient as JSON: the patient and every workup as a case file.",
        examples: [
            "workup patient export 01980000-0000-7000-8000-000000000001",
            "workup patient export 01980000-0000-7000-8000-000000000001 > record.json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>

    func perform(in session: Session) async throws {
        let answer = try await ExportPatient.run(patient, call: session.call, in: session.environment)
        try session.run.console.write(answer.body + [UInt8(ascii: "\n")])
    }
}
