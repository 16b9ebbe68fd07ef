// What a rule may ask of a segment: two neighbouring stimulation sites of a motor entry.
package import Domain

/// A number of a segment that rules compare.
package enum SegmentQuantity: String, Sendable, Hashable, CaseIterable {
    /// (distal − proximal) / distal of the area, in percent.
    case areaReductionPercent
    /// (distal − proximal) / distal of the amplitude, in percent.
    case amplitudeReductionPercent
    /// (proximal − distal) / distal of the duration, in percent.
    case durationIncreasePercent
    /// The amplitude at the distal site.
    case distalAmplitudeMv
    /// The amplitude at the distal site in percent of the lower limit.
    case distalAmplitudePercentOfLimit
    /// The velocity in percent of the lower limit.
    case velocityPercentOfLimit
    /// The length of the segment.
    case distanceMm
}

/// A pair of sites, distal first.
package struct SitePair: Sendable, Hashable {
    let distal: StimulationSite
    let proximal: StimulationSite
}

/// A question about a segment.
package enum SegmentLeaf: Sendable, Hashable {
    /// Whether it lies on one of these nerves.
    case nerve([Nerve])
    /// Whether it crosses a site of entrapment, or does not.
    case entrapment(Bool)
    /// Whether it is long; these pairs count as long too, unless the study says otherwise.
    case long(including: [SitePair])
    /// Whether its distal site is one of these.
    case distalSite([StimulationSite])
    /// Whether its proximal site is one of these.
    case proximalSite([StimulationSite])
    /// Whether its length was recorded, or was not.
    case distanceRecorded(Bool)
    /// Whether a response is absent at one of its sites.
    case absentResponse
    /// Whether a number satisfies a bound.
    case quantity(SegmentQuantity, Threshold)
}
