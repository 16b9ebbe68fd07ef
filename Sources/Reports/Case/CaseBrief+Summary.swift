// History, examination and the steps of a case in a few lines, with what needle EMG found.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    /// What is known of the course and what was found, as it counts over all examinations; every sign with its value.
    var briefSummary: ReportSection {
        let all = examinations
        var blocks: [ReportBlock] = []
        if all.isEmpty {
            blocks.append(absence(ClinicWord.noExamination, steps: "neurologicalExamination"))
        } else {
            let facts = CaseFacts(document.caseFile)
            blocks.append(.facts(history(all, facts.signs)))
            blocks.append(.lines(strength(all) + reflexes(all) + signs(all, facts.signs)))
        }
        let rest = ([needleFact] + stepFacts).compactMap { $0 }
        if !rest.isEmpty { blocks.append(.lines(rest)) }
        return brief(.summary, nil, blocks)
    }

    // MARK: Strength and reflexes

    /// Every muscle below 5 by its latest grade, and how many have 5.
    private func strength(_ all: [NeurologicalExamination]) -> [ReportFact] {
        var muscles: [MuscleName] = []
        for grade in all.flatMap(\.strength) where !muscles.contains(grade.muscle) { muscles.append(grade.muscle) }
        var weak: [String] = []
        var strong = 0
        for muscle in muscles {
            let grades = [Side.right, .left].compactMap { side in
                all.lazy.compactMap { $0.strength.last { $0.muscle == muscle && $0.side == side } }.first
            }
            strong += grades.count { $0.grade == 5 }
            let below = grades.filter { $0.grade < 5 }
            guard !below.isEmpty else { continue }
            let sides = below.map { "\($0.side.label(language)) \(wording.number($0.grade.decimal))" }
            weak.append("\(muscle.label(language)) \(sides.joined(separator: ", "))")
        }
        guard !muscles.isEmpty else {
            return [wording.fact(BriefWord.weakMuscles, wording.nothing(.notExamined))]
        }
        let rest = "\(strong) \(wording(BriefWord.muscles)): \(wording(BriefWord.fullStrength))"
        let words = weak.isEmpty ? wording(NothingWord.none) : weak.joined(separator: "; ")
        return [wording.fact(BriefWord.weakMuscles, ReportValue("\(words) (\(rest))", weak.isEmpty ? .plain : .strong))]
    }

    /// Every reflex that is not normal, by its latest finding, and how many are.
    private func reflexes(_ all: [NeurologicalExamination]) -> [ReportFact] {
        var changed: [String] = []
        var normal = 0
        for tendon in Tendon.allCases {
            for side in [Side.right, .left] {
                let finding = all.lazy.compactMap { examination in
                    examination.reflexes.last { $0.tendon == tendon && $0.side == side && $0.finding != .notExamined }
                }.first?.finding
                guard let finding else { continue }
                guard finding != .normal else {
                    normal += 1
                    continue
                }
                changed.append("\(tendon.label(language)) \(side.label(language)) \(finding.label(language))")
            }
        }
        guard normal > 0 || !changed.isEmpty else {
            return [wording.fact(BriefWord.reflexesChanged, wording.nothing(.notExamined))]
        }
        let rest = normal > 0 ? ["\(normal) \(wording(BriefWord.reflexesNormal))"] : []
        return [fact(BriefWord.reflexesChanged, changed + rest)].compactMap { $0 }
    }

    // MARK: Steps

    /// How many steps are settled, and of those without a result how each stands: *not needed* is not *could not*.
    private var stepFacts: [ReportFact] {
        guard !document.steps.isEmpty else { return [] }
        let open = StepState.allCases.filter { !$0.hasResult }.compactMap { state -> String? in
            let names = document.steps.filter { $0.state == state }.map { step in
                stepName(step.code) + (step.isOverdue ? " (\(wording(StepWord.overdue)))" : "")
            }
            let label = wording.lowercasingFirst(state.label(language))
            return names.isEmpty ? nil : "\(label): \(names.joined(separator: ", "))"
        }
        return [stepsSummary, fact(BriefWord.withoutResult, open)].compactMap { $0 }
    }
}
