// What changed after a meeting was signed: said on the agenda as such, never mixed with what was signed, each change with its
// own who, when and reason.
import Domain

extension MeetingHead {
    /// Whether a case of this meeting was recorded after the meeting was signed.
    func isAmended(_ discussion: MeetingCase) -> Bool {
        status == .signed && signedAt.map { $0 < discussion.recordedAt } ?? false
    }
}

extension Wording {
    /// When something was recorded, and by whom.
    func recorded(_ instant: Instant, by name: String?) -> String {
        [self.instant(instant), name].compactMap(\.self).joined(separator: ", ")
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

    /// A case that was amended, with what was signed of it.
    func signedCase(_ line: MeetingCase) -> SignedCase? { SignedCase(history.versions(of: line.id), of: head) }

    /// When a case was amended, oldest first: who did and why stands with what they changed.
    func amendments(of line: MeetingCase) -> String? {
        guard head.isAmended(line) else { return nil }
        let later = history.versions(of: line.id).filter { head.isAmended($0) }
        return later.isEmpty
            ? wording.amendment(line) : later.map { wording.instant($0.recordedAt) }.joined(separator: ", ")
    }

    /// Everything that was amended after sign-off: what stood there before and what was made of it, by whom, when and why.
    var amendments: [ReportBlock] {
        guard head.status == .signed, let signedAt = head.signedAt else { return [] }
        return table(
            .amended,
            changes { version in
                switch version {
                case .head: false
                case .discussion(let item): item.recordedAt > signedAt
                case .action(let item): item.recordedAt > signedAt
                }
            }
        )
    }

    /// What an action says after sign-off that was not signed: that it was agreed on or amended later, and since when it stands
    /// where it stands. The latter is no amendment: an action goes on as a task.
    func afterSignOff(_ action: MeetingAction) -> String? {
        guard head.status == .signed, let signedAt = head.signedAt else { return nil }
        let versions = history.versions(of: action.id)
        var words: [String] = []
        if let first = versions.first, first.recordedAt > signedAt {
            words.append(wording(MeetingWord.afterSignOff))
        } else if zip(versions, versions.dropFirst()).contains(where: { earlier, later in
            later.recordedAt > signedAt && !later.action.agreesOnTheSame(as: earlier.action)
        }) {
            words.append(wording.lowercasingFirst(wording(MeetingWord.amended)))
        }
        let since = versions.reversed().prefix { $0.action.state == action.state }.last
        if let since, since.action.version > 1, since.recordedAt > signedAt {
            let day = wording.day(of: since.recordedAt)
            // The day on which it was done says so already.
            if action.doneOn != day { words.append("\(wording(MeetingWord.stateSince)) \(wording.date(day))") }
        }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }
}
