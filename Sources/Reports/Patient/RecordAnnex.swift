// What a record holds of a workup beside its report: a meeting's report leaves out what the meeting does not need, a
// patient's copy does not. Conditions, where each result came from, details of infusions, earlier plans, the meetings.
import Criteria
import Domain
import FoundationEssentials

/// The sheet after a case report, for the patient's copy of the record.
struct RecordAnnex {
    let matter: CaseMatter

    private var document: WorkupDocument { matter.document }
    private var wording: Wording { matter.wording }
    private var language: Language { wording.language }

    /// The one section; nil where the report has already said everything.
    var section: ReportSection? {
        let blocks = conditions + results + infusions + replacedPlans + meetings
        guard !blocks.isEmpty else { return nil }
        return ReportSection(
            title: .recordDetails,
            heading: wording(SectionTitle.recordDetails),
            blocks: blocks
        )
    }

    // MARK: Conditions

    private var conditions: [ReportBlock] {
        guard !document.conditions.isEmpty else { return [] }
        let columns = [
            wording.column(RecordWord.condition), wording.column(RecordWord.answer), wording.dates(RecordWord.since),
            wording.column(RecordWord.recordedBy), wording.column(TreatmentWord.note),
        ]
        let rows = document.conditions.map { condition in
            let statement = condition.statement
            return ReportRow.cells([
                wording.value(statement.condition), wording.value(statement.answer),
                statement.since.map { wording.value($0) } ?? wording.nothing(.notRecorded),
                recorded(condition.recordedBy, condition.recordedAt),
                wording.value(text: statement.note, orElse: .none),
            ])
        }
        return [.table(wording.table(RecordWord.conditions, columns, rows))]
    }

    private func recorded(_ by: String?, _ at: Instant) -> ReportValue {
        ReportValue([by, wording.instant(at)].compactMap(\.self).joined(separator: ", "))
    }

    // MARK: Results

    private var results: [ReportBlock] {
        guard !document.findings.isEmpty else { return [] }
        let columns = [
            wording.column(RecordWord.result), wording.dates(TestWord.date), wording.column(RecordWord.doneBy),
            wording.column(RecordWord.cameFrom), wording.column(RecordWord.recordedBy),
            wording.column(RecordWord.whyCorrected),
        ]
        let rows = document.findings.map { finding in
            let origin = finding.finding.origin
            let doneBy = [origin.performedBy, origin.organisation].compactMap(\.self).joined(separator: ", ")
            return ReportRow.cells([
                wording.value(finding.finding.kind),
                origin.performedOn.map { wording.value($0) } ?? wording.nothing(.notRecorded),
                wording.value(text: doneBy, orElse: .notRecorded),
                wording.value(text: finding.origin, orElse: .none),
                recorded(finding.recordedBy, finding.recordedAt), wording.value(text: finding.reason, orElse: .none),
            ])
        }
        return [.table(wording.table(RecordWord.resultSources, columns, rows))]
    }

    // MARK: Treatment

    private var infusions: [ReportBlock] {
        let columns = [
            wording.dates(TreatmentWord.dates), wording.column(RecordWord.manufacturer),
            wording.dates(RecordWord.expires), wording.column(RecordWord.duration), wording.column(RecordWord.rates),
        ]
        let rows = document.treatments.flatMap(\.administrations).compactMap { given -> ReportRow? in
            guard let details = given.details else { return nil }
            let times = [details.startedAt, details.endedAt].map { $0.map { wording.instant($0) } ?? "…" }
            let rates = details.ratesMlPerKgPerHour.map { wording.number($0) }.joined(separator: "; ")
            return .cells([
                wording.value(given.on), wording.value(text: details.manufacturer, orElse: .notRecorded),
                details.expiresOn.map { wording.value($0) } ?? wording.nothing(.notRecorded),
                details.startedAt ?? details.endedAt == nil
                    ? wording.nothing(.notRecorded) : ReportValue(times.joined(separator: " – ")),
                wording.value(text: rates, orElse: .notRecorded),
            ])
        }
        return rows.isEmpty ? [] : [.table(wording.table(RecordWord.infusions, columns, rows))]
    }

