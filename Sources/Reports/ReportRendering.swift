// The one door for those who print reports: a case or a meeting in, bytes of the wanted format out.
package import Criteria
package import Domain

/// Makes the hash of a report's content, as hexadecimal digits.
///
/// Hashing belongs to other targets, so it comes in as a function.
package typealias ReportDigest = @Sendable ([UInt8]) -> String

/// The formats of a report.
package enum ReportFormat: String, Sendable, Hashable, CaseIterable {
    case html, text, json
    /// Rendering makes the HTML for it, which `PDFDesk` then makes into the PDF.
    case pdf

    /// The media type for HTTP.
    package var mediaType: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .text: "text/plain; charset=utf-8"
        case .json: "application/json"
        case .pdf: "application/pdf"
        }
    }

    /// The ending of a file name, without the dot.
    package var fileExtension: String {
        switch self {
        case .html: "html"
        case .text: "txt"
        case .json: "json"
        case .pdf: "pdf"
        }
    }
}

/// How much of a case report HTML and PDF hold; text and JSON hold all of it.
package enum CaseReportPart: String, Sendable, Hashable, CaseIterable {
    /// What a meeting reads first, and the annex on pages of its own.
    case all
    /// What a meeting reads first.
    case first
}

/// How much of a meeting's report HTML and PDF hold; text and JSON hold all of it.
package enum MeetingReportPart: String, Sendable, Hashable, CaseIterable {
    /// The agenda, and the first pages of each case.
    case pack
    /// The agenda alone.
    case agenda
    /// The agenda, and each case with its annex.
    case all
}

/// How a report is to be printed.
package struct ReportRequest: Sendable {
    /// The format.
    package let format: ReportFormat
    /// The language of the report's own words.
    package let language: Language
    /// The name of the person who prints it.
    package let printedBy: String
    /// The moment of printing.
    package let printedAt: Instant
    /// The wall clock that moments are shown on.
    package let clock: LocalClock
    /// The moment of which the report tells, where it was read a moment behind.
    package var knownAt: Instant?

    /// How to print.
    package init(
        format: ReportFormat,
        language: Language,
        printedBy: String,
        printedAt: Instant,
        clock: LocalClock = .utc
    ) {
        self.format = format
        self.language = language
        self.printedBy = printedBy
        self.printedAt = printedAt
        self.clock = clock
    }
}

/// Renders reports.
package enum ReportRendering {
    /// The report on one workup.
    package static func caseReport(
        _ document: WorkupDocument,
        protocol careProtocol: CareProtocol,
        criteriaSets: [CriteriaSet],
        standing: PatientStanding = .ordinary,
        part: CaseReportPart = .all,
        _ request: ReportRequest,
        digest: ReportDigest
    ) -> [UInt8] {
        let report = CaseReport(
            document: document,
            protocol: careProtocol,
            criteriaSets: criteriaSets,
            standing: standing,
            language: request.language,
            printedBy: request.printedBy,
            printedAt: request.printedAt,
            clock: request.clock
        )
        let hash = digest(CaseReportJSON.content(of: report))
        switch request.format {
        case .html, .pdf: return CaseReportHTML.render(report, part: part, contentHash: hash)
        case .text: return CaseReportText.render(report, contentHash: hash)
        case .json: return CaseReportJSON.render(report, contentHash: hash)
        }
    }

    /// The report on one meeting: agenda and all case reports.
    package static func meetingReport(
        _ meeting: MeetingDocument,
        history: MeetingHistory = MeetingHistory(),
        cases: [MeetingReportCase],
        criteriaSets: [CriteriaSet],
        part: MeetingReportPart = .pack,
        _ request: ReportRequest,
        digest: ReportDigest
    ) -> [UInt8] {
        let report = MeetingReport(
            meeting: meeting,
            history: history,
            cases: cases,
            criteriaSets: criteriaSets,
            language: request.language,
            printedBy: request.printedBy,
            printedAt: request.printedAt,
            knownAt: request.knownAt,
            clock: request.clock
        )
        switch request.format {
        case .html, .pdf: return MeetingReportHTML.render(report, part: part, digest: digest)
        case .text: return MeetingReportText.render(report, digest: digest)
        case .json: return MeetingReportJSON.render(report, digest: digest)
        }
    }
}
