// What changed of a meeting from one version to the next, field by field, with who changed it, when and why.
import Domain

/// A version of something of a meeting.
enum MeetingVersion {
    case head(MeetingHead)
    case discussion(MeetingCase)
    case action(MeetingActionVersion)
}

/// A change of one field.
struct MeetingChange {
    /// The patient, or the meeting itself.
    let about: ReportValue
    let recordedAt: Instant
    let recordedBy: String?
    let field: String
    let before: String?
    let after: String?
    let reason: String?
}

extension MeetingMatter {
    /// A table of changes; nothing where there are none.
    func table(_ caption: MeetingWord, _ changes: [MeetingChange]) -> [ReportBlock] {
        guard !changes.isEmpty else { return [] }
        let rows = changes.map { change in
            ReportRow.cells([
                change.about, ReportValue(wording.recorded(change.recordedAt, by: change.recordedBy)),
                ReportValue(change.field), wording.value(text: change.before, orElse: .notRecorded),
                wording.value(text: change.after, orElse: .notRecorded),
                wording.value(text: change.reason, orElse: .notRecorded),
            ])
        }
        let columns = [MeetingWord.patient, .recorded, .field, .asBefore, .asAmended, .reason]
        return [.table(wording.table(caption, columns.map { wording.column($0) }, rows))]
    }

    /// The fields that differ from the version before in each version that is asked for, oldest first; what is new says what it is.
    func changes(in isAsked: (MeetingVersion) -> Bool) -> [MeetingChange] {
        headChanges(isAsked)
            + (lines + removedLines).flatMap { line in caseChanges(line, isAsked) + actionChanges(line, isAsked) }
    }

    /// The cases that were taken off the agenda, as they were then.
    private var removedLines: [MeetingCase] {
        let newest = Dictionary(grouping: history.cases, by: \.id).values.compactMap { versions in
            versions.max { $0.version < $1.version }
        }
        return newest.filter { $0.status == .removed }.sorted { ($0.position, $0.id) < ($1.position, $1.id) }
    }

    /// What changed since somebody saw the meeting.
    func changes(since seen: MeetingState) -> [MeetingChange] {
        func isNew(_ id: String, _ version: Int) -> Bool { version > seen.versions[id] ?? 0 }
        return changes { version in
            switch version {
            case .head(let head): isNew(head.id.description, head.version)
            case .discussion(let item): isNew(item.id.description, item.version)
            case .action(let item): isNew(item.action.id.description, item.action.version)
            }
        }
    }

    private func headChanges(_ isAsked: (MeetingVersion) -> Bool) -> [MeetingChange] {
        let fields: [(MeetingWord, (MeetingHead) -> String?)] = [
            (.status, { $0.status.label(wording.language) }), (.date, { wording.instant($0.startsAt) }),
            (.place, \.place), (.chair, \.chair), (.coordinator, \.coordinator),
            (.attendance, { attendanceWords($0) }),
        ]
        return zip(history.heads, history.heads.dropFirst()).flatMap { earlier, later -> [MeetingChange] in
            guard isAsked(.head(later)) else { return [] }
            return fields.compactMap { word, value in
                let (one, other) = (value(earlier), value(later))
                guard one != other else { return nil }
                return MeetingChange(
                    about: ReportValue(wording(MeetingWord.meetingItself)),
                    recordedAt: later.recordedAt,
                    recordedBy: nil,
                    field: wording(word),
                    before: one,
                    after: other,
                    reason: later.reason
                )
            }
        }
    }

    private func attendanceWords(_ head: MeetingHead) -> String? {
        guard !head.attendance.isEmpty else { return nil }
        return head.attendance.map { person in
            let presence = wording(person.isPresent ? MeetingWord.present : .absent)
            return "\(person.name) (\(wording.lowercasingFirst(presence)))"
        }.joined(separator: "; ")
    }

    private func caseChanges(_ line: MeetingCase, _ isAsked: (MeetingVersion) -> Bool) -> [MeetingChange] {
        let fields: [(MeetingWord, (MeetingCase) -> String?)] = [
            (.status, { $0.status.label(wording.language) }), (.question, \.question), (.presenter, \.presenter),
            (.diagnosis, \.diagnosis), (.certainty, \.certainty), (.decision, \.decision), (.dissent, \.dissent),
            (.preference, \.patientPreference), (.furtherTests, \.furtherTests),
            (.informsPatient, \.informsPatient), (.informedBy, { $0.informedBy.map { wording.date($0) } }),
            (.trialEligibility, \.trialEligibility), (.responsible, \.responsibleClinician),
            (.nextReview, { $0.nextReviewOn.map { wording.date($0) } }), (.notDiscussedReason, \.notDiscussedReason),
        ]
        let versions = history.versions(of: line.id)
        return zip([nil] + versions.map(Optional.some), versions).flatMap { earlier, later -> [MeetingChange] in
            guard isAsked(.discussion(later)) else { return [] }
            return fields.compactMap { word, value in
                let (one, other) = (earlier.flatMap(value), value(later))
                guard one != other else { return nil }
                return MeetingChange(
                    about: patient(line),
                    recordedAt: later.recordedAt,
                    recordedBy: later.recordedBy,
                    field: wording(word),
                    before: one,
                    after: other,
                    reason: later.reason
                )
            }
        }
    }

    private func actionChanges(_ line: MeetingCase, _ isAsked: (MeetingVersion) -> Bool) -> [MeetingChange] {
        let fields: [(MeetingWord, (MeetingAction) -> String?)] = [
            (.what, \.what), (.owner, \.owner), (.due, { $0.dueOn.map { wording.date($0) } }),
        ]
        return line.actions.flatMap { action -> [MeetingChange] in
            let versions = history.versions(of: action.id)
            return zip([nil] + versions.map(Optional.some), versions).flatMap { earlier, later -> [MeetingChange] in
                guard isAsked(.action(later)) else { return [] }
                return fields.compactMap { word, value in
                    let (one, other) = (earlier.flatMap { value($0.action) }, value(later.action))
                    guard one != other else { return nil }
                    return MeetingChange(
                        about: patient(line),
                        recordedAt: later.recordedAt,
                        recordedBy: later.recordedBy,
                        field: "\(wording(MeetingWord.action)): \(wording.lowercasingFirst(wording(word)))",
                        before: one,
                        after: other,
                        reason: later.action.reason
                    )
                }
            }
        }
    }
}
