// Examples of the cautions that conduction studies raise.
import Criteria
import Domain
import FoundationEssentials

extension CautionExample {
    /// A study that lacks nothing, so that only what a test is about is raised.
    private static func study(
        _ motor: [MotorConduction],
        on performedOn: String? = "2026-01-12",
        filterHz: Decimal? = 2,
        temperatures: [SkinTemperature] = [SkinTemperature(limb: .leftArm, celsius: 34)],
        onset: String? = nil,
        nerves: [NerveSide]? = nil,
        protocolCode: String = "mmn"
    ) -> CaseFile {
        FactCases.file(
            protocolCode: protocolCode,
            examinations: [FactCases.examination(onset: onset, nerves: nerves)],
            studies: [
                NerveConductionStudy(
                    origin: FactCases.origin(performedOn),
                    lowFrequencyFilterHz: filterHz,
                    skinTemperatures: temperatures,
                    motor: motor
                )
            ]
        )
    }

    private static func motor(
        _ nerve: Nerve,
        _ sites: [MotorSite],
        _ side: Side = .left,
        limit: Decimal? = 4
    ) -> MotorConduction {
        MotorConduction(nerve: nerve, side: side, limits: MotorLimits(amplitudeLowerMv: limit), sites: sites)
    }

    private static func site(
        _ site: StimulationSite,
        _ amplitude: Decimal? = 8,
        area: Decimal? = 24,
        latency: Decimal? = nil,
        distance: Decimal? = nil
    ) -> MotorSite {
        MotorSite(site: site, latencyMs: latency, amplitudeMv: amplitude, areaMvMs: area, distanceMm: distance)
    }

    private static func forearm(area: Decimal?, amplitude: Decimal = 8) -> MotorConduction {
        motor(.ulnar, [site(.wrist), site(.belowElbow, amplitude, area: area)])
    }

    private static func elbow(area: Decimal?) -> MotorConduction {
        motor(.ulnar, [site(.belowElbow), site(.aboveElbow, area: area)], .right)
    }

    /// A forearm segment of some length in some milliseconds.
    private static func velocity(
        _ nerve: Nerve,
        _ side: Side,
        _ milliseconds: Decimal,
        millimetres: Decimal = 200
    ) -> MotorConduction {
        let proximal: StimulationSite = nerve == .ulnar ? .belowElbow : .elbow
        return motor(
            nerve,
            [site(.wrist, latency: 6), site(proximal, latency: 6 + milliseconds, distance: millimetres)],
            side
        )
    }

    /// Velocities of 25 and 20 m/s, and another nerve.
    private static func slow(_ last: MotorConduction) -> CaseFile {
        study([velocity(.median, .left, 8), velocity(.ulnar, .left, 10), last])
    }

    /// Velocities of 32 and 30 m/s, and another nerve.
    private static func lessSlow(_ last: MotorConduction) -> CaseFile {
        study([velocity(.median, .left, 6.25), velocity(.ulnar, .left, 5, millimetres: 150), last])
    }

    private static func martinGruber(_ belowElbow: Decimal, _ medianElbow: Decimal, _ side: Side = .left) -> CaseFile {
        study([
            motor(.ulnar, [site(.wrist, 10), site(.belowElbow, belowElbow)]),
            motor(.median, [site(.wrist, 8), site(.elbow, medianElbow)], side),
        ])
    }

    /// A forearm, or other sites, with limits and values that may be left out.
    private static func limited(
        _ nerve: Nerve,
        latency: Decimal? = 4,
        velocity: Decimal? = 50,
        fWave: Decimal? = 31,
        latencyMs: Decimal? = nil,
        distanceMm: Decimal? = nil,
        fLatencyMs: Decimal? = nil,
        sites: (StimulationSite, StimulationSite) = (.wrist, .belowElbow)
    ) -> MotorConduction {
        MotorConduction(
            nerve: nerve,
            side: .left,
            limits: MotorLimits(
                amplitudeLowerMv: 4,
                latencyUpperMs: latency,
                velocityLowerMps: velocity,
                fWaveUpperMs: fWave
            ),
            sites: [
                site(sites.0, latency: latencyMs),
                site(sites.1, latency: latencyMs.map { $0 + 4 }, distance: distanceMm),
            ],
            fWave: fLatencyMs.map { FWave(minimalLatencyMs: $0) }
        )
    }

    private static func erb(_ nerves: [Nerve]) -> CaseFile {
        study(nerves.map { motor($0, [site(.erb)]) }, nerves: [NerveSide(nerve: .radial, side: .left)])
    }

    private static func cold(_ limb: Limb, _ celsius: Decimal, _ protocolCode: String = "mmn") -> CaseFile {
        study(
            [forearm(area: 24)],
            temperatures: [SkinTemperature(limb: limb, celsius: celsius)],
            protocolCode: protocolCode
        )
    }

    /// A study of sensory nerves alone.
    private static func sensoryOnly(_ celsius: Decimal) -> CaseFile {
        FactCases.file(studies: [
            NerveConductionStudy(
                origin: FactCases.origin(nil),
                skinTemperatures: [SkinTemperature(limb: .leftLeg, celsius: celsius)],
                motor: [],
                sensory: [SensoryConduction(nerve: .sural, side: .left)]
            )
        ])
    }

