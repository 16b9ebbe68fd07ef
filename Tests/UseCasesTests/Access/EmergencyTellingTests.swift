// An emergency is told at once: it stands in the queue from its beginning, and outside whoever is set hears of it.
import Domain
import FoundationEssentials
import PostgreSQL
import Records
import Synchronization
import TestSupport
import Testing
import UseCases

@Suite("Breaking the glass", .database(.clinic))
struct EmergencyTellingTests {
    private func open(_ patient: ID<Patient>, by call: Call, _ stage: AccessClinic) async throws {
        try await stage.breakGlass(for: patient, by: call)
    }

    private func queue(_ stage: AccessClinic, days: Int) async throws -> [JSONValue] {
        let found = try await ReviewAccess.run(
            ReviewAccess.Input(days: days),
            call: stage.clinic.call(.privacyOfficer),
            in: stage.environment
        )
        return try JSONReader.read(found.page.body)["items"]?.array ?? []
    }

    @Test("is in the queue before anybody looks for it, once, with its reason and all that was seen by it")
    func queue() async throws {
        try await AccessClinic.run { stage in
            let workup = try await stage.clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            let neurologist = try stage.regional()
            try await open(patient, by: neurologist, stage)
            for _ in 0..<3 { #expect(await stage.sight(workup, by: neurologist) == .whole) }
            for days in [0, 1] {
                let items = try await queue(stage, days: days)
                #expect(items.map { $0["kind"]?.string } == ["breakGlass"], "\(days)")
                #expect(items.first?["reason"]?.string == "unconscious at the emergency department")
                #expect(items.first?["patientId"]?.string == patient.description)
                #expect(items.first?["eventCount"] == .integer(4))
            }
        }
    }

    @Test(
        "with numbers that nobody has is a refusal each time, with the number and the reason, and is found as probing"
    )
    func probing() async throws {
        try await AccessClinic.run { stage in
            let neurologist = try stage.regional()
            for count in 0..<12 {
                let error = await failure {
                    try await OpenEmergencyAccess.run(
                        OpenEmergencyAccess.Input(
                            patient: nil,
                            identifier: try PatientIdentifier(
                                system: .hospital(organisation: "NMC"),
                                value: "T-\(count)"
                            ),
                            reason: "unconscious at the emergency department"
                        ),
                        call: neurologist,
                        in: stage.environment
                    )
                }
                #expect(error?.category == .notFound)
            }
            let rows = try await stage.clinic.logRows(
                """
                select count(*), count(distinct query), count(*) filter (where reason like 'unconscious%')
                from audit_event where event_code = 'Refused' and outcome = 8
                """
            )
            #expect(rows == [["12", "12", "12"]])
            #expect(try await queue(stage, days: 1).map { $0["kind"]?.string } == ["refusals"])
        }
    }

    @Test("again while it still runs is the same emergency: one entry, one notice, the same end; later it is another")
    func again() async throws {
        try await AccessClinic.run { stage in
            let patient = try await stage.clinic.addPatient("Brouwer")
            let neurologist = try stage.regional()
            for (hours, count) in [(0, 1), (3, 1), (0, 1), (1, 2)] {
                stage.clinic.clock.advance(by: .seconds(hours * 3_600))
                try await open(patient, by: neurologist, stage)
                let rows = try await stage.clinic.logRows(
                    """
                    select count(*)::text, (select count(*) from notice)::text,
                        (select count(*) from access_relation where ground = 'emergency')::text,
                        (select count(*) from audit_event where event_code = 'OpenEmergencyAccess')::text
                    from audit_review
                    """
                )
                #expect(rows.first?.prefix(3) == ["\(count)", "\(count)", "\(count)"])
            }
            let told = try await stage.clinic.logRows(
                "select count(*), count(distinct object_id) from audit_event where event_code = 'OpenEmergencyAccess'"
            )
            #expect(told == [["4", "2"]], "every press is in the log, and names what counts")
            await #expect {
                _ = try await stage.clinic.logRows(
                    "set session_replication_role = replica; update access_relation set reason = null where ground = 'emergency'; select 1"
                )
            } throws: { ($0 as? PostgreSQLError)?.sqlState == SQLState(rawValue: "23514") }
        }
    }

