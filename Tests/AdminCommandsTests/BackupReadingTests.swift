// What is read of a repository and of the clock, as tables: kinds that are due, faults that are found, settings that count.
import Domain
import EmbeddedPostgreSQL
import Testing

@testable import AdminCommands
@testable import Records

@Suite("Reading backups")
struct BackupReadingTests {
    private static func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

    private static let info = """
        [{"name":"workup","archive":[{"id":"15-1","min":"000000010000000000000001","max":"0000000200000000000000A2"}],
        "backup":[{"label":"20261101-013000F","type":"full","error":false,"timestamp":{"start":1793496600,"stop":1793496660},
        "info":{"size":100,"repository":{"delta":40}},"archive":{"start":"000000010000000000000002","stop":"000000010000000000000002"}},
        {"label":"20261101-013000F_20261102-013000D","type":"diff","error":true,
        "timestamp":{"start":1793583000,"stop":1793583060},"info":{"size":110,"repository":{"delta":5}},
        "archive":{"start":null,"stop":null}}]}]
        """

    @Test("the catalogue has every backup, from when it can be restored, and where the newest log lies")
    func catalogue() throws {
        let catalogue = try BackupCatalogue(info: Self.info, stanza: "workup")
        #expect(catalogue.backups.map(\.kind) == [.full, .differential])
        #expect(catalogue.backups.map(\.repositoryBytes) == [40, 5])
        #expect(catalogue.backups.map(\.hasDamagedPages) == [false, true])
        let earliest = try Self.instant("2026-11-01T01:31:00Z")
        #expect(catalogue.earliest == earliest)
        #expect(catalogue.newest?.folder == "archive/workup/15-1/0000000200000000")
        let other = try BackupCatalogue(info: Self.info, stanza: "other")
        #expect(other.backups.isEmpty && other.newest == nil && other.earliest == nil)
    }

    @Test("a full backup is due when there is none, and each week")
    func kindDue() throws {
        let catalogue = try BackupCatalogue(info: Self.info, stanza: "workup")
        for (now, kind) in [
            ("2026-11-03T01:30:00Z", BackupKind.differential), ("2026-11-08T00:29:00Z", .differential),
            ("2026-11-08T00:30:00Z", .full), ("2026-12-01T00:00:00Z", .full),
        ] {
            let instant = try Self.instant(now)
            #expect(catalogue.kindDue(now: instant) == kind, "\(now)")
        }
        let none = try BackupCatalogue(info: "[]", stanza: "workup")
        #expect(none.kindDue(now: .max) == .full)
    }

    @Test("a backup of a time line that a restore left behind is not where the newest one is reached from")
    func timelines() throws {
        func backup(_ label: String, _ timeline: Int, _ end: String, _ seconds: Int) -> String {
            """
            {"label":"\(label)","type":"full","error":false,"timestamp":{"start":\(seconds),"stop":\(seconds)},
            "lsn":{"start":"0/0","stop":"\(end)"},
            "archive":{"start":"x","stop":"0000000\(timeline)0000000000000002"}}
            """
        }
        let backups = [backup("first", 1, "0/2000100", 10), backup("left", 2, "0/7000100", 20)]
        let info = """
            [{"name":"workup","archive":[{"id":"15-1","min":"x","max":"000000030000000000000009"}],
            "backup":[\(backups.joined(separator: ","))]}]
            """
        let catalogue = try BackupCatalogue(info: info, stanza: "workup")
        #expect(catalogue.newest?.history(of: 26) == "archive/workup/15-1/0000001A.history")
        let third = "1\t0/3000640\tbefore 2026-11-24 00:39:32+00\n\n\n2\t0/5002880\tbefore 2026-11-24 00:39:37+00\n"
        for (text, timeline, label) in [
            (third, 3, "first"), ("1\t0/3000640\tx\n", 2, "left"), ("", 1, "first"),
            (third.replacing("0/5002880", with: "0/8000000"), 3, "left"),
        ] as [(String, UInt32, String)] {
            let history = TimelineHistory(text, of: timeline)
            #expect(catalogue.backup(before: nil, on: history)?.label == label, "\(timeline)")
        }
        let early = Instant(microsecondsSince1970: 15_000_000)
        #expect(catalogue.backup(before: early, on: TimelineHistory("", of: 1))?.label == "first")
        #expect(catalogue.backup(before: .min, on: TimelineHistory("", of: 1)) == nil)
    }

    @Test("a backup is due when the last time of day that passed has none, also on days when the clock changes")
    func due() throws {
        let zone = try #require(ServiceZone("Europe/Amsterdam"))
        let time = try #require(TimeOfDay("02:30"))
        for (last, now, isDue) in [
            (nil, "2026-11-23T12:00:00Z", true), ("2026-11-23T01:30:05Z", "2026-11-23T12:00:00Z", false),
            ("2026-11-22T01:30:05Z", "2026-11-23T01:29:00Z", false),
            ("2026-11-22T01:30:05Z", "2026-11-23T01:30:00Z", true),
            ("2026-11-20T10:00:00Z", "2026-11-23T01:00:00Z", true),
            // Summer time ends on 25 October 2026 at 01:00 UTC.
            ("2026-10-24T00:30:05Z", "2026-10-25T00:30:00Z", true),
            ("2026-10-25T00:30:05Z", "2026-10-25T01:30:00Z", false),
        ] as [(String?, String, Bool)] {
            let (before, instant) = (try last.map { try Self.instant($0) }, try Self.instant(now))
            #expect(BackupSchedule.isDue(time, last: before, instant, zone) == isDue, "\(last ?? "none") \(now)")
        }
    }

