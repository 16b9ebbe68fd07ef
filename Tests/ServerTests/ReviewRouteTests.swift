// Unusual access over HTTP: the queue, looking for more, judgements and marks, and what they refuse.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Routes of unusual access", .database(.clinic))
struct ReviewRouteTests {
    private static let path = "/api/v1/audit/reviews"
    private static let judgement: JSONValue = .object(("verdict", "justified"), ("note", "on call"))

    private func items(_ clinic: ClinicClient, _ query: String = "") async throws -> [JSONValue] {
        let response = try await clinic.send(.get, Self.path + query, as: .privacyOfficer)
        #expect(response.status == .ok)
        return try #require(try response.json["items"]?.array)
    }

    @Test("what was looked for waits until somebody judges it, and is shown with the judgement where that is asked for")
    func whole() async throws {
        try await ClinicClient.run { clinic in
            let stage = try await ReviewStage.prepare(clinic.clinic)
            #expect(try await items(clinic).isEmpty)
            let search = try await clinic.send(.post, "\(Self.path)/search", .object(), as: .privacyOfficer)
            #expect(search.status == .ok)
            let found = try await items(clinic)
            #expect(try search.json["newCount"] == .integer(found.count))
            let vip = try #require(found.first { $0["userName"] == "Nurse specialist" })
            #expect(vip["kind"] == "vip" && vip["patientId"]?.string == stage.patient.description)
            #expect(vip["patientCount"] == .integer(1) && vip["verdict"] == nil)

            let id = try #require(vip["id"]?.string)
            let judged = try await clinic.send(
                .post,
                "\(Self.path)/\(id)/judgements",
                Self.judgement,
                as: .privacyOfficer
            )
            #expect(judged.status == .created && judged.headers[.location] == Self.path)
            #expect(try judged.json["reviewId"]?.string == id && judged.json["judgedBy"] != nil)
            #expect(try await items(clinic).count == found.count - 1)
            let all = try await items(clinic, "?includesJudged=true")
            let again = try #require(all.first { $0["id"]?.string == id })
            #expect(all.count == found.count && again["verdict"] == "justified" && again["note"] == "on call")

            // Another judgement counts in its place.
            let other: JSONValue = .object(("verdict", "followUp"), ("note", "was not on call"))
            _ = try await clinic.send(.post, "\(Self.path)/\(id)/judgements", other, as: .privacyOfficer)
            let later = try await items(clinic, "?includesJudged=true").first { $0["id"]?.string == id }
            #expect(later?["verdict"] == "followUp")
        }
    }

    @Test("names patients by id alone, and puts nothing of the request into the log but that it was made")
    func noNames() async throws {
        try await ClinicClient.run { clinic in
            _ = try await ReviewStage.prepare(clinic.clinic)
            _ = try await clinic.send(.post, "\(Self.path)/search", .object(("days", .integer(3))), as: .privacyOfficer)
            let response = try await clinic.send(.get, Self.path, as: .privacyOfficer)
            #expect(!response.text.contains(ReviewStage.familyName))
            let rows = try await clinic.clinic.logRows(
                """
                select object_detail, count(*)::text from audit_event where event_code = 'ReviewAccess'
                group by object_detail order by object_detail nulls last
                """
            )
            #expect(rows == [["days 3, patients an hour 40, a day 150, refusals a day 10", "1"], [nil, "1"]])
        }
    }

    @Test("an emergency is in the queue without looking for it, with its reason and what was seen by it")
    func emergency() async throws {
        try await ClinicClient.run { clinic in
            let patient = try await clinic.clinic.addPatient()
            let opened = try await clinic.send(
                .post,
                "/api/v1/emergency-access",
                .object(("patientId", .string(patient.description)), ("reason", "found unconscious in the ward")),
                as: .nurse
            )
            let line = try #require(try await items(clinic).first)
            #expect(line["kind"] == "breakGlass" && line["reason"] == "found unconscious in the ward")
            #expect(line["relationId"] == (try opened.json["id"]))
            #expect(line["eventCount"] == .integer(1))
        }
    }

