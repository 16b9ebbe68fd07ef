// The words of the pages about patients.
package import Domain
import Reports

/// The words of the pages about patients.
package enum PatientPageWord: String, ReportWord {
    case find, byNumber, byName, number, numberOf, search, familyName, familyNameHint, givenNames, givenNamesHint
    case birthDate, oneFound, manyFound, nobodyFound, merged, toMerged, register, newPatient, newLead, who, numbers
    case workups, noWorkups, openWorkup, open, careProtocol, openedOnHint, nobodyYet, change, addNumber, addNumberHint
    case saved, results, name, seen, overview, overviewHint
    case access, show, showNote, shownOnce, record, mergedNow, parted, emergency, emergencyLead, emergencyWithNumber

    package var text: Localized {
        switch self {
        case .overview: Localized(en: "Who looked at this record", nl: "Wie dit dossier inzag")
        case .overviewHint:
            Localized(
                en:
                    "The patient may have an overview of it, as a page or as a PDF. The privacy officer makes it, by this number:",
                nl:
                    "De patiënt mag daar een overzicht van hebben, als pagina of als pdf. De functionaris gegevensbescherming maakt het, met dit nummer:"
            )
        case .find: Localized(en: "Find a patient", nl: "Patiënt zoeken")
        case .byNumber: Localized(en: "By a number", nl: "Op een nummer")
        case .byName: Localized(en: "By name", nl: "Op naam")
        case .number: Localized(en: "Number", nl: "Nummer")
        case .numberOf: Localized(en: "Kind of number", nl: "Soort nummer")
        case .search: Localized(en: "Search", nl: "Zoeken")
        case .familyName: Localized(en: "Family name", nl: "Achternaam")
        case .familyNameHint: Localized(en: "Its beginning is enough.", nl: "Het begin ervan is genoeg.")
        case .givenNames: Localized(en: "Given names", nl: "Voornamen")
        case .givenNamesHint: Localized(en: "One on each line", nl: "Eén per regel")
        case .birthDate: Localized(en: "Birth date", nl: "Geboortedatum")
        case .oneFound: Localized(en: "patient found", nl: "patiënt gevonden")
        case .manyFound: Localized(en: "patients found", nl: "patiënten gevonden")
        case .nobodyFound:
            Localized(
                en: "Nobody was found, or nobody who is shared with you.",
                nl: "Niemand gevonden, of niemand die met u is gedeeld."
            )
        case .merged:
            Localized(
                en: "This record was found to be the same person as another one, which leads.",
                nl: "Dit dossier bleek van dezelfde persoon als een ander, dat leidend is."
            )
        case .toMerged: Localized(en: "Open the record that leads", nl: "Open het leidende dossier")
        case .register: Localized(en: "Register", nl: "Registreren")
        case .newPatient: Localized(en: "Register a patient", nl: "Patiënt registreren")
        case .newLead:
            Localized(
                en: "Look first whether the patient is there already.",
                nl: "Zoek eerst of de patiënt er al is."
            )
        case .who: Localized(en: "Who it is", nl: "Wie het is")
        case .numbers: Localized(en: "Numbers", nl: "Nummers")
        case .workups: Localized(en: "Workups of this patient", nl: "Trajecten van deze patiënt")
        case .noWorkups: Localized(en: "There is no workup yet.", nl: "Er is nog geen traject.")
        case .openWorkup: Localized(en: "Open a workup", nl: "Traject openen")
        case .open: Localized(en: "Open", nl: "Openen")
        case .careProtocol: Localized(en: "Protocol", nl: "Protocol")
        case .openedOnHint:
            Localized(
                en: "Today where left open; such as 2026-11-21",
                nl: "Vandaag als het open blijft; zoals 2026-11-21"
            )
        case .nobodyYet: Localized(en: "nobody yet", nl: "nog niemand")
        case .change: Localized(en: "Change the patient's details", nl: "Patiëntgegevens wijzigen")
        case .addNumber: Localized(en: "Add a number", nl: "Nummer toevoegen")
        case .addNumberHint: Localized(en: "Only where one is to be added", nl: "Alleen als er een bij moet")
        case .saved: Localized(en: "The patient's details are saved.", nl: "De patiëntgegevens zijn bewaard.")
        case .results: Localized(en: "Found", nl: "Gevonden")
        case .name: Localized(en: "Name", nl: "Naam")
        case .access: Localized(en: "Who may see this patient", nl: "Wie deze patiënt mag zien")
        case .show: Localized(en: "Show", nl: "Toon")
        case .showNote:
            Localized(
                en: "A national number is shown whole for one look; that look is in the access log.",
                nl: "Een BSN of INSZ wordt één keer voluit getoond; dat komt in het toegangslogboek."
            )
        case .shownOnce:
            Localized(
                en: "Shown in full this once, which is in the access log. The next page has it masked again.",
                nl:
                    "Deze ene keer voluit getoond, wat in het toegangslogboek staat. De volgende pagina schermt het weer af."
            )
        case .record: Localized(en: "This patient's record", nl: "Het dossier van deze patiënt")
        case .mergedNow:
            Localized(en: "The two records are one person now.", nl: "De twee dossiers zijn nu van één persoon.")
        case .parted:
            Localized(en: "The two records are apart again.", nl: "De twee dossiers zijn weer los van elkaar.")
        case .emergency: Localized(en: "Emergency access", nl: "Noodtoegang")
        case .emergencyLead:
            Localized(
                en: "For care that cannot wait, of a patient who is not shared with you:",
                nl: "Voor zorg die niet kan wachten, voor een patiënt die niet met u is gedeeld:"
            )
        case .emergencyWithNumber:
            Localized(en: "Emergency access with this number", nl: "Noodtoegang met dit nummer")
        case .seen:
            Localized(
                en: "Whom you look for and whom you see is kept in the access log.",
                nl: "Wie u zoekt en wie u ziet, komt in het toegangslogboek."
            )
        }
    }
}
