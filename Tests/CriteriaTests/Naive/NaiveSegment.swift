// The second reading of a segment: entrapment, long, reductions by cross-multiplication, velocity.
import Domain
import FoundationEssentials

/// Two neighbouring sites of a motor entry.
struct NaiveSegment: Sendable {
    /// The entry.
    let motor: NaiveMotor
    /// The site nearer to the muscle.
    let distal: MotorSite
    /// The site nearer to the trunk.
    let proximal: MotorSite

    var nerve: Nerve { motor.entry.nerve }

    /// From below the elbow or further distal to above it or further proximal.
    var crossesUlnarElbow: Bool {
        [.palm, .wrist, .forearm, .belowElbow].contains(distal.site)
            && [.aboveElbow, .upperArm, .spiralGroove, .axilla, .erb].contains(proximal.site)
    }

    /// From the fibular head or further distal to above it.
    var crossesFibularHead: Bool {
        [.ankle, .belowFibularHead, .fibularHead].contains(distal.site)
            && [.aboveFibularHead, .poplitealFossa].contains(proximal.site)
    }

    /// *free*: not an entrapment segment.
    var isFree: Verdict {
        if let stated = proximal.entrapmentSite { return naive(!stated) }
        switch nerve {
        case .median: return naive(distal.site != .palm)
        case .ulnar: return naive(distal.site != .palm && !crossesUlnarElbow)
        case .peroneal: return naive(!crossesFibularHead)
        default: return .met
        }
    }

    /// *long*: as stated, else by its sites.
    var isLong: Verdict {
        if let stated = proximal.longSegment { return naive(stated) }
        switch "\(distal.site.rawValue)–\(proximal.site.rawValue)" {
        case "wrist–elbow", "wrist–belowElbow", "wrist–axilla", "forearm–axilla", "elbow–axilla", "aboveElbow–axilla",
            "elbow–erb", "axilla–erb":
            return .met
        default: return .notMet
        }
    }

    /// Whether the distal amplitude of the segment meets a condition; an absent response does not.
    func distalAmplitude(_ isEnough: (Decimal) -> Bool) -> Verdict {
        if distal.response == .absent { return .notMet }
        guard let amplitude = distal.amplitudeMv else { return .unknown }
        return naive(isEnough(amplitude))
    }

    /// Whether the distal amplitude is a part, in percent, of its limit by some comparison.
    func distalAmplitudeOfLimit(_ isEnough: (_ hundredfold: Decimal, _ limit: Decimal) -> Bool) -> Verdict {
        if distal.response == .absent { return .notMet }
        guard let amplitude = distal.amplitudeMv, let limit = motor.amplitudeLowerMv else { return .unknown }
        return naive(isEnough(amplitude * 100, limit))
    }

    /// Whether a reduction meets a condition, given as hundredfold loss against the distal value.
    private func reduction(
        _ from: Decimal?,
        _ to: Decimal?,
        _ isEnough: (_ hundredfoldLoss: Decimal, _ distal: Decimal) -> Bool
    ) -> Verdict {
        if distal.response == .absent { return .notMet }
        if proximal.response == .absent { return naive(isEnough(100, 1)) }
        guard let from, let to, from > 0 else { return .unknown }
        return naive(isEnough((from - to) * 100, from))
    }

    /// Whether the area falls by so many percent or more.
    func areaFalls(atLeast percent: Int) -> Verdict {
        reduction(distal.areaMvMs, proximal.areaMvMs) { $0 >= $1 * Decimal(percent) }
    }

    /// Whether the area falls by more than so many percent.
    func areaFalls(moreThan percent: Int) -> Verdict {
        reduction(distal.areaMvMs, proximal.areaMvMs) { $0 > $1 * Decimal(percent) }
    }

    /// Whether the amplitude falls by so many percent or more.
    func amplitudeFalls(atLeast percent: Int) -> Verdict {
        reduction(distal.amplitudeMv, proximal.amplitudeMv) { $0 >= $1 * Decimal(percent) }
    }

    /// Whether the amplitude falls by more than so many percent.
    func amplitudeFalls(moreThan percent: Int) -> Verdict {
        reduction(distal.amplitudeMv, proximal.amplitudeMv) { $0 > $1 * Decimal(percent) }
    }

    /// Whether the duration rises by at most so many percent; an absent proximal response counts as compact.
    func durationRises(atMost percent: Int) -> Verdict {
        if distal.response == .absent { return .notMet }
        if proximal.response == .absent { return .met }
        guard let from = distal.durationMs, let to = proximal.durationMs else { return .unknown }
        return naive((to - from) * 100 <= from * Decimal(percent))
    }

    /// Whether the velocity is a part of its limit by some comparison: hundredfold distance against limit times time.
    func velocity(_ isSlow: (_ hundredfold: Decimal, _ limit: Decimal) -> Bool) -> Verdict {
        if distal.response == .absent || proximal.response == .absent { return .notMet }
        guard let distance = proximal.distanceMm, let from = distal.latencyMs, let to = proximal.latencyMs,
            to > from, let limit = motor.velocityLowerMps(self)
        else { return .unknown }
        return naive(isSlow(distance * 100, limit * (to - from)))
    }
}

/// The answer of a segment by what is said of definite and of at least probable block.
func naiveBlock(definite: Verdict, probable: Verdict) -> BlockAnswer {
    if definite == .met { return .definite }
    if probable == .met { return .probable }
    if definite == .unknown || probable == .unknown { return .notEvaluable }
    return .noBlock
}
