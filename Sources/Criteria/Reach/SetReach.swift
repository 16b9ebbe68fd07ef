// What a set could still come to: the categories that can be reached, and the steps that would move the answer.
import Domain

/// What could still change about a set's answer.
struct SetReach: Sendable {
    /// One way to another answer.
    struct Move: Sendable {
        let category: CriteriaCategory
        let way: Way
    }

    /// The categories above today's that some outcome of what is open brings, highest first.
    let reachable: [CriteriaCategory]
    /// The ways to them, and the single results by which nothing could be met any more.
    let moves: [Move]

    /// Looks for ways from today's answer.
    ///
    /// A category is reached by a way if with it the category is met and no higher one is: the answer is the highest one
    /// that is met. As the fewest facts are added, nothing more is met than must be.
    init(_ evaluator: SetEvaluator, _ evaluation: CriteriaEvaluation, _ cells: ValueCells) {
        let levels = evaluator.set.levels
        let today = levels.firstIndex { $0.category == evaluation.category } ?? levels.count
        let finder = ReachFinder(evaluator, cells)
        var moves: [Move] = []
        var higher: [Ways] = []
        var reachable: [CriteriaCategory] = []
        for level in levels[..<today] {
            let ways = finder.ways(level.rule, true)
            let found = ways.all.filter { way in !higher.contains { $0.all.contains { way.implies($0) } } }
            moves += found.map { Move(category: level.category, way: $0) }
            if !found.isEmpty { reachable.append(level.category) }
            higher.append(ways)
        }
        if evaluation.category == .undetermined {
            moves += Self.endings(finder, levels, evaluation)
        }
        self.reachable = reachable
        self.moves = moves
    }

    /// Results that each bring the answer to *not met* by themselves: one open fact, in every category that is open.
    private static func endings(
        _ finder: ReachFinder,
        _ levels: [CriteriaLevel],
        _ evaluation: CriteriaEvaluation
    ) -> [Move] {
        let open = zip(levels, evaluation.categories).filter { $0.1.verdict == .unknown }
            .map { finder.ways($0.0.rule, false) }
        guard let first = open.first else { return [] }
        return first.all.filter { way in
            way.literals.count == 1 && open.dropFirst().allSatisfy { $0.all.contains { way.implies($0) } }
        }
        .map { Move(category: .notMet, way: $0) }
    }
}
