// The log shows that it was meddled with: a thousand ways by chance, each found, and none found where there is none.
import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Records

@Suite("A log that was meddled with", .database(.migrated), .timeLimit(.minutes(5)))
struct LogMeddlingTests {
    /// Four times so many: each part has a database of its own.
    private static let count = 250

    @Test("shows it, in a thousand ways of a thousand", arguments: 1...4)
    func thousand(part: Int) async throws {
        let seed = UInt64.random(in: 0 ... .max)
        try await LogFixture.with { log in
            for round in 0..<6 {
                try await log.add(round * 8..<round * 8 + 8)
                try await log.seal(Int64(round))
            }
            let file = try await log.shipped()
            let sizes = file.checkpoints.map(\.checkpoint.size)
            let clean = try await log.verified(file)
            try #require(clean.faults.isEmpty, "\(clean.faults)")
            let verifying = LogVerifying(verifiers: [log.signer.verifier], shipped: file, pageSize: 64)
            let blind = LogVerifying(verifiers: [log.signer.verifier], pageSize: 64)
            let settings = try #require(TestDatabase.current).superuserSettings()
            var generator = SeededGenerator(seed: seed)
            var missed: [Meddling] = []
            var seen = Set<LogFault.Kind>()
            try await Database.withDatabase(settings, logger: .quiet) { database in
                for _ in 0..<Self.count {
                    let meddling = Meddling.random(leafCount: 48, sizes: sizes, using: &generator)
                    let kinds = try await database.transaction(.readCommitted) { transaction in
                        _ = try await transaction.executeScript(
                            "set local session_replication_role = replica;\n" + meddling.sql
                        )
                        transaction.rollBackAtEnd()
                        let whole = try await verifying.run(on: transaction).faults.map(\.kind)
                        guard !meddling.needsFile else { return whole }
                        // What the database alone shows must be shown without the file too.
                        return try await blind.run(on: transaction).faults.isEmpty ? [] : whole
                    }
                    if kinds.isEmpty { missed.append(meddling) }
                    seen.formUnion(kinds)
                }
            }
            #expect(missed.isEmpty, "part \(part), seed \(seed): \(missed.count) missed, such as \(missed.prefix(3))")
            // The control: none of the rounds changed what is there.
            let again = try await log.verified(file)
            #expect(again.faults.isEmpty)
            #expect(seen.count >= 8, "\(seen)")
        }
    }

    @Test("has an edit for every column of an event, so that none is outside of its leaf")
    func everyColumn() async throws {
        let rows = try await superuserRows(
            """
            select attname from pg_attribute where attrelid = 'audit_event'::regclass and attnum > 0 and not attisdropped
            """
        )
        let columns = Set(rows.compactMap { $0[0] })
        #expect(columns == Meddling.editedColumns)
        #expect(columns == Set(LeafFormat.fields.map(\.column)))
    }

    @Test("names each fault by its kind and place", arguments: MeddledPlace.all)
    func places(_ place: MeddledPlace) async throws {
        try await LogFixture.with { log in
            try await log.add(0..<8)
            try await log.seal(1)
            try await log.add(8..<16)
            try await log.seal(2)
            let file = try await log.shipped()
            try await log.meddle(place.sql)
            let report = try await log.verified(place.isWithFile ? file : nil)
            #expect(report.faults.map { "\($0.kind) \($0.place ?? -1)" } == place.faults, "\(place.sql)")
        }
    }

    @Test("is not taken for sound by a key that nobody trusts, nor with a file that was edited")
    func keysAndFiles() async throws {
        try await LogFixture.with { log in
            try await log.add(0..<8)
            try await log.seal(1)
            try await log.add(8..<12)
            try await log.seal(2)
            let file = try await log.shipped()
            try #require(file.checkpoints.count == 2)
            let stranger = try #require(
                LogSigner(name: log.signer.verifier.name, secret: [UInt8](repeating: 1, count: 32))
            )
            let unsigned = try await log.verified(by: [stranger.verifier])
            #expect(unsigned.faults.map(\.kind) == [.checkpointUnsigned, .checkpointUnsigned])
            #expect(unsigned.lastGood == nil)
            let text = file.checkpoints.map(CheckpointFile.entry).joined()
            let edited = try await log.verified(CheckpointFile(text.replacing("\n8\n", with: "\n08\n")))
            #expect(edited.faults.map(\.kind).contains(.fileUnreadable))
            let other = try SignedCheckpoint(
                Checkpoint(
                    origin: file.checkpoints[0].checkpoint.origin,
                    size: 8,
                    root: Merkle.leafHash([9]),
                    sealedAt: LogFixture.begin,
                    horizon: 1
                ),
                by: log.signer
            )
            let replaced = try await log.verified(
                CheckpointFile([other, file.checkpoints[1]].map(CheckpointFile.entry).joined())
            )
            #expect(replaced.faults.map(\.kind) == [.checkpointReplaced])
            let shortened = try await log.verified(CheckpointFile(CheckpointFile.entry(file.checkpoints[1])))
            #expect(shortened.faults.isEmpty, "a file may begin later: \(shortened.faults)")
        }
    }
}

/// A way to meddle, and what is to be told of it.
struct MeddledPlace: Sendable, CustomTestStringConvertible {
    let sql: String
    var isWithFile = false
    let faults: [String]

    var testDescription: String { sql }

    static let all = [
        MeddledPlace(
            sql: "update audit_event set outcome = 12 where id = (select event_id from audit_leaf where leaf_no = 3)",
            faults: ["eventChanged 3"]
        ),
        MeddledPlace(
            sql: "delete from audit_event where id = (select event_id from audit_leaf where leaf_no in (4))",
            faults: ["eventMissing 4"]
        ),
        MeddledPlace(
            sql: "delete from audit_leaf where leaf_no >= 12",
            faults: ["leavesMissing 12"] + Array(repeating: "eventAdded -1", count: 4)
        ),
        MeddledPlace(sql: "delete from audit_checkpoint where size = 16", faults: ["leavesUnsigned 8"]),
        MeddledPlace(
            sql: "delete from audit_checkpoint where size = 8",
            isWithFile: true,
            faults: ["checkpointMissing 8"]
        ),
        MeddledPlace(
            sql: "update audit_checkpoint set root = sha256('x') where size = 8",
            faults: ["checkpointUnreadable 8"]
        ),
        MeddledPlace(
            sql: "update audit_leaf set leaf_hash = sha256('x') where leaf_no = 9",
            faults: ["eventChanged 9", "rootDiffers 16"]
        ),
        // A leaf that cannot be read hides nothing: what follows is told as missing, and its events as never sealed.
        MeddledPlace(
            sql: "update audit_leaf set recorded_at = 'infinity' where leaf_no = 9",
            faults: ["eventUnreadable 0", "leavesMissing 0", "leavesMissing 0"]
                + Array(repeating: "eventAdded -1", count: 16)
        ),
    ]
}

/// Chance that can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
