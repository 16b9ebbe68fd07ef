// A case made of findings and courses written as JSON, and what its papers say.
import Domain
import Foundation
import Testing

@testable import Reports

/// What the papers of a case say.
struct Paper {
    let document: WorkupDocument

    /// A case of MMN, evaluated, as it is asked about on a day.
    init(findings: [(FindingKind, String)] = [], treatments: [String] = [], today: String = "2026-10-01") throws {
        let bodies = findings.enumerated().map { index, finding in
            """
            {"id":"01931f00-0000-7000-8000-0000000005\(index + 10)","version":1,"recordedAt":"2026-09-03T08:00:00Z",
             "kind":"\(finding.0.rawValue)","body":\(finding.1)}
            """
        }
        document = try SampleCase.evaluated(
            SampleCase.empty(protocol: "mmn", findings: bodies, treatments: treatments, today: today)
        )
    }

    /// A course as the record holds it, its administrations of one gram per kilogram.
    static func course(
        _ number: Int,
        _ option: String,
        from start: String? = nil,
        to end: String? = nil,
        given: [(on: String, product: String)] = []
    ) -> String {
        let administrations = given.enumerated().map { index, given in
            """
            {"id":"01931f00-0000-7000-8000-0000000071\(number)\(index)","version":1,"recordedAt":"2026-01-12T08:00:00Z",
             "on":"\(given.on)","product":"\(given.product)","lot":"L1","grams":70,"bodyWeightKg":70}
            """
        }
        let dates = [start.map { #""startedOn":"\#($0)","# }, end.map { #""endedOn":"\#($0)","# }].compactMap { $0 }
        return """
            {"id":"01931f00-0000-7000-8000-00000000070\(number)","version":1,"recordedAt":"2026-01-12T08:00:00Z",
             "option":"\(option)",\(dates.joined())"administrations":[\(administrations.joined(separator: ","))]}
            """
    }

    /// The fact of a section of the first pages, by the code of its label.
    func first(_ code: String, _ title: SectionTitle, _ language: Language = .en) throws -> String? {
        let section = try #require(try SampleCase.report(document, language).brief.first { $0.title == title })
        return section.blocks.flatMap { block -> [ReportFact] in
            switch block {
            case .facts(let facts), .lines(let facts): facts
            default: []
            }
        }.first { $0.code == code }?.value.text
    }

    /// The words of a letter, each space one space.
    func letter(_ to: LetterRecipient = .generalPractitioner, _ language: Language = .en) throws -> String {
        Self.plain(
            ReportRendering.letter(
                MeetingReportCase(document: document, protocol: try SampleCase.careProtocol()),
                LetterRequest(to: to),
                criteriaSets: SampleCase.sets,
                organisations: [Organisation(code: "nmc", name: "Centre", kind: .neuromuscularCentre)],
                Self.request(language)
            ) { "\($0.count)" }
        )
    }

    /// The words of the patient's sheet, each space one space.
    func sheet(_ language: Language = .en) throws -> String {
        let own = MeetingReportCase(document: document, protocol: try SampleCase.careProtocol())
        return Self.plain(
            ReportRendering.patientSheet(own, organisations: [:], links: [], Self.request(language)) { "\($0.count)" }
        )
    }

    private static func request(_ language: Language) -> ReportRequest {
        ReportRequest(format: .text, language: language, printedBy: "E. de Wit", printedAt: SampleCase.printedAt)
    }

    private static func plain(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
    }
}
