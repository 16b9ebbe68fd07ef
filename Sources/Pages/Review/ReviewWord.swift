// The words of the page on which unusual access is judged.
package import Domain
import Reports

/// The kinds of unusual access and what can be made of them, as the page says it.
package enum ReviewWord: String, ReportWord {
    case title, who, when, ofAccount, patient, severalPatients, patientCount, eventCount, reason, objectedTo
    case objection, lifting, found, log, events, overview, judgement, notJudged, by, yourJudgement
    case judgeAgain, note, noteHint, keep, notKept, ofAccess, lookAgain, days, daysHint, showJudged
    case hideJudged, next, first, list, parts, showFactor, thenAgain, patientID, patientIDHint, notDone

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Unusual access", nl: "Ongewone toegang")
        case .who: Localized(en: "Who", nl: "Wie")
        case .when: Localized(en: "When", nl: "Wanneer")
        case .ofAccount: Localized(en: "Account", nl: "Account")
        case .patient: Localized(en: "Patient", nl: "Patiënt")
        case .severalPatients: Localized(en: "Not one in particular", nl: "Niet één in het bijzonder")
        case .patientCount: Localized(en: "Number of patients", nl: "Aantal patiënten")
        case .eventCount: Localized(en: "Number of acts", nl: "Aantal handelingen")
        case .reason: Localized(en: "Reason given", nl: "Opgegeven reden")
        case .objectedTo: Localized(en: "Kept out", nl: "Buitengesloten")
        case .objection: Localized(en: "Objection", nl: "Bezwaar")
        case .lifting:
            Localized(
                en:
                    "Was it a mistake? Whoever treats the patient lifts it by this id and the patient's, also while kept out.",
                nl:
                    "Was het een vergissing? Wie de patiënt behandelt trekt het in met dit nummer en dat van de patiënt, ook "
                    + "wie is buitengesloten."
            )
        case .found: Localized(en: "Found", nl: "Gevonden")
        case .log: Localized(en: "In the log", nl: "In het logboek")
        case .events:
            Localized(
                en: "What this person did then (JSON)",
                nl: "Wat deze persoon toen deed (JSON)"
            )
        case .overview:
            Localized(
                en: "Who used the patient's record then",
                nl: "Wie het dossier van de patiënt toen gebruikte"
            )
        case .judgement: Localized(en: "Judgement", nl: "Oordeel")
        case .notJudged: Localized(en: "Not judged yet", nl: "Nog niet beoordeeld")
        case .by: Localized(en: "by", nl: "door")
        case .yourJudgement: Localized(en: "Your judgement", nl: "Uw oordeel")
        case .judgeAgain:
            Localized(
                en: "Judge again (the judgement before stays in the log)",
                nl: "Opnieuw oordelen (het vorige blijft in het logboek)"
            )
        case .note: Localized(en: "Why", nl: "Waarom")
        case .noteHint:
            Localized(
                en: "In 1 to 2,000 characters. Nothing of the patient's care.",
                nl: "In 1 tot 2.000 tekens. Niets over de zorg voor de patiënt."
            )
        case .keep: Localized(en: "Keep this judgement", nl: "Oordeel vastleggen")
        case .notKept: Localized(en: "Not kept yet: what you typed", nl: "Nog niet vastgelegd: wat u typte")
        case .ofAccess: Localized(en: "About the access with the id", nl: "Over de melding met het nummer")
        case .lookAgain: Localized(en: "Look again", nl: "Opnieuw zoeken")
        case .days: Localized(en: "Look back this many days", nl: "Zoveel dagen terugkijken")
        case .daysHint:
            Localized(
                en: "1 to 92. What is new comes into the list; that you looked is in the log.",
                nl: "1 tot 92. Wat nieuw is komt in de lijst; dat u zocht staat in het logboek."
            )
        case .showJudged: Localized(en: "Show judged ones too", nl: "Ook de beoordeelde tonen")
        case .hideJudged: Localized(en: "Show only what waits", nl: "Alleen tonen wat wacht")
        case .next: Localized(en: "Next page", nl: "Volgende pagina")
        case .first: Localized(en: "First page", nl: "Eerste pagina")
        case .list: Localized(en: "Accesses", nl: "Meldingen")
        case .parts: Localized(en: "Parts of the list", nl: "Delen van de lijst")
        case .showFactor:
            Localized(
                en: "Show your second factor on the account page (a new tab)",
                nl: "Geef uw tweede factor op de accountpagina (een nieuw tabblad)"
            )
        case .thenAgain:
            Localized(
                en: "Then come back to this tab and send it again; what you typed is still here.",
                nl: "Kom dan terug naar dit tabblad en verstuur het opnieuw; wat u typte staat er nog."
            )
        case .patientID: Localized(en: "The patient's id", nl: "Het nummer van de patiënt (id)")
        case .patientIDHint:
            Localized(
                en: "As it stands in this list, in the log and in addresses; not the hospital number.",
                nl: "Zoals het in deze lijst, in het logboek en in adressen staat; niet het ziekenhuisnummer."
            )
        case .notDone: Localized(en: "Not done yet: what you typed", nl: "Nog niet gedaan: wat u typte")
        }
    }

    /// What an access is, by the code of its kind; one that is new here is told by its code.
    package static func kind(_ code: String) -> Localized {
        kinds[code] ?? Localized(en: "Another kind of access (\(code))", nl: "Een andere soort toegang (\(code))")
    }

    /// What a person made of an access, by the code of the verdict.
    package static func verdict(_ code: String) -> Localized {
        verdicts.first { $0.code == code }?.text ?? Localized(same: code)
    }

    /// The codes that have words here.
    package static var codes: (kinds: Set<String>, verdicts: [String]) {
        (Set(kinds.keys), verdicts.map(\.code))
    }

    private static let kinds: [String: Localized] = [
        "breakGlass": Localized(en: "Emergency access to a record", nl: "Noodtoegang tot een dossier"),
        "noRelation": Localized(
            en: "A record without a known treatment relation",
            nl: "Een dossier zonder bekende behandelrelatie"
        ),
        "ownColleague": Localized(en: "The record of a colleague", nl: "Het dossier van een collega"),
        "vip": Localized(en: "The record of a well-known person", nl: "Het dossier van een bekend persoon"),
        "manyPatients": Localized(en: "Many patients within an hour", nl: "Veel patiënten binnen een uur"),
        "refusals": Localized(en: "Refused often on one day", nl: "Vaak geweigerd op één dag"),
        "accountPower": Localized(
            en: "A token, reset or identity made for somebody else, or a person with power let in",
            nl: "Een token, herstel of identiteit gemaakt voor een ander, of een bevoegd persoon toegelaten"
        ),
        "objectionToTreating": Localized(
            en: "An objection that keeps out who treats the patient",
            nl: "Een bezwaar dat een behandelaar buitensluit"
        ),
    ]

    /// In the order of the form.
    static let verdicts: [(code: String, text: Localized)] = [
        ("justified", Localized(en: "Justified", nl: "Terecht")),
        ("unjustified", Localized(en: "Not justified", nl: "Niet terecht")),
        ("followUp", Localized(en: "To be looked into further", nl: "Verder uit te zoeken")),
    ]

    /// The first sentence: how much waits.
    static func summary(_ count: Int, hasMore: Bool, isLater: Bool, includesJudged: Bool) -> Localized {
        if count == 0, isLater {
            return Localized(en: "There is nothing after this.", nl: "Hierna komt niets meer.")
        }
        if includesJudged { return all(count, hasMore) }
        guard count > 0 else {
            return Localized(en: "Nothing waits to be judged.", nl: "Er wacht niets op een oordeel.")
        }
        if hasMore {
            return Localized(
                en: "\(count) accesses wait to be judged, the oldest first; there are more after these.",
                nl: "\(count) meldingen wachten op een oordeel, de oudste eerst; hierna komen er meer."
            )
        }
        return count == 1
            ? Localized(en: "1 access waits to be judged.", nl: "1 melding wacht op een oordeel.")
            : Localized(
                en: "\(count) accesses wait to be judged, the oldest first.",
                nl: "\(count) meldingen wachten op een oordeel, de oudste eerst."
            )
    }

    private static func all(_ count: Int, _ hasMore: Bool) -> Localized {
        guard count > 0 else {
            return Localized(
                en: "No unusual access has been found yet.",
                nl: "Er is nog geen ongewone toegang gevonden."
            )
        }
        return Localized(
            en: "\(count) shown, judged ones too, the oldest first\(hasMore ? "; there are more after these" : "").",
            nl: "\(count) getoond, ook de beoordeelde, de oudste eerst\(hasMore ? "; hierna komen er meer" : "")."
        )
    }
}
