// The meeting that a page is about, who looks at it, and where its pages are.
package import Domain
import FoundationEssentials
package import Reports

/// Whoever looks at a meeting.
package struct MeetingReader: Sendable, Hashable {
    let id: ID<User>?
    let name: String
    /// The code of the organisation they work for.
    let organisation: String?

    /// Whoever looks.
    ///
    /// - Parameters:
    ///   - id: their account.
    ///   - name: theirs.
    ///   - organisation: the code of the organisation they work for.
    package init(id: ID<User>?, name: String, organisation: String?) {
        (self.id, self.name, self.organisation) = (id, name, organisation)
    }
}

/// A meeting as a page shows it.
package struct MeetingSubject: Sendable {
    /// The meeting as known now.
    package let document: MeetingDocument
    /// Whom its cases are about, as far as they are shared with the reader; of a signed meeting as known at sign-off.
    let patients: [MeetingPatient]
    /// The case that a page is about, where it is shared with the reader; of a signed meeting as known at sign-off.
    let shown: WorkupSubject?
    /// What the reader's role may do.
    let rights: WorkupRights
    /// Whoever looks.
    let reader: MeetingReader
    /// Language and clock.
    package let wording: Wording
    /// Its parts in the words of its report.
    let view: MeetingView

    /// A meeting as a page shows it.
    ///
    /// - Parameters:
    ///   - document: the meeting.
    ///   - history: its versions, where they are shown.
    ///   - patients: whom its cases are about, as far as they are shared with the reader.
    ///   - shown: the case that a page is about.
    ///   - today: the day it is read on.
    ///   - rights: what the reader's role may do.
    ///   - reader: whoever looks.
    ///   - wording: language and clock.
    package init(
        _ document: MeetingDocument,
        history: MeetingHistory = MeetingHistory(),
        patients: [MeetingPatient],
        shown: WorkupSubject?,
        today: LocalDate,
        rights: WorkupRights,
        reader: MeetingReader,
        _ wording: Wording
    ) {
        self.document = document
        self.patients = patients
        self.shown = shown
        self.rights = rights
        self.reader = reader
        self.wording = wording
        view = MeetingView(
            document,
            history: history,
            patients: patients,
            today: today,
            wording
        )
    }

    var head: MeetingHead { document.meeting }

    /// The codes of the organisations that its cases are of, as far as they are shared.
    package var organisations: [String] { patients.map(\.organisation) }

    /// Whether agenda and outcomes can still be written.
    var isOpen: Bool { head.status == .planned || head.status == .held }

    /// Whether it is a meeting of the reader's own organisation, who alone writes it down.
    var isOwn: Bool { head.organisation == reader.organisation }

    /// Whether the reader may put cases on the agenda.
    var mayPlan: Bool { isOpen && isOwn && rights.contains(.planMeetings) }

    /// Whether the reader may write what comes of the cases.
    var mayDecide: Bool { isOpen && isOwn && rights.contains(.decideMeetings) }

    /// Whether the reader may amend what was signed.
    var mayAmend: Bool { head.status == .signed && isOwn && rights.contains(.decideMeetings) }

    /// Whether the reader is the chair, who signs.
    var isChair: Bool { head.isChaired(by: reader.id, named: reader.name) }

    /// Whether the reader may say what an action is, whose and by when.
    package var mayChangeActions: Bool { mayDecide || mayAmend }

    /// Whether the reader may say that an action is done: it is theirs, or they keep what the meeting agreed on.
    package func mayFinish(_ action: MeetingAction) -> Bool {
        guard head.status != .cancelled else { return false }
        return action.ownerID.map { $0 == reader.id } ?? false || (isOwn && rights.contains(.planMeetings))
    }

    /// The address of the meeting or of what is below it.
    package func address(_ path: String = "") -> String { "/meetings/\(head.id)\(path)" }

    /// The address of a case of the meeting or of what is below it.
    package func address(of item: MeetingCase, _ path: String = "") -> String { address("/cases/\(item.id)\(path)") }

    /// The address of a case on the screen in the room.
    package func liveAddress(_ item: MeetingCase) -> String { address("/live?case=\(item.id)") }

    /// `Meeting of 3 Mar 2026 09:00 UTC`.
    package var name: String { "\(wording(MeetingWord.meeting)) \(wording.instant(head.startsAt))" }

    /// The workup behind the case that the page is about; nil where it is not shared with the reader.
    func workup(of item: MeetingCase) -> WorkupSubject? { shown?.document.id == item.workupID ? shown : nil }

    /// The name of the patient of a case.
    package func name(of item: MeetingCase) -> String {
        view.name(of: item) ?? wording(MeetingPageWord.notShared)
    }

    /// Something of a case; where it reads other than it was signed, who amended it, when and why, and what was signed.
    func fact(
        _ label: String,
        _ item: MeetingCase,
        versions: [MeetingCase]? = nil,
        _ value: (MeetingCase) -> String?
    ) -> MeetingPage.Fact {
        let (text, nothing) = (value(item), wording(NothingWord.notRecorded))
        guard let amended = view.amended(item, versions, in: value) else {
            return MeetingPage.Fact(label: label, value: text ?? nothing, isNothing: text == nil)
        }
        return MeetingPage.Fact(label: label, value: "\(text ?? nothing) (\(amended))", isNothing: false)
    }

    /// `Discussed`, with what is special about the line.
    func state(of item: MeetingCase) -> String {
        var state = wording(item.status.label)
        if item.status == .notDiscussed, let reason = item.notDiscussedReason { state += ": \(reason)" }
        return state
    }
}

/// A field of what comes of a case, on pages.
extension MeetingOutcomeField {
    /// How it is filled in.
    var kind: FormField.Kind {
        switch self {
        case .diagnosis, .decision: .area(rows: 3)
        case .dissent, .furtherTests, .patientPreference, .trialEligibility, .notDiscussedReason: .area(rows: 2)
        case .certainty, .informsPatient, .responsibleClinician: .text
        case .informedBy, .nextReviewOn: .day
        }
    }

    /// What a case says there, as it is read.
    func shown(_ item: MeetingCase, _ wording: Wording) -> String? {
        wording.text(of: self, item)
    }
}
