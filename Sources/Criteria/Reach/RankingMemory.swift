// Rankings of steps that were worked out before, by what they follow from.
import Domain

/// The steps of a case as they came out of the same outlooks before.
struct RankedSteps {
    /// Those that could change an answer, most useful first.
    let next: Kept<[NextStep]>
    /// Those that are open and cannot.
    let unnecessary: Kept<[NextStep]>
}

/// Rankings that were worked out before.
final class RankingMemory {
    /// By the open steps, the nerves studied, and the number of each set's outlook.
    private var ranked: [Grounds: RankedSteps] = [:]

    /// How much is kept.
    var size: Int { ranked.count }

    /// The steps that grounds lead to; ranked where they are new.
    func steps(_ grounds: Grounds, _ make: () -> RankedSteps) -> RankedSteps {
        if let known = ranked[grounds] { return known }
        let steps = make()
        ranked[grounds] = steps
        return steps
    }
}
