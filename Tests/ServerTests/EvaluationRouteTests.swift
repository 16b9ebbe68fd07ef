// What the API says of the criteria: the evaluation of a workup, its history, the worklist by answer.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The API on evaluations", .database(.clinic))
struct EvaluationRouteTests {
    private static let study: JSONValue = .object(
        ("kind", "nerveConductionStudy"),
        (
            "body",
            .object(
                ("performedOn", "2026-02-20"),
                ("motor", .array([.object(("nerve", "ulnar"), ("side", "left"), ("sites", .array([])))]))
            )
        )
    )

    private static func openWorkup(_ clinic: ClinicClient) async throws -> String {
        let patient = try await clinic.send(
            .post,
            "/api/v1/patients",
            .object(("familyName", "Test"), ("sex", "male"))
        )
        let workup = try await clinic.send(
            .post,
            "/api/v1/patients/\(patient.locationID)/workups",
            .object(("protocol", "mmn"))
        )
        return try #require(workup.headers[.location])
    }

    @Test("the evaluation is there from the opening on, is the one in the document, and its past can be read")
    func read() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await Self.openWorkup(clinic)
            let first = try await clinic.send(.get, "\(workup)/evaluations")
            #expect(first.status == .ok && first.version == 1)
            let opened = try #require(try first.json["recordedAt"]?.string)
            clinic.clinic.clock.advance(by: .seconds(60))
            _ = try await clinic.send(.post, "\(workup)/findings", Self.study)
            let second = try await clinic.send(.get, "\(workup)/evaluations")
            #expect(second.version == 2)
            #expect(try second.json["findings"]?.array?.first?["pointer"]?.string == "/nerveConductionStudies/0")
            #expect(try await clinic.send(.get, workup).json["evaluation"] == second.json)
            let past = try await clinic.send(.get, "\(workup)/evaluations?asOf=\(opened)")
            #expect(past.version == 1)
            let history = try await clinic.send(.get, "\(workup)/evaluations/history")
            let items = try #require(try history.json["items"]?.array)
            #expect(items.map { $0["event"]?.string } == ["RecordFinding", "OpenWorkup"])
            let answers = items.map { $0["criteria"]?.array?.first?["category"]?.string }
            #expect(answers == ["definite", "undetermined"])
        }
    }

    @Test("what is not there is not found, and each read is in the log")
    func notFound() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await Self.openWorkup(clinic)
            let nowhere = "/api/v1/workups/00000000-0000-7000-8000-0000000000ff"
            for path in ["evaluations", "evaluations/history"] {
                #expect(try await clinic.send(.get, "\(nowhere)/\(path)").status == .notFound)
                #expect(try await clinic.send(.get, "\(workup)/\(path)").status == .ok)
            }
            // Before it was opened there was no evaluation: that is not an empty one.
            let before = try await clinic.send(.get, "\(workup)/evaluations?asOf=2020-01-01T00:00:00Z")
            #expect(before.status == .notFound)
            let events = try await clinic.clinic.logRows(
                """
                select event_code, outcome, count(*) from audit_event
                where event_code in ('ReadEvaluation', 'ListEvaluations') group by 1, 2 order by 1, 2
                """
            )
            #expect(
                events == [
                    ["ListEvaluations", "0", "1"], ["ListEvaluations", "4", "1"], ["ReadEvaluation", "0", "2"],
                    ["ReadEvaluation", "4", "1"],
                ]
            )
        }
    }

    @Test(
        "what was published of the sets that answered can be read beside their answers, that of another set as its own"
    )
    func published() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await Self.openWorkup(clinic)
            let answers = try await clinic.send(.get, "\(workup)/evaluations").json["evaluations"]?.array ?? []
            let sets = try await clinic.send(.get, "/api/v1/criteria").json["items"]?.array ?? []
            #expect(answers.count == 4)
            for answer in answers {
                #expect(sets.contains { $0["id"] == answer["criteria"] && $0["version"] == answer["version"] })
            }
            func accuracy(_ id: JSONValue) -> [JSONValue] {
                sets.first { $0["id"] == id }?["accuracy"]?.array ?? []
            }
            #expect(accuracy("efns-pns-2010-mmn").first?["sensitivityPercent"] == .integer(47))
            #expect(accuracy("ean-pns-2021-cidp").allSatisfy { $0["otherSet"]?["en"] == "the CIDP set of 2010" })
            #expect(accuracy("utrecht-2000-mmn").allSatisfy { $0["sensitivityPercent"] == nil })
            #expect(sets.first?["note"]?["en"]?.string?.contains("not treatment rules") == true)
        }
    }

    @Test("the worklist is narrowed and ordered by answer, and a cursor belongs to its order")
    func worklist() async throws {
        try await ClinicClient.run { clinic in
            var workups: [String] = []
            for _ in 0..<3 { workups.append(try await Self.openWorkup(clinic)) }
            _ = try await clinic.send(.post, "\(workups[2])/findings", Self.study)
            let list = try await clinic.send(.get, "/api/v1/workups?order=category&limit=1")
            let line = try #require(try list.json["items"]?.array?.first)
            #expect(line["category"] == "definite")
            #expect(line["workupId"]?.string.map { workups[2].hasSuffix($0) } == true)
            let next = try #require(try list.json["next"]?.string)
            let second = try await clinic.send(.get, "/api/v1/workups?order=category&limit=1&cursor=\(next)")
            #expect(try second.json["items"]?.array?.first?["category"] == "undetermined")
            #expect(try await clinic.send(.get, "/api/v1/workups?cursor=\(next)").status == .badRequest)
            #expect(try await clinic.send(.get, "/api/v1/workups?category=surely").status == .badRequest)
            let open = try await clinic.send(.get, "/api/v1/workups?category=undetermined&missing=nerveConductionStudy")
            #expect(try open.json["items"]?.array?.count == 2)
            let set = try await clinic.send(.get, "/api/v1/workups?criteria=ean-pns-2021-cidp&category=notMet")
            #expect(try set.json["items"]?.array?.count == 3)
        }
    }
}
