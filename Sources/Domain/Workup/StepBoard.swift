// What a new fact does to the checklist: steps get their result or lose it, and due days follow. Pure.

/// The steps of one workup while one thing happens to it.
///
/// Each step gets at most one new version, however many things follow from the one that happened.
package struct StepBoard: Sendable {
    /// A step before and after.
    package struct Change: Sendable, Hashable {
        package let previous: StepDocument
        package let next: StepDocument
    }

    private let careProtocol: CareProtocol
    private let openedOn: LocalDate
    private let today: LocalDate
    private let before: [StepDocument]
    private var after: [StepDocument]

    /// The board as it stands.
    package init(_ careProtocol: CareProtocol, steps: [StepDocument], openedOn: LocalDate, today: LocalDate) {
        self.careProtocol = careProtocol
        self.openedOn = openedOn
        self.today = today
        before = steps
        after = steps
    }

    /// The steps that changed, each one version further.
    package var changes: [Change] {
        zip(before, after).compactMap { previous, next in
            previous == next ? nil : Change(previous: previous, next: next)
        }
    }

    /// A finding was recorded: the steps it completes have their result, whatever state they were in.
    ///
    /// - Parameters:
    ///   - id: the finding.
    ///   - finding: what was found.
    ///   - origin: where a result from elsewhere came from.
    ///   - earlier: what else is in the record, for a step that takes several results.
    package mutating func record(
        _ id: ID<FindingRecord>,
        _ finding: Finding,
        origin: String?,
        earlier: [FindingFacts]
    ) {
        let facts = earlier + [FindingFacts(finding)]
        let completed = Set(
            careProtocol.steps(completedBy: FindingFacts(finding))
                .filter { $0.completedBy.isComplete(with: facts) }.map(\.code)
        )
        let today = today
        change { step in
            guard completed.contains(step.code), step.state != .reported else { return nil }
            return step.with(
                .reported,
                since: today,
                performedOn: finding.date ?? step.performedOn,
                origin: origin ?? step.origin,
                finding: id
            )
        }
    }

    /// A person moved a step.
    package mutating func move(_ next: StepDocument) {
        change { $0.id == next.id ? next : nil }
    }

    /// A choice, an outcome or a decision was recorded: the steps it completes have their result, of that day.
    package mutating func record(_ record: CompletingRecord, on day: LocalDate) {
        let (careProtocol, today) = (careProtocol, today)
        change { step in
            guard careProtocol.step(step.code)?.completedBy == .record(record), step.state != .reported,
                step.state != .reviewed
            else { return nil }
            return step.with(
                .reported,
                since: today,
                performedOn: PartialDate(day),
                origin: step.origin,
                finding: step.findingID
            )
        }
    }

    /// The last record of this kind was withdrawn: the steps it completed have no result.
    package mutating func withdraw(_ record: CompletingRecord) {
        let (careProtocol, today) = (careProtocol, today)
        change { step in
            guard careProtocol.step(step.code)?.completedBy == .record(record), step.hasResult else { return nil }
            return step.with(.performed, since: today, performedOn: step.performedOn, origin: step.origin, finding: nil)
        }
    }

    /// A finding was corrected, perhaps into one of another test, or brought back: what it completes now is to be looked
    /// at again, and what it completed before has no result where nothing else gives one.
    ///
    /// - Parameters:
    ///   - id: the finding.
    ///   - old: what it was.
    ///   - new: what it is.
    ///   - all: the findings in the record now, oldest first.
    package mutating func correct(
        _ id: ID<FindingRecord>,
        from old: FindingFacts,
        to new: Finding,
        all: [(id: ID<FindingRecord>, facts: FindingFacts)]
    ) {
        withdraw(id, old, remaining: all)
        let (careProtocol, today) = (careProtocol, today)
        change { step in
            guard let completion = careProtocol.step(step.code)?.completedBy, completion.accepts(FindingFacts(new)),
                completion.isComplete(with: all.map(\.facts)), step.state != .reported
            else { return nil }
            return step.with(
                .reported,
                since: today,
                performedOn: new.date ?? step.performedOn,
                origin: step.origin,
                finding: id
            )
        }
    }

    /// A finding was withdrawn: a step that rested on it rests on another one that completes it, or has no result.
    ///
    /// - Parameters:
    ///   - id: the finding.
    ///   - facts: what kind it was.
    ///   - remaining: the findings still in the record, oldest first.
    package mutating func withdraw(
        _ id: ID<FindingRecord>,
        _ facts: FindingFacts,
        remaining: [(id: ID<FindingRecord>, facts: FindingFacts)]
    ) {
        let (careProtocol, today) = (careProtocol, today)
        change { step in
            guard step.hasResult, let completion = careProtocol.step(step.code)?.completedBy, completion.accepts(facts)
            else { return nil }
            let other = remaining.last { completion.accepts($0.facts) }
            guard let other, completion.isComplete(with: remaining.map(\.facts)) else {
                return step.with(
                    .performed,
                    since: today,
                    performedOn: step.performedOn,
                    origin: step.origin,
                    finding: nil
                )
            }
            guard step.findingID == id, other.id != id else { return nil }
            return step.with(
                .reported,
                since: today,
                performedOn: step.performedOn,
                origin: step.origin,
                finding: other.id
            )
        }
    }

    /// Brings the due days of planned steps in line with what is known now. A day that a person set stays: that is one
    /// which was not proposed by what was known before. A proposed day of a step that the criteria no longer ask for goes.
    package mutating func proposeDueDates(
        treatmentStartedOn: LocalDate?,
        chosen: Set<TreatmentOption>,
        standings: [CriteriaStanding],
        standingsBefore: [CriteriaStanding]
    ) {
        let (openedOn, before, careProtocol) = (openedOn, before, careProtocol)
        func proposals(
            _ steps: [StepDocument],
            _ started: LocalDate?,
            _ options: Set<TreatmentOption>,
            _ standings: [CriteriaStanding]
        ) -> [String: LocalDate] {
            careProtocol.deadlines(
                openedOn: openedOn,
                doneOn: Self.doneOn(steps),
                treatmentStartedOn: started,
                chosen: options,
                standings: standings
            )
        }
        // The treatment may be what is being recorded, so both with and without it was "before".
        let earlier = [
            proposals(before, treatmentStartedOn, chosen, standingsBefore), proposals(before, nil, [], standingsBefore),
        ]
        let now = proposals(after, treatmentStartedOn, chosen, standings)
        let beforeByCode = Dictionary(uniqueKeysWithValues: before.map { ($0.code, $0) })
        change { step in
            let proposed = now[step.code]
            guard step.state == .planned, step.dueOn != proposed,
                proposed != nil || careProtocol.step(step.code)?.condition?.code.restsOnVerdict == true,
                step.dueOn == beforeByCode[step.code]?.dueOn,
                step.dueOn == nil || earlier.contains(where: { $0[step.code] == step.dueOn })
            else { return nil }
            return step.due(proposed)
        }
    }

    private mutating func change(_ next: (StepDocument) -> StepDocument?) {
        for index in after.indices {
            guard let changed = next(after[index]) else { continue }
            after[index] = changed.numbered(before[index].version + 1)
        }
    }

    private static func doneOn(_ steps: [StepDocument]) -> [String: LocalDate] {
        var days: [String: LocalDate] = [:]
        for step in steps where step.state.settlesPrerequisite {
            days[step.code] = step.performedOn?.firstDay ?? step.stateSince
        }
        return days
    }
}

