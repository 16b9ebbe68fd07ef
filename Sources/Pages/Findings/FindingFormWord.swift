// The words of the forms of findings.
package import Domain
import Reports

/// The words that the forms of all findings share.
package enum FindingFormWord: String, ReportWord {
    case sampledOn, performedOn, performedBy, organisation, origin, originHint, dayHint, whenAndWhere, remarks, note
    case save, reason, reasonHint, correction

    package var text: Localized {
        switch self {
        case .sampledOn: Localized(en: "Sample taken on", nl: "Afgenomen op")
        case .performedOn: Localized(en: "Done on", nl: "Gedaan op")
        case .performedBy: Localized(en: "Done by", nl: "Gedaan door")
        case .organisation: Localized(en: "Done at", nl: "Gedaan bij")
        case .origin: Localized(en: "Result from elsewhere: from where", nl: "Uitslag van elders: waarvandaan")
        case .originHint:
            Localized(
                en: "Only for a result that was made elsewhere; the day is needed then.",
                nl: "Alleen voor een uitslag die elders is gemaakt; de dag is dan nodig."
            )
        case .dayHint:
            Localized(
                en: "As far as it is known: 2026-11-21, 2026-11 or 2026",
                nl: "Zover bekend: 2026-11-21, 2026-11 of 2026"
            )
        case .whenAndWhere: Localized(en: "When, by whom and where", nl: "Wanneer, door wie en waar")
        case .remarks: Localized(en: "Remarks", nl: "Opmerkingen")
        case .note: Localized(en: "Note", nl: "Opmerking")
        case .save: Localized(en: "Save", nl: "Bewaren")
        case .reason: Localized(en: "Why it is corrected", nl: "Waarom het wordt gecorrigeerd")
        case .reasonHint:
            Localized(
                en: "The earlier version stays readable, with this reason beside the new one.",
                nl: "De eerdere versie blijft leesbaar, met deze reden bij de nieuwe."
            )
        case .correction: Localized(en: "Correction", nl: "Correctie")
        }
    }
}

/// The words of the form of a nerve conduction study.
package enum ConductionFormWord: String, ReportWord {
    case laboratory, filter, noLimits, normalLimits, normalLimitsHint, temperature, limb, circumstances, muscle, site
    case latency, amplitude, area, duration, distance, noResponse, entrapment, longSegment, yes, no, byDefault
    case noSegment, amplitudeLower, latencyUpper, velocityLower, fWaveUpper, fWaveMinimal, fWavePersistence
    case fWaveAbsent, limitsAndFWave, sensory, nerve, velocity, peakLatency, reading, byLimits

    package var text: Localized {
        switch self {
        case .laboratory: Localized(en: "Laboratory", nl: "Laboratorium")
        case .filter: Localized(en: "Low-frequency filter", nl: "Laagfrequent filter")
        case .noLimits: Localized(en: "only the limits typed below", nl: "alleen de hieronder ingevulde grenzen")
        case .normalLimits: Localized(en: "Set of normal limits", nl: "Set normaalwaarden")
        case .normalLimitsHint:
            Localized(
                en: "Fills in limits that are left open below. Your laboratory's own limits always win.",
                nl: "Vult grenzen aan die hieronder open blijven. Die van uw eigen laboratorium gaan altijd voor."
            )
        case .temperature: Localized(en: "Skin temperature", nl: "Huidtemperatuur")
        case .limb: Localized(en: "Limb", nl: "Ledemaat")
        case .circumstances: Localized(en: "Laboratory and temperature", nl: "Laboratorium en temperatuur")
        case .muscle: Localized(en: "muscle recorded from", nl: "afgeleide spier")
        case .site: Localized(en: "Site", nl: "Plaats")
        case .latency: Localized(en: "Latency", nl: "Latentie")
        case .amplitude: Localized(en: "Amplitude", nl: "Amplitude")
        case .area: Localized(en: "Area", nl: "Oppervlak")
        case .duration: Localized(en: "Duration", nl: "Duur")
        case .distance: Localized(en: "Distance", nl: "Afstand")
        case .noResponse: Localized(en: "No response", nl: "Geen respons")
        case .entrapment: Localized(en: "Entrapment site", nl: "Beknellingsplaats")
        case .longSegment: Localized(en: "Long segment", nl: "Lang segment")
        case .yes: Localized(en: "yes", nl: "ja")
        case .no: Localized(en: "no", nl: "nee")
        case .byDefault: Localized(en: "as usual", nl: "zoals gewoonlijk")
        case .noSegment: Localized(en: "no segment ends here", nl: "hier eindigt geen segment")
        case .amplitudeLower: Localized(en: "Lowest normal amplitude", nl: "Laagste normale amplitude")
        case .latencyUpper: Localized(en: "Highest normal latency", nl: "Hoogste normale latentie")
        case .velocityLower: Localized(en: "Lowest normal velocity", nl: "Laagste normale snelheid")
        case .fWaveUpper: Localized(en: "Highest normal F latency", nl: "Hoogste normale F-latentie")
        case .fWaveMinimal: Localized(en: "Minimal F latency", nl: "Minimale F-latentie")
        case .fWavePersistence: Localized(en: "F persistence", nl: "F-persistentie")
        case .fWaveAbsent: Localized(en: "F-wave absent", nl: "F-respons afwezig")
        case .limitsAndFWave: Localized(en: "Limits and F-wave", nl: "Grenzen en F-respons")
        case .sensory: Localized(en: "Sensory studies", nl: "Sensibel onderzoek")
        case .nerve: Localized(en: "Nerve", nl: "Zenuw")
        case .velocity: Localized(en: "Velocity", nl: "Snelheid")
        case .peakLatency: Localized(en: "Peak latency", nl: "Pieklatentie")
        case .reading: Localized(en: "Reading of the laboratory", nl: "Oordeel van het laboratorium")
        case .byLimits: Localized(en: "by the limits", nl: "volgens de grenzen")
        }
    }
}
