// `workup access object` and `lift`: whom a patient does not want to see the record.
import ArgumentParser
import Domain
import UseCases

/// `workup access object`.
struct AccessObject: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "object",
        "Record that the patient objects to a person or an organisation: they see nothing of the patient from then on.",
        examples: [
            "workup access object PATIENT --user j.boer --reason 'is a neighbour'",
            "workup access object PATIENT --organisation SFG --yes",
        ],
        more: """
            An emergency, with a reason and for four hours, opens the record all the same, and is always reviewed. What they
            were shown and gave on ends for those as well. An objection to who treats the patient is reviewed too.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var grantee: GranteeOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Option(help: ArgumentHelp("What the patient says of it.", valueName: "text")) var reason: String?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            RecordObjection.Input.codec,
            nil,
            [
                ("organisation", grantee.organisation.json), ("user", grantee.user.json), ("reason", reason.json),
            ]
        )
        try session.run.confirm(
            Localized(
                en: "\(grantee.name) sees nothing of this patient any more, whoever treats the patient there.",
                nl: "\(grantee.name) ziet niets meer van deze patiënt, ook niet wie daar behandelt."
            ),
            typing: grantee.name,
            confirmation
        )
        let answer = try await RecordObjection.run(
            patient,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .objection, change)
    }
}

/// `workup access lift`.
struct AccessLift: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "lift",
        "Take an objection back, as the patient asks.",
        examples: [
            "workup access lift PATIENT OBJECTION --reason 'patient asked, 12 May'",
            "workup access lift PATIENT OBJECTION --reason 'patient asked' --dry-run",
        ],
        more: """
            OBJECTION is an id from `workup access list`. It is lifted by who recorded it, by the organisation that answers for
            the patient, and where the patient is registered.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Argument(help: "Id of the objection.") var objection: ID<AccessObjection>
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let answer = try await LiftObjection.run(
            patient,
            objection,
            LiftObjection.Input(reason: reason),
            call: session.call(change),
            in: session.environment
        )
        try session.showAccess(answer, change)
    }
}
