// A notice counts as told only where somebody took it, and it is told again in full until then.
import Domain
import Foundation
import Logging
import Records
import Testing

@testable import AdminCommands

@Suite("The outlets of notices")
struct NoticeOutletsTests {
    private func notice(attempt: Int) -> Notice {
        Notice(
            id: UUID(),
            kind: "emergencyAccess",
            review: UUID(),
            userName: "n",
            organisation: nil,
            createdAt: Instant(microsecondsSince1970: 1_772_442_000_000_000),
            attempt: attempt
        )
    }

    @Test("a system log that does not take it leaves it untold; without one the service's log tells it")
    func systemLog() async throws {
        let path = "/tmp/workup-\(UInt64.random(in: 0 ... .max))"
        let logger = Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }
        let deaf = NoticeOutlets(post: nil, syslogSocket: path, logger: logger)
        #expect(await deaf.tell(notice(attempt: 1)) == false)
        #expect(await NoticeOutlets(post: nil, syslogSocket: nil, logger: logger).tell(notice(attempt: 1)))
        // Whoever listens hears each attempt, not the first alone.
        let collector = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer {
            close(collector)
            unlink(path)
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(collector, pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        for attempt in 1...3 {
            #expect(await deaf.tell(notice(attempt: attempt)))
            var bytes = [UInt8](repeating: 0, count: 2_048)
            let count = recv(collector, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            #expect(count > 0, "attempt \(attempt)")
        }
    }
}
