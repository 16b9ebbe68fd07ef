// Evaluations in the record: each with what it saw, a result once for as long as it stands, and nothing unseen.
import Domain
import Foundation
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@Suite("An evaluation in the record", .database(.clinic))
struct EvaluationRecordTests {
    private static let liquor = #"{"sampledOn":"2026-03-02","proteinGramPerLitre":0.52}"#
    private static let blood = #"{"performedOn":"2026-03-02","code":"ck","band":"normal"}"#

    @Test("is read back as it was kept, with what it saw at its pointers")
    func kept() async throws {
        try await TestDatabase.withClinic { clinic in
            let stage = try await Stage(clinic)
            let blood = try await stage.record(.laboratory, Self.blood)
            let liquor = try await stage.record(.cerebrospinalFluid, Self.liquor)
            let result = SampleEvaluation.make(
                ["efns-pns-2010-mmn": .undetermined, "ean-pns-2021-cidp": .notMet],
                missing: ["nerveConductionStudy"],
                evidence: [CasePlace(.cerebrospinalFluids, 0)]
            )
            let number = try await stage.evaluate(result)
            let document = try #require(try await clinic.document(stage.workup).evaluation)
            #expect(document.number == number && document.event == "Test")
            #expect(document.since == ResultOrigin(number: number, recordedAt: document.recordedAt))
            #expect(document.result.segments.isEmpty)
            #expect(
                document.findings.map { "\($0.place.pointer) \($0.id)" } == [
                    "/cerebrospinalFluids/0 \(liquor)", "/laboratory/0 \(blood)",
                ]
            )
            let clause = try #require(document.result.evaluations.first?.clauses.first)
            #expect(clause.reason.text(.nl) == "Zo is gezegd, \"aangehaald\".")
            #expect(document.seen(try #require(clause.evidence.first))?.id == liquor)
            let answer = try await ReadEvaluation.run(
                stage.workup,
                asOf: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(answer.version == number)
            #expect(try EvaluationDocument.codec.decode(answer.body) == document)
        }
    }

