// The criteria in the reports: sets side by side, where they differ, what was published, what was not checked.
import Criteria
import Domain
import Foundation
import Reports
import Testing

@Suite("The report's section on criteria")
struct CriteriaSectionTests {
    private static func section(_ document: WorkupDocument, _ language: Language = .en) throws -> ReportSection {
        try #require(try SampleCase.report(document, language).sections.first { $0.title == .criteria })
    }

    private static func tables(_ section: ReportSection) -> [String: ReportTable] {
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

    private static func paragraphs(_ section: ReportSection) -> [String] {
        section.blocks.compactMap { block in
            if case .paragraph(_, let text) = block { return text }
            return nil
        }
    }

    @Test("says of every set what the criteria say, with what was published of the answer")
    func answers() throws {
        let document = try SampleCase.rich()
        let result = try #require(document.evaluation?.result)
        let rows = Self.rows(Self.tables(try Self.section(document))["sets"])
        #expect(Set(rows.map { $0[0].code }) == Set(result.evaluations.map { $0.criteria }))
        for row in rows {
            let set = try #require(result.evaluations.first { $0.criteria == row[0].code })
            #expect(row[1].code == set.category.rawValue)
            #expect(row[3].code == set.status.rawValue)
            #expect((row[3].emphasis == .warning) == (set.status == .unchecked))
            let published = SampleCase.sets.first { $0.id == set.criteria }?.accuracy
                .first { $0.category == set.category && $0.otherSet == nil }
            #expect(row[5].number == published?.sensitivityPercent)
            #expect(row[6].number == published?.specificityPercent)
        }
    }

    @Test("tells the figures of another set with its name, and what nobody published as that, not as none")
    func accuracy() throws {
        for (language, cell) in [
            (Language.en, "not published (the CIDP set of 2010: 81.3\u{A0}%)"),
            (.nl, "niet gepubliceerd (de CIDP-criteria van 2010: 81,3\u{A0}%)"),
        ] {
            let tables = Self.tables(try Self.section(SampleCase.rich(), language))
            for code in ["sets", "accuracy"] {
                let rows = Self.rows(tables[code]).filter { $0[0].code == "ean-pns-2021-cidp" }
                #expect(!rows.isEmpty)
                for row in rows { #expect(row[code == "sets" ? 5 : 2].text == cell) }
            }
            let published = Self.rows(tables["accuracy"]).joined()
            #expect(!published.contains { $0.code == "none" })
            #expect(published.contains { $0.code == "notPublished" })
        }
    }

    @Test("tells of an answer that nobody studied what was published of the set's other answers")
    func otherAnswers() throws {
        let result = SampleCase.answers(efns: .possible, aaem: .notMet, aaemClause: .notMet)
        let rows = Self.rows(
            Self.tables(try Self.section(SampleCase.evaluated(SampleCase.empty(), as: result)))["sets"]
        )
        #expect(
            rows.map(\.[5].text) == [
                "definite: 47\u{A0}%; probable: 57\u{A0}%", "definite: 28\u{A0}%; probable: 53\u{A0}%",
            ]
        )
    }

    @Test(
        "never says that nothing is missing where an answer can still rise",
        arguments: ["synthetic-definite", "synthetic-one-nerve", "synthetic-probable"]
    )
    func missing(_ name: String) throws {
        let rows = Self.rows(Self.tables(try Self.section(SampleCase.bare(name)))["sets"])
        for row in rows where row[4].code != "none" { #expect(row[7].code != "none", "\(row[0].text)") }
        #expect(rows.contains { $0[7].code == "seeNextSteps" } == (name != "synthetic-one-nerve"))
    }

    @Test("shows the clauses of a set of another protocol that is fulfilled, and of no other")
    func fulfilledElsewhere() throws {
        let document = try SampleCase.bare("synthetic-definite")
        let report = try SampleCase.report(document, .en, protocol: "cidp")
        let section = try #require(report.sections.first { $0.title == .criteria })
        let result = try #require(document.evaluation?.result)
        for set in result.evaluations {
            let isShown =
                set.criteria == "ean-pns-2021-cidp" || ![.notMet, .undetermined].contains(set.category)
            #expect((Self.tables(section)["clauses.\(set.criteria)"] != nil) == isShown)
        }
        #expect(result.evaluations.contains { $0.criteria == "efns-pns-2010-mmn" && $0.category == .definite })
    }

    @Test("marks the clauses for which a set answers lower than another for the same disease, and no other")
    func differing() throws {
        let result = SampleCase.answers(efns: .definite, aaem: .undetermined, aaemClause: .unknown)
        let document = try SampleCase.evaluated(SampleCase.empty(), as: result)
        let tables = Self.tables(try Self.section(document))
        let higher = Self.rows(tables["clauses.efns-pns-2010-mmn"])
        let lower = Self.rows(tables["clauses.aaem-2003-mmn"])
        #expect(higher.map(\.[2].emphasis) == [.plain, .plain])
        #expect(lower.map(\.[2].emphasis) == [.warning, .plain])
        #expect(lower[0][2].text == "unknown: here the sets differ")
        let alike = SampleCase.answers(efns: .undetermined, aaem: .undetermined, aaemClause: .unknown)
        let same = Self.tables(try Self.section(SampleCase.evaluated(SampleCase.empty(), as: alike)))
        #expect(!Self.rows(same["clauses.aaem-2003-mmn"]).contains { $0[2].emphasis == .warning })
    }

    @Test("says that criteria are no treatment rules wherever a set for MMN is not met", arguments: Language.allCases)
    func treatmentRules(_ language: Language) throws {
        let sentence = language == .en ? "Criteria are not treatment rules" : "Criteria zijn geen behandelregels"
        for (answer, isSaid) in [(CriteriaCategory.notMet, true), (.possible, false)] {
            let result = SampleCase.answers(efns: answer, aaem: .possible, aaemClause: .met)
            let section = try Self.section(SampleCase.evaluated(SampleCase.empty(), as: result), language)
            #expect(Self.paragraphs(section).contains { $0.contains(sentence) } == isSaid)
        }
    }

    @Test("carries the sentence that nothing here is validated", arguments: Language.allCases)
    func notValidated(_ language: Language) throws {
        let sentence =
            language == .en
            ? "Not validated for clinical decisions." : "Niet gevalideerd voor klinische besluiten."
        #expect(Self.paragraphs(try Self.section(SampleCase.rich(), language)).first == sentence)
    }

    @Test("of a workup that was never evaluated says so, and not that criteria are not met")
    func neverEvaluated() throws {
        let section = try Self.section(SampleCase.empty())
        #expect(section.blocks.count == 1)
        #expect(Self.paragraphs(section).first?.contains("not the same as criteria not met") == true)
    }

    @Test("names the steps, cautions and odd values of the evaluation")
    func next() throws {
        let document = try SampleCase.bare("synthetic-one-nerve")
        let result = try #require(document.evaluation?.result)
        let tables = Self.tables(try Self.section(document))
        #expect(Self.rows(tables["nextSteps"]).map(\.[0].code) == result.nextSteps.map { $0.step })
        #expect(Self.rows(tables["unnecessary"]).map(\.[0].code) == result.unnecessarySteps.map { $0.step })
        #expect(Self.rows(tables["cautions"]).map(\.[0].code) == result.cautions.map { $0.code })
        #expect(Self.rows(tables["blocks"]).count == result.segments.count)
    }
}
