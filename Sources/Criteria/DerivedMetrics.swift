// Metrics computed from the numbers of a conduction study, for reports: no criterion reads them.
package import Domain
package import FoundationEssentials

/// The derived metrics of a study that need more than one segment; those of a segment are in `SegmentMeasures`.
///
/// Source: clinical reference section 6b (secondary). Values that cannot be count as missing.
package struct DerivedMetrics: Sendable, Hashable {
    /// The minimal F latencies of a nerve on both sides, recorded from one muscle.
    package struct FSideDifference: Sendable, Hashable {
        /// The nerve.
        package let nerve: Nerve
        /// The muscle, where it was written down.
        package let muscle: RecordingMuscle?
        /// The minimal F latency on the left.
        package let leftMs: Decimal
        /// The minimal F latency on the right.
        package let rightMs: Decimal

        /// The difference, never below zero.
        package var differenceMs: Decimal { max(leftMs, rightMs) - min(leftMs, rightMs) }
        /// Whether it is noteworthy: more than 2 ms.
        package var isNoteworthy: Bool { differenceMs > 2 }
    }

    /// The sural amplitude over the radial one, of one side.
    package struct SuralRadialRatio: Sendable, Hashable {
        /// The side.
        package let side: Side
        /// The amplitudes of the two nerves, as a fraction.
        package let ratio: ExactRatio

        /// Whether it suggests a length-dependent axonal loss: below 0.4.
        package var suggestsLengthDependentLoss: Bool { !ratio.isAtLeast(percent: 40) }
        /// The ratio rounded to two decimals, half away from zero, for showing; to more where it lies close to the bound.
        package var ratioForDisplay: Decimal? { ratio.shown(places: 2, beside: [Decimal(4) / 10]) }
    }

    /// The terminal latency index of a motor entry: terminal distance / (velocity × distal latency).
    package struct TerminalLatencyIndex: Sendable, Hashable {
        /// The place of the entry in the study's `motor` list.
        package let motorIndex: Int
        /// The nerve with its side.
        package let nerveSide: NerveSide
        /// The muscle, where it was written down.
        package let muscle: RecordingMuscle?
        /// The index, as a fraction.
        package let index: ExactRatio

        /// Whether it suggests anti-MAG neuropathy: 0.25 or less.
        package var suggestsAntiMag: Bool { !index.isAbove(percent: 25) }
        /// Whether it is usual: 0.34 or more.
        package var isUsual: Bool { index.isAtLeast(percent: 34) }
        /// The index rounded to two decimals, half away from zero, for showing; to more where it lies close to a bound.
        package var indexForDisplay: Decimal? {
            index.shown(places: 2, beside: [Decimal(25) / 100, Decimal(34) / 100])
        }
    }

    /// F latencies recorded on both sides, by nerve in the order of `Nerve`.
    package let fSideDifferences: [FSideDifference]
    /// Sural and radial amplitudes recorded on one side.
    package let suralRadialRatios: [SuralRadialRatio]
    /// Indices of the motor entries whose terminal distance was recorded.
    package let terminalLatencyIndices: [TerminalLatencyIndex]

    /// Computes the metrics of a study.
    package init(_ study: NerveConductionStudy) {
        let motor = study.motor.map(\.withPossibleValues)
        fSideDifferences = Nerve.motor.flatMap { Self.fSideDifferences(of: $0, in: motor) }
        let sensory = study.sensory.map(\.withPossibleValues)
        suralRadialRatios = Side.allCases.compactMap { side in
            guard let sural = Self.amplitude(of: .sural, side, in: sensory),
                let radial = Self.amplitude(of: .radial, side, in: sensory),
                let ratio = ExactRatio(sural, over: radial)
            else { return nil }
            return SuralRadialRatio(side: side, ratio: ratio)
        }
        terminalLatencyIndices = motor.enumerated().compactMap { index, entry in
            Self.terminalLatencyIndex(of: entry).map {
                TerminalLatencyIndex(
                    motorIndex: index,
                    nerveSide: entry.nerveSide,
                    muscle: entry.muscle,
                    index: $0
                )
            }
        }
    }

    /// The differences of a nerve: sides are compared only where one muscle was recorded on both, since the way to another
    /// muscle is longer or shorter. Of several entries of one muscle the first with a latency counts.
    private static func fSideDifferences(of nerve: Nerve, in motor: [MotorConduction]) -> [FSideDifference] {
        let entries = motor.filter { $0.nerve == nerve && $0.fWave?.minimalLatencyMs != nil }
        var muscles: [RecordingMuscle?] = []
        for entry in entries where !muscles.contains(entry.muscle) { muscles.append(entry.muscle) }
        return muscles.compactMap { muscle in
            func latency(_ side: Side) -> Decimal? {
                entries.first { $0.muscle == muscle && $0.side == side }?.fWave?.minimalLatencyMs
            }
            guard let left = latency(.left), let right = latency(.right) else { return nil }
            return FSideDifference(nerve: nerve, muscle: muscle, leftMs: left, rightMs: right)
        }
    }

    /// The amplitude of a sensory nerve; an absent response is an amplitude of nothing.
    private static func amplitude(of nerve: Nerve, _ side: Side, in sensory: [SensoryConduction]) -> Decimal? {
        sensory.lazy.filter { $0.nerve == nerve && $0.side == side }
            .compactMap { $0.response == .absent ? 0 : $0.amplitudeUv }.first
    }

    /// Terminal distance / (velocity × distal latency), with the velocity of the most distal segment outside the palm. The
    /// distance to the muscle is that of the most distal site, where somebody recorded it; mostly there is none.
    private static func terminalLatencyIndex(of entry: MotorConduction) -> ExactRatio? {
        guard let distal = entry.sites.first, distal.site != .palm, entry.sites.count > 1,
            let terminal = distal.distanceMm, let latency = distal.latencyMs,
            let length = entry.sites[1].distanceMm, let proximal = entry.sites[1].latencyMs, proximal > latency
        else { return nil }
        // distance / ((length / (proximal − latency)) · latency), multiplied out.
        return ExactRatio(terminal * (proximal - latency), over: length * latency)
    }
}
