// Cautions on what the patient brings along: laboratory, age, conditions.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Risks of immunoglobulin")
struct PatientRiskTests {
    private typealias Samples = TreatmentSamples

    private func result(_ code: LaboratoryTest, _ offset: Int?, _ band: LaboratoryBand?) -> LaboratoryResult {
        LaboratoryResult(
            origin: FindingOrigin(performedOn: offset.map { PartialDate(Samples.day($0)) }),
            code: code.rawValue,
            band: band
        )
    }

    private func raised(
        _ code: TreatmentCautionCode,
        _ treatment: Treatment = Samples.course(.ivig, [0, 28]),
        laboratory: [LaboratoryResult] = [],
        conditions: Set<RecordedCondition> = [],
        birthDate: String? = nil,
        on day: LocalDate? = nil
    ) throws -> RaisedCaution? {
        try guidance(laboratory, conditions, birthDate).cautions(of: treatment, on: day).first { $0.code == code }
    }

    private func guidance(
        _ laboratory: [LaboratoryResult] = [],
        _ conditions: Set<RecordedCondition> = [],
        _ birthDate: String? = nil
    ) throws -> TreatmentGuidance {
        TreatmentGuidance(
            try Samples.mmn(),
            outcomes: [Samples.grip(-1, 50)],
            laboratory: laboratory,
            conditions: conditions,
            birthDate: birthDate.flatMap { PartialDate($0) }
        )
    }

    // MARK: Kidneys

    @Test(
        "more than 65 years is a risk to the kidneys from the day after the birthday; a year counts only when it is over",
        arguments: [
            ("1960-01-06", [1]), ("1960-01-05", [0, 1]), ("1960-01-07", [1]), ("1960-02-03", []), ("1960-02-02", [1]),
            ("1960", []), ("1959", [0, 1]), (nil, []),
        ] as [(String?, [Int])]
    )
    func age(_ birthDate: String?, _ administrations: [Int]) throws {
        let found = try raised(.renalRisk, birthDate: birthDate)
        let places = found?.administrations ?? []
        #expect(places == administrations)
        #expect((found != nil) == !administrations.isEmpty)
    }

