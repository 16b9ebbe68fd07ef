// `workup finding add`.
import ArgumentParser
import Domain
import UseCases

/// `workup finding add`.
struct FindingAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add",
        "Record a finding; the step it completes becomes reported.",
        examples: [
            "workup finding add WORKUP antibody --file gm1.json",
            "workup finding add WORKUP imaging --file mri.json --origin 'Hospital X'",
        ],
        more: """
            WORKUP is the workup's id. The file holds the finding in the shape of its kind, as in a case file; with
            no --file it is read from standard input.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Kind of the finding.") var kind: FindingKind
    @Option(
        name: .customLong("file"),
        help: ArgumentHelp("JSON of the finding, - for standard input.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var path = "-"
    @Option(help: ArgumentHelp("Where a result from elsewhere came from.", valueName: "text")) var origin: String?

    func perform(in session: Session) async throws {
        let finding = try session.run.readJSON(path)
        let json = try session.run.fields(
            nil,
            [("kind", .string(kind.rawValue)), ("body", finding), ("origin", origin.json)]
        )
        let input = try session.run.decode(RecordFinding.Input.codec, json, named: path, at: "/body")
        let answer = try await RecordFinding.run(workup, input, call: session.call(change), in: session.environment)
        try session.show(answer, as: .findings, change)
    }
}