    @Test("gives the queue page by page, each access once")
    func pages() async throws {
        try await ClinicClient.run { clinic in
            for name in ["A", "B", "C"] { _ = try await ReviewStage.prepare(clinic.clinic, reader: name) }
            _ = try await clinic.send(.post, "\(Self.path)/search", .object(), as: .privacyOfficer)
            let whole = try await items(clinic).map { $0["id"]?.string }
            var found: [String?] = []
            var next: String? = "\(Self.path)?limit=1"
            while let address = next {
                let response = try await clinic.send(.get, address, as: .privacyOfficer)
                found += try #require(try response.json["items"]?.array).map { $0["id"]?.string }
                next = response.headers[.link].map { String($0.dropFirst().prefix { $0 != ">" }) }
                #expect((next == nil) == (try response.json["next"] == nil))
            }
            #expect(found == whole && whole.count > 2)
        }
    }

    @Test("the same said twice, as when a request is sent again, is kept once and answered alike")
    func twice() async throws {
        try await ClinicClient.run { clinic in
            let stage = try await ReviewStage.prepare(clinic.clinic)
            _ = try await clinic.send(.post, "\(Self.path)/search", .object(), as: .privacyOfficer)
            let id = try #require(try await items(clinic).first?["id"]?.string)
            let mark: JSONValue = .object(
                ("patientId", .string(stage.patient.description)),
                ("kind", "ownColleague"),
                ("reason", "works here")
            )
            for (path, body) in [("\(Self.path)/\(id)/judgements", Self.judgement), ("/api/v1/audit/marks", mark)] {
                let first = try await clinic.send(.post, path, body, as: .privacyOfficer)
                clinic.clinic.clock.advance(by: .seconds(5))
                let second = try await clinic.send(.post, path, body, as: .privacyOfficer)
                #expect(first.status == second.status && first.text == second.text)
            }
            let judgements = try await clinic.clinic.logRows("select count(*)::text from audit_judgement")
            #expect(judgements == [["1"]])
            let marks = try await clinic.clinic.logRows("select kind from audit_mark order by marked_at")
            #expect(marks == [["vip"], ["colleague"]])
        }
    }

