// What somebody has to do: a step of a workup that was given to them, or an action that a meeting agreed on.

/// The patient of a task, as far as a list tells.
package struct TaskPatient: Sendable, Hashable {
    package let id: ID<Patient>
    package let familyName: String
    package let givenNames: [String]
    package let birthDate: PartialDate?
    package let sex: Sex

    static let codec: Codec<TaskPatient> = .object(
        "TaskPatient",
        TaskPatient.init,
        .required("id", \.id, .id()),
        .required("familyName", \.familyName, .text(max: 200)),
        .required("givenNames", \.givenNames, .list(.text(max: 200), count: 0...100)),
        .optional("birthDate", \.birthDate, .partialDate),
        .required("sex", \.sex, .code)
    )
}

/// An open step that was given to somebody or to their organisation.
package struct TaskLine: Sendable, Hashable {
    package let workupID: ID<Workup>
    package let patient: TaskPatient
    /// The code of the organisation that answers for the workup.
    package let organisation: String
    package let question: String?
    package let protocolCode: String
    package let protocolVersion: Int
    package let step: String
    package let version: Int
    package let state: StepState
    package let dueOn: LocalDate?
    package let isOverdue: Bool
    package let waitingDays: Int
    package let note: String?

    /// The JSON of a line.
    package static let codec: Codec<TaskLine> = .object(
        "TaskLine",
        TaskLine.init,
        .required("workupId", \.workupID, .id()),
        .required("patient", \.patient, TaskPatient.codec),
        .required("organisation", \.organisation, .text(max: 200)),
        .optional("question", \.question, .note()),
        .required("protocol", \.protocolCode, .text(max: 100)),
        .required("protocolVersion", \.protocolVersion, .integer(1...Int(Int32.max))),
        .required("step", \.step, .text(max: 100)),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("state", \.state, .code),
        .optional("dueOn", \.dueOn, .date),
        .required("isOverdue", \.isOverdue, .bool),
        .required("waitingDays", \.waitingDays, .integer(0...1_000_000)),
        .optional("note", \.note, .note())
    )
}

/// An open action of a meeting, in the list of whoever does it.
package struct MeetingActionLine: Sendable, Hashable {
    package let id: ID<MeetingAction>
    package let version: Int
    package let meetingID: ID<Meeting>
    package let caseID: ID<MeetingCase>
    package let workupID: ID<Workup>
    /// The code of the organisation that holds the meeting.
    package let organisation: String
    package let meetingStartsAt: Instant
    package let patient: TaskPatient
    package let what: String
    package let owner: String
    package let ownerID: ID<User>?
    /// Whether it is the reader's own, and not another's of their organisation.
    package let isOwn: Bool
    /// False where the owner does not see the case, so that it stands on the list of the meeting's own organisation.
    package let ownerSeesCase: Bool?
    package let dueOn: LocalDate?
    package let isOverdue: Bool

    /// The JSON of a line.
    package static let codec: Codec<MeetingActionLine> = .object(
        "MeetingActionLine",
        MeetingActionLine.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("meetingId", \.meetingID, .id()),
        .required("caseId", \.caseID, .id()),
        .required("workupId", \.workupID, .id()),
        .required("organisation", \.organisation, .text(max: 200)),
        .required("meetingStartsAt", \.meetingStartsAt, .instant),
        .required("patient", \.patient, TaskPatient.codec),
        .required("what", \.what, .note(max: 2_000)),
        .required("owner", \.owner, .text(max: 200)),
        .optional("ownerId", \.ownerID, .id()),
        .required("isOwn", \.isOwn, .bool),
        .optional("ownerSeesCase", \.ownerSeesCase, .bool),
        .optional("dueOn", \.dueOn, .date),
        .required("isOverdue", \.isOverdue, .bool)
    )
}
