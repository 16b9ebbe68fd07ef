// The parts of a case report one by one, for pages that show one part at a time.
package import Criteria
package import Domain

/// A case in the words of its report: what stands in the banner, and each section by itself.
package struct CaseView: Sendable {
    private let matter: CaseMatter

    /// A case as known at one instant.
    ///
    /// - Parameters:
    ///   - document: the workup.
    ///   - careProtocol: the version of the protocol that it is on.
    ///   - criteriaSets: the sets, for their names and published figures.
    ///   - wording: language and clock.
    package init(
        _ document: WorkupDocument,
        protocol careProtocol: CareProtocol,
        criteriaSets: [CriteriaSet],
        _ wording: Wording
    ) {
        matter = CaseMatter(
            document: document,
            careProtocol: careProtocol,
            criteriaSets: criteriaSets,
            wording: wording
        )
    }

    /// What stands on every page about the patient.
    package var banner: ReportBanner { matter.banner }

    /// The name of a step in the words of the protocol.
    package func stepName(_ code: String) -> String { matter.stepName(code) }

    /// A source as it is cited.
    package func sourceName(_ source: String) -> String { matter.sourceName(source) }

    /// `Multifocal motor neuropathy (MMN), version 1`.
    package var protocolName: String { matter.protocolName }

    /// What was published of the sets that answered: figures by category with their source; nil where nothing was.
    ///
    /// - Parameter result: what the sets answered.
    /// - Returns: a row for each figure.
    package func published(_ result: CaseEvaluation) -> ReportTable? { matter.accuracyTable(result) }

    /// The ids of the clauses by which each set parts from the one with the highest answer, by the id of the set.
    package func differingClauses(_ result: CaseEvaluation) -> [String: Set<String>] {
        let own = matter.ownSets(result)
        return Dictionary(uniqueKeysWithValues: own.map { ($0.criteria, DecidingClauses.differing($0, from: own)) })
    }

    /// What a section holds as HTML, without its heading.
    ///
    /// - Parameters:
    ///   - title: of the section.
    ///   - isOfOneFinding: whether the case is reduced to one finding, of which a section on several tests must not say that
    ///     the other tests were not done.
    /// - Returns: the markup; headings in it are of the third level.
    package func blocks(_ title: SectionTitle, ofOneFinding isOfOneFinding: Bool = false) -> String {
        guard let section = matter.section(title) else { return "" }
        let hasSeveralTests = title == .laboratory || title == .imaging
        let blocks = section.blocks.filter { block in
            guard isOfOneFinding, hasSeveralTests, case .paragraph(.nothing, _) = block else { return true }
            return false
        }
        var writer = HTMLWriter(reservingBytes: 16 << 10)
        writer.blocks(blocks, level: 3)
        return writer.string
    }

    /// One table of a section as HTML, its caption included.
    ///
    /// - Parameters:
    ///   - title: of the section.
    ///   - code: of the table.
    /// - Returns: the markup; empty where the section has no such table.
    package func blocks(_ title: SectionTitle, table code: String) -> String {
        let blocks = (matter.section(title)?.blocks ?? []).filter { block in
            if case .table(let table) = block { table.code == code } else { false }
        }
        var writer = HTMLWriter(reservingBytes: 8 << 10)
        writer.blocks(blocks, level: 3)
        return writer.string
    }

    /// One section as HTML, its heading of a level from 2 to 5.
    package func html(_ section: SectionTitle, level: Int = 2) -> String {
        var writer = HTMLWriter(reservingBytes: 16 << 10)
        if let section = matter.section(section) { writer.section(section, level: level) }
        return writer.string
    }
}

extension CaseMatter {
    /// A section of the report, made by itself; nil for those of other reports.
    func section(_ title: SectionTitle) -> ReportSection? {
        switch title {
        case .question: question
        case .identification: identification
        case .examination: examination
        case .conduction: conduction
        case .needle: needle
        case .laboratory: laboratory
        case .imaging: imaging
        case .criteria: criteria
        case .steps: steps
        case .treatment: treatment
        case .outcome: outcome
        case .options: options
        case .decision: decision
        case .actions: actions
        case .attendance: attendance
        case .closing: closing
        case .summary: briefSummary
        case .tests: briefTests
        case .sheetDisease, .sheetKnown, .sheetTests, .sheetTreatment, .sheetProducts, .sheetAnaesthesia, .sheetCentre,
            .sheetHelp, .sheetAbout, .letterHead, .letterMessage, .letterAbout, .letterDivision, .letterPrecautions,
            .letterNext, .letterContact, .letterClosing:
            nil
        case .agenda, .accessSummary, .accessLooks, .accessRights, .recordContents, .recordDetails, .recordSharing,
            .statisticsShort, .statisticsTimes, .statisticsWaiting, .statisticsMissing, .statisticsVerdicts,
            .statisticsResponse, .statisticsCentres, .statisticsAbout:
            nil
        }
    }
}
