// The filter of the worklist as a form that a browser sends as an address.
import Criteria
import Domain
import Reports

/// The filter as the template reads it.
struct WorklistFilterForm {
    /// One choice of a list.
    struct Option {
        let value: String
        let label: String
        let isSelected: Bool
    }

    /// A list of choices.
    struct Select {
        let name: String
        let label: String
        let options: [Option]
    }

    let selects: [Select]
    let waitingDays: String
    let text: String
    let order: String
    /// Whether anything narrows the list, so that the form stands open.
    let isOpen: Bool
    /// What narrows the list, in words.
    let chosen: [String]
    let clearAddress: String

    init(_ matter: WorklistMatter) {
        let (wording, asked) = (matter.wording, matter.asked)
        let selects = WorklistFilterForm.selects(matter)
        self.selects = selects
        waitingDays = asked["waitingDaysMin"] ?? ""
        text = asked["text"] ?? ""
        order = asked.order.rawValue
        isOpen = !asked.query.allSatisfy { $0.name == "status" && $0.value == WorkupStatus.open.rawValue }
        clearAddress = WorklistAsked([]).address
        var chosen = selects.compactMap { select -> String? in
            guard let option = select.options.first(where: { $0.isSelected && !$0.value.isEmpty }) else { return nil }
            return "\(select.label): \(option.label)"
        }
        if !waitingDays.isEmpty { chosen.append("\(wording(WorklistWord.waitingAtLeast)): \(waitingDays)") }
        if !text.isEmpty { chosen.append("\(wording(WorklistWord.words)): \(text)") }
        self.chosen = chosen
    }

    private static func selects(_ matter: WorklistMatter) -> [Select] {
        let (wording, asked) = (matter.wording, matter.asked)
        func select(_ name: String, _ label: WorklistWord, any: WorklistWord, _ options: [(String, String)]) -> Select {
            let value = asked[name] ?? ""
            var shown = [Option(value: "", label: wording(any), isSelected: value.isEmpty)]
            shown += options.map { Option(value: $0.0, label: $0.1, isSelected: $0.0 == value) }
            // What was asked for stands in the list, whatever it is: else the form would drop it in silence.
            if !shown.contains(where: \.isSelected) {
                shown.append(Option(value: value, label: value, isSelected: true))
            }
            return Select(name: name, label: wording(label), options: shown)
        }
        func name(of meeting: MeetingHead) -> String {
            "\(wording.instant(meeting.startsAt)), \(meeting.place ?? meeting.organisation)"
        }
        func labels<Value: Code>(_ type: Value.Type) -> [(String, String)] {
            Value.allCases.map { ($0.rawValue, wording($0.label)) }
        }
        let mine = matter.reader.userID.map { [($0.description, wording(WorklistWord.mine))] } ?? []
        let here = matter.reader.organisationCode.map { [($0, "\(wording(WorklistWord.ours)) (\($0))")] } ?? []
        let newest = Dictionary(grouping: matter.protocols.values, by: \.code).compactMapValues {
            $0.max { $0.version < $1.version }
        }
        let protocols = newest.values.sorted { $0.code < $1.code }.map { ($0.code, $0.names[wording.language]) }
        var steps: [(String, String)] = []
        for step in newest.values.sorted(by: { $0.code < $1.code }).flatMap(\.steps)
        where !steps.contains(where: { $0.0 == step.code }) {
            steps.append((step.code, step.names[wording.language]))
        }
        return [
            select("status", .status, any: .openAndClosed, labels(WorkupStatus.self)),
            select("assignee", .assignee, any: .anybody, mine),
            select("organisation", .organisation, any: .anywhere, here),
            select("protocol", .careProtocol, any: .anyProtocol, protocols),
            select("category", .verdict, any: .anyVerdict, labels(CriteriaCategory.self)),
            select("step", .openStep, any: .anyStep, steps),
            select("stepState", .stepState, any: .anyState, labels(StepState.self)),
            select(
                "overdue",
                .overdue,
                any: .overdueOrNot,
                [("true", wording(WorklistWord.onlyOverdue)), ("false", wording(WorklistWord.notOverdue))]
            ),
            select(
                "nextState",
                .nextState,
                any: .anyState,
                labels(StepState.self).filter { StepState(rawValue: $0.0)?.isOpen == true }
                    + [("none", wording(WorklistWord.noOpenStep))]
            ),
            select("meeting", .onAgenda, any: .anyMeeting, matter.meetings.map { ($0.id.description, name(of: $0)) }),
            select(
                "wearingOff",
                .wearingOff,
                any: .wearingOffOrNot,
                [
                    (WorklistWearingOff.suspected.rawValue, wording(WorklistWord.suspectedOrPresent)),
                    (WorklistWearingOff.present.rawValue, wording(WearingOffAnswer.present.label)),
                ]
            ),
        ]
    }
}
