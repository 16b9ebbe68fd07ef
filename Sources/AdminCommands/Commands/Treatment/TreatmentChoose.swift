// `workup treatment choose`.
import ArgumentParser
import Domain
import UseCases

/// `workup treatment choose`.
struct TreatmentChoose: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "choose",
        "Record a choice: who took part, what the patient prefers, why it departs where it does.",
        examples: [
            "workup treatment choose WORKUP ivig --with patient --preference 'ivig'",
            "workup treatment choose WORKUP scig --file choice.json",
        ],
        more: """
            WORKUP is the workup's id. An option that the guideline does not place first can be chosen with --reason.
            A trial (goal, measure, target, day, stopping rule) is written down before the first infusion.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "The option.") var option: TreatmentOption
    @Option(help: ArgumentHelp("The day it was chosen; today by default.", valueName: "date")) var chosenOn: String?
    @Option(help: ArgumentHelp("Who took part; once for each.", valueName: "name")) var with: [String] = []
    @Option(help: ArgumentHelp("What the patient prefers.", valueName: "text")) var preference: String?
    @Option(help: ArgumentHelp("Why it departs from the guideline.", valueName: "text")) var reason: String?
    @Option(help: ArgumentHelp("Id of the choice that it takes the place of.", valueName: "choice"))
    var replaces: ID<ChoiceDocument>?
    @Option(help: ArgumentHelp("Id of the course that it belongs to.", valueName: "course")) var course: ID<Treatment>?
    @OptionGroup(title: "Trial") var trial: TrialOptions

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            ChooseTreatment.Input.codec,
            body,
            [
                ("option", .string(option.rawValue)), ("chosenOn", chosenOn.json ?? today(session)),
                ("participants", with.json), ("patientPreference", preference.json), ("reason", reason.json),
                ("replaces", replaces.jsonText), ("courseId", course.jsonText),
                ("trial", trial.json(chosenOn: chosenOn.json ?? .string(session.environment.today.description))),
            ]
        )
        let answer = try await ChooseTreatment.run(
            workup,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .treatments, change)
    }

    /// Today, unless a file says when.
    private func today(_ session: Session) -> JSONValue? {
        body.path == nil ? .string(session.environment.today.description) : nil
    }
}
