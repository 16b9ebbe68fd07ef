// Random motor studies: sites, values against the limits, several entries of a nerve, several studies.
import Domain
import Foundation

/// How a nerve conducts in a random case.
enum RandomConduction {
    case normal, blocked, slow, random
}

/// The usual limits of a nerve, to place values near them.
struct RandomLimits {
    let muscle: String
    let amplitude: Decimal
    let latency: Decimal
    let velocity: Decimal
    let fWave: Decimal

    init(_ nerve: Nerve) {
        let (muscle, values): (String, String) =
            switch nerve {
            case .median: ("APB", "4.1 4.5 49 31.6")
            case .ulnar: ("ADM", "7.9 3.7 52 31.5")
            case .radial: ("EDC", "4.3 3.5 54 30")
            case .musculocutaneous: ("biceps", "4.0 5.6 50 30")
            case .axillary: ("deltoid", "4.6 5.4 50 30")
            case .peroneal: ("EDB", "1.3 6.5 38 61.2")
            default: ("AH", "4.4 6.1 39 61.4")
            }
        let numbers = values.split(separator: " ").map { naiveDecimal(String($0)) }
        self.muscle = muscle
        (amplitude, latency, velocity, fWave) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }
}

extension RandomCase {
    mutating func conductionStudies() -> [NerveConductionStudy] {
        if chance(gap / 3) { return [] }
        let motor = motorEntries()
        let sensory = sensoryEntries(motor)
        var studies: [NerveConductionStudy] = []
        let count = chance(75) ? 1 : int(2...3)
        for index in 0..<count {
            studies.append(
                NerveConductionStudy(
                    origin: origin(),
                    lowFrequencyFilterHz: chance(25) ? nil : any("2 2 2 5 10 20 3 2.5"),
                    normalLimits: chance(50) ? "buschbacher-2016" : chance(90) ? nil : "ours",
                    motor: motor.enumerated().filter { $0.offset % count == index }.map(\.element),
                    sensory: sensory.enumerated().filter { $0.offset % count == index }.map(\.element)
                )
            )
        }
        return studies
    }

    private mutating func motorEntries() -> [MotorConduction] {
        if chance(3) { return [] }
        var entries: [MotorConduction] = []
        switch theme {
        case .pureSensory where !chance(25):
            for nerve in [Nerve.median, .ulnar, .peroneal, .tibial] where !chance(deviation) {
                entries.append(motorEntry(nerve, side(), usually(.normal, or: [.random, .slow])))
            }
        case .motorNeuropathy, .wild:
            let names: [Nerve] = [.median, .ulnar, .radial, .musculocutaneous, .axillary, .peroneal, .tibial]
            let share = element(of: [20, 50, 95])
            for _ in 0..<int(1...5) {
                let conduction: RandomConduction = chance(share) ? .blocked : chance(60) ? .normal : .random
                entries.append(
                    motorEntry(chance(50) ? element(of: [.median, .ulnar]) : element(of: names), side(), conduction)
                )
            }
        default:
            let conduction: RandomConduction = element(of: [.slow, .slow, .random, .blocked, .normal])
            for nerve in [Nerve.median, .ulnar, .peroneal, .tibial] where chance(80) {
                for side in Side.allCases where chance(55) {
                    entries.append(motorEntry(nerve, side, chance(70) ? conduction : .normal))
                }
            }
        }
        if chance(10), let first = entries.first { entries.append(motorEntry(first.nerve, first.side, .random)) }
        if chance(4) { entries.append(motorEntry(element(of: [.femoral, .facial, .phrenic]), side(), .normal)) }
        return entries
    }

