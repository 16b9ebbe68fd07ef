// `workup administration correct`.
import ArgumentParser
import Domain
import UseCases

/// `workup administration correct`.
struct AdministrationCorrect: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "correct",
        "Correct an administration with a reason; what was recorded first stays in the history.",
        examples: [
            "workup administration correct WORKUP GIVEN --lot A13 --reason misread",
            "workup administration correct WORKUP GIVEN --file infusion.json",
        ],
        more: """
            WORKUP and GIVEN are the ids of the workup and of the administration. What is left out stays as it is; a
            file holds the whole administration as it should have been, and flags count before it. Flags of details
            take the place of all details. A product that was withdrawn by that day is refused.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Id of the administration.") var administration: ID<Administration>
    @Option(help: ArgumentHelp("The day it was given.", valueName: "date")) var on: String?
    @Option(help: ArgumentHelp("Product.", valueName: "name")) var product: String?
    @Option(help: ArgumentHelp("Batch.", valueName: "batch")) var lot: String?
    @Option(help: ArgumentHelp("Dose in grams.", valueName: "number")) var grams: ExactNumber?
    @Option(name: .customLong("weight"), help: ArgumentHelp("Body weight in kilograms.", valueName: "number"))
    var bodyWeightKg: ExactNumber?
    @Option(help: ArgumentHelp("A note.", valueName: "text")) var note: String?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?
    @OptionGroup(title: "Details") var details: AdministrationDetailOptions

    func perform(in session: Session) async throws {
        let now = try await session.administration(administration, of: workup)
        let flags = [
            ("on", on.json), ("product", product.json), ("lot", lot.json), ("grams", grams?.json),
            ("bodyWeightKg", bodyWeightKg?.json), ("note", note.json), ("details", details.json),
            ("reason", reason.json),
        ]
        let input = try session.run.decode(
            RecordAdministration.Input.codec,
            body,
            body.path == nil ? now.kept + flags : flags
        )
        let answer = try await RecordAdministration.correct(
            workup,
            course: now.course,
            administration,
            expecting: version.expecting ?? now.document.version,
            isWithdrawn: false,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .treatments, change)
    }
}

/// An administration as it is now, with the course it belongs to.
struct RecordedAdministration: Sendable {
    let course: ID<Treatment>
    let document: AdministrationDocument
    /// The document as it was read.
    let json: JSONValue

    /// What a correction keeps where it says nothing else.
    var kept: [(String, JSONValue?)] {
        ["on", "product", "lot", "grams", "bodyWeightKg", "note", "details"]
            .map { (name: String) -> (String, JSONValue?) in (name, json[name]) }
    }

    /// It as it was given.
    var administration: Administration {
        Administration(
            on: document.on,
            product: document.product,
            lot: document.lot,
            grams: document.grams,
            bodyWeightKg: document.bodyWeightKg,
            note: document.note
        )
    }
}

extension Session {
    /// An administration of a workup, as it is now, whichever course it belongs to.
    func administration(
        _ administration: ID<Administration>,
        of workup: ID<Workup>
    ) async throws -> RecordedAdministration {
        for course in try await treatments(of: workup)["treatments"]?.array ?? [] {
            let found = course["administrations"]?.array?.first { $0["id"]?.string == administration.description }
            guard let found, let id = course["id"]?.string.flatMap({ ID<Treatment>($0) }) else { continue }
            return RecordedAdministration(
                course: id,
                document: try AdministrationDocument.codec.decode(found),
                json: found
            )
        }
        throw CommandFailure(
            code: "not-found",
            exit: .failed,
            message: Localized(
                en: "the workup has no such administration; administration list shows those it has",
                nl: "het traject heeft deze toediening niet; administration list toont welke het wel heeft"
            )
        )
    }
}
