// The second reading of the motor clauses of ean-pns-2021-cidp: section 4b of the clinical reference.
import Domain
import FoundationEssentials

extension NaiveMotor {
    private var isDistalAbsent: Bool { distalSite?.response == .absent }

    /// Distal amplitude against its limit by some comparison.
    private func distalAmplitudeOfLimit(_ isEnough: (_ hundredfold: Decimal, _ limit: Decimal) -> Bool) -> Verdict {
        guard let limit = amplitudeLowerMv else { return isDistalAbsent ? .notMet : .unknown }
        return distalAmplitude { isEnough($0 * 100, limit) }
    }

    private var hasFifthOfLimit: Verdict { distalAmplitudeOfLimit { $0 >= $1 * 20 } }

    /// Ma: distal latency from 150 %, never the median.
    private var ma: Verdict {
        entry.nerve == .median ? .notMet : distalLatency { $0 >= $1 * 150 }
    }

    /// Mb: a free velocity of at most 70 %.
    private var mb: Verdict { someFreeVelocity { $0 <= $1 * 70 } }

    /// Mc: minimal F latency from 120 %, from 150 % when the distal amplitude is below 80 % of its limit.
    private var mc: Verdict {
        naiveAny([
            minimalFLatency { $0 >= $1 * 150 },
            naiveAll([minimalFLatency { $0 >= $1 * 120 }, distalAmplitudeOfLimit { $0 >= $1 * 80 }]),
        ])
    }

    /// Md: F-wave absent with a distal amplitude from 20 %.
    private var md: Verdict { naiveAll([isFWaveAbsent, hasFifthOfLimit]) }

    /// Me: amplitude falls by 30 % in a free segment, by 50 % in one that ends at Erb's point; not tibial.
    private var me: Verdict {
        if entry.nerve == .tibial { return .notMet }
        let falls = segments.map { segment in
            naiveAll([segment.isFree, segment.amplitudeFalls(atLeast: segment.proximal.site == .erb ? 50 : 30)])
        }
        return naiveAll([naiveAny(falls), hasFifthOfLimit])
    }

    /// Mf: duration rises by more than 30 % in a free segment, tibial by 100 % or more.
    private var mf: Verdict {
        naiveAny(segments.map { naiveAll([$0.isFree, rises($0)]) })
    }

    private func rises(_ segment: NaiveSegment) -> Verdict {
        if segment.distal.response == .absent || segment.proximal.response == .absent { return .notMet }
        guard let from = segment.distal.durationMs, let to = segment.proximal.durationMs else { return .unknown }
        return naive(entry.nerve == .tibial ? to >= from * 2 : (to - from) * 100 > from * 30)
    }

    /// Mg: distal duration above the value for the filter.
    private var mg: Verdict {
        guard distalTimeCounts, let duration = distalSite?.durationMs else { return .unknown }
        let cuts: [(hertz: Decimal, milliseconds: String)] =
            switch entry.nerve {
            case .median: [(2, "8.4"), (5, "8.0"), (10, "7.8"), (20, "7.4")]
            case .ulnar: [(2, "9.6"), (5, "8.6"), (10, "8.5"), (20, "7.8")]
            case .peroneal: [(2, "8.8"), (5, "8.5"), (10, "8.3"), (20, "8.1")]
            default: [(2, "9.2"), (5, "8.3"), (10, "8.2"), (20, "8.0")]
            }
        for cut in cuts where cut.hertz == study.lowFrequencyFilterHz {
            return naive(duration > naiveDecimal(cut.milliseconds))
        }
        if duration > naiveDecimal(cuts[0].milliseconds) { return .met }
        return duration <= naiveDecimal(cuts[3].milliseconds) ? .notMet : .unknown
    }

    /// A clause by its letter; an absent distal response fails every one.
    func cidpClause(_ letter: Character) -> Verdict {
        if isDistalAbsent { return .notMet }
        switch letter {
        case "a": return ma
        case "b": return mb
        case "c": return mc
        case "d": return md
        case "e": return me
        case "f": return mf
        default: return mg
        }
    }

