// `workup report meeting`.
import ArgumentParser
import Domain
import Reports

/// `workup report meeting`.
struct ReportMeeting: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "meeting",
        "Print a meeting's agenda or pack: the agenda, then every case.",
        examples: [
            "workup report meeting MEETING --format html > pack.html",
            "workup report meeting MEETING --format pdf --language nl > pack.pdf",
            "workup report meeting MEETING --part agenda --format pdf > agenda.pdf",
            "workup report meeting MEETING --language nl",
        ],
        more: "MEETING is the meeting's id. A signed meeting is shown as it was known when it was signed."
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
