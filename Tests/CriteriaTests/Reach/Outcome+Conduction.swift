// What nerve conduction studies find: values missing in recorded studies, and nerves that were not studied.
import Domain
import Foundation

/// What is left of a value from one site to the next, and how time-like values stand to their limits.
private struct MotorParts {
    let amplitude: Decimal
    let area: Decimal
    let duration: Decimal
    /// The velocity as a part of its lower limit, latencies as parts of their upper ones.
    let velocity: Decimal
    let latency: Decimal
    let fLatency: Decimal
    /// Of the distal amplitude against its lower limit.
    let distal: Decimal
    let distalDuration: Decimal

    init(_ amplitude: String, _ area: String, _ duration: String, speeds: String = "1.2 0.8 0.9", _ distal: String) {
        let speed = speeds.split(separator: " ").map { naiveDecimal(String($0)) }
        (velocity, latency, fLatency) = (speed[0], speed[1], speed[2])
        self.amplitude = naiveDecimal(amplitude)
        self.area = naiveDecimal(area)
        self.duration = naiveDecimal(duration)
        let parts = distal.split(separator: " ").map { naiveDecimal(String($0)) }
        (self.distal, distalDuration) = (parts[0], parts[1])
    }
}

extension MotorOutcome {
    fileprivate var parts: MotorParts {
        switch self {
        case .normal, .noFWave, .any: MotorParts("0.95", "0.95", "1", "2 5")
        case .block: MotorParts("0.25", "0.25", "1", "2 5")
        case .longBlock: MotorParts("0.55", "0.65", "1.1", "2 5")
        case .dispersedBlock: MotorParts("0.25", "0.4", "1.5", "2 5")
        case .slow: MotorParts("0.95", "0.95", "2.5", speeds: "0.5 1.8 1.8", "2 5")
        case .slowVelocity: MotorParts("0.95", "0.95", "1", speeds: "0.5 0.8 0.9", "2 5")
        case .longFWave: MotorParts("0.95", "0.95", "1", speeds: "1.2 0.8 1.8", "2 5")
        case .dispersion: MotorParts("0.95", "0.95", "2.5", "2 5")
        case .longDuration: MotorParts("0.95", "0.95", "1", "2 12")
        case .small: MotorParts("0.95", "0.95", "1", "0.5 5")
        }
    }

    /// Whether an F-wave is recorded with it.
    fileprivate var hasFWave: Bool {
        switch self {
        case .normal, .block, .longBlock, .dispersedBlock, .dispersion, .small: false
        case .slow, .slowVelocity, .longFWave, .noFWave, .longDuration, .any: true
        }
    }
}

extension OpenCase {
    func studies(_ outcome: Outcome) -> [NerveConductionStudy] {
        guard !outcome.motor.isEmpty || !outcome.sensory.isEmpty else { return file.nerveConductionStudies }
        var studies = file.nerveConductionStudies.map { study in
            NerveConductionStudy(
                origin: study.origin,
                laboratory: study.laboratory,
                lowFrequencyFilterHz: study.lowFrequencyFilterHz ?? filter(study, outcome),
                normalLimits: study.normalLimits,
                skinTemperatures: study.skinTemperatures,
                motor: study.motor.map { entry in
                    guard let found = outcome.motor[entry.nerveSide], !entry.sites.isEmpty || entry.fWave != nil else {
                        return entry
                    }
                    return filled(NaiveMotor(study: study, entry: entry), found)
                },
                sensory: study.sensory.map { entry in
                    guard let found = outcome.sensory[entry.nerveSide] else { return entry }
                    return filled(NaiveSensory(study: study, entry: entry), found)
                }
            )
        }
        let (motor, sensory) = (addedMotor(outcome), addedSensory(outcome))
        if !motor.isEmpty || !sensory.isEmpty {
            studies.append(
                NerveConductionStudy(
                    origin: FindingOrigin(),
                    lowFrequencyFilterHz: 2,
                    motor: motor,
                    sensory: sensory
                )
            )
        }
        return studies
    }

