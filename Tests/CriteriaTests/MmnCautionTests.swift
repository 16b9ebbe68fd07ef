// The cautions of MMN in workups on another protocol, and cases whose protocol nobody knows.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Treatment cautions of MMN on another protocol")
struct MmnCautionTests {
    private static let day = LocalDate(year: 2026, month: 3, day: 10) ?? .min

    struct Row: Sendable, CustomTestStringConvertible {
        let option: TreatmentOption
        let caution: TreatmentCautionCode?
        let needsReason: Bool
        var testDescription: String { option.rawValue }
    }

    static let rows: [Row] = [
        Row(option: .corticosteroid, caution: .corticosteroidInMmn, needsReason: true),
        Row(option: .plasmaExchange, caution: .plasmaExchangeInMmn, needsReason: true),
        Row(option: .immunosuppressant, caution: .immunosuppressantUnproven, needsReason: true),
        Row(option: .rituximab, caution: .immunosuppressantUnproven, needsReason: true),
        Row(option: .scig, caution: .scigOffLabelInMmn, needsReason: false),
        Row(option: .ivig, caution: nil, needsReason: false),
        Row(option: .physiotherapy, caution: nil, needsReason: false),
    ]

    @Test("stand on the protocol of CIDP where a set for MMN has a category met, and only there", arguments: rows)
    func choosing(_ row: Row) throws {
        let earlier = Treatment(
            course: TreatmentCourse(option: .ivig, startedOn: PartialDate("2025")),
            administrations: []
        )
        for meetsMmn in [true, false] {
            let guidance = TreatmentGuidance(
                try BundledProtocolTests.load("cidp"),
                treatments: [earlier],
                meetsMmn: meetsMmn
            )
            let raised = guidance.cautions(choosing: row.option, on: Self.day)
            #expect(raised.map(\.code) == (meetsMmn ? [row.caution].compactMap { $0 } : []))
            #expect(guidance.needsReason(choosing: row.option, on: Self.day) == (meetsMmn && row.needsReason))
        }
    }

    @Test("stand once on the protocol of MMN, whatever the sets say", arguments: rows)
    func onOwnProtocol(_ row: Row) throws {
        for meetsMmn in [true, false] {
            let guidance = TreatmentGuidance(try BundledProtocolTests.load("mmn"), meetsMmn: meetsMmn)
            let codes = guidance.cautions(choosing: row.option, on: Self.day).map(\.code)
            #expect(codes.count { $0 == row.caution } == (row.caution == nil ? 0 : 1))
        }
    }

    @Test("have the words of the protocol of MMN")
    func words() throws {
        let mmn = try BundledProtocolTests.load("mmn")
        let ofMmn = TreatmentOption.allCases.flatMap(MmnCautions.codes(of:))
        #expect(Set(ofMmn).count == 4)
        for code in ofMmn {
            #expect(MmnCautions.words(code) == mmn.caution(code), "\(code.rawValue)")
        }
        #expect(MmnCautions.words(.cyclophosphamideToxicity) == nil)
        for option in TreatmentOption.allCases {
            let listed = Set(mmn.option(option)?.cautions ?? [])
            #expect(listed.isSuperset(of: MmnCautions.codes(of: option)), "\(option.rawValue)")
        }
    }

    // MARK: The protocol of a case

    private func file(_ protocolCode: String, product: String) -> CaseFile {
        let course = Treatment(
            course: TreatmentCourse(option: .ivig),
            administrations: [Administration(on: Self.day, product: product, lot: "A", grams: 70, bodyWeightKg: 70)]
        )
        return CaseFile(
            source: nil,
            patient: nil,
            workup: CaseWorkup(protocolCode: protocolCode, openedOn: Self.day),
            treatments: [course],
            outcomes: [OutcomeMeasurement(on: Self.day, measure: .incat, side: nil, value: 3)]
        )
    }

    @Test("a case whose protocol the program does not know is told that its treatments were not judged")
    func unknownProtocol() throws {
        let engine = try CriteriaEngine.bundled()
        let unknown = engine.evaluate(file("elsewhere", product: "Ivegam")).cautions
        let found = try #require(unknown.first { $0.code == "protocolUnknown" })
        #expect(found.evidence.map(\.pointer) == ["/treatments/0"])
        #expect(found.text.text(.en).contains("elsewhere") && found.text.text(.nl).contains("elsewhere"))
        #expect(!engine.evaluate(file("mmn", product: "Ivegam")).cautions.map(\.code).contains("protocolUnknown"))
        let bare = CaseFile(
            source: nil,
            patient: nil,
            workup: CaseWorkup(protocolCode: "elsewhere", openedOn: Self.day)
        )
        #expect(engine.evaluate(bare).cautions.isEmpty)
    }

    @Test("a case is judged by the version of the protocol that it is on, where one is given")
    func ownVersion() throws {
        let engine = try CriteriaEngine.bundled()
        let text = try #require(ProtocolLoader.bundledText("mmn.yaml"))
        let dated = text.replacing(
            "    withdrawn: dateUnknown\n",
            with: "    validTo: 2026-06-30\n    withdrawn: dated\n"
        )
        #expect(dated != text)
        let own = try ProtocolLoader.load(dated)
        let ivegam = file("mmn", product: "Ivegam")
        let evaluator = CaseEvaluator(engine)
        #expect(evaluator.evaluate(ivegam).cautions.map(\.code) == ["productWithdrawn"])
        #expect(evaluator.evaluate(ivegam, by: own).cautions.isEmpty)
        #expect(evaluator.evaluateAndWrite(ivegam, by: own).evaluation == evaluator.evaluate(ivegam, by: own))
        // A protocol of the clinic alone counts as well.
        #expect(evaluator.evaluate(file("elsewhere", product: "Ivegam"), by: own).cautions.isEmpty)
    }
}
