// The catalogue of muscles, with region and group; other names are kept but belong to no region.

/// A muscle of the catalogue.
package enum Muscle: String, Code {
    case deltoid
    case biceps
    case triceps
    case wristExtensors
    case fingerExtensors
    case extensorIndicis
    case wristFlexors
    case abductorPollicisBrevis
    case fingerFlexors
    case firstDorsalInterosseous
    case abductorDigitiMinimi
    case iliopsoas
    case quadriceps
    case hamstrings
    case tibialisAnterior
    case toeExtensors
    case peroneusLongus
    case gastrocnemius
    case toeFlexors
    case tongue
    case thoracicParaspinal

    /// The group of the muscle; nil for those that only the needle examines.
    package var group: MuscleGroup? {
        switch self {
        case .deltoid, .biceps, .triceps: .armProximal
        case .wristExtensors, .fingerExtensors, .extensorIndicis, .wristFlexors, .abductorPollicisBrevis,
            .fingerFlexors, .firstDorsalInterosseous, .abductorDigitiMinimi:
            .armDistal
        case .iliopsoas, .quadriceps, .hamstrings: .legProximal
        case .tibialisAnterior, .toeExtensors, .peroneusLongus, .gastrocnemius, .toeFlexors: .legDistal
        case .tongue, .thoracicParaspinal: nil
        }
    }

    /// The nerves of the catalogue that supply the muscle.
    package var nerves: [Nerve] {
        switch self {
        case .deltoid: [.axillary]
        case .biceps: [.musculocutaneous]
        case .triceps, .wristExtensors, .fingerExtensors, .extensorIndicis: [.radial]
        case .wristFlexors, .abductorPollicisBrevis: [.median]
        case .fingerFlexors: [.median, .ulnar]
        case .firstDorsalInterosseous, .abductorDigitiMinimi: [.ulnar]
        case .iliopsoas, .quadriceps: [.femoral]
        case .hamstrings, .gastrocnemius, .toeFlexors: [.tibial]
        case .tibialisAnterior, .toeExtensors, .peroneusLongus: [.peroneal]
        case .tongue, .thoracicParaspinal: []
        }
    }

    /// The muscles of the MRC sum score of 60, six on each side.
    package static let sumScore: [Muscle] = [
        .deltoid, .biceps, .wristExtensors, .iliopsoas, .quadriceps, .tibialisAnterior,
    ]

    package var label: Localized {
        switch self {
        case .deltoid: Localized(en: "deltoid", nl: "m. deltoideus")
        case .biceps: Localized(en: "biceps", nl: "m. biceps brachii")
        case .triceps: Localized(en: "triceps", nl: "m. triceps brachii")
        case .wristExtensors: Localized(en: "wrist extensors", nl: "polsextensoren")
        case .fingerExtensors: Localized(en: "finger extensors", nl: "vingerextensoren")
        case .extensorIndicis: Localized(en: "extensor indicis", nl: "m. extensor indicis")
        case .wristFlexors: Localized(en: "wrist flexors", nl: "polsflexoren")
        case .abductorPollicisBrevis: Localized(en: "abductor pollicis brevis", nl: "m. abductor pollicis brevis")
        case .fingerFlexors: Localized(en: "finger flexors", nl: "vingerflexoren")
        case .firstDorsalInterosseous: Localized(en: "first dorsal interosseous", nl: "m. interosseus dorsalis I")
        case .abductorDigitiMinimi: Localized(en: "abductor digiti minimi", nl: "m. abductor digiti minimi")
        case .iliopsoas: Localized(en: "iliopsoas", nl: "m. iliopsoas")
        case .quadriceps: Localized(en: "quadriceps", nl: "m. quadriceps")
        case .hamstrings: Localized(en: "hamstrings", nl: "hamstrings")
        case .tibialisAnterior: Localized(en: "tibialis anterior", nl: "m. tibialis anterior")
        case .toeExtensors: Localized(en: "toe extensors", nl: "teenextensoren")
        case .peroneusLongus: Localized(en: "peroneus longus", nl: "m. peroneus longus")
        case .gastrocnemius: Localized(en: "gastrocnemius", nl: "m. gastrocnemius")
        case .toeFlexors: Localized(en: "toe flexors", nl: "teenflexoren")
        case .tongue: Localized(en: "tongue", nl: "tong")
        case .thoracicParaspinal: Localized(en: "thoracic paraspinal muscles", nl: "thoracale paraspinale spieren")
        }
    }
}

/// A group of muscles: limb, and near to or far from the trunk.
package enum MuscleGroup: String, Code {
    case armProximal
    case armDistal
    case legProximal
    case legDistal

    /// Whether the group belongs to the arm.
    package var isOfArm: Bool { self == .armProximal || self == .armDistal }

    package var label: Localized {
        switch self {
        case .armProximal: Localized(en: "upper arm", nl: "bovenarm")
        case .armDistal: Localized(en: "lower arm and hand", nl: "onderarm en hand")
        case .legProximal: Localized(en: "upper leg", nl: "bovenbeen")
        case .legDistal: Localized(en: "lower leg and foot", nl: "onderbeen en voet")
        }
    }
}

/// The name of a muscle as it was recorded: one of the catalogue, or another.
package struct MuscleName: Hashable, Sendable {
    /// The name as recorded.
    package let text: String

    /// A name as recorded.
    package init(_ text: String) {
        self.text = text
    }

    /// A muscle of the catalogue.
    package init(_ muscle: Muscle) {
        text = muscle.rawValue
    }

    /// The muscle of the catalogue that is meant, if any.
    package var muscle: Muscle? { Muscle(rawValue: text) }

    /// What a person reads: the catalogue's label, or the name as recorded.
    package func label(_ language: Language) -> String {
        muscle?.label(language) ?? text
    }

    /// One line of text.
    package static let codec: Codec<MuscleName> = Codec<String>.text(max: 80).map(
        expecting: Localized(en: "the name of a muscle", nl: "de naam van een spier"),
        { MuscleName($0) },
        back: { $0.text }
    )
}

/// The muscle over which a motor response is recorded: a code of the named normal sets, or another name.
package struct RecordingMuscle: Hashable, Sendable {
    /// The code as recorded, such as `APB`.
    package let text: String

    /// A code as recorded.
    package init(_ text: String) {
        self.text = text
    }

    /// The full name of the known codes, else the code as recorded.
    package func label(_ language: Language) -> String {
        guard let label = RecordingMuscle.labels[text] else { return text }
        return label[language]
    }

    private static let labels: [String: Localized] = [
        "APB": Localized(same: "abductor pollicis brevis"),
        "ADM": Localized(same: "abductor digiti minimi"),
        "FDI": Localized(en: "first dorsal interosseous", nl: "interosseus dorsalis I"),
        "EDC": Localized(same: "extensor digitorum communis"),
        "EIP": Localized(same: "extensor indicis proprius"),
        "EDB": Localized(same: "extensor digitorum brevis"),
        "TA": Localized(same: "tibialis anterior"),
        "AH": Localized(same: "abductor hallucis"),
        "biceps": Localized(same: "biceps brachii"),
        "deltoid": Localized(en: "deltoid", nl: "deltoideus"),
    ]

    /// One line of text.
    package static let codec: Codec<RecordingMuscle> = Codec<String>.text(max: 40).map(
        expecting: Localized(en: "the code of a muscle", nl: "de code van een spier"),
        { RecordingMuscle($0) },
        back: { $0.text }
    )
}
