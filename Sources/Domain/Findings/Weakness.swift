// Weakness: its distribution, the weak nerves, the grade of each muscle, and the reflexes.
package import FoundationEssentials

/// How weakness is spread over the body.
package enum WeaknessDistribution: String, Code {
    case focalAsymmetric
    case multifocalAsymmetric
    case symmetric
    case diffuseSymmetric
    /// Not named `none`, which an optional would take for itself.
    case noWeakness = "none"
    case notExamined

    package var label: Localized {
        switch self {
        case .focalAsymmetric: Localized(en: "focal, asymmetric", nl: "focaal, asymmetrisch")
        case .multifocalAsymmetric: Localized(en: "multifocal, asymmetric", nl: "multifocaal, asymmetrisch")
        case .symmetric: Localized(en: "symmetric", nl: "symmetrisch")
        case .diffuseSymmetric: Localized(en: "diffuse, symmetric", nl: "diffuus, symmetrisch")
        case .noWeakness: Localized(en: "no weakness", nl: "geen krachtsverlies")
        case .notExamined: Localized(en: "not examined", nl: "niet onderzocht")
        }
    }
}

/// Which weakness was found.
package struct Weakness: Hashable, Sendable {
    /// How it is spread.
    package let distribution: WeaknessDistribution?
    /// The weak nerves. Empty means that none was found weak; nil means unknown. A nerve that stands here twice is
    /// still one nerve: count distinct ones.
    package let motorNerves: [NerveSide]?

    /// Weakness as far as it was examined.
    package init(distribution: WeaknessDistribution? = nil, motorNerves: [NerveSide]? = nil) {
        self.distribution = distribution
        self.motorNerves = motorNerves
    }

    /// The JSON form.
    package static let codec: Codec<Weakness> = .object(
        "Weakness",
        Weakness.init(distribution:motorNerves:),
        .optional("distribution", \.distribution, .code),
        .optional("motorNerves", \.motorNerves, .list(NerveSide.motorCodec, count: 0...60))
    )
}

/// Muscle strength by the Medical Research Council, 0 to 5 in half steps.
package struct MRCGrade: Hashable, Sendable, Comparable, ExpressibleByIntegerLiteral {
    /// Twice the grade, so that half grades stay whole numbers.
    package let halves: Int

    /// A whole grade; a programmer's error outside 0 to 5.
    package init(integerLiteral grade: Int) {
        precondition((0...5).contains(grade), "MRC grades run from 0 to 5")
        halves = grade * 2
    }

    /// A grade out of half grades; nil outside 0 to 10.
    package init?(halves: Int) {
        guard (0...10).contains(halves) else { return nil }
        self.halves = halves
    }

    /// The grade as a decimal, such as 4.5.
    package var decimal: Decimal {
        Decimal(sign: .plus, exponent: -1, significand: Decimal(halves * 5))
    }

    package static func < (left: Self, right: Self) -> Bool { left.halves < right.halves }

    /// A number from 0 to 5 in half steps.
    package static let codec = Codec<MRCGrade>(
        schema: {
            Schema(
                ("type", "number"),
                ("minimum", .integer(0)),
                ("maximum", .integer(5)),
                ("multipleOf", .decimal(Decimal(sign: .plus, exponent: -1, significand: 5)))
            )
        },
        read: { (json, reading) throws(Mismatch) in
            guard case .number(let number) = json else {
                throw reading.wrongType(json, en: "a number", nl: "een getal")
            }
            let grade = (number.decimal * 2).description
            guard let halves = Int(grade), let value = MRCGrade(halves: halves) else {
                throw reading.mismatch(
                    .outOfRange,
                    en: "Expected an MRC grade from 0 to 5 in half steps.",
                    nl: "Verwacht: een MRC-graad van 0 tot en met 5 in halve stappen."
                )
            }
            return value
        },
        write: { grade, writer in
            grade.halves.isMultiple(of: 2) ? writer.integer(grade.halves / 2) : writer.decimal(grade.decimal)
        }
    )
}

/// The strength of one muscle. Where a muscle stands twice in an examination, the later entry counts.
package struct MuscleStrength: Hashable, Sendable {
    /// The muscle.
    package let muscle: MuscleName
    /// Its side.
    package let side: Side
    /// Its strength.
    package let grade: MRCGrade

    /// The strength of a muscle.
    package init(muscle: MuscleName, side: Side, grade: MRCGrade) {
        self.muscle = muscle
        self.side = side
        self.grade = grade
    }

    /// The JSON form.
    package static let codec: Codec<MuscleStrength> = .object(
        "MuscleStrength",
        MuscleStrength.init(muscle:side:grade:),
        .required("muscle", \.muscle, MuscleName.codec),
        .required("side", \.side, .code),
        .required("grade", \.grade, MRCGrade.codec)
    )
}

/// A tendon whose reflex is examined.
package enum Tendon: String, Code {
    case biceps
    case triceps
    case brachioradialis
    case knee
    case ankle

    /// The limb of the tendon on a side.
    package func limb(_ side: Side) -> Limb {
        switch self {
        case .biceps, .triceps, .brachioradialis: .arm(side)
        case .knee, .ankle: .leg(side)
        }
    }

    package var label: Localized {
        switch self {
        case .biceps: Localized(en: "biceps reflex", nl: "bicepsreflex")
        case .triceps: Localized(en: "triceps reflex", nl: "tricepsreflex")
        case .brachioradialis: Localized(en: "brachioradialis reflex", nl: "brachioradialisreflex")
        case .knee: Localized(en: "knee reflex", nl: "kniepeesreflex")
        case .ankle: Localized(en: "ankle reflex", nl: "achillespeesreflex")
        }
    }
}

/// How a reflex answered.
package enum ReflexFinding: String, Code {
    case absent
    case reduced
    case normal
    case brisk
    case clonus
    case notExamined

    package var label: Localized {
        switch self {
        case .absent: Localized(en: "absent", nl: "afwezig")
        case .reduced: Localized(en: "reduced", nl: "verlaagd")
        case .normal: Localized(en: "normal", nl: "normaal")
        case .brisk: Localized(en: "brisk", nl: "levendig")
        case .clonus: Localized(en: "clonus", nl: "clonus")
        case .notExamined: Localized(en: "not examined", nl: "niet onderzocht")
        }
    }
}

/// One reflex. Where a tendon stands twice in an examination, the later entry counts.
package struct Reflex: Hashable, Sendable {
    /// The tendon.
    package let tendon: Tendon
    /// Its side.
    package let side: Side
    /// How it answered.
    package let finding: ReflexFinding

    /// The reflex of a tendon.
    package init(tendon: Tendon, side: Side, finding: ReflexFinding) {
        self.tendon = tendon
        self.side = side
        self.finding = finding
    }

    /// The JSON form.
    package static let codec: Codec<Reflex> = .object(
        "Reflex",
        Reflex.init(tendon:side:finding:),
        .required("tendon", \.tendon, .code),
        .required("side", \.side, .code),
        .required("finding", \.finding, .code)
    )
}
