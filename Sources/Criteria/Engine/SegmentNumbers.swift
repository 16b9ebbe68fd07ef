// The numbers of one segment as rules compare them, worked out once for all sets.
import Domain
import FoundationEssentials

/// The values of a stimulation site as whole digits.
struct SiteNumbers: Sendable {
    let site: StimulationSite
    let isAbsent: Bool
    let latency: ExactNumber?
    let amplitude: ExactNumber?
    let area: ExactNumber?
    let duration: ExactNumber?
    let distance: ExactNumber?

    init(_ recorded: MotorSite) {
        site = recorded.site
        isAbsent = recorded.isAbsent
        latency = recorded.latencyMs.flatMap(ExactNumber.init(_:))
        amplitude = recorded.amplitudeMv.flatMap(ExactNumber.init(_:))
        area = recorded.areaMvMs.flatMap(ExactNumber.init(_:))
        duration = recorded.durationMs.flatMap(ExactNumber.init(_:))
        distance = recorded.distanceMm.flatMap(ExactNumber.init(_:))
    }
}

/// Two neighbouring sites with what they come to.
///
/// Source: case format sections 5 and 6, clinical reference section 0. An absent proximal response is a loss of 100 % that
/// counts as compact and has no velocity; an absent distal response is an amplitude of nothing.
final class SegmentNumbers: Sendable {
    let nerve: Nerve
    let distal: SiteNumbers
    let proximal: SiteNumbers
    let isEntrapment: Bool
    let isLong: Bool
    /// What the study itself says about the segment being long.
    let statedLong: Bool?
    /// The lower limit of the amplitude.
    let amplitudeLimit: ExactNumber?
    /// The lower limit of the velocity.
    let velocityLimit: ExactNumber?
    let areaReduction: Measure
    let amplitudeReduction: Measure
    let durationIncrease: Measure
    /// Metres per second.
    let velocity: ExactRatio?

    init(
        _ segment: ConductionSegment,
        _ distal: SiteNumbers,
        _ proximal: SiteNumbers,
        amplitudeLimit: ExactNumber?,
        velocityLimit: ExactNumber?
    ) {
        nerve = segment.nerve
        self.distal = distal
        self.proximal = proximal
        isEntrapment = segment.isEntrapment
        isLong = segment.isLong
        statedLong = segment.proximal.longSegment
        self.amplitudeLimit = amplitudeLimit
        self.velocityLimit = velocityLimit
        areaReduction = Self.reduction(distal, proximal, distal.area, proximal.area)
        amplitudeReduction = Self.reduction(distal, proximal, distal.amplitude, proximal.amplitude)
        durationIncrease = Self.increase(distal, proximal)
        if let distance = proximal.distance, let from = distal.latency, let to = proximal.latency {
            velocity = ExactRatio(distance, overRiseFrom: from, to: to)
        } else {
            velocity = nil
        }
    }

    /// Whether the proximal response is absent where the distal one is not.
    var isCompleteLoss: Bool { proximal.isAbsent && !distal.isAbsent }

    /// Whether it is long; these pairs count too, unless the study says otherwise.
    func isLong(including pairs: [SitePair]) -> Bool {
        isLong
            || (statedLong == nil && pairs.contains { $0.distal == distal.site && $0.proximal == proximal.site })
    }

    /// A number of the segment.
    func measure(_ quantity: SegmentQuantity) -> Measure {
        switch quantity {
        case .areaReductionPercent: areaReduction
        case .amplitudeReductionPercent: amplitudeReduction
        case .durationIncreasePercent: durationIncrease
        case .distalAmplitudeMv:
            distal.isAbsent ? .standing(.below) : distal.amplitude.map { .number($0) } ?? .missing
        case .distalAmplitudePercentOfLimit:
            distal.isAbsent ? .standing(.below) : .percent(of: distal.amplitude, limit: amplitudeLimit)
        case .velocityPercentOfLimit: velocityOfLimit
        case .distanceMm: proximal.distance.map { .number($0) } ?? .missing
        }
    }

    private var velocityOfLimit: Measure {
        if distal.isAbsent || proximal.isAbsent { return .none }
        guard let limit = velocityLimit, let distance = proximal.distance, let from = distal.latency,
            let to = proximal.latency
        else { return .missing }
        // distance / ((to − from) · limit): one fraction, so that nothing is divided on the way.
        guard let scaledDistance = ExactRatio(distance, overRiseFrom: from, to: to) else { return .undefined }
        return Measure(scaledDistance.over(limit))
    }

    private static func reduction(
        _ distal: SiteNumbers,
        _ proximal: SiteNumbers,
        _ before: ExactNumber?,
        _ after: ExactNumber?
    ) -> Measure {
        if distal.isAbsent { return .undefined }
        if proximal.isAbsent { return .ratio(.one) }
        guard let before, let after else { return .missing }
        return Measure(ExactRatio(lossFrom: before, to: after))
    }

    private static func increase(_ distal: SiteNumbers, _ proximal: SiteNumbers) -> Measure {
        if distal.isAbsent { return .undefined }
        if proximal.isAbsent { return .ratio(.zero) }
        guard let before = distal.duration, let after = proximal.duration else { return .missing }
        return Measure(ExactRatio(lossFrom: before, to: after)?.negated)
    }
}
