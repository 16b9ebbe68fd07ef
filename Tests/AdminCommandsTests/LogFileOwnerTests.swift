// Files of the access log that root makes beside a service with an account of its own.
import Foundation
import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@testable import AdminCommands

@Suite("Whom files of the access log belong to", .enabled(if: geteuid() == 0))
struct LogFileOwnerTests {
    /// Some account that is not root's.
    private static let other = (user: uid_t(65_534), group: gid_t(65_534))

    private func owner(_ path: String) throws -> uid_t {
        // The attributes are those of a link itself.
        let owner = try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID] as? NSNumber
        return try #require(owner).uint32Value
    }

    @Test("what root writes into the folder of the service's account belongs to that account, and elsewhere to root")
    func owners() async throws {
        try await withFolder { folder in
            let place = folder.path()
            try LogFile.append("a", to: "\(place)/checkpoints")
            #expect(try owner("\(place)/checkpoints") == 0)
            try #require(chown(place, LogFileOwnerTests.other.user, LogFileOwnerTests.other.group) == 0)
            try LogFile.append("b", to: "\(place)/checkpoints")
            try LogFile.replace("c", in: "\(place)/checkpoints.verified")
            #expect(try owner("\(place)/checkpoints") == LogFileOwnerTests.other.user)
            #expect(try owner("\(place)/checkpoints.verified") == LogFileOwnerTests.other.user)
            // A folder that is made there stays root's, and so does what is in it.
            try LogFile.makeFolder(of: "\(place)/audit/key")
            try LogFile.append("d", to: "\(place)/audit/key")
            #expect(try owner("\(place)/audit/key") == 0)
        }
    }

    @Test("a link in such a folder does not lead root to a file elsewhere")
    func links() async throws {
        try await withFolder { folder in
            let place = folder.appending(path: "log").path()
            let elsewhere = folder.appending(path: "elsewhere").path()
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
            try Data("kept".utf8).write(to: URL(fileURLWithPath: elsewhere))
            try FileManager.default.createSymbolicLink(atPath: "\(place)/symbolic", withDestinationPath: elsewhere)
            try FileManager.default.linkItem(atPath: elsewhere, toPath: "\(place)/hard")
            try #require(chown(place, LogFileOwnerTests.other.user, LogFileOwnerTests.other.group) == 0)
            for name in ["symbolic", "hard"] {
                #expect(throws: LogFileError.self) { try LogFile.append("x", to: "\(place)/\(name)") }
            }
            #expect(try owner(elsewhere) == 0)
            #expect(String(decoding: try Data(contentsOf: URL(fileURLWithPath: elsewhere)), as: UTF8.self) == "kept")
        }
    }
}
