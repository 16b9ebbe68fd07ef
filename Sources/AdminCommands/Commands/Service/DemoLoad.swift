// `workup demo load`.
import ArgumentParser
import Domain
import UseCases

/// `workup demo load`.
struct DemoLoad: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "load",
        "Load the demo clinic: two organisations, users of each role, patients in different states.",
        examples: [
            "workup demo load",
            "workup demo load --data /tmp/demo",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    static let view = RecordView(
        columns: [
            Column("organisations", en: "Organisations", nl: "Organisaties"),
            Column("users", en: "Users", nl: "Gebruikers"),
            Column("patients", en: "Patients", nl: "Patiënten"),
            Column("workups", en: "Workups", nl: "Trajecten"),
            Column("administrations", en: "Administrations", nl: "Toedieningen"),
            Column("outcomes", en: "Outcomes", nl: "Uitkomsten"),
            Column("meetings", en: "Meetings", nl: "Besprekingen"),
            Column("workupId", en: "A workup to show", nl: "Een traject om te bekijken"),
            Column("meetingId", en: "The coming meeting", nl: "Het komende overleg"),
            Column("signedMeetingId", en: "A meeting that was held", nl: "Een gehouden overleg"),
            Column("login", en: "The neurologist's login", nl: "Aanmeldnaam van de neuroloog"),
        ],
        empty: Localized(en: "Nothing was loaded.", nl: "Er is niets geladen.")
    )

    func perform(in session: Session) async throws {
        let summary = try await LoadDemo.run(call: session.call(change), in: session.environment)
        try session.run.console.show(LoadDemo.Summary.codec.encode(summary), as: DemoLoad.view)
    }
}
