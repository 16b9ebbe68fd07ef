// `workup administration add`.
import ArgumentParser
import Criteria
import Domain
import UseCases

/// `workup administration add`.
struct AdministrationAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add",
        "Record an administration of a course.",
        examples: [
            "workup administration add WORKUP COURSE --on 2026-03-01 --grams 70 --lot A12",
            "workup administration add WORKUP COURSE --file infusion.json",
        ],
        more: """
            WORKUP and COURSE are ids. A product that was withdrawn by that day is refused. Details from a file and from
            flags are not mixed: flags of details count before those of the file.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Id of the course.") var course: ID<Treatment>
    @Option(help: ArgumentHelp("The day it was given.", valueName: "date")) var on: String?
    @Option(help: ArgumentHelp("Product.", valueName: "name")) var product: String?
    @Option(help: ArgumentHelp("Batch.", valueName: "batch")) var lot: String?
    @Option(help: ArgumentHelp("Dose in grams.", valueName: "number")) var grams: ExactNumber?
    @Option(name: .customLong("weight"), help: ArgumentHelp("Body weight in kilograms.", valueName: "number"))
    var bodyWeightKg: ExactNumber?
    @Option(help: ArgumentHelp("A note.", valueName: "text")) var note: String?
    @Option(help: ArgumentHelp("Why, where a caution asks for it.", valueName: "text")) var reason: String?
    @OptionGroup(title: "Details") var details: AdministrationDetailOptions

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            RecordAdministration.Input.codec,
            body,
            [
                ("on", on.json), ("product", product.json), ("lot", lot.json), ("grams", grams?.json),
                ("bodyWeightKg", bodyWeightKg?.json), ("note", note.json), ("details", details.json),
                ("reason", reason.json),
            ]
        )
        let cautions = try await CheckAdministration.run(
            workup,
            course: course,
            input,
            call: session.call,
            in: session.environment
        )
        let answer = try await RecordAdministration.run(
            workup,
            course: course,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .treatments, change)
        session.say(cautions: try JSONReader.read(cautions.body))
    }
}

extension Session {
    /// Says the cautions of a page beside the data, each with how far it was checked.
    func say(cautions page: JSONValue) {
        for caution in page["items"]?.array ?? [] {
            let code = run.language.rawValue
            let words = RaisedCaution.joined(caution[code]?.string ?? "", caution["detail"]?[code]?.string)
            let status = caution["status"]?.string.flatMap(CheckStatus.init(rawValue:))?.label(run.language)
            let head = Localized(en: "caution", nl: "let op")[run.language]
            run.console.say("\(head): \(words) (\(status ?? ""))")
        }
    }
}
