// Reports as answers: HTML, text and JSON as they were rendered, a PDF as a file to be saved.
import Domain
import HTTPTypes
import Hummingbird
import Reports

extension Reply {
    /// A report; a page lets its own style sheets through and nothing else.
    ///
    /// - Parameters:
    ///   - bytes: what was rendered for the request.
    ///   - request: its form and language.
    ///   - name: what a file of it is called, without its ending; nothing of the patient.
    ///   - paper: where it becomes a PDF, where one was asked for.
    /// - Returns: the answer.
    /// - Throws: `PDFError` where there is no PDF.
    static func report(_ bytes: [UInt8], _ request: ReportRequest, name: String, on paper: PDFDesk) async throws
        -> Reply
    {
        if request.format == .html { return .html(String(decoding: bytes, as: UTF8.self), language: request.language) }
        let finished = try await paper.finished(bytes, request)
        var reply = Reply(type: request.format.mediaType, body: ByteBuffer(bytes: finished))
        reply.headers[.contentLanguage] = request.language.rawValue
        if request.format == .pdf {
            // Saved, not shown in its place: what this service sends lets no plugin through.
            reply.headers[.contentDisposition] = "attachment; filename=\"\(name).\(request.format.fileExtension)\""
        }
        return reply
    }
}