extension CareProtocol {
    /// The day by which each step should be done, where somebody is waiting for it.
    ///
    /// Optional steps have none, and conditional ones only once what they wait for has happened, so that nothing
    /// becomes overdue that nobody asked for. `standings` are those of the protocol's criteria sets. House; to be signed off with the intervals.
    package func deadlines(
        openedOn: LocalDate,
        doneOn: [String: LocalDate],
        treatmentStartedOn: LocalDate?,
        chosen: Set<TreatmentOption>,
        standings: [CriteriaStanding] = []
    ) -> [String: LocalDate] {
        let due = dueDates(openedOn: openedOn, doneOn: doneOn, treatmentStartedOn: treatmentStartedOn)
        var deadlines: [String: LocalDate] = [:]
        for step in steps {
            let isAwaited: Bool =
                switch step.requirement {
                case .required, .recommended: true
                case .optional: false
                case .conditional:
                    switch step.condition?.code {
                    case .courseRuns: treatmentStartedOn != nil
                    case .treatmentChosen: !chosen.isDisjoint(with: step.condition?.options ?? [])
                    // The verdict asks for a step once that could begin: before, nothing speaks for it yet. A workup
                    // that was never evaluated has no verdict.
                    case .noSetAtHighestCategory:
                        step.prerequisites.allSatisfy { doneOn[$0] != nil } && !standings.isEmpty
                            && !standings.contains(where: \.isAtHighest)
                    case .someSetBelowHighestCategory:
                        step.prerequisites.allSatisfy { doneOn[$0] != nil }
                            && standings.contains { !$0.isAtHighest }
                    case nil: false
                    }
                }
            if isAwaited { deadlines[step.code] = due[step.code]?.on }
        }
        return deadlines
    }
}

