// What the banner of a paper says to one reader and not to all: an emergency, and the numbers of other records.
import Domain
import FoundationEssentials
import Testing

@testable import Reports

@Suite("The banner of a report for its reader")
struct ReportBannerTests {
    private static func standing() throws -> PatientStanding {
        let other = try #require(ID<Patient>("00000000-0000-7000-8000-000000000077"))
        let hidden = try #require(ID<Patient>("00000000-0000-7000-8000-000000000078"))
        let number = try PatientIdentifier(system: .bsn, value: "123456782")
        return PatientStanding(
            emergency: .init(reason: "unconscious <at> the ward", until: SampleCase.printedAt),
            others: [.init(id: other, identifiers: [number]), .init(id: hidden, identifiers: nil)]
        )
    }

    private static func text(_ standing: PatientStanding, _ language: Language, _ format: ReportFormat) throws -> String
    {
        let request = ReportRequest(
            format: format,
            language: language,
            printedBy: "x",
            printedAt: SampleCase.printedAt
        )
        let bytes = ReportRendering.caseReport(
            try SampleCase.rich(),
            protocol: try SampleCase.careProtocol(),
            criteriaSets: SampleCase.sets,
            standing: standing,
            request
        ) { "hash \($0.count)" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("tells the emergency and the other records on paper", arguments: Language.allCases)
    func tells(language: Language) throws {
        for format in [ReportFormat.html, .text] {
            let text = try Self.text(Self.standing(), language, format)
            #expect(text.contains(language == .nl ? "Noodtoegang tot" : "Emergency access until"))
            #expect(text.contains(format == .html ? "unconscious &lt;at&gt; the ward" : "unconscious <at> the ward"))
            #expect(text.contains(language == .nl ? "ook bekend als" : "also known as"))
            #expect(text.contains("••••••782") && !text.contains("123456782"))
            #expect(text.contains(language == .nl ? "niet met u is gedeeld" : "not shared with you"))
            let ordinary = try Self.text(.ordinary, language, format)
            #expect(!ordinary.contains("unconscious") && !ordinary.contains("782"))
        }
    }

    @Test("leaves the content that is hashed as it is for everybody")
    func hash() throws {
        let (one, other) = (try Self.text(Self.standing(), .en, .json), try Self.text(.ordinary, .en, .json))
        #expect(one == other)
    }
}
