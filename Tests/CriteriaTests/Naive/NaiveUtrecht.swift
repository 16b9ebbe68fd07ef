// The second reading of utrecht-2000-mmn: section 3 of the clinical reference.
import Domain
import FoundationEssentials

extension NaiveSegment {
    private var isUtrechtArmNerve: Bool { [.median, .ulnar, .radial, .musculocutaneous, .axillary].contains(nerve) }

    /// Long, with two segments of the peroneal nerve added unless the file says otherwise.
    private var isUtrechtLong: Verdict {
        let added: [StimulationSite] = [.belowFibularHead, .fibularHead]
        if proximal.longSegment == nil, distal.site == .ankle, added.contains(proximal.site) { return .met }
        return isLong
    }

    /// Over 25 mm or less; a long segment without its length is longer.
    private var isShort: Verdict {
        if let distance = proximal.distanceMm { return naive(distance <= 25) }
        return isUtrechtLong == .met ? .notMet : .unknown
    }

    private var fallsCompactly: Verdict {
        naiveAll([amplitudeFalls(atLeast: 30), durationRises(atMost: 30)])
    }

    /// What one segment says for G1.
    var utrechtDefinite: Verdict {
        naiveAll([
            naive(isUtrechtArmNerve || nerve == .peroneal),
            isFree,
            distalAmplitude { $0 > 1 },
            naiveAny([
                naiveAll([areaFalls(atLeast: 50), isUtrechtLong]),
                naiveAll([fallsCompactly, isShort]),
            ]),
        ])
    }

    /// What one segment says for G2.
    var utrechtProbable: Verdict {
        let arm = naiveAll([
            naive(isUtrechtArmNerve), isUtrechtLong, isFree, distalAmplitude { $0 > 1 }, fallsCompactly,
        ])
        return naiveAny([utrechtDefinite, arm])
    }

    var utrechtBlock: BlockAnswer { naiveBlock(definite: utrechtDefinite, probable: utrechtProbable) }
}

extension NaiveMotor {
    /// The first site other than the palm: the *distal* values of an entry are its.
    var distalSite: MotorSite? { entry.sites.first { $0.site != .palm } }

    /// Whether the distal amplitude meets a condition; an absent response does not.
    func distalAmplitude(_ isEnough: (Decimal) -> Bool) -> Verdict {
        if distalSite?.response == .absent { return .notMet }
        guard let amplitude = distalSite?.amplitudeMv else { return .unknown }
        return naive(isEnough(amplitude))
    }

    /// Whether a distal latency or duration counts: in four nerves only at the wrist or ankle.
    var distalTimeCounts: Bool {
        guard [.median, .ulnar, .peroneal, .tibial].contains(entry.nerve) else { return true }
        return distalSite?.site == .wrist || distalSite?.site == .ankle
    }

    /// Whether the distal latency is a part of its limit by some comparison.
    func distalLatency(_ isSlow: (_ hundredfold: Decimal, _ limit: Decimal) -> Bool) -> Verdict {
        if distalSite?.response == .absent { return .notMet }
        guard distalTimeCounts, let latency = distalSite?.latencyMs, let limit = latencyUpperMs else { return .unknown }
        return naive(isSlow(latency * 100, limit))
    }

    /// Whether the minimal F latency is a part of its limit by some comparison; an absent F-wave has none.
    func minimalFLatency(_ isSlow: (_ hundredfold: Decimal, _ limit: Decimal) -> Bool) -> Verdict {
        if entry.fWave?.absent == true { return .notMet }
        guard let latency = entry.fWave?.minimalLatencyMs, let limit = fWaveUpperMs else { return .unknown }
        return naive(isSlow(latency * 100, limit))
    }

    /// Whether the F-wave is absent: false where a latency stands beside it.
    var isFWaveAbsent: Verdict {
        if let stated = entry.fWave?.absent { return naive(stated) }
        return entry.fWave?.minimalLatencyMs == nil ? .unknown : .notMet
    }

    /// Whether some free segment is slow by some comparison.
    func someFreeVelocity(_ isSlow: (Decimal, Decimal) -> Bool) -> Verdict {
        naiveAny(segments.map { naiveAll([$0.isFree, $0.velocity(isSlow)]) })
    }

    /// What one entry says for G3.
    fileprivate var utrechtSlowing: Verdict {
        let hasFWave = [.median, .ulnar, .peroneal, .tibial].contains(entry.nerve)
        return naiveAll([
            distalAmplitude { $0 >= naiveDecimal("0.5") },
            naiveAny([
                someFreeVelocity { $0 < $1 * 75 },
                entry.nerve == .median ? .notMet : distalLatency { $0 > $1 * 130 },
                hasFWave ? minimalFLatency { $0 > $1 * 130 } : .notMet,
                hasFWave ? isFWaveAbsent : .notMet,
            ]),
        ])
    }
}

