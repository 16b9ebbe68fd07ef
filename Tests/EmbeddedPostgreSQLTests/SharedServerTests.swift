// Commands beside a service and beside each other.
import Foundation
import Testing

@testable import EmbeddedPostgreSQL

@Suite("Commands and the private server", .serialized)
struct SharedServerTests {
    @Test("a command uses the server of the service and leaves it running", .timeLimit(.minutes(2)))
    func usesService() async throws {
        try await ScratchFolder.with { folder in
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                let process = try #require(server.process)
                try await EmbeddedServer.withServer(folder.configuration, owning: .shared, logger: quiet) { command in
                    #expect(command.connectionString == server.connectionString)
                    try await command.expect("select 1", "1")
                }
                #expect(server.process == process)
            }
        }
    }

    @Test("where no working folder can be seen, the socket tells which process serves", .timeLimit(.minutes(2)))
    func socketTells() async throws {
        try await ScratchFolder.with { folder in
            let data = "\(folder.configuration.dataFolder)/data"
            var served: Int32?
            try await EmbeddedServer.withServer(folder.configuration, owning: .exclusive, logger: quiet) { server in
                let process = try #require(server.process)
                #expect(PostmasterFile.isListening(process, dataFolder: data))
                #expect(!PostmasterFile.isListening(getpid(), dataFolder: data))
                served = process
            }
            #expect(!PostmasterFile.isListening(try #require(served), dataFolder: data))
        }
    }

    @Test("of several commands the last one to leave stops the server", .timeLimit(.minutes(2)))
    func lastOneStops() async throws {
        try await ScratchFolder.with { folder in
            let data = "\(folder.configuration.dataFolder)/data"
            try await EmbeddedServer.withServer(folder.configuration, owning: .shared, logger: quiet) { outer in
                let process = try #require(outer.process)
                try await EmbeddedServer.withServer(folder.configuration, owning: .shared, logger: quiet) { inner in
                    #expect(inner.process == process)
                }
                #expect(outer.process == process)
                try await outer.expect("select 1", "1")
            }
            #expect(PostmasterFile.running(dataFolder: data) == nil)
        }
    }

    @Test("the server outlives the command that started it while another uses it", .timeLimit(.minutes(2)))
    func outlivesItsStarter() async throws {
        try await ScratchFolder.with { folder in
            let place = try await ClusterFolder.prepare(folder.configuration.dataFolder)
            let first = try FolderLocks(place)
            let second = try FolderLocks(place)
            let starter = try await first.enterAsCommand(folder.configuration, logger: quiet)
            let guest = try await second.enterAsCommand(folder.configuration, logger: quiet)
            await starter.leave()
            try await guest.server.expect("select 1", "1")
            await guest.leave()
            #expect(guest.server.process == nil)
        }
    }

    @Test("a service waits for a command, and is refused while it goes on", .timeLimit(.minutes(2)))
    func serviceWaits() async throws {
        try await ScratchFolder.with { folder in
            var configuration = folder.configuration
            configuration.waitTimeout = .milliseconds(300)
            let place = try await ClusterFolder.prepare(configuration.dataFolder)
            let visit = try await FolderLocks(place).enterAsCommand(configuration, logger: quiet)
            let error = await #expect(throws: EmbeddedServerError.self) {
                try await EmbeddedServer.withServer(configuration, owning: .exclusive, logger: quiet) { _ in }
            }
            #expect(error?.code == .inUse(processIdentifier: ProcessInfo.processInfo.processIdentifier))
            try await visit.server.expect("select 1", "1")
            configuration.waitTimeout = .seconds(30)
            async let service: Void = EmbeddedServer.withServer(configuration, owning: .exclusive, logger: quiet) {
                try await $0.expect("select 1", "1")
            }
            await visit.leave()
            try await service
        }
    }
}
