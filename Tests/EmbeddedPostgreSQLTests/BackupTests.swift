// What the private server and pgBackRest are told of each other, without either running.
import Foundation
import Testing

@testable import EmbeddedPostgreSQL

@Suite("Backups of the private server")
struct BackupTests {
    private static func folder(_ path: String) -> ClusterFolder {
        ClusterFolder(path: path, account: .current())
    }

    @Test("the archive command survives blanks, quotes and per cent signs in a path")
    func archiveCommand() {
        let program = Program(path: "/opt/a b/pgbackrest", account: .current(), workingFolder: "/")
        let pgBackRest = PgBackRest(program: program, settingsFile: "/data/it's 5%/x.conf", stanza: "workup")
        let expected = "'/opt/a b/pgbackrest' '--config=/data/it'\\''s 5%%/x.conf' '--stanza=workup' 'archive-push' %p"
        #expect(pgBackRest.archiveCommand == expected)
    }

    @Test("a server without a repository archives nothing, one with it hands over its log each minute")
    func settings() {
        for (command, lines) in [
            (nil, ["archive_mode = off"]), ("push %p", ["archive_mode = on", "archive_timeout = 60"]),
        ] {
            let settings = ClusterSettings(
                kind: .durable,
                archiveCommand: command,
                socketFolder: "/s",
                logFolder: "/l",
                memoryMiB: 1_024
            )
            for line in lines { #expect(settings.serverFile.contains("\n\(line)\n")) }
            #expect(settings.serverFile.contains("archive_command") == (command != nil))
        }
    }

    @Test("pgBackRest's last words become a kind of failure")
    func errors() {
        let table: [(String, BackupError)] = [
            ("P00  ERROR: [050]: unable to acquire lock on file '/x'", .busy),
            ("P00  ERROR: [087]: archive_mode must be enabled", .notArchiving),
            (
                "P00  ERROR: [055]: unable to load info file",
                .failed(command: "info", code: 55, words: "unable to load info file")
            ),
            ("", .failed(command: "info", code: 0, words: "")),
        ]
        for (line, expected) in table { #expect(PgBackRest.error("info", ["P00   INFO: begin", line]) == expected) }
    }

    @Test("a command without the settings of the service uses the repository that is in use")
    func placesInUse() throws {
        try ScratchFolder.withPlain { path in
            let folder = Self.folder(path)
            let standard = RepositoryPlaces(BackupRepository(), in: folder)
            #expect(standard.repository == "\(path)/backups" && standard.keyFile == "\(path)/backup/key")
            try FileManager.default.createDirectory(atPath: folder.backup, withIntermediateDirectories: true)
            try "/mnt/b\n/etc/k\n".write(toFile: folder.repositoryNote, atomically: true, encoding: .utf8)
            let used = RepositoryPlaces(BackupRepository(), in: folder)
            #expect(used.repository == "/mnt/b" && used.keyFile == "/etc/k")
            let chosen = RepositoryPlaces(BackupRepository(folder: "/other/"), in: folder)
            #expect(chosen.repository == "/other" && chosen.keyFile == "/etc/k")
        }
    }

    @Test("a key is made once, for its account alone, and refused where others can read it")
    func key() throws {
        try ScratchFolder.withPlain { path in
            let file = "\(path)/key"
            #expect(throws: BackupError.keyMissing(file)) { try BackupKey.read(file) }
            try BackupKey.make(at: file, owner: .current())
            let key = try BackupKey.read(file)
            #expect(key.count == 64)
            try BackupKey.make(at: file, owner: .current())
            let again = try BackupKey.read(file)
            #expect(again == key)
            #expect(FileSystem.status(file)?.mode == 0o600)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
            #expect(throws: BackupError.keyOpenToOthers(file)) { try BackupKey.read(file) }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            try "short\n".write(toFile: file, atomically: false, encoding: .utf8)
            #expect(throws: BackupError.keyUnreadable(file)) { try BackupKey.read(file) }
        }
    }

    @Test("no new database is made where a restore that was cut short left one under another name")
    func leftovers() throws {
        try ScratchFolder.withPlain { path in
            let folder = Self.folder(path)
            try folder.refuseLeftovers()
            let aside = "\(path)/data.before-20261123T010203Z"
            try FileManager.default.createDirectory(atPath: aside, withIntermediateDirectories: true)
            try folder.refuseLeftovers()
            try "15\n".write(toFile: "\(aside)/PG_VERSION", atomically: true, encoding: .utf8)
            #expect(throws: EmbeddedServerError.self) { try folder.refuseLeftovers() }
        }
    }

    @Test("places in the log are counted in segments, from a name and from an address alike")
    func places() {
        for (address, name) in [
            ("0/8000028", "000000010000000000000008"), ("0/FF000000", "0000000100000000000000FF"),
            ("1/0", "000000020000000100000000"), ("A2/1000000", "00000001000000A200000001"),
        ] {
            #expect(LogPlace(address)?.segment == LogPlace(segment: name)?.segment && LogPlace(address) != nil)
        }
        #expect(LogPlace("8000028") == nil && LogPlace(segment: "00000002.history") == nil)
    }

    @Test("a path with a line end is not written into pgBackRest's settings")
    func lineEnd() throws {
        let folder = Self.folder("/data")
        let bad = RepositoryPlaces(BackupRepository(folder: "/mnt/a\nrepo1-cipher-type=none"), in: folder)
        let file = PgBackRestFile(
            folder: folder,
            places: bad,
            socketFolder: "/s",
            key: "k",
            retentionDays: 35,
            queueBytesMax: 1,
            processorCount: 2
        )
        #expect(throws: BackupError.pathUnusable(bad.repository)) { try file.text() }
    }
}

extension ScratchFolder {
    /// A folder without a server.
    fileprivate static func withPlain(_ body: (String) throws -> Void) throws {
        let folder = try ScratchFolder()
        defer { try? folder.remove() }
        try body(folder.path)
    }
}
