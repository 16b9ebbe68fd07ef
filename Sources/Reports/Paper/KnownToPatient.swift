// What the patient's sheet says of this patient: the clinician's own diagnosis, what was found and what is still open. An
// answer of the criteria is no diagnosis, and is not among it.
import Domain
import FoundationEssentials

/// What is known of a patient, in plain words.
struct KnownToPatient {
    let matter: CaseMatter
    let wording: Wording

    private var document: WorkupDocument { matter.document }
    private var language: Language { wording.language }

    /// The section; never empty, since there is a diagnosis or none.
    var section: ReportSection {
        ReportSection(
            title: .sheetKnown,
            heading: wording(SectionTitle.sheetKnown),
            blocks: diagnosis
                + [.lines(steps), .lines(found + treatment + ahead)].filter { block in
                    if case .lines(let facts) = block { return !facts.isEmpty }
                    return true
                }
        )
    }

    private var diagnosis: [ReportBlock] {
        guard let diagnosis = document.diagnosis else {
            // What a meeting concluded is for a doctor to tell.
            guard let meeting = document.diagnosingMeeting?.meeting else {
                return [.paragraph(.plain, wording(SheetWord.noDiagnosis))]
            }
            let day = wording.date(wording.day(of: meeting.startsAt))
            let words = "\(wording(SheetWord.discussedOn)) \(day). \(wording(SheetWord.askConclusion))"
            return [.paragraph(.plain, words)]
        }
        var by = [diagnosis.statedBy].compactMap { $0 }
        if let on = diagnosis.statedOn { by.append(wording.date(on)) }
        let about = by.isEmpty ? "" : " (\(by.joined(separator: ", ")))"
        return [.lines([wording.fact(SheetWord.ownWords, text: diagnosis.text + about)])]
    }

    // MARK: Steps

    /// The tests: done, still to come, and each kind of not done apart.
    private var steps: [ReportFact] {
        func names(_ isSo: (StepDocument) -> Bool) -> [String] {
            document.steps.filter { Self.isTest($0.code) && isSo($0) }.map { step in
                let day =
                    step.state.hasResult || step.state == .performed
                    ? step.performedOn.map { wording.date($0) } : step.scheduledOn.map { wording.date($0) }
                return matter.stepName(step.code) + (day.map { " (\($0))" } ?? "")
            }
        }
        let done = names { $0.state.hasResult || $0.state == .performed }
        let kinds: [(SheetWord, [String])] = [
            (.open, names { $0.state.isOpen && !$0.state.hasResult && $0.state != .performed }),
            (.notNeeded, names { $0.state == .notNeeded }), (.notPossible, names { $0.state == .notPossible }),
            (.declined, names { $0.state == .declined }), (.cancelled, names { $0.state == .cancelled }),
        ]
        return [
            wording.fact(
                SheetWord.done,
                text: done.isEmpty ? wording(SheetWord.noneDone) : done.joined(separator: "; ")
            )
        ]
            + kinds.compactMap { matter.fact($0.0, $0.1) }
    }

    /// Whether a step is something that is done with the patient, and no talk between clinicians.
    private static func isTest(_ code: String) -> Bool {
        !["neuromuscularCentre", "multidisciplinaryMeeting", "treatmentProposal", "responseAssessment"].contains(code)
    }

    // MARK: What was found

    private var found: [ReportFact] { [weakness, conduction, antibodies].compactMap { $0 } }

    private var weakness: ReportFact? {
        let all = matter.examinations
        guard all.contains(where: { !$0.strength.isEmpty }) else { return nil }
        var names: [String] = []
        for muscle in all.flatMap(\.strength).map(\.muscle) {
            for side in [Side.right, .left] {
                let latest = all.lazy.compactMap { $0.strength.last { $0.muscle == muscle && $0.side == side } }.first
                guard let latest, latest.grade < 5 else { continue }
                let name = "\(muscle.label(language)) \(side.label(language))"
                if !names.contains(name) { names.append(name) }
            }
        }
        return matter.fact(SheetWord.weak, names) ?? wording.fact(SheetWord.weak, text: wording(SheetWord.weakNone))
    }

    /// Nerves with a segment in which a set of the protocol finds block; nil where nobody looked.
    private var conduction: ReportFact? {
        guard let tally = matter.blockTally else { return nil }
        var pinched: [String] = []
        for segment in tally.fallingEntrapments where !pinched.contains(segment.nerve) { pinched.append(segment.nerve) }
        var words = tally.nerves
        if !pinched.isEmpty { words.append("\(pinched.joined(separator: ", ")) (\(wording(SheetWord.pinched)))") }
        if !tally.isUnknown, tally.nerves.isEmpty {
            words.append(wording(pinched.isEmpty ? SheetWord.notBlocked : .notBlockedElsewhere))
        }
        if tally.openCount > 0 || words.isEmpty {
            words.append(wording(words.isEmpty ? SheetWord.noneJudged : .partlyJudged))
        }
        return wording.fact(SheetWord.blocked, text: words.joined(separator: "; "))
    }

