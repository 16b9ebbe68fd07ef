// `workup access share`.
import ArgumentParser
import Domain
import UseCases

/// `workup access share`.
struct AccessShare: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "share",
        "Share a workup, or everything of a patient, with an organisation, a team or a user.",
        examples: [
            "workup access share PATIENT --organisation SFG --reason 'follow-up there'",
            "workup access share PATIENT --team NMC/nmz --reason x --until 2026-09-01",
        ],
        more: """
            Without --workup everything of the patient is shared. It counts from the next request on. A share lets others read,
            do the steps they were given and record findings; closing and changing the workup, its diagnosis and the choice of
            treatment stay with who answers for it. What they give on ends with what you gave them.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var grantee: GranteeOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Option(help: ArgumentHelp("Team, by its organisation and its code.", valueName: "organisation/team"))
    var team: String?
    @Option(help: ArgumentHelp("Id of the workup; everything by default.", valueName: "id")) var workup: ID<Workup>?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @Option(
        help: ArgumentHelp(
            "Until this instant (RFC 3339) or the end of this day; open by default.",
            valueName: "instant"
        )
    )
    var until: Moment?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            ShareRecord.Input.codec,
            nil,
            [
                ("organisation", grantee.organisation.json), ("team", team.json), ("user", grantee.user.json),
                ("workupId", workup.jsonText), ("reason", .string(reason)), ("until", session.instant(until).jsonText),
            ]
        )
        let answer = try await ShareRecord.run(
            patient,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.showAccess(answer, change)
    }
}
