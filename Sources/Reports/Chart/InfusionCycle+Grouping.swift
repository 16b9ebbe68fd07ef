// Administrations grouped into cycles, with their doses; which administrations are one cycle is a rule of Criteria.
package import Domain
import Criteria
import FoundationEssentials

extension CourseDocument {
    /// The course as rules read it.
    var treatment: Treatment {
        Treatment(
            course: TreatmentCourse(
                option: option,
                substance: substance,
                startedOn: startedOn,
                endedOn: endedOn,
                objectiveImprovement: objectiveImprovement,
                performedBy: performedBy,
                organisation: organisation,
                note: note
            ),
            administrations: administrations.map {
                Administration(
                    on: $0.on,
                    product: $0.product,
                    lot: $0.lot,
                    grams: $0.grams,
                    bodyWeightKg: $0.bodyWeightKg,
                    note: $0.note
                )
            }
        )
    }
}

extension InfusionCycle {
    /// The cycles of all courses that have administrations, in the order of time.
    package static func cycles(of courses: [CourseDocument]) -> [InfusionCycle] {
        courses.flatMap { cycles(of: $0) }.sorted { ($0.first, $0.last) < ($1.first, $1.last) }
    }

    /// The cycles of one course, in the order of time.
    package static func cycles(of course: CourseDocument) -> [InfusionCycle] {
        var cycles: [InfusionCycle] = []
        for cycle in TreatmentCycle.all(of: course.treatment.administrations) {
            cycles.append(InfusionCycle(cycle, option: course.option, after: cycles.last))
        }
        return cycles
    }

    private init(_ cycle: TreatmentCycle, option: TreatmentOption, after previous: InfusionCycle?) {
        let given = cycle.members.map(\.administration)
        self.option = option
        first = cycle.firstDay
        last = cycle.lastDay
        let grams = given.map(\.grams)
        self.grams = grams.contains(nil) ? nil : grams.compactMap { $0 }.reduce(0, +)
        // Where grams or weight are missing the ratio is a lower bound, which is not the dose.
        gramsPerKg = cycle.isDoseComplete ? cycle.gramsPerKg.map { $0.numerator / $0.denominator } : nil
        products = Self.distinct(given.compactMap(\.product))
        lots = Self.distinct(given.compactMap(\.lot))
        let (products, lots) = (products, lots)
        let isOtherProduct = previous.map { before in
            !before.products.isEmpty && products.contains { !before.products.contains($0) }
        }
        let isOtherBatch = previous.map { before in
            !before.lots.isEmpty && lots.contains { !before.lots.contains($0) }
        }
        isProductChange = isOtherProduct ?? false || products.count > 1
        isBatchChange = isOtherBatch ?? false || lots.count > 1
        daysSinceLast = previous.map { $0.last.days(until: cycle.firstDay) }
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var result: [String] = []
        for text in texts where !result.contains(text) { result.append(text) }
        return result
    }
}
