// Texts that would mean something to SQL, HTML, a shell or a template: they go in and come out as the texts they are.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

@Suite("Texts that mean something elsewhere", .database(.clinic))
struct InjectionTests {
    static let payloads = [
        "'; drop table patient; --", "' or '1'='1", "\\'; select pg_sleep(10); --", "$1", "$$; select 1; $$",
        "1; commit;",
        "%' or name like '%", "\"; truncate audit_event; --", "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{7*7}}", "{{{title}}}", "{{>page}}", "${jndi:ldap://x/y}", "$(touch /tmp/x)", "`id`", "../../etc/passwd",
        "=1+1", "@x",
        "é\u{301}\u{202E}x", "𝓍🧠", "NULL", "null", "\\u0000", "%00", "%27",
    ]

    @Test("every text field of a patient, a workup and a search takes them as texts")
    func asTheyAre() async throws {
        try await ClinicClient.run { (clinic: ClinicClient) async throws in
            for (index, payload) in Self.payloads.enumerated() { try await Self.walk(clinic, payload, index) }
            let rows = try await clinic.clinic.rows("select count(*) from patient")
            #expect(rows.first?.first == String(Self.payloads.count))
        }
    }

    private static func walk(_ clinic: ClinicClient, _ payload: String, _ index: Int) async throws {
        let birthDate = JSONValue.string("19\(50 + index)-04-05")
        let patient = try await clinic.send(
            .post,
            "/api/v1/patients",
            .object(
                ("familyName", .string(payload)),
                ("givenNames", .array([.string(payload)])),
                ("birthDate", birthDate),
                ("sex", "female")
            )
        )
        #expect(patient.status == .created, "\(patient.text)")
        let read = try await clinic.send(.get, try #require(patient.headers[.location]))
        #expect(try read.json["familyName"]?.string == payload)
        #expect(try read.json["givenNames"]?[0]?.string == payload)

        let workup = try await clinic.send(
            .post,
            "/api/v1/patients/\(patient.locationID)/workups",
            .object(("protocol", "mmn"), ("question", .string(payload)))
        )
        #expect(workup.status == .created, "\(workup.text)")
        let location = try #require(workup.headers[.location])
        #expect(try await clinic.send(.get, location).json["question"]?.string == payload)

        let found = try await clinic.send(
            .post,
            "/api/v1/patients/search",
            .object(("familyName", .string(payload)), ("birthDate", birthDate))
        )
        #expect(found.status == .ok)
        #expect(try found.json["items"]?.array?.count == 1)
        let list = try await clinic.send(.get, "/api/v1/workups?text=\(QueryText.encoded(payload))")
        #expect(list.status == .ok)

        // In a page it is text as well.
        let page = try await clinic.send(.get, "\(location)/report")
        #expect(page.status == .ok)
        for tag in ["<script", "<img"] { #expect(!page.text.contains(tag)) }
        if payload.hasPrefix("{{") { #expect(page.text.contains(payload.replacing(">", with: "&gt;"))) }
    }
}
