// `workup audit review`, `judge` and `mark`: unusual access, and what a person makes of it.
import ArgumentParser
import Domain
import Records
import UseCases

extension ReviewKind: ExpressibleByArgument {}
extension ReviewVerdict: ExpressibleByArgument {}

/// `workup audit review`.
struct AuditReview: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "review",
        "Look for unusual access and list what a person has to judge, the oldest first.",
        examples: [
            "workup audit review",
            "workup audit review --days 30 --judged --output csv > review.csv",
        ],
        more: """
            Found are: use of the emergency button, access to patients who are marked as well known or as a colleague, many
            patients of one user within an hour or on a day, many refusals of one user on a day, a token or an identity that
            was made for somebody else, a reset of what they sign in with, and a privacy officer or an administrator who was
            added or enabled. Each is listed until somebody judges it with `workup audit judge`, who is not the one whose
            account it is; what comes after it is listed again. The running service looks for it every hour as well.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var page: PageOptions
    @Option(help: ArgumentHelp("Look this many days back; 0 only lists.", valueName: "count")) var days = 7
    @Option(help: ArgumentHelp("Patients of one user within an hour that are many.", valueName: "count"))
    var patientsPerHour = 40
    @Option(help: ArgumentHelp("Patients of one user on a day that are many.", valueName: "count"))
    var patientsPerDay = 150
    @Option(help: ArgumentHelp("Refusals of one user on a day that are many.", valueName: "count"))
    var refusalsPerDay = 10
    @Flag(help: "List what was judged already too.") var judged = false

    func perform(in session: Session) async throws {
        let found = try await ReviewAccess.run(
            ReviewAccess.Input(
                days: days,
                bounds: ReviewBounds(
                    patientsPerHour: patientsPerHour,
                    patientsPerDay: patientsPerDay,
                    refusalsPerDay: refusalsPerDay
                ),
                includesJudged: judged,
                cursor: page.cursor,
                limit: page.limit ?? 100
            ),
            call: session.call,
            in: session.environment
        )
        try session.show(found.page, as: .reviews)
        session.run.console.say(
            Localized(en: "\(found.newCount) new.", nl: "\(found.newCount) nieuw.")
        )
    }
}

/// `workup audit judge`.
struct AuditJudge: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "judge",
        "Keep what you make of an unusual access.",
        examples: [
            "workup audit judge 01980000-0000-7000-8000-000000000001 justified --note ok",
            "workup audit judge 01980000-0000-7000-8000-000000000001 followUp --note why",
        ],
        more: "Judgements are added: a later one counts in place of an earlier one, which stays."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "Id of the access, as `workup audit review` shows it.") var review: ID<ReviewKind>
    @Argument(help: "justified, unjustified or followUp.") var verdict: ReviewVerdict
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var note: String

    func perform(in session: Session) async throws {
        try await JudgeAccess.run(
            review.uuid,
            verdict,
            note: note,
            call: session.call(change),
            in: session.environment
        )
        session.run.console.say(
            change.dryRun ? Session.dryRunNotice : Localized(en: "Judged.", nl: "Beoordeeld.")
        )
    }
}

/// `workup audit mark`.
struct AuditMark: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "mark",
        "Mark a patient, so that every access to their record is judged.",
        examples: [
            "workup audit mark 01980000-0000-7000-8000-000000000001 --as vip --reason tv",
            "workup audit mark 01980000-0000-7000-8000-000000000001 --reason over",
        ],
        more: "Without --as the mark is taken away. Who treats the patient does not see it."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Option(name: .customLong("as"), help: ArgumentHelp("vip or ownColleague.", valueName: "kind")) var kind:
        ReviewKind?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func validate() throws {
        guard kind == nil || kind == .vip || kind == .ownColleague else {
            throw ValidationError("--as is vip or ownColleague.")
        }
    }

    func perform(in session: Session) async throws {
        try await MarkPatient.run(
            patient,
            as: kind,
            reason: reason,
            call: session.call(change),
            in: session.environment
        )
        session.run.console.say(
            change.dryRun ? Session.dryRunNotice : Localized(en: "Kept.", nl: "Vastgelegd.")
        )
    }
}
