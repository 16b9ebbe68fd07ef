// The worklist as a page: which workups wait for what, in the order in which somebody should look at them.
package import Criteria
package import Domain
package import Reports

/// The worklist.
package struct WorklistPage: PageModel {
    /// Its words.
    package typealias Words = WorklistWord
    /// The name of its template.
    package static let template = "worklist"

    /// A line of the list.
    struct Row {
        let address: String
        let name: String
        let number: String
        let question: String?
        let verdict: String
        let verdictOf: String?
        let wearingOff: String?
        let step: String
        let stepState: String?
        let who: String
        let waiting: String
        let due: String
        let isOverdue: Bool
        let meeting: String
        let meetingAddress: String?
    }

    /// A column by which the list can be ordered.
    struct Heading {
        let label: String
        /// Where the same list is in this order; nil where it cannot be ordered so.
        let address: String?
        let isOrder: Bool
        /// Whether the list goes up by it, as ARIA calls it.
        let direction: String
        let isFigure: Bool
    }

    /// A view that somebody kept, or one that everybody has.
    package struct View: Sendable, Hashable {
        let name: String
        let address: String
        let isCurrent: Bool

        /// A view.
        package init(name: String, address: String, isCurrent: Bool) {
            self.name = name
            self.address = address
            self.isCurrent = isCurrent
        }
    }

    package let title: String
    let summary: String
    let views: [View]
    let keepAddress: String
    let filter: WorklistFilterForm
    let headings: [Heading]
    let rows: [Row]
    let hasRows: Bool
    let caption: String
    let nextAddress: String?
    let firstAddress: String?
    let emptySentence: String
    let emptyFilters: [String]
    let countsAddress: String?
    let counts: [Count]
    let hasCounts: Bool
    let changesAddress: String?
    /// Where the same list is, to be shown anew.
    let address: String

    /// How many workups are in a state.
    struct Count {
        let label: String
        let count: Int
        let address: String
    }
}

/// What the page of the worklist is made of.
package struct WorklistMatter: Sendable {
    /// The lines of one page.
    package let lines: [WorklistLine]
    /// What was asked for.
    package let asked: WorklistAsked
    /// The protocols of the lines, by code and version.
    package let protocols: [ProtocolVersion: CareProtocol]
    /// The sets of criteria, for their names.
    package let criteriaSets: [CriteriaSet]
    /// The cursor of the next page; nil on the last.
    package let next: String?
    /// The views that can be chosen.
    package let views: [WorklistPage.View]
    /// The meetings whose cases can be asked for.
    package let meetings: [MeetingHead]
    /// How many workups there are in each state, where that was asked for.
    package let counts: [WorklistCount]?
    /// Where it is told what changes from now on; nil where nothing is.
    package let changesAddress: String?
    /// The one who looks.
    package let reader: Actor
    /// Language and clock.
    package let wording: Wording

    /// What the page is made of.
    package init(
        lines: [WorklistLine],
        asked: WorklistAsked,
        protocols: [ProtocolVersion: CareProtocol],
        criteriaSets: [CriteriaSet],
        next: String?,
        views: [WorklistPage.View],
        meetings: [MeetingHead],
        counts: [WorklistCount]?,
        changesAddress: String?,
        reader: Actor,
        wording: Wording
    ) {
        self.lines = lines
        self.asked = asked
        self.protocols = protocols
        self.criteriaSets = criteriaSets
        self.next = next
        self.views = views
        self.meetings = meetings
        self.counts = counts
        self.changesAddress = changesAddress
        self.reader = reader
        self.wording = wording
    }
}

extension WorklistPage {
    /// The page of these lines.
    package init(_ matter: WorklistMatter) {
        let (wording, asked) = (matter.wording, matter.asked)
        title = wording(WorklistWord.title)
        summary = matter.summary
        views = matter.views
        keepAddress = asked.keepingAddress
        filter = WorklistFilterForm(matter)
        headings = WorklistHeading.allCases.map { heading in
            Heading(
                label: wording(heading.word),
                address: heading.order.map { asked.ordered(by: $0).address },
                isOrder: heading.order == asked.order,
                direction: heading.order == .due ? "ascending" : "descending",
                isFigure: heading.isFigure
            )
        }
        rows = matter.lines.map(matter.row)
        hasRows = !matter.lines.isEmpty
        caption = wording(asked.order.caption)
        nextAddress = matter.next.map { asked.at($0).address }
        firstAddress = asked.cursor == nil ? nil : asked.at(nil).address
        emptySentence = wording(asked.isNarrowed ? WorklistWord.emptyFiltered : WorklistWord.empty)
        emptyFilters = filter.chosen
        countsAddress = matter.counts == nil ? asked.counting.address : nil
        counts = (matter.counts ?? []).map { count in
            Count(
                label: count.state.map { wording($0.label) } ?? wording(WorklistWord.noOpenStep),
                count: count.count,
                address: asked.nextStepIn(count.state).address
            )
        }
        hasCounts = matter.counts != nil
        changesAddress = matter.changesAddress
        address = asked.address
    }
}

