// `workup step set`: moving a step.
import ArgumentParser
import Domain
import UseCases

/// `workup step set`.
struct StepSet: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "set",
        "Move a step to another state, or change who does it and when.",
        examples: [
            "workup step set WORKUP lumbarPuncture scheduled --scheduled-on 2026-03-04",
            "workup step set WORKUP lumbarPuncture declined --reason 'does not want it'",
        ],
        more: """
            WORKUP is the workup's id. A step becomes reported by its recorded result, not here. A step that ends
            without a result takes --reason. An illegal move is refused and names the legal ones.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Code of the step.") var code: String
    @Argument(help: "State to move to; left out, the step stays in its state.") var state: StepState?
    @Option(help: ArgumentHelp("Id of the user who does it.", valueName: "user")) var assignee: ID<User>?
    @Option(help: ArgumentHelp("Code of the organisation that does it.", valueName: "code")) var organisation: String?
    @Option(help: ArgumentHelp("When it should be done.", valueName: "date")) var dueOn: String?
    @Option(help: ArgumentHelp("When it is planned.", valueName: "date")) var scheduledOn: String?
    @Option(help: ArgumentHelp("When it was done.", valueName: "date")) var performedOn: String?
    @Option(help: ArgumentHelp("Where a result from elsewhere came from.", valueName: "text")) var origin: String?
    @Option(help: ArgumentHelp("A note.", valueName: "text")) var note: String?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?

    func perform(in session: Session) async throws {
        let move = try session.run.decode(
            StepMove.codec,
            body,
            [
                ("state", state.jsonCode), ("assigneeId", assignee.jsonText), ("organisation", organisation.json),
                ("dueOn", dueOn.json), ("scheduledOn", scheduledOn.json), ("performedOn", performedOn.json),
                ("origin", origin.json), ("note", note.json), ("reason", reason.json),
            ]
        )
        let expected = try await version.version { try await session.version(ofStep: code, of: workup) }
        let answer = try await MoveStep.run(
            workup,
            code: code,
            expecting: expected,
            move,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .step, change)
    }
}
