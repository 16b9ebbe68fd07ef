// Reports of a command as a PDF.
import Domain
import Reports

extension Session {
    /// Writes a report in its form.
    ///
    /// - Parameters:
    ///   - request: what it was rendered for.
    ///   - render: makes its bytes; not called where they could not be written anyhow.
    /// - Throws: where there is no PDF, or standard output is a terminal, which can do nothing with one.
    func write(_ request: ReportRequest, _ render: (ReportRequest) async throws -> [UInt8]) async throws {
        let console = run.console
        if request.format == .pdf, console.surroundings.outputColumns != nil {
            throw CommandFailure.usage(
                "pdf-to-terminal",
                en: "a PDF cannot be shown in a terminal",
                nl: "een pdf is niet in een terminal te tonen",
                hint: Localized(
                    en: "send it to a file: … > report.pdf",
                    nl: "stuur het naar een bestand: … > report.pdf"
                )
            )
        }
        let desk = PDFDesk(settings: run.settings.paper, environment: run.surroundings.environment)
        try console.write(try await desk.finished(try await render(request), request))
    }
}

extension CommandFailure {
    /// A PDF that was not made.
    init(_ error: PDFError) {
        switch error {
        case .noRenderer, .unusable:
            self.init(
                code: "pdf-unavailable",
                exit: .failed,
                message: Localized(
                    en: "PDFs are made by WeasyPrint, which is not there or cannot be used",
                    nl: "pdf's worden gemaakt door WeasyPrint, dat ontbreekt of niet bruikbaar is"
                ),
                hint: Localized(
                    en: "install it (apt-get install weasyprint, or brew install weasyprint), or set pdf.python",
                    nl: "installeer het (apt-get install weasyprint, of brew install weasyprint), of stel pdf.python in"
                )
            )
        case .timedOut:
            self.init(
                code: "pdf-timed-out",
                exit: .failed,
                message: Localized(en: "the PDF was not ready in time", nl: "de pdf was niet op tijd klaar"),
                hint: Localized(
                    en: "raise pdf.secondsMax, or print --format html",
                    nl: "verhoog pdf.secondsMax, of druk --format html af"
                )
            )
        case .tooLarge:
            self.init(
                code: "pdf-too-large",
                exit: .failed,
                message: Localized(en: "this is too large for one PDF", nl: "dit is te groot voor één pdf"),
                hint: Localized(
                    en: "ask for a shorter period, or print --format html",
                    nl: "vraag een kortere periode, of druk --format html af"
                )
            )
        case .failed, .busy, .stopped:
            self.init(
                code: "pdf-failed",
                exit: .failed,
                message: Localized(en: "the PDF could not be made", nl: "de pdf is niet gelukt"),
                cause: Localized(same: error.description),
                hint: Localized(en: "print --format html instead", nl: "druk in plaats daarvan --format html af")
            )
        }
    }
}
