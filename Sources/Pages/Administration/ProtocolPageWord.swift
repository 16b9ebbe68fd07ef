// The words of the pages of protocols.
package import Domain
import FoundationEssentials
import Reports

/// The words of the pages of protocols.
package enum ProtocolPageWord: String, ReportWord {
    case caption, name, code, version, state, active, loaded, openWorkups, checkFile
    case inVersion, effectiveFrom, signedOff, notSigned, steps, step, requirement, after, nothingFirst, within, days,
        notUsual
    case who, result, sets, options, option, position, guidance, measures, measure, scale, better
    case limits, limitsText, nerve, muscle, latency, amplitude, velocity, fWave, source
    case activate, isActive, activeNow, newOnes, staying, whom, workups, nextStep, noStep, noWorkups, differences,
        noDifferences
    case part, whatDiffers, added, removed, changed, reason, reasonHint, activated, kept
    case checkTitle, checkLead, text, file, check, faults, oneFault, line, column, fault, noFaults, comparedWith,
        newProtocol
    case keep, keepText

    /// The words for making a version the active one.
    static func activate(_ version: Int, _ language: Language) -> String {
        ProtocolPageWord.activate.text[language].replacing("#", with: String(version))
    }

    package var text: Localized {
        switch self {
        case .caption: Localized(en: "Versions of protocols", nl: "Versies van protocollen")
        case .name: Localized(en: "Name", nl: "Naam")
        case .code: Localized(en: "Code", nl: "Code")
        case .version: Localized(en: "Version", nl: "Versie")
        case .state: Localized(en: "State", nl: "Toestand")
        case .active: Localized(en: "active", nl: "actief")
        case .loaded: Localized(en: "Kept", nl: "Bewaard")
        case .openWorkups: Localized(en: "Open workups", nl: "Open trajecten")
        case .checkFile: Localized(en: "Check a file", nl: "Een bestand controleren")
        case .inVersion: Localized(en: "version", nl: "versie")
        case .effectiveFrom: Localized(en: "In use from", nl: "In gebruik vanaf")
        case .signedOff: Localized(en: "Signed off by", nl: "Ondertekend door")
        case .notSigned:
            Localized(
                en: "nobody yet: not validated for clinical decisions",
                nl: "nog niemand: niet gevalideerd voor klinische besluiten"
            )
        case .steps: Localized(en: "Steps", nl: "Stappen")
        case .step: Localized(en: "Step", nl: "Stap")
        case .requirement: Localized(en: "Asked for", nl: "Gevraagd")
        case .after: Localized(en: "After", nl: "Na")
        case .nothingFirst: Localized(en: "nothing before it", nl: "niets ervoor")
        case .within: Localized(en: "Usually within", nl: "Meestal binnen")
        case .days: Localized(en: "days", nl: "dagen")
        case .notUsual: Localized(en: "no usual time", nl: "geen vaste tijd")
        case .who: Localized(en: "Who", nl: "Wie")
        case .result: Localized(en: "Completed by", nl: "Compleet door")
        default: treatmentText
        }
    }

    private var treatmentText: Localized {
        switch self {
        case .sets: Localized(en: "Criteria sets", nl: "Criteria")
        case .options: Localized(en: "Treatment options", nl: "Behandelopties")
        case .option: Localized(en: "Option", nl: "Optie")
        case .position: Localized(en: "Guideline", nl: "Richtlijn")
        case .guidance: Localized(en: "Guidance", nl: "Advies")
        case .measures: Localized(en: "Outcome measures", nl: "Effectmaten")
        case .measure: Localized(en: "Measure", nl: "Maat")
        case .scale: Localized(en: "Scale", nl: "Schaal")
        case .better: Localized(en: "Better is", nl: "Beter is")
        case .limits: Localized(en: "Limits of nerve conduction", nl: "Grenswaarden van zenuwgeleiding")
        case .limitsText:
            Localized(
                en: "Only for a study that names the set; the laboratory's own limits always win.",
                nl:
                    "Alleen voor een onderzoek dat de set noemt; de eigen grenzen van het laboratorium gaan altijd voor."
            )
        case .nerve: Localized(en: "Nerve", nl: "Zenuw")
        case .muscle: Localized(en: "Muscle", nl: "Spier")
        case .latency: Localized(en: "Latency, at most (ms)", nl: "Latentie, hoogstens (ms)")
        case .amplitude: Localized(en: "Amplitude, at least (mV)", nl: "Amplitude, minstens (mV)")
        case .velocity: Localized(en: "Velocity, at least (m/s)", nl: "Snelheid, minstens (m/s)")
        case .fWave: Localized(en: "F latency, at most (ms)", nl: "F-latentie, hoogstens (ms)")
        case .source: Localized(en: "Source", nl: "Bron")
        default: activationText
        }
    }

    private var activationText: Localized {
        switch self {
        case .activate: Localized(en: "Make version # active", nl: "Versie # actief maken")
        case .activeNow: Localized(en: "Active now is version", nl: "Nu actief is versie")
        case .newOnes: Localized(en: "New workups are opened on version", nl: "Nieuwe trajecten komen op versie")
        case .staying:
            Localized(en: "Open workups that stay as they are", nl: "Open trajecten die blijven zoals ze zijn")
        case .whom: Localized(en: "Whom it touches", nl: "Wie het raakt")
        case .workups: Localized(en: "Workups", nl: "Trajecten")
        case .nextStep: Localized(en: "Next step is", nl: "Volgende stap is")
        case .isActive:
            Localized(en: "This version is the active one already.", nl: "Deze versie is al de actieve.")
        case .noStep: Localized(en: "no step left", nl: "geen stap meer")
        case .noWorkups:
            Localized(en: "No workup of this protocol is open.", nl: "Van dit protocol is geen traject open.")
        case .differences: Localized(en: "What differs", nl: "Wat verschilt")
        case .noDifferences: Localized(en: "Nothing differs.", nl: "Er verschilt niets.")
        case .part: Localized(en: "Part", nl: "Onderdeel")
        case .whatDiffers: Localized(en: "Change", nl: "Wijziging")
        case .added: Localized(en: "new", nl: "nieuw")
        case .removed: Localized(en: "gone", nl: "vervallen")
        case .changed: Localized(en: "changed", nl: "gewijzigd")
        case .reason: Localized(en: "Why", nl: "Waarom")
        case .reasonHint: Localized(en: "It stands in the access log.", nl: "Het staat in het toegangslogboek.")
        case .activated: Localized(en: "This version is active now.", nl: "Deze versie is nu actief.")
        case .kept:
            Localized(
                en: "The version is kept. It is not active before you make it so.",
                nl: "De versie is bewaard. Zij is pas actief als u dat zegt."
            )
        default: checkText
        }
    }

    private var checkText: Localized {
        switch self {
        case .checkTitle: Localized(en: "Check a protocol file", nl: "Een protocolbestand controleren")
        case .checkLead:
            Localized(
                en: "Every fault is told at once, by its line. Nothing is kept by checking.",
                nl: "Alle fouten worden in één keer verteld, per regel. Controleren bewaart niets."
            )
        case .text: Localized(en: "Text of the file (YAML)", nl: "Tekst van het bestand (YAML)")
        case .file: Localized(en: "Take it from a file", nl: "Uit een bestand halen")
        case .check: Localized(en: "Check", nl: "Controleren")
        case .faults: Localized(en: "faults", nl: "fouten")
        case .oneFault: Localized(en: "fault", nl: "fout")
        case .line: Localized(en: "Line", nl: "Regel")
        case .column: Localized(en: "Column", nl: "Kolom")
        case .fault: Localized(en: "What is wrong", nl: "Wat er mis is")
        case .noFaults: Localized(en: "No faults:", nl: "Geen fouten:")
        case .comparedWith: Localized(en: "What differs from active version", nl: "Wat verschilt van actieve versie")
        case .newProtocol: Localized(en: "A new protocol", nl: "Een nieuw protocol")
        case .keep: Localized(en: "Keep this version", nl: "Deze versie bewaren")
        default:
            Localized(
                en: "Keeping it does not make it active; that is a step of its own.",
                nl: "Bewaren maakt de versie niet actief; dat is een stap apart."
            )
        }
    }
}

