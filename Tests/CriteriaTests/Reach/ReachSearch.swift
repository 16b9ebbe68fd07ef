// Looks for outcomes that bring a category, among all routes to it and at random.
import Domain
import Foundation

@testable import Criteria

/// Answers cases by one set, and looks for outcomes.
struct ReachSearch {
    let engine: CriteriaEngine
    let open: OpenCase
    private let compiled: CompiledSet

    init?(_ engine: CriteriaEngine, _ file: CaseFile, _ set: String) {
        guard let open = OpenCase(file, set), let compiled = engine.compiled.first(where: { $0.set.id == set }) else {
            return nil
        }
        self.engine = engine
        self.open = open
        self.compiled = compiled
    }

    /// What the engine answers to a case.
    func answer(_ file: CaseFile) -> CriteriaCategory {
        SetEvaluator(compiled, CaseNumbers(CaseFacts(file))).answer
    }

    /// Whether both readings give an answer to a case.
    func isAnswered(_ file: CaseFile, _ category: CriteriaCategory) -> Bool {
        guard answer(file) == category else { return false }
        return NaiveCase(file).answer(open.set)?.category == category || SecondReading.leavesOpen(open.set, in: file)
    }

    /// The categories above an answer, the highest first.
    func categories(above answer: CriteriaCategory) -> [CriteriaCategory] {
        Array(compiled.set.levels.map(\.category).prefix { $0 != answer })
    }

    /// The most outcomes that are tried for one route: to find one that must be there, and to look for one that must not.
    static let triesMax = (toFind: 300, toDoubt: 50)

    /// The outcomes on the routes to a category by some steps that bring it, as far as they are asked for; those of one
    /// step come first, and routes without it are left out.
    func outcomes(
        reaching category: CriteriaCategory,
        by steps: Set<String> = Set(Outcome.steps),
        with step: String? = nil,
        triesMax: Int = ReachSearch.triesMax.toFind,
        while isWanted: (Outcome) -> Bool
    ) {
        for route in open.routes(to: category) {
            guard var lists = route.lists else { continue }
            lists = lists.map { list in distinct(list.map { $0.limited(to: steps) }) }
            if let step {
                lists = lists.map { list in
                    list.filter { $0.ownSteps.contains(step) } + list.filter { !$0.ownSteps.contains(step) }
                }
                guard lists.contains(where: { $0[0].ownSteps.contains(step) }) else { continue }
            }
            var tries = 0
            let goesOn = combine(lists[...], Outcome()) { outcome in
                tries += 1
                if isAnswered(open.adding(outcome), category), !isWanted(outcome) { return false }
                return tries < triesMax
            }
            if !goesOn, tries < triesMax { return }
        }
    }

    private func distinct(_ outcomes: [Outcome]) -> [Outcome] {
        var seen: Set<Outcome> = []
        return outcomes.filter { seen.insert($0).inserted }
    }

    /// One outcome that brings a category; nil where none on its routes does.
    func outcome(
        reaching category: CriteriaCategory,
        by steps: Set<String> = Set(Outcome.steps),
        triesMax: Int = ReachSearch.triesMax.toFind
    ) -> Outcome? {
        var found: Outcome?
        outcomes(reaching: category, by: steps, triesMax: triesMax) { outcome in
            found = outcome
            return false
        }
        return found
    }

    private func combine(_ lists: ArraySlice<[Outcome]>, _ sofar: Outcome, _ visit: (Outcome) -> Bool) -> Bool {
        guard let list = lists.first else { return visit(sofar) }
        for outcome in list where !combine(lists.dropFirst(), sofar.merging(outcome), visit) { return false }
        return true
    }

    /// The least steps of an outcome with which it still brings the category; one step is left out last.
    func fewestSteps(_ outcome: Outcome, to category: CriteriaCategory, last: String? = nil) -> Outcome {
        var least = outcome
        let order = Outcome.steps.filter { $0 != last } + Outcome.steps.filter { $0 == last }
        for step in order where least.ownSteps.contains(step) {
            let fewer = least.limited(to: least.ownSteps.subtracting([step]))
            if answer(open.adding(fewer)) == category { least = fewer }
        }
        return least
    }
}
