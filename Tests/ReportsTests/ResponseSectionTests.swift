// What treatment brought, in the report: proposals beside the clinician's entry, trials, products.
import Criteria
import Domain
import Reports
import Testing

@Suite("The report's part on response")
struct ResponseSectionTests {
    private static func tables(_ document: WorkupDocument, _ language: Language = .en) throws -> [String: ReportTable] {
        let section = try #require(try SampleCase.report(document, language).sections.first { $0.title == .outcome })
        var tables: [String: ReportTable] = [:]
        for case .table(let table) in section.blocks { tables[table.code] = table }
        return tables
    }

    private static func rows(_ table: ReportTable?) -> [[ReportValue]] {
        (table?.rows ?? []).compactMap { row in
            if case .cells(let cells) = row { return cells }
            return nil
        }
    }

    private static let course = #"""
        {"id": "01980000-0000-7000-8000-0000000000c1", "version": 1, "recordedAt": "2026-01-01T00:00:00Z",
         "option": "ivig", "objectiveImprovement": "absent", "administrations": [
          {"id": "01980000-0000-7000-8000-0000000000a1", "version": 1, "recordedAt": "2026-01-01T00:00:00Z",
           "on": "2025-12-01", "product": "Privigen", "lot": "P1", "grams": 70, "bodyWeightKg": 70,
           "details": {"expiresOn": "2025-11", "reactions": [{"code": "headache", "severity": "mild"}]}},
          {"id": "01980000-0000-7000-8000-0000000000a2", "version": 1, "recordedAt": "2026-01-01T00:00:00Z",
           "on": "2025-12-29", "product": "Kiovig", "lot": "K1", "grams": 70, "bodyWeightKg": 70}]}
        """#

    private static let choice = #"""
        {"id": "01980000-0000-7000-8000-0000000000e1", "option": "ivig", "chosenOn": "2025-11-20",
         "participants": ["patient"], "patientPreference": "none", "recordedAt": "2026-01-01T00:00:00Z",
         "trial": {"chosenOn": "2025-11-20", "goal": "buttons", "measure": "gripVigorimeter", "side": "right",
                   "target": {"value": 48}, "judgedOn": "2026-03-01",
                   "stoppingRule": {"text": "by agreement", "worseningBy": 8, "withoutImprovementOn": "2026-02-01"}}}
        """#

    private static func outcome(_ number: Int, _ on: String, _ value: Int) -> String {
        """
        {"id": "01980000-0000-7000-8000-00000000000\(number)", "version": 1, "recordedAt": "2026-01-01T00:00:00Z",
         "on": "\(on)", "measure": "gripVigorimeter", "side": "right", "value": \(value)}
        """
    }

    private static func document(withOutcomes: Bool) throws -> WorkupDocument {
        let empty = try SampleCase.empty(protocol: "mmn", treatments: [course], today: "2026-03-02")
        let outcomes = [outcome(1, "2025-11-25", 40), outcome(2, "2025-12-16", 50), outcome(3, "2025-12-28", 49)]
        var members = SampleCase.members(of: try JSONReader.read(WorkupDocument.codec.encode(empty)))
            .filter { $0.key != "choices" && $0.key != "outcomes" }
        members.append(JSONMember("choices", .array([try JSONReader.read(Array(choice.utf8))])))
        let measured = withOutcomes ? try outcomes.map { try JSONReader.read(Array($0.utf8)) } : []
        members.append(JSONMember("outcomes", .array(measured)))
        return try WorkupDocument.codec.decode(JSONValue.object(members))
    }

    @Test("puts the proposal beside the clinician's entry, and marks where the two part")
    func responder() throws {
        let row = try #require(Self.rows(try Self.tables(Self.document(withOutcomes: true))["responseByCourse"]).first)
        #expect(row[2].code == "present" && row[2].emphasis == .warning)
        #expect(row[2].text.contains("differs from the clinician's entry"))
        #expect(row[3].code == "absent")
        let bare = try #require(
            Self.rows(try Self.tables(Self.document(withOutcomes: false))["responseByCourse"]).first
        )
        #expect(bare[2].code == "notExamined" && bare[2].emphasis == .nothing)
    }

    @Test("judges the trial in the report's language", arguments: Language.allCases)
    func trial(_ language: Language) throws {
        let tables = try Self.tables(Self.document(withOutcomes: true), language)
        let row = try #require(Self.rows(tables["trials"]).first)
        #expect(row[0].text.contains("buttons"))
        #expect(row[5].code == "reached")
        #expect(row[5].text.contains(language == .en ? "target reached" : "doel gehaald"))
        #expect(row[4].text.contains(language == .en ? "worse by 8 kPa" : "verslechtering met 8 kPa"))
    }

    @Test("lists values and reactions by product, and tells a question not asked from none found")
    func products() throws {
        let rows = Self.rows(try Self.tables(Self.document(withOutcomes: true))["products"])
        #expect(rows.count == 2)
        #expect(rows[0][2].text.contains("50, 49"))
        #expect(rows[0][3].text == "headache, mild")
        #expect(rows[1][3].text == "not asked")
    }

    @Test("shows reactions and an expired batch at the administration")
    func remarks() throws {
        let report = try SampleCase.report(Self.document(withOutcomes: true), .nl)
        let section = try #require(report.sections.first { $0.title == .treatment })
        var found: ReportTable?
        for case .table(let table) in section.blocks where table.code == "administrations" { found = table }
        #expect(Self.rows(found).first?.last?.text == "hoofdpijn, licht; batch verlopen")
    }
}
