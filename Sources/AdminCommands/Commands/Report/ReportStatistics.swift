// `workup report statistics`.
import ArgumentParser
import Domain
import UseCases

/// `workup report statistics`.
struct ReportStatistics: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "statistics",
        "Show the clinic's response rate to IVIg beside the published ones.",
        examples: [
            "workup report statistics",
            "workup report statistics --protocol mmn --output json",
        ],
        more: """
            A patient counts once, by the first course of IVIg that the measurements could judge. One in whom no
            response was measured yet within the six months is counted apart, since it may still come: a choice of this
            project. Under five patients the rate is not shown, since a number would point at people.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Option(name: .customLong("protocol"), help: ArgumentHelp("Code of the protocol.", valueName: "code"))
    var protocolCode = "mmn"

    func perform(in session: Session) async throws {
        let page = try await ReadResponseStatistics.run(
            protocolCode: protocolCode,
            call: session.call,
            in: session.environment
        )
        let console = session.run.console
        let statistics = try JSONReader.read(page.body)
        switch console.form {
        case .json: try console.show(page.body, as: .responseRates)
        case .csv, .table:
            try console.show(items: statistics.rates, as: .responseRates)
            if let pending = statistics["notYetAssessable"]?.text, pending != "0" {
                console.say(
                    Localized(
                        en:
                            "Not counted, since a response may still be measured in the first six months: \(pending). Leaving them out is a choice of this project.",
                        nl:
                            "Niet meegeteld, omdat in de eerste zes maanden nog effect gemeten kan worden: \(pending). Hen weglaten is een keuze van dit project."
                    )
                )
            }
            guard statistics["clinic"] == nil else { return }
            let least = statistics["patientsMin"]?.text ?? ""
            console.say(
                Localized(
                    en: "The clinic's own rate is not shown: fewer than \(least) patients could be judged.",
                    nl:
                        "Het eigen percentage wordt niet getoond: minder dan \(least) patiënten konden worden beoordeeld."
                )
            )
        }
    }
}

extension JSONValue {
    /// The clinic's rate, where it is shown, and the published ones, as lines of one table.
    fileprivate var rates: [JSONValue] {
        let clinic = Localized(en: "this clinic", nl: "deze kliniek")
        let population = JSONValue.object(("en", .string(clinic.en)), ("nl", .string(clinic.nl)))
        let own = self["clinic"].map { [JSONValue.object(("rate", $0), ("population", population))] } ?? []
        return own + (self["published"]?.array ?? [])
    }
}
