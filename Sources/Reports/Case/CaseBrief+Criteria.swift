// The answers of the criteria side by side, by what they differ, and what could still change them.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    /// What each set of the protocol answers, how far it is checked, and what could still change it.
    var briefCriteria: ReportSection {
        guard let kept = document.evaluation else {
            return brief(.criteria, nil, [.paragraph(.nothing, wording(CriteriaWord.notEvaluated))])
        }
        let result = kept.result
        let columns = [CriteriaWord.set, .answer, .checked, .reachable, .missing].map { wording.column($0) }
        let others = result.evaluations.filter { !isOfProtocol($0) }
        var rows = ownSets(result).map(briefRow)
        if !others.isEmpty {
            let answers = others.map { "\(setName($0.criteria)): \($0.category.label(language))" }
            rows.append(
                .span(
                    head: ReportValue(wording(CriteriaWord.otherSets), code: CriteriaWord.otherSets.rawValue),
                    body: ReportValue(answers.joined(separator: "; "))
                )
            )
        }
        var blocks: [ReportBlock] = [.table(wording.table(CriteriaWord.sets, columns, rows))]
        let facts = [differences(result), changes(result), briefCautions(result)].compactMap { $0 }
        if !facts.isEmpty { blocks.append(.lines(facts)) }
        blocks += notes(on: result).map { .paragraph(.note, $0) }
        return brief(.criteria, nil, blocks)
    }

    private func briefRow(_ set: CriteriaEvaluation) -> ReportRow {
        .cells([
            ReportValue("\(setName(set.criteria)), \(wording(FrameWord.version)) \(set.version)", code: set.criteria),
            wording.value(set.category, .strong), checked(set.status),
            wording.value(text: set.reachable.map { $0.label(language) }.joined(separator: ", "), orElse: .none),
            missing(set),
        ])
    }

    /// The clauses by which a set answers lower than another.
    private func differences(_ result: CaseEvaluation) -> ReportFact? {
        let own = ownSets(result)
        return fact(
            BriefWord.differsBy,
            own.compactMap { set in
                let ids = DecidingClauses.differing(set, from: own)
                let clauses = set.clauses.filter { ids.contains($0.id) }.map {
                    "\($0.name[language]): \($0.verdict.label(language))"
                }
                return clauses.isEmpty ? nil : "\(setName(set.criteria)) – \(clauses.joined(separator: ", "))"
            }
        )
    }

    private func changes(_ result: CaseEvaluation) -> ReportFact? {
        let next = result.nextSteps.map { step in
            let alone = step.couldChange.filter(\.isAlone).map { change in
                "\(setName(change.criteria)): \(change.to.map { $0.label(language) }.joined(separator: " / "))"
            }
            guard !alone.isEmpty else { return stepName(step.step) }
            return "\(stepName(step.step)) (\(wording(CriteriaWord.alone)) \(alone.joined(separator: ", ")))"
        }
        return fact(BriefWord.couldBecome, next)
            ?? wording.fact(BriefWord.couldBecome, ReportValue(wording(CriteriaWord.noNextStep), .nothing))
    }

    private func briefCautions(_ result: CaseEvaluation) -> ReportFact? {
        fact(
            CriteriaWord.cautions,
            inList(
                result.cautions.map { $0.text.text(language) } + result.warnings.map { $0.message.text(language) }
            )
        )
    }

    /// What in this case points to another disease, for papers that leave the other cautions out.
    var redFlagFact: ReportFact? {
        let flags = (document.evaluation?.result.cautions ?? []).filter { caution in
            CaseCautionCode(rawValue: caution.code)?.isRedFlag ?? false
        }
        return fact(BriefWord.redFlags, inList(flags.map { $0.text.text(language) }), .warning)
    }

    /// Sentences that stand in a list end with its own mark.
    private func inList(_ texts: [String]) -> [String] {
        texts.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    }
}
