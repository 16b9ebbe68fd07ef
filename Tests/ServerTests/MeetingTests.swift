// A meeting over HTTP: planned, prepared, decided, signed, printed.
import Domain
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Meetings over HTTP", .database(.clinic))
struct MeetingTests {
    @Test("a meeting goes from its plan to its signed report")
    func meeting() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await clinic.clinic.openWorkup("Meeting-Patient")
            let planned = try await clinic.send(
                .post,
                "/api/v1/meetings",
                .object(
                    ("startsAt", "2026-03-20T13:00:00+01:00"),
                    ("place", "Room 1"),
                    ("chair", "Dr. Chair"),
                    (
                        "attendance",
                        .array([.object(("name", "Dr. A"), ("role", "neurologist"), ("isPresent", .bool(true)))])
                    )
                )
            )
            #expect(planned.status == .created, "\(planned.text)")
            let meeting = try #require(planned.headers[.location])

            let added = try await clinic.send(
                .post,
                "\(meeting)/cases",
                .object(("workupId", .string(workup.description)), ("question", "IVIg?"))
            )
            #expect(added.status == .created)
            let item = try #require(added.headers[.location])
            #expect(try await clinic.send(.get, item).version == 1)
            let twice = try await clinic.send(
                .post,
                "\(meeting)/cases",
                .object(("workupId", .string(workup.description)))
            )
            #expect(twice.status == .conflict)
            #expect(try twice.problem == "case-on-agenda")

            func sign(_ version: Int) async throws -> TestResponse {
                let seen = try #require(try await clinic.send(.get, meeting).json["state"]?.string)
                return try await clinic.send(
                    .post,
                    "\(meeting)/signature",
                    .object(("seen", .string(seen))),
                    version: version
                )
            }
            let other = try await sign(1)
            #expect(other.status == .conflict)
            #expect(try other.problem == "not-the-chair")
            _ = try await clinic.send(.patch, meeting, .object(("chair", "Neurologist")), version: 1)
            #expect(try await clinic.send(.get, meeting).json["meeting"]?["chairId"]?.string != nil)
            #expect(try await sign(2).problem == "meeting-not-begun")
            let seenEarly = try #require(try await clinic.send(.get, meeting).json["state"]?.string)
            clinic.clinic.clock.advance(by: .seconds(20 * 86_400))
            #expect(try await sign(2).problem == "cases-open")
            let written = try await clinic.send(
                .post,
                "\(item)/writing",
                .object(("field", "diagnosis"), ("text", "MMN"))
            )
            #expect(written.version == 2, "\(written.text)")
            let behind = try await clinic.send(
                .post,
                "\(item)/writing",
                .object(("field", "diagnosis"), ("text", "CIDP"))
            )
            #expect(behind.status == .preconditionFailed)
            let moved = try await clinic.send(.post, "\(item)/place", .object(("place", .integer(1))))
            #expect(moved.version == 2, "\(moved.text)")
            let decided = try await clinic.send(
                .patch,
                item,
                .object(
                    ("decision", "Start IVIg 2 g/kg."),
                    ("dissent", "None."),
                    ("patientPreference", "At home.")
                ),
                version: 2
            )
            #expect(decided.version == 3)
            let action = try await clinic.send(
                .post,
                "\(item)/actions",
                .object(("what", "Order IVIg"), ("owner", "Nurse"))
            )
            #expect(action.status == .created)
            let actionID = try #require(try action.json["cases"]?[0]?["actions"]?[0]?["id"]?.string)
            let open = try await clinic.send(.get, "/api/v1/meeting-actions")
            #expect(try open.json["items"]?[0]?["what"]?.string == "Order IVIg")
            let done = try await clinic.send(
                .patch,
                "\(item)/actions/\(actionID)",
                .object(("state", "done")),
                version: 1
            )
            #expect(done.version == 2)

