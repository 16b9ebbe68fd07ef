// `workup access requests` and `decide`: what other organisations ask to see of a patient.
import ArgumentParser
import Domain
import UseCases

/// `workup access requests`.
struct AccessRequests: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "requests",
        "List who asks to see a patient, and nobody decided on, the newest first.",
        examples: ["workup access requests", "workup access requests --output csv"],
        more: "A request comes from whoever finds that a number of their patient is in use already."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var page: PageOptions

    func perform(in session: Session) async throws {
        try session.show(
            try await ListAccessRequests.run(
                cursor: page.cursor,
                limit: page.limit ?? 100,
                call: session.call,
                in: session.environment
            ),
            as: .accessRequests
        )
    }
}

/// `workup access decide`.
struct AccessDecide: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "decide",
        "Grant or refuse a request for access.",
        examples: [
            "workup access decide PATIENT REQUEST --grant --reason 'same person'",
            "workup access decide PATIENT REQUEST --refuse --reason 'a typing error'",
        ],
        more: """
            REQUEST is an id from `workup access requests`. What is granted is to know who the patient is; with --everything
            it is the whole record.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    /// What is decided.
    enum Decision: String, EnumerableFlag {
        case grant, refuse
    }

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Argument(help: "Id of the request.") var request: ID<AccessRequest>
    @Flag(help: "What is decided.") var decision: Decision
    @Flag(help: "Grant the whole record.") var everything = false
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            DecideAccessRequest.Input.codec,
            nil,
            [
                ("isGranted", .bool(decision == .grant)), ("scope", everything ? .string("record") : nil),
                ("reason", .string(reason)),
            ]
        )
        let answer = try await DecideAccessRequest.run(
            patient,
            request,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.showAccess(answer, change)
    }
}
