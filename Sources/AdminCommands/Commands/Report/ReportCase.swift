// `workup report case`.
import ArgumentParser
import Domain
import Records
import Reports
import UseCases

/// `workup report case`.
struct ReportCase: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "case",
        "Print the meeting's report on one workup, as known now or at an instant.",
        examples: [
            "workup report case WORKUP --format html --language nl > case.html",
            "workup report case WORKUP --format pdf > case.pdf",
            "workup report case WORKUP --part first --format pdf > first.pdf",
            "workup report case WORKUP --as-of 2026-03-12T15:00:00Z",
        ],
        more: "WORKUP is the workup's id. Printing is in the access log."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var report: ReportOptions

    @Option(help: "How much of it as HTML or PDF: what a meeting reads first, or the annex too.")
    var part: CaseReportPart = .all

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        try await session.write(session.request(report)) { request in
            let read = try await ReadCaseForReport.run(
                workup,
                asOf: session.instant(report.moment),
                call: session.call,
                in: session.environment
            )
            return ReportRendering.caseReport(
                read.document,
                protocol: read.careProtocol,
                criteriaSets: session.environment.criteriaSets,
                standing: read.standing,
                part: part,
                request,
                digest: { ContentHash.hexadecimal($0) }
            )
        }
    }
}
