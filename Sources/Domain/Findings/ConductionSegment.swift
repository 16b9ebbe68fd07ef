// The stretch of a nerve between two neighbouring sites: whether it crosses an entrapment site, and whether it is long.

/// Two neighbouring sites of a motor study. What they say about conduction block is for the criteria to judge.
package struct ConductionSegment: Hashable, Sendable {
    /// The nerve.
    package let nerve: Nerve
    /// Its side.
    package let side: Side
    /// The muscle recorded from.
    package let muscle: RecordingMuscle?
    /// The site nearer to the muscle.
    package let distal: MotorSite
    /// The site nearer to the trunk; it carries the distance and the overrides of the segment.
    package let proximal: MotorSite

    /// A segment of a nerve.
    package init(nerve: Nerve, side: Side, muscle: RecordingMuscle?, distal: MotorSite, proximal: MotorSite) {
        self.nerve = nerve
        self.side = side
        self.muscle = muscle
        self.distal = distal
        self.proximal = proximal
    }

    /// Whether the segment crosses a usual site of entrapment: as stated, else by nerve and sites.
    package var isEntrapment: Bool {
        proximal.entrapmentSite ?? isEntrapmentByDefault
    }

    /// Whether the segment is a long one: as stated, else by its sites.
    package var isLong: Bool {
        proximal.longSegment ?? isLongByDefault
    }

    private var isEntrapmentByDefault: Bool {
        let (from, to) = (distal.site, proximal.site)
        switch nerve {
        case .median: return from == .palm
        case .ulnar:
            let crossesElbow =
                from.proximity <= StimulationSite.belowElbow.proximity
                && to.proximity >= StimulationSite.aboveElbow.proximity
            return from == .palm || crossesElbow
        case .peroneal:
            return from.proximity <= StimulationSite.fibularHead.proximity
                && to.proximity >= StimulationSite.aboveFibularHead.proximity
        case .radial, .musculocutaneous, .axillary, .tibial, .femoral, .facial, .phrenic, .accessory, .sural,
            .superficialPeroneal, .lateralAntebrachial, .medialAntebrachial, .saphenous:
            return false
        }
    }

    private var isLongByDefault: Bool {
        switch (distal.site, proximal.site) {
        case (.wrist, .elbow), (.wrist, .belowElbow), (.wrist, .axilla), (.forearm, .axilla), (.elbow, .axilla),
            (.aboveElbow, .axilla), (.elbow, .erb), (.axilla, .erb):
            true
        default: false
        }
    }
}
