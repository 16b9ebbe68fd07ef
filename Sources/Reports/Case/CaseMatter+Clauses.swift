// Every clause of the sets that matter with its verdict and reason, and what can still be done: steps, cautions, odd values.
import Domain

extension CaseMatter {
    /// A table for each set of the protocol, and for each other one that is fulfilled all the same; the clauses on which
    /// sets for one disease differ are marked.
    func clauseTables(_ result: CaseEvaluation) -> [ReportBlock] {
        let own = ownSets(result)
        let others = result.evaluations.filter { !isOfProtocol($0) && $0.category.isReached }
        let sets = own + others
        let marked = [own, others].flatMap { alike in alike.map { DecidingClauses.differing($0, from: alike) } }
        var blocks = zip(sets, marked).map { ReportBlock.table(clauseTable($0, marked: $1)) }
        if marked.contains(where: { !$0.isEmpty }) {
            blocks.append(.paragraph(.note, wording(CriteriaWord.differsNote)))
        }
        return blocks
    }

    private func clauseTable(_ set: CriteriaEvaluation, marked: Set<String>) -> ReportTable {
        let columns = [CriteriaWord.clause, .asks, .verdict, .why, .checked].map { wording.column($0) }
        let rows = set.clauses.map { clause in
            ReportRow.cells([
                ReportValue(clause.id, code: clause.id), ReportValue(clause.name[language]),
                verdict(clause, isMarked: marked.contains(clause.id)),
                wording.value(text: clause.reason.text(language), orElse: .notRecorded), checked(clause.status),
            ])
        }
        return ReportTable(
            code: "\(CriteriaWord.clauses.rawValue).\(set.criteria)",
            caption: "\(wording(CriteriaWord.clauses)) \(setName(set.criteria))",
            columns: columns,
            rows: rows
        )
    }

    private func verdict(_ clause: ClauseEvaluation, isMarked: Bool) -> ReportValue {
        let label = clause.verdict.label(language)
        guard isMarked else {
            return ReportValue(label, code: clause.verdict.rawValue, clause.verdict == .unknown ? .nothing : .plain)
        }
        return ReportValue("\(label): \(wording(CriteriaWord.differs))", code: clause.verdict.rawValue, .warning)
    }

    /// The steps that could change an answer, those that no longer can, cautions, and values to look at again.
    func whatIsNext(_ result: CaseEvaluation) -> [ReportBlock] {
        var blocks: [ReportBlock] = []
        let next = result.nextSteps.map { step in
            ReportRow.cells([
                ReportValue(stepName(step.step), code: step.step), changes(step),
                ReportValue(step.reason.text(language)),
            ])
        }
        blocks.append(
            next.isEmpty
                ? .paragraph(.nothing, wording(CriteriaWord.noNextStep))
                : .table(table(.nextSteps, [.step, .couldBecome, .why], next))
        )
        let idle = result.unnecessarySteps.map { step in
            ReportRow.cells([
                ReportValue(stepName(step.step), code: step.step), ReportValue(step.reason.text(language)),
            ])
        }
        if !idle.isEmpty { blocks.append(.table(table(.unnecessary, [.step, .why], idle))) }
        let cautions = result.cautions.map { caution in
            ReportRow.cells([
                ReportValue(caution.text.text(language), code: caution.code, .warning),
                ReportValue(sourceName(caution.source), code: caution.source),
                checked(caution.status),
            ])
        }
        if !cautions.isEmpty { blocks.append(.table(table(.cautions, [.caution, .source, .checked], cautions))) }
        let odd = result.warnings.map { warning in
            ReportRow.cells([ReportValue(warning.message.text(language), code: warning.pointer, .warning)])
        }
        if !odd.isEmpty { blocks.append(.table(table(.values, [.value], odd))) }
        return blocks
    }

    /// `EFNS/PNS 2010 (MMN): definite, by itself`.
    private func changes(_ step: NextStep) -> ReportValue {
        let changes = step.couldChange.map { change in
            let answers = change.to.map { $0.label(language) }.joined(separator: " / ")
            let how = wording(change.isAlone ? CriteriaWord.alone : .together)
            return "\(setName(change.criteria)): \(answers) (\(how))"
        }
        return wording.value(text: changes.joined(separator: "; "), orElse: .none)
    }

    private func table(_ word: CriteriaWord, _ columns: [CriteriaWord], _ rows: [ReportRow]) -> ReportTable {
        wording.table(word, columns.map { wording.column($0) }, rows)
    }
}
