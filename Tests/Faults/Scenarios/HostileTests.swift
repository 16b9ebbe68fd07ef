// Clients that mean harm, or do it: two thousand that are slow at once, and input made to break whoever reads it.
import Foundation
import Testing

extension Faults {
    @Suite("Hostile clients", .timeLimit(.minutes(Extent.pick(6, whole: 15))))
    struct HostileTests {
        /// What a slow client does.
        private enum Habit: Int, CaseIterable {
            case saysNothing, tricklesHead, tricklesBody, neverReads

            /// What it begins with.
            func opening(_ access: ServiceAccess) -> String {
                let fields = "Host: x\r\nAuthorization: Bearer \(access.token)\r\n"
                return switch self {
                case .saysNothing: ""
                case .tricklesHead: "GET /api/v1/workups HTTP/1.1\r\n\(fields)"
                case .tricklesBody:
                    "POST /api/v1/patients HTTP/1.1\r\n\(fields)Content-Type: application/json\r\n"
                        + "Content-Length: 100000\r\n\r\n"
                // Asks for much, many times, and takes none of it.
                case .neverReads:
                    String(repeating: "GET /api/v1/openapi.json HTTP/1.1\r\n\(fields)\r\n", count: 8)
                }
            }

            /// What it says from time to time.
            var trickle: String? {
                switch self {
                case .tricklesHead: "X-A: b\r\n"
                case .tricklesBody: "x"
                case .saysNothing, .neverReads: nil
                }
            }
        }

        @Test("two thousand slow clients are let go; others are served meanwhile, and memory and descriptors come back")
        func slow() async throws {
            let count = Extent.pick(400, whole: 2_000)
            try await Scenario.slowClients.play { trial in
                trial.done = "\(count) sockets of 20 addresses: silent, head trickling, body trickling, never reading"
                trial.bar = "others served, p99 ≤ 2 × (at least 0.25 s); let go ≤ 60 s; memory ≤ + 64 MiB"
                try await Stage.withStage(variables: Self.settings(count)) { stage in
                    try await stage.start()
                    let access = try await stage.makeAccess()
                    let process = try stage.processIdentifier()
                    _ = try await Self.times(80, access)
                    let usual = try await Self.times(80, access)
                    try ProcessSize.forgetPeak(of: process)
                    let before = try ProcessSize(of: process)
                    let begin = ContinuousClock.now
                    let clients = Task { try await onOwnThread { try Self.keep(count, access) } }
                    try await Task.sleep(for: .seconds(2))
                    let meanwhile = try await Self.times(120, access)
                    // Those who never read are held until the service has let go of them by itself.
                    let held = try await clients.value
                    trial.expect(held.count == count / 4, "\(held.count) clients were not let go")
                    trial.expect(meanwhile.failures == 0, "\(meanwhile.failures) of the others were not served")
                    let limit = max(.milliseconds(250), usual.slowest * 2) * Extent.pick(6, whole: 1)
                    trial.expect(
                        meanwhile.slowest <= limit,
                        "others: \(usual.slowest) before, then \(meanwhile.slowest)"
                    )
                    var left = try ProcessSize.connections(to: access.port)
                    while left > 8, ContinuousClock.now < begin + .seconds(90) {
                        try await Task.sleep(for: .milliseconds(200))
                        left = try ProcessSize.connections(to: access.port)
                    }
                    let after = try ProcessSize(of: process)
                    trial.ready = [ContinuousClock.now - begin]
                    trial.expect(left <= 8, "\(left) connections were left")
                    // Meanwhile the pool may have opened all its connections to the database, each with more than one descriptor.
                    trial.expect(
                        after.descriptors <= before.descriptors + 32,
                        "\(before.descriptors) descriptors before, \(after.descriptors) after"
                    )
                    trial.expectReady(within: .seconds(60))
                    trial.expectGrowth(from: before, to: after, kibibytes: 64 << 10)
                    withExtendedLifetime(held) {}
                    _ = try await stage.stopService()
                }
            }
        }

