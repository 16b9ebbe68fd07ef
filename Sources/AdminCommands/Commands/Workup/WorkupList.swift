// `workup list`: the worklist.
import ArgumentParser
import Domain
import Records
import UseCases

/// `workup list`.
struct WorkupList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List workups: overdue first, then by due date, undated last; or in another order.",
        examples: [
            "workup list --overdue",
            "workup list --status open --step nerveConductionStudy --output csv",
            "workup list --category undetermined --missing lumbarPuncture",
            "workup list --status open --order waiting",
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
    @Option(help: ArgumentHelp("Only those where this criteria set answers, or answers --category.", valueName: "set"))
    var criteria: String?
    @Option(help: "Only those with this answer: of --criteria, else the highest of the protocol's sets.")
    var category: CriteriaCategory?
    @Option(help: ArgumentHelp("Only those where the criteria lack the result of this step.", valueName: "code"))
    var missing: String?
    @Option(help: ArgumentHelp("Only those on the agenda of this meeting.", valueName: "meeting"))
    var meeting: ID<Meeting>?
    @Option(help: "By due date, the highest answer of the criteria first, or the longest waiting first.") var order:
        WorklistOrder = .due
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
            criteria: criteria,
            category: category,
            missing: missing,
            meeting: meeting,
            order: order,
            limit: min(page.limit ?? 50, ListWorklist.pageSizeMax)
        )
        let page = try await ListWorklist.run(
            filter,
            cursor: page.cursor,
            call: session.call,
            in: session.environment
        )
        try session.show(page, as: .worklist)
        let hasLines = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array?.isEmpty == false
        if hasLines, session.run.console.form == .table { session.run.console.say(EvaluationTable.notValidated) }
    }
}
