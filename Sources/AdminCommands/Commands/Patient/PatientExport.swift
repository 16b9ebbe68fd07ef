// `workup patient export`.
import ArgumentParser
import Domain
import Records
import Reports
import Server
import UseCases

/// The forms of a patient's whole record.
enum RecordForm: String, CaseIterable, ExpressibleByArgument {
    case json, html
}

/// `workup patient export`.
struct PatientExport: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "export",
        "Print everything on one patient: as JSON with every workup as a case file, or as a page to be read.",
        examples: [
            "workup patient export 01980000-0000-7000-8000-000000000001 > record.json",
            "workup patient export PATIENT --format html --language nl > record.html",
        ],
        more: """
            It is of the person: the records that were joined to this one are in it. Beside each workup as a case file stands
            all that is recorded of it, with choices, conditions and what meetings decided; and for each record who may see it
            and whom the patient objects to, with every reason. Earlier versions of what was corrected and what was withdrawn
            are not in it; who used the record is told by `workup audit patient`.
            It is complete or it is not made: where something of it is not shared with whoever asks, it is refused. The page is
            one file that holds all it needs: for the patient to take home, or to be printed.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Option(help: "Form of the record.") var format: RecordForm = .json

    func perform(in session: Session) async throws {
        switch format {
        case .json:
            let answer = try await ExportPatient.run(patient, call: session.call, in: session.environment)
            try session.run.console.write(answer.body + [UInt8(ascii: "\n")])
        case .html:
            let records = try await ExportPatient.forReport(patient, call: session.call, in: session.environment)
            let bytes = ReportRendering.patientRecord(
                records.map(PatientRecordPart.init),
                criteriaSets: session.environment.criteriaSets,
                session.request(.html),
                digest: { ContentHash.hexadecimal($0) }
            )
            try session.run.console.write(bytes)
        }
    }
}
