// The second reading of aaem-2003-mmn: section 2 of the clinical reference.
import Domain
import FoundationEssentials

extension NaiveSegment {
    /// One row of the block table: how far amplitude and area must fall.
    private enum Row {
        case medianOrUlnar, radialOrToErb, peroneal, tibial, none
    }

    private var row: Row {
        switch nerve {
        case .median, .ulnar: proximal.site == .erb ? .radialOrToErb : .medianOrUlnar
        case .radial: .radialOrToErb
        case .peroneal: .peroneal
        case .tibial: .tibial
        default: .none
        }
    }

    private var isFreeWithDistalAmplitude: Verdict {
        naiveAll([isFree, distalAmplitudeOfLimit { $0 >= $1 * 20 }])
    }

    /// At least definite by the table.
    var aaemDefinite: Verdict {
        let falls: Verdict =
            switch row {
            case .medianOrUlnar: naiveAll([amplitudeFalls(moreThan: 50), areaFalls(moreThan: 40)])
            case .peroneal: naiveAll([amplitudeFalls(moreThan: 60), areaFalls(moreThan: 50)])
            case .radialOrToErb, .tibial, .none: .notMet
            }
        return naiveAll([isFreeWithDistalAmplitude, durationRises(atMost: 30), falls])
    }

    /// At least probable by the table.
    var aaemProbable: Verdict {
        let compact: Verdict
        let dispersed: Verdict
        switch row {
        case .medianOrUlnar, .radialOrToErb:
            compact = naiveAll([amplitudeFalls(atLeast: 40), areaFalls(atLeast: 30)])
            dispersed = naiveAll([amplitudeFalls(moreThan: 50), areaFalls(moreThan: 40)])
        case .peroneal:
            compact = naiveAll([amplitudeFalls(atLeast: 50), areaFalls(atLeast: 40)])
            dispersed = naiveAll([amplitudeFalls(moreThan: 60), areaFalls(moreThan: 50)])
        case .tibial:
            compact = naiveAll([
                amplitudeFalls(atLeast: 50), areaFalls(atLeast: 40), amplitudeFalls(moreThan: 71),
            ])
            dispersed = naiveAll([
                amplitudeFalls(moreThan: 60), areaFalls(moreThan: 50), amplitudeFalls(moreThan: 71),
            ])
        case .none:
            compact = .notMet
            dispersed = .notMet
        }
        let toThirty = durationRises(atMost: 30)
        let toSixty = naiveAll([naiveNot(toThirty), durationRises(atMost: 60)])
        let falls = naiveAny([naiveAll([toThirty, compact]), naiveAll([toSixty, dispersed])])
        return naiveAll([isFreeWithDistalAmplitude, falls])
    }

    var aaemBlock: BlockAnswer { naiveBlock(definite: aaemDefinite, probable: aaemProbable) }
}

extension NaiveCase {
    /// A1: two weak nerves among five, and no objective sensory loss.
    private var a1: Verdict {
        let nerves: Verdict
        if let weak = weakNerves {
            let counted: [Nerve] = [.median, .ulnar, .radial, .peroneal, .tibial]
            nerves = naive(weak.filter { counted.contains($0.nerve) }.count >= 2)
        } else {
            nerves = distribution == .noWeakness ? .notMet : .unknown
        }
        return naiveAll([nerves, isAbsent(.objectiveSensoryLoss)])
    }

    /// A3: as E3; the sural nerve for the tibial.
    private func a3(_ nerve: NerveSide) -> Verdict {
        guard nerve.nerve == .tibial else { return sensoryOf(nerve) }
        return areNormal(sensory.filter { $0.entry.side == nerve.side && $0.entry.nerve == .sural })
    }

    /// A3p: as A3; where all block starts at the axilla or further proximal, only an abnormal study speaks against it.
    /// A segment that may be blocked counts with those that are, so that a value added later can not undo a verdict.
    private func a3p(_ nerve: NerveSide) -> Verdict {
        let blocked = segments.filter { $0.motor.nerveSide == nerve && $0.aaemProbable != .notMet }
        let sensory = a3(nerve)
        guard blocked.allSatisfy({ [.axilla, .erb].contains($0.distal.site) }) else { return sensory }
        return sensory == .notMet ? .notMet : .met
    }

    /// A4: three sensory nerves or more, all normal.
    private var a4: Verdict {
        let readings = sensory.map(\.isNormal)
        if readings.contains(.notMet) { return .notMet }
        if naiveDistinct(sensory.map(\.nerveSide)).count < 3 || readings.contains(.unknown) { return .unknown }
        return .met
    }

    /// A5: none of four signs of the upper motor neuron, nor the sign itself.
    private var a5: Verdict {
        let signs: [SignCode] = [.spasticTone, .clonus, .extensorPlantar, .pseudobulbar]
        if isAbsent(.upperMotorNeuron) == .notMet { return .notMet }
        return naiveAll(signs.map(isAbsent))
    }

    /// The answer of the set.
    func aaem() -> NaiveAnswer {
        let a2d = nerves(atLeast: 2) { nerve in
            naiveAll([someSegment(of: nerve) { $0.aaemDefinite }, a3(nerve)])
        }
        let a2p = nerves(atLeast: 2) { nerve in
            naiveAll([someSegment(of: nerve) { $0.aaemProbable }, a3p(nerve)])
        }
        let a1x = isAbsent(.diffuseSymmetricWeaknessAtOnset)
        return NaiveAnswer(
            [
                (.definite, naiveAll([a1, a1x, a2d, a4, a5])),
                (.probable, naiveAll([a1, a1x, a2p, a4, a5])),
            ],
            clauses: ["A1": a1, "A1x": a1x, "A2d": a2d, "A2p": a2p, "A4": a4, "A5": a5],
            blocks: segments.map(\.aaemBlock)
        )
    }
}
