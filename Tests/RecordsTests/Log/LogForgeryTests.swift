// What whoever has the whole database can write by themselves, and what only the log's key can say.
import Domain
import EmbeddedPostgreSQL
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Records

@Suite("A forgery without the log's key", .database(.migrated), .timeLimit(.minutes(5)))
struct LogForgeryTests {
    @Test("of a new tree is not sealed, not shipped, and told by verify and by the second verifier")
    func tree() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<8)
            try await log.seal(1)
            try await log.add(8..<16)
            try await log.seal(2)
            let file = try await log.shipped()
            #expect(try await log.sealing.round(now: LogFixture.begin, tree: 1).sealedCount == 0)
            try await log.meddle(Meddling.forgedTree(behind: 8))
            await #expect(throws: SealError.otherTree(epoch: 2)) {
                try await log.sealing.round(now: LogFixture.begin, tree: 1)
            }
            await #expect(throws: SealError.treeUnsigned(epoch: 2)) {
                try await log.sealing.round(now: LogFixture.begin)
            }
            await #expect(throws: SealError.treeUnsigned(epoch: 2)) {
                try await log.history.unshipped(
                    after: file.checkpoints.last,
                    limit: 10,
                    trusting: [log.signer.verifier]
                )
            }
            let report = try await log.verified(file)
            #expect(Set(report.faults.map(\.kind)) == [.treeUnsigned, .checkpointMissing])
            #expect(report.laterTrees.map(\.isSigned) == [false])
            #expect(report.laterTrees.map(\.lostCount) == [8])
            let second = try await secondVerifier(log)
            #expect(second.contains("tree 2 is not signed"), "\(second)")
        }
    }

    @Test("of a tree's reason, shipped checkpoint or beginning is told, although the tree was begun as it should be")
    func editedTree() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<8)
            try await log.seal(1)
            var entry = LogFixture.entry(100)
            entry.event = "BeginLogTree"
            entry.patientID = nil
            let shipped = try await log.shipped().checkpoints.last
            _ = try await log.history.beginTree(
                reason: "a disk",
                shipped: shipped,
                signer: log.signer,
                isDryRun: false,
                entry: entry
            )
            try await log.seal(2)
            #expect(try await log.verified(log.shipped()).faults.isEmpty)
            #expect(try await secondVerifier(log).isEmpty)
            for edit in [
                "reason = 'x'", "shipped_note = null", "begun_at = now()", "note = note || 'x'", "note = null",
            ] {
                try await log.meddle(
                    "create table kept as select * from audit_epoch; update audit_epoch set \(edit) where epoch = 2"
                )
                #expect(try await log.verified().faults.map(\.kind) == [.treeUnsigned], "\(edit)")
                #expect(try await secondVerifier(log) == ["tree 2 is not signed"], "\(edit)")
                try await log.meddle(
                    "delete from audit_epoch; insert into audit_epoch select * from kept; drop table kept"
                )
            }
            #expect(try await log.verified().faults.isEmpty)
        }
    }

    @Test("of a lawful removal is told, also where its event was sealed, and a lawful one is not")
    func removal() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<30)
            try await log.seal(1)
            let dryRun = LogFixture.entry(199)
            try await TestDatabase.withLog(as: .retention) { retention in
                let forgetting = LogForgetting(record: retention, signer: log.signer)
                _ = try await forgetting.forget(LogFixture.patient(1), isDryRun: true, entry: dryRun)
                _ = try await forgetting.forget(LogFixture.patient(1), isDryRun: false, entry: LogFixture.entry(200))
                let other = try #require(LogSigner(name: "another", secret: [UInt8](repeating: 1, count: 32)))
                await #expect(throws: SealError.keyOfOtherLog) {
                    try await LogForgetting(record: retention, signer: other)
                        .forget(LogFixture.patient(2), isDryRun: false, entry: LogFixture.entry(201))
                }
            }
            try await log.seal(2)
            #expect(try await log.verified().faults.isEmpty)
            #expect(try await log.verified().removedCount > 0)
            #expect(try await secondVerifier(log).isEmpty)
            try await log.meddle(Meddling.forgedRemoval(3))
            try await log.seal(3)
            let report = try await log.verified()
            #expect(Set(report.faults.map(\.kind)) == [.removalUnsigned, .removalWithoutEvent], "\(report.faults)")
            #expect(
                try await secondVerifier(log) == [
                    "removal \(LogFixture.id(9, 2).uuidString.lowercased()) is not signed"
                ]
            )
            // A key that nobody trusts signs nothing.
            let stranger = try #require(
                LogSigner(name: log.signer.verifier.name, secret: [UInt8](repeating: 7, count: 32))
            )
            #expect(
                try await log.verified(by: [stranger.verifier]).faults.filter { $0.kind == .removalUnsigned }.count == 2
            )
        }
    }

    @Test(
        "of an instant that cannot be sealed is refused, and told where somebody got round that",
        arguments: [
            "'infinity'", "'-infinity'", "'2200-01-01T00:00:00Z'", "'1999-12-31T23:59:59Z'", "'294276-12-31T00:00:00Z'",
        ]
    )
    func instant(_ instant: String) async throws {
        let insert = """
            insert into audit_event (recorded_at, id, event_code, event_type, action, outcome, user_name, role, purpose,
                source, data_categories, transaction_id)
            values (\(instant), gen_random_uuid(), 'E', 'rest', 'R', 0, 'n', 'nurse', 'TREAT', 'workup', '{}', '1000')
            """
        try await LogFixture.with { log in
            try await log.add(0..<4)
            _ = try await TestDatabase.withDatabase { database in
                await #expect {
                    try await database.withConnection { _ = try await $0.executeScript(insert) }
                } throws: { error in
                    (error as? PostgreSQLError)?.sqlState == SQLState(rawValue: "23514")
                }
            }
            #expect(try await log.seal(1) == 4)
            guard instant.contains("infinity") else { return }
            try await log.meddle(
                "alter table audit_event drop constraint audit_event_recorded_at_check; "
                    + insert.replacing("'1000'", with: "pg_current_xact_id()")
            )
            #expect(try await log.verified().faults.map(\.kind) == [.eventUnreadable])
            let second = try await secondVerifier(log)
            #expect(second.count == 2 && second[0].hasSuffix("cannot be read") && second[1].hasSuffix("was not sealed"))
        }
    }

    @Test("of a judgement or a mark is told, and so is one that was taken away")
    func judgement() async throws {
        let (review, judgement, mark) = (LogFixture.id(8, 1), LogFixture.id(8, 2), LogFixture.id(8, 3))
        let event = """
            insert into audit_event (recorded_at, id, event_code, event_type, action, outcome, user_name, role, purpose,
                source, data_categories, transaction_id, patient_id, object_id, reason, object_detail)
            values ('2026-03-02T09:00:09Z', gen_random_uuid(),
            """
        let rest = "'rest', 'C', 0, 'o', 'privacyOfficer', 'SYSADMIN', 'workup', '{}', pg_current_xact_id()"
        let word = "\(mark) 1772442000000000".lowercased()
        let verdict = "\(judgement) 1772442000000000".lowercased()
        try await LogFixture.with { log in
            try await log.add(0..<4)
            try await log.meddle(
                """
                insert into audit_review (id, kind, found_by, user_name, began_at, ended_at, patient_count, found_at)
                    values ('\(review)', 'refusals', 'x', 'n', now(), now(), 0, now());
                insert into audit_judgement values ('\(review)', '\(judgement)', 'unjustified', 'w',
                    '2026-03-02T09:00:00Z', null, 'o');
                insert into audit_mark values ('\(LogFixture.patient(1))', '\(mark)', 'vip', 'w',
                    '2026-03-02T09:00:00Z', 'o');
                \(event) 'JudgeAccess', \(rest), null, '\(review.uuidString.lowercased())', 'w', 'unjustified \(verdict)');
                \(event) 'MarkPatient', \(rest), '\(LogFixture.patient(1))', null, 'w', 'vip \(word)');
                """
            )
            try await log.seal(1)
            #expect(try await log.verified().faults.isEmpty)
            #expect(try await secondVerifier(log).isEmpty)
            let unmarked = "select patient_id, gen_random_uuid(), 'none', 'x', now(), 'o' from audit_mark"
            for (edit, count) in [
                ("update audit_judgement set verdict = 'justified'", 2), ("delete from audit_judgement", 1),
                ("update audit_judgement set judged_at = now()", 2),
                ("update audit_judgement set judged_at = 'infinity'", 2),
                ("update audit_mark set marked_at = '-infinity'", 2), ("update audit_judgement set note = 'x'", 2),
                ("update audit_mark set kind = 'none'", 2), ("delete from audit_mark", 1),
                ("insert into audit_mark \(unmarked)", 1),
            ] {
                try await log.meddle(
                    """
                    create table kept_j as table audit_judgement; create table kept_m as table audit_mark;
                    \(edit);
                    """
                )
                let kinds = try await log.verified().faults.map(\.kind)
                #expect(kinds == Array(repeating: .judgementDiffers, count: count), "\(edit)")
                #expect(try await secondVerifier(log).count == count, "\(edit)")
                try await log.meddle(
                    """
                    delete from audit_judgement; insert into audit_judgement table kept_j; drop table kept_j;
                    delete from audit_mark; insert into audit_mark table kept_m; drop table kept_m;
                    """
                )
            }
        }
    }
}

/// What the second verifier finds wrong with a log, line by line.
func secondVerifier(_ log: LogFixture) async throws -> [String] {
    let connection = try #require(TestDatabase.current).superuserConnectionString
    let psql = try await PostgreSQLInstallation.find().binFolder + "/psql"
    let result = try SecondVerifierTests.run([
        "--connection", connection, "--psql", psql, "--public-key", "\(log.signer.verifier)",
    ])
    #expect(result.code == (result.text.isEmpty ? 0 : 3), "\(result.text)")
    return result.text.split(separator: "\n").map(String.init)
}
