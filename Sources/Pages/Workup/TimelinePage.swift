// The time line of a workup: what happened to the patient when, the newest first.
package import Domain
import Reports

/// The time line of a workup.
package struct TimelinePage: PageModel {
    /// Its words.
    package typealias Words = TimelineWord
    /// The name of its template.
    package static let template = "timeline"

    struct Event {
        let text: String
        let address: String?
        let detail: String?
    }

    struct Day {
        let heading: String
        let events: [Event]
    }

    package let title: String
    let patient: WorkupFrame
    let days: [Day]
    let asOfAction: String
    let asOfValue: String

    /// The time line of a workup.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - history: what the sets answered before, newest first.
    package init(_ subject: WorkupSubject, history: [EvaluationHistoryLine]) {
        let wording = subject.wording
        title = wording(TimelineWord.title)
        patient = WorkupFrame(subject, at: .timeline)
        asOfAction = "/workups/\(subject.document.id)"
        asOfValue = subject.document.today.description
        let all = subject.dated + subject.changes(history)
        let grouped = Dictionary(grouping: all, by: \.on)
        let keys = grouped.keys.sorted { left, right in
            switch (left, right) {
            // A month or a year stands where it ended, after the days in it.
            case (let one?, let other?): (one.lastDay, one.description.count) > (other.lastDay, other.description.count)
            case (.some, nil): true
            default: false
            }
        }
        days = keys.map { key in
            Day(
                heading: key.map { wording.date($0) } ?? wording(TimelineWord.undated),
                events: (grouped[key] ?? []).map(\.event)
            )
        }
    }
}

/// Something that happened.
private struct DatedEvent {
    let on: PartialDate?
    let event: TimelinePage.Event
}

extension WorkupSubject {
    private func event(
        _ on: PartialDate?,
        _ text: String,
        at path: String? = nil,
        _ detail: String? = nil
    ) -> DatedEvent {
        DatedEvent(on: on, event: TimelinePage.Event(text: text, address: path.map { address($0) }, detail: detail))
    }

    /// What the record itself dates: opening, steps, findings, treatment, outcomes, choices, meetings.
    fileprivate var dated: [DatedEvent] {
        var events = [event(PartialDate(document.openedOn), wording(TimelineWord.opened), document.question)]
        if let on = document.closedOn {
            events.append(event(PartialDate(on), wording(TimelineWord.closed), document.closeReason))
        }
        for finding in document.findings {
            events.append(
                event(finding.finding.date, title(of: finding.finding), at: "/findings/\(finding.id)", finding.origin)
            )
        }
        for step in document.steps where step.state.isEndedWithoutResult {
            let text = "\(view.stepName(step.code)): \(wording(step.state.label))"
            events.append(event(PartialDate(step.stateSince), text, at: "/steps/\(step.code)", step.reason))
        }
        for course in document.treatments {
            let name = wording(course.option.label)
            let standing = course.standing(on: document.today)
            let start: TimelineWord = standing == .planned ? .plannedStart : .started
            events.append(event(course.startedOn, "\(wording(start)): \(name)", course.substance))
            if course.endedOn != nil {
                let end: TimelineWord = standing == .ended ? .ended : .plannedEnd
                events.append(event(course.endedOn, "\(wording(end)): \(name)", course.note))
            }
            for given in course.administrations {
                let dose = given.grams.map { "\(wording.number($0)) g" }
                let detail = [given.product, dose, given.lot.map { "\(wording(TimelineWord.lot)) \($0)" }]
                events.append(
                    event(
                        PartialDate(given.on),
                        "\(wording(TimelineWord.given)): \(name)",
                        detail.compactMap(\.self).joined(separator: ", ")
                    )
                )
            }
        }
        for outcome in document.outcomes {
            let side = outcome.side.map { ", \(wording($0.label))" } ?? ""
            let text = "\(wording(outcome.measure.label))\(side): \(wording.number(outcome.value))"
            events.append(event(PartialDate(outcome.on), text, outcome.note))
        }
        for choice in document.choices {
            let text = "\(wording(TimelineWord.chosen)): \(wording(choice.option.label))"
            events.append(event(PartialDate(choice.chosenOn), text, choice.patientPreference))
        }
        for meeting in document.meetings where meeting.discussion.status != .removed {
            let day = PartialDate(wording.day(of: meeting.meeting.startsAt))
            let decided = meeting.decision(in: wording)
            let text = "\(wording(TimelineWord.meeting)) (\(wording(meeting.meeting.status.label)))"
            events.append(event(day, text, decided ?? meeting.discussion.question))
        }
        if let diagnosis = document.diagnosis {
            events.append(
                event(diagnosis.statedOn, "\(wording(WorkupWord.diagnosis)): \(diagnosis.text)", diagnosis.statedBy)
            )
        }
        return events
    }

    /// The moments at which an answer of the criteria changed.
    fileprivate func changes(_ history: [EvaluationHistoryLine]) -> [DatedEvent] {
        moments(history).map { at, moment in
            event(
                PartialDate(wording.day(of: at)),
                "\(wording(TimelineWord.verdict)): \(moment.answers.joined(separator: "; "))",
                at: "/criteria",
                moment.what
            )
        }
    }
}

/// The words of that page.
package enum TimelineWord: String, ReportWord {
    case title, undated, opened, closed, started, ended, plannedStart, plannedEnd, given, lot, chosen, meeting, verdict,
        asOf, asOfHint, show

    package var text: Localized {
        switch self {
        case .title: Localized(en: "What happened when", nl: "Wat er wanneer gebeurde")
        case .undated: Localized(en: "Without a date", nl: "Zonder datum")
        case .opened: Localized(en: "Workup opened", nl: "Traject geopend")
        case .closed: Localized(en: "Workup closed", nl: "Traject afgesloten")
        case .started: Localized(en: "Treatment started", nl: "Behandeling gestart")
        case .ended: Localized(en: "Treatment ended", nl: "Behandeling gestopt")
        case .plannedStart: Localized(en: "Treatment is to start", nl: "Behandeling start volgens plan")
        case .plannedEnd: Localized(en: "Treatment is to end", nl: "Behandeling stopt volgens plan")
        case .given: Localized(en: "Given", nl: "Toegediend")
        case .lot: Localized(en: "batch", nl: "charge")
        case .chosen: Localized(en: "Treatment chosen", nl: "Behandeling gekozen")
        case .meeting: Localized(en: "Multidisciplinary meeting", nl: "Multidisciplinair overleg")
        case .verdict: Localized(en: "The criteria answered anew", nl: "De criteria antwoordden opnieuw")
        case .asOf: Localized(en: "Show everything as it was known on", nl: "Toon alles zoals bekend op")
        case .asOfHint:
            Localized(
                en: "A day, as 2026-11-21: what was known when it ended, in universal time.",
                nl: "Een dag, zoals 2026-11-21: wat bekend was toen die eindigde, in wereldtijd."
            )
        case .show: Localized(en: "Show", nl: "Tonen")
        }
    }
}
