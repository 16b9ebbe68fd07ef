// `workup report letter`.
import ArgumentParser
import Domain
import Records
import Reports
import UseCases

extension LetterRecipient: ExpressibleByArgument {}
extension DiseaseText: ExpressibleByArgument {}

/// `workup report letter`.
struct ReportLetter: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "letter",
        "Print a letter about a workup to the general practitioner or the regional hospital.",
        examples: [
            "workup report letter WORKUP --format pdf --language nl > letter.pdf",
            "workup report letter WORKUP --to regionalHospital > letter.txt",
        ],
        more: "WORKUP is the workup's id. A message is printed and not kept. Printing is in the access log."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var report: ReportOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Option(help: "Whom the letter is for.") var to: LetterRecipient = .generalPractitioner
    @Option(help: ArgumentHelp("Which hospital it is for; where left out, the one of the record.", valueName: "code"))
    var hospital: String?
    @Option(help: "Whether the text about MMN goes with it; where left out, until a diagnosis is stated.")
    var about: DiseaseText?
    @Option(help: ArgumentHelp("What the sender adds in their own words.", valueName: "text")) var message: String?

    func perform(in session: Session) async throws {
        try await session.write(session.request(report)) { request in
            let paper = try await ReadCaseForLetter.run(
                workup,
                hospital: hospital,
                asOf: session.instant(report.moment),
                call: session.call,
                in: session.environment
            )
            return ReportRendering.letter(
                MeetingReportCase(document: paper.found.document, protocol: paper.found.careProtocol),
                LetterRequest(to: to, hospital: hospital, about: about, message: message),
                criteriaSets: session.environment.criteriaSets,
                organisations: paper.organisations,
                request,
                digest: { ContentHash.hexadecimal($0) }
            )
        }
    }
}
