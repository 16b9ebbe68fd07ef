// Every change of what the criteria speak of brings its evaluation with it, or does not happen.
import Domain
import Foundation
import Records
import TestSupport
import Testing
import UseCases

@Suite("An act that changes what the criteria speak of", .database(.clinic))
struct EvaluationTests {
    private static let study = #"{"performedOn":"2026-03-02","motor":[{"nerve":"ulnar","side":"left","sites":[]}]}"#

    @Test("has its evaluation in the same transaction, told by the same line of the log")
    func everyAct() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            let acts = try await Acts(clinic, workup).all()
            let items = try await history(workup, clinic)
            let events = items.compactMap { $0["event"]?.string }
            let numbers = items.compactMap { $0["number"]?.text }
            let expected: [String] = (1...(acts.count + 1)).reversed().map { String($0) }
            #expect(Array(events.reversed()) == ["OpenWorkup"] + acts)
            #expect(numbers == expected)
            let strangers = try await clinic.logRows(
                """
                select e.number, e.event_code from evaluation e where not exists (
                    select from audit_event a where a.id = e.event_id and a.event_code = e.event_code
                        and a.patient_id = e.patient_id
                        and (a.transaction_id::text::numeric % 4294967296)::text = e.xmin::text)
                """
            )
            #expect(strangers.isEmpty, "\(strangers)")
        }
    }

    @Test("and no other has one")
    func otherActs() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            _ = try await MoveStep.run(
                workup,
                code: "neurologicalExamination",
                expecting: 1,
                StepMove(state: .requested),
                call: clinic.call(),
                in: clinic.environment
            )
            _ = try await CloseWorkup.run(
                workup,
                expecting: 1,
                CloseWorkup.Input(on: nil, reason: "test"),
                call: clinic.call(),
                in: clinic.environment
            )
            try await update(of: workup, clinic, familyName: "Other")
            #expect(try await history(workup, clinic).count == 1)
        }
    }

    @Test("says since when the same holds, and how it was before")
    func overTime() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            let opened = clinic.environment.now()
            clinic.clock.advance(by: .seconds(60))
            _ = try await record(.liquor("0.52"), workup, clinic)
            let second = try #require(try await clinic.document(workup).evaluation)
            #expect(second.number == 2 && second.since == ResultOrigin(number: 1, recordedAt: opened))
            clinic.clock.advance(by: .seconds(60))
            let study = try await record(.sample(.nerveConductionStudy, Self.study), workup, clinic)
            let third = try #require(try await clinic.document(workup).evaluation)
            #expect(third.number == 3 && third.since.number == 3)
            #expect(third.findings.map(\.place.pointer) == ["/nerveConductionStudies/0", "/cerebrospinalFluids/0"])
            #expect(third.seen(CasePlace(.nerveConductionStudies, 0, .motor, 0))?.id == study)
            let past = try #require(try await clinic.document(workup, asOf: opened).evaluation)
            #expect(past.number == 1 && past.findings.isEmpty)
            #expect(try await categories(workup, clinic) == ["definite", "undetermined", "undetermined"])
        }
    }

    @Test("does not happen where its evaluation cannot be kept")
    func atomic() async throws {
        let nothing = SampleEvaluation.make(["efns-pns-2010-mmn": .notMet]).evaluations[0]
        let broken = CaseEvaluation(
            segments: [],
            evaluations: [
                CriteriaEvaluation(
                    criteria: nothing.criteria,
                    version: nothing.version,
                    category: nothing.category,
                    status: nothing.status,
                    categories: [],
                    clauses: [],
                    reachable: []
                )
            ],
            nextSteps: [],
            unnecessarySteps: [],
            cautions: [],
            warnings: []
        )
        let criteria: Evaluator = { file, _ in
            file.cerebrospinalFluids.isEmpty ? TestCriteria.evaluate(file) : broken
        }
        try await TestDatabase.withClinic(criteria: criteria) { clinic in
            let workup = try await clinic.openWorkup()
            let before = try await clinic.document(workup)
            let error = await failure { try await record(.liquor("0.52"), workup, clinic) }
            #expect(error?.code == "refused-by-schema")
            #expect(try await clinic.document(workup) == before)
            #expect(try await clinic.rows("select count(*) from finding") == [["0"]])
            #expect(
                try await clinic.logRows("select count(*) from audit_event where event_code = 'RecordFinding'") == [
                    ["0"]
                ]
            )
        }
    }

    @Test("on the patient reaches every workup of theirs, a closed one too")
    func patient() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            _ = try await CloseWorkup.run(
                workup,
                expecting: 1,
                CloseWorkup.Input(on: nil, reason: "test"),
                call: clinic.call(),
                in: clinic.environment
            )
            try await update(of: workup, clinic, birthDate: "1975-03-02")
            let document = try await clinic.document(workup)
            let evaluation = try #require(document.evaluation)
            #expect(evaluation.event == "UpdatePatient" && evaluation.patientVersion == 2)
            let utrecht = evaluation.result.evaluations.first { $0.criteria == "utrecht-2000-mmn" }
            #expect(utrecht?.category == .probable)
            #expect(document.status == .closed)
        }
    }

    @Test("by import is evaluated once, with the patient as the record has them")
    func imported() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let bytes = try exampleCase("synthetic-definite.json")
            let first = try #require(try await importOne(bytes, clinic))
            let evaluation = try #require(try await clinic.document(first).evaluation)
            #expect(evaluation.event == "ImportCase" && evaluation.number == 1)
            #expect(evaluation.findings.count == (try CaseFile.read(bytes).findings.count))
            // The same patient again, whose birth date the second file does not know.
            var text = String(decoding: bytes, as: UTF8.self)
            text = text.replacing(#/"birthDate": "[0-9-]+",\s+/#, with: "")
            text = text.replacing("\"openedOn\": \"2026-01-12\"", with: "\"openedOn\": \"2026-01-13\"")
            let second = try #require(try await importOne(Array(text.utf8), clinic))
            let known = try #require(try await clinic.document(second).evaluation)
            #expect(known.result.evaluations.first { $0.criteria == "utrecht-2000-mmn" }?.category == .probable)
            #expect(try await clinic.rows("select count(*) from patient") == [["1"]])
        }
    }

    @Test("that only tries leaves no evaluation")
    func dryRun() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            _ = try await RecordFinding.run(
                workup,
                RecordFinding.Input(finding: .liquor("0.52"), origin: nil),
                call: clinic.call(isDryRun: true),
                in: clinic.environment
            )
            #expect(try await history(workup, clinic).count == 1)
        }
    }

    @Test("two at once are evaluated one after the other, the second with what the first left")
    func parallel() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            let failures = await withTaskGroup(of: UseCaseError?.self) { group in
                for _ in 0..<6 {
                    group.addTask { await failure { try await record(.liquor("0.52"), workup, clinic) } }
                }
                group.addTask { await failure { try await update(of: workup, clinic, birthDate: "1975-03-02") } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            try #require(failures.allSatisfy { $0 == nil }, "\(failures)")
            let document = try await clinic.document(workup)
            #expect(document.evaluation?.number == 8 && document.evaluation?.findings.count == 6)
            #expect(document.evaluation?.result == TestCriteria.evaluate(document.caseFile))
        }
    }

    @Test(
        "keeps what the program's own criteria say, to the letter",
        arguments: [
            "synthetic-cidp.json", "synthetic-definite.json", "synthetic-motor-neuron-disease.json",
            "synthetic-no-block-responder.json", "synthetic-one-nerve.json", "synthetic-probable.json",
        ]
    )
    func bundled(name: String) async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.bundled) { clinic in
            let bytes = try exampleCase(name)
            let workup = try #require(try await importOne(bytes, clinic))
            let kept = try #require(try await clinic.document(workup).evaluation)
            let codec = EvaluationCodecs.inBothLanguages.evaluation
            let said = codec.encode(TestCriteria.ofProgram(try CaseFile.read(bytes)))
            #expect(codec.encode(kept.result) == said)
            #expect(kept.result.evaluations.count == 4)
        }
    }

    // MARK: Steps

    @Test("asks for a lumbar puncture and an MRI while the answers leave them open, and no longer")
    func conditions() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            #expect(try await clinic.step("lumbarPuncture", of: workup).dueOn == nil)
            try await settle(["neurologicalExamination", "nerveConductionStudy", "bloodPanel"], workup, clinic)
            // Nobody studied a nerve: no set is at its highest category.
            #expect(try await clinic.step("lumbarPuncture", of: workup).dueOn == day("2026-03-30"))
            #expect(try await clinic.step("plexusMri", of: workup).dueOn == day("2026-04-13"))
            let study = try await record(.sample(.nerveConductionStudy, Self.study), workup, clinic)
            #expect(try await clinic.step("lumbarPuncture", of: workup).dueOn == nil)
            // Other sets are still below theirs.
            #expect(try await clinic.step("plexusMri", of: workup).dueOn == day("2026-04-13"))
            _ = try await WithdrawFinding.run(
                workup,
                ID(study),
                expecting: 1,
                WithdrawFinding.Input(reason: "other patient"),
                call: clinic.call(),
                in: clinic.environment
            )
            // The study is to be made again: neither can begin before that.
            #expect(try await clinic.step("lumbarPuncture", of: workup).dueOn == nil)
            #expect(try await clinic.step("plexusMri", of: workup).dueOn == nil)
        }
    }

    @Test("leaves a day alone that a person set")
    func personalDay() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let workup = try await clinic.openWorkup()
            try await settle(["neurologicalExamination", "nerveConductionStudy", "bloodPanel"], workup, clinic)
            let step = try await clinic.step("lumbarPuncture", of: workup)
            _ = try await MoveStep.run(
                workup,
                code: "lumbarPuncture",
                expecting: step.version,
                StepMove(dueOn: day("2026-03-20")),
                call: clinic.call(),
                in: clinic.environment
            )
            _ = try await record(.sample(.nerveConductionStudy, Self.study), workup, clinic)
            #expect(try await clinic.step("lumbarPuncture", of: workup).dueOn == day("2026-03-20"))
        }
    }

    // MARK: What the tests do

    private func settle(_ codes: [String], _ workup: ID<Workup>, _ clinic: TestClinic) async throws {
        for code in codes {
            let step = try await clinic.step(code, of: workup)
            _ = try await MoveStep.run(
                workup,
                code: code,
                expecting: step.version,
                StepMove(state: .notNeeded, reason: "test"),
                call: clinic.call(),
                in: clinic.environment
            )
        }
    }

    private func categories(_ workup: ID<Workup>, _ clinic: TestClinic) async throws -> [String?] {
        try await history(workup, clinic).map { $0["criteria"]?.array?.first?["category"]?.string }
    }
}

