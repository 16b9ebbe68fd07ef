// Random sensory studies: those that go with the motor studies, and others; stated, or to be derived from limits.
import Domain
import Foundation

extension RandomCase {
    mutating func sensoryEntries(_ motor: [MotorConduction]) -> [SensoryConduction] {
        if chance(gap) { return [] }
        let isNeuropathy = theme != .motorNeuropathy && theme != .wild
        let isPureMotor = theme == .pureMotor && chance(75)
        let usual: SensoryResponse = isNeuropathy && !isPureMotor && chance(75) ? .abnormal : .normal
        var entries: [SensoryConduction] = []
        for entry in motor where chance(85) {
            let partner: Nerve =
                switch entry.nerve {
                case .musculocutaneous: .lateralAntebrachial
                case .axillary: element(of: [.radial, .medialAntebrachial, .lateralAntebrachial])
                case .peroneal: element(of: [.sural, .superficialPeroneal, .superficialPeroneal, .peroneal])
                case .tibial: .sural
                default: entry.nerve
                }
            entries.append(sensoryEntry(partner, entry.side, usual))
        }
        let names: [Nerve] = [.median, .ulnar, .radial, .sural]
        if isPureMotor || chance(45) { for name in names { entries.append(sensoryEntry(name, side(), usual)) } }
        if theme == .pureSensory, chance(60) { return suralSparing() }
        for _ in 0..<int(0...2) { entries.append(sensoryEntry(element(of: names + [.saphenous]), side(), usual)) }
        return entries
    }

    /// A normal sural study beside abnormal ones of one arm.
    private mutating func suralSparing() -> [SensoryConduction] {
        let side = side()
        return [
            sensoryEntry(.sural, side, .normal), sensoryEntry(.median, side, .abnormal),
            sensoryEntry(.ulnar, side, chance(70) ? .abnormal : .normal),
        ]
    }

    mutating func sensoryEntry(_ nerve: Nerve, _ side: Side, _ usual: SensoryResponse) -> SensoryConduction {
        let wanted = usually(usual, or: [.normal, .abnormal, .absent, .notStated])
        if wanted == .absent { return SensoryConduction(nerve: nerve, side: side, statedResponse: .absent) }
        let isDerived = chance(40)
        let (amplitude, latency, velocity): (Decimal, Decimal, Decimal) = (10, 4, 50)
        let isNormal = wanted == .normal
        let amplitudeFactor = value(usual: isNormal ? "1.5 2" : "0.5 1.5", edges: "0.79 0.8 0.81 0.99 1 1.01")
        let velocityFactor = value(usual: isNormal ? "1.1 1.2" : "0.6 0.75", edges: "0.69 0.7 0.71 0.79 0.8 0.81 1")
        let latencyFactor = value(usual: isNormal ? "0.8 0.9" : "1.2 0.9", edges: "0.99 1 1.01")
        let hasValues = isDerived || chance(60)
        let limits = SensoryLimits(
            amplitudeLowerUv: mostly(amplitude),
            latencyUpperMs: mostly(latency),
            velocityLowerMps: chance(70) ? velocity : nil
        )
        return SensoryConduction(
            nerve: nerve,
            side: side,
            segment: chance(30) ? element(of: ["digit2-wrist", "digit3-wrist", "digit5-wrist"]) : nil,
            amplitudeUv: hasValues ? mostly(amplitude * amplitudeFactor) : nil,
            velocityMps: hasValues && chance(80) ? velocity * velocityFactor : nil,
            latencyMs: hasValues && chance(60) ? latency * latencyFactor : nil,
            statedResponse: isDerived ? (chance(30) ? .notStated : nil) : wanted,
            limits: hasValues && chance(80) ? limits : nil
        )
    }
}
