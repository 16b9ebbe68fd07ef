// Needle electromyography.

/// How active a muscle is when the needle goes in.
package enum InsertionalActivity: String, Code {
    case normal
    case increased
    case decreased

    package var label: Localized {
        switch self {
        case .normal: Localized(en: "normal", nl: "normaal")
        case .increased: Localized(en: "increased", nl: "verhoogd")
        case .decreased: Localized(en: "decreased", nl: "verlaagd")
        }
    }
}

/// How long or high the motor unit potentials are.
package enum UnitSize: String, Code {
    case normal
    case increased
    case decreased

    package var label: Localized {
        switch self {
        case .normal: Localized(en: "normal", nl: "normaal")
        case .increased: Localized(en: "increased", nl: "toegenomen")
        case .decreased: Localized(en: "decreased", nl: "afgenomen")
        }
    }
}

/// How many motor unit potentials have many phases.
package enum Polyphasia: String, Code {
    case normal
    case increased

    package var label: Localized {
        switch self {
        case .normal: Localized(en: "normal", nl: "normaal")
        case .increased: Localized(en: "increased", nl: "toegenomen")
        }
    }
}

/// How motor units join in as force rises.
package enum Recruitment: String, Code {
    case normal
    case reduced
    case early

    package var label: Localized {
        switch self {
        case .normal: Localized(en: "normal", nl: "normaal")
        case .reduced: Localized(en: "reduced", nl: "verminderd")
        case .early: Localized(en: "early", nl: "vroegtijdig")
        }
    }
}

/// What the needle found in one muscle. Spontaneous activity is graded 0 to 4.
package struct NeedleMuscle: Hashable, Sendable {
    /// The muscle.
    package let muscle: MuscleName
    /// Its side; may be left out, since some muscles lie in the middle.
    package let side: Side?
    /// Activity at insertion.
    package let insertional: InsertionalActivity?
    /// Fibrillations, 0 to 4.
    package let fibrillations: Int?
    /// Positive sharp waves, 0 to 4.
    package let positiveSharpWaves: Int?
    /// Fasciculations, 0 to 4.
    package let fasciculations: Int?
    /// The duration of the unit potentials.
    package let unitDuration: UnitSize?
    /// The amplitude of the unit potentials.
    package let unitAmplitude: UnitSize?
    /// Polyphasic units.
    package let polyphasia: Polyphasia?
    /// Recruitment.
    package let recruitment: Recruitment?

    /// The findings in a muscle.
    package init(
        muscle: MuscleName,
        side: Side?,
        insertional: InsertionalActivity? = nil,
        fibrillations: Int? = nil,
        positiveSharpWaves: Int? = nil,
        fasciculations: Int? = nil,
        unitDuration: UnitSize? = nil,
        unitAmplitude: UnitSize? = nil,
        polyphasia: Polyphasia? = nil,
        recruitment: Recruitment? = nil
    ) {
        self.muscle = muscle
        self.side = side
        self.insertional = insertional
        self.fibrillations = fibrillations
        self.positiveSharpWaves = positiveSharpWaves
        self.fasciculations = fasciculations
        self.unitDuration = unitDuration
        self.unitAmplitude = unitAmplitude
        self.polyphasia = polyphasia
        self.recruitment = recruitment
    }

    /// The JSON form.
    package static let codec: Codec<NeedleMuscle> = .object(
        "NeedleMuscle",
        NeedleMuscle.init(
            muscle:
            side:
            insertional:
            fibrillations:
            positiveSharpWaves:
            fasciculations:
            unitDuration:
            unitAmplitude:
            polyphasia:
            recruitment:
        ),
        .required("muscle", \.muscle, MuscleName.codec),
        .optional("side", \.side, .code),
        .optional("insertional", \.insertional, .code),
        .optional("fibrillations", \.fibrillations, .integer(0...4)),
        .optional("positiveSharpWaves", \.positiveSharpWaves, .integer(0...4)),
        .optional("fasciculations", \.fasciculations, .integer(0...4)),
        .optional("unitDuration", \.unitDuration, .code),
        .optional("unitAmplitude", \.unitAmplitude, .code),
        .optional("polyphasia", \.polyphasia, .code),
        .optional("recruitment", \.recruitment, .code)
    )
}

/// A needle examination.
package struct NeedleExamination: Hashable, Sendable {
    /// When, by whom, where.
    package let origin: FindingOrigin
    /// The muscles examined.
    package let muscles: [NeedleMuscle]

    /// A needle examination.
    package init(origin: FindingOrigin, muscles: [NeedleMuscle] = []) {
        self.origin = origin
        self.muscles = muscles
    }

    /// The JSON form.
    package static let codec: Codec<NeedleExamination> = .object(
        "NeedleExamination",
        NeedleExamination.init(origin:muscles:),
        .inlined(\.origin, FindingOrigin.codec),
        .list("muscles", \.muscles, NeedleMuscle.codec, max: 200)
    )
}
