// `workup open`.
import ArgumentParser
import Domain
import UseCases

/// `workup open`.
struct WorkupOpen: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "open",
        "Open a workup for a patient on the active version of a protocol.",
        examples: [
            "workup open 01980000-0000-7000-8000-000000000001 --protocol mmn",
            "workup open 01980000-0000-7000-8000-000000000001 --file workup.json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var body: BodyOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Option(name: .customLong("protocol"), help: ArgumentHelp("Code of the protocol.", valueName: "code"))
    var protocolCode: String?
    @Option(help: ArgumentHelp("The day it was opened; today by default.", valueName: "date")) var openedOn: String?
    @Option(help: ArgumentHelp("The question to answer.", valueName: "text")) var question: String?
    @Option(help: ArgumentHelp("Who referred.", valueName: "name")) var referredBy: String?
    @Option(help: ArgumentHelp("Code of the organisation that answers for it.", valueName: "code"))
    var organisation: String?
    @Option(help: ArgumentHelp("Id of the user who follows it.", valueName: "user")) var assignee: ID<User>?

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            OpenWorkup.Input.codec,
            body,
            [
                ("protocol", protocolCode.json), ("openedOn", openedOn.json), ("question", question.json),
                ("referredBy", referredBy.json), ("organisation", organisation.json),
                ("assigneeId", assignee.jsonText),
            ]
        )
        let answer = try await OpenWorkup.run(patient, input, call: session.call(change), in: session.environment)
        try session.show(answer, as: .workup, change)
    }
}
