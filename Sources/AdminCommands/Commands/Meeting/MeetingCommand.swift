// `workup meeting`: the multidisciplinary meeting.
import ArgumentParser

/// `workup meeting`.
struct MeetingCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "meeting",
        "Plan meetings, keep their agenda, record decisions and actions, print the pack.",
        examples: [
            "workup meeting plan 2026-03-12T15:00:00Z --organisation UMC",
            "workup meeting agenda 01980000-0000-7000-8000-000000000003",
        ],
        subcommands: [
            MeetingPlan.self, MeetingList.self, MeetingShow.self, MeetingUpdate.self, MeetingAgenda.self,
            MeetingAddCase.self, MeetingDecide.self, MeetingActionAdd.self, MeetingSign.self, MeetingReportCommand.self,
        ]
    )
}
