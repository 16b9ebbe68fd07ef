// Completions of conduction studies: missing values, limits and readings, and nerves that were not studied.
import Domain
import Foundation

/// How one nerve conducts that is filled in.
private enum Conduction {
    case normal, definite, probable, slow

    /// What is left of amplitude and area, how the duration grows, the part of the velocity.
    var parts: (amplitude: Decimal, area: Decimal, duration: Decimal, velocity: Decimal) {
        switch self {
        case .normal: (naiveDecimal("0.95"), naiveDecimal("0.95"), 1, naiveDecimal("1.2"))
        case .definite: (naiveDecimal("0.25"), naiveDecimal("0.25"), 1, naiveDecimal("1.2"))
        case .probable: (naiveDecimal("0.55"), naiveDecimal("0.65"), naiveDecimal("1.1"), naiveDecimal("1.2"))
        case .slow: (naiveDecimal("0.95"), naiveDecimal("0.95"), naiveDecimal("2.5"), naiveDecimal("0.5"))
        }
    }
}

extension Completion {
    mutating func completedStudies() -> [NerveConductionStudy] {
        var isFirst = true
        var studies = original.file.nerveConductionStudies.map { completed($0, &isFirst) }
        let (motor, sensory) = (addedMotor(&isFirst), addedSensory())
        if !motor.isEmpty || !sensory.isEmpty {
            studies.append(
                NerveConductionStudy(
                    origin: FindingOrigin(performedOn: PartialDate(original.file.workup.openedOn)),
                    lowFrequencyFilterHz: 2,
                    motor: motor,
                    sensory: sensory
                )
            )
        }
        return studies
    }

    /// How the next nerve conducts: the first one, or all of them, as planned.
    private func conduction(_ isFirst: inout Bool) -> Conduction {
        let wasFirst = isFirst
        isFirst = false
        return switch plan.motor {
        case .none, .normal: .normal
        case .definite: .definite
        case .probable: .probable
        case .slow: .slow
        case .oneDefinite: wasFirst ? .definite : .normal
        case .oneProbable: wasFirst ? .probable : .normal
        case .oneSlow: wasFirst ? .slow : .normal
        }
    }

    private mutating func completed(_ study: NerveConductionStudy, _ isFirst: inout Bool) -> NerveConductionStudy {
        var motor: [MotorConduction] = []
        for entry in study.motor {
            motor.append(completed(NaiveMotor(study: study, entry: entry), &isFirst))
        }
        var sensory: [SensoryConduction] = []
        for entry in study.sensory {
            sensory.append(completed(NaiveSensory(study: study, entry: entry)))
        }
        return NerveConductionStudy(
            origin: study.origin,
            laboratory: study.laboratory,
            lowFrequencyFilterHz: study.lowFrequencyFilterHz ?? (fills() ? 2 : nil),
            normalLimits: study.normalLimits,
            skinTemperatures: study.skinTemperatures,
            motor: motor,
            sensory: sensory
        )
    }

    // MARK: - Motor

    private mutating func completed(_ motor: NaiveMotor, _ isFirst: inout Bool) -> MotorConduction {
        let entry = motor.entry
        let usual = RandomLimits(entry.nerve)
        let needsValues = entry.sites.contains { site in
            !site.isAbsent
                && (site.latencyMs == nil || site.amplitudeMv == nil || site.areaMvMs == nil || site.durationMs == nil)
        }
        let conduction = needsValues ? conduction(&isFirst) : .normal
        // A named set that has a velocity for some segments only is left as it is.
        let hasVelocityLimit = motor.segments.contains { motor.velocityLowerMps($0) != nil }
        let limits = MotorLimits(
            amplitudeLowerMv: motor.amplitudeLowerMv ?? (fills() ? usual.amplitude : nil),
            latencyUpperMs: motor.latencyUpperMs ?? (fills() ? usual.latency : nil),
            velocityLowerMps: entry.limits?.velocityLowerMps
                ?? (!hasVelocityLimit && fills() ? usual.velocity : nil),
            fWaveUpperMs: motor.fWaveUpperMs ?? (fills() ? usual.fWave : nil)
        )
        var sites: [MotorSite] = []
        for index in entry.sites.indices {
            let next = index + 1 < entry.sites.count ? entry.sites[index + 1] : nil
            let site = entry.sites[index]
            sites.append(site.isAbsent || !fills() ? site : filled(site, sites.last, next, usual, conduction))
        }
        var wave = entry.fWave
        let isWaveKnown = wave?.absent == true || wave?.minimalLatencyMs != nil
        if !isWaveKnown, fills() {
            let factor = naiveDecimal(conduction == .slow ? "1.8" : "0.9")
            wave = FWave(minimalLatencyMs: usual.fWave * factor, persistencePercent: wave?.persistencePercent)
        }
        return MotorConduction(
            nerve: entry.nerve,
            side: entry.side,
            muscle: entry.muscle,
            limits: limits,
            sites: sites,
            fWave: wave
        )
    }

