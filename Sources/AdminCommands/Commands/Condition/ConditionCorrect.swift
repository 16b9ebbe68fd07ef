// `workup condition correct`.
import ArgumentParser
import Domain
import UseCases

/// `workup condition correct`.
struct ConditionCorrect: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "correct",
        "Correct a condition with a reason; what was recorded first stays in the history.",
        examples: [
            "workup condition correct WORKUP CONDITION --absent --reason 'not so'",
            "workup condition correct WORKUP CONDITION --since 2018 --reason letter",
        ],
        more: "WORKUP and CONDITION are ids. What is left out stays as it is."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Id of the condition.") var condition: ID<ConditionDocument>
    @Flag(help: "It is present.") var present = false
    @Flag(help: "It is absent.") var absent = false
    @Option(help: ArgumentHelp("Since when: a day, a month or a year.", valueName: "date")) var since: PartialDate?
    @Option(help: ArgumentHelp("A note.", valueName: "text")) var note: String?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func validate() throws {
        if present, absent { throw ValidationError("Give either --present or --absent.") }
    }

    func perform(in session: Session) async throws {
        let now = try await session.condition(condition, of: workup)
        let said = now.statement
        let answer: Sign = present ? .present : absent ? .absent : said.answer
        // A condition that turns out absent never began.
        let begun = since ?? (answer == .absent ? nil : said.since)
        let input = try session.run.decode(
            RecordCondition.Input.codec,
            nil,
            [
                ("condition", .string(said.condition.rawValue)), ("answer", .string(answer.rawValue)),
                ("since", begun.jsonText), ("note", (note ?? said.note).json), ("reason", .string(reason)),
            ]
        )
        let changed = try await RecordCondition.correct(
            workup,
            condition,
            expecting: try await version.version { now.version },
            isWithdrawn: false,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(changed, as: .treatments, change)
    }
}
