// A team's statistics on paper and as CSV: words for what is withheld, drawings with their words, nothing that runs.
import Domain
import Foundation
import Reports
import TestSupport
import Testing

@Suite("The report on statistics")
struct StatisticsReportTests {
    private func render(_ format: ReportFormat, _ language: Language, _ statistics: TeamStatistics = .sample) -> String
    {
        let request = ReportRequest(
            format: format,
            language: language,
            printedBy: "E. Smit",
            printedAt: Instant(startOf: LocalDate(year: 2026, month: 3, day: 2) ?? .min)
        )
        return String(
            decoding: ReportRendering.statistics(statistics, request, digest: { _ in "00" }),
            as: UTF8.self
        )
    }

    @Test("says the same as a page and as text, in both languages", arguments: Language.allCases)
    func goldens(language: Language) throws {
        let page = render(.html, language)
        #expect(page.contains("&lt;b&gt;no MMN&lt;/b&gt;") && !page.contains("<b>no MMN"))
        #expect(!page.contains("style=") && !page.contains("<script"))
        // The style sheet is the one of every report, which has a golden of its own.
        let bare = page.replacing("<style>\(CaseReportHTML.style(language))</style>", with: "<style>style.css</style>")
        #expect(bare != page)
        try Golden.expect(bare, named: "statistics-\(language.rawValue).html", suite: "Statistics")
        try Golden.expect(render(.text, language), named: "statistics-\(language.rawValue).txt", suite: "Statistics")
    }

    @Test("describes each drawing and follows it with its table, parts told apart by shape")
    func drawings() {
        let page = render(.html, .en)
        let drawings = page.matches(of: #/<svg role="img" aria-labelledby="([^" ]+) ([^" ]+)"/#)
        #expect(drawings.count == 4)
        for drawing in drawings {
            #expect(page.contains("<title id=\"\(drawing.1)\">") && page.contains("<desc id=\"\(drawing.2)\">"))
        }
        #expect(Set(drawings.map { String($0.1) }).count == 4)
        // One mark for each part of a bar that has one: rings, squares and stripes, not colours alone.
        #expect(page.contains("<circle") && page.contains("<polygon"))
        #expect(page.contains("No study has shown one product to be better than another"))
    }

    @Test("as CSV has a line for each figure, points in numbers, words for what is withheld, and no formula")
    func csv() throws {
        let text = String(decoding: StatisticsCSV.render(.sample), as: UTF8.self)
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.first == "figure,subject,part,statistic,value" && lines.last == "")
        #expect(lines.contains("response,,responded,percent,79.2"))
        #expect(lines.contains("daysToTreatment,,reached,median,notShown"))
        #expect(lines.contains("daysWaiting,lumbarPuncture,,count,fewerThanMin"))
        #expect(lines.contains("daysWaiting,nerveUltrasound,,median,none"))
        #expect(lines.contains("diagnosis,'=1+1 <b>no MMN</b>,,count,6"))
        try Golden.expect(text, named: "statistics.csv", suite: "Statistics")
    }

    @Test("says of nobody that there is nobody")
    func nobody() {
        let none = TimeFigures(reached: ShownCount(0), before: ShownCount(0), notYet: ShownCount(0), days: nil)
        let sample = TeamStatistics.sample
        let empty = TeamStatistics(
            protocolCode: sample.protocolCode,
            protocolNames: sample.protocolNames,
            from: sample.from,
            to: sample.to,
            on: sample.on,
            peopleMin: 5,
            people: ShownCount(0),
            diagnosis: none,
            treatment: none,
            waiting: [],
            settled: ShownCount(0),
            missing: [],
            verdicts: [],
            diagnoses: [],
            response: ResponseFigures(judged: ShownCount(0), rate: nil, pending: ShownCount(0)),
            products: [],
            hasOtherProducts: false,
            centres: [],
            hasOtherCentres: false
        )
        let page = render(.html, .nl, empty)
        #expect(page.contains("In deze periode is geen traject geopend") && !page.contains("<svg"))
        #expect(page.contains("Hoe dit is geteld"))
    }
}
