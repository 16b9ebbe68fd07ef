// Reports read from a replica, a moment behind: the rights and the line of the log are the primary's, before anything is given out.
import Domain
import Metrics
import Records

/// What a report reads: what it shows, and of whom.
struct ReportRead<Shown: Sendable>: Sendable {
    /// What it shows.
    let shown: Shown
    /// The patients it shows.
    var patients: [ID<Patient>] = []
    /// A line of the log for each workup that it shows as a whole.
    var workups: [AuditNote] = []
}

/// What a report shows, read on a replica.
struct Reported<Shown: Sendable>: Sendable {
    let shown: Shown
    /// The moment of which it tells.
    let knownAt: Instant
}

extension Call {
    /// Runs a report on a replica; nil where the record itself has to be read, which is never an error: there is no replica, it
    /// is away or too far behind, or the caller's rights changed so lately that it may not know.
    ///
    /// Nothing is given out before the primary has looked at the caller's rights and has the line of the log, in one
    /// transaction.
    ///
    /// - Parameters:
    ///   - permission: what the caller's role needs.
    ///   - note: what the log says of it.
    ///   - environment: the outside.
    ///   - body: reads, and asks nothing but the transaction; it may run more than once.
    /// - Returns: what was read, with its moment.
    /// - Throws: `UseCaseError`; also where the line of the log cannot be kept.
    func reportFromReplica<Shown: Sendable>(
        _ permission: Permission,
        _ note: AuditNote,
        in environment: Environment,
        _ body: @Sendable (RecordTransaction) async throws -> ReportRead<Shown>
    ) async throws(UseCaseError) -> Reported<Shown>? {
        guard let replicas = environment.replicas else { return nil }
        try await authorise(permission, in: environment)
        let now = environment.now()
        let identity = identity(at: now)
        let reading: ReplicaReading<ReportRead<Shown>>
        switch await replicas.read(as: identity, beside: environment.record, body) {
        case .read(let found): reading = found
        case .away: return ReportServing.away.primary()
        case .behind: return ReportServing.behind.primary()
        case .refused: return ReportServing.refused.primary()
        }
        do {
            let isGiven = try await environment.record.write(as: identity) { transaction in
                guard try await transaction.hasRights(of: reading, at: now) else { return false }
                for workup in reading.value.workups.compactMap(\.workupID) {
                    try await transaction.requireReach(of: workup, .whole, for: self, at: now)
                }
                try await write(note, showing: reading.value.patients, at: now, in: transaction, environment)
                for workup in reading.value.workups { transaction.audit(entry(workup, in: environment)) }
                return true
            }
            guard isGiven else { return ReportServing.rights.primary() }
        } catch is WallRefusal {
            // The record itself is asked, refuses as well, and has it in its log.
            return ReportServing.rights.primary()
        } catch {
            throw UseCaseError(any: error)
        }
        ReportServing.replica.count()
        Gauge(label: "workup_replica_lag_seconds").record(reading.behind / .seconds(1))
        return Reported(shown: reading.value.shown, knownAt: reading.knownAt)
    }
}

/// Where a report was read, and why not on a replica.
package enum ReportServing: String, Sendable, CaseIterable {
    case replica, away, behind, refused, rights

    /// Counts it (`workup_reports_total`).
    func count() {
        Counter(label: "workup_reports_total", dimensions: [("served", rawValue)]).increment()
    }

    /// Counts it; the record itself is read.
    fileprivate func primary<Shown>() -> Reported<Shown>? {
        count()
        return nil
    }
}
