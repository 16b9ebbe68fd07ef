// The criteria sets side by side: answers with what was published of them, categories, and block by segment.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    var criteria: ReportSection {
        guard let kept = document.evaluation else {
            return section(.criteria, [.paragraph(.nothing, wording(CriteriaWord.notEvaluated))])
        }
        var blocks: [ReportBlock] = []
        if !isSignedOff(kept.result) { blocks.append(.paragraph(.fixed, wording(FrameWord.notValidated))) }
        blocks.append(.facts(facts(of: kept)))
        blocks.append(.table(setsTable(kept.result)))
        blocks += notes(on: kept.result).map { .paragraph(.note, $0) }
        blocks += clauseTables(kept.result)
        if !kept.result.segments.isEmpty { blocks.append(.table(blockTable(kept.result))) }
        blocks += whatIsNext(kept.result)
        if let published = accuracyTable(kept.result) { blocks.append(.table(published)) }
        return section(.criteria, blocks)
    }

    /// The set's file that comes with the program, where it is the version that answered.
    func published(_ set: CriteriaEvaluation) -> CriteriaSet? {
        criteriaSets.first { $0.id == set.criteria && $0.version == set.version }
    }

    /// The name of a set, or its id where the program has no such set any more.
    func setName(_ id: String) -> String {
        criteriaSets.first { $0.id == id }?.names[language] ?? id
    }

    /// Whether the set belongs to the workup's protocol.
    func isOfProtocol(_ set: CriteriaEvaluation) -> Bool {
        careProtocol.criteriaSets.contains(set.criteria)
    }

    /// The sets of the protocol in its order of answering.
    func ownSets(_ result: CaseEvaluation) -> [CriteriaEvaluation] {
        result.evaluations.filter(isOfProtocol)
    }

    /// Whether two clinicians signed off every set that answers here.
    private func isSignedOff(_ result: CaseEvaluation) -> Bool {
        result.evaluations.allSatisfy { (published($0)?.signedOffBy.count ?? 0) >= 2 }
    }

    private func facts(of kept: EvaluationDocument) -> [ReportFact] {
        let findings = wording.count(kept.findings.count, one: CriteriaWord.finding, many: CriteriaWord.findings)
        let courses = wording.count(kept.courses.count, one: CriteriaWord.course, many: CriteriaWord.courses)
        return [
            wording.fact(CriteriaWord.evaluatedAt, wording.value(kept.recordedAt)),
            wording.fact(CriteriaWord.unchangedSince, wording.value(kept.since.recordedAt)),
            wording.fact(CriteriaWord.saw, text: "\(findings), \(courses)"),
        ]
    }

    // MARK: Answers

    private func setsTable(_ result: CaseEvaluation) -> ReportTable {
        let columns = [
            CriteriaWord.set, .answer, .levels, .checked, .reachable, .sensitivity, .specificity, .missing,
        ].map { wording.column($0) }
        let others = result.evaluations.filter { !isOfProtocol($0) }
        var rows = ownSets(result).map(row(of:))
        if !others.isEmpty {
            rows.append(.group(ReportValue(wording(CriteriaWord.otherSets), code: CriteriaWord.otherSets.rawValue)))
            rows += others.map(row(of:))
        }
        return wording.table(CriteriaWord.sets, columns, rows)
    }

    private func row(of set: CriteriaEvaluation) -> ReportRow {
        let levels = set.categories.map { "\($0.category.label(language)): \($0.verdict.label(language))" }
        let reachable = set.reachable.map { $0.label(language) }
        let published = published(set)
        return .cells([
            ReportValue(
                "\(setName(set.criteria)), \(wording(FrameWord.version)) \(set.version)",
                code: set.criteria
            ),
            wording.value(set.category, .strong), ReportValue(levels.joined(separator: "; ")),
            checked(set.status), wording.value(text: reachable.joined(separator: ", "), orElse: .none),
            wording.accuracy(\.sensitivityPercent, of: published, for: set.category),
            wording.accuracy(\.specificityPercent, of: published, for: set.category), missing(set),
        ])
    }

    /// How far something was checked; what was not checked asks for attention.
    func checked(_ status: CheckStatus) -> ReportValue {
        wording.value(status, status == .unchecked ? .warning : .plain)
    }

    /// The steps that could answer what is unknown, of a set that is open or can still rise. A set whose clauses are all
    /// answered may rise by more of the same, such as other nerves: that is told where the steps are.
    func missing(_ set: CriteriaEvaluation) -> ReportValue {
        guard set.category == .undetermined || !set.reachable.isEmpty else { return wording.nothing(.none) }
        var seen: Set<String> = []
        let steps = set.clauses.flatMap(\.missing).filter { seen.insert($0).inserted }.map(stepName)
        guard steps.isEmpty, !set.reachable.isEmpty else {
            return wording.value(text: steps.joined(separator: ", "), orElse: .none)
        }
        return ReportValue(wording(CriteriaWord.seeNextSteps), code: CriteriaWord.seeNextSteps.rawValue)
    }

    /// What a reader of an answer *not met* has to know, once.
    func notes(on result: CaseEvaluation) -> [String] {
        var seen: Set<String> = []
        return result.evaluations.filter { $0.category == .notMet }.compactMap { set in
            if let published = published(set) { return published.note?[language] }
            return set.criteria.hasSuffix("-mmn") ? wording(CriteriaWord.notTreatmentRules) : nil
        }.filter { seen.insert($0).inserted }
    }

    // MARK: Block by segment

    private func blockTable(_ result: CaseEvaluation) -> ReportTable {
        let ids = result.evaluations.map(\.criteria).filter { id in
            result.segments.contains { $0.blocks.contains { $0.criteria == id } }
        }
        let columns =
            [wording.column(ConductionWord.segment)]
            + ids.map { ReportColumn(code: $0, label: setName($0), kind: .words) }
        let rows = result.segments.map { segment in
            ReportRow.cells([segmentName(segment)] + ids.map { answer(of: $0, for: segment) })
        }
        return wording.table(CriteriaWord.blocks, columns, rows)
    }

    private func segmentName(_ segment: SegmentEvaluation) -> ReportValue {
        let sites = "\(segment.distalSite.label(language)) → \(segment.proximalSite.label(language))"
        return ReportValue("\(nerveWords(segment.nerve, segment.side)), \(sites)", code: segment.place.pointer)
    }

    private func answer(of id: String, for segment: SegmentEvaluation) -> ReportValue {
        guard let answer = segment.blocks.first(where: { $0.criteria == id })?.answer else {
            return wording.nothing(.none)
        }
        switch answer {
        case .definite, .probable: return wording.value(answer, .strong)
        case .noBlock: return wording.value(answer)
        case .notEvaluable: return wording.value(answer, .nothing)
        }
    }

    // MARK: What was published

    func accuracyTable(_ result: CaseEvaluation) -> ReportTable? {
        let rows = result.evaluations.flatMap { set in
            guard let published = published(set) else { return [ReportRow]() }
            return published.accuracy.map { row(of: $0, published, answer: set.category) }
        }
        guard !rows.isEmpty else { return nil }
        let columns = [
            CriteriaWord.set, .category, .sensitivity, .specificity, .response, .population, .source, .checked,
        ]
        return wording.table(CriteriaWord.accuracy, columns.map { wording.column($0) }, rows)
    }

    private func row(of accuracy: CriteriaAccuracy, _ set: CriteriaSet, answer: CriteriaCategory) -> ReportRow {
        let source = set.sources.first { $0.id == accuracy.source }?.citation ?? accuracy.source
        return .cells([
            ReportValue(set.names[language], code: set.id),
            wording.value(accuracy.category, accuracy.category == answer ? .strong : .plain),
            wording.accuracy(\.sensitivityPercent, of: accuracy), wording.accuracy(\.specificityPercent, of: accuracy),
            wording.value(text: accuracy.response, orElse: .notPublished), ReportValue(accuracy.population[language]),
            ReportValue(sourceName(source), code: accuracy.source), checked(accuracy.status),
        ])
    }
}
