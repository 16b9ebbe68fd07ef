// The treatment cautions of MMN: by which options they are raised, and their words where a protocol has none.
package import Domain

/// The cautions whose condition is that the case is one of MMN, whatever its protocol.
///
/// Source: clinical reference section 8d. A protocol of another disease lists none of them; where a set for MMN has a category
/// met they stand all the same, in the words of the protocol `mmn`.
package enum MmnCautions {
    /// The protocol of MMN.
    package static let protocolCode = "mmn"

    /// The cautions of an option in MMN (section 8d; checked, off label secondary).
    package static func codes(of option: TreatmentOption) -> [TreatmentCautionCode] {
        switch option {
        case .corticosteroid: [.corticosteroidInMmn]
        case .plasmaExchange: [.plasmaExchangeInMmn]
        case .immunosuppressant, .rituximab: [.immunosuppressantUnproven]
        case .scig: [.scigOffLabelInMmn]
        case .ivig, .cyclophosphamide, .physiotherapy, .multidisciplinaryCare: []
        }
    }

    /// The words of such a caution, for protocols that have none; nil for any other caution.
    package static func words(_ code: TreatmentCautionCode) -> ProtocolCaution? { known[code] }

    private static let known: [TreatmentCautionCode: ProtocolCaution] = [
        .corticosteroidInMmn: ProtocolCaution(
            code: .corticosteroidInMmn,
            effect: .needsReason,
            statement: SourcedText(
                text: Localized(
                    en: "Not recommended in MMN; weakness may increase",
                    nl: "Niet aanbevolen bij MMN; de zwakte kan toenemen"
                ),
                source: "donaghy-1994",
                status: .checked
            )
        ),
        .plasmaExchangeInMmn: ProtocolCaution(
            code: .plasmaExchangeInMmn,
            effect: .needsReason,
            statement: SourcedText(
                text: Localized(
                    en: "No proven effect in MMN; worsening reported",
                    nl: "Geen bewezen effect bij MMN; verslechtering beschreven"
                ),
                source: "pmc3983019",
                status: .checked
            )
        ),
        .immunosuppressantUnproven: ProtocolCaution(
            code: .immunosuppressantUnproven,
            effect: .needsReason,
            statement: SourcedText(
                text: Localized(
                    en: "No drug of this kind is proven in MMN",
                    nl: "Geen middel van deze soort is bewezen bij MMN"
                ),
                source: "efns-pns-2010",
                status: .checked
            )
        ),
        .scigOffLabelInMmn: ProtocolCaution(
            code: .scigOffLabelInMmn,
            effect: .informs,
            statement: SourcedText(
                text: Localized(
                    en: "Off label in MMN in several countries; check licence and reimbursement",
                    nl: "Bij MMN in verscheidene landen buiten de registratie; controleer registratie en vergoeding"
                ),
                source: "reported",
                status: .secondary
            )
        ),
    ]
}

extension [CriteriaEvaluation] {
    /// Whether a set for MMN has a category met.
    var meetMmn: Bool {
        contains { evaluation in
            evaluation.criteria.hasSuffix("-mmn") && evaluation.category != .notMet
                && evaluation.category != .undetermined
        }
    }
}
