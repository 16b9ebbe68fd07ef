// `workup access list`.
import ArgumentParser
import Domain
import UseCases

/// `workup access list`.
struct AccessList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List who may see a patient and on what ground, past relations included, and whom the patient objects to.",
        examples: [
            "workup access list 01980000-0000-7000-8000-000000000001",
            "workup access list 01980000-0000-7000-8000-000000000001 --output csv",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>

    func perform(in session: Session) async throws {
        try session.showAccess(try await ReadAccess.run(patient, call: session.call, in: session.environment))
    }
}

extension Session {
    /// Shows relations and objections: two tables, one list in CSV, one document in JSON.
    func showAccess(_ answer: Answer, _ change: ChangeOptions? = nil) throws {
        if run.console.form == .csv {
            let document = try JSONReader.read(answer.body, limits: .ownDocuments)
            let items = [("relation", "relations"), ("objection", "objections")].flatMap { kind, member in
                (document[member]?.array ?? []).map { item -> JSONValue in
                    guard case .object(let members) = item else { return item }
                    return .object([JSONMember("kind", .string(kind))] + members)
                }
            }
            try run.console.show(items: items, as: .accessLines)
        } else {
            try run.console.show(answer.body, as: .access)
        }
        if change?.dryRun == true { run.console.say(Session.dryRunNotice) }
    }

    /// The relation or objection with an id, among those of a patient.
    func accessLine(_ id: String, in member: String, of patient: ID<Patient>) async throws -> JSONValue? {
        let answer = try await ReadAccess.run(patient, call: call, in: environment)
        let document = try JSONReader.read(answer.body, limits: .ownDocuments)
        return document[member]?.array?.first { $0["id"]?.string == id }
    }
}
