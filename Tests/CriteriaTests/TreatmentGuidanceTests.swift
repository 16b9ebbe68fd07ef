// The cautions that treatment records alone raise, each met and not met.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Treatment guidance")
struct TreatmentGuidanceTests {
    private static let day = LocalDate(year: 2026, month: 3, day: 10) ?? .min

    private func guidance(
        _ code: String,
        _ treatments: [Treatment] = [],
        _ outcomes: [OutcomeMeasurement] = []
    ) throws -> TreatmentGuidance {
        TreatmentGuidance(try BundledProtocolTests.load(code), treatments: treatments, outcomes: outcomes)
    }

    private func grip(_ daysBefore: Int) -> OutcomeMeasurement {
        OutcomeMeasurement(on: Self.day.addingDays(-daysBefore), measure: .gripVigorimeter, side: .right, value: 50)
    }

    private func course(
        _ option: TreatmentOption,
        startedOn: PartialDate? = nil,
        _ administrations: [Administration] = []
    ) -> Treatment {
        Treatment(course: TreatmentCourse(option: option, startedOn: startedOn), administrations: administrations)
    }

    private func infusion(
        _ dayOffset: Int,
        product: String? = "Privigen",
        lot: String? = "A1",
        grams: Decimal? = 70,
        kg: Decimal? = 70
    ) -> Administration {
        Administration(
            on: Self.day.addingDays(dayOffset),
            product: product,
            lot: lot,
            grams: grams,
            bodyWeightKg: kg
        )
    }

    private func codes(_ cautions: [RaisedCaution]) -> [TreatmentCautionCode] { cautions.map(\.code) }

    struct Choice: Sendable, CustomTestStringConvertible {
        let care: String
        let option: TreatmentOption
        let cautions: [TreatmentCautionCode]
        let needsReason: Bool
        var testDescription: String { "\(option.rawValue) in \(care)" }
    }

    static let choices: [Choice] = [
        Choice(care: "mmn", option: .ivig, cautions: [], needsReason: false),
        Choice(care: "mmn", option: .scig, cautions: [.scigNotForInduction, .scigOffLabelInMmn], needsReason: true),
        Choice(care: "mmn", option: .plasmaExchange, cautions: [.plasmaExchangeInMmn], needsReason: true),
        Choice(care: "mmn", option: .cyclophosphamide, cautions: [.cyclophosphamideToxicity], needsReason: true),
        Choice(care: "mmn", option: .immunosuppressant, cautions: [.immunosuppressantUnproven], needsReason: true),
        Choice(care: "mmn", option: .corticosteroid, cautions: [.corticosteroidInMmn], needsReason: true),
        Choice(care: "mmn", option: .rituximab, cautions: [.immunosuppressantUnproven], needsReason: true),
        Choice(care: "mmn", option: .physiotherapy, cautions: [], needsReason: false),
        Choice(care: "mmn", option: .multidisciplinaryCare, cautions: [], needsReason: false),
        Choice(care: "cidp", option: .ivig, cautions: [], needsReason: false),
        Choice(care: "cidp", option: .scig, cautions: [.scigNotForInduction], needsReason: true),
        Choice(care: "cidp", option: .plasmaExchange, cautions: [], needsReason: false),
        Choice(care: "cidp", option: .cyclophosphamide, cautions: [.cyclophosphamideToxicity], needsReason: true),
        Choice(care: "cidp", option: .corticosteroid, cautions: [], needsReason: false),
    ]

    @Test("choosing an option raises its cautions and asks for a reason where it departs", arguments: choices)
    func choosing(_ choice: Choice) throws {
        let guidance = try guidance(choice.care, [], [grip(10)])
        #expect(codes(guidance.cautions(choosing: choice.option, on: Self.day)) == choice.cautions)
        #expect(guidance.needsReason(choosing: choice.option, on: Self.day) == choice.needsReason)
    }

    @Test("an option that the protocol does not have needs a reason")
    func foreignOption() throws {
        let small = TreatmentGuidance(try ProtocolLoader.load(SmallProtocol.text))
        #expect(small.needsReason(choosing: .corticosteroid, on: Self.day))
        #expect(!small.needsReason(choosing: .ivig, on: Self.day))
    }