    @Test("is told outside until somebody took it, later each time, and names no patient")
    func told() async throws {
        try await AccessClinic.run { stage in
            let patient = try await stage.clinic.addPatient("Brouwer")
            try await open(patient, by: try stage.regional(), stage)
            let tellings = Mutex<[Notice]>([])
            func round(isTaken: Bool) async throws -> Int {
                try await TellNotices.run(in: stage.environment) { notice in
                    tellings.withLock { $0.append(notice) }
                    return isTaken
                }
            }
            // Seconds that pass, whether it is taken, and how often it was told by then.
            let steps: [(Int64, Bool, Int)] = [
                (0, false, 1), (9, false, 1), (1, false, 2), (19, false, 2), (1, true, 3), (3_600, true, 3),
            ]
            var waited: Int64 = 0
            for (seconds, isTaken, count) in steps {
                stage.clinic.clock.advance(by: .seconds(seconds))
                waited += seconds
                let oldest = try await round(isTaken: isTaken)
                #expect(tellings.withLock { $0.count } == count, "after \(waited) seconds")
                #expect(oldest == (count < 3 ? Int(waited) : 0))
            }
            let notices = tellings.withLock { $0 }
            #expect(Set(notices.map(\.id)).count == 1 && notices.map(\.attempt) == [1, 2, 3])
            let body = String(decoding: notices[0].body, as: UTF8.self)
            #expect(body.contains("Regional neurologist") && body.contains(#""organisation":"REG""#))
            for word in ["Brouwer", patient.description, "unconscious"] { #expect(!body.contains(word)) }
            let review = try await queue(stage, days: 0).first?["id"]?.string
            #expect(try JSONReader.read(notices[0].body)["reviewId"]?.string == review)
        }
    }

    @Test("marks the patient it is about, and no other of the same list")
    func list() async throws {
        try await AccessClinic.run { stage in
            let (own, other) = (try await stage.clinic.openWorkup(), try await stage.clinic.openWorkup())
            let patients = [try await stage.patient(of: own), try await stage.patient(of: other)]
            let neurologist = try stage.regional()
            try await stage.share(own, organisation: "REG")
            try await open(patients[1], by: neurologist, stage)
            _ = try await ListWorklist.run(WorklistFilter(), cursor: nil, call: neurologist, in: stage.environment)
            let lines = try await stage.clinic.logRows(
                """
                select e.purpose, e.checks, coalesce(e.patient_id, s.patient_id)::text
                from audit_event e left join audit_subject s on s.event_id = e.id
                where e.event_code = 'ListWorklist' order by e.purpose
                """
            )
            #expect(
                lines.map { [$0[0], $0[2]] } == [
                    ["ETREAT", patients[1].description], ["TREAT", patients[0].description],
                ]
            )
            #expect(lines.first?[1]?.last == "T")
        }
    }

    @Test("opens no workup and brings in no case of the patient it is about")
    func opensNothing() async throws {
        try await AccessClinic.run { stage in
            stage.clinic.waitForExampleCases()
            let file = try exampleCase("synthetic-one-nerve.json")
            let results = try await ImportCases.run(
                [file],
                organisation: "NMC",
                call: TestClinic.machine,
                in: stage.environment
            )
            guard case .imported(_, let patient)? = results.first else {
                Issue.record("not imported: \(results)")
                return
            }
            let neurologist = try stage.regional()
            try await open(patient, by: neurologist, stage)
            let refused = await failure {
                try await OpenWorkup.run(
                    patient,
                    try OpenWorkup.Input.codec.decode(Array(#"{"protocol":"mmn"}"#.utf8)),
                    call: neurologist,
                    in: stage.environment
                )
            }
            #expect(refused?.code == "emergency-may-not")
            let second = String(decoding: file, as: UTF8.self).replacing("Isolated weakness", with: "Weakness")
            let imported = await failure {
                try await ImportCases.run(
                    [Array(second.utf8)],
                    organisation: "REG",
                    call: neurologist,
                    in: stage.environment
                )
            }
            #expect(imported?.code == "emergency-may-not", "\(imported as Any)")
        }
    }
}
