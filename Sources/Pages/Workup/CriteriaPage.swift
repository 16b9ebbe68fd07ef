// The criteria sets on one workup: the verdict first, then clause by clause what is asked, what was found, what is missing.
import Criteria
package import Domain
import FoundationEssentials
import Reports

/// The answers of the sets at one moment, and what brought them.
package struct EvaluationHistoryLine: Sendable, Hashable {
    /// What one set answered.
    package struct Answer: Sendable, Hashable {
        let criteria: String
        let category: CriteriaCategory

        /// An answer.
        package init(criteria: String, category: CriteriaCategory) {
            self.criteria = criteria
            self.category = category
        }
    }

    let at: Instant
    let by: String?
    let event: String
    let answers: [Answer]

    /// The answers at one moment.
    package init(at: Instant, by: String?, event: String, answers: [Answer]) {
        self.at = at
        self.by = by
        self.event = event
        self.answers = answers
    }
}

/// The criteria sets on one workup.
package struct CriteriaPage: PageModel {
    /// Its words.
    package typealias Words = CriteriaPageWord
    /// The name of its template.
    package static let template = "criteria"

    struct Link {
        let text: String
        let address: String
    }

    struct Clause {
        let id: String
        let asks: String
        let found: String
        let evidence: [Link]
        let verdict: String
        let verdictClass: String
        let isDiffering: Bool
        let missing: [Link]
        let hasMissing: Bool
        let status: String
    }

    /// What one set says.
    struct SetAnswer {
        let id: String
        let name: String
        let category: String
        let sentence: String
        let facts: [Fact]
        let note: String?
        let clauses: [Clause]
        let hasClauses: Bool
    }

    struct Fact {
        let label: String
        let value: String
    }

    struct Caution {
        let text: String
        let source: String
    }

    struct Moment {
        let when: String
        let what: String
        let answers: [String]
    }

    package let title: String
    let patient: WorkupFrame
    let lead: String
    let isUnsigned: Bool
    let sets: [SetAnswer]
    let otherAddress: String
    let otherWords: String
    let whatChanges: WhatChanges
    let others: [Fact]
    let hasOthers: Bool
    let otherSetsTitle: String
    let published: ShownTable?
    let cautions: [Caution]
    let hasCautions: Bool
    let values: [String]
    let hasValues: Bool
    let history: [Moment]
    let diagnosisTitle: String
    let diagnosis: String
    let diagnosisWords: String
    let diagnosisAddress: String?

    /// The criteria sets on one workup.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - isDifferencesOnly: whether only the clauses stand there by which the sets part.
    ///   - history: what the sets answered before, newest first.
    package init(_ subject: WorkupSubject, isDifferencesOnly: Bool, history: [EvaluationHistoryLine]) {
        let wording = subject.wording
        let result = subject.document.evaluation?.result
        title = wording(CriteriaPageWord.title)
        patient = WorkupFrame(subject, at: .criteria)
        let own = (result?.evaluations ?? []).filter { subject.careProtocol.criteriaSets.contains($0.criteria) }
        lead =
            result == nil
            ? wording(CriteriaWord.notEvaluated)
            : own.map { "\(subject.setName($0.criteria)): \(wording($0.category.label))" }.joined(separator: "; ") + "."
        isUnsigned = own.contains { (subject.published($0)?.signedOffBy.count ?? 0) < 2 }
        let differing = result.map(subject.view.differingClauses) ?? [:]
        sets = own.map { set in
            subject.answer(set, differing[set.criteria] ?? [], isDifferencesOnly: isDifferencesOnly)
        }
        let plain = subject.address("/criteria")
        otherAddress =
            isDifferencesOnly ? plain : "\(plain)\(plain.contains("?") ? "&" : "?")differencesOnly=true"
        otherWords = wording(isDifferencesOnly ? CriteriaPageWord.allClauses : CriteriaPageWord.differencesOnly)
        whatChanges = WhatChanges(subject)
        others = (result?.evaluations ?? []).filter { !subject.careProtocol.criteriaSets.contains($0.criteria) }
            .map { Fact(label: subject.setName($0.criteria), value: wording($0.category.label)) }
        hasOthers = !others.isEmpty
        otherSetsTitle = wording(CriteriaWord.otherSets)
        published = result.flatMap(subject.view.published).map { ShownTable($0, isCaptionHidden: true) }
        cautions = (result?.cautions ?? []).map { caution in
            Caution(
                text: caution.text.text(subject.language),
                source: "\(subject.citation(caution.source)) · \(wording(caution.status.label))"
            )
        }
        hasCautions = result?.cautions.isEmpty == false
        values = (result?.warnings ?? []).map { $0.message.text(subject.language) }
        hasValues = result?.warnings.isEmpty == false
        self.history = subject.moments(history).map(\.shown)
        diagnosisTitle = wording(WorkupWord.diagnosis)
        let isStated = subject.document.diagnosis != nil
        diagnosisWords = wording(isStated ? WorkupWord.changeDiagnosis : WorkupWord.stateDiagnosis)
        diagnosis = subject.document.diagnosis?.text ?? wording(WorkupWord.noDiagnosis)
        diagnosisAddress = subject.may(.stateDiagnosis) ? subject.address("/diagnosis") : nil
    }
}