/// The parts and fields of a protocol file in words.
enum ProtocolPart {
    /// A part of the file.
    static func part(_ code: String) -> Localized { parts[code] ?? Localized(same: code) }

    /// A field of a thing in the file.
    static func field(_ code: String) -> Localized { fields[code] ?? Localized(same: code) }

    static let parts: [String: Localized] = [
        "names": Localized(en: "Name of the protocol", nl: "Naam van het protocol"),
        "summary": Localized(en: "Summary", nl: "Samenvatting"),
        "effectiveFrom": Localized(en: "In use from", nl: "In gebruik vanaf"),
        "signedOffBy": Localized(en: "Signatures", nl: "Ondertekening"),
        "criteriaSets": Localized(en: "Criteria sets", nl: "Criteria"),
        "phases": Localized(en: "Phases", nl: "Fasen"), "steps": Localized(en: "Steps", nl: "Stappen"),
        "options": Localized(en: "Treatment options", nl: "Behandelopties"),
        "cautions": Localized(en: "Cautions", nl: "Waarschuwingen"),
        "products": Localized(en: "Products", nl: "Producten"),
        "outcomeMeasures": Localized(en: "Outcome measures", nl: "Effectmaten"),
        "sources": Localized(en: "Sources", nl: "Bronnen"),
    ]

