// The words of what was given, line by line: the ledger, corrections, the check before it is given, the recall of a batch.
package import Domain
import Reports

/// The words of the ledger and of the recall.
package enum LedgerWord: String, ReportWord {
    case ledger, given, day, rate, nextMeasured, noneGiven, correct, withdraw, withdrawn, corrected, measurements, value
    case changes, byProduct, cycles, range, firstMeasured, lastMeasured, sameCycle, noReaction, notAsked, showAll
    case newestOf, of, correctGiving, withdrawGiving, correctOutcome, withdrawOutcome, withdrawHint, withdrawReason
    case correctReason, newest, standsNow, askedNone, rates, ratesHint, checkTitle, checkLead, checkNone, checkRefused
    case typed, record, change, reasonNeeded, checkNext, perKg

    package var text: Localized {
        switch self {
        case .ledger: Localized(en: "Administrations", nl: "Toedieningen")
        case .given: Localized(en: "Given on", nl: "Toegediend op")
        case .day: Localized(en: "Measured on", nl: "Gemeten op")
        case .rate: Localized(en: "Rate (mL/kg/h)", nl: "Snelheid (ml/kg/u)")
        case .nextMeasured: Localized(en: "Next measurement", nl: "Volgende meting")
        case .noneGiven: Localized(en: "No administration is recorded.", nl: "Er is geen toediening vastgelegd.")
        case .correct: Localized(en: "Correct", nl: "Verbeteren")
        case .withdraw: Localized(en: "Take back", nl: "Intrekken")
        case .withdrawn: Localized(en: "Taken back", nl: "Ingetrokken")
        case .corrected: Localized(en: "Corrected", nl: "Verbeterd")
        case .measurements: Localized(en: "Measurements", nl: "Metingen")
        case .value: Localized(en: "Value", nl: "Waarde")
        case .byProduct: Localized(en: "By product", nl: "Per product")
        case .cycles: Localized(en: "Cycles", nl: "Kuren")
        case .range: Localized(en: "From and until", nl: "Van en tot")
        case .firstMeasured:
            Localized(
                en: "First cycle measured (best in the interval, and last)",
                nl: "Eerste gemeten kuur (beste in het interval, en laatste)"
            )
        case .lastMeasured:
            Localized(
                en: "Last cycle measured (best in the interval, and last)",
                nl: "Laatste gemeten kuur (beste in het interval, en laatste)"
            )
        case .sameCycle: Localized(en: "no other cycle was measured", nl: "geen andere kuur is gemeten")
        case .changes: Localized(en: "Changes", nl: "Wijzigingen")
        case .notAsked: Localized(en: "not asked", nl: "niet gevraagd")
        case .showAll: Localized(en: "Show all", nl: "Alles tonen")
        case .newestOf: Localized(en: "Shown are the newest", nl: "Getoond zijn de nieuwste")
        case .of: Localized(en: "of", nl: "van")
        case .correctReason: Localized(en: "Why it is corrected", nl: "Waarom het wordt verbeterd")
        case .noReaction: Localized(en: "none", nl: "geen")
        case .correctGiving: Localized(en: "Correct an administration", nl: "Een toediening verbeteren")
        case .withdrawGiving: Localized(en: "Take back an administration", nl: "Een toediening intrekken")
        case .correctOutcome: Localized(en: "Correct a measurement", nl: "Een meting verbeteren")
        case .withdrawOutcome: Localized(en: "Take back a measurement", nl: "Een meting intrekken")
        case .withdrawHint:
            Localized(
                en: "It stays in the record, struck through and with the reason, and counts for nothing any more.",
                nl: "Het blijft in het dossier staan, doorgehaald en met de reden, en telt nergens meer voor mee."
            )
        case .withdrawReason: Localized(en: "Why it is taken back", nl: "Waarom het wordt ingetrokken")
        case .newest:
            Localized(
                en: """
                    Somebody changed this while you were typing. What you typed stands below: look at what stands now, \
                    then save again if yours is right.
                    """,
                nl: """
                    Iemand heeft dit gewijzigd terwijl u typte. Wat u typte staat hieronder: kijk wat er nu staat, en \
                    bewaar opnieuw als het uwe klopt.
                    """
            )
        case .standsNow: Localized(en: "Stands now", nl: "Staat er nu")
        case .askedNone:
            Localized(en: "Asked: there was no reaction", nl: "Gevraagd: er was geen reactie")
        case .rates: Localized(en: "Rates of the infusion (mL/kg/h)", nl: "Snelheden van het infuus (ml/kg/u)")
        case .ratesHint: Localized(en: "One on each line, as they were set.", nl: "Eén per regel, zoals ingesteld.")
        case .checkTitle: Localized(en: "Check before it is recorded", nl: "Controle voor het vastleggen")
        case .checkLead:
            Localized(
                en: "Nothing is recorded yet. Look at the cautions, then record it or go back.",
                nl: "Er is nog niets vastgelegd. Bekijk de aandachtspunten, leg daarna vast of ga terug."
            )
        case .checkNone:
            Localized(
                en: "No caution of the protocol stands against it.",
                nl: "Geen aandachtspunt van het protocol staat in de weg."
            )
        case .checkRefused:
            Localized(
                en: "This cannot be recorded as it stands: change what is refused.",
                nl: "Dit kan zo niet worden vastgelegd: wijzig wat geweigerd is."
            )
        case .typed: Localized(en: "What was typed", nl: "Wat is ingevuld")
        case .record: Localized(en: "Record it", nl: "Vastleggen")
        case .change: Localized(en: "Change it", nl: "Wijzigen")
        case .reasonNeeded:
            Localized(
                en: "A caution asks why it is given all the same.",
                nl: "Een aandachtspunt vraagt waarom het toch wordt gegeven."
            )
        case .checkNext: Localized(en: "Check", nl: "Controleren")
        case .perKg: Localized(en: "Dose per weight", nl: "Dosis per gewicht")
        }
    }
}
