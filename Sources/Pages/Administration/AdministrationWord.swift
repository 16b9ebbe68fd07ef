// The words of administration: its places, organisations and teams, what is shown once, and the last look.
package import Domain
import Reports

/// The words that pages of administration share.
package enum AdministrationWord: String, ReportWord {
    case title, overview, users, usersText, organisations, organisationsText, protocols, protocolsText
    case review, reviewText, check, happens, doIt, shownOnce, goOn, setUpSecret, setUpSecretText, newToken, newTokenText
    case organisation, organisationsCaption, organisationCode, codeHint, name, kind, addOrganisation, teams, team,
        members, noMembers
    case addTeam, join, leave, login, add, none, organisationAdded, teamAdded, joined, left, ofOrganisation
    case membersHint

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Administration", nl: "Beheer")
        case .overview: Localized(en: "Overview", nl: "Overzicht")
        case .users: Localized(en: "Users", nl: "Gebruikers")
        case .usersText:
            Localized(
                en: "Who works here: roles, signing in, sessions and tokens.",
                nl: "Wie hier werkt: rollen, aanmelden, sessies en tokens."
            )
        case .organisations: Localized(en: "Organisations and teams", nl: "Organisaties en teams")
        case .organisationsText:
            Localized(
                en: "The hospitals that take part, and the people who look after patients together.",
                nl: "De ziekenhuizen die meedoen, en wie samen voor patiënten zorgen."
            )
        case .protocols: Localized(en: "Protocols", nl: "Protocollen")
        case .protocolsText:
            Localized(
                en: "The versions that workups are on, what differs, checking a file, the active version.",
                nl: "De versies waarop trajecten lopen, wat verschilt, een bestand controleren, de actieve versie."
            )
        case .review: Localized(en: "Unusual access", nl: "Ongewone toegang")
        case .reviewText:
            Localized(
                en: "Accesses to records that a person judges.",
                nl: "Toegang tot dossiers die iemand beoordeelt."
            )
        case .check: Localized(en: "Check before it is done", nl: "Controleer voordat het gebeurt")
        case .happens: Localized(en: "What happens", nl: "Wat er gebeurt")
        case .doIt: Localized(en: "Do it", nl: "Uitvoeren")
        case .shownOnce:
            Localized(
                en: "It is shown this once, and kept nowhere.",
                nl: "Dit staat er alleen nu, en wordt nergens bewaard."
            )
        case .goOn: Localized(en: "Go on", nl: "Verder")
        case .setUpSecret: Localized(en: "Set-up secret", nl: "Geheim om te beginnen")
        case .setUpSecretText:
            Localized(
                en:
                    "Hand it over in person or by telephone. With it a password is chosen once at the sign-in page, until",
                nl:
                    "Geef het persoonlijk of per telefoon door. Ermee kiest men eenmalig een wachtwoord bij het aanmelden, tot"
            )
        default: organisationText
        }
    }

    private var organisationText: Localized {
        switch self {
        case .newToken: Localized(en: "New token", nl: "Nieuw token")
        case .newTokenText:
            Localized(
                en: "Whoever holds it acts as its user, within its scopes. Keep it where programs keep their secrets.",
                nl:
                    "Wie het heeft handelt als de gebruiker, binnen de bereiken. Bewaar het waar programma's geheimen bewaren."
            )
        case .organisation: Localized(en: "Organisation", nl: "Organisatie")
        case .organisationsCaption: Localized(en: "Organisations", nl: "Organisaties")
        case .organisationCode: Localized(en: "Code", nl: "Code")
        case .codeHint:
            Localized(
                en: "Capitals, digits and hyphens; it does not change later.",
                nl: "Hoofdletters, cijfers en streepjes; hij verandert later niet."
            )
        case .name: Localized(en: "Name", nl: "Naam")
        case .kind: Localized(en: "Kind", nl: "Soort")
        case .addOrganisation: Localized(en: "Add an organisation", nl: "Een organisatie toevoegen")
        case .teams: Localized(en: "Teams", nl: "Teams")
        case .team: Localized(en: "Team", nl: "Team")
        case .members: Localized(en: "Members", nl: "Leden")
        case .noMembers: Localized(en: "no members yet", nl: "nog geen leden")
        case .addTeam: Localized(en: "Add a team", nl: "Een team toevoegen")
        case .join: Localized(en: "Add somebody to a team", nl: "Iemand aan een team toevoegen")
        case .leave: Localized(en: "Take somebody out of a team", nl: "Iemand uit een team halen")
        case .login: Localized(en: "Login", nl: "Aanmeldnaam")
        case .membersHint:
            Localized(
                en:
                    "Of somebody of the same organisation. What is shared with the team is theirs from their next request on.",
                nl: "Van iemand van dezelfde organisatie. Wat met het team is gedeeld is er vanaf het volgende verzoek."
            )
        case .add: Localized(en: "Add", nl: "Toevoegen")
        case .none: Localized(en: "None yet.", nl: "Nog geen.")
        case .organisationAdded: Localized(en: "The organisation is added.", nl: "De organisatie is toegevoegd.")
        case .teamAdded: Localized(en: "The team is added.", nl: "Het team is toegevoegd.")
        case .joined: Localized(en: "They belong to the team.", nl: "Diegene hoort bij het team.")
        case .left: Localized(en: "They left the team.", nl: "Diegene hoort niet meer bij het team.")
        default: Localized(en: "of", nl: "van")
        }
    }
}
