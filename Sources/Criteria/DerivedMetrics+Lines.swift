// The derived metrics of a study as lines that a person reads: what was computed, of which nerve, and what it suggests.
package import Domain
package import FoundationEssentials

extension DerivedMetrics {
    /// What was computed.
    package enum Measure: String, Code {
        case fSideDifference
        case suralRadialRatio
        case terminalLatencyIndex

        package var label: Localized {
            switch self {
            case .fSideDifference:
                Localized(en: "minimal F latency, side difference", nl: "minimale F-latentie, zijverschil")
            case .suralRadialRatio:
                Localized(en: "sural over radial amplitude", nl: "amplitude suralis gedeeld door radialis")
            case .terminalLatencyIndex: Localized(en: "terminal latency index", nl: "terminale latentie-index")
            }
        }

        /// The unit; nil for a plain ratio.
        package var unit: String? { self == .fSideDifference ? "ms" : nil }
    }

    /// What a value suggests, by the bounds of the clinical reference (section 6b, secondary).
    package enum Meaning: String, Code {
        case noteworthyDifference
        case smallDifference
        case lengthDependentLoss
        case noLengthDependentLoss
        case antiMag
        case usualIndex
        case shortIndex

        package var label: Localized {
            switch self {
            case .noteworthyDifference: Localized(en: "noteworthy: more than 2 ms", nl: "opvallend: meer dan 2 ms")
            case .smallDifference: Localized(en: "not noteworthy: 2 ms or less", nl: "niet opvallend: 2 ms of minder")
            case .lengthDependentLoss:
                Localized(
                    en: "below 0.4: suggests length-dependent axon loss",
                    nl: "onder 0,4: past bij lengteafhankelijk axonverlies"
                )
            case .noLengthDependentLoss:
                Localized(
                    en: "0.4 or more: does not suggest length-dependent axon loss",
                    nl: "0,4 of meer: wijst niet op lengteafhankelijk axonverlies"
                )
            case .antiMag:
                Localized(
                    en: "0.25 or less: suggests anti-MAG neuropathy",
                    nl: "0,25 of minder: past bij anti-MAG-neuropathie"
                )
            case .usualIndex: Localized(en: "0.34 or more: usual", nl: "0,34 of meer: gebruikelijk")
            case .shortIndex:
                Localized(
                    en: "between 0.25 and 0.34: lower than usual",
                    nl: "tussen 0,25 en 0,34: lager dan gebruikelijk"
                )
            }
        }

        /// Whether a reader should look twice.
        package var isNoteworthy: Bool {
            switch self {
            case .noteworthyDifference, .lengthDependentLoss, .antiMag: true
            case .smallDifference, .noLengthDependentLoss, .usualIndex, .shortIndex: false
            }
        }
    }

    /// One metric.
    package struct Line: Sendable, Hashable {
        /// What was computed.
        package let measure: Measure
        /// The nerve; nil where the measure names its nerves.
        package let nerve: Nerve?
        /// The side; nil for a difference of both.
        package let side: Side?
        /// The muscle, where it was written down.
        package let muscle: RecordingMuscle?
        /// The value: a ratio rounded to two decimals, or to more where that would belie its meaning; a difference exactly.
        package let value: Decimal
        /// What it suggests, by the value before rounding.
        package let meaning: Meaning
    }

    /// How far the bounds were checked.
    package static let status = CheckStatus.secondary

    /// The metrics that could be computed, in a fixed order; nothing is said of what could not.
    package var lines: [Line] {
        let differences = fSideDifferences.map {
            Line(
                measure: .fSideDifference,
                nerve: $0.nerve,
                side: nil,
                muscle: $0.muscle,
                value: $0.differenceMs,
                meaning: $0.isNoteworthy ? .noteworthyDifference : .smallDifference
            )
        }
        let ratios = suralRadialRatios.compactMap { ratio in
            ratio.ratioForDisplay.map {
                Line(
                    measure: .suralRadialRatio,
                    nerve: nil,
                    side: ratio.side,
                    muscle: nil,
                    value: $0,
                    meaning: ratio.suggestsLengthDependentLoss ? .lengthDependentLoss : .noLengthDependentLoss
                )
            }
        }
        let indices = terminalLatencyIndices.compactMap { index in
            index.indexForDisplay.map {
                Line(
                    measure: .terminalLatencyIndex,
                    nerve: index.nerveSide.nerve,
                    side: index.nerveSide.side,
                    muscle: index.muscle,
                    value: $0,
                    meaning: index.suggestsAntiMag ? .antiMag : index.isUsual ? .usualIndex : .shortIndex
                )
            }
        }
        return differences + ratios + indices
    }
}
