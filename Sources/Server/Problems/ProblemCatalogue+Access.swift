// The problem types of who may see whom.
import Domain
import HTTPTypes

extension ProblemCatalogue {
    /// What keeps somebody from seeing, sharing or ending, and what is there already.
    static let access: [Entry] = [
        Entry(
            "shared-in-part",
            .forbidden,
            "Shared in part",
            "Deels gedeeld",
            en: "A part of the workup is shared with you, and this needs all of it. Ask the team that answers for it.",
            nl:
                "Een deel van het traject is met u gedeeld, en hiervoor is het geheel nodig. Vraag het verantwoordelijke team."
        ),
        Entry(
            "hidden-cases",
            .forbidden,
            "Cases are hidden",
            "Casussen zijn verborgen",
            en: "Cases of this meeting are no longer shared with you; a report without them would be wrong.",
            nl: "Casussen van dit overleg zijn niet meer met u gedeeld; een verslag zonder die zou niet kloppen."
        ),
        Entry(
            "not-your-meeting",
            .forbidden,
            "Not your meeting",
            "Niet uw overleg",
            en: "This is another organisation's meeting: its own people write down what happens there.",
            nl: "Dit is een overleg van een andere organisatie: daar legt men zelf vast wat er gebeurt."
        ),
        Entry(
            "not-your-action",
            .forbidden,
            "Not your action",
            "Niet uw actie",
            en:
                "The owner of an action says whether it is done. What it is, whose and by when is changed by those who decide "
                + "in the meeting.",
            nl:
                "Wie een actie heeft zegt of die gedaan is. Wat die is, van wie en tot wanneer wijzigt wie in het overleg "
                + "beslist."
        ),
        Entry(
            "too-many-access-requests",
            .tooManyRequests,
            "Asked too often",
            "Te vaak gevraagd",
            en:
                "Your organisation asked to see patients as often as it may within a day, or has as many requests that were "
                + "not granted as it may have. Call those who see the patient, or wait.",
            nl:
                "Uw organisatie vroeg zo vaak om toegang als op een dag mag, of heeft zo veel niet toegekende verzoeken als "
                + "mag. Bel wie de patiënt ziet, of wacht."
        ),
        Entry(
            "request-not-yours",
            .conflict,
            "Not yours to decide",
            "Niet aan u",
            en:
                "There is no such request that you may decide on: it was decided on before, your own organisation asks, or "
                + "you would give more than you see yourself.",
            nl:
                "Er is geen verzoek waarover u mag beslissen: er is al over beslist, uw eigen organisatie vraagt het, of u "
                + "zou meer geven dan u zelf ziet."
        ),
        Entry(
            "not-yours-to-correct",
            .forbidden,
            "Registered elsewhere",
            "Elders ingeschreven",
            en: "The patient was shared with you for a while: who they are is corrected where they are registered.",
            nl:
                "De patiënt is voor een tijd met u gedeeld: wie de patiënt is, wordt verbeterd waar die is ingeschreven."
        ),
        Entry(
            "not-registered",
            .forbidden,
            "Not registered with you",
            "Niet bij u ingeschreven",
            en:
                "Workups are opened and records merged where the patient is registered, not where they are shown for a while.",
            nl:
                "Trajecten worden geopend en dossiers samengevoegd waar de patiënt is ingeschreven, niet waar die voor een "
                + "tijd getoond wordt."
        ),
        Entry(
            "not-yours-to-conduct",
            .forbidden,
            "Not yours to decide on",
            "Niet aan u om te beslissen",
            en:
                "A workup that was shared is read and added to. Who answers for it closes it, changes it and makes the choices; "
                + "what was recorded is corrected by them or where it was recorded last.",
            nl:
                "Een gedeeld traject wordt gelezen en aangevuld. Wie ervoor verantwoordelijk is sluit en wijzigt het en maakt "
                + "de keuzes; wat vastgelegd is wordt verbeterd door hen, of waar het het laatst is vastgelegd."
        ),
        Entry(
            "objection-to-treating",
            .forbidden,
            "Objection to who treats",
            "Bezwaar tegen wie behandelt",
            en:
                "An objection to the organisation that answers for a workup, or to somebody of it, is recorded there, where "
                + "the patient is treated as well, or by the administrator on the machine itself.",
            nl:
                "Een bezwaar tegen de organisatie die voor een traject verantwoordelijk is, of tegen iemand daarvan, wordt "
                + "daar vastgelegd, waar de patiënt ook behandeld wordt, of door de beheerder op de machine zelf."
        ),
        Entry(
            "emergency-may-not",
            .forbidden,
            "Not in an emergency",
            "Niet via noodtoegang",
            en: "Emergency access is for care: who may see the patient is changed by others.",
            nl: "Noodtoegang is voor de zorg: wie de patiënt mag zien wijzigen anderen."
        ),
        Entry(
            "not-yours-to-give",
            .forbidden,
            "Not yours to give",
            "Niet aan u om te geven",
            en: "A step that was given to you is given to others by the team that answers for the workup.",
            nl: "Een stap die aan u is gegeven, geeft het team dat verantwoordelijk is aan anderen."
        ),
        Entry(
            "not-your-step",
            .forbidden,
            "Not your step",
            "Niet uw stap",
            en: "No step that was given to your organisation asks for this kind of finding.",
            nl: "Geen stap die aan uw organisatie is gegeven vraagt om zo'n bevinding."
        ),
        Entry(
            "not-yours-to-share",
            .forbidden,
            "Not yours to share",
            "Niet aan u om te delen",
            en: "You can share what you see yourself, and no more than that.",
            nl: "U kunt delen wat u zelf ziet, en niet meer dan dat."
        ),
        Entry(
            "relation-not-endable",
            .conflict,
            "Cannot be ended",
            "Kan niet worden beëindigd",
            en: "There is no such relation that you may end. What follows from the record ends with its cause.",
            nl: "Er is geen relatie die u mag beëindigen. Wat uit het dossier volgt eindigt met de oorzaak."
        ),
        Entry(
            "objection-exists",
            .conflict,
            "Objection on record",
            "Bezwaar staat er al",
            en: "The patient's objection to this person or organisation is on record already.",
            nl: "Het bezwaar van de patiënt tegen deze persoon of organisatie staat al in het dossier."
        ),
        Entry(
            "team-exists",
            .conflict,
            "Team exists",
            "Team bestaat al",
            en: "The organisation has a team with this code already.",
            nl: "De organisatie heeft al een team met deze code."
        ),
        Entry(
            "team-member-exists",
            .conflict,
            "Member already",
            "Al lid",
            en: "The user belongs to the team already.",
            nl: "De gebruiker hoort al bij het team."
        ),
        Entry(
            "worklist-view-exists",
            .conflict,
            "View exists",
            "Weergave bestaat al",
            en:
                "There is a view of the worklist with this name already. Choose another name, or remove the other first.",
            nl:
                "Er is al een weergave van de werklijst met deze naam. Kies een andere naam, of verwijder eerst de andere."
        ),
        Entry(
            "team-of-other-organisation",
            .conflict,
            "Another organisation's team",
            "Team van een andere organisatie",
            en: "The user works for another organisation than the team. Share with the user instead.",
            nl: "De gebruiker werkt voor een andere organisatie dan het team. Deel met de gebruiker zelf."
        ),
    ]
}