    private mutating func sites(_ nerve: Nerve) -> [StimulationSite] {
        if chance(1) { return [] }
        let choices: [[StimulationSite]] =
            switch nerve {
            case .median:
                [
                    [.wrist, .elbow], [.wrist, .elbow], [.wrist, .elbow, .axilla, .erb], [.palm, .wrist, .elbow],
                    [.wrist, .forearm, .elbow], [.elbow, .axilla], [.wrist, .axilla], [.axilla, .erb], [.wrist],
                ]
            case .ulnar:
                [
                    [.wrist, .belowElbow], [.wrist, .belowElbow, .aboveElbow, .axilla], [.wrist, .aboveElbow],
                    [.wrist, .forearm, .belowElbow], [.palm, .wrist, .belowElbow], [.belowElbow, .aboveElbow],
                    [.wrist, .belowElbow, .aboveElbow, .axilla, .erb], [.aboveElbow, .axilla], [.wrist, .axilla],
                ]
            case .radial: [[.forearm, .axilla], [.forearm, .spiralGroove, .axilla, .erb], [.forearm, .elbow]]
            case .musculocutaneous, .axillary: [[.axilla, .erb], [.erb]]
            case .peroneal:
                [
                    [.ankle, .belowFibularHead], [.ankle, .belowFibularHead, .poplitealFossa],
                    [.ankle, .fibularHead, .aboveFibularHead], [.fibularHead, .poplitealFossa],
                    [.ankle, .poplitealFossa], [.ankle, .fibularHead],
                ]
            case .tibial: [[.ankle, .poplitealFossa], [.ankle, .poplitealFossa], [.ankle]]
            default: [[]]
            }
        return chance(theme == .pureSensory || theme == .typical ? 70 : 30) ? choices[0] : element(of: choices)
    }

    mutating func motorEntry(_ nerve: Nerve, _ side: Side, _ conduction: RandomConduction) -> MotorConduction {
        let usual = RandomLimits(nerve)
        let muscle = chance(88) ? usual.muscle : element(of: ["FDI", "TA", "EIP", "APB"])
        var sites: [MotorSite] = []
        let places = self.sites(nerve)
        for (index, place) in places.enumerated() {
            if index == 0 {
                sites.append(distalSite(place, usual, conduction))
            } else {
                sites.append(proximalSite(place, after: sites[index - 1], usual, conduction))
            }
        }
        let limits = MotorLimits(
            amplitudeLowerMv: mostly(usual.amplitude),
            latencyUpperMs: mostly(usual.latency),
            velocityLowerMps: mostly(usual.velocity),
            fWaveUpperMs: mostly(usual.fWave)
        )
        return MotorConduction(
            nerve: nerve,
            side: side,
            muscle: chance(gap) ? nil : RecordingMuscle(muscle),
            limits: chance(theme == .pureSensory ? 90 : 65) ? limits : nil,
            sites: sites,
            fWave: sites.isEmpty ? nil : fWave(usual, conduction)
        )
    }

    private mutating func distalSite(
        _ place: StimulationSite,
        _ usual: RandomLimits,
        _ conduction: RandomConduction
    ) -> MotorSite {
        if conduction != .normal, chance(3) { return MotorSite(site: place, response: .absent) }
        var amplitude = usual.amplitude * value(usual: "1.5 2 2.4", edges: "0.19 0.2 0.21 0.79 0.8 0.81 0.99 1 1.01")
        if conduction != .normal, chance(edge / 4) { amplitude = any("0.49 0.5 0.51 0.99 1 1.01 1.2") }
        if conduction == .normal { amplitude = max(amplitude, usual.amplitude) }
        let slow = "0.9 1.01 1.29 1.3 1.31 1.49 1.5 1.51 2"
        let latency =
            switch conduction {
            case .normal: value(usual: "0.8 0.9", edges: "0.99 1")
            case .slow: value(usual: "1.6 1.8 1.2", edges: slow)
            case .blocked, .random: value(usual: "0.8 0.9 1", edges: slow)
            }
        let isLong = conduction == .slow && chance(30) || conduction == .random && chance(edge)
        let durations = "7.4 7.8 8 8.1 8.2 8.3 8.4 8.5 8.6 8.8 9.2 9.6"
        let duration = isLong ? any(durations + " 8.41 9.61 8.81 9.21 7.81 10") : any("5 6")
        return MotorSite(
            site: place,
            latencyMs: mostly(usual.latency * latency),
            amplitudeMv: mostly(chance(1) ? 0 : amplitude),
            areaMvMs: mostly(amplitude * 3),
            durationMs: mostly(duration)
        )
    }

