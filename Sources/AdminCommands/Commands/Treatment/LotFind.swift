// `workup lot find`: the recall question.
import ArgumentParser
import Domain
import UseCases

/// `workup lot find`.
struct LotFind: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "find",
        "List who received a batch, for a recall; every patient shown is in the access log.",
        examples: [
            "workup lot find A12345",
            "workup lot find A12345 --product Kiovig --output csv",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: "The batch.") var lot: String
    @Option(
        help: ArgumentHelp("Only of this product, or of one that may be it; the list says which.", valueName: "name")
    ) var product: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            FindLot.Input.codec,
            nil,
            [("lot", .string(lot)), ("product", product.json)]
        )
        let page = try await FindLot.run(input, call: session.call, in: session.environment)
        try session.show(page, as: .lots)
        if let others = page.otherPatientCount, others > 0 {
            session.run.console.say(
                Localized(
                    en: "\(others) more patients received this batch and are not shared with you: "
                        + "ask an administrator to run this on the machine itself.",
                    nl: "Nog \(others) patiënten kregen deze batch en zijn niet met u gedeeld: "
                        + "vraag een beheerder dit op de machine zelf uit te voeren."
                )
            )
        }
    }
}
