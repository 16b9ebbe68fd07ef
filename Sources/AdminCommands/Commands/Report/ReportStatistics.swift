// `workup report statistics`.
import ArgumentParser
import Domain
import Records
import Reports
import UseCases

extension StatisticsFormat: ExpressibleByArgument {}

/// `workup report statistics`.
struct ReportStatistics: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "statistics",
        "Show the clinic's response rate beside published ones, or a period's figures.",
        examples: [
            "workup report statistics",
            "workup report statistics --protocol mmn --output json",
            "workup report statistics --from 2025-01-01 --to 2025-12-31",
            "workup report statistics --format pdf --language nl > figures.pdf",
        ],
        more: """
            A patient counts once, by the first course of IVIg that the measurements could judge. One in whom no
            response was measured yet within the six months is counted apart, since it may still come: a choice of this
            project. Under five patients the rate is not shown, since a number would point at people.

            With --format, --from or --to: the team's figures over a period instead, by the day on which workups were
            opened (24 months until today where left out): days from referral to diagnosis and to treatment, waiting for
            each step, steps most often missing, categories, response by product, figures by centre. Small numbers, and
            those from which they could be worked out, are not shown.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Option(name: .customLong("protocol"), help: ArgumentHelp("Code of the protocol.", valueName: "code"))
    var protocolCode = "mmn"

    @Option(help: "Form of the figures of a period.") var format: StatisticsFormat?
    @Option(help: ArgumentHelp("Count workups opened on this day or later.", valueName: "day"))
    var from: LocalDate?
    @Option(help: ArgumentHelp("Count workups opened on this day or earlier.", valueName: "day"))
    var to: LocalDate?

    func perform(in session: Session) async throws {
        guard format == nil, from == nil, to == nil else { return try await showPeriod(in: session) }
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

extension ReportStatistics {
    /// The figures of a period.
    private func showPeriod(in session: Session) async throws {
        let console = session.run.console
        let form: StatisticsFormat =
            format
            ?? {
                switch console.form {
                case .json: .json
                case .csv: .csv
                case .table: .text
                }
            }()
        func read() async throws -> TeamStatistics {
            try await ReadTeamStatistics.run(
                ReadTeamStatistics.Asked(protocolCode: protocolCode, from: from, to: to),
                call: session.call,
                in: session.environment
            )
        }
        switch (form, form.ofReport) {
        case (.csv, _): try console.write(StatisticsCSV.render(try await read()))
        case (_, let form?):
            try await session.write(session.request(form)) { request in
                ReportRendering.statistics(try await read(), request, digest: { ContentHash.hexadecimal($0) })
            }
        case (_, nil): try console.write(TeamStatistics.codec.encode(try await read()) + [UInt8(ascii: "\n")])
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
