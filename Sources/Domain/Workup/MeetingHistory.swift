// What a meeting was at each of its versions: what somebody saw of it, and what changed since.

/// The versions of all that a meeting shows, by which whoever signs names what they saw.
package struct MeetingState: Sendable, Hashable {
    /// As the service gives it and takes it back.
    package let text: String
    /// The version of the meeting's head, of each case and of each action, by their ids.
    package let versions: [String: Int]

    /// A state as the service gave it; nil for another text.
    ///
    /// - Parameter text: ids with their versions, such as `…:2,…:1`.
    package init?(_ text: String) {
        var versions: [String: Int] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pair = part.split(separator: ":", omittingEmptySubsequences: false)
            // A sign or a zero before it, or an id that stands twice: then nobody knows which version was seen.
            guard pair.count == 2, let id = ID<Meeting>(String(pair[0])), let version = Int(pair[1]), version > 0,
                String(version) == pair[1], versions.updateValue(version, forKey: id.description) == nil
            else { return nil }
        }
        (self.text, self.versions) = (text, versions)
    }

    /// The JSON of a state.
    package static let codec: Codec<MeetingState> = .textual(
        schema: Schema(("type", "string"), ("maxLength", .integer(200_000))),
        expecting: Localized(
            en: "the member `state` of the meeting that was seen",
            nl: "het veld `state` van het overleg dat is gezien"
        ),
        { MeetingState($0) },
        text: { $0.text }
    )
}

/// A version of an action, with who recorded it and when.
package struct MeetingActionVersion: Sendable, Hashable {
    /// The case that the action is of.
    package let caseID: ID<MeetingCase>
    package let action: MeetingAction
    package let recordedAt: Instant
    package let recordedBy: String?

    package init(caseID: ID<MeetingCase>, action: MeetingAction, recordedAt: Instant, recordedBy: String?) {
        self.caseID = caseID
        self.action = action
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
    }

    /// The JSON of a version.
    package static let codec: Codec<MeetingActionVersion> = .object(
        "MeetingActionVersion",
        MeetingActionVersion.init(caseID:action:recordedAt:recordedBy:),
        .required("caseId", \.caseID, .id()),
        .required("action", \.action, MeetingAction.codec),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200))
    )
}

/// Every version of a meeting: of its head, its cases and their actions, each oldest first.
package struct MeetingHistory: Sendable, Hashable {
    package let heads: [MeetingHead]
    package let cases: [MeetingCase]
    package let actions: [MeetingActionVersion]

    package init(heads: [MeetingHead] = [], cases: [MeetingCase] = [], actions: [MeetingActionVersion] = []) {
        self.heads = heads
        self.cases = cases
        self.actions = actions
    }

    /// The versions of one case, oldest first.
    ///
    /// - Parameter id: the case.
    /// - Returns: the versions.
    package func versions(of id: ID<MeetingCase>) -> [MeetingCase] {
        cases.filter { $0.id == id }.sorted { $0.version < $1.version }
    }

    /// The versions of one action, oldest first.
    ///
    /// - Parameter id: the action.
    /// - Returns: the versions.
    package func versions(of id: ID<MeetingAction>) -> [MeetingActionVersion] {
        actions.filter { $0.action.id == id }.sorted { $0.action.version < $1.action.version }
    }

    /// What of it was known at an instant.
    ///
    /// - Parameter instant: the instant; nil for all of it.
    /// - Returns: the versions that were recorded by then.
    package func known(at instant: Instant?) -> MeetingHistory {
        guard let instant else { return self }
        return MeetingHistory(
            heads: heads.filter { $0.recordedAt <= instant },
            cases: cases.filter { $0.recordedAt <= instant },
            actions: actions.filter { $0.recordedAt <= instant }
        )
    }
}

extension MeetingAction {
    /// Whether another version of it says the same of what is to be done, by whom and by when. Where it stands is not part of
    /// what was agreed: it goes on living as a task.
    ///
    /// - Parameter other: another version.
    /// - Returns: whether they agree on the same.
    package func agreesOnTheSame(as other: MeetingAction) -> Bool {
        what == other.what && owner == other.owner && ownerID == other.ownerID && dueOn == other.dueOn
    }
}
