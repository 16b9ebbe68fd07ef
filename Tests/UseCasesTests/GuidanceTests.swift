// Guidance where treatment is given: cautions that need the laboratory, the birth date, conditions or what was measured.
import Criteria
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("Guidance where treatment is given", .database(.clinic))
struct GuidanceTests {
    /// What a workup holds before an infusion of 70 g of Privigen to 70 kg on 2026-03-02, and what that raises.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var birthDate: PartialDate?
        var findings: [String] = []
        var conditions: [ConditionStatement] = []
        var earlier: String?
        var earlierProduct = "Privigen"
        var outcomes: [OutcomeMeasurement] = []
        var grams: Decimal = 70
        let raised: Set<TreatmentCautionCode>
        var testDescription: String { name }
    }

    private static let quiet = [OutcomeMeasurement(on: day("2026-02-20"), measure: .onls, side: nil, value: 2)]
    private static func grip(_ on: String, _ value: Decimal) -> OutcomeMeasurement {
        OutcomeMeasurement(on: day(on), measure: .gripVigorimeter, side: .right, value: value)
    }

    static let cases: [Case] = [
        Case(name: "nothing known", outcomes: quiet, raised: []),
        Case(name: "nothing measured before", raised: [.noBaseline]),
        Case(
            name: "hypertension",
            conditions: [ConditionStatement(condition: .hypertension, answer: .present)],
            outcomes: quiet,
            raised: [.thrombosisRisk]
        ),
        Case(
            name: "hypertension asked about and absent",
            conditions: [ConditionStatement(condition: .hypertension, answer: .absent)],
            outcomes: quiet,
            raised: []
        ),
        Case(
            name: "hyperprolinaemia with a product that holds proline",
            conditions: [ConditionStatement(condition: .hyperprolinaemia, answer: .present)],
            outcomes: quiet,
            raised: [.hyperprolinaemia]
        ),
        Case(name: "low egfr", findings: [#""code":"egfr","band":"low""#], outcomes: quiet, raised: [.renalRisk]),
        Case(name: "normal egfr", findings: [#""code":"egfr","band":"normal""#], outcomes: quiet, raised: []),
        Case(name: "66 years", birthDate: PartialDate("1960-01-01"), outcomes: quiet, raised: [.renalRisk]),
        Case(name: "65 years today", birthDate: PartialDate("1961-03-02"), outcomes: quiet, raised: []),
        Case(name: "low IgA", findings: [#""code":"iga","band":"low""#], outcomes: quiet, raised: [.igaDeficiency]),
        Case(
            name: "blood group A at 2 g/kg",
            findings: [#""code":"bloodGroup","band":"abnormal""#],
            outcomes: quiet,
            grams: 140,
            raised: [.haemolysisRisk]
        ),
        Case(
            name: "blood group A below 2 g/kg",
            findings: [#""code":"bloodGroup","band":"abnormal""#],
            outcomes: quiet,
            grams: 139,
            raised: []
        ),
        Case(name: "above label", outcomes: quiet, grams: 155, raised: [.doseAboveLabel]),
        Case(
            name: "another product than before",
            earlier: "2026-02-01",
            earlierProduct: "Kiovig",
            outcomes: [grip("2026-01-20", 40)],
            raised: [.productSwitched]
        ),
        Case(
            name: "six months without an effect",
            earlier: "2025-09-02",
            outcomes: [grip("2025-09-01", 40), grip("2025-12-01", 41)],
            raised: [.noEffectSixMonths]
        ),
        Case(
            name: "six months with an effect",
            earlier: "2025-09-02",
            outcomes: [grip("2025-09-01", 40), grip("2025-12-01", 48)],
            raised: []
        ),
    ]

    @Test("raises what the record says, and a caution that asks for a reason stops what has none", arguments: cases)
    func raised(_ row: Case) async throws {
        try await TestDatabase.withClinic { clinic in
            let (workup, course) = try await prepare(row, clinic)
            let administration = Administration(
                on: day("2026-03-02"),
                product: "Privigen",
                lot: "P2",
                grams: row.grams,
                bodyWeightKg: 70
            )
            func input(_ reason: String?) -> RecordAdministration.Input {
                RecordAdministration.Input(administration: administration, reason: reason)
            }
            let page = try await CheckAdministration.run(
                workup,
                course: course,
                input(nil),
                call: clinic.call(),
                in: clinic.environment
            )
            let items = try JSONReader.read(page.body)["items"]?.array ?? []
            let codes = items.compactMap { $0["code"]?.string.flatMap(TreatmentCautionCode.init(rawValue:)) }
            #expect(Set(codes) == row.raised)
            let asking: Set<TreatmentCautionCode> = [.hyperprolinaemia, .igaDeficiency, .noEffectSixMonths]
            let refused = await failure { try await record(input(nil), workup, course, clinic) }
            #expect(
                Set(refused?.faults.map(\.code.rawValue) ?? []) == Set(row.raised.intersection(asking).map(\.rawValue))
            )
            #expect(refused?.faults.allSatisfy { $0.pointer == "/reason" } != false)
            if refused != nil { try await record(input("discussed"), workup, course, clinic) }
            let given = try await clinic.document(workup).treatments.first { $0.id == course }?.administrations.count
            #expect(given == (row.earlier == nil ? 1 : 2))
        }
    }

    @Test("asked beforehand records nothing but that it was asked")
    func asked() async throws {
        try await TestDatabase.withClinic { clinic in
            let (workup, course) = try await prepare(Self.cases[0], clinic)
            _ = try await CheckAdministration.run(
                workup,
                course: course,
                RecordAdministration.Input(administration: Administration(on: day("2026-03-02")), reason: nil),
                call: clinic.call(.nurse),
                in: clinic.environment
            )
            #expect(try await clinic.document(workup).treatments.first?.administrations.isEmpty == true)
            let events = try await clinic.logRows(
                """
                select count(*) from audit_event e join audit_subject s on s.event_id = e.id
                where e.event_code = 'CheckAdministration' and e.action = 'R'
                """
            )
            #expect(events == [["1"]])
        }
    }

    @Test("shows at the choice what laboratory and conditions say, and asks for a reason where one is needed")
    func choice() async throws {
        try await TestDatabase.withClinic { clinic in
            let row = Case(
                name: "",
                findings: [#""code":"iga","band":"low""#],
                conditions: [ConditionStatement(condition: .obesity, answer: .present)],
                raised: []
            )
            let (workup, _) = try await prepare(row, clinic)
            let ivig = try await option("ivig", workup, weightKg: nil, clinic)
            let cautions = ivig["cautions"]?.array?.compactMap { $0["code"]?.string } ?? []
            #expect(Set(cautions).isSuperset(of: ["igaDeficiency", "thrombosisRisk"]))
            #expect(ivig["needsReason"] == .bool(true))
        }
    }

    @Test("asks for a reason before a corticosteroid in CIDP where the criteria say that it is motor CIDP")
    func motorCidp() async throws {
        for (verdict, needsReason) in [(Verdict.met, true), (.unknown, false)] {
            try await TestDatabase.withClinic(criteria: { _, _ in Self.answer(motorCidp: verdict) }) { clinic in
                let workup = try await open("cidp", birthDate: nil, clinic)
                let input = ChooseTreatment.Input(
                    option: .corticosteroid,
                    chosenOn: day("2026-03-02"),
                    participants: ["Patient"],
                    patientPreference: "tablets",
                    reason: nil,
                    replaces: nil,
                    courseID: nil
                )
                let refused = await failure {
                    try await ChooseTreatment.run(workup, input, call: clinic.call(), in: clinic.environment)
                }
                #expect((refused?.faults.map(\.pointer) == ["/reason"]) == needsReason, "\(verdict)")
                let choices = try await clinic.document(workup).choices.count
                #expect(choices == (needsReason ? 0 : 1))
            }
        }
    }

    /// An evaluation in which the clause on motor CIDP has a verdict.
    private static func answer(motorCidp verdict: Verdict) -> CaseEvaluation {
        let clause = ClauseEvaluation(
            id: "Vw",
            name: Localized(same: "Vw"),
            verdict: verdict,
            status: .secondary,
            source: "house",
            reason: "So.",
            evidence: [],
            missing: []
        )
        let rule = RuleEvaluation(form: .clause, verdict: verdict, clause: "Vw")
        let set = CriteriaEvaluation(
            criteria: "ean-pns-2021-cidp",
            version: "1",
            category: .cidp,
            status: .secondary,
            categories: [CategoryEvaluation(category: .cidp, verdict: .met, status: .secondary, rule: rule)],
            clauses: [clause],
            reachable: []
        )
        return CaseEvaluation(
            segments: [],
            evaluations: [set],
            nextSteps: [],
            unnecessarySteps: [],
            cautions: [],
            warnings: []
        )
    }

    @Test("reckons usual doses by the weight given, else by that of the last administration, and the move to SCIg")
    func doses() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let bare = try await option("ivig", workup, weightKg: nil, clinic)
            #expect((bare["doses"]?.array ?? []).isEmpty && bare["doseCaveat"] == nil)
            let asked = try await option("ivig", workup, weightKg: Decimal(string: "71.5"), clinic)
            let first = try #require(asked["doses"]?[0])
            #expect(first["dose"] == "start" && first["weightKg"]?.text == "71.5")
            #expect(first["gramsPerCycle"] == .object(("from", .integer(143)), ("to", .integer(143))))
            #expect(first["gramsPerDay"]?["from"]?.text == "28.6" && first["gramsPerDay"]?["to"]?.text == "71.5")
            #expect(first["source"] != nil && first["status"] == "checked")
            #expect(asked["doseCaveat"]?["nl"]?.string?.isEmpty == false)
            let course = try await start(workup, from: "2026-01-28", clinic)
            for given in ["2026-01-28", "2026-02-18"] { try await give(workup, course, on: given, clinic) }
            let known = try await option("ivig", workup, weightKg: nil, clinic)
            #expect(known["doses"]?[0]?["gramsPerCycle"]?["from"]?.text == "140")
            // 70 g three weeks after the last: 70 / 3 grams a week, from one week after.
            let scig = try await option("scig", workup, weightKg: nil, clinic)
            #expect(scig["conversion"]?["weeklyIvigGrams"]?.text == "23.3")
            #expect(scig["conversion"]?["startsOn"] == "2026-02-25")
        }
    }

    private func option(
        _ code: String,
        _ workup: ID<Workup>,
        weightKg: Decimal?,
        _ clinic: TestClinic
    ) async throws -> JSONValue {
        let page = try await TreatmentOptions.run(
            workup,
            weightKg: weightKg,
            call: clinic.call(),
            in: clinic.environment
        )
        let items = try JSONReader.read(page.body)["items"]?.array ?? []
        return try #require(items.first { $0["option"]?["code"]?.string == code })
    }

    private func record(
        _ input: RecordAdministration.Input,
        _ workup: ID<Workup>,
        _ course: ID<Treatment>,
        _ clinic: TestClinic
    ) async throws {
        _ = try await RecordAdministration.run(
            workup,
            course: course,
            input,
            call: clinic.call(),
            in: clinic.environment
        )
    }

    /// An open workup of a new patient.
    private func open(
        _ protocolCode: String,
        birthDate: PartialDate?,
        _ clinic: TestClinic
    ) async throws -> ID<Workup> {
        let patient = try await AddPatient.run(
            Patient(familyName: "Test", birthDate: birthDate, sex: .unknown),
            call: clinic.call(),
            in: clinic.environment
        )
        let opened = try await OpenWorkup.run(
            ID(patient.id),
            OpenWorkup.Input(
                protocolCode: protocolCode,
                openedOn: nil,
                question: nil,
                referredBy: nil,
                organisation: nil,
                assigneeID: nil
            ),
            call: clinic.call(),
            in: clinic.environment
        )
        return ID(opened.id)
    }

    /// A workup that holds what the case says, with a course of IVIg.
    private func prepare(_ row: Case, _ clinic: TestClinic) async throws -> (ID<Workup>, ID<Treatment>) {
        let workup = try await open("mmn", birthDate: row.birthDate, clinic)
        for body in row.findings {
            let finding = Finding.sample(.laboratory, #"{"performedOn":"2025-01-10",\#(body)}"#)
            _ = try await RecordFinding.run(
                workup,
                RecordFinding.Input(finding: finding, origin: nil),
                call: clinic.call(),
                in: clinic.environment
            )
        }
        for statement in row.conditions { try await UseCasesTests.record(statement, workup, clinic) }
        for outcome in row.outcomes { try await measure(outcome, workup, clinic) }
        let course = try await start(workup, from: row.earlier ?? "2026-03-02", clinic)
        if let earlier = row.earlier {
            try await give(workup, course, on: earlier, product: row.earlierProduct, clinic)
        }
        return (workup, course)
    }
}

/// Records an outcome.
func measure(_ outcome: OutcomeMeasurement, _ workup: ID<Workup>, _ clinic: TestClinic) async throws {
    _ = try await RecordOutcome.run(
        workup,
        RecordOutcome.Input(outcome: outcome, reason: nil),
        call: clinic.call(),
        in: clinic.environment
    )
}