extension StepDocument {
    /// Whether a result stands in it.
    fileprivate var hasResult: Bool { state == .reported || state == .reviewed }

    /// The step in a state, with what brought it there.
    fileprivate func with(
        _ state: StepState,
        since today: LocalDate,
        performedOn: PartialDate?,
        origin: String?,
        finding: ID<FindingRecord>?
    ) -> StepDocument {
        StepDocument(
            id: id,
            code: code,
            version: version,
            requirement: requirement,
            state: state,
            stateSince: state == self.state ? stateSince : today,
            assignee: assignee,
            organisation: organisation,
            dueOn: dueOn,
            scheduledOn: scheduledOn,
            performedOn: performedOn,
            reason: nil,
            overrideReason: overrideReason,
            note: note,
            origin: origin,
            findingID: finding,
            prerequisites: prerequisites,
            isOverdue: false,
            waitingDays: nil,
            recordedAt: recordedAt,
            recordedBy: recordedBy
        )
    }

    /// The step with another due day, or with none.
    fileprivate func due(_ day: LocalDate?) -> StepDocument {
        StepDocument(
            id: id,
            code: code,
            version: version,
            requirement: requirement,
            state: state,
            stateSince: stateSince,
            assignee: assignee,
            organisation: organisation,
            dueOn: day,
            scheduledOn: scheduledOn,
            performedOn: performedOn,
            reason: reason,
            overrideReason: overrideReason,
            note: note,
            origin: origin,
            findingID: findingID,
            prerequisites: prerequisites,
            cannotStartYet: cannotStartYet,
            isOverdue: false,
            waitingDays: nil,
            recordedAt: recordedAt,
            recordedBy: recordedBy
        )
    }

    /// The step under a version number.
    fileprivate func numbered(_ version: Int) -> StepDocument {
        StepDocument(
            id: id,
            code: code,
            version: version,
            requirement: requirement,
            state: state,
            stateSince: stateSince,
            assignee: assignee,
            organisation: organisation,
            dueOn: dueOn,
            scheduledOn: scheduledOn,
            performedOn: performedOn,
            reason: reason,
            overrideReason: overrideReason,
            note: note,
            origin: origin,
            findingID: findingID,
            prerequisites: prerequisites,
            cannotStartYet: cannotStartYet,
            isOverdue: isOverdue,
            waitingDays: waitingDays,
            recordedAt: recordedAt,
            recordedBy: recordedBy
        )
    }
}
