// `workup meeting report`: the same as `workup report meeting`, where one looks for it under the noun.
import ArgumentParser
import Domain

/// `workup meeting report`.
struct MeetingReportCommand: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "report",
        "Print a meeting's pack: the agenda on one page, then every case.",
        examples: [
            "workup meeting report MEETING --format html > pack.html",
            "workup meeting report MEETING --format pdf --language nl > pack.pdf",
            "workup meeting report MEETING --language nl",
        ],
        more: "MEETING is the meeting's id."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var report: ReportOptions

    @Argument(help: "Id of the meeting.") var meeting: ID<Meeting>

    func perform(in session: Session) async throws {
        try await session.writeMeetingReport(meeting, report)
    }
}
