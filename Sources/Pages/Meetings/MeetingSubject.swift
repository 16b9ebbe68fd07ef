// The meeting that a page is about, who looks at it, and where its pages are.
package import Criteria
package import Domain
import FoundationEssentials
package import Reports

/// A meeting as a page shows it.
package struct MeetingSubject: Sendable {
    /// The meeting as known now.
    package let document: MeetingDocument
    /// Its cases, as far as they are shared with the reader; of a signed meeting as known at sign-off.
    let cases: [WorkupSubject]
    /// What the reader's role may do.
    let rights: WorkupRights
    /// The name of whoever looks.
    let reader: String
    /// Language and clock.
    package let wording: Wording
    /// Its parts in the words of its report.
    let view: MeetingView

    /// A meeting as a page shows it.
    ///
    /// - Parameters:
    ///   - document: the meeting.
    ///   - cases: its cases, as far as they are shared with the reader.
    ///   - criteriaSets: the sets, for their names.
    ///   - rights: what the reader's role may do.
    ///   - reader: the name of whoever looks.
    ///   - wording: language and clock.
    package init(
        _ document: MeetingDocument,
        cases: [WorkupSubject],
        criteriaSets: [CriteriaSet],
        rights: WorkupRights,
        reader: String,
        _ wording: Wording
    ) {
        self.document = document
        self.cases = cases
        self.rights = rights
        self.reader = reader
        self.wording = wording
        view = MeetingView(
            document,
            cases: cases.map { MeetingReportCase(document: $0.document, protocol: $0.careProtocol) },
            criteriaSets: criteriaSets,
            wording
        )
    }

    var head: MeetingHead { document.meeting }

    /// The codes of the organisations that its cases are of, as far as they are shared.
    package var organisations: [String] { cases.map(\.document.organisation) }

    /// Whether agenda and outcomes can still be written.
    var isOpen: Bool { head.status == .planned || head.status == .held }

    /// Whether the reader may put cases on the agenda.
    var mayPlan: Bool { isOpen && rights.contains(.planMeetings) }

    /// Whether the reader may write what comes of the cases.
    var mayDecide: Bool { isOpen && rights.contains(.decideMeetings) }

    /// Whether the reader may amend what was signed.
    var mayAmend: Bool { head.status == .signed && rights.contains(.decideMeetings) }

    /// The address of the meeting or of what is below it.
    package func address(_ path: String = "") -> String { "/meetings/\(head.id)\(path)" }

    /// The address of a case of the meeting or of what is below it.
    package func address(of item: MeetingCase, _ path: String = "") -> String { address("/cases/\(item.id)\(path)") }

    /// The address of a case on the screen in the room.
    package func liveAddress(_ item: MeetingCase) -> String { address("/live?case=\(item.id)") }

    /// `Meeting of 3 Mar 2026 09:00 UTC`.
    package var name: String { "\(wording(MeetingWord.meeting)) \(wording.instant(head.startsAt))" }

    /// The workup behind a case; nil where it is not shared with the reader.
    func workup(of item: MeetingCase) -> WorkupSubject? { cases.first { $0.document.id == item.workupID } }

    /// The name of the patient of a case.
    package func name(of item: MeetingCase) -> String {
        workup(of: item)?.view.banner.name ?? wording(MeetingPageWord.notShared)
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
    /// What the field is called.
    var word: MeetingWord {
        switch self {
        case .diagnosis: .diagnosis
        case .certainty: .certainty
        case .decision: .decision
        case .dissent: .dissent
        case .furtherTests: .furtherTests
        case .patientPreference: .preference
        case .informsPatient: .informsPatient
        case .informedBy: .informedBy
        case .trialEligibility: .trialEligibility
        case .responsibleClinician: .responsible
        case .nextReviewOn: .nextReview
        case .notDiscussedReason: .notDiscussedReason
        }
    }

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
        switch self {
        case .informedBy: item.informedBy.map { wording.date($0) }
        case .nextReviewOn: item.nextReviewOn.map { wording.date($0) }
        default: text(of: item)
        }
    }
}

/// An action as pages show it.
struct ShownAction {
    let what: String
    let owner: String
    let due: String
    let state: String
    let reason: String?
    /// By which it is said to be done; nil where that cannot be.
    let done: ShownForm?
    /// Where it is given to somebody else, gets another day, or is dropped; nil where that cannot be.
    let changeAddress: String?

    init(_ action: MeetingAction, of item: MeetingCase, _ subject: MeetingSubject, key: String) {
        let wording = subject.wording
        what = action.what
        owner = action.owner
        due = action.dueOn.map { wording.date($0) } ?? wording(WorklistWord.noDate)
        state = subject.view.state(action)
        reason = action.reason
        let mayChange = subject.rights.contains(.planMeetings) && subject.head.status != .cancelled
        changeAddress = mayChange ? subject.address(of: item, "/actions/\(action.id)/change") : nil
        guard action.state == .open, mayChange else {
            done = nil
            return
        }
        var form = TeamForm(
            action: subject.address(of: item, "/actions/\(action.id)"),
            [],
            button: wording(MeetingPageWord.markDone),
            key: "\(key)-\(action.id)",
            version: action.version
        )
        form.given = [TeamForm.Given("/state", MeetingActionState.done.rawValue)]
        done = ShownForm(form)
    }
}
