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

    /// Those of making PDFs, in the order in which they are documented.
    static let paper = [pdfPython, pdfSecondsMax, pdfAtOnceMax]
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
}
