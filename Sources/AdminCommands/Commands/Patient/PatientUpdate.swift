// `workup patient update`.
import ArgumentParser
import Domain
import UseCases

/// `workup patient update`.
struct PatientUpdate: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "update",
        "Correct what a patient is called and known by; the old version stays.",
        examples: [
            "workup patient update 01980000-0000-7000-8000-000000000001 --born 1975-03-03",
            "workup patient update 01980000-0000-7000-8000-000000000001 --file p.json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Option(help: ArgumentHelp("Family name.", valueName: "name")) var familyName: String?
    @Option(help: ArgumentHelp("Given name; all of them, one each.", valueName: "name")) var givenName: [String] = []
    @Option(help: ArgumentHelp("Birth date.", valueName: "date")) var born: String?
    @Option(help: "Sex.") var sex: Sex?
    @Option(help: ArgumentHelp("Number to add.", valueName: "system=value"))
    var addIdentifier: [IdentifierArgument] = []
    @Option(help: ArgumentHelp("Number that is no longer theirs.", valueName: "system=value"))
    var endIdentifier: [IdentifierArgument] = []
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            UpdatePatient.Input.codec,
            body,
            [
                ("familyName", familyName.json), ("givenNames", givenName.json), ("birthDate", born.json),
                ("sex", sex.jsonCode), ("addIdentifiers", addIdentifier.json), ("endIdentifiers", endIdentifier.json),
                ("reason", reason.json),
            ]
        )
        let expected = try await version.version {
            try await ReadPatient.run(patient, asOf: nil, call: session.call, in: session.environment).version
        }
        let answer = try await UpdatePatient.run(
            patient,
            expecting: expected,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .patients, change)
    }
}
