// `workup change`.
import ArgumentParser
import Domain
import UseCases

/// `workup change`.
struct WorkupChangeFields: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "change",
        "Change a workup's own fields: question, referrer, who follows it, the diagnosis.",
        examples: [
            "workup change 01980000-0000-7000-8000-000000000002 --question 'MMN or MND?'",
            "workup change 01980000-0000-7000-8000-000000000002 --file change.json",
        ],
        more: "The diagnosis is the clinician's own: text, by whom, and when. The computer never sets it."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Option(help: ArgumentHelp("The question to answer.", valueName: "text")) var question: String?
    @Option(help: ArgumentHelp("Who referred.", valueName: "name")) var referredBy: String?
    @Option(help: ArgumentHelp("Code of the organisation that answers for it.", valueName: "code"))
    var organisation: String?
    @Option(help: ArgumentHelp("Id of the user who follows it.", valueName: "user")) var assignee: ID<User>?
    @Option(help: ArgumentHelp("The clinician's diagnosis.", valueName: "text")) var diagnosis: String?
    @Option(help: ArgumentHelp("Who stated the diagnosis.", valueName: "name")) var statedBy: String?
    @Option(help: ArgumentHelp("When it was stated.", valueName: "date")) var statedOn: String?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?

    func perform(in session: Session) async throws {
        let stated = JSONValue.object(
            [("text", diagnosis), ("statedBy", statedBy), ("statedOn", statedOn)].compactMap { key, value in
                value.map { JSONMember(key, .string($0)) }
            }
        )
        let hasDiagnosis = diagnosis != nil || statedBy != nil || statedOn != nil
        let input = try session.run.decode(
            ChangeWorkup.Input.codec,
            body,
            [
                ("question", question.json), ("referredBy", referredBy.json), ("organisation", organisation.json),
                ("assigneeId", assignee.jsonText), ("diagnosis", hasDiagnosis ? stated : nil), ("reason", reason.json),
            ]
        )
        let expected = try await version.version { try await session.version(of: workup) }
        let answer = try await ChangeWorkup.run(
            workup,
            expecting: expected,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .workup, change)
    }
}
