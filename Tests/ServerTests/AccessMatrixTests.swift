// Every role, every route, every relation: what a caller of another hospital is answered. One letter for each cell:
//   +  the walls let it through (what follows may still refuse it: a version, an id, a rule)
//   -  not there (404)
//   p  a part of it is the caller's, and that is not enough; or it is not theirs to do (403)
//   r  the role may not (403)
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Another hospital's people", .database(.clinic))
struct AccessMatrixTests {
    private static let unknown = "00000000-0000-7000-8000-0000000000ff"
    /// A version that nothing has, so that what is let through changes nothing.
    private static let noVersion = 9_999

    /// Routes about a patient, a workup or a meeting: their paths name one.
    private static let bound = RouteTable.all.routes.filter { route in
        route.needsToken && ["{patientId}", "{workupId}", "{meetingId}"].contains { route.path.contains($0) }
    }

    /// Routes that look through everything.
    private static let searches = RouteTable.all.routes.filter { route in
        route.needsToken && !route.path.contains("{") && (route.method == .get || route.path.hasSuffix("/search"))
    }

    /// Bodies that give nothing to the callers themselves: sharing and objecting name somebody else.
    private static func body(_ route: Route) -> JSONValue? {
        switch route.operationID {
        case "shareRecord": .object(("user", "researcher"), ("reason", "test"))
        case "recordObjection": .object(("user", "researcher"))
        case "findPatients": .object(("familyName", .string(AccessStage.canary)))
        case "findLot": .object(("lot", .string(AccessStage.canary)))
        default: AuthorisationTests.bodies[route.operationID]
        }
    }

    private static func path(_ route: Route, _ ids: [String: String]) -> String {
        var path = route.path
        for (name, id) in ids { path = path.replacing("{\(name)}", with: id) }
        return path.replacing(#/\{[A-Za-z]+\}/#, with: unknown)
    }

    private static func send(_ route: Route, _ ids: [String: String], as role: Role, _ stage: AccessStage) async throws
        -> TestResponse
    {
        try await stage.others.send(
            route.method,
            path(route, ids),
            body(route),
            as: role,
            version: route.needsVersion ? noVersion : nil
        )
    }

    private static func letter(_ response: TestResponse) throws -> Character {
        switch response.status {
        case .notFound: "-"
        case .forbidden: try response.problem == "role-may-not" ? "r" : "p"
        case .internalServerError, .serviceUnavailable: "!"
        default: "+"
        }
    }

    @Test("are answered as the table says, whatever their role and relation", arguments: RelationCase.allCases)
    func matrix(relation: RelationCase) async throws {
        try await AccessStage.run(relation) { stage in
            var lines = ["\(String(repeating: " ", count: 26))\(Role.allCases.map(\.rawValue).joined(separator: " "))"]
            for route in Self.bound {
                var cells = ""
                for role in Role.allCases {
                    let response = try await Self.send(route, stage.ids, as: role, stage)
                    let cell = try Self.letter(response)
                    cells.append(cell)
                    #expect(cell != "!", "\(route.operationID): \(response.text)")
                    let may = try #require(route.permission).roles.contains(role)
                    #expect((cell == "r") == !may, "\(route.operationID) as \(role): \(response.text)")
                    // The log is the privacy officer's, whoever the patient is.
                    if relation == .none || relation == .objected, may, route.permission != .readAudit {
                        #expect(cell == "-", "\(route.operationID) as \(role): \(response.text)")
                    }
                    if relation == .none || relation == .objected {
                        #expect(!response.text.contains(AccessStage.canary), "\(route.operationID) as \(role)")
                    }
                }
                lines.append(route.operationID.padding(toLength: 26, withPad: " ", startingAt: 0) + cells)
            }
            try Golden.expect(lines.joined(separator: "\n") + "\n", named: "\(relation.rawValue).txt")
        }
    }

    @Test("find nothing of a patient who is not theirs, however they look")
    func searches() async throws {
        try await AccessStage.run(.none) { stage in
            for route in Self.searches {
                for role in Role.allCases where route.permission?.roles.contains(role) == true {
                    let response = try await Self.send(route, stage.ids, as: role, stage)
                    #expect(response.status == .ok, "\(route.operationID): \(response.text)")
                    let found = ([AccessStage.canary] + stage.ids.values.filter { $0.count == 36 }).filter {
                        response.text.contains($0)
                    }
                    // The log is the privacy officer's, who reviews both hospitals; it names patients by id alone.
                    guard route.permission != .readAudit else { continue }
                    #expect(found.isEmpty, "\(route.operationID) as \(role): \(found)")
                }
            }
        }
    }

    @Test("are told the same of what is not theirs as of what is not there")
    func sameAnswer() async throws {
        try await AccessStage.run(.none) { stage in
            let none = stage.ids.mapValues { $0.count == 36 ? Self.unknown : $0 }
            for route in Self.bound {
                for role in [Role.neurologist, .administrator, .nurse] {
                    let real = try await Self.send(route, stage.ids, as: role, stage)
                    let absent = try await Self.send(route, none, as: role, stage)
                    #expect(real.status == absent.status, "\(route.operationID)")
                    let texts = [real, absent].map { $0.text.replacing(#/"requestId":"[^"]*"/#, with: "") }
                    #expect(texts[0] == texts[1], "\(route.operationID)")
                }
            }
        }
    }

    @Test("leave a line in the log for each refusal")
    func refusals() async throws {
        try await AccessStage.run(.none) { stage in
            var before = try await count(stage)
            for route in Self.bound where route.permission != .readAudit {
                let response = try await Self.send(route, stage.ids, as: .neurologist, stage)
                #expect(response.status == .notFound, "\(route.operationID)")
                let after = try await count(stage)
                #expect(after == before + 1, "\(route.operationID)")
                before = after
            }
        }
    }

    /// The lines of the log that tell of a refusal to the other hospital's neurologist.
    private func count(_ stage: AccessStage) async throws -> Int {
        let rows = try await stage.caller.clinic.logRows(
            "select count(*)::text from audit_event where outcome in (4, 8) and user_name = 'Regional neurologist'"
        )
        return Int((rows.first?.first ?? nil) ?? "") ?? -1
    }
}
