// `workup report sheet`.
import ArgumentParser
import Domain
import Records
import Reports
import UseCases

/// `workup report sheet`.
struct ReportSheet: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "sheet",
        "Print the information sheet for a patient, or the general one.",
        examples: [
            "workup report sheet WORKUP --format pdf --language nl > sheet.pdf",
            "workup report sheet --format pdf > general.pdf",
        ],
        more: """
            WORKUP is the workup's id; without one, the sheet speaks of nobody. Every sentence of fact stands in
            docs/clinical/papers.md with its source. Printing the sheet of a patient is in the access log.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var report: ReportOptions

    @Argument(help: "Id of the workup; none for the general sheet.") var workup: ID<Workup>?
    @Option(help: "Whether the text about MMN goes with it; where left out, until a diagnosis is stated.")
    var about: DiseaseText?

    func perform(in session: Session) async throws {
        try await session.write(session.request(report)) { request in
            var paper: CaseForPaper?
            if let workup {
                paper = try await ReadCaseForSheet.run(
                    workup,
                    asOf: session.instant(report.moment),
                    call: session.call,
                    in: session.environment
                )
            }
            return ReportRendering.patientSheet(
                paper.map { MeetingReportCase(document: $0.found.document, protocol: $0.found.careProtocol) },
                about: about,
                organisations: paper?.organisationNames ?? [:],
                links: session.run.settings.paperLinks,
                request,
                digest: { ContentHash.hexadecimal($0) }
            )
        }
    }
}