    @Test("that comes to the same result keeps the result once and says since when it stands")
    func unchanged() async throws {
        try await TestDatabase.withClinic { clinic in
            let stage = try await Stage(clinic)
            let first = SampleEvaluation.make(["efns-pns-2010-mmn": .undetermined])
            let other = SampleEvaluation.make(["efns-pns-2010-mmn": .possible])
            let start = try await stage.evaluate(first)
            let then = clinic.environment.now()
            for (result, since) in [(first, start), (first, start), (other, start + 3), (first, start + 4)] {
                clinic.clock.advance(by: .seconds(60))
                let number = try await stage.evaluate(result)
                let document = try #require(try await clinic.document(stage.workup).evaluation)
                #expect(document.number == number && document.since.number == since)
            }
            let past = try #require(try await clinic.document(stage.workup, asOf: then).evaluation)
            #expect(past.number == start)
            let page = try await ListEvaluations.run(
                stage.workup,
                asOf: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            let items = try JSONReader.read(page.body)["items"]?.array ?? []
            let answers = items.prefix(5).map { $0["criteria"]?.array?.first?["category"]?.string }
            #expect(answers == ["undetermined", "possible", "undetermined", "undetermined", "undetermined"])
        }
    }

    @Test("that did not see what is recorded is refused")
    func unseen() async throws {
        try await TestDatabase.withClinic { clinic in
            let stage = try await Stage(clinic)
            let liquor = ID<FindingRecord>(try await stage.record(.cerebrospinalFluid, Self.liquor))
            let stranger: ID<FindingRecord> = ID(clinic.environment.makeUUID())
            let wrong: [[(id: ID<FindingRecord>, version: Int)]] = [
                [], [(liquor, 2)], [(stranger, 1)], [(liquor, 1), (liquor, 1)],
            ]
            for findings in wrong {
                await #expect {
                    try await stage.evaluate(SampleEvaluation.make([:]), seeing: findings)
                } throws: { error in
                    if case RecordError.refused("evaluation_findings_check") = error { true } else { false }
                }
            }
            await #expect {
                try await stage.evaluate(SampleEvaluation.make([:]), courses: [(ID(clinic.environment.makeUUID()), 1)])
            } throws: { error in
                if case RecordError.refused("evaluation_courses_check") = error { true } else { false }
            }
        }
    }

    @Test("takes its number once")
    func taken() async throws {
        try await TestDatabase.withClinic { clinic in
            let stage = try await Stage(clinic)
            let number = try await stage.evaluate(SampleEvaluation.make(["efns-pns-2010-mmn": .notMet]))
            await #expect {
                try await stage.evaluate(SampleEvaluation.make(["efns-pns-2010-mmn": .notMet]), number: number)
            } throws: { error in
                if case RecordError.versionTaken("evaluation") = error { true } else { false }
            }
        }
    }

    @Test(
        "is bound by the schema",
        arguments: [
            ("update evaluation set event_code = 'x'", "evaluation_append_only"),
            ("delete from evaluation_criteria", "evaluation_criteria_append_only"),
            ("update evaluation_result set number = 2", "evaluation_result_append_only"),
            ("$(evaluation, number = 0)", "evaluation_previous_check"),
            ("$(evaluation, number = 9)", "evaluation_previous_check"),
            ("$(evaluation, number = 9, previous_number = 8)", "evaluation_previous_fkey"),
            ("$(evaluation, number = 2, previous_number = 1, result_number = 3)", "evaluation_result_check"),
            ("$(evaluation, number = 2, previous_number = 1, result_number = 2)", "evaluation_result_fkey"),
            ("$(evaluation, number = 2, previous_number = 1, patient_version = 7)", "evaluation_patient_version_fkey"),
            (
                "$(evaluation, number = 2, previous_number = 1, finding_versions = array[1])",
                "evaluation_finding_count_check"
            ),
            (
                "$(evaluation, number = 2, previous_number = 1, course_versions = array[1])",
                "evaluation_course_count_check"
            ),
            ("$(evaluation_result, number = 0)", "evaluation_result_number_check"),
            ("$(evaluation_result, number = 2, document = '[]')", "evaluation_result_document_check"),
            ("$(evaluation_result, number = 2, content_hash = '')", "evaluation_result_content_hash_check"),
            ("$(evaluation_result, number = 2, best_category = 'sure')", "evaluation_result_best_category_check"),
            ("$(evaluation_result, workup_id = patient_id)", "evaluation_result_workup_fkey"),
            ("$(evaluation_criteria, number = 2)", "evaluation_criteria_result_fkey"),
            ("$(evaluation_criteria, position = 0)", "evaluation_criteria_position_check"),
            ("$(evaluation_criteria, category = 'sure')", "evaluation_criteria_category_check"),
            ("$(evaluation_criteria, status = 'sure')", "evaluation_criteria_status_check"),
            ("$(evaluation_criteria, verdicts = '{definite}')", "evaluation_criteria_verdicts_check"),
            ("$(evaluation_criteria, verdicts = '{}')", "evaluation_criteria_verdicts_check"),
        ]
    )
    func bound(sql: String, constraint: String) async throws {
        try await TestDatabase.withClinic { clinic in
            _ = try await Stage(clinic)
            await #expect {
                _ = try await clinic.rows(Self.copying(sql))
            } throws: { error in
                (error as? PostgreSQLError)?.constraint == constraint
            }
        }
    }

    /// `$(table, column = value, …)` is the table's only row once more, with other values.
    private static func copying(_ sql: String) -> String {
        guard sql.hasPrefix("$("), sql.hasSuffix(")") else { return sql }
        let parts = sql.dropFirst(2).dropLast().components(separatedBy: ", ")
        let changes = parts.dropFirst().map { part in
            let sides = part.components(separatedBy: " = ")
            return "c.\(sides[0]) := \(sides[1].replacingOccurrences(of: "patient_id", with: "c.patient_id"));"
        }
        return """
            do $$ declare c \(parts[0]); begin
            select * into c from \(parts[0]) limit 1; \(changes.joined(separator: " "))
            insert into \(parts[0]) values (c.*); end $$
            """
    }

    @Test("gives the worklist its answers, the order of them as Domain has it")
    func worklist() async throws {
        try await TestDatabase.withClinic { clinic in
            let ranks = try await clinic.rows(
                "select c, category_rank(c) from unnest(array['\(CriteriaCategory.allCases.map(\.rawValue).joined(separator: "','"))']) c"
            )
            for row in ranks {
                #expect(CriteriaCategory(rawValue: row[0] ?? "").map { String($0.rank) } == row[1])
            }
            let answers: [CriteriaCategory] = [.notMet, .definite, .undetermined, .probable]
            var workups: [CriteriaCategory: String] = [:]
            for answer in answers {
                let stage = try await Stage(clinic)
                let missing = answer == .undetermined ? ["lumbarPuncture", "plexusMri"] : []
                _ = try await stage.evaluate(
                    SampleEvaluation.make(
                        ["efns-pns-2010-mmn": answer, "ean-pns-2021-cidp": .notMet],
                        missing: missing
                    )
                )
                workups[answer] = stage.workup.description
            }
            let order: [CriteriaCategory] = [.definite, .probable, .undetermined, .notMet]
            var cases: [(WorklistFilter, [CriteriaCategory])] = [(WorklistFilter(order: .category), order)]
            for answer in answers {
                cases.append((WorklistFilter(category: answer), [answer]))
                cases.append((WorklistFilter(criteria: "efns-pns-2010-mmn", category: answer), [answer]))
            }
            cases += [
                (WorklistFilter(criteria: "ean-pns-2021-cidp", category: .notMet, order: .category), order),
                (WorklistFilter(criteria: "ean-pns-2021-cidp", category: .cidp), []),
                (WorklistFilter(criteria: "efns-pns-2010-mmn", order: .category), order),
                (WorklistFilter(criteria: "other"), []), (WorklistFilter(missing: "plexusMri"), [.undetermined]),
            ]
            for (filter, expected) in cases {
                let items = try await lines(filter, clinic)
                #expect(items.map { $0["workupId"]?.string } == expected.map { workups[$0] }, "\(filter)")
            }
            let line = try #require(try await lines(WorklistFilter(category: .undetermined), clinic).first)
            #expect(line["category"]?.string == "undetermined")
            #expect(line["missing"]?.array?.compactMap(\.string) == ["lumbarPuncture", "plexusMri"])
            #expect(line["criteria"]?.array?.map { $0["category"]?.string } == ["undetermined", "notMet"])
            #expect(line["criteria"]?.array?.map { $0["status"]?.string } == ["unchecked", "unchecked"])
        }
    }

    @Test("keeps the order of answers over pages, every workup once")
    func pages() async throws {
        try await TestDatabase.withClinic { clinic in
            var expected: [String] = []
            for answer in [CriteriaCategory.definite, .definite, .possible, .possible, .possible, .notMet, .notMet] {
                let stage = try await Stage(clinic)
                _ = try await stage.evaluate(SampleEvaluation.make(["efns-pns-2010-mmn": answer]))
                expected.append(stage.workup.description)
            }
            var seen: [String] = []
            var cursor: String?
            repeat {
                let page = try await ListWorklist.run(
                    WorklistFilter(order: .category, limit: 2),
                    cursor: cursor,
                    call: clinic.call(),
                    in: clinic.environment
                )
                seen += try (JSONReader.read(page.body)["items"]?.array ?? []).compactMap { $0["workupId"]?.string }
                cursor = page.next
            } while cursor != nil && seen.count < 100
            #expect(seen == expected)
        }
    }

    @Test("is the same in the worklist when that is made anew")
    func refilled() async throws {
        try await TestDatabase.withClinic { clinic in
            let stage = try await Stage(clinic)
            _ = try await stage.evaluate(
                SampleEvaluation.make(["efns-pns-2010-mmn": .undetermined], missing: ["plexusMri"])
            )
            let before = try await clinic.rows("select (to_jsonb(e) - 'changed_in')::text from worklist_entry e")
            _ = try await clinic.rows("delete from worklist_entry")
            _ = try await clinic.rows("select refresh_worklist(array_agg(patient_id), array_agg(id)) from workup")
            #expect(try await clinic.rows("select (to_jsonb(e) - 'changed_in')::text from worklist_entry e") == before)
        }
    }

    private func lines(_ filter: WorklistFilter, _ clinic: TestClinic) async throws -> [JSONValue] {
        let page = try await ListWorklist.run(filter, cursor: nil, call: clinic.call(), in: clinic.environment)
        return try JSONReader.read(page.body)["items"]?.array ?? []
    }
}

