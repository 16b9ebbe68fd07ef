// `workup patient find`.
import ArgumentParser
import Domain
import UseCases

/// `workup patient find`.
struct PatientFind: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "find",
        "Find patients by number, or by family name and birth date.",
        examples: [
            "workup patient find --identifier mrn:UMC=1234567",
            "workup patient find --family-name Jansen --born 1975-03-02",
        ],
        more: """
            What is looked for is in the access log. To keep a name out of the shell's history, give it in a file
            or on standard input: --file -
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var body: BodyOptions

    @Option(help: ArgumentHelp("Number, as mrn:<organisation>=…, bsn=… or insz=….", valueName: "system=value"))
    var identifier: IdentifierArgument?
    @Option(help: ArgumentHelp("How the family name begins.", valueName: "name")) var familyName: String?
    @Option(help: ArgumentHelp("Birth date.", valueName: "date")) var born: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            FindPatients.Input.codec,
            body,
            [("identifier", identifier?.json), ("familyName", familyName.json), ("birthDate", born.json)]
        )
        let page = try await FindPatients.run(input, call: session.call, in: session.environment)
        try session.show(page, as: .patients)
    }
}
