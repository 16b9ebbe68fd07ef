// What a set could still come to: the categories that can be reached, and the steps that would move the answer.
import Domain

/// What could still change about a set's answer.
struct SetReach: Sendable {
    /// One way to another answer.
    struct Move: Sendable {
        let category: CriteriaCategory
        let way: Way
        /// The facts of the way.
        let literals: ArraySlice<Literal>
    }

    /// The categories above today's that some outcome of what is open brings, highest first.
    let reachable: [CriteriaCategory]
    /// The ways to them, and the single results by which nothing could be met any more.
    let moves: [Move]
    /// Where nothing higher can be reached: the clauses that are not met, can no longer be, and stand in the way.
    let blocking: [String]

    /// Looks for ways from today's answer.
    ///
    /// A category is reached by a way if with it the category is met and no higher one is: the answer is the highest one
    /// that is met. As the fewest facts are added, nothing more is met than must be.
    init(_ evaluator: SetEvaluator, _ evaluation: CriteriaEvaluation) {
        let levels = evaluator.set.levels
        let nodes = evaluator.compiled.levels
        let today = levels.firstIndex { $0.category == evaluation.category } ?? levels.count
        let finder = ReachFinder(evaluator)
        let store = finder.store
        var moves: [Move] = []
        var higher: [Ways] = []
        var reachable: [CriteriaCategory] = []
        for (level, node) in zip(levels, nodes).prefix(today) {
            let ways = finder.ways(node, true)
            let before = moves.count
            ways.forEach { way in
                if higher.contains(where: { $0.contains { store.implies(way, $0) } }) { return }
                moves.append(Move(category: level.category, way: way, literals: store.literals(way)))
            }
            if moves.count > before { reachable.append(level.category) }
            higher.append(ways)
        }
        if evaluation.category == .undetermined {
            moves += Self.endings(evaluator, evaluation) { ending in
                !higher.contains { $0.contains { store.literals($0).contains { $0.holds(with: ending) } } }
            }
        }
        self.reachable = reachable
        self.moves = moves
        var blocking: [String] = []
        if reachable.isEmpty, today > 0 {
            Self.collectBlocking(nodes[today - 1], finder, &blocking)
        }
        self.blocking = blocking
    }

    /// Results that each bring the answer to *not met* by themselves: one open fact, in every category that is open; but
    /// none that could serve another way, since counts that are not met now may be met with it.
    private static func endings(
        _ evaluator: SetEvaluator,
        _ evaluation: CriteriaEvaluation,
        where isEnd: (Literal) -> Bool
    ) -> [Move] {
        let finder = ReachFinder(evaluator, literalsMax: 1)
        let open = zip(evaluator.compiled.levels, evaluation.categories).filter { $0.1.verdict == .unknown }
            .map { finder.ways($0.0, false) }
        guard let first = open.first else { return [] }
        return first.all.filter { way in
            open.dropFirst().allSatisfy { $0.contains { finder.store.implies(way, $0) } }
                && finder.store.literals(way).allSatisfy(isEnd)
        }
        .map { Move(category: .notMet, way: $0, literals: finder.store.literals($0)) }
    }

    /// The first part that stands in the way of parts that must all hold, and one of each alternative.
    private static func collectBlocking(_ index: Int, _ finder: ReachFinder, _ found: inout [String]) {
        if let clause = finder.compiled.clauseIds[index] {
            if !found.contains(clause) { found.append(clause) }
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
