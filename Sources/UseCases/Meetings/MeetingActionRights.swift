// Who may do what with an action of a meeting, and who can be named as its owner.
import Domain
import FoundationEssentials
import Records

/// What somebody does with an action.
enum ActionRight {
    /// Saying what is to be done, by whom and by when, or that it is not to be done any more.
    case ofMeeting
    /// Saying whether it is done.
    case ofOwner
}

extension Call {
    /// Whether an action is the caller's own to do.
    func owns(_ action: MeetingAction) -> Bool {
        actor.userID != nil && action.ownerID == actor.userID
    }

    /// Passes where the caller may do so with an action: what was agreed is changed by those who decide in meetings where the
    /// meeting was held, whether it is done is said there or by its owner. That the case is shared gives nobody either.
    func requireRight(
        _ right: ActionRight,
        to action: MeetingAction,
        in head: MeetingHead
    ) throws(UseCaseError) {
        guard actor.userID != nil else { return }
        let isOwn = head.organisation == actor.organisationCode
        let isAllowed =
            switch right {
            case .ofMeeting: isOwn && Permission.decideMeetings.roles.contains(actor.role)
            case .ofOwner: owns(action) || (isOwn && Permission.planMeetings.roles.contains(actor.role))
            }
        guard !isAllowed else { return }
        throw owns(action) ? .onlyDone : .notYourAction
    }
}

extension UseCaseError {
    /// What was agreed after or changed since a meeting was signed is an amendment.
    static var unreasonedAmendment: UseCaseError {
        invalid(
            "/reason",
            .missing,
            en: "The meeting is signed: an amendment needs a reason.",
            nl: "Het overleg is ondertekend: een aanvulling heeft een reden nodig."
        )
    }

    /// An action of somebody else, from a meeting of another organisation or that the caller's role does not write down.
    fileprivate static var notYourAction: UseCaseError {
        UseCaseError(
            .forbidden,
            "not-your-action",
            en:
                "This action is not yours. Its owner says whether it is done; ask them, or those who decide in the meeting.",
            nl:
                "Dit is niet uw actie. Wie de actie heeft zegt of die gedaan is; vraag het daar, of wie in het overleg beslist."
        )
    }

    /// The owner of an action changes what was agreed.
    fileprivate static var onlyDone: UseCaseError {
        UseCaseError(
            .forbidden,
            "not-your-action",
            en:
                "You can say whether your action is done. What it is, whose and by when is changed by those who decide in "
                + "the meeting: ask them.",
            nl:
                "U kunt zeggen of uw actie gedaan is. Wat die is, van wie en tot wanneer wijzigt wie in het overleg beslist: "
                + "vraag het daar."
        )
    }
}

extension RecordTransaction {
    /// Passes where the caller sees a case without having broken the glass.
    func requireOwnSight(of item: MeetingCase, for call: Call, at now: Instant) async throws {
        try await requireReach(of: item.workupID, .whole, for: call, at: now)
        try refuseInEmergency()
    }

    /// Who does an action: the account that is named, with its own name, or somebody in words.
    func owner(
        _ words: String?,
        _ id: ID<User>?,
        of item: MeetingCase,
        at now: Instant
    ) async throws -> (name: String, id: ID<User>?) {
        guard let id else {
            guard let words else {
                throw UseCaseError.invalid("/owner", .missing, en: "Say who does it.", nl: "Geef aan wie het doet.")
            }
            return (words, nil)
        }
        guard words == nil else {
            throw UseCaseError.invalid(
                "/owner",
                .contradiction,
                en: "Choose somebody with an account or write a name, not both.",
                nl: "Kies iemand met een account of schrijf een naam, niet allebei."
            )
        }
        let roles = Permission.readWorkups.roles.sorted { $0.rawValue < $1.rawValue }
        guard let name = try await colleagueName(id, roles: roles, at: now) else {
            throw UseCaseError.invalid(
                "/ownerId",
                .unknownCode,
                en: "There is nobody with this account who takes part in care.",
                nl: "Er is niemand met dit account die aan de zorg meedoet."
            )
        }
        // Whoever does not see the case would never find the action among their tasks.
        guard try await sees(id, item.patientID, item.workupID) else {
            throw UseCaseError.invalid(
                "/ownerId",
                .checkFailed,
                en:
                    "They do not see this case. Share it with them or their organisation first, or choose somebody else.",
                nl: "Zij zien deze casus niet. Deel die eerst met hen of hun organisatie, of kies iemand anders."
            )
        }
        return (name, id)
    }

    /// A case of a meeting with its head, or not found.
    func findMeetingCase(
        _ id: ID<MeetingCase>,
        of meeting: ID<Meeting>
    ) async throws -> (head: MeetingHead, item: MeetingCase) {
        let document = try await findMeeting(meeting)
        guard let item = document.cases.first(where: { $0.id == id }) else {
            throw UseCaseError.notFound("case of this meeting", "Deze casus van dit overleg")
        }
        return (document.meeting, item)
    }
}
