// `workup condition add`.
import ArgumentParser
import Domain
import UseCases

/// `workup condition add`.
struct ConditionAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add",
        "Record a condition, present or absent.",
        examples: [
            "workup condition add WORKUP hypertension --since 2019",
            "workup condition add WORKUP hyperprolinaemia --absent",
        ],
        more: "WORKUP is the workup's id. A condition nobody asked about is neither present nor absent: leave it out."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "The condition.") var condition: RecordedCondition
    @Flag(help: "It was asked about, and is absent.") var absent = false
    @Option(help: ArgumentHelp("Since when: a day, a month or a year.", valueName: "date")) var since: String?
    @Option(help: ArgumentHelp("A note.", valueName: "text")) var note: String?
    @Option(help: ArgumentHelp("Why, where it was taken back before.", valueName: "text")) var reason: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            RecordCondition.Input.codec,
            nil,
            [
                ("condition", .string(condition.rawValue)), ("answer", absent ? "absent" : "present"),
                ("since", since.json), ("note", note.json), ("reason", reason.json),
            ]
        )
        let answer = try await RecordCondition.run(workup, input, call: session.call(change), in: session.environment)
        try session.show(answer, as: .treatments, change)
    }
}
