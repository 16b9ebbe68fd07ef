// A treatment option as a protocol describes it: where guideline and leaflet place it, doses, cautions.
package import FoundationEssentials

/// Where a guideline places a treatment option.
package enum OptionPosition: String, Code {
    case firstLine
    case maintenance
    case supported
    case secondLine
    /// Added to a first-line treatment.
    case addOn
    /// Only if the first-line treatment is insufficient.
    case onlyIf
    /// Only when everything else has failed.
    case refractoryOnly
    case offLabel
    /// Reported without a controlled study.
    case uncontrolled
    case discouraged
    case notRecommended

    package var label: Localized {
        switch self {
        case .firstLine: Localized(en: "first choice", nl: "eerste keus")
        case .maintenance: Localized(en: "maintenance", nl: "onderhoud")
        case .supported: Localized(en: "supported", nl: "ondersteunend")
        case .secondLine: Localized(en: "second choice", nl: "tweede keus")
        case .addOn: Localized(en: "add-on", nl: "toevoeging")
        case .onlyIf:
            Localized(en: "only if first choice is insufficient", nl: "alleen als eerste keus onvoldoende werkt")
        case .refractoryOnly: Localized(en: "last resort", nl: "laatste keus")
        case .offLabel: Localized(en: "off label", nl: "buiten de registratie")
        case .uncontrolled: Localized(en: "not studied with controls", nl: "niet gecontroleerd onderzocht")
        case .discouraged: Localized(en: "discouraged", nl: "afgeraden")
        case .notRecommended: Localized(en: "not recommended", nl: "niet aanbevolen")
        }
    }

    /// Whether choosing it departs from the guideline, so that a reason is recorded with the choice.
    package var departsFromGuideline: Bool {
        self == .discouraged || self == .notRecommended
    }
}

/// Whether the patient leaflets name a treatment option.
package enum LeafletPosition: String, Code {
    case listed
    case notListed
    /// The leaflets are about another disease than the protocol.
    case otherDisease

    package var label: Localized {
        switch self {
        case .listed: Localized(en: "in the leaflet", nl: "in de folder")
        case .notListed: Localized(en: "not in the leaflet", nl: "niet in de folder")
        case .otherDisease: Localized(en: "leaflet is about another disease", nl: "folder gaat over een andere ziekte")
        }
    }
}

/// One treatment option with its guidance.
package struct ProtocolOption: Sendable, Hashable {
    /// Which treatment it is.
    package let code: TreatmentOption
    /// What a person reads.
    package let names: ProtocolName
    /// Where the guideline places it.
    package let position: OptionPosition
    /// Whether the leaflets name it.
    package let leaflet: LeafletPosition
    /// What the guideline says, in a few sentences.
    package let guidance: Localized
    /// The ids of the sources of the guidance.
    package let sources: [String]
    /// How far the guidance was checked.
    package let status: CheckStatus
    /// Usual doses and intervals; information, never an order.
    package let doses: [OptionDose]
    /// The cautions that may be raised for it.
    package let cautions: [TreatmentCautionCode]

    /// An option with its guidance.
    package init(
        code: TreatmentOption,
        names: ProtocolName,
        position: OptionPosition,
        leaflet: LeafletPosition,
        guidance: Localized,
        sources: [String],
        status: CheckStatus,
        doses: [OptionDose],
        cautions: [TreatmentCautionCode]
    ) {
        self.code = code
        self.names = names
        self.position = position
        self.leaflet = leaflet
        self.guidance = guidance
        self.sources = sources
        self.status = status
        self.doses = doses
        self.cautions = cautions
    }

    /// Whether the leaflet names what the guideline advises against; the page says so where it does.
    package var leafletAndGuidelinePart: Bool {
        leaflet == .listed && position.departsFromGuideline
    }
}

/// What a dose is for.
package enum DosePhase: String, Code {
    case start
    case maintenance
    /// From intravenous to subcutaneous immunoglobulin.
    case conversion

    package var label: Localized {
        switch self {
        case .start: Localized(en: "start", nl: "start")
        case .maintenance: Localized(en: "maintenance", nl: "onderhoud")
        case .conversion: Localized(en: "from IVIg to SCIg", nl: "van IVIg naar SCIg")
        }
    }
}

/// A usual dose: a sentence for a person, and its numbers where they can be written as such.
package struct OptionDose: Sendable, Hashable {
    /// The stable name within the option, such as `start`.
    package let code: String
    /// The dose in words, with its source.
    package let statement: SourcedText
    /// Grams of immunoglobulin per kilogram of body weight in one cycle.
    package let gramsPerKg: NumberRange?
    /// The number of days over which a cycle is spread.
    package let overDays: NumberRange?
    /// The number of weeks between cycles.
    package let everyWeeks: NumberRange?
    /// What the dose is for; nil in versions of a protocol that do not tell.
    package let phase: DosePhase?
    /// The number of infusions a week.
    package let infusionsPerWeek: NumberRange?
    /// The number of days from the last intravenous infusion to the first of this dose.
    package let daysAfterIvig: NumberRange?
    /// The weekly dose as a multiple of the weekly intravenous dose before it.
    package let shareOfWeeklyIvig: NumberRange?

    /// A usual dose.
    package init(
        code: String,
        statement: SourcedText,
        gramsPerKg: NumberRange?,
        overDays: NumberRange?,
        everyWeeks: NumberRange?,
        phase: DosePhase? = nil,
        infusionsPerWeek: NumberRange? = nil,
        daysAfterIvig: NumberRange? = nil,
        shareOfWeeklyIvig: NumberRange? = nil
    ) {
        self.code = code
        self.statement = statement
        self.gramsPerKg = gramsPerKg
        self.overDays = overDays
        self.everyWeeks = everyWeeks
        self.phase = phase
        self.infusionsPerWeek = infusionsPerWeek
        self.daysAfterIvig = daysAfterIvig
        self.shareOfWeeklyIvig = shareOfWeeklyIvig
    }
}

/// A closed range of exact numbers that may be open at its top.
package struct NumberRange: Sendable, Hashable {
    /// The lowest value.
    package let from: Decimal
    /// The highest value; nil where there is none.
    package let to: Decimal?

    /// A range; open at its top where `to` is nil.
    package init(from: Decimal, to: Decimal?) {
        self.from = from
        self.to = to
    }

    /// Whether a value lies in the range, both ends included.
    package func contains(_ value: Decimal) -> Bool {
        guard value >= from else { return false }
        guard let to else { return true }
        return value <= to
    }
}
