// Backups as people make and restore them: the small drill. `make drill` is the one under load.
import Domain
import EmbeddedPostgreSQL
import Foundation
import Testing

@testable import AdminCommands

@Suite(
    "Backups of the running program",
    .enabled(if: PgBackRest.installedPath != nil, "pgBackRest is not installed"),
    .timeLimit(.minutes(5))
)
struct BackupProcessTests {
    /// The program on one data folder, with its repository beside it.
    private struct Stage {
        let folder: URL
        let workup: WorkupProcess
        let data: [String]
        let repository: URL

        init(_ folder: URL) {
            self.folder = folder
            repository = folder.appending(path: "backups")
            workup = WorkupProcess(["WORKUP_BACKUP_REPOSITORY": repository.path()])
            data = ["--data", folder.appending(path: "data").path()]
        }

        func run(_ arguments: [String]) throws -> WorkupProcess.Finished {
            try workup.run(arguments + data, in: folder)
        }

        func serve() async throws -> WorkupProcess.Started {
            let service = try workup.start(["serve", "--port", "0"] + data, in: folder)
            let greeting = try await service.waitForOutput("127.0.0.1", secondsMax: 60)
            try #require(greeting.contains("127.0.0.1"))
            return service
        }

        func codes() throws -> [String] {
            let listed = try run(["organisation", "list", "--output", "json"])
            let document = try JSONReader.read(Array(listed.output.dropLast()))
            return (document["items"]?.array ?? document.array ?? []).compactMap { $0["code"]?.string }
        }

        /// Changes a byte in the middle of the largest file below a folder of the repository.
        func flipByte(below name: String) throws {
            let place = repository.appending(path: name)
            let walk = FileManager.default.enumerator(at: place, includingPropertiesForKeys: [.fileSizeKey])
            var largest: (url: URL, size: Int)?
            while let url = walk?.nextObject() as? URL {
                let values = try url.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
                guard values.isRegularFile == true, let size = values.fileSize, size > largest?.size ?? 0 else {
                    continue
                }
                largest = (url, size)
            }
            let found = try #require(largest)
            try flip(found.url, at: found.size / 2)
        }

        /// Where the log of the first time line is kept.
        func archive() throws -> URL {
            let place = repository.appending(path: "archive/workup")
            let names = try FileManager.default.contentsOfDirectory(atPath: place.path())
            return place.appending(path: "\(try #require(names.first { $0.hasSuffix("-1") }))/0000000100000000")
        }

        func flip(_ url: URL, at place: Int) throws {
            let file = try FileHandle(forUpdating: url)
            try file.seek(toOffset: UInt64(place))
            let byte = try #require(try file.read(upToCount: 1)?.first)
            try file.seek(toOffset: UInt64(place))
            try file.write(contentsOf: Data([byte ^ 1]))
            try file.close()
        }
    }

