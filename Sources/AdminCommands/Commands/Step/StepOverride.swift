// `workup step override`: beginning a step before its prerequisites.
import ArgumentParser
import Domain
import UseCases

/// `workup step override`.
struct StepOverride: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "override",
        "Begin a step although a prerequisite is not met; the reason is logged.",
        examples: [
            "workup step override WORKUP lumbarPuncture requested --reason 'urgent'",
            "workup step override WORKUP meeting requested --reason 'fast decline'",
        ],
        more: "WORKUP is the workup's id."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Code of the step.") var code: String
    @Argument(help: "State to begin in: requested, scheduled or performed.") var state: StepState
    @Option(help: ArgumentHelp("When it is planned.", valueName: "date")) var scheduledOn: LocalDate?
    @Option(help: ArgumentHelp("When it was done.", valueName: "date")) var performedOn: PartialDate?
    @Option(help: ArgumentHelp("Why it begins early.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let move = StepMove(
            state: state,
            scheduledOn: scheduledOn,
            performedOn: performedOn,
            overrideReason: reason
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
