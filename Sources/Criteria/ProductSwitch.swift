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
        let identities = before.members.map { $0.administration.product.map(careProtocol.identity(ofProduct:)) }
        guard !identities.contains(nil) else { return [] }
        return members.filter { member in
            guard let name = member.administration.product else { return false }
            return !identities.contains(careProtocol.identity(ofProduct: name))
        }
    }
}
