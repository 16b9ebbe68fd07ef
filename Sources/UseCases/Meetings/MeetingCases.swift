// Cases of a meeting: put on the agenda, prepared, decided on, amended.
package import Domain
import FoundationEssentials
import Records

/// Puts a workup on the agenda of a meeting.
package enum AddMeetingCase {
    /// Which workup, and what is asked.
    package struct Input: Sendable, Hashable {
        package let workupID: ID<Workup>
        package let question: String?
        package let presenter: String?
        package let lateReason: String?

        package init(workupID: ID<Workup>, question: String?, presenter: String?, lateReason: String?) {
            self.workupID = workupID
            self.question = question
            self.presenter = presenter
            self.lateReason = lateReason
        }

        /// The JSON of an agenda line.
        package static let codec: Codec<Input> = .object(
            "NewMeetingCase",
            Input.init(workupID:question:presenter:lateReason:),
            .required("workupId", \.workupID, .id()),
            .optional("question", \.question, .note(max: 4_000)),
            .optional("presenter", \.presenter, .text(max: 200)),
            .optional("lateReason", \.lateReason, .note(max: 2_000))
        )
    }

    /// Adds the case at the end of the agenda. Less than a day before the meeting it takes a reason.
    package static func run(
        _ meeting: ID<Meeting>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.planMeetings, locking: .meeting(meeting), in: environment) { transaction, stamp in
            let document = try await transaction.findMeeting(meeting)
            try document.meeting.requireOpen()
            // What is shown to a meeting is seen by whoever brings it.
            try await transaction.requireReach(of: input.workupID, .whole, for: call, at: stamp.at)
            try transaction.refuseInEmergency()
            let row = try await transaction.findWorkup(input.workupID)
            let dayMicroseconds: Int64 = 86_400_000_000
            let isLate =
                document.meeting.startsAt.microsecondsSince1970 - stamp.at.microsecondsSince1970 < dayMicroseconds
            guard !isLate || input.lateReason != nil else {
                throw UseCaseError.invalid(
                    "/lateReason",
                    .missing,
                    en: "The meeting starts within a day: say why this case is added so late.",
                    nl: "Het overleg begint binnen een dag: geef aan waarom deze casus zo laat wordt toegevoegd."
                )
            }
            let item = MeetingCase(
                id: environment.makeID(),
                meetingID: meeting,
                workupID: input.workupID,
                patientID: row.patientID,
                position: (document.cases.map(\.position).max() ?? 0) + 1,
                question: input.question ?? row.question,
                presenter: input.presenter,
                lateReason: input.lateReason,
                recordedAt: stamp.at
            )
            transaction.insertMeetingCase(item, stamp)
            return try await transaction.meetingChange(
                item.id.uuid,
                version: 1,
                meeting,
                .meetingCase("AddMeetingCase", .create, item)
            )
        }
    }
}

/// Changes a case of a meeting: its agenda line, or what came of it.
package enum ChangeMeetingCase {
    /// What changes; what is left out stays.
    package struct Input: Sendable, Hashable {
        package var status: MeetingCaseStatus?
        package var position: Int?
        package var question: String?
        package var presenter: String?
        package var diagnosis: String?
        package var certainty: String?
        package var decision: String?
        package var dissent: String?
        package var patientPreference: String?
        package var furtherTests: String?
        package var informsPatient: String?
        package var informedBy: LocalDate?
        package var trialEligibility: String?
        package var responsibleClinician: String?
        package var nextReviewOn: LocalDate?
        package var notDiscussedReason: String?
        package var reason: String?

        /// A change of nothing, to be filled in.
        package init() {}

        init(
            status: MeetingCaseStatus?,
            position: Int?,
            question: String?,
            presenter: String?,
            diagnosis: String?,
            certainty: String?,
            decision: String?,
            dissent: String?,
            patientPreference: String?,
            furtherTests: String?,
            informsPatient: String?,
            informedBy: LocalDate?,
            trialEligibility: String?,
            responsibleClinician: String?,
            nextReviewOn: LocalDate?,
            notDiscussedReason: String?,
            reason: String?
        ) {
            self.status = status
            self.position = position
            self.question = question
            self.presenter = presenter
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
        }

        /// The JSON of a change. A decision makes the case discussed.
        package static let codec: Codec<Input> = .object(
            "MeetingCaseChange",
            Input.init(
                status:
                position:
                question:
                presenter:
                diagnosis:
                certainty:
                decision:
                dissent:
                patientPreference:
                furtherTests:
                informsPatient:
                informedBy:
                trialEligibility:
                responsibleClinician:
                nextReviewOn:
                notDiscussedReason:
                reason:
            ),
            .optional("status", \.status, .code),
            .optional("position", \.position, .integer(1...500)),
            .optional("question", \.question, .note(max: 4_000)),
            .optional("presenter", \.presenter, .text(max: 200)),
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
            .optional("reason", \.reason, .note())
        )

        /// Whether it says what came of the case, which takes another permission than the agenda does: everything but
        /// place, question and presenter, and taking it off an agenda it is still on.
        var decides: Bool {
            var agenda = Input()
            agenda.position = position
            agenda.question = question
            agenda.presenter = presenter
            agenda.reason = reason
            agenda.status = status == .removed ? .removed : nil
            return self != agenda
        }
    }

    /// Records the change against the version it was made for. After sign-off it is an amendment and takes a reason.
    package static func run(
        _ meeting: ID<Meeting>,
        _ meetingCase: ID<MeetingCase>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        let permission: Permission = input.decides ? .decideMeetings : .planMeetings
        return try await call.change(permission, locking: .meeting(meeting), in: environment) { transaction, stamp in
            let document = try await transaction.findMeeting(meeting)
            guard let item = document.cases.first(where: { $0.id == meetingCase }) else {
                throw UseCaseError.notFound("case of this meeting", "Deze casus van dit overleg")
            }
            try requireVersion(version, current: item.version)
            let next = item.changed(by: input)
            try item.requireKept(in: document.meeting, as: next)
            if document.meeting.status == .signed, (input.reason ?? "").isEmpty {
                throw UseCaseError.unreasonedAmendment
            }
            try next.requireOutcome()
            let begins = environment.day(document.meeting.startsAt)
            try item.requireSettling(as: next, of: begins, today: environment.day(stamp.at))
            transaction.insertMeetingCase(next, stamp)
            if next.status == .discussed, item.status != .discussed {
                let row = try await transaction.findWorkup(item.workupID)
                try await transaction.updateSteps(of: row, stamp, environment) { board in
                    board.record(.meetingDecision, on: begins)
                }
            }
            return try await transaction.meetingChange(
                item.id.uuid,
                version: next.version,
                meeting,
                .meetingCase(input.decides ? "DecideMeetingCase" : "ChangeMeetingCase", .update, next)
            )
        }
    }
}

