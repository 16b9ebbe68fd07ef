// A sensory study of one nerve.
package import FoundationEssentials

/// The laboratory's own reading of a sensory study.
package enum SensoryResponse: String, Code {
    case normal
    case abnormal
    case absent
    case notStated

    package var label: Localized {
        switch self {
        case .normal: Localized(en: "normal", nl: "normaal")
        case .abnormal: Localized(en: "abnormal", nl: "afwijkend")
        case .absent: Localized(en: "absent", nl: "afwezig")
        case .notStated: Localized(en: "not stated", nl: "niet vermeld")
        }
    }
}

/// The laboratory's limits of a sensory study.
package struct SensoryLimits: Hashable, Sendable {
    /// The lowest normal amplitude.
    package let amplitudeLowerUv: Decimal?
    /// The highest normal peak latency.
    package let latencyUpperMs: Decimal?
    /// The lowest normal velocity.
    package let velocityLowerMps: Decimal?

    /// Limits as far as the laboratory states them.
    package init(
        amplitudeLowerUv: Decimal? = nil,
        latencyUpperMs: Decimal? = nil,
        velocityLowerMps: Decimal? = nil
    ) {
        self.amplitudeLowerUv = amplitudeLowerUv
        self.latencyUpperMs = latencyUpperMs
        self.velocityLowerMps = velocityLowerMps
    }

    /// The JSON form.
    package static let codec: Codec<SensoryLimits> = .object(
        "SensoryLimits",
        SensoryLimits.init(amplitudeLowerUv:latencyUpperMs:velocityLowerMps:),
        .optional("amplitudeLowerUv", \.amplitudeLowerUv, .decimal(0...100_000)),
        .optional("latencyUpperMs", \.latencyUpperMs, .positive(upTo: 1_000)),
        .optional("velocityLowerMps", \.velocityLowerMps, .positive(upTo: 1_000))
    )
}

/// A sensory study of one nerve.
package struct SensoryConduction: Hashable, Sendable {
    /// The nerve.
    package let nerve: Nerve
    /// Its side.
    package let side: Side
    /// Where it was stimulated or recorded.
    package let site: StimulationSite?
    /// The stretch studied, in the laboratory's words, such as `digit2-wrist`.
    package let segment: String?
    /// The amplitude.
    package let amplitudeUv: Decimal?
    /// The velocity.
    package let velocityMps: Decimal?
    /// The latency of the peak.
    package let latencyMs: Decimal?
    /// The laboratory's own reading, as stated; see `response`.
    package let statedResponse: SensoryResponse?
    /// The laboratory's own limits.
    package let limits: SensoryLimits?

    /// A sensory study.
    package init(
        nerve: Nerve,
        side: Side,
        site: StimulationSite? = nil,
        segment: String? = nil,
        amplitudeUv: Decimal? = nil,
        velocityMps: Decimal? = nil,
        latencyMs: Decimal? = nil,
        statedResponse: SensoryResponse? = nil,
        limits: SensoryLimits? = nil
    ) {
        self.nerve = nerve
        self.side = side
        self.site = site
        self.segment = segment
        self.amplitudeUv = amplitudeUv
        self.velocityMps = velocityMps
        self.latencyMs = latencyMs
        self.statedResponse = statedResponse
        self.limits = limits
    }

    /// The nerve with its side.
    package var nerveSide: NerveSide { NerveSide(nerve: nerve, side: side) }

    /// The laboratory's own reading; `notStated` where it is left out.
    package var response: SensoryResponse { statedResponse ?? .notStated }

    /// The JSON form. As in a motor study, an absent response has no measured values, and the ulnar nerve no bare elbow.
    /// Whether the site lies on the nerve is not asked: laboratories name it by where they stimulate or where they
    /// record, and no rule reads it.
    package static let codec: Codec<SensoryConduction> = .object(
        "SensoryConduction",
        SensoryConduction.init(
            nerve:
            side:
            site:
            segment:
            amplitudeUv:
            velocityMps:
            latencyMs:
            statedResponse:
            limits:
        ),
        .required("nerve", \.nerve, .code),
        .required("side", \.side, .code),
        .optional("site", \.site, .code),
        .optional("segment", \.segment, .text(max: 80)),
        .optional("amplitudeUv", \.amplitudeUv, .measured(upTo: 100_000)),
        .optional("velocityMps", \.velocityMps, .measured(upTo: 1_000)),
        .optional("latencyMs", \.latencyMs, .measured(upTo: 1_000)),
        .optional("response", \.statedResponse, .code),
        .optional("limits", \.limits, SensoryLimits.codec)
    ).checked { study, reading in
        if study.nerve == .ulnar, study.site == .elbow {
            reading.report(.badFormat, at: "/site", Nerve.bareUlnarElbow)
        }
        guard study.response == .absent else { return }
        let values: [(String, Decimal?)] = [
            ("amplitudeUv", study.amplitudeUv), ("velocityMps", study.velocityMps), ("latencyMs", study.latencyMs),
        ]
        for (name, value) in values {
            guard let value, value != 0 else { continue }
            reading.report(
                .contradiction,
                at: "/\(name)",
                en: "An absent response has no \(name).",
                nl: "Een afwezige respons heeft geen \(name)."
            )
        }
    }
}
