// What treatment brought, read from the record: response, wearing-off, trials, products, and the clinic's rate.
import Criteria
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("The response to treatment", .database(.clinic))
struct ResponseTests {
    @Test("of the example case is told by course, measure and side, beside the clinician's own entry")
    func example() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try #require(try await importOne(try exampleCase("synthetic-definite.json"), clinic))
            let response = try await response(workup, clinic)
            let document = try await clinic.document(workup)
            let course = try #require(response.courses.first)
            #expect(response.courses.count == document.treatments.count)
            #expect(course.objectiveImprovement == document.treatments.first?.objectiveImprovement)
            #expect(course.wearingOff == .present)
            let grip = course.wearingOffByMeasure.filter { $0.measure == .gripVigorimeter }
            #expect(grip.first { $0.side == .right }?.answer == .present)
            #expect(grip.first { $0.side == .left }?.answer == .absent)
            let worn = grip.first { $0.side == .right }?.intervals.filter { $0.wearsOff == true } ?? []
            #expect(worn.map(\.middle?.value) == [61, 66] && worn.map(\.end?.value) == [52, 55])
            #expect(
                try await clinic.logRows("select count(*) from audit_event where event_code = 'ReadResponse'") == [
                    ["1"]
                ]
            )
        }
    }

    @Test("judges a trial against its target, before and after there is something to judge")
    func trial() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let plan = TrialPlan(
                chosenOn: day("2025-09-01"),
                goal: "Buttoning a shirt",
                measure: .gripVigorimeter,
                side: .right,
                target: .improvement(8),
                judgedOn: day("2026-02-01"),
                stoppingRule: TrialStoppingRule(text: "worse", worseningBy: 8)
            )
            _ = try await ChooseTreatment.run(
                workup,
                ChooseTreatment.Input(
                    option: .ivig,
                    chosenOn: day("2025-09-01"),
                    participants: ["Patient"],
                    patientPreference: "none",
                    reason: "agreed",
                    replaces: nil,
                    courseID: nil,
                    trial: plan
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            let open = try await response(workup, clinic)
            #expect(open.trials.map(\.answer) == [.notMeasured] && open.trials.first?.courseID == nil)
            try await measure(grip("2025-09-01", 40), workup, clinic)
            let course = try await start(workup, from: "2025-09-02", clinic)
            try await give(workup, course, on: "2025-09-02", clinic)
            try await measure(grip("2025-12-01", 48), workup, clinic)
            let reached = try #require(try await response(workup, clinic).trials.first)
            #expect(reached.answer == .reached && reached.courseID == course && reached.plan == plan)
            #expect(reached.baseline?.value == 40 && reached.decidedBy?.value == 48)
            #expect(reached.sentence.nl.contains("doel gehaald"))
            let responder = try #require(try await response(workup, clinic).courses.first)
            #expect(responder.responder == .present && responder.changes.map(\.change) == [.improved])
            #expect(responder.sentence.en.contains("40") && responder.sentence.en.contains("48"))
        }
    }

    @Test("shows values and reactions by product around a change, and what an improvement nobody measured comes to")
    func products() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let course = try await start(workup, from: "2025-12-01", clinic)
            let asked = AdministrationDetails(reactions: [AdministrationReaction(code: .headache, severity: .mild)])
            try await give(workup, course, on: "2025-12-01", product: "Privigen", details: asked, clinic)
            try await give(workup, course, on: "2025-12-29", product: "Privigen", clinic)
            try await give(workup, course, on: "2026-01-26", product: "Kiovig", clinic)
            try await measure(grip("2025-12-10", 50), workup, clinic)
            try await measure(grip("2025-12-28", 49), workup, clinic)
            let found = try await response(workup, clinic)
            #expect(found.products.map(\.products) == [["Privigen"], ["Kiovig"]])
            #expect(found.products.first?.cycles.count == 2)
            #expect(found.products.first?.reactions?.map(\.reaction.code) == [.headache])
            #expect(found.products.last?.reactions == nil)
            let point = found.products.first?.cycles.first?.points.first
            #expect(point?.middle?.value == 50 && point?.end?.value == 49)
            #expect(found.courses.first?.cautions.contains { $0.code == .productSwitched } == true)
            _ = try await RecordCourse.change(
                workup,
                course,
                expecting: 1,
                RecordCourse.Input(
                    course: TreatmentCourse(
                        option: .ivig,
                        startedOn: PartialDate(day("2025-12-01")),
                        objectiveImprovement: .present
                    ),
                    reason: "seen"
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            let entered = try await response(workup, clinic).courses.first
            #expect(entered?.objectiveImprovement == .present && entered?.responder == .notExamined)
            #expect(entered?.cautions.contains { $0.code == .responseNotObjective } == true)
        }
    }

    @Test("is counted by patient beside the published rates, and hidden under five")
    func statistics() async throws {
        try await TestDatabase.withClinic { clinic in
            for (index, value) in [48, 49, 52, 60].enumerated() {
                try await treat("Responder \(index)", Decimal(value), clinic)
            }
            let workup = try await clinic.openWorkup("Not measured")
            let course = try await start(workup, from: "2025-09-02", clinic)
            try await give(workup, course, on: "2025-09-02", clinic)
            let hidden = try await statistics(clinic)
            #expect(hidden.clinic == nil && hidden.patientsMin == 5)
            #expect(hidden.published.map(\.rate.percent) == [85, 81, 70, 62])
            try await treat("No response", 47, clinic)
            let shown = try await statistics(clinic)
            #expect(shown.clinic?.present == 4 && shown.clinic?.all == 5 && shown.clinic?.percent == 80)
            #expect(hidden.notYetAssessable == nil && shown.notYetAssessable == 0)
            let events = try await clinic.logRows(
                """
                select count(*), (select count(*) from audit_subject s join audit_event a on a.id = s.event_id
                    where a.event_code = 'ReadStatistics')
                from audit_event where event_code = 'ReadStatistics'
                """
            )
            #expect(events == [["2", "0"]])
        }
    }

    @Test(
        "leaves out who has no response yet while the six months run, and counts them apart",
        arguments: [("2026-01-05", "2026-02-01"), ("2025-09-02", "2025-10-01")]
    )
    func pending(from first: String, measured: String) async throws {
        try await TestDatabase.withClinic { clinic in
            for (index, value) in [48, 49, 52, 60, 50].enumerated() {
                try await treat("Responder \(index)", Decimal(value), clinic)
            }
            let workup = try await clinic.openWorkup("Too early")
            try await measure(grip("2025-09-01", 40), workup, clinic)
            try await measure(grip("2026-01-04", 40), workup, clinic)
            let course = try await start(workup, from: first, clinic)
            try await give(workup, course, on: first, clinic)
            try await measure(grip(measured, 41), workup, clinic)
            // It is 2 March 2026: six months after 2 September are that day, on which a value may still come.
            // Two more without a value in the window: one has a baseline to hold a value against, the other has none.
            for baseline in [grip("2025-12-20", 40), nil] {
                let workup = try await clinic.openWorkup("Not measured yet")
                if let baseline { try await measure(baseline, workup, clinic) }
                let course = try await start(workup, from: "2026-01-05", clinic)
                try await give(workup, course, on: "2026-01-05", clinic)
            }
            let early = try await statistics(clinic)
            #expect(early.clinic?.present == 5 && early.clinic?.all == 5 && early.notYetAssessable == 2)
            clinic.clock.advance(by: .seconds(150 * 86_400))
            let late = try await statistics(clinic)
            #expect(late.clinic?.present == 5 && late.clinic?.all == 6 && late.notYetAssessable == 0)
        }
    }

    @Test("tells nothing of those who may still respond where the rate is hidden")
    func hiddenPending() async throws {
        try await TestDatabase.withClinic { clinic in
            for (index, value) in [48, 49, 52, 60].enumerated() {
                try await treat("Responder \(index)", Decimal(value), clinic)
            }
            let workup = try await clinic.openWorkup("Too early")
            try await measure(grip("2026-01-04", 40), workup, clinic)
            let course = try await start(workup, from: "2026-01-05", clinic)
            try await give(workup, course, on: "2026-01-05", clinic)
            try await measure(grip("2026-02-01", 41), workup, clinic)
            let hidden = try await statistics(clinic)
            #expect(hidden.clinic == nil && hidden.notYetAssessable == nil)
        }
    }

    @Test("of a protocol nobody knows is refused with what to do")
    func unknownProtocol() async throws {
        try await TestDatabase.withClinic { clinic in
            let refused = await failure {
                try await ReadResponseStatistics.run(protocolCode: "als", call: clinic.call(), in: clinic.environment)
            }
            #expect(refused?.faults.map(\.pointer) == ["protocol"])
        }
    }

    private func grip(_ on: String, _ value: Decimal) -> OutcomeMeasurement {
        OutcomeMeasurement(on: day(on), measure: .gripVigorimeter, side: .right, value: value)
    }

    /// A patient whose grip goes from 40 kPa to a value three months after the first infusion.
    private func treat(_ name: String, _ later: Decimal, _ clinic: TestClinic) async throws {
        let workup = try await clinic.openWorkup(name)
        try await measure(grip("2025-08-31", 40), workup, clinic)
        let course = try await start(workup, from: "2025-09-01", clinic)
        try await give(workup, course, on: "2025-09-01", clinic)
        try await measure(grip("2025-12-01", later), workup, clinic)
    }

    private func response(_ workup: ID<Workup>, _ clinic: TestClinic) async throws -> ResponseDocument {
        let page = try await ReadResponse.run(workup, asOf: nil, call: clinic.call(), in: clinic.environment)
        let document = try ResponseDocument.codec.decode(page.body)
        #expect(ResponseDocument.codec.encode(document) == page.body)
        return document
    }

    private func statistics(_ clinic: TestClinic) async throws -> ResponseStatistics {
        let page = try await ReadResponseStatistics.run(
            protocolCode: "mmn",
            call: clinic.call(),
            in: clinic.environment
        )
        return try ResponseStatistics.codec.decode(page.body)
    }

    private func importOne(_ bytes: [UInt8], _ clinic: TestClinic) async throws -> ID<Workup>? {
        clinic.waitForExampleCases()
        let results = try await ImportCases.run(
            [bytes],
            organisation: nil,
            call: clinic.call(),
            in: clinic.environment
        )
        guard case .imported(let workup, _) = results[0] else { return nil }
        return workup
    }
}
