// Every refusal is on record: as many answers as refuse a role, so many events in the access log say so (ASVS 5.0, 16.3.2).
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Refusals on record", .database(.clinic))
struct DenialTests {
    @Test("over all routes, as many refused answers as refused events", arguments: Role.allCases)
    func everyRefusal(role: Role) async throws {
        try await ClinicClient.run { clinic in
            var refusedRoutes: [String] = []
            for route in RouteTable.all.routes where route.needsToken {
                let response = try await clinic.send(
                    route.method,
                    AuthorisationTests.path(route),
                    AuthorisationTests.bodies[route.operationID],
                    as: role,
                    version: route.needsVersion ? 1 : nil
                )
                if response.status == .forbidden { refusedRoutes.append(route.operationID) }
            }
            let events = try await clinic.clinic.logRows(
                "select count(*) from audit_event where event_code = 'Refused' and outcome = 8"
            )
            #expect(events.first?.first.flatMap { $0 } == String(refusedRoutes.count), "\(refusedRoutes)")
        }
    }
}
