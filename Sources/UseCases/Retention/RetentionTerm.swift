// How long organisations keep records, as they are configured: so many years from the last change or the last contact.
import Domain

/// The term of one organisation.
package struct RetentionTerm: Sendable, Hashable {
    /// From what the years are counted.
    package enum Basis: String, Sendable, Hashable, CaseIterable {
        /// From the last change of the record, as Dutch law has it.
        case lastChange
        /// From the last contact with the patient, as Belgian law has it.
        case lastContact
    }

    /// The organisation's code.
    package let organisation: String
    package let years: Int
    package let basis: Basis

    package init(organisation: String, years: Int, basis: Basis) {
        self.organisation = organisation
        self.years = years
        self.basis = basis
    }

    /// Reads a list such as `NMC=NL, UZG=BE, REG=25:lastContact`; nil where an item is none of these.
    ///
    /// `NL` is twenty years from the last change, `BE` thirty years from the last contact.
    package static func list(_ text: String) -> [RetentionTerm]? {
        var terms: [RetentionTerm] = []
        for item in text.split(separator: ",") {
            let parts = item.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
            guard parts.count == 2, let term = term(parts[0], parts[1]),
                !terms.contains(where: { $0.organisation == term.organisation })
            else { return nil }
            terms.append(term)
        }
        return terms
    }

    private static func term(_ organisation: String, _ text: String) -> RetentionTerm? {
        guard OrganisationCode.isValid(organisation) else { return nil }
        switch text {
        case "NL": return RetentionTerm(organisation: organisation, years: 20, basis: .lastChange)
        case "BE": return RetentionTerm(organisation: organisation, years: 30, basis: .lastContact)
        default:
            let parts = text.split(separator: ":").map(String.init)
            guard parts.count == 2, let years = Int(parts[0]), (1...200).contains(years),
                let basis = Basis(rawValue: parts[1])
            else { return nil }
            return RetentionTerm(organisation: organisation, years: years, basis: basis)
        }
    }

    /// The first day on which the record need not be kept any longer.
    func ends(lastChange: LocalDate, lastContact: LocalDate?) -> LocalDate {
        let from = basis == .lastChange ? lastChange : lastContact ?? lastChange
        return from.addingYears(years).addingDays(1)
    }
}
