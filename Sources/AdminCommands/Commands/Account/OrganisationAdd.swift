// `workup organisation add`.
import ArgumentParser
import Domain
import UseCases

/// `workup organisation add`.
struct OrganisationAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add",
        "Add an organisation.",
        examples: [
            "workup organisation add UMC 'University hospital' neuromuscularCentre",
            "workup organisation add SFG 'Saint Francis' regionalHospital --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Its code, as in hospital numbers: mrn:<code>.") var code: String
    @Argument(help: "Its name.") var name: String
    @Argument(help: "Its kind.") var kind: OrganisationKind

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            Organisation.codec,
            nil,
            [("code", .string(code)), ("name", .string(name)), ("kind", .string(kind.rawValue))]
        )
        let answer = try await AddOrganisation.run(input, call: session.call(change), in: session.environment)
        try session.show(answer, as: .organisations, change)
    }
}