    private mutating func proximalSite(
        _ place: StimulationSite,
        after distal: MotorSite,
        _ usual: RandomLimits,
        _ conduction: RandomConduction
    ) -> MotorSite {
        let distance = chance(edge / 4) ? any("24.9 25 25.1") : nil
        let entrapment: Bool? = chance(4) ? chance(50) : nil
        let long: Bool? = chance(4) ? chance(50) : nil
        if distal.isAbsent && chance(90) || conduction == .blocked && chance(8) || chance(deviation / 8) {
            return MotorSite(
                site: place,
                distanceMm: distance,
                response: .absent,
                entrapmentSite: entrapment,
                longSegment: long
            )
        }
        let edges = "0.71 0.7 0.69 0.61 0.6 0.59 0.51 0.5 0.49 0.41 0.4 0.39 0.3 0.29 0.28"
        let kept: (amplitude: Decimal, area: Decimal, duration: Decimal)
        switch conduction {
        case .normal, .slow:
            let rise =
                conduction == .slow ? value(usual: "1.1 1.5 1.2", edges: "1.29 1.3 1.31 1.99 2 2.01") : any("1 1.1")
            kept = (any("0.95 0.9 1"), any("0.95 0.9 1"), rise)
        case .blocked:
            let falls = chance(50) ? "0.35 0.25 0.2" : "0.65 0.6 0.55"
            kept = (
                value(usual: falls, edges: edges), value(usual: falls, edges: edges),
                value(usual: "1.1 1.2", edges: "1.29 1.3 1.31 1.59 1.6 1.61")
            )
        case .random:
            kept = (
                any(edges + " 1 0.9"), any(edges + " 1 0.9"),
                value(usual: "1.1 1.5", edges: "1.29 1.3 1.31 1.59 1.6 1.61 1.99 2 2.01")
            )
        }
        let isSlow = conduction == .slow || conduction == .random && chance(50)
        let speed =
            usual.velocity
            * (isSlow
                ? value(usual: "0.5 0.6", edges: "0.69 0.7 0.71 0.74 0.75 0.76 0.99 1 1.01")
                : value(usual: "1.1 1.2", edges: "1 1.05"))
        let time = any("2 4 5")
        return MotorSite(
            site: place,
            latencyMs: mostly(chance(1) ? 1 : (distal.latencyMs ?? 4) + time),
            amplitudeMv: mostly((distal.amplitudeMv ?? usual.amplitude) * kept.amplitude),
            areaMvMs: mostly((distal.areaMvMs ?? usual.amplitude * 3) * kept.area),
            durationMs: mostly((distal.durationMs ?? 5) * kept.duration),
            distanceMm: mostly(distance ?? speed * time),
            entrapmentSite: entrapment,
            longSegment: long
        )
    }

    private mutating func fWave(_ usual: RandomLimits, _ conduction: RandomConduction) -> FWave? {
        if chance(conduction == .normal ? 50 : 25) { return nil }
        if conduction != .normal, chance(12) { return FWave(absent: true) }
        if chance(3) { return FWave(persistencePercent: 80, absent: chance(50) ? nil : false) }
        let edges = "1.01 1.19 1.2 1.21 1.29 1.3 1.31 1.49 1.5 1.51"
        let latency =
            switch conduction {
            case .normal: value(usual: "0.9 0.95", edges: "0.99 1")
            case .slow: value(usual: "1.3 1.6", edges: edges)
            case .blocked, .random: value(usual: "0.9 1", edges: edges)
            }
        return FWave(minimalLatencyMs: usual.fWave * latency, absent: chance(10) ? false : nil)
    }
}
