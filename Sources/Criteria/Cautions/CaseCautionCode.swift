// The cautions about a case as a whole: which there are, where each comes from, and how far that was checked.
package import Domain

/// A caution about a case: a red flag, a sign of another disease, or a gap in the data (clinical reference section 11), or a
/// recorded treatment that the diagnosis speaks against (section 8d).
package enum CaseCautionCode: String, Code {
    case redFlagUpperMotorNeuron
    case redFlagBulbar
    case redFlagRespiratory
    case redFlagSensory
    case redFlagDiffuseOnset
    case redFlagAcuteOnset
    case earlyPseudoBlock
    case completeBlockCheckStimulus
    case entrapmentOnly
    case uniformSlowing
    case martinGruberPossible
    case redFlagCk
    case redFlagCsf
    case redFlagDenervation
    case paraproteinFound
    case antiMagFound
    case nodopathyFound
    case amyloidSuspicion
    case otherNeuropathyPossible
    case asymmetryNotShown
    case sampleAfterIvig
    case antibodyNotComparable
    case antiGm1NegativeDoesNotExclude
    case areaMissing
    case limitsMissing
    case filterMissing
    case temperatureMissing
    case limbTooCold
    case lowDistalAmplitude
    case protocolIncomplete
    case latencyOrder
    case lumbarPunctureMayBeUnneeded
    case corticosteroidInMmn
    case plasmaExchangeInMmn
    case cyclophosphamideToxicity
    case immunosuppressantUnproven
    case corticosteroidInMotorCidp
    case scigNotForInduction
    case scigOffLabelInMmn

    package var label: Localized {
        switch self {
        case .redFlagUpperMotorNeuron: Localized(en: "upper motor neuron", nl: "centraal motorneuron")
        case .redFlagBulbar: Localized(en: "bulbar signs", nl: "bulbaire verschijnselen")
        case .redFlagRespiratory: Localized(en: "respiratory weakness", nl: "ademhalingszwakte")
        case .redFlagSensory: Localized(en: "sensory findings", nl: "sensibele afwijkingen")
        case .redFlagDiffuseOnset: Localized(en: "diffuse onset", nl: "diffuus begin")
        case .redFlagAcuteOnset: Localized(en: "acute onset", nl: "acuut begin")
        case .earlyPseudoBlock: Localized(en: "early block", nl: "vroeg blok")
        case .completeBlockCheckStimulus: Localized(en: "complete block", nl: "compleet blok")
        case .entrapmentOnly: Localized(en: "entrapment only", nl: "alleen beknelling")
        case .uniformSlowing: Localized(en: "uniform slowing", nl: "gelijkmatige vertraging")
        case .martinGruberPossible: Localized(same: "Martin-Gruber")
        case .redFlagCk: Localized(en: "creatine kinase", nl: "creatinekinase")
        case .redFlagCsf: Localized(en: "cerebrospinal fluid", nl: "liquor")
        case .redFlagDenervation: Localized(en: "widespread denervation", nl: "uitgebreide denervatie")
        case .paraproteinFound: Localized(en: "paraprotein", nl: "paraproteïne")
        case .antiMagFound: Localized(same: "anti-MAG")
        case .nodopathyFound: Localized(en: "nodopathy", nl: "nodopathie")
        case .amyloidSuspicion: Localized(en: "amyloid", nl: "amyloïd")
        case .otherNeuropathyPossible: Localized(en: "another neuropathy", nl: "andere neuropathie")
        case .asymmetryNotShown: Localized(en: "asymmetry not shown", nl: "asymmetrie niet aangetoond")
        case .sampleAfterIvig: Localized(en: "sample after immunoglobulin", nl: "monster na immuunglobuline")
        case .antibodyNotComparable: Localized(en: "not comparable", nl: "niet vergelijkbaar")
        case .antiGm1NegativeDoesNotExclude: Localized(en: "anti-GM1 negative", nl: "anti-GM1 negatief")
        case .areaMissing: Localized(en: "area missing", nl: "oppervlakte ontbreekt")
        case .limitsMissing: Localized(en: "limits missing", nl: "normaalwaarden ontbreken")
        case .filterMissing: Localized(en: "filter missing", nl: "filter ontbreekt")
        case .temperatureMissing: Localized(en: "temperature missing", nl: "temperatuur ontbreekt")
        case .limbTooCold: Localized(en: "limb too cold", nl: "ledemaat te koud")
        case .lowDistalAmplitude: Localized(en: "low distal amplitude", nl: "lage distale amplitude")
        case .protocolIncomplete: Localized(en: "study incomplete", nl: "onderzoek onvolledig")
        case .latencyOrder: Localized(en: "order of latencies", nl: "volgorde van latenties")
        case .lumbarPunctureMayBeUnneeded:
            Localized(en: "lumbar puncture may be unneeded", nl: "lumbaalpunctie mogelijk niet nodig")
        case .corticosteroidInMmn, .plasmaExchangeInMmn, .cyclophosphamideToxicity, .immunosuppressantUnproven,
            .corticosteroidInMotorCidp, .scigNotForInduction, .scigOffLabelInMmn:
            treatment?.label ?? Localized(same: rawValue)
        }
    }

    /// Whether the caution speaks of another disease than the workup is about, or of one that needs haste: what whoever
    /// reads a letter must know. The others are about the data, or about treatment (House, unchecked).
    package var isRedFlag: Bool {
        switch self {
        case .redFlagUpperMotorNeuron, .redFlagBulbar, .redFlagRespiratory, .redFlagSensory, .redFlagDiffuseOnset,
            .redFlagAcuteOnset, .entrapmentOnly, .uniformSlowing, .redFlagCk, .redFlagCsf, .redFlagDenervation,
            .paraproteinFound, .antiMagFound, .nodopathyFound, .amyloidSuspicion, .otherNeuropathyPossible:
            true
        case .earlyPseudoBlock, .completeBlockCheckStimulus, .martinGruberPossible, .asymmetryNotShown,
            .sampleAfterIvig, .antibodyNotComparable, .antiGm1NegativeDoesNotExclude, .areaMissing, .limitsMissing,
            .filterMissing, .temperatureMissing, .limbTooCold, .lowDistalAmplitude, .protocolIncomplete, .latencyOrder,
            .lumbarPunctureMayBeUnneeded, .corticosteroidInMmn, .plasmaExchangeInMmn, .cyclophosphamideToxicity,
            .immunosuppressantUnproven, .corticosteroidInMotorCidp, .scigNotForInduction, .scigOffLabelInMmn:
            false
        }
    }

    /// The caution of the protocols that has the same name, for those about treatment.
    private var treatment: TreatmentCautionCode? { TreatmentCautionCode(rawValue: rawValue) }

    /// Where the caution comes from; `house` for a choice of this project.
    package var source: String {
        switch self {
        case .redFlagUpperMotorNeuron, .redFlagBulbar, .redFlagRespiratory, .redFlagSensory, .redFlagDiffuseOnset,
            .redFlagAcuteOnset, .immunosuppressantUnproven, .antibodyNotComparable, .antiGm1NegativeDoesNotExclude,
            .areaMissing, .limitsMissing:
            Self.guideline
        case .corticosteroidInMmn: Self.guideline + "; Donaghy 1994, J Neurol Neurosurg Psychiatry 57:778"
        case .earlyPseudoBlock: "An Sist Sanit Navar 2009, S1137-66272009000300015"
        case .completeBlockCheckStimulus, .otherNeuropathyPossible, .latencyOrder, .lumbarPunctureMayBeUnneeded: "house"
        case .entrapmentOnly, .uniformSlowing, .martinGruberPossible, .redFlagCsf, .redFlagDenervation,
            .paraproteinFound, .antiMagFound, .nodopathyFound, .lowDistalAmplitude, .sampleAfterIvig,
            .scigNotForInduction, .scigOffLabelInMmn:
            "clinical reference, as commonly reported"
        case .redFlagCk: "PMID 11117549"
        case .amyloidSuspicion: "PMID 34631606"
        case .asymmetryNotShown, .cyclophosphamideToxicity: "PMC4409549"
        case .plasmaExchangeInMmn: "PMC3983019"
        case .corticosteroidInMotorCidp, .filterMissing: "EAN/PNS 2021, doi 10.1111/jns.12455"
        case .temperatureMissing, .limbTooCold: "NVN polyneuropathy guideline, richtlijnendatabase.nl"
        case .protocolIncomplete: "Practical electrophysiology for the diagnosis of MMN"
        }
    }

    private static let guideline = "EFNS/PNS 2010, doi 10.1111/j.1529-8027.2010.00290.x"

    /// How far it was checked; a choice of this project is unchecked.
    package var status: CheckStatus {
        switch self {
        case .redFlagUpperMotorNeuron, .redFlagBulbar, .redFlagRespiratory, .redFlagSensory, .redFlagDiffuseOnset,
            .redFlagAcuteOnset, .earlyPseudoBlock, .redFlagCk, .amyloidSuspicion, .asymmetryNotShown,
            .antibodyNotComparable, .antiGm1NegativeDoesNotExclude, .areaMissing, .limitsMissing, .filterMissing,
            .temperatureMissing, .limbTooCold, .protocolIncomplete, .corticosteroidInMmn, .plasmaExchangeInMmn,
            .cyclophosphamideToxicity, .immunosuppressantUnproven:
            .checked
        case .entrapmentOnly, .martinGruberPossible, .redFlagCsf, .paraproteinFound, .antiMagFound, .nodopathyFound,
            .lowDistalAmplitude, .corticosteroidInMotorCidp, .scigNotForInduction, .scigOffLabelInMmn:
            .secondary
        case .completeBlockCheckStimulus, .uniformSlowing, .redFlagDenervation, .otherNeuropathyPossible,
            .sampleAfterIvig, .latencyOrder, .lumbarPunctureMayBeUnneeded:
            .unchecked
        }
    }
}
