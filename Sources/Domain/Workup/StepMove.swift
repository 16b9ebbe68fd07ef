// Moving a step: what a person asks, held against the table of legal transitions and the prerequisites.

/// What a person wants of a step. What is left out stays as it is.
package struct StepMove: Sendable, Hashable {
    package var state: StepState?
    package var assigneeID: ID<User>?
    /// The code of the organisation that does it.
    package var organisation: String?
    package var dueOn: LocalDate?
    package var scheduledOn: LocalDate?
    package var performedOn: PartialDate?
    /// Why it ends without a result, or why it changes.
    package var reason: String?
    /// Why it begins although a prerequisite is not met.
    package var overrideReason: String?
    package var note: String?
    /// Where a result from elsewhere came from.
    package var origin: String?

    package init(
        state: StepState? = nil,
        assigneeID: ID<User>? = nil,
        organisation: String? = nil,
        dueOn: LocalDate? = nil,
        scheduledOn: LocalDate? = nil,
        performedOn: PartialDate? = nil,
        reason: String? = nil,
        overrideReason: String? = nil,
        note: String? = nil,
        origin: String? = nil
    ) {
        self.state = state
        self.assigneeID = assigneeID
        self.organisation = organisation
        self.dueOn = dueOn
        self.scheduledOn = scheduledOn
        self.performedOn = performedOn
        self.reason = reason
        self.overrideReason = overrideReason
        self.note = note
        self.origin = origin
    }

    /// The JSON of a move.
    package static let codec: Codec<StepMove> = .object(
        "StepMove",
        StepMove.init(
            state:
            assigneeID:
            organisation:
            dueOn:
            scheduledOn:
            performedOn:
            reason:
            overrideReason:
            note:
            origin:
        ),
        .optional("state", \.state, .code),
        .optional("assigneeId", \.assigneeID, .id()),
        .optional("organisation", \.organisation, .text(max: 32)),
        .optional("dueOn", \.dueOn, .date),
        .optional("scheduledOn", \.scheduledOn, .date),
        .optional("performedOn", \.performedOn, .partialDate),
        .optional("reason", \.reason, .note()),
        .optional("overrideReason", \.overrideReason, .note()),
        .optional("note", \.note, .note()),
        .optional("origin", \.origin, .text(max: 200))
    ).checked { move, reading in
        if move == StepMove() {
            reading.report(
                .missing,
                en: "Say what changes: a state, a day, a person, a note.",
                nl: "Geef aan wat er wijzigt: een status, een dag, een persoon, een notitie."
            )
        }
    }
}

/// Why a step can not be moved as asked.
package enum StepRefusal: Error, Sendable, Hashable {
    /// The state may not follow the present one; the legal ones are named.
    case illegalTransition(from: StepState, to: StepState, legal: [StepState])
    /// Prerequisites are not met and no override was given.
    case cannotStartYet(unmet: [String])
    /// A state that ends the step needs a reason.
    case reasonMissing
    /// A scheduled step needs its day.
    case scheduledOnMissing
    /// `reported` comes from a recorded finding, not from a tick.
    case resultMissing(FindingKind?)
    /// A result from elsewhere names its day and where it came from.
    case originMissing
}

extension StepMove {
    /// The step after this move, one version further.
    ///
    /// - Parameters:
    ///   - step: the step as it stands.
    ///   - completion: what completes this step in its protocol; nil where the protocol does not know the step.
    ///   - hasResult: whether what completes it is in the record.
    ///   - today: the day it happens.
    /// - Returns: the step after the move.
    /// - Throws: `StepRefusal`.
    package func applied(
        to step: StepDocument,
        completion: StepCompletion?,
        hasResult: Bool,
        today: LocalDate
    ) throws(StepRefusal) -> StepDocument {
        let target = state ?? step.state
        guard step.state.legalNext.contains(target) else {
            throw .illegalTransition(
                from: step.state,
                to: target,
                legal: step.state.legalNext.filter { $0 != step.state }
            )
        }
        if target != step.state, target.beginsStep, !step.cannotStartYet.isEmpty, overrideReason == nil,
            step.overrideReason == nil
        {
            throw .cannotStartYet(unmet: step.cannotStartYet)
        }
        if target.isEndedWithoutResult, target != step.state, (reason ?? "").isEmpty { throw .reasonMissing }
        if target == .scheduled, (scheduledOn ?? step.scheduledOn) == nil { throw .scheduledOnMissing }
        if target == .reported, step.state != .reported, !hasResult {
            // A step that a note completes is reported by that note; every other one by its finding or record.
            guard case .record(.note) = completion else { throw .resultMissing(completion?.findingKind) }
            if (note ?? step.note ?? "").isEmpty { throw .resultMissing(nil) }
        }
        if origin != nil, performedOn ?? step.performedOn == nil { throw .originMissing }
        return StepDocument(
            id: step.id,
            code: step.code,
            version: step.version + 1,
            requirement: step.requirement,
            state: target,
            stateSince: target == step.state ? step.stateSince : today,
            assignee: assigneeID.map { PersonReference(id: $0, name: "") } ?? step.assignee,
            organisation: organisation ?? step.organisation,
            dueOn: dueOn ?? step.dueOn,
            scheduledOn: scheduledOn ?? step.scheduledOn,
            performedOn: performedOn ?? step.performedOn
                ?? (target == .performed && step.state != .performed ? PartialDate(today) : nil),
            reason: target == step.state ? (reason ?? step.reason) : reason,
            overrideReason: overrideReason ?? step.overrideReason,
            note: note ?? step.note,
            origin: origin ?? step.origin,
            findingID: step.findingID,
            prerequisites: step.prerequisites,
            cannotStartYet: [],
            isOverdue: false,
            waitingDays: nil,
            recordedAt: step.recordedAt,
            recordedBy: step.recordedBy
        )
    }
}
