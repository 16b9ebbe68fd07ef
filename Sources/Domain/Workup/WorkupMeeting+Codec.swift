// The JSON of meetings, the same that `sql/functions/workup_meetings.sql` assembles.

extension WorkupMeeting {
    /// Meeting and case.
    package static let codec: Codec<WorkupMeeting> = .object(
        "WorkupMeeting",
        WorkupMeeting.init,
        .required("meeting", \.meeting, MeetingHead.codec),
        .required("case", \.discussion, MeetingCase.codec),
        .list("amended", \.amended, MeetingCase.codec, max: 10_000)
    )
}

extension MeetingDocument {
    /// A whole meeting.
    package static let codec: Codec<MeetingDocument> = .object(
        "Meeting",
        MeetingDocument.init,
        .required("meeting", \.meeting, MeetingHead.codec),
        .list("cases", \.cases, MeetingCase.codec, max: 500),
        .optional("hiddenCaseCount", \.hiddenCaseCount, .integer(1...10_000)),
        .optional("state", \.state, MeetingState.codec)
    )
}

extension MeetingHead {
    /// When, where and who.
    package static let codec: Codec<MeetingHead> = .object(
        "MeetingHead",
        MeetingHead.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("status", \.status, .code),
        .required("organisation", \.organisation, .text(max: 32)),
        .required("startsAt", \.startsAt, .instant),
        .optional("place", \.place, .text(max: 200)),
        .optional("chair", \.chair, .text(max: 200)),
        .optional("chairId", \.chairID, .id()),
        .optional("coordinator", \.coordinator, .text(max: 200)),
        .list("attendance", \.attendance, Attendee.codec, max: 100),
        .optional("signedAt", \.signedAt, .instant),
        .optional("signedBy", \.signedBy, .text(max: 200)),
        .optional("reason", \.reason, .note()),
        .required("recordedAt", \.recordedAt, .instant)
    )
}

extension Attendee {
    /// Name, role and whether they came.
    package static let codec: Codec<Attendee> = .object(
        "Attendee",
        Attendee.init,
        .required("name", \.name, .text(max: 200)),
        .required("role", \.role, .text(max: 100)),
        .required("isPresent", \.isPresent, .bool)
    )
}

extension MeetingCase {
    /// Agenda line, outcome and actions.
    package static let codec: Codec<MeetingCase> = .object(
        "MeetingCase",
        MeetingCase.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("meetingId", \.meetingID, .id()),
        .required("workupId", \.workupID, .id()),
        .required("patientId", \.patientID, .id()),
        .required("status", \.status, .code),
        .required("position", \.position, .integer(0...10_000)),
        .optional("question", \.question, .note()),
        .optional("presenter", \.presenter, .text(max: 200)),
        .optional("lateReason", \.lateReason, .note()),
        .optional("diagnosis", \.diagnosis, .note()),
        .optional("certainty", \.certainty, .text(max: 200)),
        .optional("decision", \.decision, .note()),
        .optional("dissent", \.dissent, .note()),
        .optional("patientPreference", \.patientPreference, .note()),
        .optional("furtherTests", \.furtherTests, .note()),
        .optional("informsPatient", \.informsPatient, .text(max: 200)),
        .optional("informedBy", \.informedBy, .date),
        .optional("trialEligibility", \.trialEligibility, .note()),
        .optional("responsibleClinician", \.responsibleClinician, .text(max: 200)),
        .optional("nextReviewOn", \.nextReviewOn, .date),
        .optional("notDiscussedReason", \.notDiscussedReason, .note()),
        .optional("reason", \.reason, .note()),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200)),
        .list("actions", \.actions, MeetingAction.codec, max: 200)
    )
}

extension MeetingAction {
    /// What, who, by when.
    package static let codec: Codec<MeetingAction> = .object(
        "MeetingAction",
        MeetingAction.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("state", \.state, .code),
        .required("what", \.what, .note(max: 2_000)),
        .required("owner", \.owner, .text(max: 200)),
        .optional("ownerId", \.ownerID, .id()),
        .optional("dueOn", \.dueOn, .date),
        .optional("doneOn", \.doneOn, .date),
        .optional("reason", \.reason, .note())
    )
}
