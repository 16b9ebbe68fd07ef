// What the rules find: what comes after an entry of the queue too, any hour, slow days, and the machine's own looks.
import Domain
import Foundation
import Records
import TestSupport
import Testing
import UseCases

@Suite("The rules of unusual access", .database(.clinic))
struct ReviewRuleTests {
    private func look(_ clinic: TestClinic, _ bounds: ReviewBounds = ReviewBounds()) async throws -> [JSONValue] {
        let found = try await ReviewAccess.run(
            ReviewAccess.Input(days: 2, bounds: bounds, includesJudged: true),
            call: clinic.call(.privacyOfficer),
            in: clinic.environment
        )
        return try JSONReader.read(found.page.body)["items"]?.array ?? []
    }

    private func count(_ items: [JSONValue], _ kind: String, by name: String) -> Int {
        items.count { $0["kind"]?.string == kind && $0["userName"]?.string == name }
    }

    private func read(_ patient: ID<Patient>, _ call: Call, _ clinic: TestClinic) async throws {
        _ = try await ReadPatient.run(patient, asOf: nil, call: call, in: clinic.environment)
    }

    @Test("open a new entry for what comes after one that stands, judged or not, and none for the same again")
    func after() async throws {
        try await TestDatabase.withClinic { clinic in
            let patient = try await clinic.addPatient("P")
            try await MarkPatient.run(
                patient,
                as: .vip,
                reason: "in the news",
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            let nurse = clinic.call(.nurse)
            let bounds = ReviewBounds(refusalsPerDay: 2)
            for round in 1...3 {
                for _ in 0..<2 {
                    clinic.clock.advance(by: .seconds(60))
                    try await read(patient, nurse, clinic)
                    _ = await failure {
                        try await SearchAudit.run(SearchAudit.Filter(), call: nurse, in: clinic.environment)
                    }
                }
                clinic.clock.advance(by: .seconds(60))
                for _ in 0..<2 {
                    let items = try await look(clinic, bounds)
                    #expect(count(items, "vip", by: "Nurse specialist") == round)
                    #expect(count(items, "refusals", by: "Nurse specialist") == round)
                    for item in items where item["verdict"] == nil {
                        let id = try #require(item["id"]?.string.flatMap { UUID(uuidString: $0) })
                        try await JudgeAccess.run(
                            id,
                            .justified,
                            note: "on call",
                            call: clinic.call(.privacyOfficer),
                            in: clinic.environment
                        )
                    }
                }
            }
        }
    }

    @Test("count patients within any hour, across the hours of the clock, and on a day however slowly")
    func patients() async throws {
        try await TestDatabase.withClinic { clinic in
            var patients: [ID<Patient>] = []
            for number in 0..<6 { patients.append(try await clinic.addPatient("P\(number)")) }
            let nurse = clinic.call(.nurse)
            // To ten minutes before an hour of the clock; three patients on either side of it.
            let now = clinic.environment.now().microsecondsSince1970 / 1_000_000
            clinic.clock.advance(by: .seconds(Int(3_600 - now % 3_600 + 3_000)))
            for patient in patients[..<4] {
                try await read(patient, nurse, clinic)
                clinic.clock.advance(by: .seconds(300))
            }
            let hour = ReviewBounds(patientsPerHour: 4, patientsPerDay: 100)
            #expect(count(try await look(clinic, hour), "manyPatients", by: "Nurse specialist") == 1)
            // The fifth comes later than an hour: of the day only.
            clinic.clock.advance(by: .seconds(7_200))
            try await read(patients[4], nurse, clinic)
            clinic.clock.advance(by: .seconds(60))
            #expect(count(try await look(clinic, hour), "manyPatients", by: "Nurse specialist") == 1)
            let day = ReviewBounds(patientsPerHour: 4, patientsPerDay: 5)
            let items = try await look(clinic, day)
            #expect(count(items, "manyPatients", by: "Nurse specialist") == 2)
            #expect(items.last?["patientCount"] == .integer(5))
            #expect(count(try await look(clinic, day), "manyPatients", by: "Nurse specialist") == 2)
        }
    }

    @Test("find the machine's own administrator by name")
    func machine() async throws {
        try await TestDatabase.withClinic { clinic in
            let patient = try await clinic.addPatient("P")
            try await MarkPatient.run(
                patient,
                as: .ownColleague,
                reason: "works here",
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            clinic.clock.advance(by: .seconds(60))
            try await read(patient, TestClinic.machine, clinic)
            clinic.clock.advance(by: .seconds(60))
            let name = TestClinic.machine.actor.name
            let items = try await look(clinic, ReviewBounds(patientsPerHour: 1))
            for kind in ["ownColleague", "noRelation", "manyPatients"] {
                #expect(count(items, kind, by: name) == 1, "\(kind)")
            }
            #expect(items.filter { $0["kind"]?.string == "noRelation" }.map { $0["eventCount"] } == [.integer(1)])
        }
    }
}