    @Test("two who judge at once in the same words are kept once each, and one who sends twice at once is kept once")
    func atOnce() async throws {
        try await ClinicClient.run { clinic in
            _ = try await ReviewStage.prepare(clinic.clinic)
            _ = try await clinic.send(.post, "\(Self.path)/search", .object(), as: .privacyOfficer)
            let id = try #require(try await items(clinic).first?["id"]?.string)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let response = try await clinic.send(
                            .post,
                            "\(Self.path)/\(id)/judgements",
                            Self.judgement,
                            as: .privacyOfficer
                        )
                        #expect(response.status == .created)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await clinic.clinic.logRows("select count(*)::text from audit_judgement") == [["1"]])
        }
    }

    @Test("a mark can be taken away, and then no new access is found")
    func marks() async throws {
        try await ClinicClient.run { clinic in
            let stage = try await ReviewStage.prepare(clinic.clinic)
            let mark: JSONValue = .object(
                ("patientId", .string(stage.patient.description)),
                ("kind", "none"),
                ("reason", "no longer in the news")
            )
            let taken = try await clinic.send(.post, "/api/v1/audit/marks", mark, as: .privacyOfficer)
            #expect(taken.status == .ok)
            #expect(try taken.json["kind"] == "none")
            let search = try await clinic.send(.post, "\(Self.path)/search", .object(), as: .privacyOfficer)
            #expect(try search.json["newCount"] == .integer(0))
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let path: String
        let body: JSONValue
        let status: Int
        var pointer: String?
        var testDescription: String { "\(path) \(body.text)" }
    }

    private static let unknown = "00000000-0000-7000-8000-0000000000ff"
    private static let judging = "\(path)/\(unknown)/judgements"

    @Test(
        "what cannot be read is refused with its place, and what is not there is not found",
        arguments: [
            Refusal(path: judging, body: judgement, status: 404),
            Refusal(path: judging, body: .object(("verdict", "fine"), ("note", "x")), status: 400, pointer: "/verdict"),
            Refusal(path: judging, body: .object(("verdict", "justified")), status: 400, pointer: "/note"),
            Refusal(
                path: judging,
                body: .object(("verdict", "justified"), ("note", " ")),
                status: 400,
                pointer: "/note"
            ),
            Refusal(
                path: judging,
                body: .object(("verdict", "justified"), ("note", "x"), ("by", "x")),
                status: 400,
                pointer: "/by"
            ),
            Refusal(path: "\(path)/17/judgements", body: judgement, status: 400),
            Refusal(path: "\(path)/search", body: .object(("days", .integer(0))), status: 400, pointer: "/days"),
            Refusal(path: "\(path)/search", body: .object(("days", .integer(93))), status: 400, pointer: "/days"),
            Refusal(
                path: "\(path)/search",
                body: .object(("refusalsPerDay", .integer(0))),
                status: 400,
                pointer: "/refusalsPerDay"
            ),
            Refusal(
                path: "\(path)/search",
                body: .object(("patientsPerDay", .integer(0))),
                status: 400,
                pointer: "/patientsPerDay"
            ),
            Refusal(path: "\(path)/search", body: .object(("since", "x")), status: 400, pointer: "/since"),
            Refusal(
                path: "/api/v1/audit/marks",
                body: .object(("patientId", .string(unknown)), ("kind", "vip"), ("reason", "x")),
                status: 404
            ),
            Refusal(
                path: "/api/v1/audit/marks",
                body: .object(("patientId", .string(unknown)), ("kind", "breakGlass"), ("reason", "x")),
                status: 400,
                pointer: "/kind"
            ),
        ]
    )
    func refused(refusal: Refusal) async throws {
        try await ClinicClient.run { clinic in
            let response = try await clinic.send(.post, refusal.path, refusal.body, as: .privacyOfficer)
            #expect(response.status.code == refusal.status, "\(response.text)")
            if let pointer = refusal.pointer {
                #expect(try response.json["faults"]?[0]?["pointer"]?.string == pointer)
            }
            #expect(try await clinic.clinic.logRows("select count(*)::text from audit_judgement") == [["0"]])
            #expect(try await clinic.clinic.logRows("select count(*)::text from audit_mark") == [["0"]])
        }
    }

    @Test(
        "a query that is not known, and a cursor of somewhere else, are refused",
        arguments: ["judged=1", "cursor=x"]
    )
    func queries(query: String) async throws {
        try await ClinicClient.run { clinic in
            let response = try await clinic.send(.get, "\(Self.path)?\(query)", as: .privacyOfficer)
            #expect(response.status == .badRequest)
        }
    }

    @Test("all of them ask whoever has a session for a fresh second factor")
    func freshFactor() async throws {
        try await BrowserClient.run { browser in
            let stage = try await ReviewStage.prepare(browser.door.clinic)
            try await browser.enrol("privacyofficer")
            #expect(try await browser.json(.post, "\(Self.path)/search", .object()).status == .ok)
            let queue = try await browser.json(.get, Self.path).json
            let id = try #require(queue["items"]?[0]?["id"]?.string)
            browser.door.clinic.clock.advance(by: .seconds(301))
            let mark: JSONValue = .object(
                ("patientId", .string(stage.patient.description)),
                ("kind", "vip"),
                ("reason", "x")
            )
            let all: [(HTTPRequest.Method, String, JSONValue?)] = [
                (.get, Self.path, nil), (.post, "\(Self.path)/search", .object()),
                (.post, "\(Self.path)/\(id)/judgements", Self.judgement), (.post, "/api/v1/audit/marks", mark),
            ]
            for (method, path, body) in all {
                let response = try await browser.json(method, path, body)
                #expect(response.status == .forbidden)
                #expect(try response.problem == "fresh-factor-needed")
            }
            let code = JSONValue.object(("code", .string(try await browser.door.code("privacyofficer"))))
            #expect(try await browser.json(.post, "/api/v1/session/step-up", code).status == .ok)
            for (method, path, body) in all {
                #expect(try await browser.json(method, path, body).status.kind == .successful)
            }
        }
    }
}
