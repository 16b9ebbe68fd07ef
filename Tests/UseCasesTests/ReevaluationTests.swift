// The criteria asked again of what is recorded, and two sets held against each other.
import Domain
import Foundation
import Records
import TestSupport
import Testing
import UseCases

@Suite("Asking the criteria again", .database(.clinic))
struct ReevaluationTests {
    private static let study = #"{"performedOn":"2026-03-02","motor":[{"nerve":"ulnar","side":"left","sites":[]}]}"#

    /// As the stand-in of the tests, with another answer of EFNS/PNS where a study is recorded.
    private static let stricter: Evaluator = { file, _ in
        file.nerveConductionStudies.isEmpty ? TestCriteria.evaluate(file) : answers(efns: .probable, file)
    }

    /// As the stand-in of the tests, but it names another step that is missing: another text, the same answers.
    private static let wordier: Evaluator = { file, _ in
        let efns: CriteriaCategory = file.nerveConductionStudies.isEmpty ? .undetermined : .definite
        return answers(efns: efns, file, missing: ["plexusMri"])
    }

    private static func answers(efns: CriteriaCategory, _ file: CaseFile, missing: [String] = []) -> CaseEvaluation {
        SampleEvaluation.make(
            [
                "efns-pns-2010-mmn": efns, "aaem-2003-mmn": .notMet,
                "utrecht-2000-mmn": file.patient?.birthDate == nil ? .undetermined : .probable,
                "ean-pns-2021-cidp": .notMet,
            ],
            missing: missing
        )
    }