    static let fields: [String: Localized] = [
        "names": Localized(en: "name", nl: "naam"), "hints": Localized(en: "hints", nl: "aanwijzingen"),
        "phase": Localized(en: "phase", nl: "fase"),
        "requirement": Localized(en: "how strongly it is asked for", nl: "hoe sterk gevraagd"),
        "condition": Localized(en: "condition", nl: "voorwaarde"),
        "gate": Localized(en: "what waits for it", nl: "wat erop wacht"),
        "prerequisites": Localized(en: "steps before it", nl: "stappen ervoor"),
        "interval": Localized(en: "usual time", nl: "gebruikelijke tijd"), "roles": Localized(en: "who", nl: "wie"),
        "burden": Localized(en: "burden", nl: "belasting"),
        "completedBy": Localized(en: "what completes it", nl: "wat het compleet maakt"),
        "checklist": Localized(en: "checklist", nl: "afvinklijst"), "origin": Localized(en: "origin", nl: "herkomst"),
        "status": Localized(en: "how far it was checked", nl: "hoe ver nagegaan"),
        "position": Localized(en: "guideline", nl: "richtlijn"), "leaflet": Localized(en: "leaflet", nl: "folder"),
        "guidance": Localized(en: "guidance", nl: "advies"), "sources": Localized(en: "sources", nl: "bronnen"),
        "source": Localized(en: "source", nl: "bron"), "doses": Localized(en: "doses", nl: "doseringen"),
        "cautions": Localized(en: "cautions", nl: "waarschuwingen"), "scale": Localized(en: "scale", nl: "schaal"),
        "unit": Localized(en: "unit", nl: "eenheid"), "range": Localized(en: "range", nl: "bereik"),
        "better": Localized(en: "direction", nl: "richting"),
        "minimalImportantChange": Localized(en: "least change that counts", nl: "kleinste verschil dat telt"),
        "effect": Localized(en: "effect", nl: "gevolg"), "withdrawn": Localized(en: "withdrawal", nl: "uit de handel"),
        "validTo": Localized(en: "last day", nl: "laatste dag"),
        "citation": Localized(en: "citation", nl: "verwijzing"), "en": Localized(en: "text", nl: "tekst"),
        "nl": Localized(en: "Dutch text", nl: "Nederlandse tekst"),
    ]
}
