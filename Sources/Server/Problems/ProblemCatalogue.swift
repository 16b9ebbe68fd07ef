// Every problem type that this service answers with: status, title, and what it means for the caller.
import Domain
import HTTPTypes

/// Explains problem types, for problem documents, for the page at `/problems/{code}` and for the API document.
enum ProblemCatalogue {
    /// One problem type.
    struct Entry: Sendable {
        let code: ProblemCode
        let status: HTTPResponse.Status
        let title: Localized
        /// What it means and what to do, in a sentence or two.
        let meaning: Localized

        init(
            _ code: String,
            _ status: HTTPResponse.Status,
            _ titleEN: String,
            _ titleNL: String,
            en: String,
            nl: String
        ) {
            self.code = ProblemCode(rawValue: code)
            self.status = status
            title = Localized(en: titleEN, nl: titleNL)
            meaning = Localized(en: en, nl: nl)
        }
    }

    /// All listed types. The first of a status is the one that speaks for those that are not listed.
    static let all: [Entry] = edge + record + signIn + access + conflicts + log + paper + service

    /// The entry of a code; for one that is not listed, the entry of the status it came with.
    static func entry(_ code: ProblemCode, status: HTTPResponse.Status = .internalServerError) -> Entry {
        byCode[code] ?? all.first { $0.status == status } ?? ourFault
    }

    /// The entry of a code, where it is listed.
    static func known(_ code: ProblemCode) -> Entry? {
        byCode[code]
    }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    private static let ourFault = Entry(
        "internal-fault",
        .internalServerError,
        "Fault of the service",
        "Fout van de dienst",
        en: "This is not your doing. Tell the people who run this service the request id.",
        nl: "Dit ligt niet aan u. Geef het verzoeknummer door aan de beheerders van deze dienst."
    )

    private static let edge: [Entry] = [
        Entry(
            "rate-limited",
            .tooManyRequests,
            "Too many requests",
            "Te veel verzoeken",
            en:
                "This was asked more often than one address or account may. Nothing was done; `Retry-After` says when to go "
                + "on.",
            nl:
                "Hierom is vaker gevraagd dan één adres of account mag. Er is niets gedaan; `Retry-After` zegt wanneer het "
                + "weer kan."
        ),
        Entry(
            "invalid-input",
            .badRequest,
            "Wrong input",
            "Onjuiste invoer",
            en: "Something in the request is wrong; every fault is listed with its place. Nothing was stored.",
            nl: "Iets in het verzoek klopt niet; elke fout staat vermeld met zijn plaats. Er is niets opgeslagen."
        ),
        Entry(
            "unreadable-body",
            .badRequest,
            "Body cut off",
            "Inhoud afgebroken",
            en: "The body could not be read to its end. Nothing was stored.",
            nl: "De inhoud kon niet tot het einde worden gelezen. Er is niets opgeslagen."
        ),
        Entry(
            "token-refused",
            .unauthorized,
            "Not signed in",
            "Niet aangemeld",
            en: "This needs a valid token, sent as `Authorization: Bearer …`.",
            nl: "Hiervoor is een geldig token nodig, gestuurd als `Authorization: Bearer …`."
        ),
        Entry(
            "method-not-allowed",
            .methodNotAllowed,
            "Method not allowed",
            "Methode niet toegestaan",
            en: "This path does not know that method; `Allow` lists those it knows.",
            nl: "Dit pad kent die methode niet; `Allow` noemt de methoden die het kent."
        ),
        Entry(
            "too-large",
            .contentTooLarge,
            "Too large",
            "Te groot",
            en: "The body is larger than this service reads. Send less at a time.",
            nl: "De inhoud is groter dan deze dienst leest. Stuur minder per keer."
        ),
        Entry(
            "unsupported-media-type",
            .unsupportedMediaType,
            "Unknown content type",
            "Onbekend soort inhoud",
            en: "Only `application/json` is read here, or a form where a page has one.",
            nl: "Hier wordt alleen `application/json` gelezen, of een formulier waar een pagina dat heeft."
        ),
        Entry(
            "version-required",
            .preconditionRequired,
            "Version needed",
            "Versie nodig",
            en: "A change says which version it was made against: send the ETag you read as `If-Match`.",
            nl: "Een wijziging zegt op welke versie zij berust: stuur de gelezen ETag mee als `If-Match`."
        ),
    ]