        /// Room for others beside so many, as a proxy in front would have it; and less patience where there is less time.
        private static func settings(_ count: Int) -> [String: String] {
            let hasty = [
                "WORKUP_HTTP_HEAD_SECONDS_MAX": "3", "WORKUP_HTTP_REQUEST_SECONDS_MAX": "5",
                "WORKUP_HTTP_WRITE_SECONDS_MAX": "5", "WORKUP_HTTP_IDLE_SECONDS_MAX": "5",
            ]
            return Extent.pick(hasty, whole: [:]).merging(["WORKUP_HTTP_CONNECTIONS_MAX": "\(count + 200)"]) { $1 }
        }

        /// Opens them all and keeps to their habits until the service has closed those who can notice; gives the others.
        private static func keep(_ count: Int, _ access: ServiceAccess) throws -> [RawClient] {
            let habits = Habit.allCases
            var clients = try (0..<count).map { number in
                let client = try RawClient(port: access.port, from: UInt8(2 + number % 20), receiveBytes: 2_048)
                let habit = habits[number % habits.count]
                client.send(Array(habit.opening(access).utf8))
                return (client, habit)
            }
            let begin = ContinuousClock.now
            while ContinuousClock.now < begin + .seconds(60), clients.contains(where: { $0.1 != .neverReads }) {
                clients.removeAll { client, habit in
                    if let trickle = habit.trickle, !client.send(Array(trickle.utf8)) { return true }
                    return habit != .neverReads && client.isClosed(within: 0)
                }
                Thread.sleep(forTimeInterval: 0.5)
            }
            return clients.map(\.0)
        }

        /// How long requests of somebody who behaves take.
        private static func times(
            _ count: Int,
            _ access: ServiceAccess
        ) async throws -> (slowest: Duration, failures: Int) {
            try await onOwnThread {
                let client = LoopbackClient(port: access.port)
                var failures = 0
                let all = (0..<count).map { _ in
                    let begin = ContinuousClock.now
                    if (try? client.send(access.request("GET", "/workups")).status) != 200 { failures += 1 }
                    return ContinuousClock.now - begin
                }
                // The 99th of a hundred.
                return (all.sorted()[count * 99 / 100 - 1], failures)
            }
        }

        @Test("input made to break its reader is answered 4xx, never 5xx, and costs no memory")
        func input() async throws {
            let rounds = Extent.pick(1, whole: 5)
            try await Scenario.hostileInput.play { trial in
                trial.bar = "4xx each, 0 × 5xx; memory ≤ + 64 MiB; served afterwards"
                try await Stage.withStage { stage in
                    try await stage.start()
                    let access = try await stage.makeAccess()
                    let process = try stage.processIdentifier()
                    // Once beforehand: what the allocator keeps of a first request is no growth.
                    let inputs = HostileInput.all(access)
                    _ = try await Self.times(40, access)
                    try ProcessSize.forgetPeak(of: process)
                    let before = try ProcessSize(of: process)
                    var wrong: [String] = []
                    for _ in 0..<rounds {
                        wrong += try await onOwnThread {
                            try inputs.compactMap { input in
                                let client = try RawClient(port: access.port)
                                for piece in input.pieces { guard client.send(piece) else { break } }
                                let status = client.status()
                                return input.isFine(status)
                                    ? nil : "\(input.name): \(status.map(String.init) ?? "closed")"
                            }
                        }
                    }
                    trial.done = "\(inputs.count) inputs, \(rounds) times"
                    trial.expect(wrong.isEmpty, wrong.joined(separator: ", "))
                    let others = try await Self.times(40, access)
                    trial.expect(others.failures == 0, "\(others.failures) requests were not served afterwards")
                    trial.expectGrowth(from: before, to: try ProcessSize(of: process), kibibytes: 64 << 10)
                    let rows = try await stage.server.rows("select count(*) from patient;")
                    trial.expect(rows == [["0"]], "\(rows) patients were made")
                    _ = try await stage.stopService()
                }
            }
        }
    }
}
