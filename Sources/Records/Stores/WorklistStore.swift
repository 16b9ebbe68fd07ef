// The worklist, the log and kept answers, in a transaction.
package import Domain
package import FoundationEssentials
import PostgreSQL

/// A page of a list: JSON objects, whose they are, and where the next page begins.
package struct ListPage<Place: Sendable>: Sendable {
    package let items: [[UInt8]]
    package let patients: [ID<Patient>]
    package let next: Place?
}

/// An answer that was given before to a request with the same key.
package struct StoredAnswer: Sendable, Hashable {
    package let requestHash: [UInt8]
    /// What was made, and its version.
    package let objectID: UUID
    package let version: Int
    /// Whose it is, where it is one patient's.
    package let patientID: ID<Patient>?
    /// The workup it tells of, where it tells of one.
    package let workupID: ID<Workup>?
    package let body: [UInt8]

    package init(
        requestHash: [UInt8],
        objectID: UUID,
        version: Int,
        patientID: ID<Patient>?,
        workupID: ID<Workup>?,
        body: [UInt8]
    ) {
        self.requestHash = requestHash
        self.objectID = objectID
        self.version = version
        self.patientID = patientID
        self.workupID = workupID
        self.body = body
    }
}

extension RecordTransaction {
    /// A page of the worklist: overdue first, then by due date, undated last; or the highest answer first.
    package func worklist(_ filter: WorklistFilter, today: LocalDate) async throws -> ListPage<WorklistPlace> {
        var rows = try await worklistRows(filter, today: today)
        var next: WorklistPlace?
        if rows.count > filter.limit {
            rows.removeLast()
            next = rows.last.map { row in
                let rank: WorklistPlace.Rank =
                    switch filter.order {
                    case .due: .due(row.nextDueOn)
                    case .category: .category(Int(row.rank), row.nextDueOn)
                    case .waiting: .waiting(row.waitingSince)
                    }
                return WorklistPlace(rank, workup: row.workupID)
            }
        }
        return ListPage(items: rows.map(\.body.bytes), patients: rows.map(\.patientID), next: next)
    }

    /// How many workups the filters let through for each state of their next step, in the order of the states.
    package func worklistCounts(_ filter: WorklistFilter, today: LocalDate) async throws -> [WorklistCount] {
        let rows = try await fetchAll(
            WorklistStatements.counts(
                filter.status?.rawValue,
                filter.step,
                filter.stepState?.rawValue,
                filter.assignee,
                filter.organisation,
                filter.isOverdue,
                filter.protocolCode,
                filter.text,
                today,
                filter.criteria,
                filter.category?.rawValue,
                filter.missing,
                filter.waitingDaysMin.map(Int32.init),
                filter.nextState?.rawValue,
                filter.meeting,
                filter.wearingOff?.rawValue
            )
        )
        return rows.map { state, count in
            WorklistCount(state: state.flatMap(StepState.init(rawValue:)), count: Int(count))
        }
    }

