// History, examination and the steps of a case in a few lines, with what needle EMG found.
import Domain
import FoundationEssentials

extension CaseMatter {
    /// What is known of the course and what was found, the latest of each; every sign with its value.
    var briefSummary: ReportSection {
        let all = examinations
        var blocks: [ReportBlock] = []
        if all.isEmpty {
            blocks.append(absence(ClinicWord.noExamination, steps: "neurologicalExamination"))
        } else {
            blocks.append(.facts(history(all)))
            blocks.append(.lines(strength(all) + reflexes(all) + signs(all)))
        }
        let rest = ([needleFact] + stepFacts).compactMap { $0 }
        if !rest.isEmpty { blocks.append(.lines(rest)) }
        return brief(.summary, nil, blocks)
    }

    private func history(_ all: [NeurologicalExamination]) -> [ReportFact] {
        func latest<Value>(_ value: (NeurologicalExamination) -> Value?) -> Value? { all.lazy.compactMap(value).first }
        let count = all.count > 1 ? " (\(wording(BriefWord.latestOf)) \(all.count))" : ""
        let origin = all[0].origin
        let about = [dateWords(origin.performedOn) + count, origin.performedBy, origin.organisation, origin.note]
        let duration = latest { $0.history?.durationMonths }.map {
            ReportValue("\(wording.number($0))\u{A0}\(wording(ClinicWord.months))", number: $0)
        }
        let nerves = latest { $0.weakness?.motorNerves }.map { nerves in
            nerves.isEmpty
                ? wording(ClinicWord.noneWeak) : nerves.map { $0.label(language) }.joined(separator: ", ")
        }
        let limbs = latest { $0.sensoryLossLimbs.isEmpty ? nil : $0.sensoryLossLimbs }
        return [
            wording.fact(ClinicWord.examination, text: about.compactMap { $0 }.joined(separator: "; ")),
            wording.fact(ClinicWord.onset, latest { $0.history?.onset }.map { wording.value($0) }),
            wording.fact(ClinicWord.durationMonths, duration),
            wording.fact(ClinicWord.course, wording.value(latest { $0.history?.course }, orElse: .notRecorded)),
            wording.fact(ClinicWord.onsetLimb, wording.value(latest { $0.history?.onsetLimb }, orElse: .notRecorded)),
            wording.fact(
                ClinicWord.limbPredominance,
                wording.value(latest { $0.history?.limbPredominance }, orElse: .notRecorded)
            ),
            wording.fact(
                ClinicWord.distribution,
                wording.value(latest { $0.weakness?.distribution }, orElse: .notExamined)
            ),
            wording.fact(ClinicWord.weakNerves, nerves.map { ReportValue($0) } ?? wording.nothing(.notExamined)),
        ]
            + [
                limbs.map {
                    wording.fact(
                        ClinicWord.sensoryLossLimbs,
                        text: $0.map { $0.label(language) }.joined(separator: ", ")
                    )
                }
            ]
            .compactMap { $0 }
    }

    // MARK: Strength, reflexes, signs

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

    /// The signs of the latest examination that states each; those without an answer are named as such.
    private func signs(_ all: [NeurologicalExamination]) -> [ReportFact] {
        func stated(_ code: SignCode) -> Sign {
            all.lazy.compactMap { $0.signs.stated[code] }.first ?? .notExamined
        }
        func fact(_ word: BriefWord, _ emphasis: ReportEmphasis, _ belongs: (Sign) -> Bool) -> ReportFact {
            let names = SignCode.allCases.filter { belongs(stated($0)) }.map { $0.label(language) }
            guard !names.isEmpty else { return wording.fact(word, wording.nothing(.none)) }
            return wording.fact(word, ReportValue(names.joined(separator: "; "), emphasis))
        }
        return [
            fact(.signsPresent, .strong) { $0 == .present }, fact(.signsAbsent, .plain) { $0 == .absent },
            fact(.signsOpen, .nothing) { !$0.isExamined || ($0 != .present && $0 != .absent) },
        ]
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
