// The words of the pages of findings.
package import Domain
import Reports

/// The words of the pages of findings.
package enum FindingWord: String, ReportWord {
    case recordNew, withdrawn, recorded, restored, corrected, versions, correct, withdraw, withdrawHint, withdrawReason
    case back, isWithdrawnNow, correctsNothing, new, correcting, compute, computeHint, saved, conflict, conflictText,
        theirs, mine
    case fieldsDiffer, nothingDiffers, unlikely, unlikelyHint, keepAsTyped, completeness, segments

    package var text: Localized {
        switch self {
        case .segments: Localized(en: "Block, segment by segment", nl: "Geleidingsblok, segment voor segment")
        case .recordNew: Localized(en: "Record", nl: "Vastleggen")
        case .withdrawn: Localized(en: "withdrawn", nl: "ingetrokken")
        case .recorded: Localized(en: "recorded", nl: "vastgelegd")
        case .restored: Localized(en: "recorded again", nl: "opnieuw vastgelegd")
        case .corrected: Localized(en: "corrected", nl: "gecorrigeerd")
        case .versions: Localized(en: "Versions, newest first", nl: "Versies, de nieuwste eerst")
        case .correct: Localized(en: "Correct", nl: "Corrigeren")
        case .withdraw: Localized(en: "Withdraw", nl: "Intrekken")
        case .withdrawHint:
            Localized(
                en: "For a finding that should not have been recorded. It stays in the history and counts no more.",
                nl:
                    "Voor een bevinding die niet vastgelegd had moeten worden. Ze blijft in de geschiedenis en telt niet meer."
            )
        case .withdrawReason: Localized(en: "Why it is withdrawn", nl: "Waarom ze wordt ingetrokken")
        case .back: Localized(en: "All findings", nl: "Alle bevindingen")
        case .isWithdrawnNow:
            Localized(
                en: "This finding was withdrawn and counts no more.",
                nl: "Deze bevinding is ingetrokken en telt niet meer."
            )
        case .correctsNothing:
            Localized(
                en: "A correction does not bring it back: record it as a new finding if it counts after all.",
                nl: "Een correctie haalt haar niet terug: leg haar als nieuwe bevinding vast als ze toch telt."
            )
        case .new: Localized(en: "Record", nl: "Vastleggen")
        case .correcting: Localized(en: "Correct", nl: "Corrigeren")
        case .compute: Localized(en: "Compute reductions and block", nl: "Reducties en blok berekenen")
        case .computeHint:
            Localized(
                en: "Nothing is saved by computing. Reductions and block stand below each segment.",
                nl: "Berekenen bewaart niets. Reducties en blok staan onder elk segment."
            )
        case .completeness: Localized(en: "How complete the study is", nl: "Hoe volledig het onderzoek is")
        case .saved: Localized(en: "The finding is saved.", nl: "De bevinding is bewaard.")
        case .conflict:
            Localized(en: "Somebody else changed this meanwhile", nl: "Iemand anders heeft dit intussen gewijzigd")
        case .conflictText:
            Localized(
                en: "Both versions stand side by side below. Choose for each field, then save. Nothing is overwritten.",
                nl:
                    "Beide versies staan hieronder naast elkaar. Kies per veld en bewaar dan. Er wordt niets overschreven."
            )
        case .theirs: Localized(en: "As it stands now", nl: "Zoals het nu staat")
        case .mine: Localized(en: "As you typed it", nl: "Zoals u het typte")
        case .fieldsDiffer: Localized(en: "Fields that differ", nl: "Velden die verschillen")
        case .nothingDiffers:
            Localized(
                en: "What you typed says the same as what stands there now. Save only if that is not what you meant.",
                nl: "Wat u typte zegt hetzelfde als wat er nu staat. Bewaar alleen als dat niet uw bedoeling was."
            )
        case .unlikely: Localized(en: "Hardly possible values", nl: "Nauwelijks mogelijke waarden")
        case .unlikelyHint:
            Localized(
                en: "Look at them again. If they are as they were measured, tick the box below and save.",
                nl: "Kijk ze na. Zijn ze zo gemeten, zet dan het vinkje hieronder en bewaar."
            )
        case .keepAsTyped: Localized(en: "These values are as they were measured", nl: "Deze waarden zijn zo gemeten")
        }
    }
}
