// Copies of the record on other servers, a moment behind: which of them answers a report, and as of when. Nothing that is
// written and nothing that somebody waits to see of their own comes here.
package import Domain
import Logging
import PostgreSQL

/// What was read on a replica, and what is needed to see on the primary that it may be given out.
package struct ReplicaReading<Value: Sendable>: Sendable {
    /// What was read.
    package let value: Value
    /// The moment of which it tells: nothing that was committed by then is missing.
    package let knownAt: Instant
    /// How far that lies back, by the primary's clock.
    package let behind: Duration
    /// All that the policies went by.
    let rights: String
}

/// How a try to read on a replica ended.
package enum ReplicaOutcome<Value: Sendable>: Sendable {
    /// It was read.
    case read(ReplicaReading<Value>)
    /// No replica answered, or none is a standby.
    case away
    /// Those that answer are too far behind.
    case behind
    /// The reading itself said no, or found nothing: the primary knows better.
    case refused
}

/// How a replica stands.
package struct ReplicaState: Sendable, Hashable {
    /// Its place among the settings, from 1 on.
    package let place: Int
    /// Whether it answers and is a standby; nil where it does not answer.
    package let isStandby: Bool?
    /// How far it is behind; nil where it cannot say.
    package let behind: Duration?
}

/// The replicas that reports are read from.
package final class ReplicaSet: Sendable {
    /// How far behind one may be.
    package let behindMax: Duration
    private let databases: [Database]
    /// How long one report may take on a replica, so that the primary can still answer in time.
    private let patience: Duration
    private let logger: Logger
    private let turns: Turns

    /// How long a replica is left alone that did not answer.
    private static let rest: Duration = .seconds(10)
    /// How long a replica has for saying where it stands.
    private static let answerMax: Duration = .seconds(2)
    /// A right that ended so long before the moment of a replica, or since, may not have ended there: a transaction takes its
    /// time of the service's clock when it begins and is committed later.
    fileprivate static let rightsMargin: Int64 = 600

    init(databases: [Database], behindMax: Duration, patience: Duration, logger: Logger) {
        self.databases = databases
        self.behindMax = behindMax
        self.patience = patience
        self.logger = logger
        turns = Turns(count: databases.count)
    }

    /// Reads on a replica in a transaction that cannot write, seen by a role and identity as on the primary.
    ///
    /// - Parameters:
    ///   - identity: as whom.
    ///   - primary: the record itself, which is asked how far it is.
    ///   - body: reads; it may run on one replica after the other.
    /// - Returns: what was read, or why nothing was. Never an error: the primary is always there to be asked instead.
    package func read<Value: Sendable>(
        as identity: RowIdentity,
        beside primary: Record,
        _ body: @Sendable (RecordTransaction) async throws -> Value
    ) async -> ReplicaOutcome<Value> {
        guard let (position, now) = try? await primary.database.find(ReplicaStatements.position()) else { return .away }
        var isBehind = false
        for place in await turns.places(at: .now) {
            do {
                guard let knownAt = try await knownAt(place, position, now) else {
                    await turns.leaveAlone(place, until: .now + ReplicaSet.rest)
                    logger.warning("a replica is no standby, or has nothing yet", metadata: ["replica": "\(place + 1)"])
                    continue
                }
                let behind = Duration.microseconds(max(0, knownAt.microseconds(until: now)))
                guard behind <= behindMax else {
                    isBehind = true
                    continue
                }
                let (value, rights) = try await withDeadline(patience) { () async throws -> (Value, String) in
                    try await databases[place].transaction(.repeatableRead, access: .readOnly) { transaction in
                        let record = RecordTransaction(transaction)
                        record.add(identity.statement)
                        let rights = try await record.rights(since: now, until: now)
                        return (try await body(record), rights.text)
                    }
                }
                return .read(ReplicaReading(value: value, knownAt: knownAt, behind: behind, rights: rights))
            } catch {
                guard let error = (error as? RecordError) ?? (error as? PostgreSQLError).map({ RecordError($0) }) else {
                    return .refused
                }
                // It is away, or was too slow: not asked again for a while. Anything else says nothing of the next report: a
                // standby ends a transaction that stands in the way of what it takes over, and asks to run it again.
                if case .unavailable = error { await turns.leaveAlone(place, until: .now + ReplicaSet.rest) }
                logger.warning(
                    "a report was not read on a replica",
                    metadata: ["replica": "\(place + 1)", "error": "\(error)"]
                )
            }
        }
        return isBehind ? .behind : .away
    }

    /// How each replica stands now.
    package func states(beside primary: Record) async throws(RecordError) -> [ReplicaState] {
        let (position, now): (String, Instant)
        do {
            (position, now) = try await primary.database.find(ReplicaStatements.position())
        } catch {
            throw RecordError(error)
        }
        var states: [ReplicaState] = []
        for place in databases.indices {
            let standing = try? await standing(place, position)
            let knownAt = standing.flatMap { $0.1 ? now : $0.2 }
            states.append(
                ReplicaState(
                    place: place + 1,
                    isStandby: standing?.0,
                    behind: knownAt.map { .microseconds(max(0, $0.microseconds(until: now))) }
                )
            )
        }
        return states
    }

    /// The moment of which a replica tells; nil where it is no standby or has nothing yet.
    private func knownAt(_ place: Int, _ position: String, _ now: Instant) async throws -> Instant? {
        let (isStandby, hasAll, replayed) = try await standing(place, position)
        guard isStandby else { return nil }
        return hasAll ? now : replayed
    }

    private func standing(
        _ place: Int,
        _ position: String
    ) async throws(PostgreSQLError) -> (Bool, Bool, Instant?) {
        try await withDeadline(ReplicaSet.answerMax) { () async throws(PostgreSQLError) -> (Bool, Bool, Instant?) in
            try await databases[place].find(ReplicaStatements.standing(position))
        }
    }

}

/// Whose turn it is, and who is left alone for a while since they did not answer.
private actor Turns {
    private let count: Int
    private var next = 0
    private var restingUntil: [Int: ContinuousClock.Instant] = [:]

    init(count: Int) { self.count = count }

    /// The replicas that are asked, in turn; those that did not answer lately are left out.
    func places(at now: ContinuousClock.Instant) -> [Int] {
        let first = next
        next = (first + 1) % count
        return (0..<count).map { (first + $0) % count }
            .filter { place in restingUntil[place].map { $0 <= now } ?? true }
    }

    /// Leaves one out until an instant.
    func leaveAlone(_ place: Int, until: ContinuousClock.Instant) {
        restingUntil[place] = until
    }
}

extension RecordTransaction {
    /// Whether what was read on a replica may be given out by the rights that the caller has here, on the primary: all that the
    /// policies went by is as it was there, and no relation of the caller's ended since, or so shortly before that it may not
    /// be known there.
    package func hasRights<Value>(of reading: ReplicaReading<Value>, at now: Instant) async throws -> Bool {
        let margin = ReplicaSet.rightsMargin
        let rights = try await rights(since: reading.knownAt.addingSeconds(-margin), until: now.addingSeconds(margin))
        return rights.text == reading.rights && !rights.haveEnded
    }

    fileprivate func rights(since: Instant, until: Instant) async throws -> (text: String, haveEnded: Bool) {
        guard let (text, haveEnded) = try await fetchFirst(ReplicaStatements.rights(since, until)) else {
            throw RecordError.fault(PostgreSQLError(.notFound, "a transaction has no identity"))
        }
        return (text, haveEnded)
    }
}
