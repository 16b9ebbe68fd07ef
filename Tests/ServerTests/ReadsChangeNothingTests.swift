// What is asked for by GET changes nothing but the access log, on every route that takes a token.
import Domain
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Reading", .database(.clinic))
struct ReadsChangeNothingTests {
    /// Asks every route that reads, as somebody whose role may.
    private func ask(_ stage: AccessStage) async throws -> (count: Int, refused: [String]) {
        var refused: [String] = []
        var count = 0
        for route in RouteTable.all.routes where route.method == .get && route.needsToken {
            guard let permission = route.permission, let role = Role.allCases.first(where: permission.roles.contains)
            else { continue }
            var path = route.path
            path = path.replacing("{protocolCode}", with: "mmn").replacing("{login}", with: "nurse")
            for (name, id) in stage.ids { path = path.replacing("{\(name)}", with: id) }
            path = path.replacing(#/\{[A-Za-z]+\}/#, with: "00000000-0000-7000-8000-0000000000ff")
            let response = try await stage.caller.send(.get, path, as: role)
            count += 1
            if response.status != .ok { refused.append("\(route.operationID) \(response.status.code)") }
        }
        return (count, refused)
    }

    @Test("changes no table but the log's, whichever route is asked")
    func everyRoute() async throws {
        try await AccessStage.run(.whole) { stage in
            let before = try await stage.caller.clinic.contents()
            let (count, refused) = try await ask(stage)
            #expect(try await stage.caller.clinic.contents() == before)
            #expect(before.count > 50 && count > 30, "\(before.count) tables, \(count) routes")
            // What is refused would show nothing.
            #expect(refused.isEmpty, "\(refused)")
        }
    }
}