extension MeetingCase {
    /// A new line of the agenda.
    init(
        id: ID<MeetingCase>,
        meetingID: ID<Meeting>,
        workupID: ID<Workup>,
        patientID: ID<Patient>,
        position: Int,
        question: String?,
        presenter: String?,
        lateReason: String?,
        recordedAt: Instant
    ) {
        self.init(
            id: id,
            version: 1,
            meetingID: meetingID,
            workupID: workupID,
            patientID: patientID,
            status: .planned,
            position: position,
            question: question,
            presenter: presenter,
            lateReason: lateReason,
            diagnosis: nil,
            certainty: nil,
            decision: nil,
            dissent: nil,
            patientPreference: nil,
            furtherTests: nil,
            informsPatient: nil,
            informedBy: nil,
            trialEligibility: nil,
            responsibleClinician: nil,
            nextReviewOn: nil,
            notDiscussedReason: nil,
            reason: nil,
            recordedAt: recordedAt,
            recordedBy: nil,
            actions: []
        )
    }

    /// The case one version further; a field that is emptied says nothing afterwards.
    func changed(by input: ChangeMeetingCase.Input, emptying emptied: MeetingOutcomeField? = nil) -> MeetingCase {
        func kept<Value>(_ field: MeetingOutcomeField, _ new: Value?, _ old: Value?) -> Value? {
            field == emptied ? nil : new ?? old
        }
        let isDecided = input.decision != nil && input.status == nil && (status == .planned || status == .notDiscussed)
        return MeetingCase(
            id: id,
            version: version + 1,
            meetingID: meetingID,
            workupID: workupID,
            patientID: patientID,
            status: isDecided ? .discussed : input.status ?? status,
            position: input.position ?? position,
            question: input.question ?? question,
            presenter: input.presenter ?? presenter,
            lateReason: lateReason,
            diagnosis: kept(.diagnosis, input.diagnosis, diagnosis),
            certainty: kept(.certainty, input.certainty, certainty),
            decision: kept(.decision, input.decision, decision),
            dissent: kept(.dissent, input.dissent, dissent),
            patientPreference: kept(.patientPreference, input.patientPreference, patientPreference),
            furtherTests: kept(.furtherTests, input.furtherTests, furtherTests),
            informsPatient: kept(.informsPatient, input.informsPatient, informsPatient),
            informedBy: kept(.informedBy, input.informedBy, informedBy),
            trialEligibility: kept(.trialEligibility, input.trialEligibility, trialEligibility),
            responsibleClinician: kept(.responsibleClinician, input.responsibleClinician, responsibleClinician),
            nextReviewOn: kept(.nextReviewOn, input.nextReviewOn, nextReviewOn),
            notDiscussedReason: kept(.notDiscussedReason, input.notDiscussedReason, notDiscussedReason),
            reason: input.reason,
            recordedAt: recordedAt,
            recordedBy: recordedBy,
            actions: actions
        )
    }
}

extension AuditNote {
    /// An act on a case of a meeting, for the reason of the case's version where no other is given.
    static func meetingCase(
        _ event: String,
        _ action: AuditAction,
        _ item: MeetingCase,
        because reason: String? = nil
    ) -> AuditNote {
        AuditNote(
            event: event,
            action: action,
            patientID: item.patientID,
            workupID: item.workupID,
            objectType: "meetingCase",
            objectID: item.id.description,
            reason: reason ?? item.reason
        )
    }
}
