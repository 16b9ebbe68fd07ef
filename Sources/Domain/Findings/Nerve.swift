// The nerves, and the limbs they run in.

/// A peripheral or cranial nerve; which of them are stimulated as motor nerves is `motor`.
package enum Nerve: String, Code {
    case median
    case ulnar
    case radial
    case musculocutaneous
    case axillary
    case peroneal
    case tibial
    case femoral
    case facial
    case phrenic
    case accessory
    case sural
    case superficialPeroneal
    case lateralAntebrachial
    case medialAntebrachial
    case saphenous

    /// The nerves with a motor study.
    package static let motor: [Nerve] = [
        .median, .ulnar, .radial, .musculocutaneous, .axillary, .peroneal, .tibial, .femoral, .facial, .phrenic,
        .accessory,
    ]

    /// Whether the nerve can weaken a muscle.
    package var isMotor: Bool { Nerve.motor.contains(self) }

    /// Where a nerve runs.
    package enum Region: Hashable, Sendable {
        case arm
        case leg
        case other
    }

    /// Arm, leg, or neither (facial, phrenic, accessory).
    package var region: Region {
        switch self {
        case .median, .ulnar, .radial, .musculocutaneous, .axillary, .lateralAntebrachial, .medialAntebrachial: .arm
        case .peroneal, .tibial, .femoral, .sural, .superficialPeroneal, .saphenous: .leg
        case .facial, .phrenic, .accessory: .other
        }
    }

    /// The limb in which the nerve of a side runs; nil where it belongs to no limb.
    package func limb(_ side: Side) -> Limb? {
        switch region {
        case .arm: .arm(side)
        case .leg: .leg(side)
        case .other: nil
        }
    }

    package var label: Localized {
        switch self {
        case .median: Localized(en: "median nerve", nl: "n. medianus")
        case .ulnar: Localized(en: "ulnar nerve", nl: "n. ulnaris")
        case .radial: Localized(en: "radial nerve", nl: "n. radialis")
        case .musculocutaneous: Localized(en: "musculocutaneous nerve", nl: "n. musculocutaneus")
        case .axillary: Localized(en: "axillary nerve", nl: "n. axillaris")
        case .peroneal: Localized(en: "peroneal nerve", nl: "n. peroneus")
        case .tibial: Localized(en: "tibial nerve", nl: "n. tibialis")
        case .femoral: Localized(en: "femoral nerve", nl: "n. femoralis")
        case .facial: Localized(en: "facial nerve", nl: "n. facialis")
        case .phrenic: Localized(en: "phrenic nerve", nl: "n. phrenicus")
        case .accessory: Localized(en: "accessory nerve", nl: "n. accessorius")
        case .sural: Localized(en: "sural nerve", nl: "n. suralis")
        case .superficialPeroneal: Localized(en: "superficial peroneal nerve", nl: "n. peroneus superficialis")
        case .lateralAntebrachial:
            Localized(en: "lateral antebrachial cutaneous nerve", nl: "n. cutaneus antebrachii lateralis")
        case .medialAntebrachial:
            Localized(en: "medial antebrachial cutaneous nerve", nl: "n. cutaneus antebrachii medialis")
        case .saphenous: Localized(en: "saphenous nerve", nl: "n. saphenus")
        }
    }
}

/// A nerve of one side: what the criteria count.
package struct NerveSide: Hashable, Sendable {
    /// The nerve.
    package let nerve: Nerve
    /// Its side.
    package let side: Side

    /// The nerve of a side.
    package init(nerve: Nerve, side: Side) {
        self.nerve = nerve
        self.side = side
    }

    /// The limb in which it runs, where it belongs to one.
    package var limb: Limb? { nerve.limb(side) }

    /// A motor nerve and its side.
    package static let motorCodec: Codec<NerveSide> = .object(
        "MotorNerve",
        NerveSide.init(nerve:side:),
        .required("nerve", \.nerve, .code(among: Nerve.motor)),
        .required("side", \.side, .code)
    )

    /// Nerve and side in words, such as "median nerve, left".
    package func label(_ language: Language) -> String {
        "\(nerve.label(language)) \(side.label(language))"
    }
}
