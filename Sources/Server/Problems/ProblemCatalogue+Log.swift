// The problem types of the access log itself.
import Domain
import HTTPTypes

extension ProblemCatalogue {
    /// What keeps an event of the log from being proven, and what only the machine's own administrator may do.
    static let log: [Entry] = [
        Entry(
            "event-not-sealed",
            .notFound,
            "Not sealed",
            "Niet verzegeld",
            en: "This event is not in the log, or was not sealed yet. What was written just now is sealed within "
                + "seconds.",
            nl: "Deze gebeurtenis staat niet in het logboek, of is nog niet verzegeld. Wat zojuist is geschreven wordt "
                + "binnen enkele seconden verzegeld."
        ),
        Entry(
            "event-removed",
            .notFound,
            "Removed",
            "Verwijderd",
            en: "This event was removed as the law asks; only its leaf is kept.",
            nl: "Deze gebeurtenis is verwijderd zoals de wet vraagt; alleen het blad ervan is bewaard."
        ),
        Entry(
            "log-damaged",
            .conflict,
            "Log damaged",
            "Logboek beschadigd",
            en: "The log is not what was sealed here. Verify all of it.",
            nl: "Het logboek is hier niet wat verzegeld werd. Controleer het geheel."
        ),
        Entry(
            "session-needed",
            .forbidden,
            "Sign in yourself",
            "Meld u zelf aan",
            en: "Sign in yourself for this: a token or the command line does not say that it is you.",
            nl: "Meld u hiervoor zelf aan: een token of de opdrachtregel zegt niet dat u het bent."
        ),
        Entry(
            "own-account",
            .forbidden,
            "Your own account",
            "Uw eigen account",
            en: "This is about your own account: another privacy officer, or the machine's administrator, judges it.",
            nl: "Dit gaat over uw eigen account: een andere functionaris of de beheerder van de machine beoordeelt het."
        ),
        Entry(
            "own-role",
            .conflict,
            "Your own role",
            "Uw eigen rol",
            en: "Nobody changes their own role. Ask another administrator.",
            nl: "Niemand wijzigt de eigen rol. Vraag een andere beheerder."
        ),
        Entry(
            "last-administrator",
            .conflict,
            "The last administrator",
            "De laatste beheerder",
            en: "This is the last administrator of the organisation. Make somebody else administrator first.",
            nl: "Dit is de laatste beheerder van de organisatie. Maak eerst iemand anders beheerder."
        ),
        Entry(
            "machine-only",
            .forbidden,
            "Only on the machine",
            "Alleen op de machine",
            en: "Only the machine's own administrator may do this.",
            nl: "Alleen de beheerder van de machine zelf mag dit."
        ),
    ]
}
