// The four answers of an examination, and the sides and limbs of the body.

/// What an examination found: a skipped test is never a negative one.
package enum Sign: String, Code {
    case present
    case absent
    case notExamined
    case notEvaluable

    /// Whether the sign was looked for with a result.
    package var isExamined: Bool {
        switch self {
        case .present, .absent: true
        case .notExamined, .notEvaluable: false
        }
    }

    package var label: Localized {
        switch self {
        case .present: Localized(en: "present", nl: "aanwezig")
        case .absent: Localized(en: "absent", nl: "afwezig")
        case .notExamined: Localized(en: "not examined", nl: "niet onderzocht")
        case .notEvaluable: Localized(en: "not assessable", nl: "niet te beoordelen")
        }
    }
}

/// A side of the body.
package enum Side: String, Code {
    case left
    case right

    package var label: Localized {
        switch self {
        case .left: Localized(en: "left", nl: "links")
        case .right: Localized(en: "right", nl: "rechts")
        }
    }
}

/// An arm or a leg, with its side.
package enum Limb: String, Code {
    case leftArm
    case rightArm
    case leftLeg
    case rightLeg

    /// The limb of a side.
    package static func arm(_ side: Side) -> Limb {
        side == .left ? .leftArm : .rightArm
    }

    /// The leg of a side.
    package static func leg(_ side: Side) -> Limb {
        side == .left ? .leftLeg : .rightLeg
    }

    /// Whether this is an arm.
    package var isArm: Bool {
        self == .leftArm || self == .rightArm
    }

    package var label: Localized {
        switch self {
        case .leftArm: Localized(en: "left arm", nl: "linkerarm")
        case .rightArm: Localized(en: "right arm", nl: "rechterarm")
        case .leftLeg: Localized(en: "left leg", nl: "linkerbeen")
        case .rightLeg: Localized(en: "right leg", nl: "rechterbeen")
        }
    }
}
