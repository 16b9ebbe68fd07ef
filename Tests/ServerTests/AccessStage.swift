// Two hospitals over HTTP: one with a patient who has something of everything, one whose people stand in some relation to it.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import Records
import TestSupport
import Testing
import UseCases

@testable import Server

/// In what relation the people of the other hospital stand to the patient.
enum RelationCase: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case none, person, part, whole, objected, emergency

    var testDescription: String { rawValue }
}

/// What stands ready for a test of the matrix.
struct AccessStage: Sendable {
    /// A word that occurs in everything that was recorded of the patient.
    static let canary = "Kanarieveld"
    static let stepCode = "lumbarPuncture"

    let caller: ClinicClient
    /// Tokens of the other hospital's people.
    let tokens: [Role: String]
    /// What stands in the place of each parameter of a path.
    let ids: [String: String]

    var patient: String { ids["patientId"] ?? "" }
    var workup: String { ids["workupId"] ?? "" }

    /// Furnishes both hospitals and brings about a relation.
    static func run(
        _ relation: RelationCase,
        _ body: @Sendable @escaping (AccessStage) async throws -> Void
    ) async throws {
        try await ClinicClient.run { caller in
            var tokens: [Role: String] = [:]
            for role in Role.allCases { tokens[role] = try await token(role, caller.clinic) }
            let stage = AccessStage(caller: caller, tokens: tokens, ids: try await record(caller))
            try await stage.relate(relation)
            try await body(stage)
        }
    }

    /// A token of somebody of the other hospital.
    private static func token(_ role: Role, _ clinic: TestClinic) async throws -> String {
        let login = "reg.\(role.rawValue.lowercased())"
        _ = try await AddUser.run(
            AddUser.Input(login: login, name: "Regional \(role.rawValue)", role: role, organisation: "REG"),
            call: TestClinic.machine,
            in: clinic.environment
        )
        let answer = try await CreateToken.run(
            CreateToken.Input(login: login, name: "test", expiresAt: nil),
            call: TestClinic.machine,
            in: TestDoor(clinic).environment
        )
        return try #require(try JSONReader.read(answer.body)["token"]?.string)
    }

    /// The same caller with the other hospital's tokens.
    var others: ClinicClient { ClinicClient(client: caller.client, tokens: tokens, clinic: caller.clinic) }

    // MARK: What is recorded

    private static func made(_ path: String, _ json: JSONValue, _ caller: ClinicClient) async throws -> TestResponse {
        let response = try await caller.send(.post, path, json)
        try #require(response.status == .created, "\(path): \(response.text)")
        return response
    }

    private static func record(_ caller: ClinicClient) async throws -> [String: String] {
        let number: JSONValue = .object(("system", "mrn:NMC"), ("value", .string("\(canary)-1")))
        let person: JSONValue = .object(
            ("familyName", .string(canary)),
            ("sex", "male"),
            ("identifiers", .array([number]))
        )
        let patient = try await made("/api/v1/patients", person, caller).locationID
        let opening: JSONValue = .object(("protocol", "mmn"), ("question", .string("\(canary)?")))
        let workup = try await made("/api/v1/patients/\(patient)/workups", opening, caller).locationID
        let base = "/api/v1/workups/\(workup)"
        let laboratory: JSONValue = .object(
            ("performedOn", "2026-03-02"),
            ("code", "ck"),
            ("value", .integer(1)),
            ("unit", "U/L"),
            ("note", .string(canary))
        )
        let finding = try await made(
            "\(base)/findings",
            .object(("kind", "laboratory"), ("body", laboratory)),
            caller
        ).locationID
        let course = try await made(
            "\(base)/treatments",
            .object(("option", "ivig"), ("note", .string(canary))),
            caller
        ).locationID
        _ = try await made(
            "\(base)/treatments/\(course)/administrations",
            .object(("on", "2026-03-02"), ("product", "Privigen"), ("lot", .string(canary))),
            caller
        )
        let read = try await caller.send(.get, "\(base)/treatments/\(course)")
        let administration = try #require(try read.json["administrations"]?[0]?["id"]?.string)
        let choice = try await made(
            "\(base)/choices",
            .object(
                ("option", "ivig"),
                ("chosenOn", "2026-03-02"),
                ("participants", .array(["team"])),
                ("patientPreference", .string(canary))
            ),
            caller
        ).locationID
        let outcome = try await made(
            "\(base)/outcomes",
            .object(("on", "2026-03-02"), ("measure", "onls"), ("value", .integer(1)), ("note", .string(canary))),
            caller
        ).locationID
        let condition = try await made(
            "\(base)/conditions",
            .object(("condition", "obesity"), ("answer", "present"), ("note", .string(canary))),
            caller
        ).locationID
        var ids = [
            "patientId": patient, "workupId": workup, "stepCode": stepCode, "findingId": finding, "courseId": course,
            "administrationId": administration, "choiceId": choice, "outcomeId": outcome, "conditionId": condition,
        ]
        ids.merge(try await discuss(workup, caller)) { first, _ in first }
        return ids
    }

    private static func discuss(_ workup: String, _ caller: ClinicClient) async throws -> [String: String] {
        let meeting = try await made("/api/v1/meetings", .object(("startsAt", "2026-03-30T09:00:00Z")), caller)
            .locationID
        let item = try await made(
            "/api/v1/meetings/\(meeting)/cases",
            .object(("workupId", .string(workup)), ("question", .string(canary))),
            caller
        ).locationID
        let action = try await made(
            "/api/v1/meetings/\(meeting)/cases/\(item)/actions",
            .object(("what", .string(canary)), ("owner", "nurse")),
            caller
        )
        let id = try #require(try action.json["cases"]?[0]?["actions"]?[0]?["id"]?.string)
        return ["meetingId": meeting, "caseId": item, "actionId": id]
    }

    // MARK: The relation

    private func relate(_ relation: RelationCase) async throws {
        let environment = caller.clinic.environment
        let now = environment.now()
        switch relation {
        case .none: break
        case .person:
            // Registered there as well, as the other hospital's own number says.
            try await TestDatabase.current?.asOwner(
                """
                insert into access_relation (patient_id, id, grantee_kind, grantee_id, scope, ground, valid_from, recorded_at)
                values ('\(patient)', gen_random_uuid(), 'organisation', '\(TestClinic.hospitalID)', 'person', 'registration',
                    '\(now)', '\(now)')
                """
            )
        case .part:
            let given = try await caller.send(
                .patch,
                "/api/v1/workups/\(workup)/steps/\(AccessStage.stepCode)",
                .object(("organisation", "REG")),
                version: 1
            )
            try #require(given.status == .ok, "\(given.text)")
        case .whole: try await share()
        case .objected:
            try await share()
            let objected = try await caller.send(
                .post,
                "/api/v1/patients/\(patient)/objections",
                .object(("organisation", "REG"))
            )
            try #require(objected.status == .created, "\(objected.text)")
        case .emergency:
            for role in Role.allCases where Permission.breakGlass.roles.contains(role) {
                let opened = try await others.send(
                    .post,
                    "/api/v1/emergency-access",
                    .object(("patientId", .string(patient)), ("reason", "unconscious at the emergency department")),
                    as: role
                )
                try #require(opened.status == .created, "\(opened.text)")
            }
        }
    }

    private func share() async throws {
        let shared = try await caller.send(
            .post,
            "/api/v1/patients/\(patient)/shares",
            .object(("organisation", "REG"), ("workupId", .string(workup)), ("reason", "treated together"))
        )
        try #require(shared.status == .created, "\(shared.text)")
    }
}