    private static let record: [Entry] = [
        Entry(
            "role-may-not",
            .forbidden,
            "Not allowed",
            "Niet toegestaan",
            en: "Your role does not allow this.",
            nl: "Uw rol staat dit niet toe."
        ),
        Entry(
            "signer-unknown",
            .forbidden,
            "Nobody to sign",
            "Niemand die tekent",
            en: "A meeting is signed by a person with an account.",
            nl: "Een overleg wordt ondertekend door iemand met een account."
        ),
        Entry(
            "not-found",
            .notFound,
            "Not found",
            "Niet gevonden",
            en: "There is nothing here, or nothing that is shared with you.",
            nl: "Hier is niets, of niets dat met u gedeeld is."
        ),
        Entry(
            "stale-version",
            .preconditionFailed,
            "Changed in the meantime",
            "Intussen gewijzigd",
            en:
                "Somebody else changed this since you read it. `currentVersion` is the newest one: read it, then decide.",
            nl:
                "Iemand anders heeft dit gewijzigd sinds u het las. `currentVersion` is de nieuwste: lees die en beslis dan."
        ),
    ]

    private static let service: [Entry] = [
        Entry(
            "database-unavailable",
            .serviceUnavailable,
            "Database not reachable",
            "Database niet bereikbaar",
            en: "The record can not be reached right now. Nothing was changed; try again after `Retry-After` seconds.",
            nl:
                "Het dossier is nu niet bereikbaar. Er is niets gewijzigd; probeer het na `Retry-After` seconden opnieuw."
        ),
        Entry(
            "database-read-only",
            .serviceUnavailable,
            "Database takes no changes",
            "Database neemt geen wijzigingen aan",
            en: "The database can only be read now, and reading needs a line in the log. Nothing was changed; try "
                + "again after `Retry-After` seconds.",
            nl: "De database is nu alleen te lezen, en lezen vraagt een regel in het logboek. Er is niets gewijzigd; "
                + "probeer het na `Retry-After` seconden opnieuw."
        ),
        Entry(
            "database-full",
            .serviceUnavailable,
            "Database has no room left",
            "Database heeft geen ruimte meer",
            en:
                "A disk of the database is full, and reading needs room for a line in the log. Nothing was changed. Tell "
                + "the people who run this service: once there is room, it goes on by itself.",
            nl: "Een schijf van de database is vol, en lezen vraagt ruimte voor een regel in het logboek. Er is niets "
                + "gewijzigd. Meld het aan de beheerders: zodra er ruimte is, gaat de dienst vanzelf verder."
        ),
        Entry(
            "read-interrupted",
            .serviceUnavailable,
            "Reading was interrupted",
            "Lezen onderbroken",
            en: "The connection to the database was lost while this was read. Nothing was changed; try again.",
            nl: "De verbinding met de database viel weg tijdens het lezen. Er is niets gewijzigd; probeer het opnieuw."
        ),
        Entry(
            "busy",
            .serviceUnavailable,
            "Busy",
            "Bezet",
            en: "Too much is going on at once. Nothing was changed; try again shortly.",
            nl: "Er gebeurt te veel tegelijk. Er is niets gewijzigd; probeer het zo opnieuw."
        ),
        Entry(
            "outcome-unknown",
            .serviceUnavailable,
            "Outcome unknown",
            "Uitkomst onbekend",
            en: "The change may or may not have been kept. Send the same request again with the same Idempotency-Key, "
                + "or read again before you decide.",
            nl: "De wijziging is misschien wel, misschien niet bewaard. Stuur hetzelfde verzoek opnieuw met dezelfde "
                + "Idempotency-Key, of lees eerst opnieuw."
        ),
        Entry(
            "deadline-exceeded",
            .serviceUnavailable,
            "Took too long",
            "Duurde te lang",
            en: "The request did not end within its time and was stopped. Nothing was changed.",
            nl: "Het verzoek was niet op tijd klaar en is gestopt. Er is niets gewijzigd."
        ),
        Entry(
            "not-ready",
            .serviceUnavailable,
            "Not ready",
            "Niet gereed",
            en: "The service can not do its work now; `detail` says why.",
            nl: "De dienst kan nu zijn werk niet doen; `detail` zegt waarom."
        ),
        ourFault,
    ]
}
