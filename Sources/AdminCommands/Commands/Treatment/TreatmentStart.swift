// `workup treatment start`: a new course.
import ArgumentParser
import Domain
import UseCases

/// `workup treatment start`.
struct TreatmentStart: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "start",
        "Record a course of treatment.",
        examples: [
            "workup treatment start WORKUP ivig --started-on 2026-03-01",
            "workup treatment start WORKUP immunosuppressant --substance azathioprine",
        ],
        more: "WORKUP is the workup's id. Administrations are recorded one by one: workup administration add."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "The treatment.") var option: TreatmentOption
    @Option(help: ArgumentHelp("Substance, where the option leaves it open.", valueName: "name")) var substance: String?
    @Option(help: ArgumentHelp("When it began.", valueName: "date")) var startedOn: String?
    @Option(help: ArgumentHelp("A note.", valueName: "text")) var note: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            RecordCourse.Input.codec,
            body,
            [
                ("option", .string(option.rawValue)), ("substance", substance.json), ("startedOn", startedOn.json),
                ("note", note.json),
            ]
        )
        let answer = try await RecordCourse.run(workup, input, call: session.call(change), in: session.environment)
        try session.show(answer, as: .treatments, change)
    }
}
