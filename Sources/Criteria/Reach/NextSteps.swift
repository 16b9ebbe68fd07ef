// Which steps could still move an answer and with which result, and which steps can move nothing any more.
import Domain

/// One set on a case, with what it says and what it could still come to.
struct SetOutlook {
    let evaluator: SetEvaluator
    let reach: SetReach
    let outline: SetOutline

    init(_ evaluator: SetEvaluator) {
        self.evaluator = evaluator
        reach = SetReach.of(evaluator)
        outline = evaluator.outline(reaching: reach.reachable)
    }

    var evaluation: CriteriaEvaluation { outline.evaluation }
}

/// Ranks the steps by what they can change.
struct StepRanking {
    /// The burden of each step to the patient, by its code; from the protocols.
    let burdens: [String: Int]

    /// A step with what it can change.
    private struct Ranked {
        let step: NextStep
        /// Sets whose answer the step alone could raise, sets it could raise with others, sets it could end.
        let weight: (alone: Int, raised: Int, ended: Int)
        let burden: Int
        let order: Int
    }

    /// The steps that could change an answer, and the open ones that cannot.
    func rank(_ outlooks: [SetOutlook], _ facts: CaseFacts, _ memory: RankingMemory) -> RankedSteps {
        var open: StepSet = []
        for (step, _) in StepSet.codes where facts.isOpen(step) { open.insert(step) }
        let nerves = outlooks.first?.evaluator.numbers.entries.map { Int32($0.nerveSide.ordinal) } ?? []
        let grounds = [Int32(open.rawValue)] + outlooks.map(\.reach.number) + nerves
        return memory.steps(Grounds(numbers: grounds)) { rank(outlooks, open, nerves) }
    }

    private func rank(_ outlooks: [SetOutlook], _ open: StepSet, _ nerves: [Int32]) -> RankedSteps {
        var ranked: [Ranked] = []
        var unnecessary: [NextStep] = []
        for (order, (step, code)) in StepSet.codes.enumerated() where step != .patientDetails {
            let changes = outlooks.compactMap { StepChange.of(step, $0, nerves) }
            if changes.isEmpty {
                guard open.contains(step) else { continue }
                unnecessary.append(
                    NextStep(step: code, couldChange: [], reason: .joined(outlooks.map { whyNothing(step, $0) }))
                )
                continue
            }
            ranked.append(
                Ranked(
                    step: NextStep(
                        step: code,
                        couldChange: changes.map(\.change),
                        reason: .joined(changes.map(\.sentence))
                    ),
                    weight: (
                        changes.count { $0.change.isAlone && $0.isRaise }, changes.count { $0.isRaise },
                        changes.count { !$0.isRaise }
                    ),
                    burden: burdens[code] ?? 0,
                    order: order
                )
            )
        }
        ranked.sort { left, right in
            let (mine, theirs) = (left.weight, right.weight)
            if mine != theirs { return mine > theirs }
            return (left.burden, left.order) < (right.burden, right.order)
        }
        return RankedSteps(next: Kept(ranked.map(\.step)), unnecessary: Kept(unnecessary))
    }

    /// By which rule no result of the step changes the answer of a set.
    private func whyNothing(_ step: StepSet, _ outlook: SetOutlook) -> Sentence {
        let set = outlook.evaluator.set
        if outlook.reach.category == set.levels.first?.category {
            return Sentence(
                en: "{0}: {1} is met, the highest category",
                nl: "{0}: aan {1} is voldaan, de hoogste categorie",
                .words(set.names),
                .words(outlook.reach.category.label)
            )
        }
        let blocking = outlook.reach.blocking
        if outlook.reach.reachable.isEmpty, !blocking.isEmpty {
            return Sentence(
                en: "{0}: no higher category can be reached; not met: {1}",
                nl: "{0}: geen hogere categorie is haalbaar; niet voldaan aan: {1}",
                .words(set.names),
                .list(blocking.map { Localized(same: $0) })
            )
        }
        return Sentence(
            en: "{0}: no result of it changes the answer",
            nl: "{0}: geen uitslag ervan verandert het antwoord",
            .words(set.names)
        )
    }
}

/// What a step could change about one set's answer.
struct StepChange {
    /// What a change follows from, beside the outlook: the step, and the nerves of the studies, which it may name.
    struct Key: Hashable {
        let step: StepSet
        let nerves: [Int32]
    }

    let change: VerdictChange
    let sentence: Sentence
    /// Whether it could bring a higher answer, and not only the end of all of them.
    let isRaise: Bool

    /// What a step could change; nil where no way to another answer needs it.
    static func of(_ step: StepSet, _ outlook: SetOutlook, _ nerves: [Int32]) -> StepChange? {
        let key = Key(step: step, nerves: nerves)
        if let known = outlook.reach.changes[key] { return known }
        let change = StepChange(step, outlook)
        outlook.reach.changes[key] = change
        return change
    }

    private init?(_ step: StepSet, _ outlook: SetOutlook) {
        let moves = outlook.reach.moves.filter { $0.way.steps.contains(step) }
        guard !moves.isEmpty else { return nil }
        var categories: [CriteriaCategory] = []
        for move in moves where !categories.contains(move.category) { categories.append(move.category) }
        let alone = moves.filter { $0.way.steps == step }
        change = VerdictChange(
            criteria: outlook.evaluator.set.id,
            from: outlook.reach.category,
            to: categories,
            // Ending all categories alone says nothing about raising one alone.
            isAlone: alone.contains { $0.category != .notMet } || categories == [.notMet]
        )
        isRaise = categories.contains { $0 != .notMet }
        // The highest category, by the shortest way; a way by this step alone before one that needs others.
        let highest = (alone.isEmpty ? moves : alone).filter { $0.category == (alone.first ?? moves[0]).category }
        let move = highest.min { $0.way.count < $1.way.count } ?? moves[0]
        let others = move.way.steps.subtracting(step).names
        let numbers = outlook.evaluator.numbers
        let results = Sentence.joined(FactSentences(numbers: numbers).sentences(move.literals, by: step))
        let set = outlook.evaluator.set.names
        sentence =
            others.isEmpty
            ? Sentence(
                en: "{0}: from {1} to {2} with: {3}",
                nl: "{0}: van {1} naar {2} bij: {3}",
                .words(set),
                .words(outlook.reach.category.label),
                .words(move.category.label),
                .sentences([results])
            )
            : Sentence(
                en: "{0}: from {1} to {2} with: {3}; and with the result of: {4}",
                nl: "{0}: van {1} naar {2} bij: {3}; en met de uitslag van: {4}",
                .words(set),
                .words(outlook.reach.category.label),
                .words(move.category.label),
                .sentences([results]),
                .list(
                    others.map { StepCode.words(ofMissing: $0) ?? Localized(same: $0) }
                )
            )
    }
}

extension CaseFacts {
    /// Whether a step has brought no finding yet.
    fileprivate func isOpen(_ step: StepSet) -> Bool {
        switch step {
        case .examination: file.examinations.isEmpty
        case .conduction: file.nerveConductionStudies.isEmpty
        case .needle: file.needleExaminations.isEmpty
        case .antibodies: file.antibodies.isEmpty
        case .blood: file.laboratory.isEmpty
        case .lumbarPuncture: file.cerebrospinalFluids.isEmpty
        case .plexusMri: !file.imaging.contains { $0.modality == .mri }
        case .ultrasound: !file.imaging.contains { $0.modality == .ultrasound }
        case .response: !file.treatments.contains { $0.objectiveImprovement?.isExamined ?? false }
        default: false
        }
    }
}