    @Test("a low egfr counts from its day, the latest one with a reading, and an undated one always")
    func egfr() throws {
        #expect(try raised(.renalRisk, laboratory: [result(.egfr, -5, .low)])?.administrations == [0, 1])
        #expect(try raised(.renalRisk, laboratory: [result(.egfr, nil, .low)])?.administrations == [0, 1])
        #expect(try raised(.renalRisk, laboratory: [result(.egfr, 5, .low)])?.administrations == [1])
        #expect(
            try raised(.renalRisk, laboratory: [result(.egfr, -5, .low), result(.egfr, 5, .normal)])?.administrations
                == [0]
        )
        #expect(try raised(.renalRisk, laboratory: [result(.egfr, -5, .normal)]) == nil)
        #expect(try raised(.renalRisk, laboratory: [result(.egfr, -5, nil)]) == nil)
        let later = [result(.egfr, 40, .low)]
        #expect(try raised(.renalRisk, laboratory: later) == nil)
        #expect(try raised(.renalRisk, laboratory: later, on: Samples.day(40))?.administrations == [])
        let choosing = try guidance(later).cautions(choosing: .scig, on: Samples.day(40))
        #expect(choosing.contains { $0.code == .renalRisk })
        #expect(
            !(try guidance(later).cautions(choosing: .physiotherapy, on: Samples.day(40)).contains {
                $0.code == .renalRisk
            })
        )
    }

    // MARK: Thrombosis

    @Test("a recorded condition is a risk of thrombosis and is named", arguments: RecordedCondition.allCases)
    func thrombosis(_ condition: RecordedCondition) throws {
        let found = try raised(.thrombosisRisk, conditions: [condition])
        #expect((found != nil) == (condition != .hyperprolinaemia))
        #expect(found?.detail == (found == nil ? nil : condition.label))
    }

    @Test(
        "diabetes by its laboratory test is one too",
        arguments: [(.high, true), (.abnormal, true), (.normal, false), (.low, false)] as [(LaboratoryBand, Bool)]
    )
    func diabetes(_ band: LaboratoryBand, _ isRaised: Bool) throws {
        #expect((try raised(.thrombosisRisk, laboratory: [result(.hba1c, -5, band)]) != nil) == isRaised)
        #expect(try raised(.thrombosisRisk, laboratory: [result(.glucose, -5, band)]) == nil)
    }

    // MARK: Haemolysis

    @Test(
        "a cycle of 2 g/kg exactly with blood group A, B or AB",
        arguments: [("70", true), ("69.9999", false)]
    )
    func haemolysis(_ grams: String, _ isRaised: Bool) throws {
        let course = Samples.course(.ivig, [0, 1, 28], grams: try Samples.number(grams))
        let group = [result(.bloodGroup, nil, .abnormal)]
        #expect(try raised(.haemolysisRisk, course, laboratory: group)?.administrations == (isRaised ? [0, 1] : nil))
        #expect(try raised(.haemolysisRisk, course, laboratory: [result(.bloodGroup, nil, .normal)]) == nil)
        #expect(try raised(.haemolysisRisk, course) == nil)
        let later = [result(.bloodGroup, 90, .abnormal)]
        #expect(
            (try raised(.haemolysisRisk, course, laboratory: later) != nil) == isRaised,
            "a blood group does not change"
        )
    }

    // MARK: Products

    @Test("proline matters in hyperprolinaemia only, at the administrations of products that hold it")
    func proline() throws {
        let mixed = Treatment(
            course: TreatmentCourse(option: .ivig),
            administrations: ["Kiovig", "Privigen", "Unknown"].enumerated().map {
                Administration(on: Samples.day($0.offset * 28), product: $0.element, lot: "L")
            }
        )
        let found = try raised(.hyperprolinaemia, mixed, conditions: [.hyperprolinaemia])
        #expect(found?.administrations == [1])
        #expect(found?.effect == .needsReason)
        #expect(try raised(.hyperprolinaemia, mixed, conditions: [.diabetes]) == nil)
    }

    @Test(
        "a caution on a constituent is no better checked than the constituent",
        arguments: [("Gamten", CheckStatus.checked), ("Octagam", .unchecked)]
    )
    func flagStatus(_ product: String, _ status: CheckStatus) throws {
        #expect(try raised(.maltoseGlucoseMeter, Samples.course(.ivig, [0], product: product))?.status == status)
    }

    @Test("IgA deficiency is told of a course as well, from the day it is known")
    func iga() throws {
        #expect(try raised(.igaDeficiency, laboratory: [result(.antiIga, -5, .abnormal)])?.administrations == [0, 1])
        #expect(try raised(.igaDeficiency, laboratory: [result(.iga, 5, .low)])?.administrations == [1])
        #expect(
            try raised(.igaDeficiency, laboratory: [result(.iga, 5, .low), result(.antiIga, 10, .normal)])
                == nil
        )
    }

    @Test("another product than in the last cycle of the course before is a change too")
    func switchedCourse() throws {
        let before = Samples.course(.ivig, [-60, -30], product: "Kiovig", substance: "before")
        let course = Samples.course(.ivig, [0, 28], product: "Privigen")
        let scig = Samples.course(.scig, [60], product: "Hizentra")
        let guidance = TreatmentGuidance(try Samples.mmn(), treatments: [before, course, scig])
        func places(_ treatment: Treatment) -> [Int]? {
            guidance.cautions(of: treatment).first { $0.code == .productSwitched }?.administrations
        }
        #expect(places(course) == [0])
        #expect(places(before) == nil)
        #expect(places(scig) == nil)
    }
}
