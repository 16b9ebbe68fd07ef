// `workup finding show`.
import ArgumentParser
import Domain
import UseCases

/// `workup finding show`.
struct FindingShow: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show one finding with every version of it.",
        examples: [
            "workup finding show WORKUP FINDING",
            "workup finding show WORKUP FINDING --output json",
        ],
        more: "WORKUP and FINDING are ids."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Id of the finding.") var finding: ID<FindingRecord>

    func perform(in session: Session) async throws {
        let answer = try await ReadFinding.run(
            workup,
            finding,
            asOf: session.instant(moment),
            call: session.call,
            in: session.environment
        )
        try session.show(answer, as: .findings)
    }
}

extension Session {
    /// The newest version of a finding, and its kind.
    func newest(_ finding: ID<FindingRecord>, of workup: ID<Workup>) async throws -> (version: Int, kind: String) {
        let answer = try await ReadFinding.run(workup, finding, asOf: nil, call: call, in: environment)
        let kind = try JSONReader.read(answer.body, limits: .ownDocuments)["kind"]?.string ?? ""
        return (answer.version, kind)
    }
}