    @Test("bring back what was there at a moment, and the log goes on in a new tree that says why")
    func moment() async throws {
        try await withFolder { folder in
            let stage = Stage(folder)
            let service = try await stage.serve()
            let made = try stage.run(["backup", "create", "--output", "json"])
            #expect(made.code == 0, "\(made.talk)")
            #expect(made.text.contains(#""type":"full""#))
            let second = try stage.run(["backup", "create", "--output", "json"])
            #expect(second.text.contains(#""type":"differential""#), "\(second.talk)")
            let first = try stage.run(["organisation", "add", "UMC", "Test", "neuromuscularCentre"])
            #expect(first.code == 0, "\(first.talk)")
            try await Task.sleep(for: .milliseconds(1_100))
            let moment = Date().formatted(.iso8601)
            try await Task.sleep(for: .milliseconds(1_100))
            let later = try stage.run(["organisation", "add", "LATER", "Test", "neuromuscularCentre"])
            #expect(later.code == 0, "\(later.talk)")
            let restore = ["backup", "restore", "--to", moment, "--reason", "a test"]
            let refused = try stage.run(restore + ["--yes"])
            #expect(refused.code == 75, "a service runs on it: \(refused.talk)")
            service.process.terminate()
            #expect(try service.finished().code == 0)

            let unasked = try stage.run(restore)
            #expect(unasked.code == 64, "\(unasked.talk)")
            let tried = try stage.run(restore + ["--dry-run"])
            #expect(tried.code == 0 && tried.talk.contains("Dry run"))
            let untouched = try stage.codes()
            #expect(untouched.contains("LATER"))
            let restored = try stage.run(restore + ["--yes", "--output", "json"])
            #expect(restored.code == 0, "\(restored.talk)")
            let aside = try JSONReader.read(Array(restored.output.dropLast()))["movedAside"]?.string
            #expect(aside.map { FileManager.default.fileExists(atPath: $0 + "/PG_VERSION") } == true)
            let codes = try stage.codes()
            #expect(codes.contains("UMC") && !codes.contains("LATER"))
            let found = try stage.run(["audit", "search", "--event", "RestoreBackup", "--output", "json"])
            #expect(found.text.contains("a test") && found.text.contains(moment.prefix(16)))
            let again = try await stage.serve()
            let next = try stage.run(["backup", "create"])
            #expect(next.code == 0, "\(next.talk)")
            again.process.terminate()
            #expect(try again.finished().code == 0)
            let sound = try stage.run(["audit", "verify", "--all"])
            #expect(sound.code == 0, "\(sound.talk)")

            // Once more to the same moment, which knows nothing of the first time.
            let twice = try stage.run(restore + ["--yes", "--output", "json"])
            #expect(twice.code == 0, "\(twice.talk)")
            let tree = try JSONReader.read(Array(twice.output.dropLast()))["log"]?.string
            #expect(tree?.hasSuffix("/3") == true)
            let third = try await stage.serve()
            third.process.terminate()
            #expect(try third.finished().code == 0)
            let still = try stage.run(["audit", "verify", "--all"])
            #expect(still.code == 0, "\(still.text)\(still.talk)")

            let beyond = try stage.run(["backup", "restore", "--to", "2099-01-01", "--reason", "a test", "--yes"])
            #expect(beyond.code == 1 && beyond.talk.contains("end before that moment"), "\(beyond.talk)")
            let before = try stage.run(["backup", "restore", "--to", "2020-01-01", "--reason", "a test", "--yes"])
            #expect(before.code == 64 && before.talk.contains("begin at"), "\(before.talk)")
            let kept = try stage.codes()
            #expect(kept == codes)
        }
    }

