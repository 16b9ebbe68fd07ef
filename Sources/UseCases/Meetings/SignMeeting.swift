// Signing a meeting: the chair names what they saw of it, and what was decided stands.
package import Domain
import FoundationEssentials
import Records

/// Signs a meeting as its chair: what was decided stands, later changes are amendments with a reason.
package enum SignMeeting {
    /// What is signed.
    package struct Input: Sendable, Hashable {
        /// The meeting as it was seen: its `state`.
        package let seen: MeetingState

        /// What is signed.
        package init(seen: MeetingState) { self.seen = seen }

        /// The JSON of a signature.
        package static let codec: Codec<Input> = .object(
            "MeetingSignature",
            Input.init(seen:),
            .required("seen", \.seen, MeetingState.codec)
        )
    }

    /// Signs the meeting once it began and every case is discussed, or set aside with a reason. Its chair signs, and only what
    /// they saw: where anything changed since, it is refused.
    ///
    /// - Parameters:
    ///   - meeting: the meeting.
    ///   - version: of its head.
    ///   - input: what was seen.
    ///   - call: who signs.
    ///   - environment: the outside.
    /// - Returns: the meeting.
    /// - Throws: `UseCaseError`; `meeting-changed` where it is not what was seen.
    package static func run(
        _ meeting: ID<Meeting>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.decideMeetings, locking: .meeting(meeting), in: environment) { transaction, stamp in
            let document = try await transaction.findMeeting(meeting)
            let head = document.meeting
            try requireVersion(version, current: head.version)
            let signer = try document.requireSigner(call, at: stamp.at)
            guard let state = document.state, state.versions == input.seen.versions else {
                throw UseCaseError.meetingChanged(since: input.seen, document)
            }
            try document.requireOutcomes()
            let next = MeetingHead(
                id: head.id,
                version: version + 1,
                status: .signed,
                organisation: head.organisation,
                startsAt: head.startsAt,
                place: head.place,
                chair: head.chair,
                chairID: head.chairID,
                coordinator: head.coordinator,
                attendance: head.attendance,
                signedAt: stamp.at,
                signedBy: call.actor.name,
                reason: nil,
                recordedAt: stamp.at
            )
            transaction.insertMeetingVersion(next, signedBy: signer, stamp)
            return try await transaction.meetingChange(
                meeting.uuid,
                version: next.version,
                meeting,
                AuditNote(
                    event: "SignMeeting",
                    action: .update,
                    objectType: "meeting",
                    objectID: meeting.description
                )
            )
        }
    }
}

extension MeetingDocument {
    /// Passes where somebody may sign it now; gives their account.
    fileprivate func requireSigner(_ call: Call, at now: Instant) throws(UseCaseError) -> ID<User> {
        switch meeting.status {
        case .signed: throw .meetingSigned
        case .cancelled: throw .meetingCancelled
        case .planned, .held: break
        }
        guard let signer = call.actor.userID else {
            throw UseCaseError(
                .forbidden,
                "signer-unknown",
                en: "A meeting is signed by a person with an account.",
                nl: "Een overleg wordt ondertekend door iemand met een account."
            )
        }
        guard meeting.hasChair else { throw .noChair }
        guard meeting.isChaired(by: signer, named: call.actor.name) else { throw .notTheChair(meeting.chair ?? "") }
        guard meeting.startsAt <= now else { throw .meetingNotBegun }
        return signer
    }

    /// Passes where it has cases, all of them are shown, and each has its outcome.
    fileprivate func requireOutcomes() throws(UseCaseError) {
        guard !cases.isEmpty else {
            throw UseCaseError(
                .conflict,
                "no-cases",
                en: "There is nothing to sign: the meeting has no cases.",
                nl: "Er is niets te ondertekenen: het overleg heeft geen casussen."
            )
        }
        if let hidden = hiddenCaseCount { throw .hiddenCases(hidden) }
        let open = cases.filter { $0.status == .planned }.count
        guard open == 0 else {
            throw UseCaseError(
                .conflict,
                "cases-open",
                en: "\(open) case(s) have no outcome yet: record a decision, or why they were not discussed.",
                nl:
                    "\(open) casus(sen) hebben nog geen uitkomst: leg een besluit vast, of waarom ze niet besproken zijn."
            )
        }
    }
}

extension UseCaseError {
    /// Somebody changed the meeting after it was looked through. Says how much, without what.
    fileprivate static func meetingChanged(since seen: MeetingState, _ document: MeetingDocument) -> UseCaseError {
        func count(_ versions: [(id: String, version: Int)]) -> Int {
            versions.filter { seen.versions[$0.id] != $0.version }.count
        }
        let cases = count(document.cases.map { ($0.id.description, $0.version) })
        let actions = count(document.cases.flatMap(\.actions).map { ($0.id.description, $0.version) })
        return UseCaseError(
            .conflict,
            "meeting-changed",
            en:
                "The meeting changed after you looked through it (\(cases) case(s) and \(actions) action(s) are new or other "
                + "than you saw). Look at what changed, then sign again.",
            nl:
                "Het overleg is gewijzigd nadat u het doorlas (\(cases) casus(sen) en \(actions) actie(s) zijn nieuw of anders "
                + "dan u zag). Bekijk wat er gewijzigd is en onderteken dan opnieuw."
        )
    }

    /// Nobody is named as the chair, who signs.
    fileprivate static var noChair: UseCaseError {
        UseCaseError(
            .conflict,
            "no-chair",
            en: "The meeting has no chair, and its chair signs it. Say first who was in the chair.",
            nl: "Het overleg heeft geen voorzitter, en de voorzitter ondertekent. Geef eerst aan wie voorzitter was."
        )
    }

    /// What did not take place has nothing to sign.
    fileprivate static var meetingCancelled: UseCaseError {
        UseCaseError(
            .conflict,
            "meeting-cancelled",
            en: "The meeting was cancelled and is not signed. If it was held after all, change its status first.",
            nl: "Het overleg is geannuleerd en wordt niet ondertekend. Is het toch gehouden, wijzig dan eerst de stand."
        )
    }

    /// What is still to come has nothing to sign.
    fileprivate static var meetingNotBegun: UseCaseError {
        UseCaseError(
            .conflict,
            "meeting-not-begun",
            en:
                "The meeting has not begun and can be signed from when it starts. If it was held earlier, change its time.",
            nl:
                "Het overleg is nog niet begonnen en kan vanaf het begin worden ondertekend. Was het eerder, wijzig dan de tijd."
        )
    }
}

extension UseCaseError {
    /// Somebody else is named as the chair.
    static func notTheChair(_ chair: String) -> UseCaseError {
        UseCaseError(
            .conflict,
            "not-the-chair",
            en:
                "\(chair) is the chair of this meeting and signs it. If somebody else was in the chair, change the chair of "
                + "the meeting to them first.",
            nl:
                "\(chair) is de voorzitter van dit overleg en ondertekent. Was iemand anders voorzitter, wijzig dan eerst "
                + "de voorzitter van het overleg."
        )
    }

    /// A signed meeting is changed only by amendments to its cases.
    static var meetingSigned: UseCaseError {
        UseCaseError(
            .conflict,
            "meeting-signed",
            en: "The meeting is signed. A case can be amended with a reason; the meeting itself stays.",
            nl:
                "Het overleg is ondertekend. Een casus kan met een reden worden aangevuld; het overleg zelf blijft staan."
        )
    }
}
