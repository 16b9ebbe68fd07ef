// The signs and symptoms of the neurological examination, and what an examination stated of them.

/// A sign or symptom that an examination may state.
package enum SignCode: String, Code {
    case upperMotorNeuron
    case bulbarMarked
    case cranialNerve
    case respiratory
    case objectiveSensoryLoss
    case minorVibrationLossLegs
    case diffuseSymmetricWeaknessAtOnset
    case reflexesReducedInAffectedLimb
    case fasciculations
    case cramps
    case atrophy
    case spasticTone
    case clonus
    case extensorPlantar
    case pseudobulbar
    case otherNeuropathy
    case myopathy

    package var label: Localized {
        switch self {
        case .upperMotorNeuron: Localized(en: "upper motor neuron signs", nl: "centraal-motorische verschijnselen")
        case .bulbarMarked: Localized(en: "marked bulbar involvement", nl: "duidelijke bulbaire verschijnselen")
        case .cranialNerve: Localized(en: "cranial nerve involvement", nl: "hersenzenuwuitval")
        case .respiratory: Localized(en: "respiratory muscle weakness", nl: "zwakte van de ademhalingsspieren")
        case .objectiveSensoryLoss:
            Localized(
                en: "objective sensory loss (more than minor vibration loss in the legs)",
                nl: "objectieve gevoelsstoornis (meer dan gering verlies van vibratiezin in de benen)"
            )
        case .minorVibrationLossLegs:
            Localized(en: "minor vibration loss in the legs", nl: "gering verlies van vibratiezin in de benen")
        case .diffuseSymmetricWeaknessAtOnset:
            Localized(
                en: "diffuse symmetric weakness in the first weeks",
                nl: "diffuse symmetrische zwakte in de eerste weken"
            )
        case .reflexesReducedInAffectedLimb:
            Localized(
                en: "reduced or absent reflexes in the affected limb",
                nl: "verlaagde of afwezige peesreflexen in het aangedane ledemaat"
            )
        case .fasciculations: Localized(en: "fasciculations", nl: "fasciculaties")
        case .cramps: Localized(en: "cramps", nl: "krampen")
        case .atrophy: Localized(en: "muscle atrophy", nl: "spieratrofie")
        case .spasticTone: Localized(en: "spastic tone", nl: "spasticiteit")
        case .clonus: Localized(en: "clonus", nl: "clonus")
        case .extensorPlantar: Localized(en: "extensor plantar response", nl: "voetzoolreflex volgens Babinski")
        case .pseudobulbar: Localized(en: "pseudobulbar signs", nl: "pseudobulbaire verschijnselen")
        case .otherNeuropathy: Localized(en: "another neuropathy", nl: "een andere neuropathie")
        case .myopathy: Localized(en: "myopathy", nl: "myopathie")
        }
    }
}

/// What one examination stated of the signs; what it does not state was not examined.
package struct Signs: Hashable, Sendable {
    /// The signs stated, those stated as not examined among them.
    package let stated: [SignCode: Sign]

    /// What was stated; nothing by default.
    package init(_ stated: [SignCode: Sign] = [:]) {
        self.stated = stated
    }

    /// The answer of the examination; `notExamined` where it is left out.
    package subscript(code: SignCode) -> Sign {
        stated[code] ?? .notExamined
    }

    /// An object with a field per sign.
    package static let codec = Codec<Signs>(
        schema: {
            let properties = SignCode.allCases.map { JSONMember($0.rawValue, Codec<Sign>.code.schema().body) }
            return Schema(
                ("type", "object"),
                ("properties", .object(properties)),
                ("additionalProperties", .bool(false))
            ).named("Signs")
        },
        read: { (json, reading) throws(Mismatch) in
            guard case .object(let members) = json else {
                throw reading.wrongType(json, en: "an object", nl: "een object")
            }
            var stated: [SignCode: Sign] = [:]
            var isComplete = true
            for member in members {
                reading.enter(.key(member.key))
                defer { reading.leave() }
                guard let code = SignCode(rawValue: member.key) else {
                    reading.report(
                        .unknownField,
                        en: "This field is not known here.",
                        nl: "Dit veld is hier niet bekend."
                    )
                    isComplete = false
                    continue
                }
                if let sign = try? signCodec.read(member.value, &reading) {
                    stated[code] = sign
                } else {
                    isComplete = false
                }
            }
            guard isComplete else { throw Mismatch() }
            return Signs(stated)
        },
        write: { signs, writer in
            writer.beginObject()
            for code in SignCode.allCases {
                guard let sign = signs.stated[code] else { continue }
                writer.key(code.rawValue)
                writer.string(sign.rawValue)
            }
            writer.endObject()
        }
    )

    private static let signCodec: Codec<Sign> = .code
}
