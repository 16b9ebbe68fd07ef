// Where the response stands, as evaluations keep it: in the worklist, for statistics, and made anew where it was not kept.
import Criteria
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("Where the response stands", .database(.clinic))
struct ResponseStandingTests {
    private struct Line: Hashable {
        let workup: String?
        let wearingOff: String?
    }

    private func lines(_ wearingOff: WorklistWearingOff?, _ clinic: TestClinic) async throws -> [Line] {
        let page = try await ListWorklist.run(
            WorklistFilter(wearingOff: wearingOff),
            cursor: nil,
            call: clinic.call(),
            in: clinic.environment
        )
        return try JSONReader.read(page.body)["items"]?.array?
            .map { Line(workup: $0["workupId"]?.string, wearingOff: $0["wearingOff"]?.string) } ?? []
    }

    private func example(_ clinic: TestClinic) async throws -> ID<Workup>? {
        clinic.waitForExampleCases()
        let results = try await ImportCases.run(
            [try exampleCase("synthetic-definite.json")],
            organisation: nil,
            call: clinic.call(),
            in: clinic.environment
        )
        guard case .imported(let workup, _) = results.first else { return nil }
        return workup
    }

    /// A course whose one interval wears off.
    private func wearsOff(
        _ name: String,
        until last: String? = nil,
        _ clinic: TestClinic
    ) async throws -> (ID<Workup>, ID<Treatment>) {
        let workup = try await clinic.openWorkup(name)
        let course = try await start(workup, from: "2026-01-05", until: last, clinic)
        for on in ["2026-01-05", "2026-02-02"] { try await give(workup, course, on: on, clinic) }
        for (on, value) in [("2026-01-04", 40), ("2026-01-15", 60), ("2026-02-01", 45)] as [(String, Decimal)] {
            let grip = OutcomeMeasurement(on: day(on), measure: .gripVigorimeter, side: .right, value: value)
            try await measure(grip, workup, clinic)
        }
        return (workup, course)
    }

    @Test("is not known any more in the worklist once a planned end has come, until it is worked out anew")
    func plannedEnd() async throws {
        try await TestDatabase.withClinic { clinic in
            let (workup, _) = try await wearsOff("Ends", until: "2026-03-10", clinic)
            let id = workup.description
            #expect(try await lines(.suspected, clinic) == [Line(workup: id, wearingOff: "suspected")])
            clinic.clock.advance(by: .seconds(8 * 86_400))
            #expect(try await lines(.suspected, clinic) == [Line(workup: id, wearingOff: "suspected")], "its last day")
            clinic.clock.advance(by: .seconds(86_400))
            #expect(try await lines(.suspected, clinic) == [Line(workup: id, wearingOff: nil)])
            _ = try await ReevaluateWorkups.run([workup], call: TestClinic.machine, in: clinic.environment)
            #expect(try await lines(.suspected, clinic).isEmpty)
        }
    }

    @Test("is in the worklist, which shows those whose effect wears off while the course runs")
    func worklist() async throws {
        try await TestDatabase.withClinic { clinic in
            let present = try #require(try await example(clinic))
            let (suspected, course) = try await wearsOff("Suspected", clinic)
            let none = try await clinic.openWorkup("Nothing given")
            let all = [
                Line(workup: present.description, wearingOff: "present"),
                Line(workup: suspected.description, wearingOff: "suspected"),
                Line(workup: none.description, wearingOff: nil),
            ]
            #expect(Set(try await lines(nil, clinic)) == Set(all))
            #expect(Set(try await lines(.suspected, clinic)) == Set(all.prefix(2)))
            #expect(try await lines(.present, clinic) == [all[0]])
            _ = try await RecordCourse.change(
                suspected,
                course,
                expecting: 1,
                RecordCourse.Input(
                    course: TreatmentCourse(
                        option: .ivig,
                        startedOn: PartialDate(day("2026-01-05")),
                        endedOn: PartialDate(day("2026-02-20"))
                    ),
                    reason: "stopped"
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try await lines(.suspected, clinic) == [all[0]])
        }
    }

    @Test("that no evaluation has kept yet hides nobody, and is kept when the criteria are asked again")
    func unknown() async throws {
        try await TestDatabase.withClinic { clinic in
            let (workup, _) = try await wearsOff("Before", clinic)
            let none = try await clinic.openWorkup("Nothing given")
            let forget = """
                set session_replication_role = replica;
                update evaluation set response = null;
                update worklist_entry set response = null;
                """
            _ = try await clinic.logRows(forget)
            let line = Line(workup: workup.description, wearingOff: nil)
            #expect(try await lines(.present, clinic) == [line], "a course, and nobody knows yet")
            let again = try await ReevaluateWorkups.run(
                [workup, none],
                call: TestClinic.machine,
                in: clinic.environment
            )
            #expect(again.keptCount == 2 && again.movedCount == 0)
            #expect(try await lines(.present, clinic).isEmpty)
            #expect(try await lines(.suspected, clinic).map(\.wearingOff) == ["suspected"])
            let last = try await ReevaluateWorkups.run(
                [workup, none],
                call: TestClinic.machine,
                in: clinic.environment
            )
            #expect(last.keptCount == 0)
        }
    }
}