    @Test("SCIg after a course of IVIg is no induction", arguments: [0, 1])
    func scigAfterIvig(_ daysLater: Int) throws {
        let earlier = course(.ivig, [infusion(-daysLater)])
        let cautions = try guidance("cidp", [earlier]).cautions(choosing: .scig, on: Self.day)
        #expect(codes(cautions).isEmpty)
        let future = course(.ivig, [infusion(1)])
        #expect(codes(try guidance("cidp", [future]).cautions(choosing: .scig, on: Self.day)) == [.scigNotForInduction])
        let undated = course(.ivig)
        #expect(codes(try guidance("cidp", [undated]).cautions(choosing: .scig, on: Self.day)).isEmpty)
    }

    @Test(
        "a first IVIg without a measurement in the 90 days before is told",
        arguments: [(0, false), (90, false), (91, true), (-1, true)]
    )
    func baseline(_ daysBefore: Int, _ isRaised: Bool) throws {
        let guidance = try guidance("mmn", [], [grip(daysBefore)])
        #expect(codes(guidance.cautions(choosing: .ivig, on: Self.day)).contains(.noBaseline) == isRaised)
        #expect(codes(guidance.cautions(of: course(.ivig, [infusion(0)]))).contains(.noBaseline) == isRaised)
    }

    @Test("a second course of IVIg asks for no baseline")
    func secondCourse() throws {
        let earlier = course(.ivig, startedOn: PartialDate("2024"), [infusion(-400)])
        let guidance = try guidance("mmn", [earlier])
        #expect(!codes(guidance.cautions(choosing: .ivig, on: Self.day)).contains(.noBaseline))
        #expect(!codes(guidance.cautions(of: course(.ivig, [infusion(0)]))).contains(.noBaseline))
    }

    @Test("a batch number is asked for at every administration of immunoglobulin")
    func lot() throws {
        let cautions = try guidance("mmn", [], [grip(1)])
            .cautions(of: course(.ivig, [infusion(0), infusion(30, lot: nil), infusion(60, lot: nil)]))
        let found = try #require(cautions.first { $0.code == .lotMissing })
        #expect(found.administrations == [1, 2])
        #expect(found.effect == .informs)
        #expect(try guidance("mmn").cautions(of: course(.physiotherapy, [infusion(0, lot: nil)])).isEmpty)
    }

    @Test("Ivegam is refused on every day, with the explanation that its date must be entered first")
    func withdrawn() throws {
        let cautions = try guidance("mmn", [], [grip(1)])
            .cautions(adding: infusion(0, product: "IVEGAM 5 g"), to: course(.ivig))
        let found = try #require(cautions.first { $0.code == .productWithdrawn })
        #expect(found.effect == .refuses)
        #expect(found.detail?.en.contains("must be entered") == true)
        #expect(found.detail?.nl.contains("ingevuld") == true)
    }

    @Test("a product outside its validity is refused, on the first and last day it is not")
    func validity() throws {
        let text =
            SmallProtocol.text.replacing("cautions: [lotMissing]", with: "cautions: [productWithdrawn]")
            .replacing("{code: lotMissing, effect: informs", with: "{code: productWithdrawn, effect: refuses")
                + """

                products:
                  - {code: old, name: Old, route: intravenous, validFrom: 2026-03-01, validTo: 2026-03-10, withdrawn: dated, source: house, status: unchecked}
                """
        let guidance = TreatmentGuidance(try ProtocolLoader.load(text))
        for (offset, isRefused) in [(-10, true), (-9, false), (0, false), (1, true)] {
            let cautions = guidance.cautions(adding: infusion(offset, product: "Old"), to: course(.ivig))
            #expect(codes(cautions).contains(.productWithdrawn) == isRefused, "day \(offset)")
        }
    }

