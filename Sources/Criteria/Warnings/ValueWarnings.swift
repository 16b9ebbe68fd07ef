// Values that are hardly possible, cannot be, or contradict each other: kept as written, and named with the evaluation.
import Domain
import FoundationEssentials

/// Looks through a case for values that the body, or the calendar, can hardly have.
///
/// The bounds are House (unchecked): wide enough that a correct measurement never passes them. A value that cannot be is
/// treated as missing by all rules (`PossibleValues.swift`); one that is hardly possible counts as it was written; of two
/// values for one thing one counts. Each is named with its place, so that whoever reads the evaluation can go and look.
enum ValueWarnings {
    /// The warnings of a case, in the order of the file.
    static func all(_ numbers: CaseNumbers) -> [ValueWarning] {
        var reader = WarningReader(numbers: numbers)
        reader.readPatient()
        reader.readExaminations()
        reader.readStudies()
        reader.readResults()
        return reader.warnings
    }
}

/// Collects the warnings of a case.
struct WarningReader {
    let numbers: CaseNumbers
    /// What was found so far.
    private(set) var warnings: [ValueWarning] = []

    init(numbers: CaseNumbers) {
        self.numbers = numbers
    }

    var facts: CaseFacts { numbers.facts }
    var file: CaseFile { numbers.facts.file }

    /// Warns in words of their own.
    mutating func warn(_ pointer: String, en: String, nl: String, _ parts: Sentence.Part...) {
        warnings.append(
            ValueWarning(pointer: pointer, message: Sentence(template: Localized(en: en, nl: nl), parts: parts))
        )
    }

    /// Warns of a value that cannot be.
    mutating func setAside(_ value: Decimal?, _ quantity: Quantity, _ pointer: String) {
        guard let value else { return }
        warn(
            pointer,
            en: "{0} of {1}{2} is not possible: the rules treat it as missing. Check the entry.",
            nl: "{0} van {1}{2} is niet mogelijk: de regels behandelen die als ontbrekend. Controleer de invoer.",
            .words(quantity.name),
            .number(value),
            .text(quantity.unit)
        )
    }

    /// Warns of a value that is hardly possible.
    mutating func doubt(_ value: Decimal?, _ quantity: Quantity, _ pointer: String) {
        guard let value else { return }
        warn(
            pointer,
            en: "{0} of {1}{2} is hardly possible: it is used as it was recorded. Check the entry.",
            nl: "{0} van {1}{2} is nauwelijks mogelijk: die wordt gebruikt zoals vastgelegd. Controleer de invoer.",
            .words(quantity.name),
            .number(value),
            .text(quantity.unit)
        )
    }
}

/// What was measured, as a warning names it.
enum Quantity {
    case latency
    case amplitude
    case sensoryAmplitude
    case area
    case duration
    case distance
    case velocity
    case minimalFLatency
    case persistence
    case temperature
    case protein
    case leukocytes
    case crossSection
    case antibodyValue
    case laboratoryValue
    case illness
    case bodyWeight

    /// With its article, to begin a sentence.
    var name: Localized {
        switch self {
        case .latency: Localized(en: "A latency", nl: "Een latentie")
        case .amplitude, .sensoryAmplitude: Localized(en: "An amplitude", nl: "Een amplitude")
        case .area: Localized(en: "An area", nl: "Een oppervlakte")
        case .duration: Localized(en: "A duration", nl: "Een duur")
        case .distance: Localized(en: "A distance", nl: "Een afstand")
        case .velocity: Localized(en: "A velocity", nl: "Een geleidingssnelheid")
        case .minimalFLatency: Localized(en: "A minimal F latency", nl: "Een minimale F-latentie")
        case .persistence: Localized(en: "A persistence", nl: "Een persistentie")
        case .temperature: Localized(en: "A skin temperature", nl: "Een huidtemperatuur")
        case .protein: Localized(en: "A protein", nl: "Een eiwitwaarde")
        case .leukocytes: Localized(en: "A leukocyte count", nl: "Een leukocytenaantal")
        case .crossSection: Localized(en: "A cross-section", nl: "Een doorsnede")
        case .antibodyValue: Localized(en: "An antibody value", nl: "Een antistofwaarde")
        case .laboratoryValue: Localized(en: "A laboratory value", nl: "Een laboratoriumwaarde")
        case .illness: Localized(en: "A duration of the illness", nl: "Een ziekteduur")
        case .bodyWeight: Localized(en: "A body weight", nl: "Een lichaamsgewicht")
        }
    }

    /// The unit with the space before it.
    var unit: String {
        switch self {
        case .latency, .duration, .minimalFLatency: " ms"
        case .amplitude: " mV"
        case .sensoryAmplitude: " µV"
        case .area: " mV·ms"
        case .distance: " mm"
        case .velocity: " m/s"
        case .persistence: " %"
        case .temperature: " °C"
        case .protein: " g/L"
        case .leukocytes: "/µL"
        case .crossSection: " mm²"
        case .bodyWeight: " kg"
        case .antibodyValue, .laboratoryValue, .illness: ""
        }
    }
}
