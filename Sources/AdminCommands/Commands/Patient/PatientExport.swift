// `workup patient export`.
import ArgumentParser
import Domain
import Records
import Reports
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
            It is complete or it is not made. The page is one file that holds all it needs: for the patient to take home, or
            to be printed.
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
            let record = try await ExportPatient.forReport(patient, call: session.call, in: session.environment)
            let bytes = ReportRendering.patientRecord(
                record.patient,
                cases: record.cases.map { MeetingReportCase(document: $0.document, protocol: $0.careProtocol) },
                criteriaSets: session.environment.criteriaSets,
                session.request(.html),
                digest: { ContentHash.hexadecimal($0) }
            )
            try session.run.console.write(bytes)
        }
    }
}
