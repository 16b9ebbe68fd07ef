// `workup meeting report`: the same as `workup report meeting`, where one looks for it under the noun.
import ArgumentParser
import Domain
import Reports

/// `workup meeting report`.
struct MeetingReportCommand: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "report",
        "Print a meeting's agenda or pack: the agenda, then every case.",
        examples: [
            "workup meeting report MEETING --format html > pack.html",
            "workup meeting report MEETING --format pdf --language nl > pack.pdf",
            "workup meeting report MEETING --part agenda --format pdf > agenda.pdf",
            "workup meeting report MEETING --language nl",
        ],
        more: "MEETING is the meeting's id."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var report: ReportOptions

    @Option(help: "How much of it as HTML or PDF: the agenda, the pack, or each case's annex too.")
    var part: MeetingReportPart = .pack

    @Argument(help: "Id of the meeting.") var meeting: ID<Meeting>

    func perform(in session: Session) async throws {
        try await session.writeMeetingReport(meeting, report, part: part)
    }
}
