// The words of the pages of a workup.
package import Domain
import Reports

/// The words of the pages of a workup.
package enum WorkupWord: String, ReportWord {
    case patient, placesOfWorkup, overview, findings, criteria, treatment, timeline, papers, toNow
    case next, nothingNext, highest, question, verdicts, steps, settled, otherSteps
    case cannotStartYet, first, beginAnyway, changes, changesNote, nothingChanges, unnecessary
    case burden0, burden1, burden2, burden3
    case diagnosis, noDiagnosis, diagnosisWords, statedBy, statedOn, stateDiagnosis, changeDiagnosis
    case about, change, closedOn, inPart, clauses, notDiagnosing

    /// What a step asks of the patient, 0 to 3.
    static func burden(_ level: Int) -> WorkupWord {
        switch level {
        case 0: .burden0
        case 1: .burden1
        case 2: .burden2
        default: .burden3
        }
    }

    package var text: Localized {
        switch self {
        case .patient: Localized(en: "Patient", nl: "Patiënt")
        case .placesOfWorkup: Localized(en: "Pages of this workup", nl: "Pagina's van dit traject")
        case .overview: Localized(en: "Overview", nl: "Overzicht")
        case .findings: Localized(en: "Findings", nl: "Bevindingen")
        case .criteria: Localized(en: "Criteria", nl: "Criteria")
        case .treatment: Localized(en: "Treatment", nl: "Behandeling")
        case .timeline: Localized(en: "Time line", nl: "Tijdlijn")
        case .papers: Localized(en: "Papers", nl: "Papieren")
        case .toNow: Localized(en: "Show what is known now", nl: "Toon wat nu bekend is")
        case .next: Localized(en: "Next", nl: "Volgende stap")
        case .nothingNext: Localized(en: "No step is open", nl: "Er staat geen stap open")
        case .highest: Localized(en: "Highest answer of the criteria", nl: "Hoogste antwoord van de criteria")
        case .question: Localized(en: "Question", nl: "Vraag")
        case .verdicts: Localized(en: "What the criteria say today", nl: "Wat de criteria vandaag zeggen")
        case .steps: Localized(en: "Steps", nl: "Stappen")
        case .settled: Localized(en: "steps settled", nl: "stappen afgerond")
        case .otherSteps: Localized(en: "Other steps", nl: "Andere stappen")
        case .cannotStartYet: Localized(en: "Cannot start yet", nl: "Kan nog niet")
        case .first: Localized(en: "First", nl: "Eerst")
        case .beginAnyway: Localized(en: "Begin all the same, with a reason:", nl: "Toch beginnen, met een reden:")
        case .changes: Localized(en: "What would change the verdict", nl: "Wat het oordeel zou veranderen")
        case .changesNote:
            Localized(
                en: "Most useful first; of equal use, what burdens the patient least.",
                nl: "Het nuttigste eerst; bij gelijk nut wat de patiënt het minst belast."
            )
        case .nothingChanges:
            Localized(
                en: "No further test can change an answer of the criteria.",
                nl: "Geen verder onderzoek kan een antwoord van de criteria veranderen."
            )
        case .unnecessary: Localized(en: "Changes nothing for the criteria", nl: "Verandert niets voor de criteria")
        case .burden0: Localized(en: "no burden for the patient", nl: "niet belastend voor de patiënt")
        case .burden1: Localized(en: "a little burden for the patient", nl: "weinig belastend voor de patiënt")
        case .burden2: Localized(en: "unpleasant for the patient", nl: "onaangenaam voor de patiënt")
        case .burden3: Localized(en: "invasive", nl: "invasief")
        case .diagnosis: Localized(en: "Diagnosis of the clinician", nl: "Diagnose van de behandelaar")
        case .noDiagnosis:
            Localized(
                en: "No diagnosis has been stated. The computer never states one.",
                nl: "Er is nog geen diagnose gesteld. De computer stelt er nooit een."
            )
        case .diagnosisWords: Localized(en: "In the clinician's words", nl: "In de woorden van de behandelaar")
        case .statedBy: Localized(en: "Stated by", nl: "Gesteld door")
        case .statedOn: Localized(en: "On", nl: "Op")
        case .stateDiagnosis: Localized(en: "State a diagnosis", nl: "Diagnose stellen")
        case .changeDiagnosis: Localized(en: "Change the diagnosis", nl: "Diagnose wijzigen")
        case .about: Localized(en: "About this workup", nl: "Over dit traject")
        case .change: Localized(en: "Change", nl: "Wijzigen")
        case .closedOn: Localized(en: "This workup was closed", nl: "Dit traject is afgesloten")
        case .inPart:
            Localized(
                en: "Only a part of this workup is shared with you. What you do not see here may still exist.",
                nl: "Slechts een deel van dit traject is met u gedeeld. Wat u hier niet ziet, kan er wel zijn."
            )
        case .clauses: Localized(en: "Why: the clauses one by one", nl: "Waarom: de voorwaarden een voor een")
        case .notDiagnosing:
            Localized(
                en: "These are the answers of published criteria. The computer does not diagnose.",
                nl: "Dit zijn de antwoorden van gepubliceerde criteria. De computer stelt geen diagnose."
            )
        }
    }
}
