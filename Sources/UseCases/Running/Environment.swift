// What every use case is given from outside: the record, the clock, ids, secrets. Tests give fixed ones.
package import Criteria
package import Domain
package import FoundationEssentials
package import Records

/// The outside of a use case.
package struct Environment: Sendable {
    /// The record.
    package let record: Record
    /// The record's access log, for whoever may read it: the service itself may only add to it.
    package let logReader: Record
    /// Where reports are read that may be a moment behind; nil where all is read from the record itself.
    package let replicas: ReplicaSet?
    /// The protocols, kept once read.
    package let protocols: ProtocolShelf
    /// What the criteria say of a case.
    package let criteria: Evaluator
    /// The same for many cases at a time.
    let desks: EvaluationDesks
    /// The sets that it asks, with their names and what was published of them.
    package let criteriaSets: [CriteriaSet]
    /// The instant it is.
    package let now: @Sendable () -> Instant
    /// The calendar day of an instant where the service stands.
    package let day: @Sendable (Instant) -> LocalDate
    /// A new UUID of version 7, later ones sorting after earlier ones.
    package let makeUUID: @Sendable () -> UUID
    /// So many random bytes that nobody can guess.
    package let makeSecret: @Sendable (_ byteCount: Int) -> [UInt8]
    /// Where passwords are hashed, a few at a time.
    package let passwords: HashingDesk

    /// The outside as it is given; without an evaluator that remembers, many cases are evaluated each by itself.
    package init(
        record: Record,
        logReader: Record? = nil,
        replicas: ReplicaSet? = nil,
        criteria: @escaping Evaluator,
        successively makeEvaluator: (@Sendable () -> SuccessiveEvaluator)? = nil,
        criteriaSets: [CriteriaSet],
        now: @escaping @Sendable () -> Instant,
        day: @escaping @Sendable (Instant) -> LocalDate,
        makeUUID: @escaping @Sendable () -> UUID,
        makeSecret: @escaping @Sendable (_ byteCount: Int) -> [UInt8],
        passwords: HashingDesk = HashingDesk()
    ) {
        self.record = record
        self.logReader = logReader ?? record
        self.replicas = replicas
        self.criteria = criteria
        desks = EvaluationDesks(makeEvaluator ?? { { WrittenEvaluation(criteria($0, $1)) } })
        self.criteriaSets = criteriaSets
        protocols = ProtocolShelf()
        self.now = now
        self.day = day
        self.makeUUID = makeUUID
        self.makeSecret = makeSecret
        self.passwords = passwords
    }

    /// A new id.
    func makeID<Noun>() -> ID<Noun> { ID(makeUUID()) }
    /// The calendar day it is.
    package var today: LocalDate { day(now()) }
}

/// What the criteria say of a case on a version of a protocol: a pure function, so that the same case always gets the same
/// answer.
package typealias Evaluator = @Sendable (CaseFile, CareProtocol) -> CaseEvaluation

/// Protocol versions that were read before: they never change, so each is read and decoded once.
package actor ProtocolShelf {
    private struct Key: Hashable {
        let code: String
        let version: Int
    }

    private var known: [Key: CareProtocol] = [:]

    /// A version that was read before.
    func known(code: String, version: Int) -> CareProtocol? {
        known[Key(code: code, version: version)]
    }

    /// Decodes a version and keeps it.
    /// - Throws: `Faults` where the stored protocol does not fit this program.
    func keep(_ body: [UInt8], code: String, version: Int) throws -> CareProtocol {
        let decoded = try CareProtocol.codec.decode(body)
        known[Key(code: code, version: version)] = decoded
        return decoded
    }
}
