// Evaluates cases: all criteria sets on one case, with segments, reasons, next steps and cautions.
package import Domain

/// Holds cases against criteria sets.
///
/// Pure: the same case gives the same evaluation, whatever the day. Findings are never judged by their place in the file
/// beyond what the case format says.
package struct CriteriaEngine: Sendable {
    /// The sets, in the order in which they answer.
    package let sets: [CriteriaSet]

    /// The sets made ready.
    let compiled: [CompiledSet]
    private let imagined: [ImaginedWays]

    /// Orders the steps.
    private let ranking: StepRanking

    /// The protocols that cases may name.
    private let protocols: [CareProtocol]

    /// An engine of sets, and of the protocols that cases may name: they tell how burdensome a step is.
    package init(sets: [CriteriaSet], protocols: [CareProtocol] = []) {
        self.sets = sets
        self.protocols = protocols
        var burdens: [String: Int] = [:]
        for step in protocols.flatMap(\.steps) { burdens[step.code] = max(burdens[step.code] ?? 0, step.burden) }
        ranking = StepRanking(burdens: burdens)
        compiled = sets.map(CompiledSet.init(_:))
        imagined = compiled.map(ImaginedWays.init(_:))
    }

    /// The order in which the sets of the program answer; any other set comes after them.
    private static let order = ["efns-pns-2010-mmn", "aaem-2003-mmn", "utrecht-2000-mmn", "ean-pns-2021-cidp"]

    /// The engine with the sets that come with the program.
    ///
    /// - Throws: `RuleFileFaults` where a file of the program itself is at fault, which a test rules out.
    package static func bundled() throws(RuleFileFaults) -> CriteriaEngine {
        let sets = try CriteriaSetLoader.bundled()
        func rank(_ set: CriteriaSet) -> Int { order.firstIndex(of: set.id) ?? order.count }
        return CriteriaEngine(
            sets: sets.sorted { (rank($0), $0.id) < (rank($1), $1.id) },
            protocols: try ProtocolLoader.bundled()
        )
    }

    /// The engine with one of its sets only; nil where it has none of this id.
    package func limited(to id: String) -> CriteriaEngine? {
        guard let set = sets.first(where: { $0.id == id }) else { return nil }
        return CriteriaEngine(sets: [set], protocols: protocols)
    }

    /// The answer of each set on a case, without reasons: some twenty times as fast as an evaluation.
    package func answers(_ file: CaseFile) -> [(criteria: String, category: CriteriaCategory)] {
        let numbers = CaseNumbers(CaseFacts(file))
        return compiled.map { set in
            let evaluator = SetEvaluator(set, numbers)
            let levels = zip(set.set.levels, set.levels).map { ($0.category, evaluator.patientVerdict($1)) }
            return (set.set.id, SetEvaluator.answer(levels))
        }
    }

    /// Evaluates a case.
    package func evaluate(_ file: CaseFile) -> CaseEvaluation {
        let facts = CaseFacts(file)
        let numbers = CaseNumbers(facts)
        let evaluators = zip(compiled, imagined).map { SetEvaluator($0, numbers, imagined: $1) }
        let segments = segments(numbers, evaluators)
        let outlooks = evaluators.map { evaluator in
            let evaluation = evaluator.evaluation()
            let reach = SetReach(evaluator, evaluation)
            return SetOutlook(
                evaluator: evaluator,
                evaluation: evaluation.reaching(reach.reachable),
                reach: reach
            )
        }
        let steps = ranking.rank(outlooks)
        let evaluations = outlooks.map(\.evaluation)
        return CaseEvaluation(
            segments: segments,
            evaluations: evaluations,
            nextSteps: steps.next,
            unnecessarySteps: steps.unnecessary,
            cautions: cautions(file, facts, segments, evaluations),
            warnings: ValueWarnings.all(numbers)
        )
    }

    /// The cautions about the case as a whole, then those about its treatments.
    private func cautions(
        _ file: CaseFile,
        _ facts: CaseFacts,
        _ segments: [SegmentEvaluation],
        _ evaluations: [CriteriaEvaluation]
    ) -> [CaseCaution] {
        let careProtocol = protocols.first { $0.code == file.workup.protocolCode }
        let aboutCase = CaseCautions.all(
            in: file,
            facts: facts,
            segments: segments,
            evaluations: evaluations,
            careProtocol: careProtocol
        )
        guard let careProtocol else { return aboutCase }
        return aboutCase + TreatmentCautions.all(in: file, careProtocol: careProtocol, on: nil)
    }

    private func segments(_ numbers: CaseNumbers, _ evaluators: [SetEvaluator]) -> [SegmentEvaluation] {
        var rows: [SegmentEvaluation] = []
        for (entryIndex, entry) in numbers.entries.enumerated() {
            for (index, segment) in entry.segments.enumerated() {
                var blocks: [SegmentBlock] = []
                var reasons: [Sentence] = []
                for evaluator in evaluators {
                    guard let answer = evaluator.block(entry: entryIndex, segment: index) else { continue }
                    blocks.append(SegmentBlock(criteria: evaluator.set.id, answer: answer))
                    reasons.append(evaluator.reason(answer, entry: entryIndex, segment: index))
                }
                rows.append(
                    SegmentEvaluation(
                        place: entry.place,
                        nerve: segment.nerve,
                        side: entry.nerveSide.side,
                        muscle: entry.muscle,
                        distalSite: segment.distal.site,
                        proximalSite: segment.proximal.site,
                        areaReductionPercent: segment.areaReduction.percentForDisplay,
                        amplitudeReductionPercent: segment.amplitudeReduction.percentForDisplay,
                        durationIncreasePercent: segment.proximal.isAbsent
                            ? nil : segment.durationIncrease.percentForDisplay,
                        velocityMps: segment.velocity?.valueForDisplay,
                        isEntrapment: segment.isEntrapment,
                        isLong: segment.isLong,
                        blocks: blocks,
                        reasons: reasons
                    )
                )
            }
        }
        return rows
    }
}

extension SetEvaluator {
    /// What the set says of the case.
    func evaluation() -> CriteriaEvaluation {
        let categories = zip(set.levels, compiled.levels).map { level, node in
            CategoryEvaluation(
                category: level.category,
                verdict: patientVerdict(node),
                status: level.status,
                rule: tree(node)
            )
        }
        let answer = Self.answer(categories.map { ($0.category, $0.verdict) })
        let clauses = set.clauses.map { clause -> ClauseEvaluation in
            let rule = set.patient[clause.index].named
            let node = compiled.patient.named[clause.index]
            let explanation = explanation(node)
            let verdict = patientVerdict(node)
            return ClauseEvaluation(
                id: clause.id,
                name: clause.names,
                verdict: verdict,
                status: rule.status,
                source: rule.source,
                reason: .joined(explanation.reasons),
                evidence: explanation.evidence.count > 1 ? explanation.evidence.sorted() : explanation.evidence,
                missing: verdict == .unknown ? explanation.missing.names : []
            )
        }
        return CriteriaEvaluation(
            criteria: set.id,
            version: set.version,
            category: answer,
            status: categories.first { $0.category == answer }?.status ?? set.status,
            categories: categories,
            clauses: clauses,
            reachable: []
        )
    }

    /// The highest category that is met; undetermined where none is but one is open, else not met.
    static func answer(_ categories: [(CriteriaCategory, Verdict)]) -> CriteriaCategory {
        if let met = categories.first(where: { $0.1 == .met }) { return met.0 }
        return categories.contains { $0.1 == .unknown } ? .undetermined : .notMet
    }
}
