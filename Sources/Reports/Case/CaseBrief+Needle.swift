// Needle EMG on the first pages: every muscle by its newest finding, and every abnormal one with its day.
import Domain

extension CaseMatter {
    /// A muscle in one examination.
    private typealias Needled = (age: Int, muscle: NeedleMuscle)
    /// When a muscle was last not normal, unless the latest examination says so, and when that was found normal again.
    private struct NeedleChange {
        let since: String?
    }

    /// What a needle shows of a muscle, each true where it is not normal and nil where it was not examined.
    private typealias NeedleSigns = (NeedleMuscle) -> [Bool?]

    /// What needle EMG found; nil where there was none, which the steps say.
    var needleFact: ReportFact? {
        let all = ordered { finding in
            if case .needleExamination(let examination) = finding { return examination }
            return nil
        } on: {
            $0.origin.performedOn
        }
        guard let latest = all.first else { return nil }
        let found: [Needled] = all.enumerated().flatMap { age, examination in
            examination.muscles.map { (age, $0) }
        }
        var names: [String] = []
        for name in found.map({ needleName($0.muscle) }) where !names.contains(name) { names.append(name) }
        let days = all.map(\.origin.performedOn)
        let active: NeedleSigns = { muscle in
            [muscle.fibrillations, muscle.positiveSharpWaves, muscle.fasciculations].map { $0.map { $0 > 0 } }
        }
        let units: NeedleSigns = { muscle in
            [
                muscle.unitDuration.map { $0 != .normal }, muscle.unitAmplitude.map { $0 != .normal },
                muscle.polyphasia.map { $0 != .normal }, muscle.recruitment.map { $0 != .normal },
                muscle.insertional.map { $0 != .normal },
            ]
        }
        func abnormal(_ signs: NeedleSigns) -> [(text: String, since: String?)] {
            names.compactMap { name in
                let own = found.filter { needleName($0.muscle) == name }
                return change(in: own, signs, days).map { (name, $0.since) }
            }
        }
        var parts: [String] = []
        for (word, signs) in [(BriefWord.needleActive, active), (.needleUnits, units)] {
            let groups = grouped(abnormal(signs))
            if !groups.isEmpty { parts.append("\(wording(word)) \(groups.joined(separator: "; "))") }
        }
        parts += examined(found.map(\.muscle), foundNothing: parts.isEmpty)
        let count = all.count > 1 ? " (\(wording(BriefWord.latestOf)) \(all.count))" : ""
        let head = "\(dateWords(latest.origin.performedOn))\(count), \(names.count) \(wording(BriefWord.examined))"
        return wording.fact(SectionTitle.needle, text: "\(head): \(parts.joined(separator: "; "))")
    }

    /// What was looked at, and what in no muscle: that nothing was found says nothing of what was not looked at.
    private func examined(_ muscles: [NeedleMuscle], foundNothing: Bool) -> [String] {
        let looked: [(ConductionWord, (NeedleMuscle) -> Bool)] = [
            (.insertional, { $0.insertional != nil }), (.fibrillations, { $0.fibrillations != nil }),
            (.positiveSharpWaves, { $0.positiveSharpWaves != nil }), (.fasciculations, { $0.fasciculations != nil }),
            (.unitDuration, { $0.unitDuration != nil }), (.unitAmplitude, { $0.unitAmplitude != nil }),
            (.polyphasia, { $0.polyphasia != nil }), (.recruitment, { $0.recruitment != nil }),
        ]
        let counts = looked.map { word, isExamined in
            (name: wording.lowercasingFirst(wording(word)), count: muscles.count(where: isExamined))
        }
        guard counts.contains(where: { $0.count > 0 }) else { return [wording(NothingWord.notExamined)] }
        var parts: [String] = []
        if foundNothing {
            let whole = counts.allSatisfy { $0.count == muscles.count }
            let names = counts.filter { $0.count > 0 }.map { name, count in
                count == muscles.count ? name : "\(name) (\(count) \(wording(StepWord.ofSteps)) \(muscles.count))"
            }
            let quiet = "\(wording(BriefWord.needleQuietIn)) \(names.joined(separator: ", "))"
            parts.append(whole ? wording(BriefWord.needleQuiet) : quiet)
        }
        let open = counts.filter { $0.count == 0 }.map(\.name)
        if !open.isEmpty { parts.append("\(wording(NothingWord.notExamined)): \(open.joined(separator: ", "))") }
        return parts
    }

    private func needleName(_ muscle: NeedleMuscle) -> String {
        [muscle.muscle.label(language), muscle.side?.label(language)].compactMap { $0 }.joined(separator: " ")
    }

    /// The newest change in a muscle; nil where none was found.
    private func change(in own: [Needled], _ signs: NeedleSigns, _ days: [PartialDate?]) -> NeedleChange? {
        guard let ill = own.first(where: { signs($0.muscle).contains(true) }) else { return nil }
        let changed = signs(ill.muscle).indices.filter { signs(ill.muscle)[$0] == true }
        // Only where all that was changed was examined again.
        let again = own.first { newer in
            newer.age < ill.age && changed.allSatisfy { signs(newer.muscle)[$0] == false }
        }
        let later = again.map { "\(dateWords(days[$0.age])) \(UnitSize.normal.label(language))" }
        return NeedleChange(since: since(ill.age, days[ill.age], later: later))
    }
}