    /// The plans of choices that a later one took the place of; the others stand in the report.
    private var replacedPlans: [ReportBlock] {
        let replaced = Set(document.choices.compactMap(\.replaces))
        let rows = document.choices.compactMap { choice -> ReportRow? in
            guard let plan = choice.trial, replaced.contains(choice.id) else { return nil }
            return .cells([
                wording.value(choice.chosenOn), ReportValue(matter.optionName(choice.option)), ReportValue(plan.goal),
                ReportValue(OutcomeKey(plan.measure, plan.side).label[language]),
                ReportValue(plan.target.sentence(of: plan.measure).text(language)), wording.value(plan.judgedOn),
                ReportValue(matter.stoppingRule(plan)),
            ])
        }
        let columns = [
            wording.dates(TreatmentWord.chosenOn), wording.column(TreatmentWord.option),
            wording.column(ResponseWord.goal), wording.column(ResponseWord.measure),
            wording.column(ResponseWord.target),
            wording.dates(ResponseWord.judgedOn), wording.column(ResponseWord.stoppingRule),
        ]
        return rows.isEmpty ? [] : [.table(wording.table(RecordWord.replacedPlans, columns, rows))]
    }

    // MARK: Meetings

    private var meetings: [ReportBlock] {
        document.meetings.sorted { $0.meeting.startsAt < $1.meeting.startsAt }.flatMap { item in
            [
                ReportBlock.heading(
                    code: item.meeting.id.description,
                    text: "\(wording(MeetingWord.meeting)) \(wording.instant(item.meeting.startsAt))"
                ),
                .facts(facts(of: item.meeting) + facts(of: item)),
            ]
        }
    }

    /// Who was there and where; what is not recorded is left out, since most of it is no more than the frame.
    private func facts(of meeting: MeetingHead) -> [ReportFact] {
        let people = meeting.attendance.map { person in
            let name = "\(person.name) (\(wording.role(person.role).text))"
            guard meeting.status == .held || meeting.status == .signed, !person.isPresent else { return name }
            return "\(name), \(wording(MeetingWord.absentPerson))"
        }
        return told([
            (.organisation, meeting.organisation), (.place, meeting.place), (.chair, meeting.chair),
            (.coordinator, meeting.coordinator), (.attendance, people.joined(separator: "; ")),
            (.status, meeting.status.label(language)), (.reason, meeting.reason),
        ])
    }

    private func facts(of item: WorkupMeeting) -> [ReportFact] {
        let (discussion, meeting) = (item.discussion, item.meeting)
        let amended = wording.told(SignedCase(item.amended, of: meeting), \.question)
        let question = [discussion.question, amended.map { "(\($0))" }].compactMap(\.self).joined(separator: " ")
        var texts: [(MeetingWord, String?)] = [
            (.question, question), (.presenter, discussion.presenter), (.late, discussion.lateReason),
            (.state, discussion.status.label(language)),
        ]
        // Of a meeting that was held, the report has told all the rest.
        if discussion.status != .discussed || meeting.status == .cancelled {
            texts += [
                (.diagnosis, discussion.diagnosis), (.certainty, discussion.certainty),
                (.decision, discussion.decision),
                (.dissent, discussion.dissent), (.preference, discussion.patientPreference),
                (.furtherTests, discussion.furtherTests), (.informsPatient, discussion.informsPatient),
                (.informedBy, discussion.informedBy.map { wording.date($0) }),
                (.trialEligibility, discussion.trialEligibility), (.responsible, discussion.responsibleClinician),
                (.nextReview, discussion.nextReviewOn.map { wording.date($0) }),
                (.notDiscussedReason, discussion.notDiscussedReason), (.reason, discussion.reason),
            ]
        } else {
            // What a case that was not discussed once said stays beside what was decided later.
            texts.append((.notDiscussedReason, discussion.notDiscussedReason))
        }
        return told(texts)
    }

    private func told(_ texts: [(MeetingWord, String?)]) -> [ReportFact] {
        texts.compactMap { word, text in
            text.flatMap { $0.isEmpty ? nil : wording.fact(word, text: $0) }
        }
    }
}
