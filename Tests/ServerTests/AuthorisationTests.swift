// Who may do what over HTTP: every route with every role, in both directions, and without a token.
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Authorisation of routes", .database(.clinic))
struct AuthorisationTests {
    private static let someID = "00000000-0000-7000-8000-0000000000ff"
    private static let reason: JSONValue = .object(("reason", "test"))
    private static let empty: JSONValue = .object()
    private static let code: JSONValue = .object(("code", "000000"))
    private static let laboratory: JSONValue = .object(("code", "ck"), ("value", .integer(1)), ("unit", "U/L"))

    private static let protocolText: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "Sources/Criteria/Protocols/mmn.yaml")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    /// A body that each route can read, so that what is refused is refused for the role alone.
    static let bodies: [String: JSONValue] = [
        "addPatient": .object(("familyName", "Test"), ("sex", "male")),
        "findPatients": .object(("familyName", "Test")),
        "updatePatient": empty,
        "mergePatients": .object(("into", .string(someID)), ("reason", "test")),
        "unmergePatients": .object(("into", .string(someID)), ("reason", "test")),
        "shareRecord": .object(("organisation", "REG"), ("reason", "test")),
        "endRelation": reason, "liftObjection": reason,
        "recordObjection": .object(("organisation", "REG")),
        "requestAccess": .object(
            ("identifier", .object(("system", "mrn:NMC"), ("value", "999999"))),
            ("reason", "test")
        ),
        "decideAccessRequest": .object(("isGranted", .bool(false)), ("reason", "test")),
        "openEmergencyAccess": .object(("patientId", .string(someID)), ("reason", "found unconscious in the ward")),
        "openWorkup": .object(("protocol", "mmn")),
        "changeWorkup": empty, "closeWorkup": reason, "reopenWorkup": reason, "moveStep": .object(("note", "test")),
        "recordFinding": .object(("kind", "laboratory"), ("body", laboratory)),
        "correctFinding": .object(("kind", "laboratory"), ("body", laboratory), ("reason", "test")),
        "withdrawFinding": reason,
        "chooseTreatment": .object(
            ("option", "ivig"),
            ("chosenOn", "2026-03-02"),
            ("participants", .array(["team"])),
            ("patientPreference", "none")
        ),
        "startCourse": .object(("option", "ivig")),
        "changeCourse": .object(("option", "ivig"), ("reason", "test")),
        "recordAdministration": .object(("on", "2026-03-02")),
        "checkAdministration": .object(("on", "2026-03-02")),
        "correctAdministration": .object(("on", "2026-03-02"), ("reason", "test")),
        "withdrawAdministration": .object(("on", "2026-03-02"), ("reason", "test")),
        "recordOutcome": .object(("on", "2026-03-02"), ("measure", "onls"), ("value", .integer(1))),
        "correctOutcome": .object(
            ("on", "2026-03-02"),
            ("measure", "onls"),
            ("value", .integer(1)),
            ("reason", "test")
        ),
        "withdrawOutcome": .object(
            ("on", "2026-03-02"),
            ("measure", "onls"),
            ("value", .integer(1)),
            ("reason", "test")
        ),
        "recordCondition": .object(("condition", "obesity"), ("answer", "present")),
        "correctCondition": .object(("condition", "obesity"), ("answer", "present"), ("reason", "test")),
        "withdrawCondition": .object(("condition", "obesity"), ("answer", "present"), ("reason", "test")),
        "findLot": .object(("lot", "L1")),
        "planMeeting": .object(("startsAt", "2026-03-30T09:00:00Z")),
        "changeMeeting": empty,
        "addMeetingCase": .object(("workupId", .string(someID))),
        "changeMeetingCase": empty,
        "writeMeetingOutcome": .object(("field", "diagnosis"), ("text", "test")),
        "moveMeetingCase": .object(("place", .integer(1))),
        "addMeetingAction": .object(("what", "test"), ("owner", "somebody")),
        "changeMeetingAction": empty,
        "signMeeting": .object(("seen", .string("\(someID):1"))),
        "loadProtocol": .object(("yaml", .string(protocolText))),
        "addOrganisation": .object(("code", "NEW"), ("name", "New"), ("kind", "regionalHospital")),
        "addUser": .object(("login", "newcomer"), ("name", "New"), ("role", "nurse"), ("organisation", "NMC")),
        "disableUser": reason, "enableUser": reason, "endSessions": reason,
        "changeRole": .object(("role", "nurse"), ("reason", "test")),
        "activateProtocol": .object(("version", .integer(1)), ("reason", "test")),
        "resetUser": .object(("password", .bool(true)), ("secondFactor", .bool(false)), ("reason", "test")),
        "signIn": .object(("login", "nobody"), ("password", "test")),
        "showFactor": code, "stepUp": code, "confirmFactor": code,
        "setPassword": .object(("password", "kade mist orgel")),
        "createToken": .object(("login", "researcher"), ("name", "test")),
        "findUnusualAccess": empty,
        "judgeAccess": .object(("verdict", "justified"), ("note", "test")),
        "proposeDestruction": .object(
            ("patientId", .string(someID)),
            ("matter", "record"),
            ("reason", "test")
        ),
        "keepWorklistView": .object(("name", "test"), ("query", "status=open")),
        "letterWithMessage": .object(("message", "test")),
        "markPatient": .object(("patientId", .string(someID)), ("kind", "vip"), ("reason", "test")),
    ]

    /// A body that the role itself could send: a token is for whoever makes it.
    private static func body(_ route: Route, of role: Role) -> JSONValue? {
        guard route.operationID == "createToken" else { return bodies[route.operationID] }
        return .object(("login", .string(role.rawValue.lowercased())), ("name", "test"))
    }

    /// The route's path with something in the place of each parameter.
    static func path(_ route: Route) -> String {
        route.path.replacing("{stepCode}", with: "bloodPanel").replacing("{protocolCode}", with: "mmn")
            .replacing("{login}", with: "nobody").replacing("{kind}", with: "nerveConductionStudy")
            .replacing("{option}", with: "ivig")
            .replacing(#/\{[A-Za-z]+\}/#, with: someID)
    }

    @Test("every route with a body has one here that it can read")
    func bodiesAreComplete() throws {
        for route in RouteTable.all.routes where route.body != nil {
            #expect(AuthorisationTests.bodies[route.operationID] != nil, "\(route.operationID)")
        }
    }

    @Test("every route of known callers has a permission")
    func permissions() {
        for route in RouteTable.all.routes where route.needsToken {
            #expect(route.permission != nil, "\(route.operationID)")
        }
    }

    @Test("a role may what its permission says, and nothing else", arguments: Role.allCases)
    func roles(role: Role) async throws {
        try await ClinicClient.run { clinic in
            for route in RouteTable.all.routes where route.needsToken {
                let response = try await clinic.send(
                    route.method,
                    Self.path(route),
                    AuthorisationTests.body(route, of: role),
                    as: role,
                    version: route.needsVersion ? 1 : nil
                )
                let may = try #require(route.permission).roles.contains(role)
                #expect((response.status != .forbidden) == may, "\(route.operationID): \(response.status)")
                if !may { #expect(try response.problem == "role-may-not") }
            }
        }
    }

    @Test("without a token every route but the open ones is a 401, whatever stands in the request")
    func withoutToken() async throws {
        try await ClinicClient.run { clinic in
            for route in RouteTable.all.routes {
                let response = try await clinic.client.execute(uri: Self.path(route), method: route.method)
                let isClosed = route.needsToken || route.needsSession
                #expect((response.status == .unauthorized) == isClosed, "\(route.operationID)")
                #expect(response.headers.isCareful, "\(route.operationID)")
            }
        }
    }

    @Test("a revoked token and a disabled user count no more from the next request on")
    func revoked() async throws {
        try await ClinicClient.run { clinic in
            let list = try await clinic.send(.get, "/api/v1/tokens?login=nurse", as: .administrator)
            let id = try #require(try list.json["items"]?[0]?["id"]?.string)
            #expect(try await clinic.send(.get, "/api/v1/workups", as: .nurse).status == .ok)
            _ = try await clinic.send(.post, "/api/v1/tokens/\(id)/revocation", as: .administrator)
            #expect(try await clinic.send(.get, "/api/v1/workups", as: .nurse).status == .unauthorized)
            #expect(try await clinic.send(.get, "/api/v1/workups", as: .coordinator).status == .ok)
            _ = try await clinic.send(
                .post,
                "/api/v1/users/coordinator/disabling",
                Self.reason,
                as: .administrator
            )
            #expect(try await clinic.send(.get, "/api/v1/workups", as: .coordinator).status == .unauthorized)
        }
    }

    @Test("permissions of routes are those of the golden list")
    func golden() throws {
        let lines = RouteTable.all.routes.map { route in
            "\(route.method.rawValue) \(route.path) \(route.permission?.rawValue ?? "everybody")"
        }
        try Golden.expect(lines.joined(separator: "\n") + "\n", named: "routes.txt")
    }
}
