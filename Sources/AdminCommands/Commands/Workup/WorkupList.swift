// `workup list`: the worklist.
import ArgumentParser
import Domain
import Records
import UseCases

/// `workup list`.
struct WorkupList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List workups: overdue first, then by due date, undated last.",
        examples: [
            "workup list --overdue",
            "workup list --status open --step nerveConductionStudy --output csv",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var page: PageOptions

    @Option(help: "Only open or only closed ones.") var status: WorkupStatus?
    @Option(help: ArgumentHelp("Only those where this step is open.", valueName: "code")) var step: String?
    @Option(help: "Only those with an open step in this state.") var stepState: StepState?
    @Option(help: ArgumentHelp("Only those of this user.", valueName: "user")) var assignee: ID<User>?
    @Option(help: ArgumentHelp("Only those of this organisation.", valueName: "code")) var organisation: String?
    @Option(name: .customLong("protocol"), help: ArgumentHelp("Only those on this protocol.", valueName: "code"))
    var protocolCode: String?
    @Option(
        help: ArgumentHelp(
            "Only those whose question or referrer holds these words; patients are found by `patient find`.",
            valueName: "text"
        )
    )
    var text: String?
    @Flag(help: "Only overdue ones.") var overdue = false

    func perform(in session: Session) async throws {
        let filter = WorklistFilter(
            status: status,
            step: step,
            stepState: stepState,
            assignee: assignee,
            organisation: organisation,
            isOverdue: overdue ? true : nil,
            protocolCode: protocolCode,
            text: text,
            limit: min(page.limit ?? 50, ListWorklist.pageSizeMax)
        )
        let page = try await ListWorklist.run(
            filter,
            cursor: page.cursor,
            call: session.call,
            in: session.environment
        )
        try session.show(page, as: .worklist)
    }
}
