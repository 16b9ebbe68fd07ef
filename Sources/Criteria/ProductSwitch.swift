// Which product a written name means, and when a cycle brought another one: the one place that says so.
package import Domain

extension CareProtocol {
    /// One word for all ways of writing a product: its code where the protocol knows it, else its letters and digits.
    package func identity(ofProduct name: String) -> String {
        product(named: name)?.code ?? name.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}

extension TreatmentCycle {
    /// The members given a product that the cycle before did not have (spierziekten.nl, checked).
    ///
    /// Where the cycle before has an administration without a product nothing is known, so nothing is said.
    package func switches(after before: TreatmentCycle, by careProtocol: CareProtocol) -> [Member] {
        let names = Set(before.members.map(\.administration.product))
        guard !names.contains(nil) else { return [] }
        // Mostly every name is written as before, and then none need be taken apart.
        let others = members.filter { member in
            member.administration.product.map { !names.contains($0) } ?? false
        }
        guard !others.isEmpty else { return [] }
        let identities = Set(names.compactMap { $0.map(careProtocol.identity(ofProduct:)) })
        return others.filter { member in
            member.administration.product.map { !identities.contains(careProtocol.identity(ofProduct: $0)) } ?? false
        }
    }
}
