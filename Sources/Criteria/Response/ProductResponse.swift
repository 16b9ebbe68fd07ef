// What was measured while each product was given: before and after a change, side by side and without a verdict.
package import Domain
import FoundationEssentials

/// A cycle given with a product, and what was measured in the interval after it.
package struct ProductCycle: Sendable, Hashable {
    /// The first day.
    package let firstDay: LocalDate
    /// The last day.
    package let lastDay: LocalDate
    /// The dose; nil where grams or weight are missing.
    package let gramsPerKg: ExactRatio?
    /// The administrations.
    package let places: [CasePlace]
    /// What was measured at comparable points of the interval after the cycle, by measure and side.
    package let points: [ProductPoint]
}

/// The values of one measure and side at comparable points of one interval.
package struct ProductPoint: Sendable, Hashable {
    /// The measure and side.
    package let key: OutcomeKey
    /// The best value from day 3 through two thirds of the interval.
    package let middle: DatedValue?
    /// The last value before the next cycle.
    package let end: DatedValue?
}

/// A reaction with the administration it was noted at.
package struct NotedReaction: Sendable, Hashable {
    /// The administration.
    package let place: CasePlace
    /// Its day.
    package let on: LocalDate
    /// The reaction.
    package let reaction: AdministrationReaction
}

/// A run of cycles with one product.
package struct ProductPeriod: Sendable, Hashable {
    /// Intravenous or subcutaneous.
    package let option: TreatmentOption
    /// The names as written, each once; several where a cycle mixed products, none where none was recorded.
    package let products: [String]
    /// The cycles by day; never empty.
    package let cycles: [ProductCycle]
    /// The reactions noted; nil where nobody asked at any of the administrations.
    package let reactions: [NotedReaction]?

    /// Whether there is anything to compare with another product.
    package var hasComparablePoints: Bool { cycles.contains { !$0.points.isEmpty } }
}

/// Immunoglobulin by product, in the order of time.
///
/// Source: clinical reference section 8c (no brand is proven better; one patient may do better on one; checked) and the
/// comparable points of section 9b (House). It lists values and draws no conclusion: a change of product is mostly also a
/// change of time, dose or interval.
package struct ProductResponse: Sendable, Hashable {
    /// The periods by day.
    package let periods: [ProductPeriod]

    /// What to say beside every comparison of products.
    package static let caveat = Localized(
        en: """
            No study has shown one product to be better than another; one person may still do better on one. Other things \
            than the product may have changed at the same time.
            """,
        nl: """
            Geen onderzoek heeft laten zien dat het ene product beter is dan het andere; toch kan één persoon beter af \
            zijn met een bepaald product. Tegelijk met het product kan ook iets anders veranderd zijn.
            """
    )

    /// Lists what was measured by product.
    ///
    /// - Parameters:
    ///   - treatments: the courses, in the order of the case file.
    ///   - outcomes: what was measured.
    ///   - details: what the record holds of administrations beyond the case format, by their places.
    ///   - careProtocol: which names mean the same product, and which measures count.
    package init(
        of treatments: [Treatment],
        outcomes: [OutcomeMeasurement],
        details: [CasePlace: AdministrationDetails] = [:],
        by careProtocol: CareProtocol
    ) {
        var given: [Given] = []
        for (course, treatment) in treatments.enumerated() where treatment.option.isImmunoglobulin {
            let wearingOff = WearingOff(of: treatment, outcomes: outcomes, by: careProtocol)
            for (index, cycle) in TreatmentCycle.all(of: treatment.administrations).enumerated() {
                given.append(Given(cycle, index, course, treatment.option, wearingOff, careProtocol))
            }
        }
        given.sort { ($0.cycle.firstDay, $0.cycle.lastDay) < ($1.cycle.firstDay, $1.cycle.lastDay) }
        var runs: [[Given]] = []
        for next in given {
            if let last = runs.last?.last, last.identities == next.identities, last.option == next.option {
                runs[runs.count - 1].append(next)
            } else {
                runs.append([next])
            }
        }
        periods = runs.map { Self.period($0, details) }
    }

    private static func period(_ run: [Given], _ details: [CasePlace: AdministrationDetails]) -> ProductPeriod {
        var names: [String: String] = [:]
        var reactions: [NotedReaction]?
        for given in run {
            for (place, member) in zip(given.places, given.cycle.members) {
                if let product = member.administration.product, let identity = given.identity[member.index] {
                    names[identity] = names[identity] ?? product
                }
                guard let noted = details[place]?.reactions else { continue }
                reactions =
                    (reactions ?? [])
                    + noted.map { NotedReaction(place: place, on: member.administration.on, reaction: $0) }
            }
        }
        return ProductPeriod(
            option: run[0].option,
            products: names.values.sorted(),
            cycles: run.map { given in
                ProductCycle(
                    firstDay: given.cycle.firstDay,
                    lastDay: given.cycle.lastDay,
                    gramsPerKg: given.cycle.isDoseComplete ? given.cycle.gramsPerKg : nil,
                    places: given.places,
                    points: given.points
                )
            },
            reactions: reactions
        )
    }

    /// A cycle with what belongs to it.
    private struct Given {
        let cycle: TreatmentCycle
        let option: TreatmentOption
        let places: [CasePlace]
        let points: [ProductPoint]
        /// The product of every administration that has one, by its place in the course.
        let identity: [Int: String]
        let identities: Set<String>

        init(
            _ cycle: TreatmentCycle,
            _ index: Int,
            _ course: Int,
            _ option: TreatmentOption,
            _ wearingOff: WearingOff,
            _ careProtocol: CareProtocol
        ) {
            self.cycle = cycle
            self.option = option
            places = cycle.members.map { CasePlace(.treatments, course, .administrations, $0.index) }
            points = wearingOff.series.compactMap { series in
                guard let found = series.intervals.first(where: { $0.interval.cycle == index }),
                    found.middle != nil || found.end != nil
                else { return nil }
                return ProductPoint(key: series.key, middle: found.middle, end: found.end)
            }
            var identity: [Int: String] = [:]
            for member in cycle.members {
                identity[member.index] = member.administration.product.map(careProtocol.identity(ofProduct:))
            }
            self.identity = identity
            identities = Set(identity.values)
        }
    }
}
