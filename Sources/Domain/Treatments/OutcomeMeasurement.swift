// What is measured to see whether a treatment works.
package import FoundationEssentials

/// An outcome measure with its scale.
package enum OutcomeMeasure: String, Code {
    case gripVigorimeter
    case gripJamar
    case mrcSum
    case mmnRods
    case iRods
    case incat
    case onls

    /// Whether it is measured per hand.
    package var isPerSide: Bool {
        switch self {
        case .gripVigorimeter, .gripJamar: true
        case .mrcSum, .mmnRods, .iRods, .incat, .onls: false
        }
    }

    /// Whether a higher value is the better one.
    package var isBetterWhenHigher: Bool {
        switch self {
        case .gripVigorimeter, .gripJamar, .mrcSum, .mmnRods, .iRods: true
        case .incat, .onls: false
        }
    }

    /// The bounds of the scale; a grip meter's are those of the device.
    package var bounds: ClosedRange<Int> {
        switch self {
        case .gripVigorimeter: 0...1_000
        case .gripJamar: 0...200
        case .mrcSum: 0...60
        case .mmnRods, .iRods: 0...100
        case .incat: 0...10
        case .onls: 0...12
        }
    }

    /// The unit or scale as it stands behind a value; empty where there is none.
    package var unit: Localized {
        switch self {
        case .gripVigorimeter: Localized(same: "kPa")
        case .gripJamar: Localized(same: "kg")
        case .mrcSum: Localized(same: "/ 60")
        case .mmnRods, .iRods: Localized(same: "/ 100")
        case .incat: Localized(same: "/ 10")
        case .onls: Localized(same: "/ 12")
        }
    }

    /// The unit behind a change: that of the device, or points of the scale.
    package func unit(ofChange change: Decimal) -> Localized {
        switch self {
        case .gripVigorimeter, .gripJamar: unit
        case .mrcSum, .mmnRods, .iRods, .incat, .onls:
            change == 1 ? Localized(en: "point", nl: "punt") : Localized(en: "points", nl: "punten")
        }
    }

    package var label: Localized {
        switch self {
        case .gripVigorimeter: Localized(en: "grip strength (Vigorimeter)", nl: "knijpkracht (Vigorimeter)")
        case .gripJamar: Localized(en: "grip strength (Jamar)", nl: "knijpkracht (Jamar)")
        case .mrcSum: Localized(en: "MRC sum score", nl: "MRC-somscore")
        case .mmnRods: Localized(en: "MMN-RODS (activities)", nl: "MMN-RODS (activiteiten)")
        case .iRods: Localized(en: "I-RODS (activities)", nl: "I-RODS (activiteiten)")
        case .incat: Localized(en: "INCAT disability score", nl: "INCAT-beperkingenschaal")
        case .onls:
            Localized(en: "Overall Neuropathy Limitations Scale", nl: "Overall Neuropathy Limitations Scale (ONLS)")
        }
    }
}

/// One measurement of an outcome.
package struct OutcomeMeasurement: Hashable, Sendable {
    /// The day.
    package let on: LocalDate
    /// What was measured.
    package let measure: OutcomeMeasure
    /// The hand, for grip; the other measures have none.
    package let side: Side?
    /// The value.
    package let value: Decimal
    /// Free words about it.
    package let note: String?

    /// A measurement.
    package init(on day: LocalDate, measure: OutcomeMeasure, side: Side?, value: Decimal, note: String? = nil) {
        on = day
        self.measure = measure
        self.side = side
        self.value = value
        self.note = note
    }

    /// The JSON form. Grip has a side and the other measures have none; the value lies on the measure's scale.
    package static let codec: Codec<OutcomeMeasurement> = .object(
        "OutcomeMeasurement",
        OutcomeMeasurement.init(on:measure:side:value:note:),
        .required("on", \.on, .date),
        .required("measure", \.measure, .code),
        .nullable("side", \.side, .code),
        .required("value", \.value, .decimal(0...1_000)),
        .optional("note", \.note, .note())
    ).checked { outcome, reading in
        let measure = outcome.measure
        if measure.isPerSide, outcome.side == nil {
            reading.report(.missing, at: "/side", en: "Grip needs a side.", nl: "Knijpkracht heeft een zijde nodig.")
        }
        if !measure.isPerSide, outcome.side != nil {
            reading.report(
                .contradiction,
                at: "/side",
                en: "This measure has no side.",
                nl: "Deze maat heeft geen zijde."
            )
        }
        if outcome.value > Decimal(measure.bounds.upperBound) {
            reading.report(
                .outOfRange,
                at: "/value",
                en: "This measure runs from 0 to \(measure.bounds.upperBound).",
                nl: "Deze maat loopt van 0 tot en met \(measure.bounds.upperBound)."
            )
        }
    }
}