    /// The laboratory's own reading of IgM against GM1, the newest of each method: raised by one is raised, whatever another
    /// finds. A result without a reading is told as measured.
    private var antibodies: ReportFact? {
        let results = matter.ordered { finding -> AntibodyResult? in
            if case .antibody(let result) = finding, result.isIgMAntiGM1 { return result }
            return nil
        } on: {
            $0.sampledOn ?? $0.origin.performedOn
        }
        guard !results.isEmpty else { return nil }
        var methods: Set<String> = []
        let newest = results.filter { $0.band != nil && methods.insert($0.method?.lowercased() ?? "").inserted }
        let isRaised = results.contains { $0.band == .positive || $0.band == .strongPositive }
        // One that was raised once is not lost behind a newer result of its method.
        let raised = isRaised && !newest.contains { $0.band == .positive || $0.band == .strongPositive }
        let older = raised ? results.first { $0.band == .positive || $0.band == .strongPositive } : nil
        let shown = newest + [older].compactMap { $0 }
        let bands = shown.compactMap { result in result.band.map { (result, $0) } }
        let readings = Set(bands.map { words($0.1) })
        var parts: [String]
        if readings.count < 2, results[0].band != nil {
            parts = Array(readings)
        } else {
            let ranked = bands.enumerated().sorted { left, right in
                let (one, other) = (rank(left.element.1), rank(right.element.1))
                return one == other ? left.offset < right.offset : other < one
            }
            parts = ranked.map { "\(words($0.element.1)) (\(about($0.element.0)))" }
            if methods.count > 1 { parts.append(wording(SheetWord.methodsDiffer)) }
        }
        if results[0].band == nil { parts.append("\(wording(SheetWord.measuredOnly)) (\(about(results[0])))") }
        return wording.fact(SheetWord.antibodiesFound, text: parts.joined(separator: "; "))
    }

    private func words(_ band: AntibodyBand) -> String {
        band == .negative ? wording(SheetWord.antibodiesNotFound) : band.label(language)
    }

    private func rank(_ band: AntibodyBand) -> Int {
        switch band {
        case .negative: 0
        case .borderline: 1
        case .positive: 2
        case .strongPositive: 3
        }
    }

    /// The method and the day of a result.
    private func about(_ result: AntibodyResult) -> String {
        let day = matter.dateWords(result.sampledOn ?? result.origin.performedOn)
        return [result.method, day].compactMap { $0 }.joined(separator: ", ")
    }

    // MARK: Treatment and what is ahead

    private var treatment: [ReportFact] {
        let chosen = matter.standingChoices.map { choice in
            wording.fact(
                SheetWord.chosen,
                text: "\(matter.optionName(choice.option)), \(wording.date(choice.chosenOn)); "
                    + "\(wording(SheetWord.preference)): \(choice.patientPreference)"
            )
        }
        func words(_ courses: [CourseDocument]) -> [String] {
            courses.map { course in
                let from = course.startedOn.map { "\(wording(SheetWord.from)) \(wording.date($0))" }
                let until = course.endedOn.map { "\(wording(TreatmentWord.plannedUntil)) \(wording.date($0))" }
                return [matter.optionName(course.option), from, until].compactMap { $0 }.joined(separator: ", ")
            }
        }
        let last = matter.cycles.last.map { cycle in
            wording.fact(
                SheetWord.lastTime,
                text: "\(wording.dates(cycle.first, cycle.last)): \(matter.cycleWords(cycle))"
            )
        }
        let running = matter.fact(SheetWord.running, words(matter.courses(.running)))
        let planned = matter.fact(SheetWord.planned, words(matter.courses(.planned)))
        return chosen + [running, planned, last].compactMap { $0 }
    }

    private var ahead: [ReportFact] {
        let meeting = matter.nextMeeting.map { wording.value($0.meeting.startsAt) }
        let decided = matter.decidedMeeting?.discussion
        return [
            meeting.map { wording.fact(SheetWord.nextMeeting, $0) },
            matter.reviewingMeeting?.discussion.nextReviewOn.map {
                wording.fact(SheetWord.nextReview, wording.value($0))
            },
            decided?.informsPatient.map { wording.fact(SheetWord.tells, text: $0) },
        ].compactMap { $0 }
    }
}
