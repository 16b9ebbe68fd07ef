// The derived metrics of reports: side difference of F-waves, sural over radial, terminal latency index.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Derived metrics")
struct DerivedMetricsTests {
    private func wave(_ nerve: Nerve, _ side: Side, _ latency: Decimal?, muscle: String? = nil) -> MotorConduction {
        MotorConduction(
            nerve: nerve,
            side: side,
            muscle: muscle.map { RecordingMuscle($0) },
            fWave: FWave(minimalLatencyMs: latency)
        )
    }

    private func sensory(_ nerve: Nerve, _ side: Side, _ amplitude: Decimal?, absent: Bool = false) -> SensoryConduction
    {
        SensoryConduction(nerve: nerve, side: side, amplitudeUv: amplitude, statedResponse: absent ? .absent : nil)
    }

    private func metrics(motor: [MotorConduction] = [], sensory: [SensoryConduction] = []) -> DerivedMetrics {
        DerivedMetrics(NerveConductionStudy(origin: FactCases.origin(nil), motor: motor, sensory: sensory))
    }

    @Test(
        "an F side difference above 2 ms is noteworthy",
        arguments: [
            (Decimal(string: "28.5"), Decimal(string: "30.5"), Decimal(2), false),
            (Decimal(string: "30.6"), Decimal(string: "28.5"), Decimal(string: "2.1"), true),
        ]
    )
    func fSideDifference(left: Decimal?, right: Decimal?, difference: Decimal?, isNoteworthy: Bool) throws {
        let found = metrics(motor: [wave(.median, .left, left), wave(.median, .right, right), wave(.ulnar, .left, 29)])
        #expect(found.fSideDifferences.count == 1)
        let median = try #require(found.fSideDifferences.first)
        #expect(median.nerve == .median)
        #expect(median.differenceMs == difference)
        #expect(median.isNoteworthy == isNoteworthy)
    }

    @Test("F latencies of two sides are compared only where they were recorded from one muscle")
    func otherMuscle() {
        let left = [wave(.ulnar, .left, 29, muscle: "FDI"), wave(.ulnar, .left, 30, muscle: "ADM")]
        #expect(metrics(motor: left + [wave(.ulnar, .right, 33)]).fSideDifferences.isEmpty)
        let found = metrics(motor: left + [wave(.ulnar, .right, 33, muscle: "ADM")]).fSideDifferences
        #expect(found.map(\.differenceMs) == [3])
        #expect(found.first?.muscle?.text == "ADM")
    }

    @Test("a latency that cannot be is no latency")
    func impossibleLatency() {
        #expect(metrics(motor: [wave(.median, .left, 28), wave(.median, .right, -3)]).fSideDifferences.isEmpty)
    }

    @Test("sural over radial below 0.4 suggests length-dependent loss")
    func suralRadial() throws {
        let at = try #require(
            metrics(sensory: [sensory(.sural, .left, 8), sensory(.radial, .left, 20)]).suralRadialRatios.first
        )
        #expect(!at.suggestsLengthDependentLoss)
        #expect(at.ratioForDisplay == Decimal(string: "0.4"))
        let below = metrics(sensory: [sensory(.sural, .right, 7.9), sensory(.radial, .right, 20)]).suralRadialRatios
        #expect(below.map(\.side) == [.right])
        #expect(below.first?.suggestsLengthDependentLoss == true)
        #expect(below.first?.ratioForDisplay == Decimal(string: "0.395"))
        let absent = metrics(sensory: [sensory(.sural, .left, nil, absent: true), sensory(.radial, .left, 20)])
        #expect(absent.suralRadialRatios.first?.ratioForDisplay == 0)
    }

    @Test("there is no ratio without both amplitudes of one side, or over nothing")
    func noRatio() {
        #expect(metrics(sensory: [sensory(.sural, .left, 8), sensory(.radial, .right, 20)]).suralRadialRatios.isEmpty)
        #expect(metrics(sensory: [sensory(.sural, .left, 8), sensory(.radial, .left, 0)]).suralRadialRatios.isEmpty)
        #expect(metrics(sensory: [sensory(.sural, .left, 8)]).suralRadialRatios.isEmpty)
    }

    private func entry(terminal: Decimal?, latency: Decimal = 4, first: StimulationSite = .wrist) -> MotorConduction {
        MotorConduction(
            nerve: .median,
            side: .left,
            sites: [
                MotorSite(site: first, latencyMs: latency, distanceMm: terminal),
                MotorSite(site: .elbow, latencyMs: 8, distanceMm: 200),
            ]
        )
    }

    @Test("the terminal latency index exists only where its distance does")
    func terminalLatencyIndex() throws {
        // 200 mm in 4 ms are 50 m/s; 50 / (50 · 4) is 0.25.
        let at = try #require(metrics(motor: [entry(terminal: 50)]).terminalLatencyIndices.first)
        #expect(at.indexForDisplay == Decimal(string: "0.25"))
        #expect(at.suggestsAntiMag)
        let above = try #require(metrics(motor: [entry(terminal: 50.1)]).terminalLatencyIndices.first)
        #expect(!above.suggestsAntiMag)
        #expect(above.indexForDisplay == Decimal(string: "0.251"))
        #expect(above.nerveSide == NerveSide(nerve: .median, side: .left))
        #expect(metrics(motor: [entry(terminal: nil)]).terminalLatencyIndices.isEmpty)
        #expect(metrics(motor: [entry(terminal: 50, latency: 8)]).terminalLatencyIndices.isEmpty)
        #expect(metrics(motor: [entry(terminal: 50, first: .palm)]).terminalLatencyIndices.isEmpty)
    }
}
