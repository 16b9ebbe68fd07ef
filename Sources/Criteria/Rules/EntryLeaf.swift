// What a rule may ask of a motor entry: one nerve, one recording muscle, its sites and its F-wave.
package import Domain

/// A number of a motor entry that rules compare. *Distal* is the first site other than the palm.
package enum EntryQuantity: String, Sendable, Hashable, CaseIterable {
    /// The distal amplitude.
    case distalAmplitudeMv
    /// The distal amplitude in percent of the lower limit.
    case distalAmplitudePercentOfLimit
    /// The distal latency in percent of the upper limit.
    case distalLatencyPercentOfLimit
    /// The shortest F latency in percent of the upper limit.
    case fLatencyPercentOfLimit
}

/// What a rule may ask of an F-wave.
package enum FWaveQuestion: String, Sendable, Hashable, CaseIterable {
    case absent
    case present
    case notRecorded
}

/// The distal durations above which a nerve counts, for one low-frequency filter.
package struct DurationCutOffs: Sendable, Hashable {
    /// The filter.
    package let filterHz: ExactNumber
    /// The cut-off of each nerve, in milliseconds.
    package let milliseconds: [Nerve: ExactNumber]
}

/// A question about a motor entry.
package enum EntryLeaf: Sendable, Hashable {
    /// Whether it is of one of these nerves.
    case nerve([Nerve])
    /// Whether some segment of it satisfies a rule.
    case someSegment(Rule<SegmentLeaf>)
    /// Whether the distal response is absent, or is not.
    case distalResponseAbsent(Bool)
    /// What the F-wave is.
    case fWave(FWaveQuestion)
    /// Whether the distal duration lies above the cut-off of its nerve and filter; lowest filter first.
    case distalDurationAbove([DurationCutOffs])
    /// Whether a number satisfies a bound.
    case quantity(EntryQuantity, Threshold)
}
