// `workup report`: what is read in the meeting.
import ArgumentParser

/// `workup report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "report",
        "Print reports, the patient's sheet and letters, or show statistics.",
        examples: [
            "workup report case WORKUP --format html > case.html",
            "workup report meeting MEETING --format text --language nl",
        ],
        subcommands: [
            ReportCase.self, ReportMeeting.self, ReportSheet.self, ReportLetter.self, ReportStatistics.self,
        ]
    )
}
