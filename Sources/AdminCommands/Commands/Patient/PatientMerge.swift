// `workup patient merge`.
import ArgumentParser
import Domain
import UseCases

/// `workup patient merge`.
struct PatientMerge: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "merge",
        "Link a patient's record to the one that leads, because they are one person.",
        examples: [
            "workup patient merge SOURCE LEADING --reason 'same BSN'",
            "workup patient merge SOURCE LEADING --reason 'same BSN' --dry-run --yes",
        ],
        more: "SOURCE and LEADING are the ids of the two records. No clinical row moves; the link can be undone."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var confirmation: ConfirmationOptions

    @Argument(help: "Id of the record that follows.") var source: ID<Patient>
    @Argument(help: "Id of the record that leads.") var leading: ID<Patient>
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        try await session.confirmPair(
            source,
            leading,
            confirmation,
            Localized(en: "record will be merged into that of", nl: "wordt samengevoegd met dat van")
        )
        let answer = try await MergePatients.run(
            source,
            MergePatients.Input(into: leading, reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .patients, change)
    }
}
