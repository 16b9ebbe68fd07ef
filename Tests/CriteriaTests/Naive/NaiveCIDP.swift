// The second reading of ean-pns-2021-cidp: sensory and supportive clauses, phenotypes and levels.
import Domain
import FoundationEssentials

extension NaiveCase {
    /// N1, N2: so many sensory nerves abnormal or absent.
    private func abnormal(_ count: Int, among studies: [NaiveSensory]) -> Verdict {
        let nerves = naiveDistinct(studies.map(\.nerveSide))
        return naiveAtLeast(
            count,
            among: nerves.map { nerve in
                naiveAny(studies.filter { $0.nerveSide == nerve }.map { naiveNot($0.isNormal) })
            }
        )
    }

    /// Whether one of some studies is abnormal or absent; unknown without any.
    private func isSomeAbnormal(_ studies: [NaiveSensory]) -> Verdict {
        naiveAtLeast(1, among: studies.map { naiveNot($0.isNormal) })
    }

    private func sensory(_ nerve: Nerve, _ side: Side? = nil) -> [NaiveSensory] {
        sensory.filter { $0.entry.nerve == nerve && (side == nil || $0.entry.side == side) }
    }

    /// N4: four names studied and every sensory study normal.
    private var n4: Verdict {
        let readings = sensory.map(\.isNormal)
        if readings.contains(.notMet) { return .notMet }
        let isComplete = [Nerve.median, .ulnar, .radial, .sural].allSatisfy { !sensory($0).isEmpty }
        return isComplete && !readings.contains(.unknown) ? .met : .unknown
    }

    /// Sensory demyelination in one study: slower than 80 %, or than 70 % where the amplitude is at most 80 %.
    private func isSlow(_ study: NaiveSensory) -> Verdict {
        let entry = study.entry
        if entry.response == .absent { return .notMet }
        guard let velocity = entry.velocityMps, let limit = study.velocityLowerMps else { return .unknown }
        if velocity * 100 >= limit * 80 { return .notMet }
        if velocity * 100 < limit * 70 { return .met }
        guard let amplitude = entry.amplitudeUv, let lower = study.amplitudeLowerUv else { return .unknown }
        return naive(amplitude * 100 > lower * 80)
    }

    /// Ns: sensory demyelination in two names, or sural sparing.
    private var ns: Verdict {
        let names = [Nerve.median, .ulnar, .radial, .sural].map { sensory($0) }.filter { !$0.isEmpty }
        let slow = naiveAtLeast(2, among: names.map { studies in naiveAny(studies.map(isSlow)) })
        var pairs: [Verdict] = []
        for side in [Side.left, .right] where !sensory(.median, side).isEmpty {
            pairs.append(naiveAll([isSomeAbnormal(sensory(.median, side)), isSomeAbnormal(sensory(.ulnar, side))]))
        }
        let sparing = naiveAll([
            areNormal(sensory(.sural)),
            naiveAny([isSomeAbnormal(sensory(.radial)), naiveAtLeast(1, among: pairs)]),
        ])
        return naiveAny([slow, sparing])
    }

    /// Whether a cross-section is enlarged by the cut-offs for CIDP; nil where there is none.
    private func isEnlarged(_ measurement: UltrasoundMeasurement) -> Bool? {
        switch (measurement.level, measurement.nerveName) {
        case (.forearm, "median"): measurement.crossSectionMm2 > 10
        case (.upperArm, "median"): measurement.crossSectionMm2 > 13
        case (.trunk, _): measurement.crossSectionMm2 > 9
        case (.root, _): measurement.crossSectionMm2 > 12
        case (.forearm, _), (.upperArm, _): nil
        }
    }

    /// Enlarged at two sites that differ in level or side, in an adult.
    private var isUltrasoundEnlarged: Verdict {
        var sites: [String: [Verdict]] = [:]
        for case .ultrasound(let examination) in file.imaging {
            let isAdult = isAged(18, on: examination.origin.performedOn)
            for measurement in examination.measurements {
                guard let isEnlarged = isEnlarged(measurement) else { continue }
                let site = "\(measurement.level.rawValue) \(measurement.side.rawValue)"
                sites[site, default: []].append(naiveAll([naive(isEnlarged), isAdult]))
            }
        }
        return naiveAtLeast(2, among: sites.values.map { naiveAny($0) })
    }

