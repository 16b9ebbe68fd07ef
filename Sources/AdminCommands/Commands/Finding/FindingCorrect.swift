// `workup finding correct`.
import ArgumentParser
import Domain
import UseCases

/// `workup finding correct`.
struct FindingCorrect: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "correct",
        "Record a corrected version of a finding; the one it replaces stays.",
        examples: [
            "workup finding correct WORKUP FINDING --file gm1.json --reason 'wrong unit'",
            "workup finding correct WORKUP FINDING --reason 'wrong side' < ncs.json",
        ],
        more: "WORKUP and FINDING are ids. The file holds the whole finding as it should have been."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Id of the finding.") var finding: ID<FindingRecord>
    @Option(
        name: .customLong("file"),
        help: ArgumentHelp("JSON of the finding, - for standard input.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var path = "-"
    @Option(help: ArgumentHelp("Where a result from elsewhere came from.", valueName: "text")) var origin: String?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let body = try session.run.readJSON(path)
        let newest = try await session.newest(finding, of: workup)
        let json = try session.run.fields(
            nil,
            [
                ("kind", .string(newest.kind)), ("body", body), ("origin", origin.json), ("reason", .string(reason)),
            ]
        )
        let input = try session.run.decode(CorrectFinding.Input.codec, json, named: path, at: "/body")
        let answer = try await CorrectFinding.run(
            workup,
            finding,
            expecting: version.expecting ?? newest.version,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .findings, change)
    }
}
