// The neurological examination with its history.

/// What was asked and examined on one day.
package struct NeurologicalExamination: Hashable, Sendable {
    /// When, by whom, where.
    package let origin: FindingOrigin
    /// Whether what this examination found absent undoes what an earlier one found present.
    package let supersedes: Bool
    /// The history.
    package let history: History?
    /// The weakness found.
    package let weakness: Weakness?
    /// The strength of single muscles.
    package let strength: [MuscleStrength]
    /// The reflexes.
    package let reflexes: [Reflex]
    /// The signs; `signs[.clonus]` is `notExamined` where it is left out.
    package let signs: Signs
    /// The limbs with objective sensory loss.
    package let sensoryLossLimbs: [Limb]

    /// An examination.
    package init(
        origin: FindingOrigin,
        supersedes: Bool = false,
        history: History? = nil,
        weakness: Weakness? = nil,
        strength: [MuscleStrength] = [],
        reflexes: [Reflex] = [],
        signs: Signs = Signs(),
        sensoryLossLimbs: [Limb] = []
    ) {
        self.origin = origin
        self.supersedes = supersedes
        self.history = history
        self.weakness = weakness
        self.strength = strength
        self.reflexes = reflexes
        self.signs = signs
        self.sensoryLossLimbs = sensoryLossLimbs
    }

    /// The JSON form. An empty `signs` object is the same as none and is not written.
    package static let codec: Codec<NeurologicalExamination> = .object(
        "NeurologicalExamination",
        {
            NeurologicalExamination(
                origin: $0,
                supersedes: $1,
                history: $2,
                weakness: $3,
                strength: $4,
                reflexes: $5,
                signs: $6 ?? Signs(),
                sensoryLossLimbs: $7
            )
        },
        .inlined(\.origin, FindingOrigin.codec),
        .flag("supersedes", \.supersedes),
        .optional("history", \.history, History.codec),
        .optional("weakness", \.weakness, Weakness.codec),
        .list("strength", \.strength, MuscleStrength.codec, max: 200),
        .list("reflexes", \.reflexes, Reflex.codec, max: 40),
        .optional("signs", \.writtenSigns, Signs.codec),
        .list("sensoryLossLimbs", \.sensoryLossLimbs, .code, max: 4)
    ).checked { examination, reading in
        checkSensoryLoss(examination, &reading)
    }

    private var writtenSigns: Signs? {
        signs.stated.isEmpty ? nil : signs
    }

    private static func checkSensoryLoss(_ examination: NeurologicalExamination, _ reading: inout Reading) {
        let limbs = examination.sensoryLossLimbs
        for (index, limb) in limbs.enumerated() where limbs[..<index].contains(limb) {
            reading.report(
                .duplicate,
                at: "/sensoryLossLimbs/\(index)",
                en: "This limb is listed twice.",
                nl: "Dit ledemaat staat twee keer in de lijst."
            )
        }
        if !limbs.isEmpty, examination.signs[.objectiveSensoryLoss] == .absent {
            reading.report(
                .contradiction,
                at: "/sensoryLossLimbs",
                en: "Limbs with sensory loss are listed although objective sensory loss is stated as absent.",
                nl:
                    "Er staan ledematen met gevoelsstoornis, terwijl een objectieve gevoelsstoornis afwezig heet te zijn."
            )
        }
    }
}