/// A workup whose evaluations the test makes by hand.
private struct Stage {
    let clinic: TestClinic
    let workup: ID<Workup>

    init(_ clinic: TestClinic) async throws {
        self.clinic = clinic
        workup = try await clinic.openWorkup()
    }

    /// Records a finding.
    func record(_ kind: FindingKind, _ body: String) async throws -> UUID {
        let finding = try Finding.decode(kind, Array(body.utf8))
        return try await RecordFinding.run(
            workup,
            RecordFinding.Input(finding: finding, origin: nil),
            call: clinic.call(),
            in: clinic.environment
        ).id
    }

    /// Keeps an evaluation after the last one; what is not given is as recorded.
    @discardableResult
    func evaluate(
        _ result: CaseEvaluation,
        number: Int? = nil,
        seeing findings: [(id: ID<FindingRecord>, version: Int)]? = nil,
        courses: [(id: ID<Treatment>, version: Int)]? = nil
    ) async throws -> Int {
        try await clinic.record.write(as: .machine(at: clinic.environment.now())) { transaction in
            guard let input = try await transaction.evaluationInput(of: workup) else { return 0 }
            let bytes = EvaluationCodecs.inBothLanguages.evaluation.encode(result)
            let hash = ContentHash.sha256(bytes)
            let number = number ?? (input.latest?.number ?? 0) + 1
            let isNew = input.latest?.contentHash != ContentHash.hexadecimal(bytes)
            let evaluation = NewEvaluation(
                patient: input.patientID,
                workup: workup,
                number: number,
                resultNumber: isNew ? number : input.latest?.resultNumber ?? number,
                patientVersion: input.patientVersion,
                findings: findings ?? input.findingsInCaseOrder.map { ($0.id, $0.version) },
                courses: courses ?? input.treatments.map { ($0.id, $0.version) },
                eventID: clinic.environment.makeUUID(),
                result: isNew
                    ? NewEvaluationResult(
                        document: bytes,
                        contentHash: hash,
                        answers: result.evaluations.map {
                            NewCriteriaAnswer(evaluation: $0, isOfProtocol: $0.criteria.hasSuffix("mmn"))
                        },
                        best: result.evaluations.first?.category,
                        missingSteps: result.nextSteps.map(\.step)
                    ) : nil,
                response: ResponseStanding(wearingOff: nil, judged: nil, unjudgedUntil: nil)
            )
            transaction.insert(
                [evaluation],
                event: "Test",
                Stamp(at: clinic.environment.now(), by: nil, event: clinic.environment.makeUUID())
            )
            return number
        }
    }
}
