// Treatment over HTTP: trials, details of administrations, conditions.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Treatment over HTTP", .database(.clinic))
struct TreatmentRouteTests {
    @Test("a trial goes in with its choice and comes out with it; its faults are told at their places")
    func trial() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await openWorkup(clinic)
            let wrong = try await clinic.send(.post, "\(workup)/choices", choice(judgedOn: "2026-03-01"))
            #expect(wrong.status == .badRequest)
            #expect(try wrong.pointers == ["/trial/judgedOn"])
            let made = try await clinic.send(.post, "\(workup)/choices", choice(judgedOn: "2026-09-02"))
            #expect(made.status == .created, "\(made.text)")
            let read = try await clinic.send(.get, try #require(made.headers[.location]))
            #expect(try read.json["trial"]?["target"] == .object(("improvement", .integer(8))))
            #expect(try read.json["trial"]?["stoppingRule"]?["text"] == "worse at two visits")
        }
    }

    @Test("an administration brings its details, and a correction is a new version of both")
    func details() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await openWorkup(clinic)
            let started = try await clinic.send(.post, "\(workup)/treatments", .object(("option", "ivig")))
            let course = try #require(started.headers[.location])
            let details: JSONValue = .object(
                ("manufacturer", "CSL Behring"),
                ("expiresOn", "2027-05"),
                ("startedAt", "2026-03-02T07:00:00.000000Z"),
                ("reactions", .array([.object(("code", "headache"), ("severity", "mild"))]))
            )
            let given: JSONValue = .object(
                ("on", "2026-03-02"),
                ("product", "Privigen"),
                ("lot", "P1"),
                ("details", details)
            )
            let made = try await clinic.send(.post, "\(course)/administrations", given)
            #expect(made.status == .created, "\(made.text)")
            let read = try await clinic.send(.get, course)
            let first = try #require(try read.json["administrations"]?[0])
            #expect(first["details"]?["reactions"] == details["reactions"])
            #expect(first["details"]?["startedAt"] == details["startedAt"])
            let id = try #require(first["id"]?.string)
            let corrected = try await clinic.send(
                .put,
                "\(course)/administrations/\(id)",
                .object(
                    ("on", "2026-03-02"),
                    ("product", "Privigen"),
                    ("lot", "P1"),
                    ("details", .object(("reactions", .array([])))),
                    ("reason", "no headache after all")
                ),
                version: 1
            )
            #expect(corrected.status == .ok && corrected.version == 2)
            let now = try await clinic.send(.get, course)
            #expect(try now.json["administrations"]?[0]?["details"] == .object(("reactions", .array([]))))
        }
    }

    @Test("a condition is recorded, read, corrected and taken back; a second one of its kind is a conflict")
    func conditions() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await openWorkup(clinic)
            let obesity: JSONValue = .object(("condition", "obesity"), ("answer", "present"), ("since", "2019"))
            let made = try await clinic.send(.post, "\(workup)/conditions", obesity)
            #expect(made.status == .created, "\(made.text)")
            let place = try #require(made.headers[.location])
            let read = try await clinic.send(.get, place)
            #expect(read.version == 1)
            #expect(try read.json["since"] == "2019")
            let again = try await clinic.send(.post, "\(workup)/conditions", obesity)
            #expect(again.status == .conflict)
            #expect(try again.problem == "condition-exists")
            let absent: JSONValue = .object(("condition", "obesity"), ("answer", "absent"), ("reason", "misread"))
            let corrected = try await clinic.send(.put, place, absent, version: 1)
            #expect(corrected.status == .ok && corrected.version == 2)
            let gone = try await clinic.send(.post, "\(place)/withdrawal", absent, version: 2)
            #expect(gone.status == .ok && gone.version == 3)
            #expect(try gone.json["conditions"]?.array?.isEmpty == true)
            #expect(try await clinic.send(.get, place).status == .notFound)
        }
    }

    @Test("cautions are told before an infusion, doses for a weight, the response after it, and the clinic's rate")
    func guidance() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await openWorkup(clinic)
            let started = try await clinic.send(.post, "\(workup)/treatments", .object(("option", "ivig")))
            let course = try #require(started.headers[.location])
            let given: JSONValue = .object(("on", "2026-03-02"), ("product", "Privigen"), ("lot", "P1"))
            let asked = try await clinic.send(.post, "\(course)/administrations/check", given)
            let codes = try asked.json["items"]?.array?.compactMap { $0["code"]?.string } ?? []
            #expect(Set(codes) == ["renalRisk", "noBaseline"])
            #expect(try await clinic.send(.post, "\(course)/administrations", given).status == .created)
            let doses = try await clinic.send(.get, "\(workup)/treatment-options?weightKg=71.5")
            let ivig = try doses.json["items"]?.array?.first { $0["option"]?["code"] == "ivig" }
            #expect(ivig?["doses"]?[0]?["gramsPerCycle"]?["from"] == .integer(143))
            let wrong = try await clinic.send(.get, "\(workup)/treatment-options?weightKg=-1")
            #expect(wrong.status == .badRequest)
            let response = try await clinic.send(.get, "\(workup)/response")
            #expect(try response.json["courses"]?[0]?["responder"] == "notExamined")
            let earlier = try await clinic.send(.get, "\(workup)/response?asOf=2020-01-01T00:00:00Z")
            #expect(earlier.status == .notFound)
            let rates = try await clinic.send(.get, "/api/v1/statistics/response")
            #expect(try rates.json["clinic"] == nil && rates.json["published"]?.array?.count == 4)
            let unknown = try await clinic.send(.get, "/api/v1/statistics/response?protocol=als")
            #expect(unknown.status == .badRequest)
        }
    }

    private func choice(judgedOn: String) -> JSONValue {
        .object(
            ("option", "ivig"),
            ("chosenOn", "2026-03-02"),
            ("participants", .array(["patient"])),
            ("patientPreference", "at home"),
            ("reason", "symptoms progress"),
            (
                "trial",
                .object(
                    ("chosenOn", "2026-03-02"),
                    ("goal", "buttoning a shirt"),
                    ("measure", "gripVigorimeter"),
                    ("side", "right"),
                    ("target", .object(("improvement", .integer(8)))),
                    ("judgedOn", .string(judgedOn)),
                    ("stoppingRule", .object(("text", "worse at two visits")))
                )
            )
        )
    }
}

/// The place of an open workup of a new patient.
func openWorkup(_ clinic: ClinicClient) async throws -> String {
    let patient = try await clinic.send(
        .post,
        "/api/v1/patients",
        .object(("familyName", "Test"), ("birthDate", "1950-04-05"), ("sex", "female"))
    )
    let workup = try await clinic.send(
        .post,
        "/api/v1/patients/\(patient.locationID)/workups",
        .object(("protocol", "mmn"))
    )
    return try #require(workup.headers[.location])
}

extension TestResponse {
    /// The places of the faults that a problem document tells of.
    var pointers: [String] {
        get throws { try json["faults"]?.array?.compactMap { $0["pointer"]?.string } ?? [] }
    }
}
