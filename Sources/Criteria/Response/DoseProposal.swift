// Usual doses of immunoglobulin reckoned for a weight: a proposal with its source, never an order.
package import Domain
package import FoundationEssentials

/// A range of exact amounts; both ends are the same where the protocol gives one number.
package struct AmountRange: Sendable, Hashable {
    /// The lowest.
    package let from: ExactRatio
    /// The highest.
    package let to: ExactRatio
    /// Whether both ends are the same amount.
    package let isSingle: Bool

    /// From one quotient to another; nil where one of them is none.
    init?(_ low: Decimal, over lowParts: Decimal = 1, to high: Decimal, over highParts: Decimal = 1) {
        guard let from = ExactRatio(low, over: lowParts), let to = ExactRatio(high, over: highParts) else { return nil }
        self.from = from
        self.to = to
        isSingle = low * highParts == high * lowParts
    }

    /// The range as text with one decimal at most, for showing.
    package var textForDisplay: String? {
        guard let low = from.valueForDisplay, let high = to.valueForDisplay else { return nil }
        return isSingle ? "\(low)" : "\(low)–\(high)"
    }
}

/// A usual dose for one weight.
///
/// Source: the dose of the protocol (clinical reference section 8b), whose sentence, source and status it carries. Amounts are
/// exact: grams are weight times grams per kilogram; what is divided by days stays a fraction until it is shown. Rounding to
/// vials is left to people. Some products dose overweight patients on ideal weight, so the weight used is kept.
package struct DoseProposal: Sendable, Hashable {
    /// The treatment.
    package let option: TreatmentOption
    /// The dose of the protocol.
    package let dose: OptionDose
    /// The weight the amounts are reckoned by.
    package let weightKg: Decimal
    /// Grams in one cycle.
    package let totalGrams: AmountRange
    /// Grams a day: the least over the most days, the most over the fewest; nil where the protocol gives no days.
    package let gramsPerDay: AmountRange?

    /// What the dose is for; nil in versions of a protocol that do not tell.
    package var phase: DosePhase? { dose.phase }
    /// The number of days of a cycle.
    package var overDays: NumberRange? { dose.overDays }
    /// The number of weeks between cycles.
    package var everyWeeks: NumberRange? { dose.everyWeeks }
    /// The id of the protocol's source.
    package var source: String { dose.statement.source }
    /// How far the dose was checked against it.
    package var status: CheckStatus { dose.statement.status }

    /// The doses of an option for a weight, in the order of the protocol; none for a weight that is not above zero, and none
    /// of doses that are not told per kilogram.
    package static func all(
        of option: TreatmentOption,
        weightKg: Decimal,
        by careProtocol: CareProtocol
    ) -> [DoseProposal] {
        (careProtocol.option(option)?.doses ?? []).compactMap { DoseProposal(option, $0, weightKg) }
    }

    private init?(_ option: TreatmentOption, _ dose: OptionDose, _ weightKg: Decimal) {
        guard weightKg > 0, let perKg = dose.gramsPerKg else { return nil }
        let least = perKg.from * weightKg
        let most = (perKg.to ?? perKg.from) * weightKg
        guard let totalGrams = AmountRange(least, to: most) else { return nil }
        self.option = option
        self.dose = dose
        self.weightKg = weightKg
        self.totalGrams = totalGrams
        gramsPerDay = dose.overDays.flatMap { AmountRange(least, over: $0.to ?? $0.from, to: most, over: $0.from) }
    }

    /// What to say beside every proposal.
    package static let caveat = Localized(
        en: """
            A usual dose, not an order: check product, weight and renal function. Some products are dosed on ideal weight in \
            overweight patients.
            """,
        nl: """
            Een gebruikelijke dosis, geen opdracht: controleer product, gewicht en nierfunctie. Sommige producten worden bij \
            overgewicht op ideaal gewicht gedoseerd.
            """
    )
}

/// What a move from intravenous to subcutaneous immunoglobulin comes to.
///
/// Source: the conversion dose of the protocol (clinical reference section 8b: first dose one to one with the weekly IVIg, from
/// one week after the last, in one to two infusions a week; checked for CIDP, secondary and off label in MMN).
package struct SubcutaneousConversion: Sendable, Hashable {
    /// The dose of the protocol.
    package let dose: OptionDose
    /// The first day of SCIg.
    package let startsOn: LocalDate
    /// The intravenous grams a week before the change.
    package let weeklyIvigGrams: ExactRatio
    /// The proposed grams a week.
    package let weeklyGrams: AmountRange
    /// The proposed grams of one infusion; nil where the protocol gives no number a week.
    package let gramsPerInfusion: AmountRange?
    /// What the label gives for this weight in grams a week; nil where the protocol gives no grams per kilogram.
    package let labelWeeklyGrams: AmountRange?

    /// Whether the proposed weekly dose lies within the label's range, both ends included; nil where there is none.
    package let isWithinLabel: Bool?

    /// Reckons the change from the last two cycles of a course of IVIg: the grams of the last one, over the days from its
    /// first day to that of the cycle before.
    ///
    /// Nil where the protocol has no conversion, there are not two cycles, an amount of the last one is missing, or
    /// `weightKg` is not above zero.
    package init?(after treatment: Treatment, weightKg: Decimal, by careProtocol: CareProtocol) {
        let cycles = TreatmentCycle.all(of: treatment.administrations)
        guard treatment.option == .ivig, weightKg > 0, cycles.count >= 2,
            let dose = careProtocol.option(.scig)?.doses.first(where: { $0.phase == .conversion }),
            let share = dose.shareOfWeeklyIvig
        else { return nil }
        let last = cycles[cycles.count - 1]
        let days = Decimal(cycles[cycles.count - 2].firstDay.days(until: last.firstDay))
        let grams = last.members.map(\.administration.grams)
        // Grams a week are grams times seven over the days; the division is left to the fraction.
        let weekly = grams.compactMap { $0 }.reduce(0, +) * 7
        let (low, high) = (weekly * share.from, weekly * (share.to ?? share.from))
        guard !grams.contains(nil), let weeklyIvigGrams = ExactRatio(weekly, over: days),
            let weeklyGrams = AmountRange(low, over: days, to: high, over: days)
        else { return nil }
        self.dose = dose
        self.weeklyIvigGrams = weeklyIvigGrams
        self.weeklyGrams = weeklyGrams
        startsOn = last.lastDay.addingDays(Self.wholeDays(dose.daysAfterIvig?.from))
        gramsPerInfusion = dose.infusionsPerWeek.flatMap {
            AmountRange(low, over: days * ($0.to ?? $0.from), to: high, over: days * $0.from)
        }
        let label = dose.gramsPerKg.map { ($0.from * weightKg, ($0.to ?? $0.from) * weightKg) }
        labelWeeklyGrams = label.flatMap { AmountRange($0, to: $1) }
        isWithinLabel = label.map { least, most in low >= least * days && high <= most * days }
    }

    /// A number of days of the protocol, up to whole days.
    private static func wholeDays(_ days: Decimal?) -> Int {
        guard let days else { return 0 }
        return (0...366).first { Decimal($0) >= days } ?? 366
    }
}