extension WorklistOrder {
    /// What the list is called in this order.
    var caption: WorklistWord {
        switch self {
        case .due: .captionDue
        case .category: .captionCategory
        case .waiting: .captionWaiting
        }
    }
}

/// The columns, in their order.
private enum WorklistHeading: CaseIterable {
    case patient, verdict, step, who, waiting, due, meeting

    var word: WorklistWord {
        switch self {
        case .patient: .patient
        case .verdict: .verdict
        case .step: .step
        case .who: .who
        case .waiting: .waiting
        case .due: .due
        case .meeting: .meeting
        }
    }

    var order: WorklistOrder? {
        switch self {
        case .verdict: .category
        case .waiting: .waiting
        case .due: .due
        case .patient, .step, .who, .meeting: nil
        }
    }

    var isFigure: Bool { self == .waiting }
}

extension WorklistMatter {
    /// What the page says first.
    fileprivate var summary: String {
        guard !lines.isEmpty else { return "" }
        let overdue = lines.count { $0.nextStep?.isOverdue == true }
        let shown = wording.count(lines.count, one: WorklistWord.oneShown, many: WorklistWord.manyShown)
        guard overdue > 0 else { return shown + "." }
        return "\(shown), \(wording.count(overdue, one: WorklistWord.oneOverdue, many: WorklistWord.manyOverdue))."
    }

    fileprivate func row(_ line: WorklistLine) -> WorklistPage.Row {
        let name = [line.patient.familyName.uppercased(), line.patient.givenNames.joined(separator: " ")]
        let address = "/workups/\(line.workupID)"
        let step = line.nextStep
        return WorklistPage.Row(
            address: address,
            name: name.filter { !$0.isEmpty }.joined(separator: ", "),
            number: line.patient.identifier.map(\.value) ?? wording(WorklistWord.noNumber),
            question: line.question,
            verdict: line.category.map { wording($0.label) } ?? wording(WorklistWord.notEvaluated),
            verdictOf: verdictSets(line),
            wearingOff: wearingOff(line),
            step: step.map { stepName($0.code, of: line) } ?? wording(WorklistWord.noStep),
            stepState: step.map { wording($0.state.label) },
            who: step.map { who($0, line) } ?? line.assignee?.name ?? wording(WorklistWord.nobody),
            waiting: step.map { "\($0.waitingDays)" } ?? wording(WorklistWord.notWaiting),
            due: step?.dueOn.map { wording.date($0) } ?? wording(WorklistWord.noDate),
            isOverdue: step?.isOverdue == true,
            meeting: line.nextMeeting.map { wording.date(wording.day(of: $0.startsAt)) }
                ?? wording(WorklistWord.noMeeting),
            meetingAddress: line.nextMeeting.map { "/meetings/\($0.id)" }
        )
    }

    /// Where the effect wears off; in a list narrowed to those, also that a workup is in it because nobody worked it out yet.
    private func wearingOff(_ line: WorklistLine) -> String? {
        if let answer = line.wearingOff { return wording(answer.label) }
        return asked["wearingOff"] == nil ? nil : wording(WorklistWord.wearingOffNotYet)
    }

    /// Which sets give the highest answer, and how far the least checked of them was checked.
    private func verdictSets(_ line: WorklistLine) -> String? {
        guard let category = line.category else { return nil }
        let giving = (line.criteria ?? []).filter { $0.category == category }
        guard !giving.isEmpty else { return nil }
        let names = giving.map { answer in
            criteriaSets.first { $0.id == answer.criteria }?.names[wording.language] ?? answer.criteria
        }
        let status = giving.map(\.status).min()
        return [names.joined(separator: ", "), status.map { wording($0.label) }].compactMap(\.self)
            .joined(separator: " · ")
    }

    private func stepName(_ code: String, of line: WorklistLine) -> String {
        let careProtocol = protocols[ProtocolVersion(code: line.protocolCode, version: line.protocolVersion)]
        return careProtocol?.step(code)?.names[wording.language] ?? StepCode.words(ofMissing: code)?[wording.language]
            ?? code
    }

    /// Who does the step: a person, the other hospital where it is theirs, or who follows the workup.
    private func who(_ step: WorklistLine.Step, _ line: WorklistLine) -> String {
        let elsewhere = step.organisation.flatMap { $0 == reader.organisationCode ? nil : $0 }
        let parts = [step.assignee?.name ?? (elsewhere == nil ? line.assignee?.name : nil), elsewhere]
        let named = parts.compactMap(\.self)
        return named.isEmpty ? wording(WorklistWord.nobody) : named.joined(separator: ", ")
    }
}