    /// The filter tells which distal duration is long, so it is found with one that is or is not.
    private func filter(_ study: NerveConductionStudy, _ outcome: Outcome) -> Decimal? {
        let found = study.motor.compactMap { outcome.motor[$0.nerveSide] }
        if found.contains(.longDuration) { return 20 }
        return found.contains(.normal) ? 2 : nil
    }

    // MARK: - Motor

    private static let usualSites: [Nerve: [StimulationSite]] = [
        .median: [.wrist, .elbow], .ulnar: [.wrist, .belowElbow], .radial: [.forearm, .axilla],
        .musculocutaneous: [.axilla, .erb], .axillary: [.axilla, .erb], .peroneal: [.ankle, .belowFibularHead],
        .tibial: [.ankle, .poplitealFossa],
    ]

    private func addedMotor(_ outcome: Outcome) -> [MotorConduction] {
        let studied = reading.motorNerves
        return Nerve.motor.flatMap { nerve in
            Side.allCases.compactMap { side -> MotorConduction? in
                let nerveSide = NerveSide(nerve: nerve, side: side)
                guard let found = outcome.motor[nerveSide], !studied.contains(nerveSide),
                    let places = OpenCase.usualSites[nerve]
                else { return nil }
                let blank = MotorConduction(nerve: nerve, side: side, sites: places.map { MotorSite(site: $0) })
                let study = NerveConductionStudy(origin: FindingOrigin(), lowFrequencyFilterHz: 2, motor: [blank])
                return filled(NaiveMotor(study: study, entry: blank), found)
            }
        }
    }

    /// An entry with what was missing in it.
    private func filled(_ motor: NaiveMotor, _ found: MotorOutcome) -> MotorConduction {
        let entry = motor.entry
        let usual = RandomLimits(entry.nerve)
        var random = RandomCase(seed: 1)
        if case .any(let seed) = found { random = RandomCase(seed: seed) }
        var sites: [MotorSite] = []
        for index in entry.sites.indices {
            let site = entry.sites[index]
            let next = index + 1 < entry.sites.count ? entry.sites[index + 1] : nil
            sites.append(site.isAbsent ? site : filled(site, sites.last, next, usual, found, &random))
        }
        sites = sites.enumerated().map { index, site in
            guard index > 0, site.distanceMm == nil else { return site }
            return withDistance(site, after: sites[index - 1], entry, usual, found, &random)
        }
        var wave = entry.fWave
        if wave?.absent != true, wave?.minimalLatencyMs == nil, found.hasFWave || wave != nil {
            let isAbsent = found == .noFWave || found.isAny && random.chance(30)
            let factor = found.isAny ? random.any("0.9 1.25 1.8") : found.parts.fLatency
            wave =
                isAbsent && wave?.absent == nil
                ? FWave(absent: true)
                : FWave(
                    minimalLatencyMs: (motor.fWaveUpperMs ?? usual.fWave) * factor,
                    persistencePercent: wave?.persistencePercent,
                    absent: wave?.absent
                )
        }
        let complete = MotorConduction(
            nerve: entry.nerve,
            side: entry.side,
            muscle: entry.muscle,
            limits: entry.limits,
            sites: sites,
            fWave: wave
        )
        return withLimits(NaiveMotor(study: motor.study, entry: complete), found, usual, &random)
    }

