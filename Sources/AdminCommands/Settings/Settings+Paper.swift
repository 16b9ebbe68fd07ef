// The settings of making PDFs.
import Domain
import Reports

extension SettingKey {
    static let pdfPython = SettingKey(
        "pdf.python",
        .path,
        en: """
            The Python that makes PDFs, which must be able to import WeasyPrint 57 or later. Where it is not set: the one \
            that the command `weasyprint` of the path runs with.
            """,
        nl: """
            De Python die pdf's maakt en WeasyPrint 57 of later moet kunnen importeren. Zonder deze waarde: die waarmee de \
            opdracht `weasyprint` in het pad draait.
            """
    )
    static let pdfSecondsMax = SettingKey(
        "pdf.secondsMax",
        .integer(1...600),
        standard: .integer(25),
        en: """
            How long one PDF may take; its process is ended then. A request ends by `http.requestSecondsMax` in any case.
            """,
        nl: """
            Hoe lang één pdf mag duren; daarna wordt het proces beëindigd. Een verzoek eindigt in elk geval door \
            `http.requestSecondsMax`.
            """
    )
    static let pdfAtOnceMax = SettingKey(
        "pdf.atOnceMax",
        .integer(1...64),
        standard: .integer(2),
        en: "PDFs that are made at the same time; each takes a processor. Sixteen more wait for ten seconds at most.",
        nl:
            "Pdf's die tegelijk gemaakt worden; elk neemt een processor. Nog zestien wachten, hoogstens tien seconden."
    )

    static let paperLinks = SettingKey(
        "paper.links",
        .text,
        en: """
            What the patient's sheet names under *fellow patients, aids and more information*: `Name = address; Name = \
            address`. Without it the sheet says to ask the centre.
            """,
        nl: """
            Wat het patiëntenblad noemt onder *lotgenoten, hulpmiddelen en meer informatie*: `Naam = adres; Naam = adres`. \
            Zonder deze waarde verwijst het blad naar het centrum.
            """
    )

    /// Those of making PDFs and other papers, in the order in which they are documented.
    static let paper = [pdfPython, pdfSecondsMax, pdfAtOnceMax, paperLinks]
}

extension Settings {
    /// How PDFs are made.
    var paper: PDFSettings {
        var paper = PDFSettings()
        paper.python = text(.pdfPython)
        paper.secondsMax = integer(.pdfSecondsMax)
        paper.atOnceMax = integer(.pdfAtOnceMax)
        return paper
    }

    /// Where patients find fellow patients, aids and more.
    var paperLinks: [PaperLink] { text(.paperLinks).map(PaperLink.links) ?? [] }
}
