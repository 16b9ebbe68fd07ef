// The words of the page of a step.
package import Domain
import Reports

/// The words of the page of a step.
package enum StepPageWord: String, ReportWord {
    case requirement, doneBy, reason, reasonHint, after, burden, seeResult, recordResult, recordAnother
    case whatFor, checklist, whereItStands, history, whatNow, override, overrideHint, overrideReason
    case daysAndPeople, save, asItIs, nobodyNamed, `where`, notNamed, dayHint, partialDayHint, scheduledFor, originHint
    case back, saved, newest

    package var text: Localized {
        switch self {
        case .requirement: Localized(en: "How strongly asked for", nl: "Hoe sterk gevraagd")
        case .doneBy: Localized(en: "Usually done by", nl: "Gewoonlijk gedaan door")
        case .reason: Localized(en: "Reason", nl: "Reden")
        case .reasonHint:
            Localized(
                en: "Needed where the step ends without a result: not needed, not possible, declined, cancelled.",
                nl: "Nodig als de stap zonder uitslag eindigt: niet nodig, niet mogelijk, patiënt ziet ervan af, "
                    + "geannuleerd."
            )
        case .after: Localized(en: "Comes after", nl: "Komt na")
        case .burden: Localized(en: "Burden", nl: "Belasting")
        case .seeResult: Localized(en: "See the result", nl: "Bekijk de uitslag")
        case .recordResult: Localized(en: "Record the result", nl: "Uitslag vastleggen")
        case .recordAnother: Localized(en: "Record another result", nl: "Nog een uitslag vastleggen")
        case .whatFor: Localized(en: "What it is for", nl: "Waar het voor is")
        case .checklist: Localized(en: "To check", nl: "Om na te gaan")
        case .whereItStands: Localized(en: "Where it stands", nl: "Hoe het ervoor staat")
        case .history:
            Localized(en: "What happened before, newest first", nl: "Wat eerder gebeurde, het nieuwste eerst")
        case .whatNow: Localized(en: "What happens now", nl: "Wat er nu gebeurt")
        case .override: Localized(en: "Begin all the same", nl: "Toch beginnen")
        case .overrideHint:
            Localized(
                en: "This step waits for others. Whoever begins it all the same says why; that stays in sight on every "
                    + "page and report of this patient.",
                nl:
                    "Deze stap wacht op andere. Wie toch begint, zegt waarom; dat blijft zichtbaar op elke pagina en elk "
                    + "verslag van deze patiënt."
            )
        case .overrideReason: Localized(en: "Why it begins all the same", nl: "Waarom toch wordt begonnen")
        case .daysAndPeople: Localized(en: "Days, people and notes", nl: "Dagen, mensen en notities")
        case .save: Localized(en: "Save", nl: "Bewaren")
        case .asItIs: Localized(en: "as it is", nl: "zoals het is")
        case .nobodyNamed: Localized(en: "as it is, or nobody yet", nl: "zoals het is, of nog niemand")
        case .where: Localized(en: "At which organisation", nl: "Bij welke organisatie")
        case .notNamed: Localized(en: "as it is, or not named", nl: "zoals het is, of niet genoemd")
        case .dayHint:
            Localized(en: "Year, month and day, such as 2026-11-21", nl: "Jaar, maand en dag, zoals 2026-11-21")
        case .partialDayHint:
            Localized(
                en: "As far as it is known: 2026-11-21, 2026-11 or 2026",
                nl: "Zover bekend: 2026-11-21, 2026-11 of 2026"
            )
        case .scheduledFor: Localized(en: "Scheduled for", nl: "Ingepland op")
        case .originHint:
            Localized(
                en: "Where a result from elsewhere came from; its day is needed too.",
                nl: "Waar een uitslag van elders vandaan kwam; de dag van het onderzoek is dan ook nodig."
            )
        case .back: Localized(en: "Back to the overview", nl: "Terug naar het overzicht")
        case .saved: Localized(en: "The step is saved.", nl: "De stap is bewaard.")
        case .newest:
            Localized(
                en:
                    "Somebody changed this step while you were typing. Below is how it stands now; what you typed is kept "
                    + "in the form. Look at both, then save.",
                nl: "Iemand heeft deze stap gewijzigd terwijl u typte. Hieronder staat hoe het er nu voor staat; wat u "
                    + "typte staat nog in het formulier. Bekijk beide en bewaar dan."
            )
        }
    }
}
