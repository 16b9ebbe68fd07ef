// Paths that the route table names word by word, where another path has a parameter in the same place.
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

@Suite("Paths beside those with a parameter")
struct OvershadowedPathTests {
    @Test("what the table names word by word is not also something with that name")
    func overshadowed() async throws {
        let places = RouteTable.all.overshadowed
        let search = try #require(places.first { $0.path == "/api/v1/patients/search" })
        #expect(search.known == [.post])
        #expect(search.refused == [.get, .patch])
        try await TestService().run(environment: try .without) { client in
            for place in places {
                for method in place.refused {
                    let response = try await client.execute(uri: Self.path(place.path), method: method)
                    #expect(response.status == .methodNotAllowed, "\(method) \(place.path)")
                    #expect(response.headers[.allow] == place.known.map(\.rawValue).joined(separator: ", "))
                }
            }
        }
    }

    /// The path with something in the place of each parameter.
    private static func path(_ template: String) -> String {
        template.replacing(#/\{[A-Za-z]+\}/#, with: "01980000-0000-7000-8000-0000000000ff")
    }
}
