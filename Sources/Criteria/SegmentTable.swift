// The segments of a motor study as numbers: how much response is lost between two neighbouring sites, and how fast.
package import Domain
package import FoundationEssentials

/// What the numbers of one segment say; no verdict, which is for the criteria sets.
///
/// Source: case format sections 3 and 5, clinical reference section 0 (velocity) and 6b. A value that is missing or cannot
/// be, or a distal value of zero, leaves a measure out; it never becomes a zero.
package struct SegmentMeasures: Sendable, Hashable {
    /// The two sites with their nerve.
    package let segment: ConductionSegment
    /// (distal − proximal) / distal of the area.
    package let areaReduction: ExactRatio?
    /// (distal − proximal) / distal of the amplitude.
    package let amplitudeReduction: ExactRatio?
    /// (proximal − distal) / distal of the duration.
    package let durationIncrease: ExactRatio?
    /// Distance over the difference of the latencies, in metres per second.
    package let velocityMps: ExactRatio?

    /// Measures a segment.
    package init(_ segment: ConductionSegment) {
        let segment = segment.withPossibleValues
        self.segment = segment
        let (distal, proximal) = (segment.distal, segment.proximal)
        areaReduction = Self.reduction(distal, proximal, of: \.areaMvMs)
        amplitudeReduction = Self.reduction(distal, proximal, of: \.amplitudeMv)
        durationIncrease = Self.increase(distal, proximal)
        velocityMps = Self.velocity(distal, proximal)
    }

    /// Whether the proximal response is absent where the distal one is not: a loss of 100 %, whatever was recorded.
    package var isCompleteLoss: Bool { segment.proximal.isAbsent && !segment.distal.isAbsent }

    /// The area reduction in percent with one decimal, for showing.
    package var areaReductionPercent: Decimal? { areaReduction?.percentForDisplay }
    /// The amplitude reduction in percent with one decimal, for showing.
    package var amplitudeReductionPercent: Decimal? { amplitudeReduction?.percentForDisplay }
    /// The duration increase in percent with one decimal, for showing.
    package var durationIncreasePercent: Decimal? { durationIncrease?.percentForDisplay }
    /// The velocity in metres per second with one decimal, for showing.
    package var velocityForDisplayMps: Decimal? { velocityMps?.valueForDisplay }

    /// Whether the velocity is below a limit, exactly; nil where one of them cannot be told.
    package func isSlow(below limit: Decimal) -> Bool? {
        guard let velocityMps, let number = ExactNumber(limit) else { return nil }
        return velocityMps.compared(times: 1, to: number) == .below
    }

    /// The velocity beside its limit, for showing: with more than one decimal where it would otherwise seem to lie at a limit
    /// that it does not reach.
    package func velocityForDisplayMps(beside limit: Decimal) -> Decimal? {
        guard ExactNumber(limit) != nil else { return velocityForDisplayMps }
        return velocityMps?.shown(places: 1, beside: [limit])
    }

    private static func reduction(
        _ distal: MotorSite,
        _ proximal: MotorSite,
        of value: KeyPath<MotorSite, Decimal?>
    ) -> ExactRatio? {
        guard !distal.isAbsent else { return nil }
        if proximal.isAbsent { return .one }
        guard let before = distal[keyPath: value].flatMap(ExactNumber.init(_:)),
            let after = proximal[keyPath: value].flatMap(ExactNumber.init(_:))
        else { return nil }
        return ExactRatio(lossFrom: before, to: after)
    }

    private static func increase(_ distal: MotorSite, _ proximal: MotorSite) -> ExactRatio? {
        guard let before = distal.durationMs.flatMap(ExactNumber.init(_:)),
            let after = proximal.durationMs.flatMap(ExactNumber.init(_:))
        else { return nil }
        return ExactRatio(lossFrom: before, to: after)?.negated
    }

    private static func velocity(_ distal: MotorSite, _ proximal: MotorSite) -> ExactRatio? {
        guard let distance = proximal.distanceMm.flatMap(ExactNumber.init(_:)),
            let from = distal.latencyMs.flatMap(ExactNumber.init(_:)),
            let to = proximal.latencyMs.flatMap(ExactNumber.init(_:))
        else { return nil }
        return ExactRatio(distance, overRiseFrom: from, to: to)
    }
}

/// All segments of a nerve conduction study, in the order of its entries and sites.
package struct SegmentTable: Sendable, Hashable {
    /// One segment and where it stands in the study.
    package struct Row: Sendable, Hashable {
        /// The place of the entry in the study's `motor` list.
        package let motorIndex: Int
        /// The place of the proximal site in the entry's `sites` list.
        package let proximalIndex: Int
        /// The numbers.
        package let measures: SegmentMeasures

        /// The JSON pointer of the entry, seen from the study.
        package var pointer: String { "/motor/\(motorIndex)" }
    }

    /// The rows.
    package let rows: [Row]

    /// The segments of a study.
    package init(_ study: NerveConductionStudy) {
        rows = study.motor.enumerated().flatMap { motorIndex, entry in
            entry.segments.enumerated().map { index, segment in
                Row(motorIndex: motorIndex, proximalIndex: index + 1, measures: SegmentMeasures(segment))
            }
        }
    }

    /// The rows of one nerve of one side, all its entries together.
    package func rows(of nerve: Nerve, _ side: Side) -> [Row] {
        rows.filter { $0.measures.segment.nerve == nerve && $0.measures.segment.side == side }
    }
}