/// Every evaluation of a workup, newest first.
private func history(_ workup: ID<Workup>, _ clinic: TestClinic) async throws -> [JSONValue] {
    let page = try await ListEvaluations.run(workup, asOf: nil, call: clinic.call(), in: clinic.environment)
    return try JSONReader.read(page.body)["items"]?.array ?? []
}

/// Records a finding.
@discardableResult
private func record(_ finding: Finding, _ workup: ID<Workup>, _ clinic: TestClinic) async throws -> UUID {
    try await RecordFinding.run(
        workup,
        RecordFinding.Input(finding: finding, origin: nil),
        call: clinic.call(),
        in: clinic.environment
    ).id
}

/// Changes the patient of a workup.
private func update(
    of workup: ID<Workup>,
    _ clinic: TestClinic,
    familyName: String? = nil,
    birthDate: String? = nil
) async throws {
    let patient = try await clinic.document(workup).patient
    _ = try await UpdatePatient.run(
        patient.id,
        expecting: patient.version,
        UpdatePatient.Input(
            familyName: familyName,
            givenNames: nil,
            birthDate: birthDate.flatMap { PartialDate($0) },
            sex: nil,
            addIdentifiers: [],
            endIdentifiers: [],
            reason: "test"
        ),
        call: clinic.call(),
        in: clinic.environment
    )
}