    static let ofSegments: [CautionExample] = [
        CautionExample(
            .earlyPseudoBlock,
            "area by 30 %",
            study([forearm(area: 16.8)], onset: "2025-12-23"),
            not: study([forearm(area: 16.81)], onset: "2025-12-23")
        ),
        CautionExample(
            .earlyPseudoBlock,
            "amplitude by 30 %",
            study([forearm(area: nil, amplitude: 5.6)], onset: "2025-12-23"),
            not: study([forearm(area: nil, amplitude: 5.61)], onset: "2025-12-23")
        ),
        CautionExample(
            .earlyPseudoBlock,
            "21 days",
            study([forearm(area: 10)], onset: "2025-12-23"),
            not: study([forearm(area: 10)], onset: "2025-12-22")
        ),
        CautionExample(
            .earlyPseudoBlock,
            "certainly",
            study([forearm(area: 10)], onset: "2026-01"),
            not: study([forearm(area: 10)], onset: "2025")
        ),
        CautionExample(
            .completeBlockCheckStimulus,
            study([motor(.ulnar, [site(.wrist), MotorSite(site: .belowElbow, response: .absent)])]),
            not: study([
                motor(
                    .ulnar,
                    [MotorSite(site: .wrist, response: .absent), MotorSite(site: .belowElbow, response: .absent)]
                )
            ])
        ),
        CautionExample(.entrapmentOnly, "half", study([elbow(area: 12)]), not: study([elbow(area: 12.01)])),
        CautionExample(
            .entrapmentOnly,
            "none elsewhere",
            study([elbow(area: 12), forearm(area: 12.01)]),
            not: study([elbow(area: 12), forearm(area: 12)])
        ),
        CautionExample(
            .entrapmentOnly,
            "nothing open elsewhere",
            study([elbow(area: 12), forearm(area: 24)]),
            not: study([elbow(area: 12), forearm(area: nil)])
        ),
        CautionExample(
            .uniformSlowing,
            "below 38 m/s",
            lessSlow(velocity(.median, .right, 5.27)),
            not: lessSlow(velocity(.median, .right, 5.26))
        ),
        CautionExample(
            .uniformSlowing,
            "within 10 m/s",
            slow(velocity(.median, .right, 6, millimetres: 180)),
            not: slow(velocity(.median, .right, 6, millimetres: 181))
        ),
        CautionExample(
            .uniformSlowing,
            "three nerves",
            slow(velocity(.median, .right, 8)),
            not: slow(velocity(.median, .left, 8))
        ),
        CautionExample(.martinGruberPossible, "20 %", martinGruber(8, 9), not: martinGruber(8.01, 9)),
        CautionExample(.martinGruberPossible, "higher at the elbow", martinGruber(8, 8.1), not: martinGruber(8, 8)),
        CautionExample(.martinGruberPossible, "same side", martinGruber(8, 9), not: martinGruber(8, 9, .right)),
        CautionExample(
            .lowDistalAmplitude,
            study([motor(.ulnar, [site(.wrist, 0.99)])]),
            not: study([motor(.ulnar, [site(.wrist, 1)])])
        ),
        CautionExample(
            .lowDistalAmplitude,
            "not at the palm",
            study([motor(.ulnar, [site(.palm), site(.wrist, 0.5)])]),
            not: study([motor(.ulnar, [site(.palm, 0.5), site(.wrist)])])
        ),
        CautionExample(
            .latencyOrder,
            study([motor(.ulnar, [site(.wrist, latency: 4), site(.belowElbow, latency: 4)])]),
            not: study([motor(.ulnar, [site(.wrist, latency: 4), site(.belowElbow, latency: 4.1)])])
        ),
        CautionExample(
            .latencyOrder,
            "over a site without latency",
            study([motor(.ulnar, [site(.wrist, latency: 9), site(.belowElbow), site(.axilla, latency: 7)])]),
            not: study([motor(.ulnar, [site(.wrist, latency: 6), site(.belowElbow), site(.axilla, latency: 7)])])
        ),
    ]

