// `workup patient add`.
import ArgumentParser
import Domain
import UseCases

/// `workup patient add`.
struct PatientAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add",
        "Add a patient.",
        examples: [
            "workup patient add --family-name Jansen --sex female --organisation UMC",
            "workup patient add --file patient.json --identifier mrn:UMC=1234567",
        ],
        more: """
            Where the patient is registered follows from --organisation or from a hospital number, and the people there
            find the patient. Where there is one organisation only, it is that one.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var body: BodyOptions

    @Option(help: ArgumentHelp("Family name.", valueName: "name")) var familyName: String?
    @Option(help: ArgumentHelp("Given name; more than once where there are several.", valueName: "name"))
    var givenName: [String] = []
    @Option(help: ArgumentHelp("Birth date.", valueName: "date")) var born: String?
    @Option(help: "Sex.") var sex: Sex?
    @Option(help: ArgumentHelp("Number, as mrn:<organisation>=…, bsn=… or insz=….", valueName: "system=value"))
    var identifier: [IdentifierArgument] = []

    @Option(help: ArgumentHelp("Code of the organisation where the patient is registered.", valueName: "code"))
    var organisation: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            Patient.codec,
            body,
            [
                ("familyName", familyName.json), ("givenNames", givenName.json), ("birthDate", born.json),
                ("sex", sex.jsonCode), ("identifiers", identifier.json),
            ]
        )
        let answer = try await AddPatient.run(
            input,
            organisation: organisation,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .patients, change)
    }
}
