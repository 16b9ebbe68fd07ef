// A log with events of every kind, sealed in several rounds, and what it takes to verify it and to meddle with it.
import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Records

/// Makes and seals events in the running test's database.
struct LogFixture {
    let service: Record
    let sealing: LogSealing
    let history: LogHistory
    let signer: LogSigner

    static let begin = Instant(microsecondsSince1970: 1_772_442_000_000_000)

    /// Lends a fixture on an empty log.
    static func with<R: Sendable>(_ body: (LogFixture) async throws -> R) async throws -> R {
        try await TestDatabase.withDatabase { database in
            try await TestDatabase.withLog(as: .sealer) { sealer in
                let history = LogHistory(record: sealer)
                let origin = try #require(try await history.trees().last?.origin)
                let signer = try #require(
                    LogSigner(name: origin.keyName, secret: [UInt8](repeating: 42, count: 32))
                )
                return try await body(
                    LogFixture(
                        service: Record(database: database),
                        sealing: LogSealing(record: sealer, signer: signer),
                        history: history,
                        signer: signer
                    )
                )
            }
        }
    }

    /// An id that counts.
    static func id(_ kind: UInt8, _ number: Int) -> UUID {
        var bytes: [UInt8] = [kind, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]
        for place in 0..<4 { bytes[15 - place] = UInt8(truncatingIfNeeded: number >> (8 * place)) }
        return UUID(bytes: bytes)
    }

    /// A patient by number.
    static func patient(_ number: Int) -> ID<Patient> { ID(id(2, number)) }

    /// An event by number; together they have every field, and some have awkward texts.
    static func entry(_ number: Int) -> AuditEntry {
        let action = AuditAction.allCases[number % AuditAction.allCases.count]
        let texts = ["plain", "tab\tand\nline", "back\\slash", "élan 𝄞", "", "\\N"]
        var entry = AuditEntry(
            id: id(1, number),
            recordedAt: Instant(microsecondsSince1970: begin.microsecondsSince1970 + Int64(number) * 1_234_567),
            event: "Event\(number % 7)",
            type: "rest",
            action: action,
            outcome: number % 11 == 0 ? .seriousFailure : .success,
            actor: Actor(
                userID: number % 5 == 0 ? nil : ID(id(3, number % 3)),
                name: "User \(number % 3)",
                role: .neurologist,
                organisationID: number % 2 == 0 ? ID(id(4, 1)) : nil,
                organisationCode: nil
            ),
            purpose: "TREAT",
            networkAddress: number % 3 == 0 ? "127.0.0.1" : nil,
            patientID: number % 4 == 3 ? nil : patient(number % 6),
            workupID: nil,
            objectType: number % 2 == 0 ? "workup" : nil,
            objectID: texts[number % texts.count],
            query: number % 6 == 5 ? Array("{\"name\":\"\(number)\"}".utf8) : nil,
            reason: number % 8 == 1 ? texts[(number / 8) % texts.count] : nil,
            dataCategories: number % 3 == 0 ? [] : ["patientSummary", "testResult"],
            requestID: "r\(number)"
        )
        entry.isOutcomeKnown = true
        entry.checks = AccessChecks(hasRelation: number % 2 == 0, hasConsent: true, isEmergency: number % 13 == 0)
        if number % 9 == 0 {
            entry.alternateUserID = "login\(number)"
            entry.isRequestor = false
            entry.responsibleUserID = ID(id(3, 1))
            entry.responsibleRole = "neurologist"
            entry.site = "NMC"
            entry.objectName = "name"
            entry.objectDetail = "detail \(number)"
            entry.objectSensitivity = "R"
            entry.objectPolicySet = "set"
            entry.authorisationProtocol = "a"
            entry.relationProtocol = "b"
            entry.consentProfile = "c"
            entry.origins = ["NMC", "REG"]
            entry.traceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        }
        return entry
    }

    /// Writes events as the service does, each in a transaction of its own; every fourth is a list of patients.
    func add(_ numbers: Range<Int>) async throws {
        for number in numbers {
            try await service.write { transaction in
                let subjects = number % 4 == 3 ? (0...(number % 5)).map { Self.patient($0) } : []
                transaction.audit(Self.entry(number), subjects: subjects)
            }
        }
    }

    /// Seals all there is, in as few rounds as that takes; gives how many leaves were added.
    @discardableResult
    func seal(_ second: Int64 = 0) async throws -> Int {
        let now = Instant(microsecondsSince1970: Self.begin.microsecondsSince1970 + second * 1_000_000)
        try await waitForHorizon()
        var count = 0
        var round: SealRound
        repeat {
            round = try await sealing.round(now: now)
            count += round.sealedCount
        } while round.isFull
        return count
    }

    /// Transactions of other tests, in other databases of the same server, hold the horizon back for moments.
    func waitForHorizon() async throws {
        for _ in 0..<3_000 {
            let isPast = try await superuserRows(
                """
                select not exists (
                    select from audit_event where transaction_id >= pg_snapshot_xmin(pg_current_snapshot()))
                """
            )
            if isPast == [["t"]] { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the horizon was held back for half a minute")
    }

    /// Every checkpoint, as if all were shipped.
    func shipped() async throws -> CheckpointFile {
        CheckpointFile(
            try await history.unshipped(after: nil, limit: 100_000, trusting: [signer.verifier]).map(
                CheckpointFile.entry
            ).joined()
        )
    }

    /// Verifies all, as the role that reads the log.
    func verified(
        _ file: CheckpointFile? = nil,
        from start: SignedCheckpoint? = nil,
        by verifiers: [LogVerifier]? = nil
    ) async throws -> LogReport {
        let verifying = LogVerifying(verifiers: verifiers ?? [signer.verifier], shipped: file, pageSize: 64)
        return try await TestDatabase.withLog(as: .reader) { try await verifying.run($0, from: start) }
    }

    /// Runs SQL that nobody should, as the superuser who gets round every trigger.
    func meddle(_ sql: String) async throws {
        let settings = try #require(TestDatabase.current).superuserSettings()
        try await Database.withDatabase(settings, logger: .quiet) { database in
            try await database.transaction { transaction in
                _ = try await transaction.executeScript("set local session_replication_role = replica;\n" + sql)
            }
        }
    }
}
