// The words of the worklist.
package import Domain
import Reports

/// The words of the worklist.
package enum WorklistWord: String, ReportWord {
    case title, captionDue, captionCategory, captionWaiting, oneShown, manyShown, oneOverdue, manyOverdue
    case patient, verdict, step, who, waiting, due, meeting, orderedBy
    case noNumber, notEvaluated, noStep, nobody, notWaiting, noDate, noMeeting, overdueMark
    case filter, apply, clear, status, openAndClosed, assignee, anybody, mine, organisation, anywhere, ours
    case careProtocol, anyProtocol, anyVerdict, openStep, anyStep, stepState, anyState, overdue, overdueOrNot
    case onlyOverdue, notOverdue, nextState, noOpenStep, waitingAtLeast, words, wordsHint
    case empty, emptyFiltered, views, all
    case counts, showCounts, state, workups, pages, own, ownOverdue, onAgenda, anyMeeting, keep
    case wearingOff, wearingOffOrNot, wearingOffNotYet, suspectedOrPresent
    case changedHere, changedElsewhere, changedMore, changedMark, showAnew

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Worklist", nl: "Werklijst")
        case .captionDue:
            Localized(
                en: "Workups: overdue first, then by due date, without a date last",
                nl: "Trajecten: eerst wat te laat is, dan op datum, zonder datum achteraan"
            )
        case .captionCategory:
            Localized(en: "Workups: highest verdict first", nl: "Trajecten: hoogste oordeel eerst")
        case .captionWaiting:
            Localized(
                en: "Workups: longest waiting first, without an open step last",
                nl: "Trajecten: langst wachtend eerst, zonder open stap achteraan"
            )
        case .oneShown: Localized(en: "workup on this page", nl: "traject op deze pagina")
        case .manyShown: Localized(en: "workups on this page", nl: "trajecten op deze pagina")
        case .oneOverdue: Localized(en: "overdue", nl: "te laat")
        case .manyOverdue: Localized(en: "overdue", nl: "te laat")
        case .patient: Localized(en: "Patient", nl: "Patiënt")
        case .verdict: Localized(en: "Verdict of the criteria", nl: "Oordeel van de criteria")
        case .step: Localized(en: "Next step", nl: "Volgende stap")
        case .who: Localized(en: "Who", nl: "Wie")
        case .waiting: Localized(en: "Days waiting", nl: "Wachtdagen")
        case .due: Localized(en: "Due", nl: "Uiterlijk")
        case .meeting: Localized(en: "Next meeting", nl: "Volgend overleg")
        case .orderedBy: Localized(en: "(in this order)", nl: "(in deze volgorde)")
        case .noNumber: Localized(en: "no hospital number", nl: "geen ziekenhuisnummer")
        case .notEvaluated: Localized(en: "not evaluated yet", nl: "nog niet geëvalueerd")
        case .noStep: Localized(en: "no open step", nl: "geen open stap")
        case .nobody: Localized(en: "nobody yet", nl: "nog niemand")
        case .notWaiting: Localized(en: "not waiting", nl: "wacht niet")
        case .noDate: Localized(en: "no date", nl: "geen datum")
        case .noMeeting: Localized(en: "none planned", nl: "geen gepland")
        case .overdueMark: Localized(en: "overdue", nl: "te laat")
        case .filter: Localized(en: "Filter", nl: "Filter")
        case .apply: Localized(en: "Show", nl: "Tonen")
        case .clear: Localized(en: "Without filter", nl: "Zonder filter")
        case .status: Localized(en: "Workup", nl: "Traject")
        case .openAndClosed: Localized(en: "open and closed", nl: "lopend en afgesloten")
        case .assignee: Localized(en: "Followed or done by", nl: "Gevolgd of gedaan door")
        case .anybody: Localized(en: "anybody", nl: "iedereen")
        case .mine: Localized(en: "me", nl: "mij")
        case .organisation: Localized(en: "Organisation", nl: "Organisatie")
        case .anywhere: Localized(en: "any", nl: "alle")
        case .ours: Localized(en: "mine", nl: "de mijne")
        case .careProtocol: Localized(en: "Protocol", nl: "Protocol")
        case .anyProtocol: Localized(en: "any", nl: "alle")
        case .anyVerdict: Localized(en: "any", nl: "elk")
        case .openStep: Localized(en: "With this step open", nl: "Met deze stap open")
        case .anyStep: Localized(en: "any", nl: "elke")
        case .stepState: Localized(en: "With an open step in this state", nl: "Met een open stap in deze stand")
        case .anyState: Localized(en: "any", nl: "elke")
        case .overdue: Localized(en: "Overdue", nl: "Te laat")
        case .overdueOrNot: Localized(en: "overdue or not", nl: "te laat of niet")
        case .onlyOverdue: Localized(en: "only overdue", nl: "alleen te laat")
        case .notOverdue: Localized(en: "not overdue", nl: "niet te laat")
        case .nextState: Localized(en: "Next step is", nl: "Volgende stap is")
        case .noOpenStep: Localized(en: "no open step", nl: "geen open stap")
        case .waitingAtLeast: Localized(en: "Waiting at least so many days", nl: "Wacht minstens zoveel dagen")
        case .words: Localized(en: "Words of question or referrer", nl: "Woorden van vraag of verwijzer")
        case .wordsHint:
            Localized(
                en: "Not a name or number of a patient: those are looked up under “Find a patient”.",
                nl: "Geen naam of nummer van een patiënt: die zoekt u onder “Patiënt zoeken”."
            )
        case .empty: Localized(en: "There are no workups here.", nl: "Er zijn hier geen trajecten.")
        case .emptyFiltered:
            Localized(en: "No workup fits this filter:", nl: "Geen traject past bij dit filter:")
        case .views: Localized(en: "Views", nl: "Weergaven")
        case .all: Localized(en: "All open", nl: "Alle lopende")
        case .own: Localized(en: "Mine", nl: "Van mij")
        case .ownOverdue: Localized(en: "Overdue", nl: "Te laat")
        case .counts:
            Localized(en: "Workups by the state of their next step", nl: "Trajecten naar stand van de volgende stap")
        case .showCounts: Localized(en: "Count them", nl: "Tellen")
        case .state: Localized(en: "State", nl: "Stand")
        case .workups: Localized(en: "Workups", nl: "Trajecten")
        case .onAgenda: Localized(en: "On the agenda of", nl: "Op de agenda van")
        case .anyMeeting: Localized(en: "any meeting or none", nl: "een overleg of geen")
        case .wearingOff:
            Localized(en: "Wearing-off before the next infusion", nl: "Afnemend effect vóór de volgende gift")
        case .wearingOffOrNot: Localized(en: "any", nl: "alle")
        case .wearingOffNotYet: Localized(en: "not worked out yet", nl: "nog niet bepaald")
        case .suspectedOrPresent: Localized(en: "suspected or present", nl: "vermoed of aanwezig")
        case .keep: Localized(en: "Keep this view, or remove one", nl: "Deze weergave bewaren, of een verwijderen")
        case .changedHere: Localized(en: "Changed on this page", nl: "Gewijzigd op deze pagina")
        case .changedElsewhere: Localized(en: "Changed elsewhere", nl: "Elders gewijzigd")
        case .changedMore: Localized(en: "More may have changed", nl: "Er kan meer gewijzigd zijn")
        case .changedMark: Localized(en: "changed", nl: "gewijzigd")
        case .showAnew: Localized(en: "Show the list anew", nl: "De lijst opnieuw tonen")
        case .pages: Localized(en: "Pages of the list", nl: "Pagina's van de lijst")
        }
    }
}