    @Test(
        "a time of day is two digits, a colon and two digits",
        arguments: ["2:30", "24:00", "02:60", "02-30", "02:30:00", ""]
    )
    func timeOfDay(_ text: String) {
        #expect(TimeOfDay(text) == nil)
        #expect(!SettingKey.backupDailyAt.kind.allows(.text(text)))
        #expect(SettingKey.backupDailyAt.kind.allows(.text("23:59")))
        #expect(SettingKey.backupDailyAt.kind.allows(.text("none")))
    }

    @Test("verifying names each damaged or missing file, and a gap in the log of one time line")
    func faults() {
        let lines = [
            "2026-11-23 23:24:59.391 P00   INFO: verify command begin 2.45: --config=/x --repo1-cipher-pass=<redacted>",
            "2026-11-23 23:24:59.429 P01   INFO: invalid checksum '15-1/0000000100000000/000000010000000000000001-c9.zst'",
            "2026-11-23 23:27:12.504 P01   INFO: invalid result 15-1/00/01-76.zst: [29] raised from local-1 protocol: zst error",
            "2026-11-23 23:24:59.472 P01   INFO: invalid checksum '20261123-232424F/pg_data/base/1/1255.zst'",
            "2026-11-23 23:24:59.473 P01   INFO: file missing '20261123-232424F/bundle/1'",
            "2026-11-23 23:24:59.501 P00 DETAIL: unable to open missing file '/r/backup/workup/2D/backup.manifest' for read",
            "2026-11-23 23:24:59.501 P00   INFO: backup '2D' appears to be in progress, skipping",
            "2026-11-23 23:26:51.200 P00 DETAIL: backup.info.copy does not match backup.info",
            "2026-11-23 23:24:59.503 P00 DETAIL: archiveId: 15-1, wal start: 000000010000000000000001, wal stop: 000000010000000000000004",
            "2026-11-23 23:24:59.503 P00 DETAIL: archiveId: 15-1, wal start: 000000010000000000000006, wal stop: 000000010000000000000007",
            "2026-11-23 23:24:59.503 P00 DETAIL: archiveId: 15-1, wal start: 000000020000000000000008, wal stop: 000000020000000000000009",
            "2026-11-23 23:24:59.503 P00   INFO: stanza: workup", "  status: error",
            "2026-11-23 23:24:59.503 P00   INFO: verify command end: completed successfully (113ms)",
        ]
        #expect(
            RepositoryCheck(lines).faults == [
                RepositoryFault(kind: .damaged, place: "15-1/0000000100000000/000000010000000000000001-c9.zst"),
                RepositoryFault(kind: .damaged, place: "15-1/00/01-76.zst"),
                RepositoryFault(kind: .damaged, place: "20261123-232424F/pg_data/base/1/1255.zst"),
                RepositoryFault(kind: .missing, place: "20261123-232424F/bundle/1"),
                RepositoryFault(kind: .list, place: "backup.info.copy"),
                RepositoryFault(kind: .gap, place: "000000010000000000000004 – 000000010000000000000006"),
            ]
        )
    }

    @Test("what a damaged list holds, which can be a key, is never repeated")
    func noKey() {
        for words in [
            "key/value found outside of section at line 1: cipher-pass=\"hunter2\"", "unable to flush hunter2",
            "missing '=' in key/value at line 10: hunter2", "invalid JSON value at line 6 'hunter2'", "hunter2",
        ] {
            let faults = RepositoryCheck(["2026-11-23 23:26:51.200 P00 DETAIL: \(words)"]).faults
            #expect(faults.count == 1 && !faults[0].place.contains("hunter2"), "\(words)")
        }
    }

    @Test("a setting of the server counts as it is wanted, and its reason is told in both languages")
    func serverSettings() throws {
        let table: [(String, String, CheckState)] = [
            ("fsync", "on", .ok), ("fsync", "off", .fault), ("synchronous_commit", "remote_apply", .ok),
            ("synchronous_commit", "off", .fault), ("data_checksums", "off", .fault), ("wal_level", "logical", .ok),
            ("wal_level", "minimal", .fault), ("archive_mode", "off", .warning), ("archive_timeout", "0", .warning),
            ("archive_timeout", "60", .ok), ("log_parameter_max_length", "-1", .fault),
            ("log_statement", "all", .fault),
            ("log_error_verbosity", "default", .fault), ("client_connection_check_interval", "0", .warning),
        ]
        for (name, value, state) in table {
            let check = try #require(ServerSettingCheck.all.first { $0.name == name })
            let row = check.row(ServerSetting(name: name, value: value, unit: ""), .en)
            #expect(row.state == state, "\(name) \(value)")
        }
        for check in ServerSettingCheck.all {
            #expect(check.why.en != check.why.nl)
            #expect(check.row(nil, .nl).state == .notVisible)
        }
    }
}
