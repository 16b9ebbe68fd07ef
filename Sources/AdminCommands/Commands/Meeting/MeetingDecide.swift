// `workup meeting decide`.
import ArgumentParser
import Domain
import UseCases

/// `workup meeting decide`.
struct MeetingDecide: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "decide",
        "Record what came of a case: decision, dissent, the patient's preference, or why not.",
        examples: [
            "workup meeting decide MEETING CASE --decision 'start IVIg 2 g/kg'",
            "workup meeting decide MEETING CASE --file outcome.json",
        ],
        more: """
            MEETING and CASE are ids; `workup meeting agenda` lists the cases. After sign-off a change is an
            amendment and takes --reason.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the meeting.") var meeting: ID<Meeting>
    @Argument(help: "Id of the case.") var item: ID<MeetingCase>
    @Option(help: "Where the case stands.") var status: MeetingCaseStatus?
    @Option(help: ArgumentHelp("The decision.", valueName: "text")) var decision: String?
    @Option(help: ArgumentHelp("The diagnosis in the clinicians' words.", valueName: "text")) var diagnosis: String?
    @Option(help: ArgumentHelp("Who disagreed, and why.", valueName: "text")) var dissent: String?
    @Option(help: ArgumentHelp("What the patient prefers.", valueName: "text")) var preference: String?
    @Option(help: ArgumentHelp("Further tests.", valueName: "text")) var furtherTests: String?
    @Option(help: ArgumentHelp("Who tells the patient.", valueName: "name")) var informsPatient: String?
    @Option(help: ArgumentHelp("When the case is looked at again.", valueName: "date")) var nextReviewOn: String?
    @Option(help: ArgumentHelp("Why it was not discussed.", valueName: "text")) var notDiscussedReason: String?
    @Option(help: ArgumentHelp("Why it is amended.", valueName: "text")) var reason: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            ChangeMeetingCase.Input.codec,
            body,
            [
                ("status", status.jsonCode), ("decision", decision.json), ("diagnosis", diagnosis.json),
                ("dissent", dissent.json), ("patientPreference", preference.json),
                ("furtherTests", furtherTests.json), ("informsPatient", informsPatient.json),
                ("nextReviewOn", nextReviewOn.json), ("notDiscussedReason", notDiscussedReason.json),
                ("reason", reason.json),
            ]
        )
        let expected = try await version.version { try await session.version(of: item, in: meeting) }
        let answer = try await ChangeMeetingCase.run(
            meeting,
            item,
            expecting: expected,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .meeting, change)
    }
}
