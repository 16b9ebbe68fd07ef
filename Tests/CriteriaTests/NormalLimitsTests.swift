// The files of normal limits: the one that comes with the program, and what a file can get wrong.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Normal limits")
struct NormalLimitsTests {
    @Test("the sets that come with the program load, and the library holds them all")
    func bundled() throws {
        let library = try NormalLimitsLibrary.loadBundled()
        #expect(library.ids == ["buschbacher-2016"])
        #expect(NormalLimitsLibrary.bundled == library)
        #expect(NormalLimitsLibrary.bundledNames == ["buschbacher-2016.yaml"])
    }

    @Test("the set holds the table of the clinical reference, and no more")
    func table() throws {
        let set = try #require(NormalLimitsLibrary.bundled["buschbacher-2016"])
        #expect(set.status == .secondary)
        #expect(set.signedOffBy.isEmpty)
        let motor: [(Nerve, String, Decimal?, Decimal?, Decimal?)] = [
            (.median, "APB", 4.5, 4.1, 31.6), (.ulnar, "ADM", 3.7, 7.9, 31.5), (.ulnar, "FDI", 4.0, 9.2, nil),
            (.radial, "EDC", 3.5, 4.3, nil), (.musculocutaneous, "biceps", 5.6, 4.0, nil),
            (.axillary, "deltoid", 5.4, 4.6, nil), (.peroneal, "EDB", 6.5, 1.3, 61.2), (.peroneal, "TA", 4.9, 1.7, nil),
            (.tibial, "AH", 6.1, 4.4, 61.4),
        ]
        #expect(set.motor.count == motor.count)
        for (limits, expected) in zip(set.motor, motor) {
            #expect(limits.nerve == expected.0)
            #expect(limits.muscle == expected.1)
            #expect(limits.latencyUpperMs == expected.2)
            #expect(limits.amplitudeLowerMv == expected.3)
            #expect(limits.fWaveUpperMs == expected.4)
        }
        let sensory: [(Nerve, Decimal, Decimal, CheckStatus)] = [
            (.median, 4.0, 10, .secondary), (.ulnar, 4.0, 6, .secondary), (.radial, 2.8, 7, .secondary),
            (.lateralAntebrachial, 2.5, 5, .secondary), (.medialAntebrachial, 2.6, 4, .secondary),
            (.sural, 4.5, 4, .unchecked),
        ]
        #expect(set.sensory.count == sensory.count)
        for (limits, expected) in zip(set.sensory, sensory) {
            #expect(limits.nerve == expected.0)
            #expect(limits.latencyUpperMs == expected.1)
            #expect(limits.amplitudeLowerUv == expected.2)
            #expect(limits.status == expected.3)
            #expect(limits.velocityLowerMps == nil)
        }
    }

    @Test("all faults of a file are told at once, each with its line")
    func faults() {
        let text = """
            format: workup-limits/1
            id: ours
            version: 1
            effectiveFrom: 2026-01-01
            names: {en: Ours}
            source: Our own
            status: secondary
            motor:
              - {nerve: sural, muscle: APB}
              - {nerve: median, muscle: APB, velocities: [{from: wrist, lowerMps: 49, status: secondary}]}
              - {nerve: median, muscle: APB, velocities: [{from: elbow, to: wrist, lowerMps: 49, status: secondary}]}
              - {nerve: ulnar, muscle: ADM, latency: 3}
            """
        let error = #expect(throws: RuleFileFaults.self) { try NormalLimitsLibrary.load(text) }
        let places = (error?.all ?? []).map { "\($0.line) \($0.code.rawValue) \($0.path)" }
        #expect(
            places == [
                "5 missingLanguage /names/nl",
                "9 unknownCode /motor/0/nerve",
                "10 missing /motor/1/velocities/0/to",
                "11 duplicate /motor/2",
                "11 wrongOrder /motor/2/velocities/0/to",
                "12 unknownField /motor/3/latency",
            ]
        )
    }
}
