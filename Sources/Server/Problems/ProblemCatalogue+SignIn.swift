// The problem types of signing in.
import Domain
import HTTPTypes

extension ProblemCatalogue {
    /// What can go wrong at the door.
    static let signIn: [Entry] = refusals + delays

    private static let refusals: [Entry] = [
        Entry(
            "session-ended",
            .unauthorized,
            "Not signed in",
            "Niet aangemeld",
            en: "You are not signed in, or no longer: sign in again.",
            nl: "U bent niet (meer) aangemeld: meld u opnieuw aan."
        ),
        Entry(
            "sign-in-unfinished",
            .unauthorized,
            "Not signed in yet",
            "Nog niet aangemeld",
            en: "Your password was right; the second factor is still to come.",
            nl: "Uw wachtwoord klopte; de tweede factor moet nog."
        ),
        Entry(
            "sign-in-refused",
            .unauthorized,
            "Not right",
            "Klopt niet",
            en: "Login or password is not right.",
            nl: "Aanmeldnaam of wachtwoord klopt niet."
        ),
        Entry(
            "code-refused",
            .unauthorized,
            "Code not right",
            "Code klopt niet",
            en: "This code is not right, or was used already. Wait for the next one.",
            nl: "Deze code klopt niet, of is al gebruikt. Wacht op de volgende."
        ),
        Entry(
            "provider-refused",
            .unauthorized,
            "Not signed in by the hospital account",
            "Niet aangemeld met het ziekenhuisaccount",
            en: "Signing in with the hospital account did not work. Begin again from the sign-in page of this service.",
            nl: "Aanmelden met het ziekenhuisaccount is niet gelukt. Begin opnieuw vanaf de aanmeldpagina."
        ),
        Entry(
            "identity-unknown",
            .unauthorized,
            "Account not linked",
            "Account niet gekoppeld",
            en: "The hospital account gives no access to this service. An administrator of it can link it to a user.",
            nl: "Het ziekenhuisaccount geeft geen toegang tot deze dienst. Een beheerder kan het aan een gebruiker "
                + "koppelen."
        ),
        Entry(
            "cross-site",
            .forbidden,
            "From elsewhere",
            "Van elders",
            en: "This did not come from a page of this service, so it was not done. Open the service itself and do it "
                + "there; whoever runs it checks the setting `http.origin`.",
            nl: "Dit kwam niet van een pagina van deze dienst en is dus niet gedaan. Open de dienst zelf en doe het "
                + "daar; de beheerder kijkt de instelling `http.origin` na."
        ),
        Entry(
            "scope-may-not",
            .forbidden,
            "Token too limited",
            "Token te beperkt",
            en: "The token's scopes do not reach that far, whatever its user may do.",
            nl: "Het bereik van het token is te klein, wat de gebruiker ook mag."
        ),
        Entry(
            "token-for-another",
            .forbidden,
            "Somebody else's token",
            "Het token van een ander",
            en:
                "Whoever holds a token acts as its user. Everybody makes their own; an administrator makes them for users of "
                + "their own organisation by whom neither patients' care nor the access log can be read.",
            nl:
                "Wie een token heeft, handelt als de gebruiker ervan. Ieder maakt zijn eigen token; een beheerder maakt ze "
                + "voor gebruikers van de eigen organisatie die geen zorg van patiënten en geen toegangslog kunnen lezen."
        ),
        Entry(
            "fresh-factor-needed",
            .forbidden,
            "Second factor again",
            "Nogmaals de tweede factor",
            en: "This asks for your second factor again: show a new code, then repeat it.",
            nl: "Hiervoor is uw tweede factor opnieuw nodig: geef een nieuwe code en doe het dan nogmaals."
        ),
    ]

    private static let delays: [Entry] = [
        Entry(
            "sign-in-delayed",
            .tooManyRequests,
            "Wait a while",
            "Wacht even",
            en: "Too many attempts failed. `Retry-After` says how long to wait.",
            nl: "Te veel pogingen zijn mislukt. `Retry-After` zegt hoe lang u moet wachten."
        ),
        Entry(
            "provider-unavailable",
            .serviceUnavailable,
            "Hospital sign-in away",
            "Ziekenhuisaanmelding onbereikbaar",
            en:
                "The hospital's sign-in cannot be reached now. Try again after `Retry-After`, or sign in with a password.",
            nl:
                "Het aanmelden van het ziekenhuis is nu niet bereikbaar. Probeer het na `Retry-After` opnieuw, of meld u "
                + "aan met een wachtwoord."
        ),
        Entry(
            "identity-taken",
            .conflict,
            "Identity linked already",
            "Identiteit al gekoppeld",
            en: "This identity of the hospital's own sign-in is linked to a user already. Unlink it first.",
            nl: "Deze identiteit van de ziekenhuisaanmelding is al aan een gebruiker gekoppeld. Ontkoppel haar eerst."
        ),
        Entry(
            "wrong-stage",
            .conflict,
            "Another step",
            "Een andere stap",
            en: "Signing in is at another point: go on from where it is.",
            nl: "Het aanmelden is bij een andere stap: ga daar verder."
        ),
        Entry(
            "user-enabled",
            .conflict,
            "Not disabled",
            "Niet uitgeschakeld",
            en: "The user is not disabled.",
            nl: "De gebruiker is niet uitgeschakeld."
        ),
    ]
}
