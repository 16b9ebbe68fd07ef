// Sealing and verifying on a real database: what is sealed is whole, in order, and shown to be changed when it is.
import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Records

@Suite("The sealed log", .database(.migrated), .timeLimit(.minutes(2)))
struct LogSealingTests {
    @Test("has a dense leaf for every event, in one order, and nothing is left over")
    func dense() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<30)
            let first = try await log.seal(1)
            try await log.add(30..<45)
            let second = try await log.seal(2)
            let third = try await log.seal(3)
            #expect(first == 30 && second == 15 && third == 0)
            let report = try await log.verified(try await log.shipped())
            #expect(report.faults.isEmpty, "\(report.faults)")
            #expect(report.leafCount == 45 && report.checkpointCount == 2)
            #expect(report.lastGood?.checkpoint.size == 45)
            let rows = try await superuserRows("select min(leaf_no), max(leaf_no), count(*) from audit_leaf")
            #expect(rows == [["0", "44", "45"]])
        }
    }

    @Test("waits for a transaction that began earlier and commits later, and takes its events then")
    func lateCommit() async throws {
        try await LogFixture.with { log in
            let settings = try #require(TestDatabase.current).settings()
            try await Database.withDatabase(settings, logger: .quiet) { late in
                try await late.transaction { transaction in
                    _ = try await transaction.execute(LogFixture.entry(1).statement)
                    try await log.add(2..<6)
                    let early = try await log.sealing.round(now: LogFixture.begin)
                    #expect(early.sealedCount == 0)
                    #expect(early.unsealedCount == 4)
                    #expect(early.oldestUnsealedAt == LogFixture.entry(2).recordedAt)
                    let waiting = try await log.verified(try await log.shipped()).unsealed
                    #expect(waiting?.count == 4 && waiting?.since == LogFixture.entry(2).recordedAt)
                }
            }
            let sealed = try await log.seal()
            #expect(sealed == 5)
            // A transaction that was rolled back leaves a gap in the numbers, which is no fault.
            try await log.service.write(isDryRun: true) { $0.audit(LogFixture.entry(50)) }
            try await log.add(6..<8)
            let more = try await log.seal()
            #expect(more == 2)
            let report = try await log.verified(try await log.shipped())
            #expect(report.faults.isEmpty, "\(report.faults)")
            #expect(report.unsealed == nil)
        }
    }

    @Test("is sealed by one at a time, however many try")
    func together() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<40)
            var total = 0
            for _ in 0..<1_000 where total < 40 {
                total += try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<4 {
                        group.addTask { try await log.sealing.round(now: LogFixture.begin).sealedCount }
                    }
                    return try await group.reduce(0, +)
                }
            }
            // None was sealed twice, and none was left out.
            #expect(total == 40)
            let report = try await log.verified()
            #expect(report.faults.isEmpty && report.leafCount == 40)
        }
    }

    @Test("goes on in rounds of a size, also in the middle of one transaction")
    func rounds() async throws {
        try await LogFixture.with { log in
            let count = LogSealing.leavesMax + 100
            try await log.service.write { transaction in
                for number in 0..<count { transaction.audit(LogFixture.entry(number)) }
            }
            try await log.waitForHorizon()
            let first = try await log.sealing.round(now: LogFixture.begin)
            #expect(first.sealedCount == LogSealing.leavesMax && first.isFull)
            let rest = try await log.seal(1)
            #expect(rest == 100)
            let report = try await log.verified(try await log.shipped())
            #expect(report.faults.isEmpty, "\(report.faults.prefix(5))")
            #expect(report.leafCount == count)
        }
    }

    @Test("is verified from the last good checkpoint on")
    func incremental() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<20)
            try await log.seal(1)
            let good = try #require(try await log.verified().lastGood)
            try await log.add(20..<30)
            try await log.seal(2)
            let report = try await log.verified(try await log.shipped(), from: good)
            #expect(report.faults.isEmpty, "\(report.faults)")
            #expect(report.leafCount == 10)
            // What lies before is looked at by a whole run only.
            try await log.meddle(
                "update audit_event set user_name = 'x' where id = (select event_id from audit_leaf limit 1)"
            )
            let later = try await log.verified(from: report.lastGood)
            let whole = try await log.verified()
            #expect(later.faults.isEmpty)
            #expect(whole.faults.map(\.kind) == [.eventChanged])
        }
    }

    @Test("proves each of its events to somebody without a database")
    func proofs() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<13)
            try await log.seal()
            try await TestDatabase.withLog(as: .reader) { reader in
                for number in 0..<13 {
                    let proof = try await LogProving(record: reader).proof(of: LogFixture.entry(number).id)
                    let read = try #require(EventProof(proof.text))
                    #expect(read.holds(by: [log.signer.verifier]))
                    let content = try #require(LeafContent(read.leafBytes))
                    let entry = LogFixture.entry(number)
                    #expect(content.fields.first?.text == entry.id.uuidString.lowercased())
                    #expect(content.fields.contains { $0.column == "user_name" && $0.text == entry.actor.name })
                    #expect(content.subjectCount == (number % 4 == 3 ? number % 5 + 1 : 0))
                }
                await #expect(throws: ProofError.notSealed) {
                    try await LogProving(record: reader).proof(of: LogFixture.id(9, 9))
                }
            }
        }
    }

    @Test("of a restored backup is refused until that is on record, and goes on in a new tree")
    func restored() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<10)
            try await log.seal(1)
            let backup = try await log.shipped()
            try await log.add(10..<20)
            try await log.seal(2)
            let file = try await log.shipped()
            let last = try #require(file.checkpoints.last)
            // What the backup has not is gone.
            try await log.meddle(
                """
                delete from audit_subject where event_id in (select event_id from audit_leaf where leaf_no >= 10);
                delete from audit_event where id in (select event_id from audit_leaf where leaf_no >= 10);
                delete from audit_leaf where leaf_no >= 10; delete from audit_checkpoint where size > 10;
                """
            )
            await #expect(throws: SealError.endsBeforeShipped(epoch: 1, size: 20)) {
                try await log.history.unshipped(after: last, limit: 10, trusting: [log.signer.verifier])
            }
            let cut = try await log.verified(file)
            #expect(cut.faults.map(\.kind) == [.checkpointMissing])
            var entry = LogFixture.entry(100)
            entry.event = "BeginLogTree"
            entry.patientID = nil
            let origin = try await log.history.beginTree(
                reason: "backup of yesterday",
                shipped: last,
                signer: log.signer,
                isDryRun: false,
                entry: entry
            )
            #expect(origin.epoch == 2)
            try await log.add(20..<25)
            try await log.seal(3)
            let next = try await log.history.unshipped(after: last, limit: 10, trusting: [log.signer.verifier])
            #expect(next.map(\.checkpoint.origin.epoch) == [2])
            #expect(next.first?.checkpoint.size == 6)
            let whole = CheckpointFile((file.checkpoints + next).map(CheckpointFile.entry).joined())
            let report = try await log.verified(whole)
            #expect(report.faults.isEmpty, "\(report.faults)")
            #expect(report.leafCount == 16)
            #expect(report.laterTrees.map(\.lostCount) == [10])
            #expect(report.laterTrees.map(\.isSigned) == [true])
            #expect(backup.checkpoints.count == 1)
        }
    }

    @Test("of a backup restored twice begins a tree of its own each time, and knows what was shipped of both")
    func restoredTwice() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<10)
            try await log.seal(1)
            try await log.add(10..<20)
            try await log.seal(2)
            var file = try await log.shipped()
            for (turn, expected) in [(1, 2), (2, 3)] {
                // The same backup each time: it ends in the first tree, and knows of no other.
                try await log.meddle(
                    """
                    delete from audit_subject where event_id in
                        (select event_id from audit_leaf where leaf_no >= 10 or epoch > 1);
                    delete from audit_event where id in
                        (select event_id from audit_leaf where leaf_no >= 10 or epoch > 1);
                    delete from audit_leaf where leaf_no >= 10 or epoch > 1;
                    delete from audit_checkpoint where size > 10 or epoch > 1; delete from audit_epoch where epoch > 1;
                    """
                )
                let last = try #require(file.checkpoints.last)
                var entry = LogFixture.entry(100 + turn)
                entry.event = "BeginLogTree"
                entry.patientID = nil
                let origin = try await log.history.beginTree(
                    reason: "turn \(turn)",
                    shipped: last,
                    signer: log.signer,
                    isDryRun: false,
                    entry: entry
                )
                #expect(origin.epoch == expected)
                try await log.add((20 * turn)..<(20 * turn + 5))
                try await log.seal(3)
                let next = try await log.history.unshipped(after: last, limit: 10, trusting: [log.signer.verifier])
                #expect(next.map(\.checkpoint.origin.epoch) == [expected])
                file = CheckpointFile((file.checkpoints + next).map(CheckpointFile.entry).joined())
                let report = try await log.verified(file)
                #expect(report.faults.isEmpty, "\(turn): \(report.faults)")
                let second = try await SecondVerifierTests.verified(log, file)
                #expect(second.code == 0, "\(turn): \(second.text)")
            }
            // What was shipped after the last restore is not excused by it.
            try await log.meddle("delete from audit_leaf where epoch = 3; delete from audit_checkpoint where epoch = 3")
            let cut = try await log.verified(file)
            #expect(cut.faults.map(\.kind).contains(.checkpointMissing))
            let second = try await SecondVerifierTests.verified(log, file)
            #expect(second.code == 3 && second.text.contains("shipped"), "\(second.text)")
        }
    }

    @Test("forgets a patient as the law asks, says so, and can still be verified")
    func forgotten() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<30)
            try await log.seal(1)
            try await TestDatabase.withLog(as: .retention) { retention in
                var entry = LogFixture.entry(200)
                entry.reason = "asked for it"
                let count = try await LogForgetting(record: retention, signer: log.signer)
                    .forget(LogFixture.patient(1), isDryRun: false, entry: entry)
                #expect(count.events > 0 && count.lists > 0)
            }
            try await log.seal(2)
            let found = try await superuserRows(
                """
                select count(*) from audit_event where patient_id = '\(LogFixture.patient(1))'
                union all select count(*) from audit_subject where patient_id = '\(LogFixture.patient(1))'
                union all select count(*) from audit_salt where patient_id = '\(LogFixture.patient(1))'
                """
            )
            #expect(found == [["0"], ["0"], ["0"]])
            let report = try await log.verified(try await log.shipped())
            #expect(report.faults.isEmpty, "\(report.faults)")
            #expect(report.removedCount > 0)
            // More than was recorded cannot be passed off as lawful.
            try await log.meddle(
                """
                insert into audit_forgotten_leaf select epoch, leaf_no, '\(LogFixture.entry(200).id)' from audit_leaf
                    where leaf_no = 2;
                delete from audit_event where id = (select event_id from audit_leaf where leaf_no = 2);
                """
            )
            let forged = try await log.verified()
            #expect(forged.faults.contains { $0.kind == .removalWithoutEvent })
        }
    }

    @Test("takes the number of its transaction, and whose workup it is, from the database and not from the caller")
    func arrival() async throws {
        try await TestDatabase.withDatabase { database in
            try await database.withConnection { connection in
                _ = try await connection.executeScript(
                    """
                    insert into audit_event (recorded_at, id, event_code, event_type, action, outcome, user_name, role,
                        purpose, source, data_categories, transaction_id)
                    values (now(), gen_random_uuid(), 'E', 'rest', 'R', 0, 'n', 'nurse', 'TREAT', 'workup', '{}', '7')
                    """
                )
            }
        }
        let rows = try await superuserRows("select transaction_id = '7' from audit_event")
        #expect(rows == [["f"]])
    }

    @Test(
        "lets the service add and nothing else",
        arguments: [
            "select id from audit_event limit 1", "select count(*) from audit_subject", "select * from audit_salt",
            "insert into audit_event (recorded_at, id) values (now(), gen_random_uuid()) returning id",
            "update audit_event set outcome = 0", "delete from audit_event", "truncate audit_event",
            "delete from audit_subject", "insert into audit_leaf values (1, 0, '1', now(), gen_random_uuid(), '')",
            "insert into audit_checkpoint (epoch) values (1)", "select audit_make_partitions(1)",
            "insert into audit_salt values (gen_random_uuid(), '')", "select * from audit_review",
            "alter table audit_event disable trigger all", "drop table audit_event", "set role workup_audit_owner",
            "set role workup_sealer", "select * from audit_event_other", "delete from audit_event_other",
        ]
    )
    func serviceMayOnlyAdd(sql: String) async throws {
        _ = try await TestDatabase.withDatabase { database in
            await #expect {
                try await database.withConnection { _ = try await $0.executeScript(sql) }
            } throws: { error in
                (error as? PostgreSQLError)?.sqlState == .insufficientPrivilege
            }
        }
    }

    @Test("keeps even its owner and the superuser from changing what is there, unless triggers are put out of the way")
    func owners() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<3)
            for sql in ["update audit_event set outcome = 4", "delete from audit_event", "truncate audit_leaf cascade"]
            {
                await #expect {
                    _ = try await superuserRows(sql)
                } throws: { error in
                    (error as? PostgreSQLError)?.sqlState == SQLState(rawValue: "23001")
                }
            }
        }
    }

    @Test("has the months ahead as partitions, made once, and a place for every other instant")
    func partitions() async throws {
        try await LogFixture.with { log in
            let made = try await log.sealing.makePartitions(monthsAhead: 5)
            let again = try await log.sealing.makePartitions(monthsAhead: 5)
            #expect(made == 4 && again == 0)
            try await log.service.write { transaction in
                var entry = LogFixture.entry(1)
                entry.recordedAt = Instant(microsecondsSince1970: 946_684_800_000_000)
                transaction.audit(entry)
            }
            let rows = try await superuserRows("select count(*) from audit_event_other")
            #expect(rows == [["1"]])
        }
    }
}

/// The rows of a query that nobody but the superuser may ask.
func superuserRows(_ sql: String) async throws -> [[String?]] {
    let settings = try #require(TestDatabase.current).superuserSettings()
    return try await Database.withDatabase(settings, logger: .quiet) { database in
        try await database.withConnection { try await $0.executeScript(sql).last?.rows ?? [] }
    }
}
