// Published normal limits of nerve conduction, out of the files of the folder `Limits`.
package import Domain
package import FoundationEssentials

/// A set of normal limits that a study may name. The laboratory's own limits always win over it.
///
/// Source: clinical reference section 6a (secondary; the status of single entries in the file).
package struct NormalLimits: Sendable, Hashable {
    /// The version of the shape of these files.
    package static let format = "workup-limits/1"

    /// The lowest normal velocity within a stretch of a nerve.
    package struct Velocity: Sendable, Hashable {
        /// The distal end of the stretch; the whole nerve where this is left out.
        package let from: StimulationSite?
        /// Its proximal end.
        package let to: StimulationSite?
        /// The lowest normal velocity.
        package let lowerMps: Decimal
        /// How far it was checked.
        package let status: CheckStatus

        /// Whether a segment lies wholly within the stretch.
        func holds(_ distal: StimulationSite, _ proximal: StimulationSite) -> Bool {
            guard let from, let to else { return true }
            return from.proximity <= distal.proximity && proximal.proximity <= to.proximity
        }
    }

    /// The limits of a motor study.
    package struct Motor: Sendable, Hashable {
        /// The nerve.
        package let nerve: Nerve
        /// The muscle recorded from, by its code.
        package let muscle: String
        /// The highest normal distal latency.
        package let latencyUpperMs: Decimal?
        /// The site that the latency is a limit of; any distal site where this is left out.
        package let latencySite: StimulationSite?
        /// The lowest normal distal amplitude.
        package let amplitudeLowerMv: Decimal?
        /// The highest normal minimal F latency.
        package let fWaveUpperMs: Decimal?
        /// The lowest normal velocities.
        package let velocities: [Velocity]

        /// The lowest normal velocity of a segment; nil where the set has none for it.
        package func velocityLowerMps(from distal: StimulationSite, to proximal: StimulationSite) -> Decimal? {
            velocities.first { $0.holds(distal, proximal) }?.lowerMps
        }
    }

    /// The limits of a sensory study.
    package struct Sensory: Sendable, Hashable {
        /// The nerve.
        package let nerve: Nerve
        /// The words by which the stretches begin that the limits are for; empty for any.
        package let segments: [String]
        /// The highest normal latency of the peak.
        package let latencyUpperMs: Decimal?
        /// The lowest normal amplitude.
        package let amplitudeLowerUv: Decimal?
        /// The lowest normal velocity.
        package let velocityLowerMps: Decimal?
        /// How far they were checked.
        package let status: CheckStatus

        /// Whether the limits are for a study; one that does not state its stretch is taken to be the usual one (House).
        func isMeant(for study: SensoryConduction) -> Bool {
            guard study.nerve == nerve else { return false }
            guard let segment = study.segment, !segments.isEmpty else { return true }
            return segments.contains { segment.hasPrefix($0) }
        }
    }

    /// The id by which a study names the set.
    package let id: String
    /// The version of the file.
    package let version: Int
    /// The first day on which it was in use.
    package let effectiveFrom: LocalDate
    /// Who signed it off; empty until two neurologists did.
    package let signedOffBy: [ProtocolSignOff]
    /// What a person reads.
    package let names: Localized
    /// Where the limits come from.
    package let source: String
    /// How far that was read.
    package let status: CheckStatus
    /// The motor studies.
    package let motor: [Motor]
    /// The sensory studies.
    package let sensory: [Sensory]

    /// The limits of a motor study; nil where the set has none, and where the study does not say which muscle was
    /// recorded from: limits of another muscle are not those of this one (House).
    package func motor(for study: MotorConduction) -> Motor? {
        guard let muscle = study.muscle?.text else { return nil }
        return motor.first { $0.nerve == study.nerve && $0.muscle == muscle }
    }

    /// The limits of a sensory study; nil where the set has none.
    package func sensory(for study: SensoryConduction) -> Sensory? {
        sensory.first { $0.isMeant(for: study) }
    }
}
