// What every printed report is asked for.
import ArgumentParser
import Domain
import Records
import Reports
import UseCases

extension ReportFormat: ExpressibleByArgument {}
extension CaseReportPart: ExpressibleByArgument {}
extension MeetingReportPart: ExpressibleByArgument {}

/// The form of a report, and the instant it speaks of.
struct ReportOptions: ParsableArguments {
    @Option(help: "Form of the report.") var format: ReportFormat = .text
    @OptionGroup var moment: AsOfOptions
}

extension Session {
    /// How a report is printed here and now.
    func request(_ options: ReportOptions) -> ReportRequest { request(options.format) }

    /// How a report in a form is printed here and now.
    func request(_ form: ReportFormat) -> ReportRequest {
        // `--output json` asks for JSON as well; the report has a form of its own beside it.
        let format = run.console.form == .json && form == .text ? .json : form
        return ReportRequest(
            format: format,
            language: run.language,
            printedBy: actor.name,
            printedAt: environment.now(),
            clock: run.settings.zone.clock
        )
    }

    /// Writes the report on a meeting and its cases.
    func writeMeetingReport(
        _ meeting: ID<Meeting>,
        _ options: ReportOptions,
        part: MeetingReportPart
    ) async throws {
        try await write(request(options)) { request in
            let read = try await ReadMeetingForReport.run(
                meeting,
                asOf: instant(options.moment),
                call: call,
                in: environment
            )
            let cases = read.cases.map {
                MeetingReportCase(document: $0.document, protocol: $0.careProtocol, standing: $0.standing)
            }
            return ReportRendering.meetingReport(
                read.meeting,
                history: read.history,
                cases: cases,
                criteriaSets: environment.criteriaSets,
                part: part,
                request,
                digest: { ContentHash.hexadecimal($0) }
            )
        }
    }
}
