// The cautions on products and doses.
import Domain
import FoundationEssentials

extension TreatmentGuidance {
    /// Products outside their validity on the day of the administration (design; refused). A product whose day of
    /// withdrawal nobody has entered is refused on every day, and says so. A product that the protocol does not know is
    /// let pass: nothing is known against it.
    func unavailableProducts(_ treatment: Treatment) -> CautionMatch? {
        let known = knownProducts(of: treatment)
        var indices: [Int] = []
        var detail: Localized?
        for (index, administration) in treatment.administrations.enumerated() {
            guard let product = administration.product.flatMap({ known[$0] }) else { continue }
            let reason: Localized? =
                switch product.availability(on: administration.on) {
                case .available: nil
                case .notBefore(let first): Localized(en: "Available from \(first).", nl: "Beschikbaar vanaf \(first).")
                case .notAfter(let last):
                    Localized(en: "Available until \(last).", nl: "Beschikbaar tot en met \(last).")
                case .withdrawalDateUnknown: product.note ?? Self.withdrawalDateUnknown
                }
            guard let reason else { continue }
            indices.append(index)
            detail = detail ?? reason
        }
        return CautionMatch(indices, detail: detail)
    }

    /// The products that the protocol knows, by the names as written; each name is looked up once.
    private func knownProducts(of treatment: Treatment) -> [String: ProtocolProduct] {
        var known: [String: ProtocolProduct] = [:]
        for name in Set(treatment.administrations.compactMap(\.product)) {
            known[name] = careProtocol.product(named: name)
        }
        return known
    }

    private static let withdrawalDateUnknown = Localized(
        en: "Withdrawn on a day that is not established; it must be entered in the protocol before use.",
        nl: "Uit de handel op een dag die niet vaststaat; die moet vóór gebruik in het protocol worden ingevuld."
    )

    /// Administrations of a product with a constituent (summary of product characteristics, checked); the caution is no
    /// better checked than the constituent of the product (the Octagam family is unchecked).
    func products(of treatment: Treatment, with flag: ProductFlagCode) -> CautionMatch? {
        let known = knownProducts(of: treatment)
        var indices: [Int] = []
        var status = CheckStatus.checked
        for (index, administration) in treatment.administrations.enumerated() {
            guard let product = administration.product.flatMap({ known[$0] }),
                let found = product.flags.first(where: { $0.code == flag })
            else { continue }
            indices.append(index)
            status = min(status, found.status)
        }
        return CautionMatch(indices, status: status)
    }

    /// Cycles above 2.2 g/kg: the label's 2 g/kg and 10 % for vial size (SmPC checked, the 10 % House). Where some
    /// weight is missing, or cannot be summed exactly, the sum is a lower bound: being above it is certain, and being below
    /// says nothing.
    func doseAboveLabel(_ cycles: [TreatmentCycle]) -> CautionMatch? {
        let above = cycles.filter { $0.gramsPerKgAtLeast?.isAbove(percent: 220) ?? false }
        return CautionMatch(above.flatMap { $0.members.map(\.index) })
    }

    /// Administrations of a product that the cycle before did not have (spierziekten.nl, checked). The cycle before the first
    /// of a course is the last one of an earlier course with the same treatment.
    func productSwitched(_ treatment: Treatment, _ cycles: [TreatmentCycle]) -> CautionMatch? {
        guard let first = cycles.first else { return nil }
        let earlier = treatments.filter { $0.option == treatment.option && $0.course != treatment.course }
            .flatMap { TreatmentCycle.all(of: $0.administrations) }
            .filter { $0.lastDay < first.firstDay }
            .max { $0.lastDay < $1.lastDay }
        let all = (earlier.map { [$0] } ?? []) + cycles
        return CautionMatch(
            zip(all, all.dropFirst()).flatMap { before, after in
                after.switches(after: before, by: careProtocol).map(\.index)
            }
        )
    }
}
