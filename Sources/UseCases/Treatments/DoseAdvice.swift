// Usual doses reckoned for a weight, as they are shown: numbers rounded to one decimal, with what to say beside them.
import Criteria
package import Domain
package import FoundationEssentials

/// From one amount to another, rounded to one decimal for showing; the rules compare exact ones.
package struct ShownAmounts: Sendable, Hashable {
    package let from: Decimal
    package let to: Decimal

    package init(from: Decimal, to: Decimal) {
        self.from = from
        self.to = to
    }

    init?(_ range: AmountRange?) {
        guard let from = range?.from.valueForDisplay, let to = range?.to.valueForDisplay else { return nil }
        self.init(from: from, to: to)
    }

    /// The JSON of a range.
    package static let codec: Codec<ShownAmounts> = .object(
        "ShownAmounts",
        ShownAmounts.init(from:to:),
        .required("from", \.from, .decimal(0...1_000_000)),
        .required("to", \.to, .decimal(0...1_000_000))
    )
}

/// A usual dose for the patient's weight.
package struct DoseAdvice: Sendable, Hashable {
    /// The code of the dose in the protocol.
    package let dose: String
    package let phase: DosePhase?
    /// The weight that the amounts are reckoned by.
    package let weightKg: Decimal
    package let gramsPerCycle: ShownAmounts
    package let gramsPerDay: ShownAmounts?
    /// Days of a cycle.
    package let overDays: ShownAmounts?
    /// Weeks between cycles.
    package let everyWeeks: ShownAmounts?
    package let source: String
    package let status: CheckStatus

    /// Nil where the amounts have too many digits to be shown.
    init?(_ proposal: DoseProposal) {
        guard let grams = ShownAmounts(proposal.totalGrams) else { return nil }
        dose = proposal.dose.code
        phase = proposal.phase
        weightKg = proposal.weightKg
        gramsPerCycle = grams
        gramsPerDay = ShownAmounts(proposal.gramsPerDay)
        overDays = proposal.overDays.map { ShownAmounts(from: $0.from, to: $0.to ?? $0.from) }
        everyWeeks = proposal.everyWeeks.map { ShownAmounts(from: $0.from, to: $0.to ?? $0.from) }
        source = proposal.source
        status = proposal.status
    }

    private init(
        dose: String,
        phase: DosePhase?,
        weightKg: Decimal,
        gramsPerCycle: ShownAmounts,
        gramsPerDay: ShownAmounts?,
        overDays: ShownAmounts?,
        everyWeeks: ShownAmounts?,
        source: String,
        status: CheckStatus
    ) {
        self.dose = dose
        self.phase = phase
        self.weightKg = weightKg
        self.gramsPerCycle = gramsPerCycle
        self.gramsPerDay = gramsPerDay
        self.overDays = overDays
        self.everyWeeks = everyWeeks
        self.source = source
        self.status = status
    }

    /// The JSON of a dose.
    package static let codec: Codec<DoseAdvice> = .object(
        "DoseAdvice",
        DoseAdvice.init(
            dose:
            phase:
            weightKg:
            gramsPerCycle:
            gramsPerDay:
            overDays:
            everyWeeks:
            source:
            status:
        ),
        .required("dose", \.dose, .openCode()),
        .optional("phase", \.phase, .code),
        .required("weightKg", \.weightKg, .positive(upTo: 1_000)),
        .required("gramsPerCycle", \.gramsPerCycle, ShownAmounts.codec),
        .optional("gramsPerDay", \.gramsPerDay, ShownAmounts.codec),
        .optional("overDays", \.overDays, ShownAmounts.codec),
        .optional("everyWeeks", \.everyWeeks, ShownAmounts.codec),
        .required("source", \.source, .openCode()),
        .required("status", \.status, .code)
    )
}

/// What a move from the patient's own IVIg to SCIg comes to.
package struct ConversionAdvice: Sendable, Hashable {
    package let startsOn: LocalDate
    package let weightKg: Decimal
    /// The intravenous grams a week before the change.
    package let weeklyIvigGrams: Decimal
    package let weeklyGrams: ShownAmounts
    package let gramsPerInfusion: ShownAmounts?
    /// What the label gives for this weight, where the protocol has it.
    package let labelWeeklyGrams: ShownAmounts?
    /// Whether the proposal lies within the label; nil where the protocol gives none.
    package let isWithinLabel: Bool?
    package let source: String
    package let status: CheckStatus

    init?(_ conversion: SubcutaneousConversion, weightKg: Decimal) {
        guard let before = conversion.weeklyIvigGrams.valueForDisplay,
            let weekly = ShownAmounts(conversion.weeklyGrams)
        else { return nil }
        self.init(
            startsOn: conversion.startsOn,
            weightKg: weightKg,
            weeklyIvigGrams: before,
            weeklyGrams: weekly,
            gramsPerInfusion: ShownAmounts(conversion.gramsPerInfusion),
            labelWeeklyGrams: ShownAmounts(conversion.labelWeeklyGrams),
            isWithinLabel: conversion.isWithinLabel,
            source: conversion.dose.statement.source,
            status: conversion.dose.statement.status
        )
    }

    private init(
        startsOn: LocalDate,
        weightKg: Decimal,
        weeklyIvigGrams: Decimal,
        weeklyGrams: ShownAmounts,
        gramsPerInfusion: ShownAmounts?,
        labelWeeklyGrams: ShownAmounts?,
        isWithinLabel: Bool?,
        source: String,
        status: CheckStatus
    ) {
        self.startsOn = startsOn
        self.weightKg = weightKg
        self.weeklyIvigGrams = weeklyIvigGrams
        self.weeklyGrams = weeklyGrams
        self.gramsPerInfusion = gramsPerInfusion
        self.labelWeeklyGrams = labelWeeklyGrams
        self.isWithinLabel = isWithinLabel
        self.source = source
        self.status = status
    }

    /// The JSON of a conversion.
    package static let codec: Codec<ConversionAdvice> = .object(
        "ConversionAdvice",
        ConversionAdvice.init(
            startsOn:
            weightKg:
            weeklyIvigGrams:
            weeklyGrams:
            gramsPerInfusion:
            labelWeeklyGrams:
            isWithinLabel:
            source:
            status:
        ),
        .required("startsOn", \.startsOn, .date),
        .required("weightKg", \.weightKg, .positive(upTo: 1_000)),
        .required("weeklyIvigGrams", \.weeklyIvigGrams, .decimal(0...1_000_000)),
        .required("weeklyGrams", \.weeklyGrams, ShownAmounts.codec),
        .optional("gramsPerInfusion", \.gramsPerInfusion, ShownAmounts.codec),
        .optional("labelWeeklyGrams", \.labelWeeklyGrams, ShownAmounts.codec),
        .optional("isWithinLabel", \.isWithinLabel, .bool),
        .required("source", \.source, .openCode()),
        .required("status", \.status, .code)
    )
}
