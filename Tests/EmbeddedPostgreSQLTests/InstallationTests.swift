// What needs no server: finding PostgreSQL, reading its files, refusing folders.
import Foundation
import Testing

@testable import EmbeddedPostgreSQL

@Suite("Finding PostgreSQL and its data")
struct InstallationTests {
    @Test(
        "versions are read as servers print them",
        arguments: [
            ("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n", "15.14", 15),
            ("postgres (PostgreSQL) 16.4 (Homebrew)\n", "16.4", 16), ("postgres (PostgreSQL) 18beta1\n", "18beta1", 18),
            ("postgres (PostgreSQL) 17.0", "17.0", 17),
        ]
    )
    func readsVersion(line: String, version: String, majorVersion: Int) {
        let installation = PostgreSQLInstallation.parse(versionLine: line, binFolder: "/bin")
        #expect(installation?.version == version)
        #expect(installation?.majorVersion == majorVersion)
    }

    @Test(
        "what is no version line is no installation",
        arguments: ["", "postgres", "pgbouncer 1.2.3", "postgres (Fork) 15.1"]
    )
    func refusesOtherLines(line: String) {
        #expect(PostgreSQLInstallation.parse(versionLine: line, binFolder: "/bin") == nil)
    }

    @Test("the installed PostgreSQL is found")
    func finds() async throws {
        let installation = try await PostgreSQLInstallation.find()
        #expect(installation.majorVersion >= PostgreSQLInstallation.majorVersionMin)
        #expect(
            try await PostgreSQLInstallation.find(fitting: installation.majorVersion).majorVersion
                == installation.majorVersion
        )
    }

    @Test("data of a version that is not installed is refused, naming what to install")
    func refusesOtherVersion() async throws {
        let error = await #expect(throws: EmbeddedServerError.self) {
            try await PostgreSQLInstallation.find(fitting: 99)
        }
        #expect(error?.code == .versionMismatch)
        #expect(error?.hint.contains("postgresql-99") == true)
    }

    @Test("an empty folder of programs is no installation, and the error says what to install")
    func refusesEmptyFolder() async throws {
        let error = await #expect(throws: EmbeddedServerError.self) {
            try await PostgreSQLInstallation.find(binFolder: "/nowhere")
        }
        #expect(error?.code == .notInstalled)
        #expect(error?.hint.contains("apt-get install postgresql") == true)
    }

    @Test("the server's own file tells process, socket and state")
    func readsPostmasterFile() throws {
        let ready = try #require(
            PostmasterFile(text: "41\n/data\n1700000000\n5432\n/sock\n\n  5432001  65\nready   \n")
        )
        #expect(ready.processIdentifier == 41)
        #expect(ready.socketFolder == "/sock")
        #expect(ready.isReady)
        #expect(PostmasterFile(text: "41\n/data\n1\n5432\n/sock\n\n\nstarting\n")?.isReady == false)
        #expect(PostmasterFile(text: "-41\n/data\n")?.processIdentifier == 41)
        #expect(PostmasterFile(text: "") == nil)
        #expect(PostmasterFile(text: "x\n") == nil)
        #expect(PostmasterFile(text: "-2147483648\n") == nil)
    }

    @Test("odd characters in a path survive the configuration file")
    func quotesPaths() {
        let settings = ClusterSettings(
            kind: .durable,
            socketFolder: #"/a, b/c'd\e"f"#,
            logFolder: "/l'g",
            memoryMiB: 4096
        )
        #expect(settings.serverFile.contains(#"unix_socket_directories = '"/a, b/c''d\\e""f"'"#))
        #expect(settings.serverFile.contains("log_directory = '/l''g'"))
        #expect(settings.serverFile.contains("shared_buffers = 512MB"))
    }

    @Test("the default folder follows the XDG rules, and root's is one that postgres can reach")
    func choosesFolder() {
        #expect(
            EmbeddedServerConfiguration.defaultDataFolder(environment: ["XDG_DATA_HOME": "/x", "HOME": "/h"])
                == "/x/workup/postgresql"
        )
        let expected = Account.isRoot ? "/var/lib/workup/postgresql" : "/h/.local/share/workup/postgresql"
        #expect(EmbeddedServerConfiguration.defaultDataFolder(environment: ["HOME": "/h"]) == expected)
        #expect(EmbeddedServerConfiguration(dataFolder: "/a/b//").dataFolder == "/a/b")
        #expect(EmbeddedServerConfiguration(dataFolder: "rel").dataFolder.hasPrefix("/"))
    }

    @Test("a folder with something else in it is refused, and nothing in it is touched")
    func refusesForeignFolder() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.configuration.dataFolder
            try FileManager.default.createDirectory(atPath: "\(path)/data", withIntermediateDirectories: true)
            try "letter".write(toFile: "\(path)/data/letter.txt", atomically: true, encoding: .utf8)
            let error = await #expect(throws: EmbeddedServerError.self) {
                try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { _ in }
            }
            #expect(error?.code == .folderUnusable)
            #expect(FileSystem.read("\(path)/data/letter.txt") == "letter")
        }
    }

    @Test("a folder the server's account cannot reach is refused with advice", .enabled(if: Account.isRoot))
    func refusesClosedParent() async throws {
        try await ScratchFolder.with { folder in
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
            let error = await #expect(throws: EmbeddedServerError.self) {
                try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { _ in }
            }
            #expect(error?.code == .folderUnusable)
            #expect(error?.hint.contains("--data") == true)
        }
    }

    @Test("root's first use of a folder in an account's own serves that account", .enabled(if: Account.isRoot))
    func servesOwnerOfParent() throws {
        let folder = "/tmp/workup-owner-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try Account.serving(dataFolder: "\(folder)/new/postgresql").name == "postgres")
        let account = try #require(getpwnam("nobody")?.pointee)
        try #require(chown(folder, account.pw_uid, account.pw_gid) == 0)
        #expect(try Account.serving(dataFolder: "\(folder)/new/postgresql").name == "nobody")
        #expect(try Account.serving(dataFolder: folder).name == "nobody")
    }
}
