// A case that was amended after its meeting was signed: what was signed of it, and each amendment with its who, when and why.
package import Domain

/// What was signed of a case, and what was made of it afterwards.
struct SignedCase {
    let signed: MeetingCase
    /// The versions after sign-off, oldest first; not empty.
    let later: [MeetingCase]

    /// A case of a signed meeting; nil where it was not amended.
    ///
    /// - Parameters:
    ///   - versions: of the case, oldest first, from the one that was signed or earlier.
    ///   - head: of its meeting.
    init?(_ versions: [MeetingCase], of head: MeetingHead) {
        guard let signed = versions.last(where: { !head.isAmended($0) }) else { return nil }
        let later = versions.filter { head.isAmended($0) }
        guard head.status == .signed, !later.isEmpty else { return nil }
        (self.signed, self.later) = (signed, later)
    }

    /// The amendments that changed something, oldest first.
    ///
    /// - Parameter value: what is asked about.
    /// - Returns: the versions in which it became other than before.
    func amendments<Value: Equatable>(of value: (MeetingCase) -> Value) -> [MeetingCase] {
        zip([signed] + later, later).filter { value($0) != value($1) }.map(\.1)
    }

    /// Whether something reads other than it was signed.
    func differs<Value: Equatable>(in value: (MeetingCase) -> Value) -> Bool { later.last.map(value) != value(signed) }
}

extension Wording {
    /// When a case was amended, by whom, and why: `12 Feb 2026 10:00 UTC, B. Person: said later`.
    func amendment(_ discussion: MeetingCase) -> String {
        "\(recorded(discussion.recordedAt, by: discussion.recordedBy)): "
            + (discussion.reason ?? self(NothingWord.notRecorded))
    }

    /// `amended after sign-off 12 Feb 2026 10:00 UTC, B. Person: said later`, for each of several amendments.
    func amendments(_ versions: [MeetingCase]) -> String {
        "\(lowercasingFirst(self(MeetingWord.amended))) \(versions.map { amendment($0) }.joined(separator: "; "))"
    }

    /// How one thing reads other than it was signed; nil where it does not.
    ///
    /// - Parameters:
    ///   - amended: the case.
    ///   - value: what is asked about, in words.
    /// - Returns: the amendments with what was signed.
    func told(_ amended: SignedCase?, _ value: (MeetingCase) -> String?) -> String? {
        guard let amended, amended.differs(in: value) else { return nil }
        let signed = value(amended.signed) ?? self(NothingWord.notRecorded)
        return "\(amendments(amended.amendments(of: value))); \(self(MeetingWord.asSigned)): \(signed)"
    }
}

extension WorkupMeeting {
    /// What a meeting decided on a case; where that was amended, by whom, when and why, and what was signed.
    ///
    /// - Parameter wording: language and clock.
    /// - Returns: the text; nil where nothing is decided.
    package func decision(in wording: Wording) -> String? {
        guard discussion.status == .discussed, let decision = discussion.decision else { return nil }
        return wording.told(SignedCase(amended, of: meeting), \.decision).map { "\(decision) (\($0))" } ?? decision
    }
}
