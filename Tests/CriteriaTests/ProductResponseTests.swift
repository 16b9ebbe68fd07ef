// What was measured by product: periods, comparable points, reactions, and words that judge nobody's brand.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Response by product")
struct ProductResponseTests {
    private typealias Samples = TreatmentSamples

    private func given(_ products: [String?], _ option: TreatmentOption = .ivig) -> Treatment {
        Treatment(
            course: TreatmentCourse(option: option),
            administrations: products.enumerated().map {
                Administration(
                    on: Samples.day($0.offset * 30),
                    product: $0.element,
                    lot: "L\($0.offset)",
                    grams: 70,
                    bodyWeightKg: 70
                )
            }
        )
    }

    @Test("the example case: two cycles of one product with their points, one of another without any yet")
    func example() throws {
        let file = try Samples.caseFile("synthetic-definite")
        let found = ProductResponse(of: file.treatments, outcomes: file.outcomes, by: try Samples.mmn())
        #expect(found.periods.map(\.products) == [["Privigen"], ["Kiovig"]])
        #expect(found.periods.map(\.cycles.count) == [2, 1])
        #expect(found.periods.map(\.hasComparablePoints) == [true, false])
        let first = try #require(found.periods.first?.cycles.first)
        #expect(first.firstDay.description == "2026-02-16" && first.lastDay.description == "2026-02-19")
        #expect(first.gramsPerKg?.valueForDisplay == 2)
        #expect(first.places.map(\.pointer).last == "/treatments/0/administrations/3")
        #expect(first.points.map(\.key.side) == [.left, .right])
        #expect(first.points.map { $0.middle?.value } == [80, 61])
        #expect(first.points.map { $0.end?.value } == [74, 52])
        #expect(found.periods.allSatisfy { $0.reactions == nil })
    }

    @Test("another way of writing a product is no change; coming back to one is a period of its own")
    func periods() throws {
        let course = given(["Privigen", "PRIVIGEN 100 mg/mL", "Kiovig", "Privigen", nil])
        let found = ProductResponse(of: [course], outcomes: [], by: try Samples.mmn())
        #expect(found.periods.map(\.products) == [["Privigen"], ["Kiovig"], ["Privigen"], []])
        #expect(found.periods.map(\.cycles.count) == [2, 1, 1, 1])
    }

    @Test("a cycle that mixes products is a period of both; another treatment is a period of its own")
    func mixed() throws {
        let mixed = Treatment(
            course: TreatmentCourse(option: .ivig),
            administrations: [
                Administration(on: Samples.day(0), product: "Kiovig"),
                Administration(on: Samples.day(1), product: "Privigen"),
            ]
        )
        let scig = Samples.course(.scig, [40, 47], product: "Hizentra")
        let other = Samples.course(.plasmaExchange, [20])
        let found = ProductResponse(of: [mixed, other, scig], outcomes: [], by: try Samples.mmn())
        #expect(found.periods.map(\.products) == [["Kiovig", "Privigen"], ["Hizentra"]])
        #expect(found.periods.map(\.option) == [.ivig, .scig])
        #expect(found.periods[1].cycles.first?.places == [CasePlace(.treatments, 2, .administrations, 0)])
    }

    @Test("reactions stand with the product they were noted at; not asked is not none")
    func reactions() throws {
        let course = given(["Privigen", "Kiovig", "Gamunex"])
        let headache = AdministrationReaction(code: .headache, severity: .mild)
        let found = ProductResponse(
            of: [course],
            outcomes: [],
            details: [
                CasePlace(.treatments, 0, .administrations, 0): AdministrationDetails(reactions: [headache]),
                CasePlace(.treatments, 0, .administrations, 1): AdministrationDetails(reactions: []),
                CasePlace(.treatments, 0, .administrations, 2): AdministrationDetails(manufacturer: "Maker"),
            ],
            by: try Samples.mmn()
        )
        #expect(found.periods[0].reactions?.map(\.reaction) == [headache])
        #expect(found.periods[0].reactions?.first?.on == Samples.day(0))
        #expect(found.periods[1].reactions == [])
        #expect(found.periods[2].reactions == nil)
    }

    @Test("the words beside a comparison call no product better, in both languages")
    func words() {
        #expect(ProductResponse.caveat.en.contains("No study has shown one product to be better"))
        #expect(ProductResponse.caveat.nl.contains("Geen onderzoek"))
    }
}
