// The words of the pages of treatment.
package import Domain
import Reports

/// The words of the pages of treatment.
package enum TreatmentPageWord: String, ReportWord {
    case noneRunning, running, until, recordGiving, changeCourse, startCourse, recordOutcome, participants, preference
    case trial, options, choose, choices, noChoices, courses, outcome, seeOptions, chosenOn, participantsHint
    case reasonNeeded, reasonHint, keepChoice, trialHint, goal, measure, noMeasure, side, noSide, targetValue
    case targetImprovement, judgedOn, stoppingRule, option, substance, startedOn, endedOn, improvement, improvementHint
    case courseReasonHint, givenOn, product, lot, lotHint, grams, weight, manufacturer, expiresOn, noReaction, reaction
    case severity, reactionNote, cautionReason, whatWasGiven, measuredOn, value, cautions, noCautions, takesReason
    case doses, together, saved, newCourse, newGiving, newOutcome, chooseTitle

    package var text: Localized {
        switch self {
        case .noneRunning: Localized(en: "No course is running.", nl: "Er loopt geen behandeling.")
        case .running: Localized(en: "Running", nl: "Loopt")
        case .until: Localized(en: "until", nl: "tot")
        case .recordGiving: Localized(en: "Record an administration", nl: "Toediening vastleggen")
        case .changeCourse: Localized(en: "Change or end", nl: "Wijzigen of beëindigen")
        case .startCourse: Localized(en: "Start a course", nl: "Behandeling starten")
        case .recordOutcome: Localized(en: "Record an outcome", nl: "Effectmeting vastleggen")
        case .participants: Localized(en: "Who took part", nl: "Wie meebesliste")
        case .preference: Localized(en: "What the patient preferred", nl: "Wat de patiënt het liefst wilde")
        case .trial: Localized(en: "What it has to show by when", nl: "Wat het wanneer moet laten zien")
        case .options: Localized(en: "Options of treatment", nl: "Behandelopties")
        case .choose: Localized(en: "Choose", nl: "Kiezen")
        case .choices: Localized(en: "What was chosen together", nl: "Wat samen is gekozen")
        case .noChoices: Localized(en: "No treatment was chosen yet.", nl: "Er is nog geen behandeling gekozen.")
        case .courses: Localized(en: "What was given", nl: "Wat is gegeven")
        case .outcome: Localized(en: "What came of it", nl: "Wat het opleverde")
        case .seeOptions:
            Localized(en: "Options with guidance and cautions", nl: "Opties met advies en aandachtspunten")
        case .chosenOn: Localized(en: "Chosen on", nl: "Gekozen op")
        case .participantsHint:
            Localized(
                en: "One on each line: patient, doctor, nurse …",
                nl: "Eén per regel: patiënt, arts, verpleegkundige …"
            )
        case .reasonNeeded:
            Localized(
                en: "This option departs from the guideline or raises a caution: say why it is chosen all the same.",
                nl:
                    "Deze optie wijkt af van de richtlijn of heeft een aandachtspunt: zeg waarom er toch voor is gekozen."
            )
        case .reasonHint:
            Localized(en: "Why this one, where that is worth a word", nl: "Waarom deze, als dat een woord waard is")
        case .keepChoice: Localized(en: "Keep this choice", nl: "Deze keuze vastleggen")
        case .trialHint:
            Localized(
                en: "Written down before the first infusion: measure, target, day and stopping rule belong together.",
                nl: "Vastgelegd vóór het eerste infuus: maat, doel, dag en stopregel horen bij elkaar."
            )
        case .goal: Localized(en: "What the patient hopes to do again", nl: "Wat de patiënt weer hoopt te kunnen")
        case .measure: Localized(en: "Measure", nl: "Maat")
        case .noMeasure: Localized(en: "no trial is agreed", nl: "geen proefbehandeling afgesproken")
        case .side: Localized(en: "Side", nl: "Kant")
        case .noSide: Localized(en: "not of one side", nl: "niet van één kant")
        case .targetValue: Localized(en: "Target: a value", nl: "Doel: een waarde")
        case .targetImprovement: Localized(en: "or an improvement by", nl: "of een verbetering met")
        case .judgedOn: Localized(en: "Judged on", nl: "Beoordeeld op")
        case .stoppingRule: Localized(en: "When it is stopped", nl: "Wanneer wordt gestopt")
        case .option: Localized(en: "Treatment", nl: "Behandeling")
        case .substance: Localized(en: "Substance", nl: "Middel")
        case .startedOn: Localized(en: "Started on", nl: "Gestart op")
        case .endedOn: Localized(en: "Ended on", nl: "Gestopt op")
        case .improvement: Localized(en: "Objective improvement", nl: "Objectieve verbetering")
        case .improvementHint:
            Localized(en: "The clinician's own judgement.", nl: "Het eigen oordeel van de behandelaar.")
        case .courseReasonHint:
            Localized(
                en: "Needed where the option departs from the guideline.",
                nl: "Nodig als de optie afwijkt van de richtlijn."
            )
        case .givenOn: Localized(en: "Given on", nl: "Toegediend op")
        case .product: Localized(en: "Product", nl: "Product")
        case .lot: Localized(en: "Batch", nl: "Batch")
        case .lotHint:
            Localized(
                en: "As it stands on the package: a recall names it.",
                nl: "Zoals op de verpakking: een terugroeping noemt die."
            )
        case .grams: Localized(en: "Amount", nl: "Hoeveelheid")
        case .weight: Localized(en: "Body weight", nl: "Lichaamsgewicht")
        case .manufacturer: Localized(en: "Manufacturer", nl: "Fabrikant")
        case .expiresOn: Localized(en: "Expires on", nl: "Houdbaar tot")
        case .noReaction: Localized(en: "not recorded", nl: "niet vastgelegd")
        case .reaction: Localized(en: "Reaction", nl: "Reactie")
        case .severity: Localized(en: "How severe", nl: "Hoe ernstig")
        case .reactionNote: Localized(en: "What happened", nl: "Wat er gebeurde")
        case .cautionReason:
            Localized(
                en: "Needed where a caution asks for one.",
                nl: "Nodig als een aandachtspunt erom vraagt."
            )
        case .whatWasGiven: Localized(en: "What was given", nl: "Wat is gegeven")
        case .measuredOn: Localized(en: "Measured on", nl: "Gemeten op")
        case .value: Localized(en: "Value", nl: "Waarde")
        case .cautions: Localized(en: "Cautions today", nl: "Aandachtspunten vandaag")
        case .noCautions: Localized(en: "no caution today", nl: "vandaag geen aandachtspunt")
        case .takesReason: Localized(en: "choosing it takes a reason", nl: "kiezen vraagt een reden")
        case .doses: Localized(en: "Usual doses", nl: "Gebruikelijke doses")
        case .together:
            Localized(
                en: "Doctor, patient and team choose together; the choice may differ from this list.",
                nl: "Arts, patiënt en team kiezen samen; de keuze mag van deze lijst afwijken."
            )
        case .saved: Localized(en: "It is saved.", nl: "Het is bewaard.")
        case .newCourse: Localized(en: "A course of treatment", nl: "Een behandeling")
        case .newGiving: Localized(en: "An administration", nl: "Een toediening")
        case .newOutcome: Localized(en: "An outcome", nl: "Een effectmeting")
        case .chooseTitle: Localized(en: "Choose together", nl: "Samen kiezen")
        }
    }
}
