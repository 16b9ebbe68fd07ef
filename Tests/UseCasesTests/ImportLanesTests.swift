// Importing many cases at once: transactions side by side, with the same answers as one after the other.
import Domain
import Foundation
import TestSupport
import Testing

@testable import UseCases

@Suite("Importing many case files", .database(.clinic))
struct ImportLanesTests {
    /// A case like the example, of a patient with this number.
    private static func caseFile(number: Int, openedOn: String = "2026-03-02") throws -> [UInt8] {
        let text = String(decoding: try exampleCase("synthetic-one-nerve.json"), as: UTF8.self)
        return Array(
            text.replacingOccurrences(of: "100318", with: "\(700_000 + number)")
                .replacingOccurrences(of: "2026-03-02", with: openedOn).utf8
        )
    }

    @Test("gives each its own answer, in order, whatever the others are")
    func mixed() async throws {
        try await TestDatabase.withClinic { clinic in
            var cases = try (0..<70).map { try Self.caseFile(number: $0) }
            cases[20] = cases[3]
            cases[30] = try Self.caseFile(number: 5, openedOn: "2026-03-01")
            cases[40] = try exampleCase("published-lange-2006.json")
            clinic.waitForExampleCases()
            let results = try await ImportCases.run(
                cases,
                organisation: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(results.count == 70)
            for (index, result) in results.enumerated() {
                switch (index, result) {
                case (20, .known), (40, .refused): break
                case (20, _), (40, _): Issue.record("case \(index): \(result)")
                case (_, .imported(let workup, let patient)):
                    let rows = try await clinic.rows(
                        "select patient_id from workup_directory where workup_id = '\(workup)'"
                    )
                    #expect(rows == [[patient.description]], "case \(index)")
                default: Issue.record("case \(index): \(result)")
                }
            }
            // One patient has two workups; one case was there twice, and one has no patient.
            #expect(try await clinic.rows("select count(*) from patient") == [["67"]])
            #expect(try await clinic.rows("select count(*) from workup") == [["68"]])
            let audited = "select count(*) from audit_event where event_code = 'ImportCase'"
            #expect(try await clinic.logRows(audited) == [["68"]])
            // The worklist is made anew once for each workup, with all its steps.
            let listed = "select count(*) from worklist_entry where step_count > 0 and cardinality(open_steps) > 0"
            #expect(try await clinic.rows(listed) == [["68"]])
        }
    }

    @Test("again changes nothing")
    func again() async throws {
        try await TestDatabase.withClinic { clinic in
            let cases = try (0..<40).map { try Self.caseFile(number: $0) }
            for _ in 0..<2 {
                clinic.waitForExampleCases()
                _ = try await ImportCases.run(cases, organisation: nil, call: clinic.call(), in: clinic.environment)
            }
            #expect(try await clinic.rows("select count(*) from workup") == [["40"]])
        }
    }

    @Test("keeps cases that share a number or a content in one lane")
    func lanes() throws {
        var cases = try (0..<64).map { ReadCase(try Self.caseFile(number: $0)) }
        cases[10] = cases[1]
        cases[11] = ReadCase(try Self.caseFile(number: 2, openedOn: "2026-03-01"))
        let lanes = CaseLanes.divide(cases, lanesMax: 4)
        #expect(lanes.count == 4)
        #expect(lanes.flatMap { $0 }.sorted() == Array(cases.indices))
        #expect(lanes.contains { $0.contains(1) && $0.contains(10) })
        #expect(lanes.contains { $0.contains(2) && $0.contains(11) })
    }

    @Test("takes one lane where a case shares something with two, or where there are few")
    func oneLane() throws {
        var cases = try (0..<64).map { ReadCase(try Self.caseFile(number: $0)) }
        let few = Array(cases.prefix(20))
        #expect(CaseLanes.divide(few, lanesMax: 4).count == 1)
        // One with a second number, and later one with that number and the first case's.
        cases[1] = try Self.withNumberElsewhere(number: 1)
        cases[60] = try Self.withNumberElsewhere(number: 0)
        let faults = cases.flatMap { $0.faults }
        #expect(faults.isEmpty)
        #expect(CaseLanes.divide(cases, lanesMax: 4).count == 1)
    }

    private static func withNumberElsewhere(number: Int) throws -> ReadCase {
        let own = "\"value\": \"\(700_000 + number)\""
        let text = String(decoding: try caseFile(number: number), as: UTF8.self)
            .replacingOccurrences(of: own, with: "\(own)}, {\"system\": \"mrn:SFG\", \"value\": \"5\"")
        return ReadCase(Array(text.utf8))
    }
}
