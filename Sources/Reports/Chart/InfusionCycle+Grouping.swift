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
    package static func cycles(of courses: [CourseDocument], by careProtocol: CareProtocol) -> [InfusionCycle] {
        courses.flatMap { cycles(of: $0, by: careProtocol) }.sorted { ($0.first, $0.last) < ($1.first, $1.last) }
    }

    /// The cycles of one course, in the order of time.
    ///
    /// Whether the product changed is the rule that also raises the caution, so that the two never contradict.
    package static func cycles(of course: CourseDocument, by careProtocol: CareProtocol) -> [InfusionCycle] {
        let all = TreatmentCycle.all(of: course.treatment.administrations)
        var cycles: [InfusionCycle] = []
        for (index, cycle) in all.enumerated() {
            let isSwitch = index > 0 && !cycle.switches(after: all[index - 1], by: careProtocol).isEmpty
            cycles.append(
                InfusionCycle(cycle, option: course.option, after: cycles.last, isProductChange: isSwitch)
            )
        }
        return cycles
    }

    private init(
        _ cycle: TreatmentCycle,
        option: TreatmentOption,
        after previous: InfusionCycle?,
        isProductChange: Bool
    ) {
        let given = cycle.members.map(\.administration)
        self.option = option
        first = cycle.firstDay
        last = cycle.lastDay
        let grams = given.map(\.grams)
        self.grams = grams.contains(nil) ? nil : grams.compactMap { $0 }.reduce(0, +)
        // Where grams or weight are missing the ratio is a lower bound, which is not the dose.
        gramsPerKg = cycle.isDoseComplete ? cycle.gramsPerKg?.approximateValue : nil
        hasTooManyWeights = cycle.isDoseComplete && cycle.gramsPerKg == nil
        products = Self.distinct(given.compactMap(\.product))
        lots = Self.distinct(given.compactMap(\.lot))
        let lots = lots
        let isOtherBatch = previous.map { before in
            !before.lots.isEmpty && lots.contains { !before.lots.contains($0) }
        }
        self.isProductChange = isProductChange
        isBatchChange = isOtherBatch ?? false || lots.count > 1
        daysSinceLast = previous.map { $0.last.days(until: cycle.firstDay) }
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var result: [String] = []
        for text in texts where !result.contains(text) { result.append(text) }
        return result
    }
}
