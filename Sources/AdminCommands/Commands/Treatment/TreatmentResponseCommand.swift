// `workup treatment response`.
import ArgumentParser
import Criteria
import Domain
import UseCases

/// `workup treatment response`.
struct TreatmentResponseCommand: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "response",
        "Judge the response: responder, wearing-off, deterioration, trials, values by product.",
        examples: [
            "workup treatment response 01980000-0000-7000-8000-000000000002",
            "workup treatment response WORKUP --as-of 2026-03-01 --output json",
        ],
        more: """
            What is shown is proposed from the measurements; the clinician's own entry is kept with the course. No brand is
            proven better: values by product are shown side by side, without a verdict.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        let page = try await ReadResponse.run(
            workup,
            asOf: session.instant(moment),
            call: session.call,
            in: session.environment
        )
        let console = session.run.console
        switch console.form {
        case .json: try console.show(page.body, as: .response)
        case .csv, .table:
            let response = try JSONReader.read(page.body, limits: .ownDocuments)
            if console.form == .csv {
                try console.show(items: response["courses"]?.array ?? [], as: .response)
            } else {
                try console.show(page.body, as: .response)
                if (response["products"]?.array?.count ?? 0) > 1 { console.say(ProductResponse.caveat) }
            }
        }
    }
}
