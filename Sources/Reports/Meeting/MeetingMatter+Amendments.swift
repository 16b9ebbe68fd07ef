// What changed after a meeting was signed: said on the agenda as such, never mixed with what was signed.
import Domain

extension MeetingHead {
    /// Whether a case of this meeting was recorded after the meeting was signed.
    func isAmended(_ discussion: MeetingCase) -> Bool {
        status == .signed && signedAt.map { $0 < discussion.recordedAt } ?? false
    }
}

extension Wording {
    /// When a case was amended, and why.
    func amendment(_ discussion: MeetingCase) -> String {
        "\(instant(discussion.recordedAt)): \(discussion.reason ?? self(NothingWord.notRecorded))"
    }
}

extension MeetingMatter {
    /// The case as it was signed; nil where the case report speaks of another instant, or is not there.
    func signed(_ line: MeetingCase) -> MeetingCase? {
        guard head.status == .signed, let signedAt = head.signedAt,
            let document = cases.first(where: { $0.document.id == line.workupID })?.document,
            document.asOf == signedAt
        else { return nil }
        return document.meetings.first { $0.discussion.id == line.id }?.discussion
    }

    /// Whether the agenda tells more than was known at sign-off, of which the case reports speak.
    var isPastSignOff: Bool {
        lines.contains { line in
            guard let signed = signed(line) else { return false }
            return head.isAmended(line) || line.actions != signed.actions
        }
    }

    /// What the agenda and the case reports speak of.
    var asOfWords: String? {
        cases.first?.document.asOf.map { asOf in
            isPastSignOff
                ? "\(wording(MeetingWord.reportsAsSigned)) \(wording.instant(asOf)). \(wording(MeetingWord.agendaAsNow))"
                : "\(wording(FrameWord.asOf)) \(wording.instant(asOf)). \(wording(FrameWord.asOfExplanation))"
        }
    }

    /// The amended cases whose signed version is known, each with what was signed and what was made of it.
    var amendments: [ReportBlock] {
        let rows = lines.flatMap { line -> [ReportRow] in
            guard head.isAmended(line), let signed = signed(line) else { return [] }
            let patient = patient(line, cases.first { $0.document.id == line.workupID }?.document.patient)
            return changes(from: signed, to: line).map { change in
                .cells([
                    patient, ReportValue(change.field), wording.value(text: change.before, orElse: .notRecorded),
                    wording.value(text: change.after, orElse: .notRecorded), ReportValue(wording.amendment(line)),
                ])
            }
        }
        guard !rows.isEmpty else { return [] }
        let columns = [MeetingWord.patient, .field, .asSigned, .asAmended, .reason]
        return [.table(wording.table(MeetingWord.amended, columns.map { wording.column($0) }, rows))]
    }

    private func changes(
        from before: MeetingCase,
        to after: MeetingCase
    ) -> [(field: String, before: String?, after: String?)] {
        let fields: [(MeetingWord, (MeetingCase) -> String?)] = [
            (.status, { $0.status.label(wording.language) }), (.question, \.question), (.presenter, \.presenter),
            (.diagnosis, \.diagnosis), (.certainty, \.certainty), (.decision, \.decision), (.dissent, \.dissent),
            (.preference, \.patientPreference), (.furtherTests, \.furtherTests),
            (.informsPatient, \.informsPatient), (.informedBy, { $0.informedBy.map { wording.date($0) } }),
            (.trialEligibility, \.trialEligibility), (.responsible, \.responsibleClinician),
            (.nextReview, { $0.nextReviewOn.map { wording.date($0) } }), (.notDiscussedReason, \.notDiscussedReason),
        ]
        return fields.compactMap { word, value in
            let (one, other) = (value(before), value(after))
            return one == other ? nil : (wording(word), one, other)
        }
    }
}