    /// U3: few cells and raised protein in one sample, by age.
    private var u3: Verdict {
        naiveAtLeast(
            1,
            among: file.cerebrospinalFluids.map { sample in
                let cells: Verdict = sample.leukocytesPerMicrolitre.map { naive($0 <= 10) } ?? .unknown
                guard let protein = sample.proteinGramPerLitre else { return naiveAll([cells, .unknown]) }
                let isFifty = isAged(50, on: sample.sampledOn ?? sample.origin.performedOn)
                let (isAboveFive, isAboveSix) = (protein > naiveDecimal("0.5"), protein > naiveDecimal("0.6"))
                let raised: Verdict =
                    switch isFifty {
                    case .met: naive(isAboveSix)
                    case .notMet: naive(isAboveFive)
                    case .unknown: isAboveSix ? .met : isAboveFive ? .unknown : .notMet
                    }
                return naiveAll([cells, raised])
            }
        )
    }

    /// M0: four names studied, and every entry of them wholly normal.
    private func m0(_ entries: [NaiveMotor]) -> Verdict {
        let readings = entries.map(\.isWhollyNormal)
        if readings.contains(.notMet) { return .notMet }
        let isComplete = [Nerve.median, .ulnar, .peroneal, .tibial].allSatisfy { name in
            entries.contains { $0.entry.nerve == name }
        }
        return isComplete && !readings.contains(.unknown) ? .met : .unknown
    }

    /// All clauses of the set by their ids.
    private var cidpClauses: [String: Verdict] {
        var clauses = cidpClinical
        let entries = motor.filter { [.median, .ulnar, .peroneal, .tibial].contains($0.entry.nerve) }
        let all = NaiveDemyelination(entries)
        let arm = NaiveDemyelination(entries.filter { [.median, .ulnar].contains($0.entry.nerve) })
        let leg = NaiveDemyelination(entries.filter { [.peroneal, .tibial].contains($0.entry.nerve) })
        let limbs = affectedLimbs
        func isAffected(_ nerve: NerveSide) -> Bool { naiveLimb(nerve).map { limbs.contains($0) } ?? false }
        let affected = NaiveDemyelination(entries.filter { isAffected($0.nerveSide) })
        let affectedSensory = sensory.filter { isAffected($0.nerveSide) }
        clauses["M1"] = all.weak
        clauses["M2"] = all.strong
        clauses["M1arm"] = arm.weak
        clauses["M2arm"] = arm.strong
        clauses["M1leg"] = leg.weak
        clauses["M2leg"] = leg.strong
        clauses["M1@"] = affected.weak
        clauses["M2@"] = affected.strong
        clauses["M0"] = m0(entries)
        clauses["Mx"] = naiveAtLeast(1, among: entries.map(\.isSomethingOutside))
        clauses["N1"] = abnormal(1, among: sensory)
        clauses["N2"] = abnormal(2, among: sensory)
        clauses["N1@"] = abnormal(1, among: affectedSensory)
        clauses["N2@"] = abnormal(2, among: affectedSensory)
        clauses["N4"] = n4
        clauses["Ns"] = ns
        clauses["U1"] = isImproved(after: [.ivig, .scig, .plasmaExchange, .corticosteroid])
        clauses["U2"] = naiveAny([isUltrasoundEnlarged, isPlexusAbnormal])
        clauses["U3"] = u3
        return clauses
    }

    /// The answer of the set.
    func cidp() -> NaiveAnswer {
        let clauses = cidpClauses
        func all(_ ids: String) -> Verdict { naiveAll(ids.split(separator: " ").map { clauses[String($0)]! }) }
        let supported = naiveCount(2, of: [all("U1"), all("U2"), all("U3")])
        let multifocalWeak = all("Vm M1@ N2@")
        let possible = naiveAny([
            all("Vt M1 N2"), all("Vt M2 N1"),
            naiveAll([all("Vt Mx N2 U1"), naiveAny([all("U2"), all("U3")])]),
            all("Vd N2 M1arm"), all("Vd N2 M2leg"),
            multifocalWeak, all("Vm M2@ N1@"), all("Vf M1@ N2@"), all("Vf M2@ N1@"),
            all("Vw M1 N4"), all("Vw M1 N2"),
            all("Vs Ns M0"), all("Vs N2 M1"),
        ])
        let cidp = naiveAny([
            all("Vt M2 N2"), naiveAll([all("Vt M1 N2"), supported]),
            all("Vd M2arm N2"), naiveAll([all("Vd N2 M1arm"), supported]),
            all("Vm M2@ N2@"), naiveAll([multifocalWeak, supported]), all("Vf M2@ N2@"),
            all("Vw M2 N4"), naiveAll([all("Vw M1 N4"), supported]), all("Vw M2 N2"),
            all("Vs N2 M2"),
        ])
        return NaiveAnswer([(.cidp, cidp), (.possible, possible)], clauses: clauses, blocks: [])
    }
}
