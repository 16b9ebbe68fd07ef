// `workup outcome add`.
import ArgumentParser
import Domain
import UseCases

/// `workup outcome add`.
struct OutcomeAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add",
        "Record an outcome measurement.",
        examples: [
            "workup outcome add WORKUP gripVigorimeter 45 --on 2026-03-01 --side right",
            "workup outcome add WORKUP mrcSum 58 --on 2026-03-01",
        ],
        more: "WORKUP is the workup's id."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "What was measured.") var measure: OutcomeMeasure
    @Argument(help: "The value, exactly.") var value: ExactNumber
    @Option(help: ArgumentHelp("The day it was measured; today by default.", valueName: "date")) var on: LocalDate?
    @Option(help: "The side, where the measure has one.") var side: Side?
    @Option(help: ArgumentHelp("A note.", valueName: "text")) var note: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            RecordOutcome.Input.codec,
            nil,
            [
                ("on", .string((on ?? session.environment.today).description)),
                ("measure", .string(measure.rawValue)), ("side", side.jsonCode), ("value", value.json),
                ("note", note.json),
            ]
        )
        let answer = try await RecordOutcome.run(workup, input, call: session.call(change), in: session.environment)
        try session.show(answer, as: .treatments, change)
    }
}
