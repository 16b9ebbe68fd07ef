// `workup organisation list`.
import ArgumentParser
import UseCases

/// `workup organisation list`.
struct OrganisationList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the organisations.",
        examples: [
            "workup organisation list",
            "workup organisation list --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    func perform(in session: Session) async throws {
        let page = try await ListOrganisations.run(call: session.call, in: session.environment)
        try session.show(page, as: .organisations)
    }
}