    /// A site with its missing values, such that the segment on its distal side conducts as wanted.
    private func filled(
        _ site: MotorSite,
        _ before: MotorSite?,
        _ next: MotorSite?,
        _ usual: RandomLimits,
        _ found: MotorOutcome,
        _ random: inout RandomCase
    ) -> MotorSite {
        let parts = found.parts
        let kept = "0.2 0.45 0.55 0.65 0.95"
        let amplitudeKept = found.isAny ? random.any(kept) : parts.amplitude
        let areaKept = found.isAny ? random.any(kept) : parts.area
        let longer = found.isAny ? random.any("1 1.1 1.5 2.5") : parts.duration
        // Either end of a missing value may be the recorded one.
        let fromNext = before == nil || found.isAny && random.chance(50)
        func value(_ known: Decimal?, _ before: Decimal?, _ next: Decimal?, _ part: Decimal, _ else: Decimal) -> Decimal
        {
            if let known { return known }
            if fromNext, let next { return rounded(next / part) }
            if let before { return before * part }
            return next.map { rounded($0 / part) } ?? `else`
        }
        let distal = usual.amplitude * (found.isAny ? random.any("0.15 0.5 1.2 2") : parts.distal)
        let amplitude = value(site.amplitudeMv, before?.amplitudeMv, next?.amplitudeMv, amplitudeKept, distal)
        let latencyPart = found.isAny ? random.any("0.8 1.1 1.4 1.8") : parts.latency
        var latency = usual.latency * latencyPart
        if let from = before?.latencyMs {
            latency = next?.latencyMs.map { $0 > from ? (from + $0) / 2 : from + 4 } ?? from + 4
        } else if let to = next?.latencyMs {
            latency = min(latency, to * naiveDecimal("0.9"))
        }
        return MotorSite(
            site: site.site,
            latencyMs: site.latencyMs ?? latency,
            amplitudeMv: amplitude,
            areaMvMs: value(site.areaMvMs, before?.areaMvMs, next?.areaMvMs, areaKept, amplitude * 3),
            durationMs: value(
                site.durationMs,
                before?.durationMs,
                next?.durationMs,
                longer,
                found.isAny ? random.any("5 8.2 12") : parts.distalDuration
            ),
            distanceMm: site.distanceMm,
            entrapmentSite: site.entrapmentSite,
            longSegment: site.longSegment
        )
    }

    /// A distance that gives the velocity; a segment that counts as longer than 25 mm without one stays so.
    private func withDistance(
        _ site: MotorSite,
        after distal: MotorSite,
        _ entry: MotorConduction,
        _ usual: RandomLimits,
        _ found: MotorOutcome,
        _ random: inout RandomCase
    ) -> MotorSite {
        var distance = naiveDecimal("100")
        if let from = distal.latencyMs, let to = site.latencyMs, to > from {
            let limit = entry.limits?.velocityLowerMps ?? usual.velocity
            distance = limit * (found.isAny ? random.any("0.5 0.72 0.9 1.2") : found.parts.velocity) * (to - from)
        }
        let isShort = found.isAny && random.chance(30) && !isLong(distal.site, site, entry.nerve)
        return MotorSite(
            site: site.site,
            latencyMs: site.latencyMs,
            amplitudeMv: site.amplitudeMv,
            areaMvMs: site.areaMvMs,
            durationMs: site.durationMs,
            distanceMm: isShort ? 20 : max(distance, 26),
            response: site.response,
            entrapmentSite: site.entrapmentSite,
            longSegment: site.longSegment
        )
    }

    private func isLong(_ distal: StimulationSite, _ proximal: MotorSite, _ nerve: Nerve) -> Bool {
        let entry = MotorConduction(nerve: nerve, side: .left, sites: [MotorSite(site: distal), proximal])
        let motor = NaiveMotor(study: NerveConductionStudy(origin: FindingOrigin(), motor: [entry]), entry: entry)
        let segment = NaiveSegment(motor: motor, distal: MotorSite(site: distal), proximal: proximal)
        return segment.isLong == .met || distal == .ankle && proximal.longSegment == nil
    }

