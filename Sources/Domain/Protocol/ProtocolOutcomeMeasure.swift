// The scales on which a protocol measures the effect of treatment, and what counts as a change on each.
package import FoundationEssentials

/// In which direction a scale improves.
package enum BetterDirection: String, Code {
    case higher
    case lower

    package var label: Localized {
        switch self {
        case .higher: Localized(en: "higher is better", nl: "hoger is beter")
        case .lower: Localized(en: "lower is better", nl: "lager is beter")
        }
    }
}

/// The smallest change that matters to a patient.
package struct MinimalImportantChange: Sendable, Hashable {
    /// How the change is counted.
    package enum Size: Sendable, Hashable {
        /// So many units of the scale.
        case absolute(Decimal)
        /// So many percent of the earlier value.
        case percentOfBaseline(Decimal)
    }

    /// The change itself.
    package let size: Size
    /// The range found in publications, as they print it.
    package let quoted: String?

    /// A change with the range quoted for it.
    package init(size: Size, quoted: String?) {
        self.size = size
        self.quoted = quoted
    }
}

/// One scale.
package struct ProtocolOutcomeMeasure: Sendable, Hashable {
    /// Which scale it is.
    package let code: OutcomeMeasure
    /// What a person reads.
    package let names: ProtocolName
    /// Range and way of measuring, in words.
    package let scale: Localized
    /// The unit as it is printed beside values.
    package let unit: String
    /// Whether every hand has a value of its own.
    package let isPerSide: Bool
    /// The values that are possible.
    package let range: NumberRange?
    /// The direction in which the scale improves.
    package let better: BetterDirection
    /// The change that counts; nil where none is established.
    package let minimalImportantChange: MinimalImportantChange?
    /// Whether the measure is used to judge wearing-off and response; otherwise it is only shown.
    package let countsForResponse: Bool
    /// The id of the source.
    package let source: String
    /// How far it was checked.
    package let status: CheckStatus

    /// A scale.
    package init(
        code: OutcomeMeasure,
        names: ProtocolName,
        scale: Localized,
        unit: String,
        isPerSide: Bool,
        range: NumberRange?,
        better: BetterDirection,
        minimalImportantChange: MinimalImportantChange?,
        countsForResponse: Bool,
        source: String,
        status: CheckStatus
    ) {
        self.code = code
        self.names = names
        self.scale = scale
        self.unit = unit
        self.isPerSide = isPerSide
        self.range = range
        self.better = better
        self.minimalImportantChange = minimalImportantChange
        self.countsForResponse = countsForResponse
        self.source = source
        self.status = status
    }
}

extension ProtocolOutcomeMeasure {
    /// What a new value says beside an earlier one.
    package enum Change: Sendable, Hashable {
        case improved
        case worsened
        /// Less than the minimal important change either way.
        case unchanged
    }

    /// The change between two values of the same patient and side; nil where no minimal change is established.
    ///
    /// Exact: a change of precisely the minimal important change counts. Percentages are compared by multiplication.
    package func change(from earlier: Decimal, to later: Decimal) -> Change? {
        guard let minimalImportantChange else { return nil }
        let gain = better == .higher ? later - earlier : earlier - later
        let size: Decimal
        let needed: Decimal
        switch minimalImportantChange.size {
        case .absolute(let change):
            (size, needed) = (gain, change)
        case .percentOfBaseline(let percent):
            (size, needed) = (gain * 100, earlier * percent)
        }
        // A percentage of nothing is nothing: from 0, any change would count, which says nothing.
        guard needed > 0 else { return nil }
        if size >= needed { return .improved }
        if -size >= needed { return .worsened }
        return .unchanged
    }
}
