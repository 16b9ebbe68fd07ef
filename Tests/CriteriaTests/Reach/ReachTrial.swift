// Tries what the engine says of a case that can still change, for one set; what trying contradicts is told in words.
import Criteria
import Domain
import Foundation

/// Something that holds of what the engine says can still change.
enum ReachLaw: CaseIterable, Sendable {
    /// What is listed as reachable is reached.
    case listedIsReached
    /// What is reached, on any route, is listed.
    case reachedIsListed
    /// What any results bring, single or many, is listed.
    case anythingIsListed
    /// A step listed for a category is needed by some outcome that brings it.
    case listedStepIsNeeded
    /// A step that an outcome needs is listed.
    case neededStepIsListed
    /// A step is said to suffice alone where it does, and only there.
    case aloneIsAlone
    /// A step that is said to end everything can.
    case endingIsReached
    /// A step that is said to be unnecessary changes no answer.
    case unnecessaryChangesNothing
}

/// A case, what the engine says of it by one set, and what trying says.
struct ReachTrial {
    private let search: ReachSearch
    private let evaluation: CriteriaEvaluation
    private let changes: [String: VerdictChange]
    private let unnecessary: [String]

    /// Evaluates a case.
    init?(_ engine: CriteriaEngine, _ file: CaseFile, _ set: String) {
        guard let whole = engine.limited(to: set)?.evaluate(file), let evaluation = whole.evaluations.first,
            let search = ReachSearch(engine, file, set)
        else { return nil }
        self.search = search
        self.evaluation = evaluation
        let steps = whole.nextSteps.compactMap { step in step.couldChange.first.map { (step.step, $0) } }
        changes = Dictionary(steps) { $1 }
        unnecessary = whole.unnecessarySteps.map(\.step)
    }

    private var higher: [CriteriaCategory] { search.categories(above: evaluation.category) }
    private var open: OpenCase { search.open }

    /// What trying contradicts of a law, each in words that stay the same while the case is made smaller.
    func contradictions(of law: ReachLaw, seed: UInt64) -> [String] {
        switch law {
        case .listedIsReached:
            evaluation.reachable.filter { search.outcome(reaching: $0) == nil }
                .map { "\($0) is listed and not reached" }
        case .reachedIsListed:
            higher.filter { category in
                !evaluation.reachable.contains(category)
                    && search.outcome(reaching: category, triesMax: ReachSearch.triesMax.toDoubt) != nil
            }
            .map { "\($0) is reached and not listed" }
        case .anythingIsListed: contradictionsByAnything(seed)
        case .listedStepIsNeeded: contradictionsByListedSteps
        case .neededStepIsListed: contradictionsByNeededSteps
        case .aloneIsAlone: contradictionsOfAlone
        case .endingIsReached: contradictionsOfEndings
        case .unnecessaryChangesNothing: contradictionsOfUnnecessary(seed)
        }
    }

    private func contradictionsByAnything(_ seed: UInt64) -> [String] {
        var random = RandomCase(seed: seed)
        var found: [CriteriaCategory] = []
        let directed = evaluation.reachable.compactMap { search.outcome(reaching: $0) }
        for index in 0..<20 {
            let outcome = Outcome.random(&random)
            // Some of them beside an outcome that brings something, so that one result makes the difference.
            let whole = index % 2 == 0 || directed.isEmpty ? outcome : random.element(of: directed).merging(outcome)
            let answer = search.answer(open.adding(whole))
            if higher.contains(answer), !evaluation.reachable.contains(answer), !found.contains(answer) {
                found.append(answer)
            }
        }
        return found.map { "\($0) is reached by some results and not listed" }
    }

    private var contradictionsByListedSteps: [String] {
        changes.flatMap { step, change in
            change.to.filter { $0 != .notMet }.compactMap { category in
                var isNeeded = false
                search.outcomes(reaching: category, with: step) { outcome in
                    isNeeded =
                        search.fewestSteps(outcome, to: category, last: step).ownSteps.contains(step)
                    return !isNeeded
                }
                return isNeeded ? nil : "\(step) is listed for \(category) and not needed"
            }
        }
    }

    private var contradictionsByNeededSteps: [String] {
        var needed: Set<String> = []
        for category in higher {
            var count = 0
            search.outcomes(reaching: category, triesMax: ReachSearch.triesMax.toDoubt) { outcome in
                for step in search.fewestSteps(outcome, to: category).ownSteps where step != "patientDetails" {
                    if changes[step]?.to.contains(category) != true {
                        needed.insert("\(step) is needed for \(category) and not listed")
                    }
                }
                count += 1
                return count < 5
            }
        }
        return needed.sorted()
    }

    private var contradictionsOfAlone: [String] {
        changes.compactMap { step, change in
            if change.to == [.notMet] { return nil }
            let triesMax = change.isAlone ? ReachSearch.triesMax.toFind : ReachSearch.triesMax.toDoubt
            let raised = change.to.filter { $0 != .notMet }
            let isAlone = raised.contains { search.outcome(reaching: $0, by: [step], triesMax: triesMax) != nil }
            if isAlone == change.isAlone { return nil }
            return "\(step) \(isAlone ? "suffices alone and is not" : "does not suffice alone and is") listed so"
        }
    }

    private var contradictionsOfEndings: [String] {
        changes.filter { $0.value.to.contains(.notMet) }.map(\.key).compactMap { step in
            let isEnded = Outcome.singles.contains { outcome in
                outcome.ownSteps == [step] && search.isAnswered(open.adding(outcome), .notMet)
            }
            return isEnded ? nil : "\(step) is listed for notMet and no result of it ends everything"
        }
    }

    private func contradictionsOfUnnecessary(_ seed: UInt64) -> [String] {
        var random = RandomCase(seed: seed)
        return unnecessary.compactMap { step in
            let own = Outcome.singles.filter { $0.ownSteps == [step] }
            let isChanging = (0..<8).contains { _ in
                let outcome = (0..<random.int(1...6)).reduce(Outcome()) { sofar, _ in
                    sofar.merging(random.element(of: own))
                }
                return search.answer(open.adding(outcome)) != evaluation.category
            }
            return isChanging ? "\(step) is unnecessary and changes the answer" : nil
        }
    }
}