    /// A site with its missing values, such that the segment on its distal side conducts as wanted.
    private func filled(
        _ site: MotorSite,
        _ before: MotorSite?,
        _ next: MotorSite?,
        _ usual: RandomLimits,
        _ conduction: Conduction
    ) -> MotorSite {
        let parts = conduction.parts
        let amplitude =
            site.amplitudeMv ?? before?.amplitudeMv.map { $0 * parts.amplitude }
            ?? next?.amplitudeMv.map { max($0 * (parts.amplitude < 1 / 2 ? 4 : 1), usual.amplitude) }
            ?? usual.amplitude * 2
        let area =
            site.areaMvMs ?? before?.areaMvMs.map { $0 * parts.area }
            ?? next?.areaMvMs.map { $0 * (conduction == .definite ? 4 : conduction == .probable ? 3 / 2 : 1) }
            ?? amplitude * 3
        let duration =
            site.durationMs ?? before?.durationMs.map { $0 * parts.duration }
            ?? next?.durationMs.map { $0 * (conduction == .slow ? naiveDecimal("0.4") : 1) } ?? 5
        let distal = usual.latency * naiveDecimal(conduction == .slow ? "1.8" : "0.9")
        let latency =
            site.latencyMs ?? before?.latencyMs.map { $0 + 4 }
            ?? next?.latencyMs.map { min(distal, $0 * naiveDecimal("0.9")) } ?? distal
        var distance = site.distanceMm
        if distance == nil, let from = before?.latencyMs, latency > from {
            distance = usual.velocity * parts.velocity * (latency - from)
        }
        return MotorSite(
            site: site.site,
            latencyMs: latency,
            amplitudeMv: amplitude,
            areaMvMs: area,
            durationMs: duration,
            distanceMm: distance,
            entrapmentSite: site.entrapmentSite,
            longSegment: site.longSegment
        )
    }

    /// Whole studies of nerves that were not studied.
    private mutating func addedMotor(_ isFirst: inout Bool) -> [MotorConduction] {
        if plan.motor == .none { return [] }
        let places: [(Nerve, [StimulationSite])] = [
            (.median, [.wrist, .elbow]), (.ulnar, [.wrist, .belowElbow]), (.peroneal, [.ankle, .belowFibularHead]),
            (.tibial, [.ankle, .poplitealFossa]), (.radial, [.forearm, .axilla]),
        ]
        var entries: [MotorConduction] = []
        // A nerve whose sensory conduction is normal or open comes first: only such a one can count for block.
        for verdict in [Verdict.met, .unknown, .notMet] {
            for (nerve, sites) in places {
                for side in Side.allCases {
                    let nerveSide = NerveSide(nerve: nerve, side: side)
                    guard !original.motorNerves.contains(nerveSide), original.sensoryOf(nerveSide) == verdict, fills()
                    else { continue }
                    let usual = RandomLimits(nerve)
                    let conduction = conduction(&isFirst)
                    var filledSites: [MotorSite] = []
                    for site in sites {
                        filledSites.append(filled(MotorSite(site: site), filledSites.last, nil, usual, conduction))
                    }
                    entries.append(
                        MotorConduction(
                            nerve: nerve,
                            side: side,
                            limits: MotorLimits(
                                amplitudeLowerMv: usual.amplitude,
                                latencyUpperMs: usual.latency,
                                velocityLowerMps: usual.velocity,
                                fWaveUpperMs: usual.fWave
                            ),
                            sites: filledSites,
                            fWave: FWave(
                                minimalLatencyMs: usual.fWave * naiveDecimal(conduction == .slow ? "1.8" : "0.9")
                            )
                        )
                    )
                }
            }
        }
        return entries
    }

    // MARK: - Sensory

    /// Whether the study of a nerve that is filled in is abnormal.
    private func isAbnormal(_ nerve: Nerve, isFirst: Bool) -> Bool {
        switch plan.sensory {
        case .none, .normal: false
        case .abnormal: true
        case .one: isFirst
        case .sparing: [.median, .ulnar, .radial].contains(nerve)
        }
    }

    /// A study with a reading, where it had none that is known.
    private mutating func completed(_ sensory: NaiveSensory) -> SensoryConduction {
        let entry = sensory.entry
        guard sensory.isNormal == .unknown, fills() else { return entry }
        return SensoryConduction(
            nerve: entry.nerve,
            side: entry.side,
            site: entry.site,
            segment: entry.segment,
            amplitudeUv: entry.amplitudeUv,
            velocityMps: entry.velocityMps,
            latencyMs: entry.latencyMs,
            statedResponse: isAbnormal(entry.nerve, isFirst: false) ? .abnormal : .normal,
            limits: entry.limits
        )
    }

    /// Studies of sensory nerves that were not studied.
    private mutating func addedSensory() -> [SensoryConduction] {
        if plan.sensory == .none, plan.motor == .none { return [] }
        let studied = original.sensory.map(\.nerveSide)
        var entries: [SensoryConduction] = []
        for nerve in [Nerve.median, .ulnar, .radial, .sural, .superficialPeroneal, .lateralAntebrachial] {
            for side in Side.allCases where !studied.contains(NerveSide(nerve: nerve, side: side)) && fills() {
                entries.append(
                    SensoryConduction(
                        nerve: nerve,
                        side: side,
                        statedResponse: isAbnormal(nerve, isFirst: entries.isEmpty) ? .abnormal : .normal
                    )
                )
            }
        }
        return entries
    }
}