    /// Limits that were missing, such that the values lie on the wanted side of them.
    private func withLimits(
        _ motor: NaiveMotor,
        _ found: MotorOutcome,
        _ usual: RandomLimits,
        _ random: inout RandomCase
    ) -> MotorConduction {
        let entry = motor.entry
        let isHigh = found.isAny && random.chance(50)
        let isSlow = found == .slow || found.isAny && random.chance(50)
        func upper(_ usual: Decimal, _ value: Decimal?, isOver: Bool) -> Decimal {
            guard let value, value > 0 else { return usual }
            return isOver ? min(usual, value / 2) : max(usual, value)
        }
        let amplitudes = entry.sites.compactMap(\.amplitudeMv).filter { $0 > 0 }
        let velocities = motor.segments.compactMap { segment -> Decimal? in
            guard let distance = segment.proximal.distanceMm, let from = segment.distal.latencyMs,
                let to = segment.proximal.latencyMs, to > from
            else { return nil }
            return rounded(distance / (to - from))
        }
        let velocity =
            isSlow || found == .slowVelocity
            ? max(usual.velocity, (velocities.max() ?? 0) * 2)
            : min(usual.velocity, rounded((velocities.min() ?? usual.velocity) * naiveDecimal("0.99")))
        let hasVelocityLimit = motor.segments.contains { motor.velocityLowerMps($0) != nil }
        let amplitudeLimit =
            found == .small || isHigh
            ? (amplitudes.max() ?? usual.amplitude) * 8 : min(usual.amplitude, amplitudes.min() ?? 1)
        let limits = MotorLimits(
            amplitudeLowerMv: entry.limits?.amplitudeLowerMv ?? (motor.amplitudeLowerMv == nil ? amplitudeLimit : nil),
            latencyUpperMs: entry.limits?.latencyUpperMs
                ?? (motor.latencyUpperMs == nil
                    ? upper(usual.latency, motor.distalSite?.latencyMs, isOver: isSlow) : nil),
            velocityLowerMps: entry.limits?.velocityLowerMps
                ?? (hasVelocityLimit || velocity <= 0 ? nil : velocity),
            fWaveUpperMs: entry.limits?.fWaveUpperMs
                ?? (motor.fWaveUpperMs == nil
                    ? upper(usual.fWave, entry.fWave?.minimalLatencyMs, isOver: isSlow || found == .longFWave) : nil)
        )
        return MotorConduction(
            nerve: entry.nerve,
            side: entry.side,
            muscle: entry.muscle,
            limits: limits,
            sites: entry.sites,
            fWave: entry.fWave
        )
    }

    // MARK: - Sensory

    private func filled(_ sensory: NaiveSensory, _ found: SensoryOutcome) -> SensoryConduction {
        let entry = sensory.entry
        let isOpen = sensory.isNormal == .unknown
        let isStated = entry.response != .notStated
        // A velocity beside a derived reading that is normal would make it abnormal.
        let isSlowed = found == .slow && (isOpen || isStated || sensory.isNormal == .notMet)
        guard isOpen || isSlowed else { return entry }
        let velocity = isSlowed ? entry.velocityMps ?? 25 : entry.velocityMps
        let amplitude = isSlowed ? entry.amplitudeUv ?? 20 : entry.amplitudeUv
        return SensoryConduction(
            nerve: entry.nerve,
            side: entry.side,
            site: entry.site,
            segment: entry.segment,
            amplitudeUv: amplitude,
            velocityMps: velocity,
            latencyMs: entry.latencyMs,
            statedResponse: isOpen ? (found == .normal ? .normal : .abnormal) : entry.statedResponse,
            limits: isSlowed
                ? SensoryLimits(
                    amplitudeLowerUv: entry.limits?.amplitudeLowerUv
                        ?? (sensory.amplitudeLowerUv == nil ? amplitude : nil),
                    latencyUpperMs: entry.limits?.latencyUpperMs,
                    velocityLowerMps: entry.limits?.velocityLowerMps ?? velocity.map { $0 * 2 }
                ) : entry.limits
        )
    }

    private func addedSensory(_ outcome: Outcome) -> [SensoryConduction] {
        let studied = reading.sensory.map(\.nerveSide)
        let added = outcome.sensory.filter { !studied.contains($0.key) }
        return Nerve.allCases.flatMap { nerve in
            Side.allCases.compactMap { side -> SensoryConduction? in
                guard let found = added[NerveSide(nerve: nerve, side: side)] else { return nil }
                let isSlow = found == .slow
                return SensoryConduction(
                    nerve: nerve,
                    side: side,
                    amplitudeUv: isSlow ? 20 : nil,
                    velocityMps: isSlow ? 25 : nil,
                    statedResponse: found == .normal ? .normal : .abnormal,
                    limits: isSlow ? SensoryLimits(amplitudeLowerUv: 10, velocityLowerMps: 50) : nil
                )
            }
        }
    }
}

extension MotorOutcome {
    fileprivate var isAny: Bool {
        if case .any = self { return true }
        return false
    }
}

/// A value as a laboratory writes it, with four decimals.
private func rounded(_ value: Decimal) -> Decimal {
    var (exact, result) = (value, Decimal())
    NSDecimalRound(&result, &exact, 4, .plain)
    return result
}