private func importOne(_ bytes: [UInt8], _ clinic: TestClinic) async throws -> ID<Workup>? {
    clinic.waitForExampleCases()
    let results = try await ImportCases.run(
        [bytes],
        organisation: nil,
        call: clinic.call(),
        in: clinic.environment
    )
    guard case .imported(let workup, _) = results[0] else {
        Issue.record("\(results)")
        return nil
    }
    return workup
}

/// One of every act that has an evaluation.
private struct Acts {
    let clinic: TestClinic
    let workup: ID<Workup>

    init(_ clinic: TestClinic, _ workup: ID<Workup>) {
        self.clinic = clinic
        self.workup = workup
    }

    /// Does them, and names them in order.
    func all() async throws -> [String] {
        try await findings() + treatments() + outcomes() + patient()
    }

    private func findings() async throws -> [String] {
        let id = try await record(.liquor("0.52"), workup, clinic)
        _ = try await CorrectFinding.run(
            workup,
            ID(id),
            expecting: 1,
            CorrectFinding.Input(finding: .liquor("0.25"), origin: nil, reason: "test"),
            call: clinic.call(),
            in: clinic.environment
        )
        _ = try await WithdrawFinding.run(
            workup,
            ID(id),
            expecting: 2,
            WithdrawFinding.Input(reason: "test"),
            call: clinic.call(),
            in: clinic.environment
        )
        return ["RecordFinding", "CorrectFinding", "WithdrawFinding"]
    }