    @Test("a changed byte in the repository is found and named, and is not restored")
    func changedByte() async throws {
        try await withFolder { folder in
            let stage = Stage(folder)
            let made = try stage.run(["backup", "create", "--type", "full"])
            #expect(made.code == 0, "\(made.talk)")
            let sound = try stage.run(["backup", "verify", "--restore"])
            #expect(sound.code == 0 && sound.talk.contains("sound"), "\(sound.talk)")
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "data/backup-trial").path()))
            let listed = try stage.run(["backup", "list", "--output", "json"])
            let label = try #require(
                try JSONReader.read(Array(listed.output.dropLast()))["backups"]?.array?.first?["label"]?.string
            )
            try stage.flipByte(below: "backup/workup/\(label)/bundle")
            let faulty = try stage.run(["backup", "verify", "--output", "json"])
            #expect(faulty.code == 3, "\(faulty.talk)")
            #expect(faulty.text.contains(#""fault":"damaged""#) && faulty.text.contains(label), "\(faulty.text)")
            let restored = try stage.run(["backup", "restore", "--reason", "a test", "--yes"])
            #expect(restored.code == 1, "\(restored.talk)")
            #expect(restored.talk.contains("pgBackRest failed (restore"), "\(restored.talk)")
            let check = try stage.run(["check", "--output", "json"])
            #expect(check.text.contains(#""check":"backup","isSound":true,"state":"ok""#), "\(check.text)")
        }
    }

    @Test("a changed byte in the log ends a restore to the end with a failure, not early and in silence")
    func changedLog() async throws {
        try await withFolder { folder in
            let stage = Stage(folder)
            let made = try stage.run(["backup", "create", "--type", "full"])
            #expect(made.code == 0, "\(made.talk)")
            // Each of them hands over its log when the last of them ends.
            for code in ["ONE", "TWO"] {
                let added = try stage.run(["organisation", "add", code, "Test", "neuromuscularCentre"])
                #expect(added.code == 0, "\(added.talk)")
            }
            let archive = try stage.archive()
            let names = try FileManager.default.contentsOfDirectory(atPath: archive.path()).filter {
                $0.hasSuffix("zst")
            }
            let second = try #require(names.sorted().dropLast().last)
            let size = try Data(contentsOf: archive.appending(path: second)).count
            try stage.flip(archive.appending(path: second), at: size / 2)
            let faulty = try stage.run(["backup", "verify"])
            #expect(faulty.code == 3 && faulty.text.contains(second.prefix(24)), "\(faulty.text)")
            let restored = try stage.run(["backup", "restore", "--reason", "a test", "--yes"])
            #expect(restored.code == 1 && restored.talk.contains("cannot be read to its end"), "\(restored.talk)")
            let kept = try stage.codes()
            #expect(kept.contains("TWO"))
        }
    }

    @Test("a repository whose mount is gone is told, never begun anew, and the record goes on")
    func missingMount() async throws {
        try await withFolder { folder in
            let stage = Stage(folder)
            let made = try stage.run(["backup", "create"])
            #expect(made.code == 0, "\(made.talk)")
            let elsewhere = folder.appending(path: "elsewhere")
            try FileManager.default.moveItem(at: stage.repository, to: elsewhere)
            let listed = try stage.run(["organisation", "list"])
            #expect(listed.code == 0, "\(listed.talk)")
            #expect(!FileManager.default.fileExists(atPath: stage.repository.path()))
            let check = try stage.run(["check", "--output", "json"])
            #expect(check.code == 3 && check.text.contains(#""check":"backup","isSound":false"#), "\(check.text)")
            try FileManager.default.moveItem(at: elsewhere, to: stage.repository)
            let again = try stage.run(["backup", "create"])
            #expect(again.code == 0, "\(again.talk)")
        }
    }

    @Test("the service makes the backup that is due, not while it starts, and no second one that day")
    func schedule() async throws {
        try await withFolder { folder in
            let flags: [SettingKey: SettingValue] = [
                .data: .text(folder.appending(path: "data").path()),
                .backupRepository: .text(folder.appending(path: "backups").path()),
            ]
            let settings = try SettingsReader(flags: flags, environment: [:], file: nil).settings()
            let surroundings = Surroundings.live
            let run = Run(
                surroundings: surroundings,
                console: Console(surroundings: surroundings, form: .json, language: .en),
                settings: settings,
                settingFaults: [],
                isVerbose: false
            )
            let opening = RecordOpening(run: run)
            let counts: [Int] = try await opening.withConnections { session, _ in
                let schedule = try #require(BackupSchedule(session, logger: opening.logger))
                var told = BackupSchedule.Told()
                var counts: [Int] = []
                for mayMake in [false, true, true] {
                    let isDone = await schedule.round(&told, mayMake: mayMake)
                    #expect(isDone)
                    counts.append(try await BackupPlace.find(settings).catalogue().backups.count)
                }
                return counts
            }
            #expect(counts == [0, 1, 1])
        }
    }

    @Test("a named server is told to be backed up where it stands")
    func namedServer() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess(["WORKUP_DATABASE_URL": "host=/nowhere dbname=x"])
            for verb in ["create", "list", "verify"] {
                let finished = try workup.run(["backup", verb, "--language", "nl"], in: folder)
                #expect(finished.code == 78 && finished.talk.contains("backup.stanza"), "\(finished.talk)")
            }
            let restore = try workup.run(["backup", "restore", "--reason", "a test"], in: folder)
            #expect(restore.code == 78, "\(restore.talk)")
        }
    }
}
