// Why a document could not be made into a PDF. No case holds anything of the document.

/// A PDF that was not made.
package enum PDFError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No Python was found that has WeasyPrint, or the one that is set cannot be started.
    case noRenderer
    /// The Python that was found cannot use WeasyPrint; the kind of its error.
    case unusable(String)
    /// The document was not ready in time, and its process was ended.
    case timedOut
    /// The document, or its PDF, is larger than is made.
    case tooLarge
    /// WeasyPrint gave up or ended; how it ended.
    case failed(String)
    /// Too many documents are under way, or waiting took too long.
    case busy
    /// The caller, or the service, has ended.
    case stopped

    package var description: String {
        switch self {
        case .noRenderer: "no Python with WeasyPrint was found: install weasyprint, or set pdf.python"
        case .unusable(let kind): "WeasyPrint cannot be used (\(kind)): install weasyprint 57 or later"
        case .timedOut: "the PDF was not ready in time"
        case .tooLarge: "the document or its PDF is too large"
        case .failed(let end): "WeasyPrint made no PDF (\(end))"
        case .busy: "too many PDFs are being made"
        case .stopped: "the PDF was not finished, since its caller or the service ended"
        }
    }
}
