// The words of the pages of meetings: the list, the agenda, one case, the screen in the room.
package import Domain
import Reports

/// The words of the pages of meetings.
package enum MeetingPageWord: String, ReportWord {
    case startsOn, startsOnHint, startsAt, startsAtHint, place, attendanceHint, present, away, changeHead
    case changeTitle, save, saved, status, statusReason, statusReasonHint, emptyAgenda, agenda, addCase
    case addTitle, addLead, addHint, noWorkups, chooseCase, caseQuestion, caseQuestionHint, presenter
    case lateReason, lateReasonHint, add, added, moveUp, moveDown, line, lineTitle, remove, removeHint
    case removeReason, removed, hidden, live, report, reportPDF, sign, signHint, openCases, signed
    case signedNote, readOnly, amendments, actions, noActions, addAction, actionWhat, actionOwner, actionDue
    case actionAdded, markDone, actionDone, outcome, outcomeHint, keep, keepHint, keepStatus, kept
    case fieldSaved, saveField, writing, written, theirs, theirsHint, previous, next, ofCases, casesInOrder
    case backToMeeting, room, noCase, settled, amend, amendHint, amendReason, amended, newest, inRoom, order
    case patient, question, state, asSigned, notShared, toFill, late, openWorkup, title, planned, past
    case nonePlanned, nonePast, plan, planTitle, when, whereAndWho, verdicts, ofMeeting, unsaved, chair
    case organisation, attendance, afterMeeting, afterHint, foundAfter, correctedAfter, withdrawnAfter, chairSigns
    case actionReason, lastLook, lastLookHint, noChairYet, notBegun, elsewhere
    case invite, inviteHint, invitePerson, nobody, noChair, chairHint, changeAction, actionChanged, inWorklist
    case typedOnly, notSaved, unsavedSignedOut, unsavedGone, unsavedClosed, unsavedLater

    package var text: Localized {
        switch self {
        case .startsOn: Localized(en: "Day", nl: "Dag")
        case .startsOnHint: Localized(en: "Year-month-day, such as 2026-11-26", nl: "Jaar-maand-dag, zoals 2026-11-26")
        case .startsAt: Localized(en: "Time", nl: "Tijd")
        case .startsAtHint: Localized(en: "Hours and minutes, such as 13:30", nl: "Uren en minuten, zoals 13:30")
        case .place: Localized(en: "Place", nl: "Plaats")
        case .attendanceHint:
            Localized(
                en: "One line for each person invited. Rows without a name are left out.",
                nl: "Eén regel voor elke genodigde. Regels zonder naam vervallen."
            )
        case .present: Localized(en: "present", nl: "aanwezig")
        case .away: Localized(en: "absent or apologies", nl: "afwezig of afgemeld")
        case .changeHead:
            Localized(
                en: "Change time, place, people or status",
                nl: "Tijd, plaats, mensen of stand wijzigen"
            )
        case .changeTitle: Localized(en: "Change the meeting", nl: "Het overleg wijzigen")
        case .save: Localized(en: "Save", nl: "Bewaren")
        case .saved: Localized(en: "The meeting is saved.", nl: "Het overleg is bewaard.")
        case .status: Localized(en: "Status", nl: "Stand")
        case .statusReason: Localized(en: "Reason", nl: "Reden")
        case .statusReasonHint:
            Localized(
                en: "Why the meeting is cancelled or moved",
                nl: "Waarom het overleg vervalt of is verplaatst"
            )
        case .emptyAgenda:
            Localized(
                en: "There are no cases on the agenda yet.",
                nl: "Er staan nog geen casussen op de agenda."
            )
        case .agenda: Localized(en: "Agenda", nl: "Agenda")
        case .inWorklist: Localized(en: "These cases in the worklist", nl: "Deze casussen in de werklijst")
        case .addCase: Localized(en: "Add a case", nl: "Casus toevoegen")
        case .addTitle: Localized(en: "Add a case to the agenda", nl: "Een casus op de agenda zetten")
        case .addLead:
            Localized(
                en: "Open workups that are not on this agenda yet.",
                nl: "Open trajecten die nog niet op deze agenda staan."
            )
        case .addHint:
            Localized(
                en: "The case goes to the end of the agenda.",
                nl: "De casus komt achteraan op de agenda."
            )
        case .noWorkups:
            Localized(
                en: "No open workup is left on this page of the worklist.",
                nl: "Op deze pagina van de werklijst is geen open traject over."
            )
        case .chooseCase: Localized(en: "Case", nl: "Casus")
        case .caseQuestion: Localized(en: "Question for the meeting", nl: "Vraag aan het overleg")
        case .caseQuestionHint:
            Localized(
                en: "In one sentence; the question of the workup where left open.",
                nl: "In één zin; de vraag van het traject als dit leeg blijft."
            )
        case .presenter: Localized(en: "Presented by", nl: "Ingebracht door")
        case .lateReason: Localized(en: "Why it is added late", nl: "Waarom het laat wordt toegevoegd")
        case .lateReasonHint:
            Localized(
                en: "Needed within a day of the meeting; it stands on the agenda.",
                nl: "Nodig binnen een dag voor het overleg; het staat op de agenda."
            )
        case .add: Localized(en: "Put on the agenda", nl: "Op de agenda zetten")
        case .added: Localized(en: "The case is on the agenda.", nl: "De casus staat op de agenda.")
        case .moveUp: Localized(en: "Up", nl: "Omhoog")
        case .moveDown: Localized(en: "Down", nl: "Omlaag")
        case .line: Localized(en: "Case", nl: "Casus")
        case .lineTitle: Localized(en: "Agenda line", nl: "Agendaregel")
        case .remove: Localized(en: "Take off the agenda", nl: "Van de agenda halen")
        case .removeHint:
            Localized(
                en: "The case goes back to the worklist; the reason is kept.",
                nl: "De casus gaat terug naar de werklijst; de reden blijft bewaard."
            )
        case .removeReason: Localized(en: "Reason", nl: "Reden")
        case .removed: Localized(en: "The case is off the agenda.", nl: "De casus is van de agenda.")
        case .hidden:
            Localized(
                en: "case(s) of this meeting are not shared with you.",
                nl: "casus(sen) van dit overleg zijn niet met u gedeeld."
            )
        case .live: Localized(en: "Open the screen for the room", nl: "Scherm voor in de zaal openen")
        case .report: Localized(en: "Agenda and reports", nl: "Agenda en verslagen")
        case .reportPDF: Localized(en: "Agenda and reports as PDF", nl: "Agenda en verslagen als PDF")
        case .sign: Localized(en: "Sign the meeting", nl: "Overleg ondertekenen")
        case .signHint:
            Localized(
                en: "The chair signs. What was decided stands then; later changes are amendments with a reason.",
                nl:
                    "De voorzitter ondertekent. Wat is besloten staat dan vast; latere wijzigingen zijn aanvullingen met een reden."
            )
        case .openCases: Localized(en: "Cases without an outcome yet", nl: "Casussen nog zonder uitkomst")
        case .signed: Localized(en: "The meeting is signed.", nl: "Het overleg is ondertekend.")
        case .signedNote:
            Localized(
                en: "This meeting is signed. Later changes are amendments and stand apart.",
                nl: "Dit overleg is ondertekend. Latere wijzigingen zijn aanvullingen en staan apart."
            )
        case .readOnly:
            Localized(
                en: "Your role reads meetings and does not change them.",
                nl: "Uw rol leest overleggen en wijzigt ze niet."
            )
        case .amendments: Localized(en: "Amendments after sign-off", nl: "Aanvullingen na ondertekening")
        case .actions: Localized(en: "Actions", nl: "Acties")
        case .noActions: Localized(en: "No actions are recorded.", nl: "Er zijn geen acties vastgelegd.")
        case .addAction: Localized(en: "Add the action", nl: "Actie toevoegen")
        case .actionWhat: Localized(en: "What", nl: "Wat")
        case .actionOwner: Localized(en: "Who", nl: "Wie")
        case .actionDue: Localized(en: "By when", nl: "Uiterlijk")
        case .actionAdded: Localized(en: "The action is added.", nl: "De actie is toegevoegd.")
        case .markDone: Localized(en: "Done", nl: "Gedaan")
        case .actionDone: Localized(en: "The action is done.", nl: "De actie is gedaan.")
        case .outcome: Localized(en: "Outcome", nl: "Uitkomst")
        case .outcomeHint:
            Localized(
                en: "Every field is saved by itself, so that several people can write at once.",
                nl: "Elk veld wordt apart bewaard, zodat meer mensen tegelijk kunnen schrijven."
            )
        case .keep: Localized(en: "Keep the outcome", nl: "Uitkomst vastleggen")
        case .keepHint:
            Localized(
                en: "Settles the case with what stands in the fields above.",
                nl: "Sluit de casus af met wat in de velden hierboven staat."
            )
        case .keepStatus: Localized(en: "The case was", nl: "De casus is")
        case .kept: Localized(en: "The outcome is kept.", nl: "De uitkomst is vastgelegd.")
        case .fieldSaved: Localized(en: "Saved.", nl: "Bewaard.")
        case .typedOnly:
            Localized(
                en: "Typed in the room, and not kept as the outcome yet.",
                nl: "Getypt in de zaal, en nog niet vastgelegd als uitkomst."
            )
        case .notSaved: Localized(en: "Not saved.", nl: "Niet bewaard.")
        case .unsavedSignedOut:
            Localized(
                en: "You are signed out. Sign in in another window, come back here, and press the button.",
                nl: "U bent afgemeld. Meld u aan in een ander venster, kom hier terug en druk op de knop."
            )
        case .unsavedGone:
            Localized(
                en:
                    "The case is no longer on this agenda, or no longer shared with you. Copy your text before you leave.",
                nl:
                    "De casus staat niet meer op deze agenda, of is niet meer met u gedeeld. Kopieer uw tekst voordat u "
                    + "weggaat."
            )
        case .unsavedClosed:
            Localized(
                en: "Nothing is written here any more. Copy your text before you leave.",
                nl: "Hier wordt niets meer geschreven. Kopieer uw tekst voordat u weggaat."
            )
        case .unsavedLater:
            Localized(
                en:
                    "The service did not take it. Your text stays here as long as this page is open: press the button again.",
                nl:
                    "De dienst nam het niet aan. Uw tekst blijft hier staan zolang deze pagina open is: druk opnieuw op de "
                    + "knop."
            )
        case .saveField: Localized(en: "Save", nl: "Bewaren")
        case .writing: Localized(en: "is writing here since", nl: "schrijft hier sinds")
        case .written: Localized(en: "wrote here at", nl: "schreef hier om")
        case .theirs: Localized(en: "Written meanwhile by", nl: "Intussen geschreven door")
        case .theirsHint:
            Localized(
                en: "Below stands your own text. Take over from the other what should stay, then save.",
                nl: "Hieronder staat uw eigen tekst. Neem over wat moet blijven en bewaar dan."
            )
        case .previous: Localized(en: "Previous case", nl: "Vorige casus")
        case .next: Localized(en: "Next case", nl: "Volgende casus")
        case .ofCases: Localized(en: "of", nl: "van")
        case .casesInOrder: Localized(en: "Cases in order", nl: "Casussen op volgorde")
        case .backToMeeting: Localized(en: "To the agenda", nl: "Naar de agenda")
        case .room: Localized(en: "In the room", nl: "In de zaal")
        case .noCase: Localized(en: "There is no case to show.", nl: "Er is geen casus om te tonen.")
        case .settled:
            Localized(
                en: "The outcome is kept; changes to the fields are saved as they are written.",
                nl: "De uitkomst is vastgelegd; wijzigingen in de velden worden bewaard zoals ze zijn geschreven."
            )
        case .amend: Localized(en: "Amend", nl: "Aanvullen")
        case .amendHint:
            Localized(
                en: "Only what you change is recorded, with the reason, beside what was signed.",
                nl: "Alleen wat u wijzigt wordt vastgelegd, met de reden, naast wat is ondertekend."
            )
        case .amendReason: Localized(en: "Reason of the amendment", nl: "Reden van de aanvulling")
        case .amended: Localized(en: "The amendment is recorded.", nl: "De aanvulling is vastgelegd.")
        case .newest:
            Localized(
                en: "Somebody changed this case while you were typing. What you typed stands below.",
                nl: "Iemand heeft deze casus gewijzigd terwijl u typte. Wat u typte staat hieronder."
            )
        case .inRoom: Localized(en: "Show in the room", nl: "In de zaal tonen")
        case .order: Localized(en: "Order", nl: "Volgorde")
        case .patient: Localized(en: "Patient", nl: "Patiënt")
        case .question: Localized(en: "Question", nl: "Vraag")
        case .state: Localized(en: "State", nl: "Stand")
        case .asSigned:
            Localized(
                en: "The case is shown as known at sign-off.",
                nl: "De casus is getoond zoals bekend bij ondertekening."
            )
        case .notShared: Localized(en: "not shared with you", nl: "niet met u gedeeld")
        case .toFill: Localized(en: "Not written yet", nl: "Nog niet geschreven")
        case .late: Localized(en: "Late addition:", nl: "Late toevoeging:")
        case .openWorkup: Localized(en: "Open the workup", nl: "Traject openen")
        case .title: Localized(en: "Meetings", nl: "Overleggen")
        case .planned: Localized(en: "Planned", nl: "Gepland")
        case .past: Localized(en: "Past", nl: "Geweest")
        case .nonePlanned: Localized(en: "No meeting is planned.", nl: "Er is geen overleg gepland.")
        case .nonePast: Localized(en: "No meeting has been held yet.", nl: "Er is nog geen overleg geweest.")
        case .plan: Localized(en: "Plan the meeting", nl: "Overleg plannen")
        case .planTitle: Localized(en: "Plan a meeting", nl: "Een overleg plannen")
        case .when: Localized(en: "When", nl: "Wanneer")
        case .whereAndWho: Localized(en: "Where and who", nl: "Waar en wie")
        case .verdicts: Localized(en: "What the criteria say", nl: "Wat de criteria zeggen")
        case .ofMeeting: Localized(en: "of the meeting", nl: "van het overleg")
        case .unsaved: Localized(en: "What you typed is not saved:", nl: "Wat u typte is niet bewaard:")
        case .chair: Localized(en: "Chair", nl: "Voorzitter")
        case .afterMeeting: Localized(en: "After the meeting", nl: "Na het overleg")
        case .afterHint:
            Localized(
                en: "The meeting did not know this; the case is shown as known at sign-off.",
                nl: "Het overleg wist dit niet; de casus is getoond zoals bekend bij ondertekening."
            )
        case .foundAfter: Localized(en: "recorded after the meeting", nl: "vastgelegd na het overleg")
        case .correctedAfter: Localized(en: "corrected after the meeting", nl: "verbeterd na het overleg")
        case .withdrawnAfter: Localized(en: "taken back after the meeting", nl: "ingetrokken na het overleg")
        case .chairSigns:
            Localized(
                en: "signs this meeting as its chair. If somebody else was in the chair, change the chair first.",
                nl:
                    "ondertekent dit overleg als voorzitter. Was iemand anders voorzitter, wijzig dan eerst de voorzitter."
            )
        case .actionReason:
            Localized(en: "Why it is agreed on after the meeting", nl: "Waarom het na het overleg is afgesproken")
        case .lastLook: Localized(en: "A last look before signing", nl: "Laatste blik voor het ondertekenen")
        case .lastLookHint:
            Localized(
                en:
                    "This is what you sign. If somebody changes anything of it meanwhile, it is not signed and you see what changed.",
                nl:
                    "Dit ondertekent u. Wijzigt iemand er intussen iets aan, dan wordt er niet ondertekend en ziet u wat er "
                    + "gewijzigd is."
            )
        case .noChairYet:
            Localized(
                en: "The chair signs the meeting, and none is named. Say first who was in the chair.",
                nl: "De voorzitter ondertekent het overleg, en er is geen genoemd. Geef eerst aan wie voorzitter was."
            )
        case .notBegun:
            Localized(
                en: "You sign this meeting as its chair, from when it starts:",
                nl: "U ondertekent dit overleg als voorzitter, vanaf het begin:"
            )
        case .elsewhere:
            Localized(
                en: "This is another organisation's meeting: its own people write down what happens there.",
                nl: "Dit is een overleg van een andere organisatie: daar legt men zelf vast wat er gebeurt."
            )
        case .invite: Localized(en: "Invite by role", nl: "Uitnodigen op functie")
        case .inviteHint:
            Localized(
                en:
                    "Everybody of the organisation with a ticked role is invited; who is on the list already stays once.",
                nl:
                    "Iedereen van de organisatie met een aangevinkte functie wordt uitgenodigd; wie al op de lijst staat "
                    + "blijft er één keer op."
            )
        case .invitePerson: Localized(en: "Invite a person", nl: "Iemand uitnodigen")
        case .nobody: Localized(en: "nobody", nl: "niemand")
        case .noChair: Localized(en: "not named yet", nl: "nog niet genoemd")
        case .chairHint: Localized(en: "The chair signs the meeting.", nl: "De voorzitter ondertekent het overleg.")
        case .changeAction: Localized(en: "Change", nl: "Wijzigen")
        case .actionChanged: Localized(en: "The action is changed.", nl: "De actie is gewijzigd.")
        case .organisation: Localized(en: "Organisation", nl: "Organisatie")
        case .attendance: Localized(en: "Attendance", nl: "Aanwezigheid")
        }
    }
}
