// The F-wave of a motor study.
package import FoundationEssentials

/// What was found of the F-wave.
package struct FWave: Hashable, Sendable {
    /// The shortest latency.
    package let minimalLatencyMs: Decimal?
    /// How many stimulations brought one.
    package let persistencePercent: Decimal?
    /// Whether it was looked for and absent, as stated; see `isAbsent`.
    package let absent: Bool?

    /// An F-wave as far as it was recorded.
    package init(minimalLatencyMs: Decimal? = nil, persistencePercent: Decimal? = nil, absent: Bool? = nil) {
        self.minimalLatencyMs = minimalLatencyMs
        self.persistencePercent = persistencePercent
        self.absent = absent
    }

    /// Whether it is absent: as stated, else false where a latency is recorded, else unknown.
    package var isAbsent: Bool? {
        absent ?? (minimalLatencyMs == nil ? nil : false)
    }

    /// The JSON form. A persistence above 0 beside `absent: true` is a fault: both can not be true.
    package static let codec: Codec<FWave> = .object(
        "FWave",
        FWave.init(minimalLatencyMs:persistencePercent:absent:),
        .optional("minimalLatencyMs", \.minimalLatencyMs, .measured(upTo: 1_000)),
        .optional("persistencePercent", \.persistencePercent, .measured(upTo: 1_000)),
        .optional("absent", \.absent, .bool)
    ).checked { wave, reading in
        guard wave.absent == true else { return }
        if wave.minimalLatencyMs != nil {
            reading.report(
                .contradiction,
                at: "/minimalLatencyMs",
                en: "An absent F-wave has no minimal latency.",
                nl: "Een afwezige F-golf heeft geen minimale latentie."
            )
        }
        if let persistence = wave.persistencePercent, persistence > 0 {
            reading.report(
                .contradiction,
                at: "/persistencePercent",
                en: "An absent F-wave has no persistence.",
                nl: "Een afwezige F-golf heeft geen persistentie."
            )
        }
    }
}
