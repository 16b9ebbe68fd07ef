// A motor study of one nerve: its sites, limits and F-wave.
package import FoundationEssentials

/// The laboratory's limits of a motor study.
package struct MotorLimits: Hashable, Sendable {
    /// The lowest normal distal amplitude.
    package let amplitudeLowerMv: Decimal?
    /// The highest normal distal latency.
    package let latencyUpperMs: Decimal?
    /// The lowest normal velocity.
    package let velocityLowerMps: Decimal?
    /// The highest normal minimal F latency.
    package let fWaveUpperMs: Decimal?

    /// Limits as far as the laboratory states them.
    package init(
        amplitudeLowerMv: Decimal? = nil,
        latencyUpperMs: Decimal? = nil,
        velocityLowerMps: Decimal? = nil,
        fWaveUpperMs: Decimal? = nil
    ) {
        self.amplitudeLowerMv = amplitudeLowerMv
        self.latencyUpperMs = latencyUpperMs
        self.velocityLowerMps = velocityLowerMps
        self.fWaveUpperMs = fWaveUpperMs
    }

    /// The JSON form.
    package static let codec: Codec<MotorLimits> = .object(
        "MotorLimits",
        MotorLimits.init(amplitudeLowerMv:latencyUpperMs:velocityLowerMps:fWaveUpperMs:),
        .optional("amplitudeLowerMv", \.amplitudeLowerMv, .decimal(0...1_000)),
        .optional("latencyUpperMs", \.latencyUpperMs, .positive(upTo: 1_000)),
        .optional("velocityLowerMps", \.velocityLowerMps, .positive(upTo: 1_000)),
        .optional("fWaveUpperMs", \.fWaveUpperMs, .positive(upTo: 1_000))
    )
}

/// A motor study of one nerve. A study may hold several entries of a nerve, each with its own recording muscle.
package struct MotorConduction: Hashable, Sendable {
    /// The nerve.
    package let nerve: Nerve
    /// Its side.
    package let side: Side
    /// The muscle recorded from.
    package let muscle: RecordingMuscle?
    /// The laboratory's own limits.
    package let limits: MotorLimits?
    /// The stimulation sites, distal first.
    package let sites: [MotorSite]
    /// The F-wave, where it was studied.
    package let fWave: FWave?

    /// A motor study.
    package init(
        nerve: Nerve,
        side: Side,
        muscle: RecordingMuscle? = nil,
        limits: MotorLimits? = nil,
        sites: [MotorSite] = [],
        fWave: FWave? = nil
    ) {
        self.nerve = nerve
        self.side = side
        self.muscle = muscle
        self.limits = limits
        self.sites = sites
        self.fWave = fWave
    }

    /// The nerve with its side.
    package var nerveSide: NerveSide { NerveSide(nerve: nerve, side: side) }

    /// The segments between neighbouring sites, distal first.
    package var segments: [ConductionSegment] {
        zip(sites, sites.dropFirst()).map {
            ConductionSegment(nerve: nerve, side: side, muscle: muscle, distal: $0, proximal: $1)
        }
    }

    /// The JSON form.
    package static let codec: Codec<MotorConduction> = .object(
        "MotorConduction",
        MotorConduction.init(nerve:side:muscle:limits:sites:fWave:),
        .required("nerve", \.nerve, .code(among: Nerve.motor)),
        .required("side", \.side, .code),
        .optional("muscle", \.muscle, RecordingMuscle.codec),
        .optional("limits", \.limits, MotorLimits.codec),
        .list("sites", \.sites, MotorSite.codec, max: 20),
        .optional("fWave", \.fWave, FWave.codec)
    ).checked { study, reading in
        study.checkSites(&reading)
    }

    /// Distal first and each site once; on the limb of the nerve; no bare elbow on the ulnar nerve; overrides only
    /// where there is a segment.
    private func checkSites(_ reading: inout Reading) {
        for (index, site) in sites.enumerated() {
            let pointer = "/sites/\(index)"
            if let fault = nerve.refusal(of: site.site) {
                reading.report(fault.code, at: "\(pointer)/site", fault.message)
            }
            if index == 0 {
                refuseOverrides(of: site, at: pointer, &reading)
                continue
            }
            let before = sites[index - 1].site
            if sites[..<index].contains(where: { $0.site == site.site }) {
                reading.report(
                    .duplicate,
                    at: "\(pointer)/site",
                    en: "This site is listed twice.",
                    nl: "Deze plaats staat twee keer in de lijst."
                )
            } else if before.isOnArm != site.site.isOnArm || before.proximity > site.site.proximity {
                reading.report(
                    .wrongOrder,
                    at: "\(pointer)/site",
                    en: "Sites are listed from distal to proximal.",
                    nl: "Plaatsen staan van distaal naar proximaal."
                )
            }
        }
    }

    /// An override on the most distal site would be passed over without a word, so it is refused.
    private func refuseOverrides(of site: MotorSite, at pointer: String, _ reading: inout Reading) {
        for (name, value) in [("entrapmentSite", site.entrapmentSite), ("longSegment", site.longSegment)]
        where value != nil {
            reading.report(
                .contradiction,
                at: "\(pointer)/\(name)",
                en: "This belongs to the proximal site of a segment; no segment ends here.",
                nl: "Dit hoort bij de proximale plaats van een segment; hier eindigt geen segment."
            )
        }
    }
}

extension Nerve {
    /// What is said of stimulation at a bare elbow of the ulnar nerve.
    static let bareUlnarElbow = Localized(
        en: "On the ulnar nerve write belowElbow or aboveElbow: the segment across the elbow is an entrapment site.",
        nl: "Schrijf bij de n. ulnaris belowElbow of aboveElbow: het segment over de elleboog is een beknellingsplaats."
    )

    /// Why a motor nerve can not have been stimulated at a site; nil where it can.
    fileprivate func refusal(of site: StimulationSite) -> (code: FaultCode, message: Localized)? {
        if self == .ulnar, site == .elbow { return (.badFormat, Nerve.bareUlnarElbow) }
        switch region {
        case .arm where !site.isOnArm, .leg where site.isOnArm:
            return (
                .contradiction,
                Localized(en: "This site does not lie on this nerve.", nl: "Deze plaats ligt niet op deze zenuw.")
            )
        case .arm, .leg, .other: return nil
        }
    }
}
