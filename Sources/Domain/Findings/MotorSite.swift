// One stimulation of a motor study and what was recorded.
package import FoundationEssentials

/// A response that could not be obtained.
package enum MotorResponse: String, Code {
    case absent

    package var label: Localized {
        Localized(en: "absent response", nl: "geen respons")
    }
}

/// One stimulation site of a motor study.
///
/// Amplitude is baseline to negative peak; area and duration are of the negative peak. An amplitude or area of 0 is
/// kept as recorded, though `response` is the right way to say that there was no response.
package struct MotorSite: Hashable, Sendable {
    /// Where the nerve was stimulated.
    package let site: StimulationSite
    /// The onset latency.
    package let latencyMs: Decimal?
    /// The amplitude.
    package let amplitudeMv: Decimal?
    /// The area.
    package let areaMvMs: Decimal?
    /// The duration.
    package let durationMs: Decimal?
    /// The length of the segment that ends here; on the most distal site the distance to the muscle, which no rule uses.
    package let distanceMm: Decimal?
    /// Stated when there was no response; the four measured values are then left out.
    package let response: MotorResponse?
    /// Overrides whether the segment that ends here crosses a site of entrapment.
    package let entrapmentSite: Bool?
    /// Overrides whether the segment that ends here is a long one.
    package let longSegment: Bool?

    /// A stimulation.
    package init(
        site: StimulationSite,
        latencyMs: Decimal? = nil,
        amplitudeMv: Decimal? = nil,
        areaMvMs: Decimal? = nil,
        durationMs: Decimal? = nil,
        distanceMm: Decimal? = nil,
        response: MotorResponse? = nil,
        entrapmentSite: Bool? = nil,
        longSegment: Bool? = nil
    ) {
        self.site = site
        self.latencyMs = latencyMs
        self.amplitudeMv = amplitudeMv
        self.areaMvMs = areaMvMs
        self.durationMs = durationMs
        self.distanceMm = distanceMm
        self.response = response
        self.entrapmentSite = entrapmentSite
        self.longSegment = longSegment
    }

    /// Whether the response was looked for and absent.
    package var isAbsent: Bool { response == .absent }

    /// The JSON form.
    package static let codec: Codec<MotorSite> = .object(
        "MotorSite",
        MotorSite.init(
            site:
            latencyMs:
            amplitudeMv:
            areaMvMs:
            durationMs:
            distanceMm:
            response:
            entrapmentSite:
            longSegment:
        ),
        .required("site", \.site, .code),
        .optional("latencyMs", \.latencyMs, .measured(upTo: 1_000)),
        .optional("amplitudeMv", \.amplitudeMv, .measured(upTo: 1_000)),
        .optional("areaMvMs", \.areaMvMs, .measured(upTo: 10_000)),
        .optional("durationMs", \.durationMs, .measured(upTo: 1_000)),
        .optional("distanceMm", \.distanceMm, .measured(upTo: 3_000)),
        .optional("response", \.response, .code),
        .optional("entrapmentSite", \.entrapmentSite, .bool),
        .optional("longSegment", \.longSegment, .bool)
    ).checked { site, reading in
        guard site.isAbsent else { return }
        let values: [(String, Decimal?)] = [
            ("latencyMs", site.latencyMs), ("amplitudeMv", site.amplitudeMv), ("areaMvMs", site.areaMvMs),
            ("durationMs", site.durationMs),
        ]
        for (name, value) in values where value != nil {
            reading.report(
                .contradiction,
                at: "/\(name)",
                en: "An absent response has no \(name).",
                nl: "Een afwezige respons heeft geen \(name)."
            )
        }
    }
}
