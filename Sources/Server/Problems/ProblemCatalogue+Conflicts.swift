// The problem types of changes that clash with what is recorded, and of the rules of the record.
import Domain
import HTTPTypes

extension ProblemCatalogue {
    /// Clashes; the first speaks for those that are not listed.
    static let conflicts: [Entry] = [
        Entry(
            "conflict",
            .conflict,
            "Conflict",
            "Conflict",
            en: "This clashes with what is recorded. Nothing was changed.",
            nl: "Dit botst met wat is vastgelegd. Er is niets gewijzigd."
        ),
        Entry(
            "identifier-taken",
            .conflict,
            "Number in use",
            "Nummer in gebruik",
            en: "A number of this patient is in use already; whose it is, is not told. If it is the same person, "
                + "ask for access or a merge.",
            nl: "Een nummer van deze patiënt is al in gebruik; van wie, wordt niet gezegd. Gaat het om dezelfde "
                + "persoon, vraag dan toegang of samenvoeging."
        ),
        Entry(
            "patient-is-merged",
            .conflict,
            "Record is merged",
            "Dossier is samengevoegd",
            en: "This record is merged into another one. Work in the record that leads.",
            nl: "Dit dossier is met een ander samengevoegd. Werk in het leidende dossier."
        ),
        Entry(
            "already-merged",
            .conflict,
            "Merged already",
            "Al samengevoegd",
            en: "This record is merged into another one already. Undo that first.",
            nl: "Dit dossier is al met een ander samengevoegd. Maak dat eerst ongedaan."
        ),
        Entry(
            "target-is-merged",
            .conflict,
            "Target is merged",
            "Doel is samengevoegd",
            en: "The record to merge into is itself merged into another one. Merge into that one.",
            nl: "Het dossier waarmee u samenvoegt is zelf samengevoegd. Voeg samen met dat andere dossier."
        ),
        Entry(
            "not-merged",
            .conflict,
            "Not merged",
            "Niet samengevoegd",
            en: "This record is not merged into that one.",
            nl: "Dit dossier is niet met dat dossier samengevoegd."
        ),
        Entry(
            "workup-closed",
            .conflict,
            "Workup is closed",
            "Traject is afgesloten",
            en: "A closed workup is not changed. Reopen it with a reason first.",
            nl: "Een afgesloten traject wordt niet gewijzigd. Heropen het eerst met een reden."
        ),
        Entry(
            "workup-open",
            .conflict,
            "Workup is open",
            "Traject is open",
            en: "The workup is open already.",
            nl: "Het traject is al open."
        ),
        Entry(
            "step-exists",
            .conflict,
            "Step exists",
            "Stap bestaat al",
            en: "The workup has this step already.",
            nl: "Het traject heeft deze stap al."
        ),
        Entry(
            "illegal-transition",
            .conflict,
            "This step can not go there",
            "Deze stap kan daar niet naartoe",
            en: "A step moves only along its states; `legalStates` names where it can go from where it is.",
            nl: "Een stap gaat alleen langs zijn toestanden; `legalStates` noemt waar hij nu naartoe kan."
        ),
        Entry(
            "cannot-start-yet",
            .conflict,
            "Cannot start yet",
            "Kan nog niet beginnen",
            en: "The step waits for others, which `detail` names. To begin all the same, give an `overrideReason`; "
                + "it is logged.",
            nl: "De stap wacht op andere, die `detail` noemt. Geef een `overrideReason` om toch te beginnen; die "
                + "wordt vastgelegd."
        ),
        Entry(
            "result-missing",
            .conflict,
            "Result missing",
            "Uitslag ontbreekt",
            en: "A step becomes reported by its recorded result, not by a tick. Record the finding first.",
            nl: "Een stap wordt gerapporteerd door de vastgelegde uitslag, niet door een vinkje. Leg eerst de "
                + "bevinding vast."
        ),
        Entry(
            "finding-withdrawn",
            .conflict,
            "Finding is withdrawn",
            "Bevinding is ingetrokken",
            en: "The finding is withdrawn already.",
            nl: "De bevinding is al ingetrokken."
        ),
        Entry(
            "choice-replaced",
            .conflict,
            "Choice was replaced",
            "Keuze is vervangen",
            en: "That choice was replaced by another one already. Read the choices again.",
            nl: "Die keuze is al door een andere vervangen. Lees de keuzes opnieuw."
        ),
        Entry(
            "condition-exists",
            .conflict,
            "Condition exists",
            "Aandoening bestaat al",
            en: "The workup has this condition already. Correct that one, with a reason.",
            nl: "Het traject heeft deze aandoening al. Verbeter die, met een reden."
        ),
        Entry(
            "trial-too-late",
            .conflict,
            "Trial too late",
            "Proefbehandeling te laat",
            en:
                "A trial is written down before the first infusion, and this course has begun. Record the choice without "
                + "it, or plan the trial for a new course.",
            nl:
                "Een proefbehandeling wordt vóór het eerste infuus vastgelegd, en deze kuur is al begonnen. Leg de keuze "
                + "zonder proefbehandeling vast, of plan die voor een nieuwe kuur."
        ),
        Entry(
            "meeting-signed",
            .conflict,
            "Meeting is signed",
            "Overleg is ondertekend",
            en: "A signed meeting stays as it is. Its cases can be amended with a reason.",
            nl: "Een ondertekend overleg blijft zoals het is. De casussen kunnen met een reden worden aangevuld."
        ),
        Entry(
            "not-the-chair",
            .conflict,
            "Signed by its chair",
            "Ondertekend door de voorzitter",
            en: "The meeting names its chair, who signs it. If somebody else was in the chair, change that first.",
            nl: "Het overleg noemt de voorzitter, die ondertekent. Was iemand anders voorzitter, wijzig dat dan eerst."
        ),
        Entry(
            "no-chair",
            .conflict,
            "No chair",
            "Geen voorzitter",
            en: "The chair signs the meeting, and none is named. Say first who was in the chair.",
            nl: "De voorzitter ondertekent het overleg, en er is geen genoemd. Geef eerst aan wie voorzitter was."
        ),
        Entry(
            "meeting-changed",
            .conflict,
            "Meeting changed",
            "Overleg gewijzigd",
            en: "The meeting is not what was looked through before signing. Look at what changed, then sign again.",
            nl:
                "Het overleg is niet meer wat voor het ondertekenen is doorgelezen. Bekijk wat er gewijzigd is en onderteken "
                + "dan opnieuw."
        ),
        Entry(
            "meeting-cancelled",
            .conflict,
            "Meeting cancelled",
            "Overleg geannuleerd",
            en:
                "In a cancelled meeting nothing is written down, and it is not signed. If it was held after all, change its "
                + "status first.",
            nl:
                "In een geannuleerd overleg wordt niets vastgelegd, en het wordt niet ondertekend. Is het toch gehouden, wijzig "
                + "dan eerst de stand."
        ),
        Entry(
            "meeting-not-begun",
            .conflict,
            "Meeting not begun",
            "Overleg nog niet begonnen",
            en:
                "A meeting can be signed from when it starts, and its cases settled from its day. If it was held earlier, "
                + "change its time first.",
            nl:
                "Een overleg kan vanaf het begin worden ondertekend, en een uitkomst vanaf de dag zelf worden vastgelegd. Was "
                + "het eerder, wijzig dan eerst de tijd."
        ),
        Entry(
            "cases-open",
            .conflict,
            "Cases without outcome",
            "Casussen zonder uitkomst",
            en: "Some cases have no outcome yet: record a decision, or why they were not discussed.",
            nl: "Sommige casussen hebben nog geen uitkomst: leg een besluit vast, of waarom ze niet besproken zijn."
        ),
        Entry(
            "case-on-agenda",
            .conflict,
            "On the agenda already",
            "Staat al op de agenda",
            en:
                "This workup is on the agenda of that meeting, or was taken off it. One that was taken off goes to another meeting.",
            nl:
                "Dit traject staat op de agenda van dat overleg, of is eraf gehaald. Wat eraf is gehaald gaat naar een ander overleg."
        ),
        Entry(
            "case-has-outcome",
            .conflict,
            "Case has an outcome",
            "Casus heeft een uitkomst",
            en:
                "A case with text of an outcome or actions stays in its meeting, and what is settled stays so. Amend it instead.",
            nl:
                "Een casus met tekst van een uitkomst of met acties blijft in het overleg, en wat is vastgelegd blijft zo. Vul "
                + "de uitkomst aan."
        ),
        Entry(
            "meeting-has-outcomes",
            .conflict,
            "Meeting holds outcomes",
            "Overleg bevat uitkomsten",
            en: "A meeting of which cases hold a decision, text of an outcome or actions is not cancelled.",
            nl:
                "Een overleg waarvan casussen een besluit, tekst van een uitkomst of acties bevatten wordt niet geannuleerd."
        ),
        Entry(
            "no-cases",
            .conflict,
            "Nothing to sign",
            "Niets te ondertekenen",
            en: "The meeting has no cases.",
            nl: "Het overleg heeft geen casussen."
        ),
        Entry(
            "source-leads-others",
            .conflict,
            "The record leads others",
            "Het dossier is leidend",
            en: "Other records are merged into this one. Merge the other way round, or unmerge them first.",
            nl: "Andere dossiers zijn met dit dossier samengevoegd. Voeg andersom samen, of hef die eerst op."
        ),
        Entry(
            "too-many-results",
            .contentTooLarge,
            "Too many results",
            "Te veel resultaten",
            en: "More was found than is ever shown at once, and nothing is left out silently. Narrow the search.",
            nl:
                "Er is meer gevonden dan ooit tegelijk getoond wordt, en er wordt niets stil weggelaten. Zoek gerichter."
        ),
        Entry(
            "protocol-version-exists",
            .conflict,
            "Version exists",
            "Versie bestaat al",
            en: "This version of the protocol was loaded before. Give a changed protocol a new version.",
            nl: "Deze versie van het protocol is al geladen. Geef een gewijzigd protocol een nieuwe versie."
        ),
        Entry(
            "organisation-exists",
            .conflict,
            "Organisation exists",
            "Organisatie bestaat al",
            en: "There is an organisation with this code already.",
            nl: "Er is al een organisatie met deze code."
        ),
        Entry(
            "login-taken",
            .conflict,
            "Login in use",
            "Aanmeldnaam in gebruik",
            en: "There is a user with this login already.",
            nl: "Er is al een gebruiker met deze aanmeldnaam."
        ),
        Entry(
            "user-disabled",
            .conflict,
            "User is disabled",
            "Gebruiker is uitgeschakeld",
            en: "The user is disabled; nothing can be made for them.",
            nl: "De gebruiker is uitgeschakeld; er kan niets voor worden gemaakt."
        ),
        Entry(
            "missing-reference",
            .conflict,
            "Something is missing",
            "Er ontbreekt iets",
            en: "Something that this refers to is not there. Check the ids.",
            nl: "Iets waarnaar dit verwijst bestaat niet. Controleer de nummers."
        ),
        Entry(
            "record-not-empty",
            .conflict,
            "Record is not empty",
            "Dossier is niet leeg",
            en: "A demo clinic comes only into an empty record, so that invented patients never mix with real ones.",
            nl: "Een demokliniek komt alleen in een leeg dossier, zodat verzonnen patiënten nooit tussen echte staan."
        ),
        Entry(
            "demo-has-no-dry-run",
            .conflict,
            "No dry run of the demo",
            "Geen proefdraai van de demo",
            en: "The demo clinic is many changes after one another and can not be tried without being kept.",
            nl: "De demokliniek bestaat uit vele wijzigingen na elkaar en kan niet zonder bewaren worden geprobeerd."
        ),
        Entry(
            "draft-stands",
            .conflict,
            "Another draft stands",
            "Er staat een ander concept",
            en:
                "Another draft of yours of this form stands, and is not written over. Go on with it or remove it first.",
            nl:
                "Er staat een ander concept van u van dit formulier, en dat wordt niet overschreven. Ga ermee verder of "
                + "verwijder het eerst."
        ),
        Entry(
            "too-many-drafts",
            .conflict,
            "Too many drafts",
            "Te veel concepten",
            en: "You have as many drafts of this patient as are kept. Send or remove some of them first.",
            nl: "U hebt zoveel concepten van deze patiënt als er bewaard worden. Verstuur of verwijder er eerst enkele."
        ),
        Entry(
            "request-in-flight",
            .conflict,
            "Still under way",
            "Nog bezig",
            en: "A request with this Idempotency-Key is still under way. Wait for its answer.",
            nl: "Een verzoek met deze Idempotency-Key is nog bezig. Wacht op het antwoord."
        ),
        Entry(
            "idempotency-key-reused",
            .conflict,
            "Key used before",
            "Sleutel al gebruikt",
            en: "This Idempotency-Key was used for another request. Make a new key for a new request.",
            nl: "Deze Idempotency-Key is voor een ander verzoek gebruikt. Maak een nieuwe sleutel voor een nieuw "
                + "verzoek."
        ),
        Entry(
            "refused-by-schema",
            .badRequest,
            "Refused by the record",
            "Geweigerd door het dossier",
            en: "A rule of the record refuses this. Nothing was stored.",
            nl: "Een regel van het dossier weigert dit. Er is niets opgeslagen."
        ),
    ]
}