    /// The values that M0 and Mx ask for, each inside (met) or outside (not met) its limit; the distal latency apart.
    /// An absent response is outside.
    private var valuesInside: [Verdict] {
        if entry.sites.contains(where: { $0.response == .absent }) { return [.notMet] }
        var inside = [distalAmplitudeOfLimit { $0 >= $1 * 100 }]
        for segment in segments where segment.isFree == .met { inside.append(segment.velocity { $0 >= $1 * 100 }) }
        return inside
    }

    private var isFWaveInside: Verdict {
        entry.fWave?.absent == true ? .notMet : minimalFLatency { $0 <= $1 * 100 }
    }

    private var isDistalLatencyInside: Verdict {
        isDistalAbsent ? .notMet : distalLatency { $0 <= $1 * 100 }
    }

    /// What an entry says for M0: all inside, and no clause met.
    var isWhollyNormal: Verdict {
        let wave = entry.fWave
        let isWaveRecorded = wave?.minimalLatencyMs != nil || wave?.absent != nil
        let letters = isWaveRecorded ? "abcdefg" : "abefg"
        var inside = valuesInside + [isDistalLatencyInside]
        if wave?.absent == true || wave?.minimalLatencyMs != nil { inside.append(isFWaveInside) }
        return naiveAll(inside + letters.map { naiveNot(cidpClause($0)) })
    }

    /// What an entry says for Mx: something outside, the median's distal latency aside; the F-wave where it is recorded.
    var isSomethingOutside: Verdict {
        var inside = valuesInside
        if entry.fWave?.absent != nil || entry.fWave?.minimalLatencyMs != nil { inside.append(isFWaveInside) }
        if entry.nerve != .median { inside.append(isDistalLatencyInside) }
        return naiveNot(naiveAll(inside))
    }
}

/// The motor clauses over some nerves: each nerve with its verdicts by letter.
struct NaiveDemyelination {
    private let nerves: [[Character: Verdict]]

    init(_ entries: [NaiveMotor]) {
        nerves = naiveDistinct(entries.map(\.nerveSide)).map { nerve in
            let own = entries.filter { $0.nerveSide == nerve }
            let verdicts = "abcdefg".map { letter in (letter, naiveAny(own.map { $0.cidpClause(letter) })) }
            return Dictionary(uniqueKeysWithValues: verdicts)
        }
    }

    private func has(_ nerve: Int, _ letters: String) -> Verdict {
        naiveAny(letters.map { nerves[nerve][$0, default: .unknown] })
    }

    private func atLeast(_ count: Int, _ letters: String) -> Verdict {
        naiveAtLeast(count, among: nerves.indices.map { has($0, letters) })
    }

    /// Some nerve with one thing, and a different one with another.
    private func pair(_ first: String, _ second: String) -> Verdict {
        var pairs: [Verdict] = []
        for one in nerves.indices {
            for other in nerves.indices where other != one {
                pairs.append(naiveAll([has(one, first), has(other, second)]))
            }
        }
        return naiveAny(pairs)
    }

    /// Two nerves with the first thing, and a third one with another.
    private func triple(_ first: String, _ third: String) -> Verdict {
        var triples: [Verdict] = []
        for one in nerves.indices {
            for two in nerves.indices where two != one {
                for three in nerves.indices where three != one && three != two {
                    triples.append(naiveAll([has(one, first), has(two, first), has(three, third)]))
                }
            }
        }
        return naiveAny(triples)
    }

    /// M2, strong.
    var strong: Verdict {
        if nerves.isEmpty { return .unknown }
        return naiveAny([
            atLeast(2, "a"), atLeast(2, "b"), atLeast(2, "c"), triple("d", "abcefg"), atLeast(2, "e"),
            pair("e", "abcfg"), atLeast(2, "f"), pair("g", "abcdefg"),
        ])
    }

    /// M1, weak.
    var weak: Verdict {
        if nerves.isEmpty { return .unknown }
        return naiveAny([strong, atLeast(1, "abcef")])
    }
}
