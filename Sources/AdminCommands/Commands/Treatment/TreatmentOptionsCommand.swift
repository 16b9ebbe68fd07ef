// `workup treatment options`.
import ArgumentParser
import Domain
import UseCases

/// `workup treatment options`.
struct TreatmentOptionsCommand: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "options",
        "List the protocol's treatment options with guidance and the cautions that stand today.",
        examples: [
            "workup treatment options 01980000-0000-7000-8000-000000000002",
            "workup treatment options WORKUP --language nl",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        let page = try await TreatmentOptions.run(workup, call: session.call, in: session.environment)
        try session.show(page, as: .treatmentOptions)
    }
}