            let unnamed = try await clinic.send(.post, "\(meeting)/signature", .object(), version: 2)
            #expect(unnamed.status == .badRequest)
            let unseen = try await clinic.send(
                .post,
                "\(meeting)/signature",
                .object(("seen", .string(seenEarly))),
                version: 2
            )
            #expect(try unseen.problem == "meeting-changed")
            let signed = try await sign(2)
            #expect(signed.status == .ok, "\(signed.text)")
            let head = try await clinic.send(.patch, meeting, .object(("place", "Room 2")), version: 3)
            #expect(try head.problem == "meeting-signed")
            for format in ["html", "text", "json"] {
                let report = try await clinic.send(.get, "\(meeting)/report?format=\(format)")
                #expect(report.status == .ok)
                #expect(report.text.contains("Start IVIg 2 g/kg."))
            }
            let list = try await clinic.send(
                .get,
                "/api/v1/meetings?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z&organisation=NMC"
            )
            #expect(try list.json["items"]?.array?.count == 1)
        }
    }

    @Test("courses, administrations and outcomes are recorded, corrected, found by batch, and read back")
    func treatment() async throws {
        try await ClinicClient.run { clinic in
            let workup = "/api/v1/workups/\(try await clinic.clinic.openWorkup("Treatment-Patient"))"
            let course = try await clinic.send(
                .post,
                "\(workup)/treatments",
                .object(("option", "ivig"), ("startedOn", "2026-02-01"))
            )
            #expect(course.status == .created)
            let location = try #require(course.headers[.location])
            let given: [JSONMember] = [
                JSONMember("on", "2026-02-01"), JSONMember("product", "Kiovig"), JSONMember("lot", "LOT-7"),
                JSONMember("grams", .integer(70)), JSONMember("bodyWeightKg", .integer(70)),
            ]
            let reasoned = given + [JSONMember("reason", "test")]
            let administration = try await clinic.send(.post, "\(location)/administrations", .object(reasoned))
            #expect(administration.status == .created, "\(administration.text)")
            let read = try await clinic.send(.get, location)
            #expect(read.version == 1)
            let id = try #require(try read.json["administrations"]?[0]?["id"]?.string)
            let corrected = try await clinic.send(
                .put,
                "\(location)/administrations/\(id)",
                .object(reasoned),
                version: 1
            )
            #expect(corrected.version == 2, "\(corrected.text)")

            let lots = try await clinic.send(.post, "/api/v1/lots/search", .object(("lot", "LOT-7")))
            #expect(try lots.json["items"]?.array?.count == 1)

            let outcome = try await clinic.send(
                .post,
                "\(workup)/outcomes",
                .object(("on", "2026-02-10"), ("measure", "gripVigorimeter"), ("side", "left"), ("value", .integer(45)))
            )
            #expect(outcome.status == .created, "\(outcome.text)")
            let measured = try await clinic.send(.get, try #require(outcome.headers[.location]))
            #expect(try measured.json["value"] == .integer(45))
            let all = try await clinic.send(.get, "\(workup)/treatments")
            #expect(try all.json["outcomes"]?.array?.count == 1)
            let nothing = try await clinic.send(.get, "\(workup)/outcomes/00000000-0000-7000-8000-0000000000ff")
            #expect(nothing.status == .notFound)
        }
    }

    @Test("the log shows what was done, and is for the privacy officer alone")
    func audit() async throws {
        try await ClinicClient.run { clinic in
            _ = try await clinic.clinic.openWorkup("Audit-Patient")
            _ = try await clinic.send(.get, "/api/v1/workups")
            let events = try await clinic.send(.get, "/api/v1/audit?limit=2", as: .privacyOfficer)
            #expect(events.status == .ok)
            #expect(events.headers[.link] != nil)
            let names = try #require(try events.json["items"]?.array).compactMap { $0["event"]?.string }
            #expect(names.count == 2)
            let next = try #require(try events.json["next"]?.string)
            let more = try await clinic.send(.get, "/api/v1/audit?limit=2&cursor=\(next)", as: .privacyOfficer)
            #expect(more.status == .ok)
        }
    }
}
