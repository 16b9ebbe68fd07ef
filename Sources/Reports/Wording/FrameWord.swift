// Words of the frame: title, banner, footer, fixed sentences, identification.
package import Domain

/// The words around the sections.
package enum FrameWord: String, ReportWord {
    case caseReport, meetingReport, born, age, sex, patient, name
    case workup, workupID, protocolAndVersion, openedOn, status, open, referredBy, organisation
    case assignee, source, question, questionAtMeeting, nextStep, dayWaiting, daysWaiting, nextMeeting, interval
    case dayInterval, daysInterval, asOf, asOfExplanation, alert, overrideAlert, igaAlert, antiIgaAlert, reactionAlert,
        mergedAlert
    case reportVersion, contentHash, printedBy, knownAt, page, pageOf, notValidated, signedOff, noDiagnosis
    case masked, recordedBy, version

    package var text: Localized {
        switch self {
        case .caseReport: Localized(en: "Case report", nl: "Casusverslag")
        case .meetingReport: Localized(en: "Meeting report", nl: "Verslag van het overleg")
        case .born: Localized(en: "born", nl: "geboren")
        case .age: Localized(en: "years", nl: "jaar")
        case .sex: Localized(en: "Sex", nl: "Geslacht")
        case .patient: Localized(en: "Patient", nl: "Patiënt")
        case .name: Localized(en: "Name", nl: "Naam")
        case .workup: Localized(en: "workup", nl: "diagnostisch traject")
        case .workupID: Localized(en: "Workup number", nl: "Nummer van het traject")
        case .protocolAndVersion: Localized(en: "Protocol and version", nl: "Protocol en versie")
        case .openedOn: Localized(en: "Opened on", nl: "Geopend op")
        case .status: Localized(en: "Status", nl: "Status")
        case .open: Localized(en: "open", nl: "open")
        case .referredBy: Localized(en: "Referred by", nl: "Verwezen door")
        case .organisation: Localized(en: "Organisation", nl: "Organisatie")
        case .assignee: Localized(en: "Responsible", nl: "Verantwoordelijke")
        case .source: Localized(en: "Source of the data", nl: "Bron van de gegevens")
        case .question: Localized(en: "Question", nl: "Vraag")
        case .questionAtMeeting: Localized(en: "Question for the meeting", nl: "Vraag aan het overleg")
        case .nextStep: Localized(en: "next step", nl: "volgende stap")
        case .dayWaiting: Localized(en: "day waiting", nl: "wachtdag")
        case .daysWaiting: Localized(en: "days waiting", nl: "wachtdagen")
        case .nextMeeting: Localized(en: "next meeting", nl: "volgend overleg")
        case .interval: Localized(en: "infusion interval", nl: "infuusinterval")
        case .dayInterval: Localized(en: "day", nl: "dag")
        case .daysInterval: Localized(en: "days", nl: "dagen")
        case .asOf: Localized(en: "As known on", nl: "Zoals bekend op")
        case .asOfExplanation:
            Localized(en: "What was recorded later is not shown.", nl: "Wat later is vastgelegd, staat hier niet in.")
        case .alert: Localized(en: "Alert", nl: "Let op")
        case .overrideAlert:
            Localized(en: "begun without a prerequisite", nl: "begonnen zonder voorafgaande stap")
        case .igaAlert: Localized(en: "IgA low", nl: "IgA laag")
        case .antiIgaAlert: Localized(en: "antibodies against IgA", nl: "antistoffen tegen IgA")
        case .reactionAlert: Localized(en: "reaction to", nl: "reactie op")
        case .mergedAlert: Localized(en: "this record was merged into", nl: "dit dossier is samengevoegd met")
        case .reportVersion: Localized(en: "report version", nl: "verslagversie")
        case .contentHash: Localized(en: "content hash", nl: "hash van de inhoud")
        case .printedBy: Localized(en: "printed by", nl: "afgedrukt door")
        case .knownAt: Localized(en: "as known at", nl: "zoals bekend om")
        case .page: Localized(en: "page", nl: "pagina")
        case .pageOf: Localized(en: "of", nl: "van")
        case .notValidated:
            Localized(en: "Not validated for clinical decisions.", nl: "Niet gevalideerd voor klinische besluiten.")
        case .signedOff:
            Localized(
                en: "This version of the protocol was signed off by",
                nl: "Deze versie van het protocol is goedgekeurd door"
            )
        case .noDiagnosis:
            Localized(
                en: "The computer does not diagnose: every diagnosis and decision in this report is a clinician's own.",
                nl:
                    "De computer stelt geen diagnose: elke diagnose en elk besluit in dit verslag is van de behandelaars zelf."
            )
        case .masked:
            Localized(
                en: "National numbers are masked except the last three digits.",
                nl: "Van nationale nummers zijn alleen de laatste drie cijfers te zien."
            )
        case .recordedBy: Localized(en: "Recorded by", nl: "Vastgelegd door")
        case .version: Localized(en: "version", nl: "versie")
        }
    }
}