    struct Dose: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let grams: [(dayOffset: Int, grams: String?, kg: String?)]
        let isRaised: Bool
    }

    static let doses: [Dose] = [
        Dose(testDescription: "2.2 g/kg exactly", grams: [(0, "77", "70"), (1, "77", "70")], isRaised: false),
        Dose(testDescription: "a hair above 2.2 g/kg", grams: [(0, "77", "70"), (1, "77.0001", "70")], isRaised: true),
        Dose(
            testDescription: "three days apart is one cycle",
            grams: [(0, "80", "70"), (3, "80", "70")],
            isRaised: true
        ),
        Dose(
            testDescription: "four days apart are two cycles",
            grams: [(0, "80", "70"), (4, "80", "70")],
            isRaised: false
        ),
        Dose(
            testDescription: "a chain of gaps is one cycle",
            grams: [(0, "60", "70"), (3, "60", "70"), (6, "60", "70")],
            isRaised: true
        ),
        Dose(
            testDescription: "weights that differ, 2.2 exactly",
            grams: [(0, "66", "60"), (1, "88", "80")],
            isRaised: false
        ),
        Dose(
            testDescription: "weights that differ, above",
            grams: [(0, "66", "60"), (1, "88.1", "80")],
            isRaised: true
        ),
        Dose(
            testDescription: "six weights, 2.2 exactly",
            grams: zip(["22", "23.1", "24.2", "25.3", "26.4", "27.5"], 0...).map { ($1, $0, "\(60 + 3 * $1)") },
            isRaised: false
        ),
        Dose(
            testDescription: "six weights, above",
            grams: zip(["22.1", "23.1", "24.2", "25.3", "26.4", "27.5"], 0...).map { ($1, $0, "\(60 + 3 * $1)") },
            isRaised: true
        ),
        Dose(
            testDescription: "more weights than can be added up exactly, above",
            grams: (0..<14).map { ($0, "20", "70.\(100_003 + 7_919 * $0)") },
            isRaised: true
        ),
        Dose(
            testDescription: "more weights than can be added up exactly, below",
            grams: (0..<14).map { ($0, "10", "70.\(100_003 + 7_919 * $0)") },
            isRaised: false
        ),
        Dose(
            testDescription: "the same, above over the lowest weight alone",
            grams: [(0, "1", "60.1")]
                + ["90.7", "91.3", "92.9", "93.7", "94.1", "95.3", "96.7", "97.1", "98.3"].enumerated().map {
                    ($0.offset / 2, "18", $0.element)
                },
            isRaised: false
        ),
        Dose(
            testDescription: "the same, above by a little",
            grams: (0..<14).map { ($0, "11.09", "70.\(100_003 + 7_919 * $0)") },
            isRaised: true
        ),
        Dose(
            testDescription: "a missing weight, the rest below",
            grams: [(0, "100", "70"), (1, "100", nil)],
            isRaised: false
        ),
        Dose(
            testDescription: "a missing weight, the rest above",
            grams: [(0, "160", "70"), (1, "100", nil)],
            isRaised: true
        ),
        Dose(testDescription: "nothing recorded", grams: [(0, nil, nil)], isRaised: false),
    ]

    @Test("a cycle above 2.2 g/kg is above the label, compared exactly", arguments: doses)
    func dose(_ dose: Dose) throws {
        let administrations = dose.grams.map {
            infusion($0.dayOffset, grams: number($0.grams), kg: number($0.kg))
        }
        let cautions = try guidance("mmn", [], [grip(1)]).cautions(of: course(.ivig, administrations))
        #expect(codes(cautions).contains(.doseAboveLabel) == dose.isRaised)
    }

    @Test("another product than in the cycle before is told, another way of writing it is not")
    func switched() throws {
        let guidance = try guidance("mmn", [], [grip(1)])
        func places(_ products: [String?]) -> [Int]? {
            let administrations = products.enumerated().map { infusion($0.offset * 28, product: $0.element) }
            return guidance.cautions(of: course(.ivig, administrations)).first { $0.code == .productSwitched }?
                .administrations
        }
        #expect(places(["Privigen", "Kiovig", "Kiovig", "Privigen"]) == [1, 3])
        #expect(places(["Privigen", "PRIVIGEN 100 mg/mL"]) == nil)
        #expect(places(["Gamunex", "gamunex", "Flebogamma"]) == [2])
        #expect(places(["Privigen", nil, "Kiovig"]) == nil)
    }

    @Test("only what the new administration itself raises is told when it is added")
    func adding() throws {
        let guidance = try guidance("mmn", [], [grip(40)])
        let running = course(.ivig, [infusion(-28, lot: nil)])
        #expect(codes(guidance.cautions(adding: infusion(0), to: running)).isEmpty)
        #expect(
            codes(guidance.cautions(adding: infusion(0, product: "Gamten", lot: nil), to: running))
                == [.maltoseGlucoseMeter, .lotMissing, .productSwitched]
        )
    }

    @Test("cautions come with the words, source and status of the protocol, and survive their JSON")
    func words() throws {
        let caution = try #require(try guidance("mmn").cautions(choosing: .corticosteroid, on: Self.day).first)
        #expect(
            caution.text
                == Localized(
                    en: "Not recommended in MMN; weakness may increase",
                    nl: "Niet aanbevolen bij MMN; de zwakte kan toenemen"
                )
        )
        #expect(caution.source == "donaghy-1994")
        #expect(caution.status == .checked)
        #expect(try RaisedCaution.codec.decode(RaisedCaution.codec.encode(caution)) == caution)
    }
}