    private func worklistRows(_ filter: WorklistFilter, today: LocalDate) async throws -> [WorklistRow] {
        let (status, state, count) = (filter.status?.rawValue, filter.stepState?.rawValue, Int32(filter.limit + 1))
        let (rank, day) = filter.after?.bounds ?? (nil, nil)
        switch filter.order {
        case .due:
            return try await fetchAll(
                WorklistStatements.page(
                    status,
                    filter.step,
                    state,
                    filter.assignee,
                    filter.organisation,
                    filter.isOverdue,
                    filter.protocolCode,
                    filter.text,
                    today,
                    filter.criteria,
                    filter.category?.rawValue,
                    filter.missing,
                    filter.waitingDaysMin.map(Int32.init),
                    filter.nextState?.rawValue,
                    filter.meeting,
                    filter.wearingOff?.rawValue,
                    day,
                    filter.after?.workup,
                    count
                )
            )
        case .waiting:
            return try await fetchAll(
                WorklistStatements.pageByWaiting(
                    status,
                    filter.step,
                    state,
                    filter.assignee,
                    filter.organisation,
                    filter.isOverdue,
                    filter.protocolCode,
                    filter.text,
                    today,
                    filter.criteria,
                    filter.category?.rawValue,
                    filter.missing,
                    filter.waitingDaysMin.map(Int32.init),
                    filter.nextState?.rawValue,
                    filter.meeting,
                    filter.wearingOff?.rawValue,
                    day,
                    filter.after?.workup,
                    count
                )
            )
        case .category:
            return try await fetchAll(
                WorklistStatements.pageByCategory(
                    status,
                    filter.step,
                    state,
                    filter.assignee,
                    filter.organisation,
                    filter.isOverdue,
                    filter.protocolCode,
                    filter.text,
                    today,
                    filter.criteria,
                    filter.category?.rawValue,
                    filter.missing,
                    filter.waitingDaysMin.map(Int32.init),
                    filter.nextState?.rawValue,
                    filter.meeting,
                    filter.wearingOff?.rawValue,
                    day,
                    filter.after?.workup,
                    count,
                    rank
                )
            )
        }
    }

    /// Those of the given workups that the caller sees.
    package func visibleWorkups(among workups: [ID<Workup>]) async throws -> [ID<Workup>] {
        try await fetchAll(WorklistStatements.visible(workups))
    }

    /// Events of the log, newest first.
    package func auditEvents(
        patient: ID<Patient>?,
        user: ID<User>?,
        from: Instant?,
        to: Instant?,
        event: String?,
        after: (Instant, UUID)?,
        limit: Int
    ) async throws -> ListPage<AuditPlace> {
        var rows = try await fetchAll(
            AuditStatements.search(patient, user, from, to, event, after?.0, after?.1, Int32(limit + 1))
        )
        var next: AuditPlace?
        if rows.count > limit {
            rows.removeLast()
            next = rows.last.map { AuditPlace(recordedAt: $0.recordedAt, id: $0.id) }
        }
        return ListPage(items: rows.map(\.body.bytes), patients: [], next: next)
    }

    /// Takes an idempotency key for this transaction; false while another request holds it.
    package func lockIdempotencyKey(_ key: String, user: ID<User>) async throws -> Bool {
        try await fetchFirst(IdempotencyStatements.lock(user, key)) ?? false
    }

    /// The answer given to this key within the last two days.
    package func storedAnswer(key: String, user: ID<User>, at now: Instant) async throws -> StoredAnswer? {
        try await fetchFirst(IdempotencyStatements.find(user, key, now)).map {
            StoredAnswer(
                requestHash: $0.requestHash.bytes,
                objectID: $0.objectID,
                version: Int($0.version),
                patientID: $0.patientID,
                workupID: $0.workupID,
                body: $0.body.bytes
            )
        }
    }

    /// Keeps an answer for repeated requests, in the transaction of its effect; what is kept no longer goes with it.
    package func storeAnswer(_ answer: StoredAnswer, key: String, user: ID<User>, at: Instant) {
        add(
            IdempotencyStatements.insert(
                user,
                key,
                Bytes(answer.requestHash),
                answer.objectID,
                Int32(answer.version),
                answer.patientID,
                answer.workupID,
                Bytes(answer.body),
                at
            )
        )
        add(IdempotencyStatements.purge(at))
        add(DraftStatements.purge(at))
    }
}

/// A place in the log, newest first.
package struct AuditPlace: Sendable, Hashable {
    package let recordedAt: Instant
    package let id: UUID

    package init(recordedAt: Instant, id: UUID) {
        self.recordedAt = recordedAt
        self.id = id
    }
}

extension WorklistPlace {
    /// The rank of the answer and the day, as far as the order goes by them.
    fileprivate var bounds: (rank: Int32?, day: LocalDate?) {
        switch rank {
        case .due(let day), .waiting(let day): (nil, day)
        case .category(let rank, let day): (Int32(rank), day)
        }
    }
}
