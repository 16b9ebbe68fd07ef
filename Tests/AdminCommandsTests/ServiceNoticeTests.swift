// What the service manager is told: that the service is ready, alive, stopping, over sockets of both kinds.
import Foundation
import Testing

@testable import AdminCommands

/// The socket of a service manager, in a folder or of an abstract name (`@…`).
private final class ManagerSocket: Sendable {
    private let descriptor: Int32

    init(_ place: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(place.utf8)
        if place.hasPrefix("@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path) + name.count
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(length)) }
        }
        try #require(bound == 0)
    }

    deinit { close(descriptor) }

    /// The next word; nil where none comes within so many seconds.
    func next(secondsMax: Int) async throws -> String? {
        for _ in 0..<(secondsMax * 20) {
            var bytes = [UInt8](repeating: 0, count: 256)
            let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            if count > 0 { return String(decoding: bytes.prefix(count), as: UTF8.self) }
            try await Task.sleep(for: .milliseconds(50))
        }
        return nil
    }
}

@Suite("What the service manager is told", .timeLimit(.minutes(5)))
struct ServiceNoticeTests {
    @Test(
        "a notice reaches a socket in a folder and one of an abstract name",
        arguments: ["/tmp/workup-notify-", "@workup-notify-"]
    )
    func kinds(_ prefix: String) async throws {
        let place = prefix + "\(UInt64.random(in: 0 ... .max))"
        defer { unlink(place) }
        let manager = try ManagerSocket(place)
        for notice in [ServiceNotice.ready, .alive, .stopping] {
            notice.send([ServiceNotice.placeKey: place])
            #expect(try await manager.next(secondsMax: 5) == notice.rawValue)
        }
    }

    @Test("where nobody listens, or no socket is named, nothing happens")
    func nobody() {
        for place in ["/nonexistent/notify", "@nobody-\(UInt64.random(in: 0 ... .max))", "vsock:2:1", ""] {
            ServiceNotice.ready.send([ServiceNotice.placeKey: place])
        }
        ServiceNotice.ready.send([:])
    }

    @Test("signs of life are given where the manager asked this process for them, twice in the time it waits")
    func watchdog() async throws {
        #expect(WatchdogNotice(environment: [:]) == nil)
        #expect(WatchdogNotice(environment: ["WATCHDOG_USEC": "0"]) == nil)
        #expect(WatchdogNotice(environment: ["WATCHDOG_USEC": "9", "WATCHDOG_PID": "5"], processID: 6) == nil)
        let place = "@workup-watchdog-\(UInt64.random(in: 0 ... .max))"
        let manager = try ManagerSocket(place)
        let asked = ["WATCHDOG_USEC": "400000", "WATCHDOG_PID": "6", ServiceNotice.placeKey: place]
        let notice = try #require(WatchdogNotice(environment: asked, processID: 6))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await notice.run() }
            let clock = ContinuousClock()
            let time = try await clock.measure {
                for _ in 1...3 {
                    let word = try await manager.next(secondsMax: 5)
                    #expect(word == "WATCHDOG=1")
                }
            }
            // Two pauses of 0.2 s lie between three words; fewer would be a loop that does not wait.
            #expect(time > .milliseconds(350))
            group.cancelAll()
        }
    }

    @Test("the program tells that it is ready once it listens, that it is alive, and that it stops")
    func wholeLife() async throws {
        try await withFolder { folder in
            let place = folder.appending(path: "notify").path()
            let manager = try ManagerSocket(place)
            let workup = WorkupProcess(["NOTIFY_SOCKET": place, "WATCHDOG_USEC": "1000000"])
            let service = try workup.start(
                ["serve", "--port", "0", "--data", folder.appending(path: "data").path()],
                in: folder
            )
            var words: [String] = []
            while words.suffix(2) != ["WATCHDOG=1", "WATCHDOG=1"], service.process.isRunning {
                words.append(try #require(try await manager.next(secondsMax: 120)))
            }
            service.process.terminate()
            while words.last != "STOPPING=1" { words.append(try #require(try await manager.next(secondsMax: 60))) }
            #expect(try service.finished().code == 0)
            #expect(words.filter { $0 == "READY=1" }.count == 1)
            #expect(words.filter { $0 == "STOPPING=1" }.count == 1)
            #expect(Set(words) == ["READY=1", "WATCHDOG=1", "STOPPING=1"])
        }
    }

    @Test("told to stop, it serves on for http.drainSeconds: not ready, on new connections, and then it is gone")
    func draining() async throws {
        // Longer than a machine that runs a whole suite takes to ask.
        let drainSeconds = 20
        try await withFolder { folder in
            let place = folder.appending(path: "notify").path()
            let manager = try ManagerSocket(place)
            let workup = WorkupProcess(["NOTIFY_SOCKET": place, "WORKUP_HTTP_DRAIN_SECONDS": "\(drainSeconds)"])
            let service = try workup.start(
                ["serve", "--port", "0", "--output", "json", "--data", folder.appending(path: "data").path()],
                in: folder
            )
            let word = try await manager.next(secondsMax: 120)
            #expect(word == "READY=1")
            let greeting = try await service.waitForOutput("\n", secondsMax: 20)
            let port = try #require(greeting.firstMatch(of: /127\.0\.0\.1:([0-9]+)/).map { String($0.1) })
            #expect(try readiness(port).hasPrefix("HTTP/1.1 200"))

            let told = ContinuousClock.now
            service.process.terminate()
            let stopping = try await manager.next(secondsMax: 20)
            #expect(stopping == "STOPPING=1")
            var during = try readiness(port).lowercased()
            while during.hasPrefix("http/1.1 200") {
                try await Task.sleep(for: .milliseconds(50))
                during = try readiness(port).lowercased()
            }
            #expect(during.hasPrefix("http/1.1 503"), "\(during)")
            #expect(during.contains("connection: close"), "\(during)")
            #expect(try service.finished().code == 0)
            #expect(ContinuousClock.now - told >= .seconds(drainSeconds))
        }
    }

    /// What the service answers on a new connection to the question whether it is ready, head and body.
    private func readiness(_ port: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "curl", "-si", "--max-time", "20", "--noproxy", "*", "http://127.0.0.1:\(port)/health/ready",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
