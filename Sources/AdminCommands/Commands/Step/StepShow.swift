// `workup step show`.
import ArgumentParser
import Domain
import UseCases

/// `workup step show`.
struct StepShow: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show one step with every state it went through.",
        examples: [
            "workup step show 01980000-0000-7000-8000-000000000002 lumbarPuncture",
            "workup step show 01980000-0000-7000-8000-000000000002 meeting --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Code of the step.") var code: String

    func perform(in session: Session) async throws {
        let answer = try await ReadStep.run(
            workup,
            code: code,
            asOf: session.instant(moment),
            call: session.call,
            in: session.environment
        )
        try session.show(answer, as: .step)
    }
}

extension Session {
    /// The newest version of a step.
    func version(ofStep code: String, of workup: ID<Workup>) async throws -> Int {
        try await ReadStep.run(workup, code: code, asOf: nil, call: call, in: environment).version
    }
}
