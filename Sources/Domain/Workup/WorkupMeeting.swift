// The shapes of a multidisciplinary meeting: head, cases with their decision, actions.

/// The meeting a workup was or will be discussed in, and what was said of it there.
package struct WorkupMeeting: Sendable, Hashable {
    package let meeting: MeetingHead
    package let discussion: MeetingCase
}

/// A whole meeting: head and cases in the order of the agenda.
package struct MeetingDocument: Sendable, Hashable {
    package let meeting: MeetingHead
    package let cases: [MeetingCase]
}

/// Names a meeting in `ID<Meeting>`.
package enum Meeting {}

/// Where a meeting stands.
package enum MeetingStatus: String, Code {
    case planned, held, signed, cancelled

    /// What a person reads.
    package var label: Localized {
        switch self {
        case .planned: Localized(en: "Planned", nl: "Gepland")
        case .held: Localized(en: "Held", nl: "Gehouden")
        case .signed: Localized(en: "Signed", nl: "Ondertekend")
        case .cancelled: Localized(en: "Cancelled", nl: "Geannuleerd")
        }
    }
}

/// When, where and who of a meeting.
package struct MeetingHead: Sendable, Hashable {
    package let id: ID<Meeting>
    package let version: Int
    package let status: MeetingStatus
    package let organisation: String
    package let startsAt: Instant
    package let place: String?
    package let chair: String?
    package let coordinator: String?
    package let attendance: [Attendee]
    package let signedAt: Instant?
    package let signedBy: String?
    package let reason: String?
    package let recordedAt: Instant
}

/// One person invited to a meeting, and whether they came.
package struct Attendee: Sendable, Hashable {
    package let name: String
    /// A role code, or free words for a guest.
    package let role: String
    package let isPresent: Bool
}

/// Where a case of a meeting stands.
package enum MeetingCaseStatus: String, Code {
    case planned, discussed, notDiscussed, removed

    /// What a person reads.
    package var label: Localized {
        switch self {
        case .planned: Localized(en: "On the agenda", nl: "Op de agenda")
        case .discussed: Localized(en: "Discussed", nl: "Besproken")
        case .notDiscussed: Localized(en: "Not discussed", nl: "Niet besproken")
        case .removed: Localized(en: "Taken off the agenda", nl: "Van de agenda gehaald")
        }
    }
}

/// One case of a meeting: the agenda line and what came of it.
package struct MeetingCase: Sendable, Hashable {
    package let id: ID<MeetingCase>
    package let version: Int
    package let meetingID: ID<Meeting>
    package let workupID: ID<Workup>
    package let patientID: ID<Patient>
    package let status: MeetingCaseStatus
    package let position: Int
    package let question: String?
    package let presenter: String?
    /// Why it was added less than a day before the meeting.
    package let lateReason: String?
    /// The diagnosis in the clinicians' own words.
    package let diagnosis: String?
    package let certainty: String?
    package let decision: String?
    package let dissent: String?
    package let patientPreference: String?
    package let furtherTests: String?
    package let informsPatient: String?
    package let informedBy: LocalDate?
    package let trialEligibility: String?
    package let responsibleClinician: String?
    package let nextReviewOn: LocalDate?
    package let notDiscussedReason: String?
    /// Why it was changed after the meeting was signed.
    package let reason: String?
    package let recordedAt: Instant
    package let recordedBy: String?
    package let actions: [MeetingAction]
}

/// Where an action stands.
package enum MeetingActionState: String, Code {
    case open, done, cancelled

    /// What a person reads.
    package var label: Localized {
        switch self {
        case .open: Localized(en: "Open", nl: "Open")
        case .done: Localized(en: "Done", nl: "Gedaan")
        case .cancelled: Localized(en: "Cancelled", nl: "Geannuleerd")
        }
    }
}

/// What somebody will do, by when.
package struct MeetingAction: Sendable, Hashable {
    package let id: ID<MeetingAction>
    package let version: Int
    package let state: MeetingActionState
    package let what: String
    package let owner: String
    package let dueOn: LocalDate?
    package let doneOn: LocalDate?
    package let reason: String?
}