extension NaiveCase {
    /// The findings of a list from the earliest to the latest, undated first.
    func byDate<T>(_ list: [T], _ date: (T) -> PartialDate?) -> [T] {
        list.enumerated()
            .sorted { naiveIsEarlier(date($0.element), $0.offset, date($1.element), $1.offset) }
            .map(\.element)
    }

    /// The latest band of a laboratory code; nil where it is not recorded, and nil within where it has no band.
    private func latestBand(_ code: String) -> LaboratoryBand?? {
        byDate(file.laboratory.filter { $0.code == code }) { $0.origin.performedOn }.last.map(\.band)
    }

    /// V3: fewer than 7 of 8 regions weak.
    private var v3: Verdict {
        let regions = NaiveGroup.allCases.flatMap { [isWeak($0, .left), isWeak($0, .right)] }
        return naiveNot(naiveCount(7, of: regions))
    }

    /// V10: no other neuropathy, by the sign or by the whole of the minimum panel.
    private var v10: Verdict {
        let sign = isAbsent(.otherNeuropathy)
        if sign != .unknown { return sign }
        for item in [["glucose", "hba1c"], ["tsh"], ["creatinine", "egfr"], ["alt"], ["b12"]] {
            let recorded = item.compactMap(latestBand)
            if recorded.isEmpty || recorded.contains(where: { $0 != .normal }) { return .unknown }
        }
        return .met
    }

    /// V11: no myopathy, by the sign, else by needle and creatine kinase.
    private var v11: Verdict {
        let sign = isAbsent(.myopathy)
        if sign != .unknown { return sign }
        let muscles = file.needleExaminations.flatMap(\.muscles).map { muscle in
            naiveAll([
                muscle.unitDuration.map { naive($0 == .decreased) } ?? .unknown,
                muscle.recruitment.map { naive($0 == .early) } ?? .unknown,
            ])
        }
        if muscles.contains(.met) { return .notMet }
        if latestBand("ck") == .some(.normal) { return .met }
        return !muscles.isEmpty && !muscles.contains(.unknown) ? .met : .unknown
    }

    /// L1: the latest protein below 1 g/L.
    private var l1: Verdict {
        let measured = file.cerebrospinalFluids.filter { $0.proteinGramPerLitre != nil }
        let last = byDate(measured) { $0.sampledOn ?? $0.origin.performedOn }.last
        guard let protein = last?.proteinGramPerLitre else { return .unknown }
        return naive(protein < 1)
    }

    /// The answer of the set.
    func utrecht() -> NaiveAnswer {
        let clauses: [String: Verdict] = [
            "V1": isProgressive,
            "V2": isAsymmetric,
            "V3": v3,
            "V4": isPresent(.reflexesReducedInAffectedLimb),
            "V5": predominance.map { naive($0 == .arm) } ?? .unknown,
            "V6": isOnsetFrom20To65,
            "V7": isAbsent(.objectiveSensoryLoss),
            "V8": isAbsent(.bulbarMarked),
            "V9": isAbsent(.upperMotorNeuron),
            "V10": v10,
            "V11": v11,
            "L1": l1,
            "L2": isAntiGM1Raised,
            "L3": isPlexusAbnormal,
            "G3": naiveAtLeast(1, among: motor.map(\.utrechtSlowing)),
            "G4": isSensoryConductionNormal,
            "G1E3": nerves(atLeast: 1) { nerve in
                naiveAll([someSegment(of: nerve) { $0.utrechtDefinite }, sensoryOf(nerve)])
            },
            "G2E3": nerves(atLeast: 1) { nerve in
                naiveAll([someSegment(of: nerve) { $0.utrechtProbable }, sensoryOf(nerve)])
            },
        ]
        func all(_ ids: String) -> Verdict { naiveAll(ids.split(separator: " ").map { clauses[String($0)]! }) }
        let definite = all("V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 L1 G1E3 G4")
        let probable = all("V1 V2 V3 V6 V7 V8 V9 V10 V11 L1 G2E3 G4")
        let possible = naiveAll([all("V1 V7 V8 V9 V10 V11 G4"), naiveAny([all("L2"), all("L3"), all("G3")])])
        return NaiveAnswer(
            [(.definite, definite), (.probable, probable), (.possible, possible)],
            clauses: clauses,
            blocks: segments.map(\.utrechtBlock)
        )
    }
}