extension WorkupSubject {
    /// The set's file that comes with the program, where it is the version that answered.
    fileprivate func published(_ set: CriteriaEvaluation) -> CriteriaSet? {
        criteriaSets.first { $0.id == set.criteria && $0.version == set.version }
    }

    fileprivate func answer(
        _ set: CriteriaEvaluation,
        _ differing: Set<String>,
        isDifferencesOnly: Bool
    ) -> CriteriaPage.SetAnswer {
        let levels = set.categories.map { "\(wording($0.category.label)): \(wording($0.verdict.label))" }
        let reachable = set.reachable.map { wording($0.label) }.joined(separator: ", ")
        var facts = [
            CriteriaPage.Fact(label: wording(CriteriaWord.levels), value: levels.joined(separator: "; ")),
            CriteriaPage.Fact(
                label: wording(CriteriaWord.reachable),
                value: reachable.isEmpty ? wording(NothingWord.none) : reachable
            ),
            CriteriaPage.Fact(label: wording(CriteriaWord.checked), value: wording(set.status.label)),
            CriteriaPage.Fact(label: wording(CriteriaPageWord.version), value: set.version),
        ]
        let published = published(set)
        if let published {
            facts.append(
                CriteriaPage.Fact(
                    label: wording(CriteriaPageWord.accuracy),
                    value: wording.accuracyLine(of: published, for: set.category)
                )
            )
        }
        let clauses = set.clauses.filter { !isDifferencesOnly || differing.contains($0.id) }
        // Where sets part comes first.
        let ordered = clauses.filter { differing.contains($0.id) } + clauses.filter { !differing.contains($0.id) }
        return CriteriaPage.SetAnswer(
            id: "set-\(set.criteria)",
            name: setName(set.criteria),
            category: wording(set.category.label),
            sentence: "\(setName(set.criteria)): \(wording(set.category.label))",
            facts: facts,
            note: set.category == .notMet ? published?.note?[language] : nil,
            clauses: ordered.map { clause($0, published, isDiffering: differing.contains($0.id)) },
            hasClauses: !ordered.isEmpty
        )
    }

    private func clause(
        _ clause: ClauseEvaluation,
        _ set: CriteriaSet?,
        isDiffering: Bool
    ) -> CriteriaPage.Clause {
        let source = set?.sources.first { $0.id == clause.source }?.citation ?? view.sourceName(clause.source)
        return CriteriaPage.Clause(
            id: clause.id,
            asks: wording(clause.name),
            found: clause.reason.text(language),
            evidence: evidence(clause.evidence),
            verdict: wording(clause.verdict.label),
            verdictClass: clause.verdict.rawValue,
            isDiffering: isDiffering,
            missing: clause.missing.map { code in
                // No step brings the patient's own details.
                let isStep = document.steps.contains { $0.code == code }
                return CriteriaPage.Link(
                    text: view.stepName(code),
                    address: isStep ? address(ofStep: code) : address()
                )
            },
            hasMissing: !clause.missing.isEmpty,
            status: "\(source) · \(wording(clause.status.label))"
        )
    }

    /// The findings that a verdict rests on, each once, with its kind and day.
    private func evidence(_ places: [CasePlace]) -> [CriteriaPage.Link] {
        var seen: Set<String> = []
        return places.compactMap { place in
            guard let version = document.evaluation?.seen(place) else { return nil }
            let id = version.id.uuidString.lowercased()
            guard seen.insert(id).inserted else { return nil }
            if let finding = document.findings.first(where: { $0.id.description == id }) {
                let day = finding.finding.date.map { wording.date($0) } ?? wording(CriteriaPageWord.undated)
                return CriteriaPage.Link(
                    text: "\(wording(finding.finding.kind.label)), \(day)",
                    address: address("/findings/\(id)")
                )
            }
            guard let course = document.treatments.first(where: { $0.id.description == id }) else { return nil }
            return CriteriaPage.Link(text: wording(course.option.label), address: address("/treatment"))
        }
    }

    /// The moments at which an answer changed, newest first, each with what changed.
    func moments(_ history: [EvaluationHistoryLine]) -> [(at: Instant, shown: CriteriaPage.Moment)] {
        var moments: [(at: Instant, shown: CriteriaPage.Moment)] = []
        var before: [String: CriteriaCategory] = [:]
        for line in history.reversed() {
            let own = line.answers.filter { careProtocol.criteriaSets.contains($0.criteria) }
            let changed = own.filter { before[$0.criteria] != $0.category }
            guard !changed.isEmpty else { continue }
            let shown = CriteriaPage.Moment(
                when: "\(wording.instant(line.at)), \(line.by ?? wording(NothingWord.notRecorded))",
                what: AccessEventWord(rawValue: line.event).map { wording($0) } ?? line.event,
                answers: changed.map { answer in
                    let from = before[answer.criteria].map { "\(wording($0.label)) → " } ?? ""
                    return "\(setName(answer.criteria)): \(from)\(wording(answer.category.label))"
                }
            )
            moments.append((at: line.at, shown: shown))
            for answer in own { before[answer.criteria] = answer.category }
        }
        return moments.reversed()
    }
}
