// `workup access end`.
import ArgumentParser
import Domain
import UseCases

/// `workup access end`.
struct AccessEnd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "end",
        "End what was shared, referred or taken in an emergency.",
        examples: [
            "workup access end PATIENT RELATION --reason 'treatment moved elsewhere'",
            "workup access end PATIENT RELATION --reason 'shared by mistake' --yes",
        ],
        more: """
            RELATION is an id from `workup access list`. What its holder gave on ends with it. What follows from the record
            itself ends with its cause: the step is given to others, the workup handed over; a task that was done can be ended.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var confirmation: ConfirmationOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Argument(help: "Id of the relation.") var relation: ID<AccessRelation>
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        if !confirmation.yes, session.run.surroundings.isInputTerminal {
            let line = try await session.accessLine(relation.description, in: "relations", of: patient)
            let grantee = line?["grantee"]?.string ?? ""
            try session.run.confirm(
                Localized(
                    en: "\(grantee) no longer sees what was shared with them.",
                    nl: "\(grantee) ziet niet meer wat met hen gedeeld was."
                ),
                typing: grantee,
                confirmation
            )
        } else {
            try session.run.confirm(Localized(en: "", nl: ""), typing: "", confirmation)
        }
        let answer = try await EndRelation.run(
            patient,
            relation,
            EndRelation.Input(reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.showAccess(answer, change)
    }
}