    static let ofStudies: [CautionExample] = [
        CautionExample(.areaMissing, study([forearm(area: nil)]), not: study([forearm(area: 24)])),
        CautionExample(
            .areaMissing,
            "not where there was no response",
            study([motor(.ulnar, [site(.wrist), MotorSite(site: .belowElbow)])]),
            not: study([motor(.ulnar, [site(.wrist), MotorSite(site: .belowElbow, response: .absent)])])
        ),
        CautionExample(
            .limitsMissing,
            study([motor(.ulnar, [site(.wrist)], limit: nil)]),
            not: study([motor(.ulnar, [site(.wrist)], limit: 8)])
        ),
        CautionExample(
            .limitsMissing,
            "of a distal latency that was recorded",
            study([limited(.ulnar, latency: nil, latencyMs: 3)]),
            not: study([limited(.ulnar, latency: nil, latencyMs: nil)])
        ),
        CautionExample(
            .limitsMissing,
            "of a distal latency where it counts",
            study([limited(.ulnar, latency: nil, latencyMs: 3)]),
            not: study([limited(.ulnar, latency: nil, latencyMs: 3, sites: (.belowElbow, .axilla))])
        ),
        CautionExample(
            .limitsMissing,
            "of a distal latency that a rule about slowing reads",
            study([limited(.ulnar, latency: nil, latencyMs: 3)]),
            not: study([limited(.median, latency: nil, latencyMs: 3)])
        ),
        CautionExample(
            .limitsMissing,
            "of an amplitude that a rule reads",
            study([motor(.axillary, [site(.axilla)], limit: nil)]),
            not: study([motor(.facial, [site(.axilla)], limit: nil)])
        ),
        CautionExample(
            .limitsMissing,
            "of a distal latency that is known",
            study([limited(.radial, latency: nil, latencyMs: 3, sites: (.forearm, .axilla))]),
            not: study([limited(.radial, latency: 4, latencyMs: 3, sites: (.forearm, .axilla))])
        ),
        CautionExample(
            .limitsMissing,
            "of a velocity",
            study([limited(.ulnar, velocity: nil, latencyMs: 3, distanceMm: 200)]),
            not: study([limited(.ulnar, velocity: 50, latencyMs: 3, distanceMm: 200)])
        ),
        CautionExample(
            .limitsMissing,
            "of a velocity that can be computed",
            study([limited(.ulnar, velocity: nil, latencyMs: 3, distanceMm: 200)]),
            not: study([limited(.ulnar, velocity: nil, latencyMs: 3, distanceMm: nil)])
        ),
        CautionExample(
            .limitsMissing,
            "of a velocity away from sites of entrapment",
            study([limited(.ulnar, velocity: nil, latencyMs: 3, distanceMm: 200)]),
            not: study([
                limited(.ulnar, velocity: nil, latencyMs: 3, distanceMm: 200, sites: (.wrist, .aboveElbow))
            ])
        ),
        CautionExample(
            .limitsMissing,
            "of an F latency",
            study([limited(.ulnar, fWave: nil, fLatencyMs: 30)]),
            not: study([limited(.ulnar, fWave: 31, fLatencyMs: 30)])
        ),
        CautionExample(
            .limitsMissing,
            "of an F latency that was recorded",
            study([limited(.ulnar, fWave: nil, fLatencyMs: 30)]),
            not: study([limited(.ulnar, fWave: nil, fLatencyMs: nil)])
        ),
        CautionExample(
            .limitsMissing,
            "of an F latency that a rule reads",
            study([limited(.ulnar, fWave: nil, fLatencyMs: 30)]),
            not: study([limited(.radial, fWave: nil, fLatencyMs: 30, sites: (.forearm, .axilla))])
        ),
        CautionExample(
            .filterMissing,
            "of CIDP",
            study([forearm(area: 24)], filterHz: nil, protocolCode: "cidp"),
            not: study([forearm(area: 24)], filterHz: nil, protocolCode: "mmn")
        ),
        CautionExample(
            .filterMissing,
            study([forearm(area: 24)], filterHz: nil, protocolCode: "cidp"),
            not: study([forearm(area: 24)], filterHz: 10, protocolCode: "cidp")
        ),
        CautionExample(
            .temperatureMissing,
            study([forearm(area: 24)], temperatures: []),
            not: study([forearm(area: 24)])
        ),
        CautionExample(.limbTooCold, "arm", cold(.leftArm, 31.9), not: cold(.leftArm, 32)),
        CautionExample(.limbTooCold, "leg", cold(.leftLeg, 31.9), not: cold(.leftLeg, 32)),
        CautionExample(.limbTooCold, "without motor nerves", sensoryOnly(28), not: sensoryOnly(32)),
        CautionExample(.limbTooCold, "arm, CIDP", cold(.leftArm, 32.9, "cidp"), not: cold(.leftArm, 33, "cidp")),
        CautionExample(.limbTooCold, "leg, CIDP", cold(.leftLeg, 29.9, "cidp"), not: cold(.leftLeg, 30, "cidp")),
        CautionExample(
            .protocolIncomplete,
            "four of five",
            erb([.median, .ulnar, .radial, .musculocutaneous]),
            not: erb([.median, .ulnar, .radial, .musculocutaneous, .axillary])
        ),
        CautionExample(
            .protocolIncomplete,
            "a weak arm",
            study([forearm(area: 24)], nerves: [NerveSide(nerve: .radial, side: .left)]),
            not: study([forearm(area: 24)], nerves: [NerveSide(nerve: .peroneal, side: .left)])
        ),
        CautionExample(
            .protocolIncomplete,
            "in a case of MMN",
            study([forearm(area: 24)], nerves: [NerveSide(nerve: .radial, side: .left)], protocolCode: "cidp"),
            not: study([forearm(area: 24)], nerves: [NerveSide(nerve: .radial, side: .left)], protocolCode: "cidp"),
            evaluations: [evaluation("efns-pns-2010-mmn", .probable)],
            neighbourEvaluations: [evaluation("efns-pns-2010-mmn", .undetermined)]
        ),
    ]
}
