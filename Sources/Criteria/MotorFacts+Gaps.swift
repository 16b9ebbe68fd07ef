// What a motor entry lacks for block and slowing to be judged: read by the cautions, and by the completeness of a study,
// which asks for less.
import Domain

/// A limit of the laboratory that rules compare a motor entry with.
enum MotorLimit: CaseIterable {
    case amplitude
    case distalLatency
    case velocity
    case fLatency

    var label: Localized {
        switch self {
        case .amplitude: Localized(en: "amplitude", nl: "amplitude")
        case .distalLatency: Localized(en: "distal latency", nl: "distale latentie")
        case .velocity: Localized(en: "velocity", nl: "geleidingssnelheid")
        case .fLatency: Localized(en: "F latency", nl: "F-latentie")
        }
    }
}

extension MotorFacts {
    /// Whether some response has no area, or one that cannot be.
    var lacksArea: Bool { entry.sites.contains { !$0.isAbsent && $0.areaMvMs == nil } }

    /// Whether a limit that a rule needs is known neither from the study nor from the set that it names, which may lack the
    /// muscle.
    ///
    /// Clinical reference section 11 (checked) names the caution; which limits are meant is House (unchecked): that of the
    /// amplitude wherever a nerve whose amplitude is compared has sites, the others where the value itself was recorded and
    /// a rule about slowing of some set compares it: the distal latency where it counts (G3 reads it of every nerve but the
    /// median), the velocity of a free segment (G3, every nerve), the F latency of the four nerves that have it.
    func lacks(_ limit: MotorLimit) -> Bool {
        switch limit {
        case .amplitude: amplitudeLowerMv == nil && !entry.sites.isEmpty && entry.nerve.hasJudgedAmplitude
        case .distalLatency:
            latencyUpperMs == nil
                && entry.distalSite.map { $0.latencyMs != nil && entry.nerve.isJudgedDistally(at: $0.site) } ?? false
        case .velocity:
            entry.limits?.velocityLowerMps == nil
                && entry.segments.contains { segment in
                    !segment.isEntrapment && velocityLowerMps(of: segment) == nil
                        && SegmentMeasures(segment).velocityMps != nil
                }
        case .fLatency:
            fWaveUpperMs == nil && entry.fWave?.minimalLatencyMs != nil && entry.nerve.hasJudgedFWave
        }
    }

    /// Whether some limit that a rule needs is lacking.
    var lacksLimit: Bool { MotorLimit.allCases.contains(where: lacks) }
}

extension Nerve {
    /// Whether some set compares the amplitude of the nerve with its limit: for block, or for the EAN/PNS criteria.
    fileprivate var hasJudgedAmplitude: Bool {
        switch self {
        case .radial, .musculocutaneous, .axillary: true
        default: hasJudgedFWave
        }
    }

    /// Whether F-waves of the nerve count in some set: Mc and G3 read those of these four.
    fileprivate var hasJudgedFWave: Bool {
        switch self {
        case .median, .ulnar, .peroneal, .tibial: true
        default: false
        }
    }

    /// Whether a rule about slowing reads the distal latency at a site (clinical reference section 0): never of the median,
    /// for carpal tunnel. That M0 asks for the median's is about what is normal, not about slowing.
    fileprivate func isJudgedDistally(at site: StimulationSite) -> Bool {
        self != .median && (!hasJudgedFWave || site == .wrist || site == .ankle)
    }
}
