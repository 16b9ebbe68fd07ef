// `workup treatment options`.
import ArgumentParser
import Criteria
import Domain
import FoundationEssentials
import UseCases

/// `workup treatment options`.
struct TreatmentOptionsCommand: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "options",
        "List the protocol's treatment options with guidance and the cautions that stand today.",
        examples: [
            "workup treatment options 01980000-0000-7000-8000-000000000002",
            "workup treatment options WORKUP --weight 71.5 --language nl",
        ],
        more: """
            Usual doses are reckoned by --weight, or else by the weight of the last administration. They are proposals of
            the protocol with their source, never orders.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Option(help: ArgumentHelp("Body weight in kilograms.", valueName: "number")) var weight: ExactNumber?

    func perform(in session: Session) async throws {
        let weightKg = try weight.map { number in
            try session.run.decode(Codec<Decimal>.positive(upTo: 1_000), number.json, named: "--weight")
        }
        let page = try await TreatmentOptions.run(
            workup,
            weightKg: weightKg,
            call: session.call,
            in: session.environment
        )
        try session.show(page, as: .treatmentOptions)
        if session.run.console.form == .table, try page.showsDoses { session.run.console.say(DoseProposal.caveat) }
    }
}

extension Page {
    /// Whether some option comes with a dose.
    fileprivate var showsDoses: Bool {
        get throws {
            let items = try JSONReader.read(body, limits: .ownDocuments)["items"]?.array ?? []
            return items.contains { $0["doseCaveat"] != nil }
        }
    }
}