    private func treatments() async throws -> [String] {
        let (call, environment) = (clinic.call(), clinic.environment)
        func course(_ improvement: Sign?) -> RecordCourse.Input {
            RecordCourse.Input(
                course: TreatmentCourse(
                    option: .ivig,
                    startedOn: PartialDate("2026-03-01"),
                    objectiveImprovement: improvement
                ),
                reason: "test"
            )
        }
        let id = try await RecordCourse.run(workup, course(nil), call: call, in: environment).id
        _ = try await RecordCourse.change(workup, ID(id), expecting: 1, course(.present), call: call, in: environment)
        let given = RecordAdministration.Input(
            administration: Administration(on: day("2026-03-01"), product: nil, lot: "L1", grams: 70, bodyWeightKg: 70),
            reason: "test"
        )
        let administration = try await RecordAdministration.run(
            workup,
            course: ID(id),
            given,
            call: call,
            in: environment
        ).id
        for (version, isWithdrawn) in [(1, false), (2, true)] {
            _ = try await RecordAdministration.correct(
                workup,
                course: ID(id),
                ID(administration),
                expecting: version,
                isWithdrawn: isWithdrawn,
                given,
                call: call,
                in: environment
            )
        }
        return [
            "RecordCourse", "ChangeCourse", "RecordAdministration", "CorrectAdministration", "WithdrawAdministration",
        ]
    }

    private func outcomes() async throws -> [String] {
        let (call, environment) = (clinic.call(), clinic.environment)
        let measured = RecordOutcome.Input(
            outcome: OutcomeMeasurement(on: day("2026-03-02"), measure: .onls, side: nil, value: 2, note: nil),
            reason: "test"
        )
        let id = try await RecordOutcome.run(workup, measured, call: call, in: environment).id
        for (version, isWithdrawn) in [(1, false), (2, true)] {
            _ = try await RecordOutcome.correct(
                workup,
                ID(id),
                expecting: version,
                isWithdrawn: isWithdrawn,
                measured,
                call: call,
                in: environment
            )
        }
        return ["RecordOutcome", "CorrectOutcome", "WithdrawOutcome"]
    }

    private func patient() async throws -> [String] {
        try await update(of: workup, clinic, birthDate: "1975-03-02")
        return ["UpdatePatient"]
    }
}
