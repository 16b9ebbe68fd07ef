// Responders to intravenous immunoglobulin, counted by patient.
import Criteria
import Domain

/// The first judged course of each patient, and those in whom nothing could be judged yet.
struct ResponderTally {
    /// A patient's first judged course.
    private struct Judged {
        let on: LocalDate
        let assessment: ResponderAssessment
        /// What the course began with: one word for all ways of writing it, and its name.
        let product: Product?
    }

    /// A product: one word for all ways of writing it, and its name.
    struct Product: Hashable {
        let identity: String
        let name: String

        static func == (one: Product, other: Product) -> Bool { one.identity == other.identity }

        func hash(into hasher: inout Hasher) { hasher.combine(identity) }
    }

    private var first: [ID<Patient>: Judged] = [:]
    private var unjudged: [ID<Patient>: [ResponderAssessment]] = [:]

    /// Adds a workup's courses of IVIg.
    mutating func add(_ document: WorkupDocument, _ careProtocol: CareProtocol) {
        let patient = document.patient.mergedInto ?? document.patient.id
        let outcomes = document.judgedOutcomes
        for course in document.treatments where course.option == .ivig {
            let found = ResponderAssessment(of: course.treatment, outcomes: outcomes, by: careProtocol)
            guard let on = found.firstOn, found.proposal == .present || found.proposal == .absent else {
                unjudged[patient, default: []].append(found)
                continue
            }
            if let earlier = first[patient], earlier.on <= on { continue }
            let begun = course.administrations.filter { $0.product != nil }.min { $0.on < $1.on }?.product
            first[patient] = Judged(
                on: on,
                assessment: found,
                product: begun.map { name in
                    Product(
                        identity: careProtocol.identity(ofProduct: name),
                        name: careProtocol.product(named: name)?.name ?? name
                    )
                }
            )
        }
    }

    /// The rate of those whose response is known for good on a day; nil under the fewest patients of whom one is shown.
    func rate(on day: LocalDate) -> ResponseRate? {
        let counts = counts(on: day)
        return ResponseRate(present: counts.present, absent: counts.all - counts.present)
    }

    /// Those in whom no response was measured yet while one still may be; nil where the rate is hidden too.
    func notYetAssessable(on day: LocalDate) -> Int? {
        rate(on: day) == nil ? nil : pendingCount(on: day)
    }

    /// Those whose response is known for good on a day, and how many of them responded.
    func counts(on day: LocalDate) -> (present: Int, all: Int) { counts(of: Array(first.values), on: day) }

    /// The same by the product with which the judged course began, by name; none recorded stands last.
    func countsByProduct(on day: LocalDate) -> [(product: String?, present: Int, all: Int)] {
        Dictionary(grouping: first.values, by: \.product)
            .map { product, judged in
                let counts = counts(of: judged, on: day)
                return (product: product?.name, present: counts.present, all: counts.all)
            }
            .filter { $0.all > 0 }
            .sorted { ($0.product == nil ? 1 : 0, $0.product ?? "") < ($1.product == nil ? 1 : 0, $1.product ?? "") }
    }

    /// Those in whom no response was measured yet while one still may be.
    func pendingCount(on day: LocalDate) -> Int {
        let pending = first.values.count { $0.assessment.isPending(on: day) }
        let waiting = unjudged.count { patient, courses in
            first[patient] == nil && courses.contains { $0.isPending(on: day) }
        }
        return pending + waiting
    }

    private func counts(of judged: [Judged], on day: LocalDate) -> (present: Int, all: Int) {
        let present = judged.count { $0.assessment.proposal == .present }
        let pending = judged.count { $0.assessment.isPending(on: day) }
        return (present, judged.count - pending)
    }
}
