// `workup evaluation refresh`: the criteria of the program asked again of every workup.
import ArgumentParser
import Domain
import UseCases

/// `workup evaluation refresh`.
struct EvaluationRefresh: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "refresh",
        "Evaluate every workup with the criteria of this program, and keep what differs.",
        examples: [
            "workup evaluation refresh --dry-run",
            "workup evaluation refresh",
        ],
        more: """
            After an update of the program that brought a new version of a criteria set. Every change of a workup
            evaluates it anyway; this is for those that nothing changes. What comes to the same as before is left as
            it is, so that running it again does no harm. See first what would move: workup criteria diff.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    private static let view = RecordView(
        columns: [
            Column("workups", en: "Workups", nl: "Trajecten", .rightAligned),
            Column("kept", en: "Evaluated anew", nl: "Opnieuw geëvalueerd", .rightAligned),
            Column("moved", en: "Other answer", nl: "Ander antwoord", .rightAligned),
        ],
        empty: Localized(en: "There are no workups.", nl: "Er zijn geen trajecten.")
    )

    func perform(in session: Session) async throws {
        let call = session.call(change)
        var total = ReevaluateWorkups.Outcome()
        try await session.forEachWorkup(
            Localized(en: "workups", nl: "trajecten"),
            into: &total,
            { $0 = $0 + $1 }
        ) { page in
            try await ReevaluateWorkups.run(page, call: call, in: session.environment)
        }
        let item: JSONValue = .object(
            ("workups", .integer(total.workupCount)),
            ("kept", .integer(total.keptCount)),
            ("moved", .integer(total.movedCount))
        )
        try session.run.console.show(item.bytes, as: Self.view)
        if change.dryRun { session.run.console.say(Session.dryRunNotice) }
    }
}