    @Test("leaves no trace where they say the same")
    func same() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await workupWithStudy(clinic)
            let outcome = try await reevaluate([workup], clinic)
            #expect(outcome.workupCount == 1 && outcome.keptCount == 0 && outcome.movedCount == 0)
            #expect(try await history(workup, clinic).count == 2)
            let told = try await clinic.logRows("select id from audit_event where event_code = 'ReevaluateWorkups'")
            #expect(told.isEmpty)
        }
    }

    @Test(
        "keeps what differs, tells an answer that moved, and names the patients in the log",
        arguments: [
            (ReevaluationTests.wordier, 0), (ReevaluationTests.stricter, 1),
        ]
    )
    func differs(criteria: @escaping Evaluator, movedCount: Int) async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workups = [try await workupWithStudy(clinic), try await clinic.openWorkup()]
            let later = TestClinic(record: clinic.record, criteria: criteria)
            let outcome = try await reevaluate(workups, later)
            // The stricter one says the same of the workup without a study, the wordier one of neither.
            #expect(outcome.workupCount == 2 && outcome.movedCount == movedCount)
            #expect(outcome.keptCount == 2 - movedCount)
            let newest = try #require(try await history(workups[0], later).first)
            #expect(newest["event"]?.string == "ReevaluateWorkups" && newest["number"]?.text == "3")
            let named = try await clinic.logRows(
                """
                select count(distinct s.patient_id)::text from audit_event e
                join audit_subject s on s.event_id = e.id where e.event_code = 'ReevaluateWorkups'
                """
            )
            #expect(named == [[String(2 - movedCount)]])
            let again = try await reevaluate(workups, later)
            #expect(again.keptCount == 0)
        }
    }

    @Test("brings the steps in line that waited for an answer")
    func steps() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            let later = TestClinic(record: clinic.record, criteria: { file, _ in Self.answers(efns: .definite, file) })
            _ = try await reevaluate([workup], later)
            let listed = try await clinic.rows(
                "select best_category from worklist_entry where workup_id = '\(workup)'"
            )
            #expect(listed == [["definite"]])
        }
    }

    @Test("evaluates once more what somebody changed meanwhile")
    func meanwhile() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await workupWithStudy(clinic)
            let later = TestClinic(record: clinic.record, criteria: Self.wordier)
            // Somebody holds the workup; another study waits to be recorded; the refresh has read the workup without it.
            let (change, refresh) = try await clinic.record.write(as: .machine(at: clinic.environment.now())) {
                transaction in
                try await transaction.take(.workup(workup))
                let change = Task { try await recordStudy(workup, clinic) }
                try await untilWaiting(count: 1, clinic)
                let refresh = Task { try await reevaluate([workup], later) }
                try await untilWaiting(count: 2, clinic)
                return (change, refresh)
            }
            try await change.value
            let outcome = try await refresh.value
            #expect(outcome.keptCount == 1)
            let evaluations = try await history(workup, later)
            #expect(evaluations.map { $0["event"]?.string }.prefix(2) == ["ReevaluateWorkups", "RecordFinding"])
            let answer = try await ReadEvaluation.run(workup, asOf: nil, call: clinic.call(), in: clinic.environment)
            #expect(try JSONReader.read(answer.body)["findings"]?.array?.count == 2)
        }
    }

    @Test("in a dry run is taken back")
    func dryRun() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await workupWithStudy(clinic)
            let later = TestClinic(record: clinic.record, criteria: Self.stricter)
            let machine = TestClinic.machine
            let call = Call(actor: machine.actor, origin: machine.origin, isDryRun: true)
            let outcome = try await ReevaluateWorkups.run([workup], call: call, in: later.environment)
            #expect(outcome.movedCount == 1)
            #expect(try await history(workup, clinic).count == 2)
        }
    }

    @Test("is for those who manage protocols")
    func permission() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            await #expect(throws: UseCaseError.self) {
                try await ReevaluateWorkups.run([workup], call: clinic.call(.nurse), in: clinic.environment)
            }
        }
    }

    @Test("of two sets lists whose answer differs, and the log names whom the list names")
    func comparison() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workups = [try await workupWithStudy(clinic), try await clinic.openWorkup()]
            let (count, differences) = try await CompareCriteria.run(
                workups,
                from: { $0.nerveConductionStudies.isEmpty ? .undetermined : .definite },
                to: { $0.nerveConductionStudies.isEmpty ? .undetermined : .probable },
                call: TestClinic.machine,
                in: clinic.environment
            )
            #expect(count == 2 && differences.map(\.workup) == [workups[0]])
            #expect(differences.first?.before == .definite && differences.first?.after == .probable)
            let named = try await clinic.logRows(
                """
                select s.patient_id::text from audit_event e
                join audit_subject s on s.event_id = e.id where e.event_code = 'CompareCriteria'
                """
            )
            #expect(named == differences.map { [$0.patient.description] })
        }
    }

    // MARK: What the tests do

    private func workupWithStudy(_ clinic: TestClinic) async throws -> ID<Workup> {
        let workup = try await clinic.openWorkup()
        try await recordStudy(workup, clinic)
        return workup
    }

    private func recordStudy(_ workup: ID<Workup>, _ clinic: TestClinic) async throws {
        _ = try await RecordFinding.run(
            workup,
            RecordFinding.Input(finding: .sample(.nerveConductionStudy, Self.study), origin: nil),
            call: clinic.call(),
            in: clinic.environment
        )
    }

    /// Until so many transactions wait for what another one holds.
    private func untilWaiting(count: Int, _ clinic: TestClinic) async throws {
        for _ in 0..<500 {
            let waiting = try await clinic.rows(
                "select pid::text from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
            )
            if waiting.count >= count { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("nobody waits")
    }

    private func reevaluate(_ workups: [ID<Workup>], _ clinic: TestClinic) async throws -> ReevaluateWorkups.Outcome {
        try await ReevaluateWorkups.run(workups, call: TestClinic.machine, in: clinic.environment)
    }

    private func history(_ workup: ID<Workup>, _ clinic: TestClinic) async throws -> [JSONValue] {
        let page = try await ListEvaluations.run(workup, asOf: nil, call: clinic.call(), in: clinic.environment)
        return try JSONReader.read(page.body)["items"]?.array ?? []
    }
}
