// The second reading of limits: the laboratory's own, else those of the named set, else unknown; and of sensory studies.
import Domain
import FoundationEssentials

/// A decimal as it is written.
func naiveDecimal(_ text: String) -> Decimal { Decimal(string: text)! }

extension NaiveMotor {
    private var usesBuschbacher: Bool { study.normalLimits == "buschbacher-2016" }

    /// Two nerves have a latency for stimulation at Erb's point.
    private var isFromErb: Bool { distalSite?.site == .erb }

    /// Upper latency, lower amplitude and upper F latency of the named set, by nerve and muscle.
    private var named: (latency: String?, amplitude: String?, fWave: String?)? {
        guard usesBuschbacher else { return nil }
        switch (entry.nerve, entry.muscle?.text) {
        case (.median, "APB"): return ("4.5", "4.1", "31.6")
        case (.ulnar, "ADM"): return ("3.7", "7.9", "31.5")
        case (.ulnar, "FDI"): return ("4.0", "9.2", nil)
        case (.radial, "EDC"): return ("3.5", "4.3", nil)
        case (.musculocutaneous, "biceps"): return (isFromErb ? "5.6" : nil, "4.0", nil)
        case (.axillary, "deltoid"): return (isFromErb ? "5.4" : nil, "4.6", nil)
        case (.peroneal, "EDB"): return ("6.5", "1.3", "61.2")
        case (.peroneal, "TA"): return ("4.9", "1.7", nil)
        case (.tibial, "AH"): return ("6.1", "4.4", "61.4")
        default: return nil
        }
    }

    var amplitudeLowerMv: Decimal? { entry.limits?.amplitudeLowerMv ?? named?.amplitude.map { naiveDecimal($0) } }
    var latencyUpperMs: Decimal? { entry.limits?.latencyUpperMs ?? named?.latency.map { naiveDecimal($0) } }
    var fWaveUpperMs: Decimal? { entry.limits?.fWaveUpperMs ?? named?.fWave.map { naiveDecimal($0) } }

    /// The lower limit of the velocity between two sites.
    func velocityLowerMps(_ segment: NaiveSegment) -> Decimal? {
        if let own = entry.limits?.velocityLowerMps { return own }
        guard usesBuschbacher else { return nil }
        switch (entry.nerve, entry.muscle?.text) {
        case (.median, "APB"): return 49
        case (.ulnar, "ADM"):
            if segment.crossesUlnarElbow { return 43 }
            return [.palm, .wrist, .forearm].contains(segment.distal.site) ? 52 : 50
        case (.radial, "EDC"): return 54
        case (.peroneal, "EDB"): return segment.crossesFibularHead ? 42 : 38
        case (.peroneal, "TA"): return 43
        case (.tibial, "AH"): return 39
        default: return nil
        }
    }
}

extension NaiveSensory {
    /// Upper peak latency and lower amplitude of the named set.
    private var named: (latency: String, amplitude: String)? {
        guard study.normalLimits == "buschbacher-2016" else { return nil }
        switch entry.nerve {
        case .median: return names("digit2", or: "digit3") ? ("4.0", "10") : nil
        case .ulnar: return names("digit5", or: "digit5") ? ("4.0", "6") : nil
        case .radial: return ("2.8", "7")
        case .lateralAntebrachial: return ("2.5", "5")
        case .medialAntebrachial: return ("2.6", "4")
        case .sural: return ("4.5", "4")
        default: return nil
        }
    }

    /// Whether the stretch studied is the one that has limits, or is not stated.
    private func names(_ one: String, or other: String) -> Bool {
        guard let segment = entry.segment else { return true }
        return segment.contains(one) || segment.contains(other)
    }

    var amplitudeLowerUv: Decimal? { entry.limits?.amplitudeLowerUv ?? named.map { naiveDecimal($0.amplitude) } }
    var latencyUpperMs: Decimal? { entry.limits?.latencyUpperMs ?? named.map { naiveDecimal($0.latency) } }
    var velocityLowerMps: Decimal? { entry.limits?.velocityLowerMps }

    /// Normal (met), abnormal or absent (not met), or unknown: as stated, else derived from the limits.
    var isNormal: Verdict {
        switch entry.statedResponse {
        case .normal: return .met
        case .abnormal, .absent: return .notMet
        case .notStated, nil: break
        }
        let amplitude = passes(entry.amplitudeUv, lower: amplitudeLowerUv)
        let velocity = passes(entry.velocityMps, lower: velocityLowerMps)
        let latency = passes(latencyUpperMs, lower: entry.latencyMs)
        if [amplitude, velocity, latency].contains(false) { return .notMet }
        return amplitude == true ? .met : .unknown
    }

    /// Whether a value is not below another; nil where one of them is not known.
    private func passes(_ value: Decimal?, lower: Decimal?) -> Bool? {
        guard let value, let lower else { return nil }
        return value >= lower
    }
}

extension NaiveCase {
    /// Whether every one of some sensory studies is normal: one that is not decides, and there must be one.
    func areNormal(_ studies: [NaiveSensory]) -> Verdict {
        let readings = studies.map(\.isNormal)
        if readings.contains(.notMet) { return .notMet }
        if readings.isEmpty || readings.contains(.unknown) { return .unknown }
        return .met
    }

    /// Whether the sensory conduction as a whole is normal.
    var isSensoryConductionNormal: Verdict { areNormal(sensory) }

    /// E3: the sensory conduction of the nerve and side, or of its substitutes.
    func sensoryOf(_ nerve: NerveSide) -> Verdict {
        let names: [Nerve] =
            switch nerve.nerve {
            case .musculocutaneous: [.lateralAntebrachial]
            case .axillary:
                [.axillary, .median, .ulnar, .radial, .musculocutaneous, .lateralAntebrachial, .medialAntebrachial]
            case .peroneal: [.superficialPeroneal, .sural]
            default: [nerve.nerve]
            }
        return areNormal(sensory.filter { $0.entry.side == nerve.side && names.contains($0.entry.nerve) })
    }
}
