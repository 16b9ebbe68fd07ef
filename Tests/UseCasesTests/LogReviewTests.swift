// Reading the log is in the log, unusual access comes to a person, and what goes out to others has the form they know.
import Domain
import Foundation
import Records
import TestSupport
import Testing
import UseCases

@Suite("Reading and reviewing the log", .database(.clinic))
struct LogReviewTests {
    @Test("is for the privacy officer alone, and is in the log whether it is refused or not")
    func roles() async throws {
        try await TestDatabase.withClinic { clinic in
            let refused = await failure {
                try await SearchAudit.run(SearchAudit.Filter(), call: clinic.call(.nurse), in: clinic.environment)
            }
            #expect(refused?.category == .forbidden)
            let page = try await SearchAudit.run(
                SearchAudit.Filter(event: "Refused"),
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            let events = try JSONReader.read(page.body)["items"]?.array ?? []
            #expect(events.map { $0["checks"]?.string } == ["FFFF"])
            #expect(events.first?["outcome"]?.text == "8")
            let rows = try await clinic.logRows(
                "select event_code, object_detail, site from audit_event where event_code = 'SearchAudit'"
            )
            #expect(rows == [["SearchAudit", "event Refused", "NMC"]])
        }
    }

    @Test("finds many patients in an hour, marked patients and refusals, each once, and keeps judgements")
    func unusual() async throws {
        try await TestDatabase.withClinic { clinic in
            var patients: [ID<Patient>] = []
            for number in 0..<4 { patients.append(try await clinic.addPatient("P\(number)")) }
            try await MarkPatient.run(
                patients[0],
                as: .vip,
                reason: "in the news",
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            clinic.clock.advance(by: .seconds(60))
            for patient in patients {
                _ = try await ReadPatient.run(patient, asOf: nil, call: clinic.call(.nurse), in: clinic.environment)
            }
            _ = await failure {
                try await SearchAudit.run(SearchAudit.Filter(), call: clinic.call(.nurse), in: clinic.environment)
            }
            let input = ReviewAccess.Input(bounds: ReviewBounds(patientsPerHour: 4, refusalsPerDay: 1))
            let found = try await ReviewAccess.run(
                input,
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            let items = try JSONReader.read(found.page.body)["items"]?.array ?? []
            let kinds = items.map { "\($0["kind"]?.string ?? "") \($0["userName"]?.string ?? "")" }
            #expect(found.newCount == items.count)
            #expect(kinds.contains("manyPatients Nurse specialist"))
            #expect(kinds.contains("vip Nurse specialist"))
            #expect(kinds.contains("refusals Nurse specialist"))
            let again = try await ReviewAccess.run(
                input,
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            // The officer's own mark and look are access to a marked patient as well.
            let seen = try JSONReader.read(again.page.body)["items"]?.array ?? []
            #expect(seen.count - items.count == again.newCount)
            let id = try #require(items.first?["id"]?.string.flatMap { UUID(uuidString: $0) })
            try await JudgeAccess.run(
                id,
                .justified,
                note: "on call",
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            let left = try await ReviewAccess.run(
                ReviewAccess.Input(days: 0),
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            let rest = try JSONReader.read(left.page.body)["items"]?.array ?? []
            #expect(rest.count == seen.count - 1)
            let unknown = await failure {
                try await JudgeAccess.run(
                    clinic.environment.makeUUID(),
                    .justified,
                    note: "x",
                    call: clinic.call(.privacyOfficer),
                    in: clinic.environment
                )
            }
            #expect(unknown?.category == .notFound)
            // What was judged and marked stands in the events that are sealed.
            func differing() async throws -> Int {
                let report = try await VerifyLog.run(
                    verifiers: [],
                    shipped: nil,
                    from: nil,
                    call: clinic.call(.privacyOfficer),
                    in: clinic.environment,
                    progress: { _ in }
                )
                return report.faults.count { $0.kind == .judgementDiffers }
            }
            #expect(try await differing() == 0)
            _ = try await clinic.logRows(
                "set session_replication_role = replica; update audit_judgement set verdict = 'unjustified'; select 1"
            )
            #expect(try await differing() == 2)
        }
    }

    @Test("goes out as one FHIR AuditEvent for each patient shown, with client and server")
    func fhir() async throws {
        try await TestDatabase.withClinic { clinic in
            _ = try await clinic.openWorkup("A")
            _ = try await clinic.openWorkup("B")
            _ = try await ListWorklist.run(
                WorklistFilter(),
                cursor: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            let found = try await ExportAuditEvents.run(
                SearchAudit.Filter(event: "ListWorklist"),
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            #expect(found.items.count == 2)
            for event in found.items {
                #expect(event["resourceType"]?.string == "AuditEvent")
                #expect(event["action"]?.string == "E")
                #expect(event["outcome"]?.string == "0")
                let agents = event["agent"]?.array ?? []
                let requestors = agents.filter { $0["requestor"] == .bool(true) }
                #expect(requestors.count == 1)
                let networks = agents.filter { $0["network"] != nil }
                #expect(networks.count == 2)
                let patients = (event["entity"]?.array ?? []).filter { $0["role"]?["code"]?.string == "1" }
                #expect(patients.count == 1)
                #expect(event["source"]?["observer"] != nil)
            }
            let ids = Set(found.items.compactMap { $0["id"]?.string })
            #expect(ids.count == 2)
        }
    }
}
