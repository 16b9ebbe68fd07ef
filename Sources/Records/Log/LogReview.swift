// The queue of unusual access: looking for it, listing it, and keeping what a person made of it.
package import Domain
package import FoundationEssentials
import PostgreSQL

/// Why an access is to be judged by a person.
package enum ReviewKind: String, Sendable, Hashable, CaseIterable {
    /// The emergency button was pressed: in the queue from that moment.
    case breakGlass
    /// Nobody knows of a treatment relation.
    case noRelation
    /// The patient is a colleague.
    case ownColleague
    /// The patient is well known.
    case vip
    /// One user saw many patients in a short time.
    case manyPatients
    /// One user was refused often.
    case refusals
    /// One user made it possible to act as another: a token, a reset, or a linked identity; or let in a privacy officer or an
    /// administrator.
    case accountPower
    /// A patient's objection to who treats them was recorded: they are kept from their patient.
    case objectionToTreating
}

/// What a person makes of an access.
package enum ReviewVerdict: String, Sendable, Hashable, CaseIterable {
    case justified, unjustified
    /// It is looked into further.
    case followUp
}

/// From where on an access counts as unusual.
package struct ReviewBounds: Sendable, Hashable {
    /// So many patients of one user within any hour.
    package var patientsPerHour: Int
    /// So many patients of one user on a day.
    package var patientsPerDay: Int
    /// So many refusals of one user on a day.
    package var refusalsPerDay: Int

    /// The usual bounds.
    package init(patientsPerHour: Int = 40, patientsPerDay: Int = 150, refusalsPerDay: Int = 10) {
        self.patientsPerHour = patientsPerHour
        self.patientsPerDay = patientsPerDay
        self.refusalsPerDay = refusalsPerDay
    }
}

extension RecordTransaction {
    /// Looks for unusual access in a period and puts what is new into the queue.
    ///
    /// - Returns: how many are new.
    package func findUnusualAccess(
        from: Instant,
        to: Instant,
        bounds: ReviewBounds,
        now: Instant,
        makeUUID: () -> UUID
    ) async throws -> Int {
        let (many, emergency, marked) = try await fetchAll(
            LogReviewStatements.findManyPatients(from, to, Int32(clamping: bounds.patientsPerHour)),
            LogReviewStatements.findBreakGlass(from, to),
            LogReviewStatements.findMarked(from, to)
        )
        let refusals = try await fetchAll(
            LogReviewStatements.findRefusals(from, to, Int32(clamping: bounds.refusalsPerDay))
        )
        let unrelated = try await fetchAll(LogReviewStatements.findNoRelation(from, to))
        let powers = try await fetchAll(LogReviewStatements.findAccountPower(from, to))
        let found = many + emergency + unrelated + marked + refusals + powers
        var count = try await addReviews(found, now, makeUUID)
        // What the hour's entries cover is in the queue by now.
        let slow = try await fetchAll(
            LogReviewStatements.findManyPatientsOfDay(from, to, Int32(clamping: bounds.patientsPerDay))
        )
        count += try await addReviews(slow, now, makeUUID)
        return count
    }

    /// Puts what was found into the queue, once; gives how many are new.
    private func addReviews(_ rows: [UnusualRow], _ now: Instant, _ makeUUID: () -> UUID) async throws -> Int {
        var count = 0
        for found in rows {
            let added = try await fetchFirst(
                LogReviewStatements.insert(
                    makeUUID(),
                    found.kind,
                    found.foundBy,
                    found.user,
                    found.userName,
                    found.patient,
                    found.event,
                    found.beganAt,
                    found.endedAt,
                    found.patientCount,
                    now
                )
            )
            count += added?.count ?? 0
        }
        return count
    }

    /// A page of the queue, the oldest first.
    package func reviews(
        includingJudged isAll: Bool,
        after: (Instant, UUID)?,
        limit: Int
    ) async throws -> ListPage<AuditPlace> {
        var rows = try await fetchAll(LogReviewStatements.list(isAll, after?.0, after?.1, Int32(limit + 1)))
        var next: AuditPlace?
        if rows.count > limit {
            rows.removeLast()
            next = rows.last.map { AuditPlace(recordedAt: $0.0, id: $0.1) }
        }
        return ListPage(items: rows.map { $0.2.bytes }, patients: [], next: next)
    }

    /// Whether an access is in the queue.
    package func hasReview(_ id: UUID) async throws -> Bool {
        try await fetchFirst(LogReviewStatements.exists(id)) ?? false
    }

    /// Whether an access in the queue is about what somebody's own account came to.
    package func isReview(_ id: UUID, ofAccountOf user: ID<User>) async throws -> Bool {
        try await fetchFirst(LogJudgementStatements.isOfOwnAccount(id, user)) ?? false
    }

    /// Keeps a judgement.
    package func judge(
        _ review: UUID,
        _ verdict: ReviewVerdict,
        note: String,
        id: UUID,
        at now: Instant,
        by actor: Actor
    ) {
        add(LogReviewStatements.judge(review, id, verdict.rawValue, note, now, actor.userID, actor.name))
    }

    /// Marks a patient, so that every access is judged; a nil kind takes the mark away.
    package func mark(
        _ patient: ID<Patient>,
        as kind: ReviewKind?,
        reason: String,
        id: UUID,
        at now: Instant,
        by actor: Actor
    ) {
        add(LogReviewStatements.mark(patient, id, Self.markWord(kind), reason, now, actor.name))
    }

    /// As what a mark stands in its table.
    static func markWord(_ kind: ReviewKind?) -> String {
        kind == .ownColleague ? "colleague" : kind == .vip ? "vip" : "none"
    }

    /// The patients whom lists showed, and the searches as they were sent, of some events.
    package func auditDetails(
        of events: [(recordedAt: Instant, id: UUID)]
    ) async throws -> (subjects: [UUID: [ID<Patient>]], queries: [UUID: String]) {
        let (instants, ids) = (events.map(\.recordedAt), events.map(\.id))
        var subjects: [UUID: [ID<Patient>]] = [:]
        for (event, patient) in try await fetchAll(AuditStatements.subjects(instants, ids)) {
            subjects[event, default: []].append(patient)
        }
        let queries = try await fetchAll(AuditStatements.queries(instants, ids))
        return (subjects, Dictionary(queries, uniquingKeysWith: { first, _ in first }))
    }
}
