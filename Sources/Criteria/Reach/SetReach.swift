// What a set could still come to: the categories that can be reached, and the steps that would move the answer.
import Domain

/// What could still change about a set's answer. A class, since the same is looked up for many cases.
final class SetReach {
    /// One way to another answer.
    struct Move {
        let category: CriteriaCategory
        let way: Way
        let store: WayStore

        /// The facts of the way.
        var literals: ArraySlice<Literal> { store.literals(way) }
    }

    /// Today's answer.
    let category: CriteriaCategory
    /// The categories above today's that some outcome of what is open brings, highest first.
    let reachable: [CriteriaCategory]
    /// The ways to them, and the single results by which nothing could be met any more.
    let moves: [Move]
    /// Where nothing higher can be reached: the clauses that are not met, can no longer be, and stand in the way.
    let blocking: [String]
    /// A number for it in the memory of its set.
    let number: Int32
    /// What steps could change, as far as it was asked for.
    var changes: [StepChange.Key: StepChange?] = [:]

    /// What could still change about a set's answer on a case.
    ///
    /// It follows from what conduction studies mean to the set, and of the other questions about the patient from their
    /// verdicts and the ways in which each may get another; so it is looked up under these.
    static func of(_ evaluator: SetEvaluator) -> SetReach {
        let memory = evaluator.memory
        let answer = evaluator.answer
        let finder = ReachFinder(evaluator, memory.store)
        let enders = ReachFinder(evaluator, memory.endings)
        var grounds = [memory.number(ofConduction: evaluator.conductionState)]
        if evaluator.compiled.asksForAffectedLimbs {
            let further = finder.furtherLimbs
            grounds += [
                mask(evaluator.numbers.affectedLimbs), mask(finder.limbsToCome), mask(further),
                mask(finder.limbsOfReducedReflexes(further)),
            ]
        }
        let codes = evaluator.leafCodes
        codes.packed(into: &grounds)
        for (leaf, code) in codes.enumerated() {
            let compiled = evaluator.compiled
            let isOpen = code == Verdict.unknown.code || (code == Verdict.notMet.code && compiled.mayStayOpen[leaf])
            guard isOpen, !compiled.isOfConduction[leaf] else { continue }
            grounds.append(finder.leafWays(leaf, true).number)
            grounds.append(finder.leafWays(leaf, false).number)
            if answer == .undetermined { grounds.append(enders.leafWays(leaf, false).number) }
        }
        return memory.reach(Grounds(numbers: grounds)) { SetReach(evaluator, answer, finder, enders, number: $0) }
    }

    private static func mask(_ limbs: [Limb]) -> Int32 {
        Limb.allCases.enumerated().reduce(0) { $0 | (limbs.contains($1.element) ? 1 << Int32($1.offset) : 0) }
    }

    private convenience init(
        _ evaluator: SetEvaluator,
        _ answer: CriteriaCategory,
        _ finder: ReachFinder,
        _ enders: ReachFinder,
        number: Int32
    ) {
        let nodes = evaluator.compiled.levels
        let today = evaluator.set.levels.firstIndex { $0.category == answer } ?? nodes.count
        let higher = nodes.prefix(today).map { finder.ways($0, true) }
        var ends: [Ways] = []
        if answer == .undetermined {
            ends = nodes.filter { evaluator.patientVerdict($0) == .unknown }.map { enders.ways($0, false) }
        }
        var blocking: [Int] = []
        if today > 0, higher.allSatisfy(\.isEmpty) { Self.collectBlocking(nodes[today - 1], finder, &blocking) }
        self.init(evaluator, answer, higher, ends, blocking, number: number)
    }

    /// From the ways to the categories above today's answer, those that would end the open ones, and the clauses that
    /// stand in the way.
    ///
    /// A category is reached by a way if with it the category is met and no higher one is: the answer is the highest one
    /// that is met. As the fewest facts are added, nothing more is met than must be.
    private init(
        _ evaluator: SetEvaluator,
        _ answer: CriteriaCategory,
        _ higher: [Ways],
        _ ends: [Ways],
        _ blocking: [Int],
        number: Int32
    ) {
        let store = evaluator.memory.store
        var moves: [Move] = []
        var reachable: [CriteriaCategory] = []
        for (index, ways) in higher.enumerated() {
            let category = evaluator.set.levels[index].category
            let before = moves.count
            for way in store.all(ways) {
                if higher[..<index].contains(where: { store.contains($0) { store.implies(way, $0) } }) { continue }
                moves.append(Move(category: category, way: way, store: store))
            }
            if moves.count > before { reachable.append(category) }
        }
        moves += Self.endings(ends, evaluator.memory.endings) { ending in
            !higher.contains { ways in
                store.contains(ways) { store.literals($0).contains { $0.holds(with: ending) } }
            }
        }
        category = answer
        self.reachable = reachable
        self.moves = moves
        self.blocking = blocking.compactMap { evaluator.compiled.clauseIds[$0] }
        self.number = number
    }

    /// Results that each bring the answer to *not met* by themselves: one open fact, in every category that is open; but
    /// none that could serve another way, since counts that are not met now may be met with it.
    private static func endings(_ open: [Ways], _ store: WayStore, where isEnd: (Literal) -> Bool) -> [Move] {
        guard let first = open.first else { return [] }
        return store.all(first).filter { way in
            open.dropFirst().allSatisfy { store.contains($0) { store.implies(way, $0) } }
                && store.literals(way).allSatisfy(isEnd)
        }
        .map { Move(category: .notMet, way: $0, store: store) }
    }

    /// The first part that stands in the way of parts that must all hold, and one of each alternative.
    private static func collectBlocking(_ index: Int, _ finder: ReachFinder, _ found: inout [Int]) {
        if finder.compiled.clauseIds[index] != nil {
            if !found.contains(index) { found.append(index) }
            return
        }
        let program = finder.compiled.patient
        let node = program.nodes[index]
        switch node.join {
        case .all:
            if let part = program.parts(of: node).first(where: { finder.ways(Int($0), true).isEmpty }) {
                collectBlocking(Int(part), finder, &found)
            }
        case .any:
            for part in program.parts(of: node) { collectBlocking(Int(part), finder, &found) }
        case .not, .atLeast, .unlessRefuted, .leaf: break
        }
    }
}
