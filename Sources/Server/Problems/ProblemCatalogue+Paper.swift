// The problem types of making PDFs.
import Domain
import HTTPTypes

extension ProblemCatalogue {
    /// What keeps a report from becoming a PDF; as HTML it can be had all the same.
    static let paper: [Entry] = [
        Entry(
            "pdf-unavailable",
            .serviceUnavailable,
            "No PDFs here",
            "Geen pdf's mogelijk",
            en:
                "This service cannot make PDFs, since WeasyPrint is not installed where it runs: tell the people who run "
                + "it. Ask for `format=html` and print that.",
            nl:
                "Deze dienst kan geen pdf's maken, omdat WeasyPrint niet geïnstalleerd is waar hij draait: zeg dat tegen "
                + "de beheerders. Vraag om `format=html` en druk dat af."
        ),
        Entry(
            "pdf-timed-out",
            .serviceUnavailable,
            "PDF took too long",
            "Pdf duurde te lang",
            en:
                "The PDF was not ready in time and was stopped. Ask for less of it (a shorter period, one case), or for "
                + "`format=html` and print that.",
            nl: "De pdf was niet op tijd klaar en is gestopt. Vraag om minder (een kortere periode, één casus), of om "
                + "`format=html` en druk dat af."
        ),
        Entry(
            "pdf-too-large",
            .unprocessableContent,
            "Too large for a PDF",
            "Te groot voor een pdf",
            en: "This is more than is made into one PDF. Ask for less of it, such as a shorter period, or for "
                + "`format=html` and print that.",
            nl: "Dit is meer dan in één pdf gaat. Vraag om minder, zoals een kortere periode, of om `format=html` en "
                + "druk dat af."
        ),
        Entry(
            "pdf-failed",
            .internalServerError,
            "PDF could not be made",
            "Pdf niet gelukt",
            en:
                "This is not your doing. Tell the people who run this service the request id; ask for `format=html` and "
                + "print that.",
            nl: "Dit ligt niet aan u. Geef het verzoeknummer door aan de beheerders van deze dienst; vraag om "
                + "`format=html` en druk dat af."
        ),
    ]
}
