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
        var isHigh = Verdict.unknown
        if let amplitude = entry.amplitudeUv, let lower = study.amplitudeLowerUv {
            isHigh = naive(amplitude * 100 > lower * 80)
        }
        return naiveAny([
            naiveAll([naive(velocity * 100 < limit * 80), isHigh]),
            naiveAll([naive(velocity * 100 < limit * 70), naiveNot(isHigh)]),
        ])
    }

    /// Ns: sensory demyelination in two names, or sural sparing.
    private var ns: Verdict {
        let names = [Nerve.median, .ulnar, .radial, .sural].map { sensory($0) }.filter { !$0.isEmpty }
        let slow = naiveAtLeast(2, among: names.map { studies in naiveAny(studies.map(isSlow)) })
        let pairs = [Side.left, .right].map { side in
            naiveAll([isSomeAbnormal(sensory(.median, side)), isSomeAbnormal(sensory(.ulnar, side))])
        }
        let sparing = naiveAll([
            areNormal(sensory(.sural)),
            naiveAny([isSomeAbnormal(sensory(.radial)), naiveAny(pairs)]),
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

    /// Whether a site with a cut-off was measured by ultrasound.
    var hasUltrasoundSites: Bool {
        file.imaging.contains { image in
            guard case .ultrasound(let examination) = image else { return false }
            return examination.measurements.contains { isEnlarged($0) != nil }
        }
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

    /// The ways to `possible`, phenotype by phenotype.
    private static let waysToPossible = [
        "Vt M1 N2", "Vt M2 N1", "Vt Mx N2 U1 U2orU3", "Vd N2 M1arm", "Vd N2 M2leg", "Vm M1@ N2@", "Vm M2@ N1@",
        "Vf M1@ N2@", "Vf M2@ N1@", "Vw M1 N4", "Vw M1 N2", "Vs Ns M0", "Vs N2 M1",
    ]

    /// The ways to `cidp`; `two` is an upgrade by two of U1 to U3, which the focal form does not have.
    private static let waysToCIDP = [
        "Vt M2 N2", "Vt M1 N2 two", "Vd M2arm N2", "Vd N2 M1arm two", "Vm M2@ N2@", "Vm M1@ N2@ two", "Vf M2@ N2@",
        "Vw M2 N4", "Vw M1 N4 two", "Vw M2 N2", "Vs N2 M2",
    ]

    /// The answer of the set.
    func cidp() -> NaiveAnswer {
        var clauses = cidpClauses
        clauses["U2orU3"] = naiveAny([clauses["U2"]!, clauses["U3"]!])
        clauses["two"] = naiveCount(2, of: [clauses["U1"]!, clauses["U2"]!, clauses["U3"]!])
        func all(_ ids: String) -> Verdict { naiveAll(ids.split(separator: " ").map { clauses[String($0)]! }) }
        let possible = NaiveCase.waysToPossible.map(all)
        let cidp = NaiveCase.waysToCIDP.map(all)
        for (way, verdict) in zip(NaiveCase.waysToPossible, possible) { clauses["possible: \(way)"] = verdict }
        for (way, verdict) in zip(NaiveCase.waysToCIDP, cidp) { clauses["cidp: \(way)"] = verdict }
        return NaiveAnswer(
            [(.cidp, naiveAny(cidp)), (.possible, naiveAny(possible))],
            clauses: clauses,
            blocks: []
        )
    }
}
