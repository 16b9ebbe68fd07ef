// `workup show`.
import ArgumentParser
import Domain
import UseCases

/// `workup show`.
struct WorkupShow: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show a whole workup: patient, steps, findings, treatments, meetings.",
        examples: [
            "workup show 01980000-0000-7000-8000-000000000002",
            "workup show 01980000-0000-7000-8000-000000000002 --as-of 2026-03-01",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        let answer = try await ReadWorkup.run(
            workup,
            asOf: session.instant(moment),
            call: session.call,
            in: session.environment
        )
        try session.show(answer, as: .workup)
    }
}

extension Session {
    /// The newest version of a workup's own fields.
    func version(of workup: ID<Workup>) async throws -> Int {
        try await ReadWorkup.run(workup, asOf: nil, call: call, in: environment).version
    }
}
