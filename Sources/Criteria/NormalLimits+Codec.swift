// The form of a file of normal limits, and what must fit together in it.
import Domain
import FoundationEssentials

extension NormalLimits {
    private var formatOfFile: String { Self.format }

    /// Reads a file field by field; what needs more than one entry is in `faults(in:)`.
    static let codec = Codec<NormalLimits>.object(
        "NormalLimits",
        {
            NormalLimits(
                id: $1,
                version: $2,
                effectiveFrom: $3,
                signedOffBy: $4,
                names: $5,
                source: $6,
                status: $7,
                motor: $8,
                sensory: $9
            )
        },
        .required("format", \.formatOfFile, formatCodec),
        .required("id", \.id, .openCode()),
        .required("version", \.version, .integer(1...1_000_000)),
        .required("effectiveFrom", \.effectiveFrom, .date),
        .list("signedOffBy", \.signedOffBy, ProtocolSignOff.codec, max: 10),
        .required("names", \.names, namesCodec),
        .required("source", \.source, .note(max: 2_000)),
        .required("status", \.status, .code),
        .list("motor", \.motor, Motor.codec, max: 200),
        .list("sensory", \.sensory, Sensory.codec, max: 200)
    )

    private static let formatCodec = Codec<String>.textual(
        schema: Schema(("const", .string(format))),
        expecting: Localized(same: format),
        { $0 == format ? $0 : nil },
        text: { $0 }
    )

    private static let namesCodec = Codec<Localized>.object(
        nil,
        { Localized(en: $0, nl: $1) },
        .required("en", \.en, .text(max: 200)),
        .required("nl", \.nl, .text(max: 200))
    )

    /// What does not fit together in a file: a study that stands there twice.
    static func faults(in root: JSONValue) -> [Fault] {
        repetitions(in: root["motor"], named: "motor") { [$0["nerve"]?.string, $0["muscle"]?.string] }
            + repetitions(in: root["sensory"], named: "sensory") { [$0["nerve"]?.string] }
    }

    private static func repetitions(
        in list: JSONValue?,
        named name: String,
        _ key: (JSONValue) -> [String?]
    ) -> [Fault] {
        var seen: Set<[String?]> = []
        return (list?.array ?? []).enumerated().compactMap { index, entry in
            guard !seen.insert(key(entry)).inserted else { return nil }
            return Fault(
                "/\(name)/\(index)",
                .duplicate,
                en: "This study stands here for the second time.",
                nl: "Dit onderzoek staat hier voor de tweede keer."
            )
        }
    }
}

extension NormalLimits.Velocity {
    /// A stretch has both ends, the distal one first, or none.
    fileprivate static let codec = Codec<Self>.object(
        nil,
        Self.init(from:to:lowerMps:status:),
        .optional("from", \.from, .code),
        .optional("to", \.to, .code),
        .required("lowerMps", \.lowerMps, .positive(upTo: 120)),
        .required("status", \.status, .code)
    ).checked { velocity, reading in
        switch (velocity.from, velocity.to) {
        case (nil, nil): break
        case (let from?, let to?):
            guard from.isOnArm != to.isOnArm || from.proximity >= to.proximity else { return }
            reading.report(
                .wrongOrder,
                at: "/to",
                en: "A stretch runs from a distal to a proximal site of one limb.",
                nl: "Een traject loopt van een distale naar een proximale plaats van één ledemaat."
            )
        case (nil, _), (_, nil):
            reading.report(
                .missing,
                at: velocity.from == nil ? "/from" : "/to",
                en: "A stretch has two ends.",
                nl: "Een traject heeft twee uiteinden."
            )
        }
    }
}

extension NormalLimits.Motor {
    fileprivate static let codec = Codec<Self>.object(
        nil,
        Self.init(nerve:muscle:latencyUpperMs:latencySite:amplitudeLowerMv:fWaveUpperMs:velocities:),
        .required("nerve", \.nerve, .code(among: Nerve.motor)),
        .required("muscle", \.muscle, .text(max: 40)),
        .optional("latencyUpperMs", \.latencyUpperMs, .positive(upTo: 1_000)),
        .optional("latencySite", \.latencySite, .code),
        .optional("amplitudeLowerMv", \.amplitudeLowerMv, .positive(upTo: 1_000)),
        .optional("fWaveUpperMs", \.fWaveUpperMs, .positive(upTo: 1_000)),
        .list("velocities", \.velocities, NormalLimits.Velocity.codec, max: 20)
    )
}

extension NormalLimits.Sensory {
    fileprivate static let codec = Codec<Self>.object(
        nil,
        Self.init(nerve:segments:latencyUpperMs:amplitudeLowerUv:velocityLowerMps:status:),
        .required("nerve", \.nerve, .code),
        .list("segments", \.segments, .text(max: 80), max: 20),
        .optional("latencyUpperMs", \.latencyUpperMs, .positive(upTo: 1_000)),
        .optional("amplitudeLowerUv", \.amplitudeLowerUv, .positive(upTo: 100_000)),
        .optional("velocityLowerMps", \.velocityLowerMps, .positive(upTo: 1_000)),
        .required("status", \.status, .code)
    )
}
