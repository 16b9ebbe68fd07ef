// The shapes of a multidisciplinary meeting: head, cases with their decision, actions.

/// The meeting a workup was or will be discussed in, and what was said of it there.
package struct WorkupMeeting: Sendable, Hashable {
    package let meeting: MeetingHead
    package let discussion: MeetingCase
    /// What was signed of it, and every version after that, oldest first; empty where nothing was amended after sign-off.
    package let amended: [MeetingCase]

    package init(
        meeting: MeetingHead,
        discussion: MeetingCase,
        amended: [MeetingCase] = []
    ) {
        self.meeting = meeting
        self.discussion = discussion
        self.amended = amended
    }
}

/// A whole meeting: head and cases in the order of the agenda.
package struct MeetingDocument: Sendable, Hashable {
    package let meeting: MeetingHead
    package let cases: [MeetingCase]
    /// How many more cases there are that the reader may not see; nil where none is.
    package let hiddenCaseCount: Int?
    /// The versions of all that it shows, by which whoever signs names what they saw.
    package let state: MeetingState?

    package init(
        meeting: MeetingHead,
        cases: [MeetingCase] = [],
        hiddenCaseCount: Int? = nil,
        state: MeetingState? = nil
    ) {
        self.meeting = meeting
        self.cases = cases
        self.hiddenCaseCount = hiddenCaseCount
        self.state = state
    }
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
    /// The account of the chair, who alone signs; nil where nobody with an account was named.
    package let chairID: ID<User>?
    package let coordinator: String?
    package let attendance: [Attendee]
    package let signedAt: Instant?
    package let signedBy: String?
    package let reason: String?
    package let recordedAt: Instant

    package init(
        id: ID<Meeting>,
        version: Int,
        status: MeetingStatus,
        organisation: String,
        startsAt: Instant,
        place: String? = nil,
        chair: String? = nil,
        chairID: ID<User>? = nil,
        coordinator: String? = nil,
        attendance: [Attendee] = [],
        signedAt: Instant? = nil,
        signedBy: String? = nil,
        reason: String? = nil,
        recordedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.status = status
        self.organisation = organisation
        self.startsAt = startsAt
        self.place = place
        self.chair = chair
        self.chairID = chairID
        self.coordinator = coordinator
        self.attendance = attendance
        self.signedAt = signedAt
        self.signedBy = signedBy
        self.reason = reason
        self.recordedAt = recordedAt
    }
}

extension MeetingHead {
    /// Whether somebody may sign as the chair: the account that is named; where the chair was named in words alone, whoever is
    /// called so, however it is written. Nobody where there is no chair.
    ///
    /// - Parameters:
    ///   - id: the account of the one who signs.
    ///   - name: theirs.
    /// - Returns: whether they may.
    package func isChaired(by id: ID<User>?, named name: String) -> Bool {
        if let chairID { return chairID == id }
        return hasChair && PersonName.isSame(chair ?? "", name)
    }

    /// Whether a chair is named.
    package var hasChair: Bool { chairID != nil || !PersonName.plain(chair ?? "").isEmpty }
}

/// Names of people as they are compared.
package enum PersonName {
    /// Whether two names are of people who are called the same, however it is written.
    ///
    /// - Parameters:
    ///   - one: a name.
    ///   - other: another one.
    /// - Returns: whether they are the same.
    package static func isSame(_ one: String, _ other: String) -> Bool { plain(one) == plain(other) }

    fileprivate static func plain(_ name: String) -> [Substring] {
        name.lowercased().split(whereSeparator: \.isWhitespace)
    }
}

/// One person invited to a meeting, and whether they came.
package struct Attendee: Sendable, Hashable {
    package let name: String
    /// A role code, or free words for a guest.
    package let role: String
    package let isPresent: Bool

    package init(
        name: String,
        role: String,
        isPresent: Bool
    ) {
        self.name = name
        self.role = role
        self.isPresent = isPresent
    }
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

    package init(
        id: ID<MeetingCase>,
        version: Int,
        meetingID: ID<Meeting>,
        workupID: ID<Workup>,
        patientID: ID<Patient>,
        status: MeetingCaseStatus,
        position: Int,
        question: String? = nil,
        presenter: String? = nil,
        lateReason: String? = nil,
        diagnosis: String? = nil,
        certainty: String? = nil,
        decision: String? = nil,
        dissent: String? = nil,
        patientPreference: String? = nil,
        furtherTests: String? = nil,
        informsPatient: String? = nil,
        informedBy: LocalDate? = nil,
        trialEligibility: String? = nil,
        responsibleClinician: String? = nil,
        nextReviewOn: LocalDate? = nil,
        notDiscussedReason: String? = nil,
        reason: String? = nil,
        recordedAt: Instant,
        recordedBy: String? = nil,
        actions: [MeetingAction] = []
    ) {
        self.id = id
        self.version = version
        self.meetingID = meetingID
        self.workupID = workupID
        self.patientID = patientID
        self.status = status
        self.position = position
        self.question = question
        self.presenter = presenter
        self.lateReason = lateReason
        self.diagnosis = diagnosis
        self.certainty = certainty
        self.decision = decision
        self.dissent = dissent
        self.patientPreference = patientPreference
        self.furtherTests = furtherTests
        self.informsPatient = informsPatient
        self.informedBy = informedBy
        self.trialEligibility = trialEligibility
        self.responsibleClinician = responsibleClinician
        self.nextReviewOn = nextReviewOn
        self.notDiscussedReason = notDiscussedReason
        self.reason = reason
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.actions = actions
    }
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
    /// The account of whoever does it; nil where nobody with an account was named.
    package let ownerID: ID<User>?
    package let dueOn: LocalDate?
    package let doneOn: LocalDate?
    package let reason: String?

    package init(
        id: ID<MeetingAction>,
        version: Int,
        state: MeetingActionState,
        what: String,
        owner: String,
        ownerID: ID<User>? = nil,
        dueOn: LocalDate? = nil,
        doneOn: LocalDate? = nil,
        reason: String? = nil
    ) {
        self.id = id
        self.version = version
        self.state = state
        self.what = what
        self.owner = owner
        self.ownerID = ownerID
        self.dueOn = dueOn
        self.doneOn = doneOn
        self.reason = reason
    }
}
