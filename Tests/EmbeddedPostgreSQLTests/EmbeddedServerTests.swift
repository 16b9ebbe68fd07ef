// The private server's life: made, kept, refused, shared, crashed and left behind.
import Foundation
import Testing

@testable import EmbeddedPostgreSQL

@Suite("The private server", .serialized)
struct EmbeddedServerTests {
    @Test("the first start makes the database, later starts keep it", .timeLimit(.minutes(2)))
    func keepsData() async throws {
        try await ScratchFolder.with { folder in
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                _ = try await server.query("create table kept as select 7 as n", owner: true)
                try await server.expect("select current_user || ' ' || n from kept", "workup 7")
            }
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                try await server.expect("select n from kept", "7")
            }
            #expect(PostmasterFile.running(dataFolder: "\(folder.path)/data/data") == nil)
        }
    }

    @Test("its settings are durable, private and quiet about values", .timeLimit(.minutes(2)))
    func settings() async throws {
        let expected = [
            "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_checksums": "on",
            "data_sync_retry": "off", "listen_addresses": "", "jit": "off", "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0", "log_error_verbosity": "terse", "wal_level": "replica",
            "server_encoding": "UTF8", "TimeZone": "UTC", "max_connections": "100",
        ]
        try await ScratchFolder.with { folder in
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                for (name, value) in expected {
                    try await server.expect("show \(name)", value)
                }
                #expect(FileSystem.status(server.socketFolder)?.mode == 0o700)
                #expect(FileSystem.status(server.dataFolder)?.mode == 0o700)
                let rights = "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = 'workup'"
                try await server.expect(rights, "f")
                await #expect(throws: QueryFailure.self) { try await server.query("create table mine (n int)") }
            }
        }
    }

    @Test("a second service on the same data is refused and told which process has it", .timeLimit(.minutes(2)))
    func refusesSecondService() async throws {
        try await ScratchFolder.with { folder in
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { _ in
                let error = await #expect(throws: EmbeddedServerError.self) {
                    try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { _ in
                    }
                }
                let own = ProcessInfo.processInfo.processIdentifier
                #expect(error?.code == .inUse(processIdentifier: own))
                #expect(error?.description.contains("process \(own)") == true)
            }
        }
    }

    @Test("a killed server is started again, and nothing acknowledged is lost", .timeLimit(.minutes(2)))
    func survivesServerCrash() async throws {
        try await ScratchFolder.with { folder in
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                _ = try await server.query("create table kept as select 7 as n", owner: true)
                for _ in 1...2 {
                    let before = try #require(server.process)
                    kill(before, SIGKILL)
                    try await server.expect("select n from kept", "7", eventually: true)
                    #expect(server.process != before)
                }
            }
        }
    }

    @Test("a server left behind by a killed service is replaced, and its data kept", .timeLimit(.minutes(2)))
    func replacesOrphan() async throws {
        try await ScratchFolder.with { folder in
            let place = try await ClusterFolder.prepare(folder.configuration.dataFolder)
            let cluster = try await Cluster.prepare(folder.configuration, in: place, logger: quiet)
            try await cluster.startDetached()
            let orphan = try #require(cluster.running()).processIdentifier
            _ = try await EmbeddedServer(cluster).query("create table kept as select 7 as n", owner: true)
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                #expect(server.process != orphan)
                try await server.expect("select n from kept", "7")
            }
        }
    }

    @Test("a server whose main process was killed does not stop the next start", .timeLimit(.minutes(2)))
    func startsAfterKilledOrphan() async throws {
        try await ScratchFolder.with { folder in
            let place = try await ClusterFolder.prepare(folder.configuration.dataFolder)
            let cluster = try await Cluster.prepare(folder.configuration, in: place, logger: quiet)
            try await cluster.startDetached()
            kill(try #require(cluster.running()).processIdentifier, SIGKILL)
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                try await server.expect("select 1", "1")
            }
        }
    }

    @Test("a number in a stale file that now belongs to another process is no server", .timeLimit(.minutes(2)))
    func ignoresReusedNumber() async throws {
        try await ScratchFolder.with { folder in
            let place = try await ClusterFolder.prepare(folder.configuration.dataFolder)
            let cluster = try await Cluster.prepare(folder.configuration, in: place, logger: quiet)
            try FileSystem.write(
                "\(ProcessInfo.processInfo.processIdentifier)\n\(place.data)\n1\n5432\n\n\n\nready\n",
                to: "\(place.data)/postmaster.pid",
                owner: place.account
            )
            #expect(cluster.running() == nil)
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                try await server.expect("select 1", "1")
            }
        }
    }

    @Test("an interrupted first start is begun anew", .timeLimit(.minutes(2)))
    func redoesInterruptedStart() async throws {
        try await ScratchFolder.with { folder in
            let place = try await ClusterFolder.prepare(folder.configuration.dataFolder)
            try FileManager.default.createDirectory(atPath: place.draft, withIntermediateDirectories: false)
            try "15\n".write(toFile: "\(place.draft)/PG_VERSION", atomically: true, encoding: .utf8)
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                try await server.expect("select 1", "1")
            }
        }
    }

    @Test("cancelling the service lets its work end before the server stops", .timeLimit(.minutes(2)))
    func stopsAfterBody() async throws {
        try await ScratchFolder.with { folder in
            let configuration = folder.configuration
            let (entered, entering) = AsyncStream.makeStream(of: Void.self)
            let service = Task {
                defer { entering.finish() }
                return try await EmbeddedServer.withServer(configuration, owning: .exclusive, logger: quiet) { server in
                    entering.finish()
                    // Sleeps until it is cancelled.
                    try? await Task.sleep(for: .seconds(60))
                    return await uncancelled { server.process != nil }
                }
            }
            for await _ in entered {}
            let data = "\(configuration.dataFolder)/data"
            service.cancel()
            let ranUntilTheEnd = try await service.value
            #expect(ranUntilTheEnd)
            #expect(PostmasterFile.running(dataFolder: data) == nil)
        }
    }

    @Test("where the path is too long for a socket, a short folder takes it", .timeLimit(.minutes(2)))
    func usesShortSocketFolder() async throws {
        try await ScratchFolder.with { folder in
            var configuration = folder.configuration
            configuration.dataFolder = "\(folder.path)/\(String(repeating: "long/", count: 20))data"
            let place = try await ClusterFolder.prepare(configuration.dataFolder)
            let socketFolder = try place.makeSocketFolder()
            try await EmbeddedServer.withServer(configuration, owning: .exclusive, logger: quiet) { server in
                #expect(server.socketFolder == socketFolder)
                #expect(!server.socketFolder.hasPrefix(folder.path))
                try await server.expect("select 1", "1")
                try await EmbeddedServer.withServer(configuration, owning: .shared, logger: quiet) { command in
                    #expect(command.socketFolder == server.socketFolder)
                }
            }
            try FileSystem.remove(socketFolder)
        }
    }
}
