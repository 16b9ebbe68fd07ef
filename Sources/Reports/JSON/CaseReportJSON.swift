// The case report as JSON, and the bytes whose digest stands at the foot of every rendering.
import Domain

/// Renders case reports as JSON.
package enum CaseReportJSON {
    /// The report as UTF-8, with its hash and who printed it.
    package static func render(_ report: CaseReport, contentHash: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.content(report)
        writer.member("contentHash", contentHash)
        writer.printing(report.printing)
        writer.endObject()
        return writer.bytes
    }

    /// What the content hash is taken of: the report without who printed it and when, so that two copies of the same
    /// content carry the same hash.
    package static func content(of report: CaseReport) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.content(report)
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    /// The members of a case report, without its hash and printing.
    mutating func content(_ report: CaseReport) {
        member("format", CaseReport.format)
        member("language", report.language.rawValue)
        member("title", report.title)
        member("workup", report.workupID.description)
        member("version", report.workupVersion)
        member("protocol", report.protocolCode)
        member("protocolVersion", report.protocolVersion)
        member("asOf", report.asOf?.description)
        member("today", report.today.description)
        key("patient")
        banner(report.banner)
        sections(report.sections)
    }

    /// Who printed the report, and when.
    mutating func printing(_ printing: ReportPrinting) {
        key("printed")
        beginObject()
        member("by", printing.by)
        member("at", printing.at.description)
        if let knownAt = printing.knownAt { member("knownAt", knownAt.description) }
        endObject()
    }

    /// The banner.
    mutating func banner(_ banner: ReportBanner) {
        beginObject()
        member("name", banner.name)
        facts("identity", banner.identity)
        facts("state", banner.state)
        facts("alerts", banner.alerts)
        endObject()
    }
}
