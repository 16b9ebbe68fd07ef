// The log as people run it: sealed by the service, verified beside it, proven to somebody without the database.
import Domain
import Foundation
import Testing

@testable import AdminCommands
@testable import Records

@Suite("The log of the running program", .timeLimit(.minutes(5)))
struct LogProcessTests {
    @Test("is sealed by the service, holds when it is verified, and proves its events")
    func whole() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path()]
            let service = try workup.start(["serve", "--port", "0"] + data, in: folder)
            let greeting = try await service.waitForOutput("127.0.0.1", secondsMax: 60)
            try #require(greeting.contains("127.0.0.1"))
            let added = try workup.run(
                ["organisation", "add", "UMC", "Test", "neuromuscularCentre"] + data,
                in: folder
            )
            #expect(added.code == 0, "\(added.talk)")
            service.process.terminate()
            let ended = try service.finished()
            #expect(ended.code == 0, "\(ended.talk)")

            let key = folder.appending(path: "data/audit/key").path()
            let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let found = try workup.run(
                ["audit", "search", "--event", "AddOrganisation", "--output", "json"] + data,
                in: folder
            )
            let items = try JSONReader.read(Array(found.output.dropLast()))["items"]?.array ?? []
            let event = try #require(items.first?["id"]?.string, "\(found.talk)")
            // The service looked for unusual access by itself.
            let looked = try workup.run(
                ["audit", "search", "--event", "ReviewAccess", "--output", "json"] + data,
                in: folder
            )
            let looks = try JSONReader.read(Array(looked.output.dropLast()))["items"]?.array ?? []
            #expect(looks.count == 1, "\(looked.text)")
            let sound = try workup.run(["audit", "verify", "--output", "json"] + data, in: folder)
            #expect(sound.code == 0, "\(sound.talk)")
            #expect(sound.text == "[]\n")

            let proof = try workup.run(["audit", "prove", event] + data, in: folder)
            #expect(proof.code == 0, "\(proof.talk)")
            let file = folder.appending(path: "event.tlog-proof")
            try proof.output.write(to: file)
            let shown = try workup.run(["audit", "key", "--output", "json"] + data, in: folder)
            let publicKey = try #require(try JSONReader.read(Array(shown.output.dropLast()))["publicKey"]?.string)
            let checked = try workup.run(
                ["audit", "check-proof", file.path(), "--public-key", publicKey, "--output", "json"],
                in: folder
            )
            #expect(checked.code == 0, "\(checked.talk)")
            #expect(checked.text.contains(#""holds":true"#) && checked.text.contains("AddOrganisation"))
            try Data(proof.text.replacing("index ", with: "index 1").utf8).write(to: file)
            let wrong = try workup.run(["audit", "check-proof", file.path(), "--public-key", publicKey], in: folder)
            #expect(wrong.code == 3, "\(wrong.talk)")

            // A checkpoint that was shipped and that the database does not have: an older one was restored.
            let checkpoints = folder.appending(path: "data/audit/checkpoints")
            let later = try Self.laterCheckpoint(key: key, file: checkpoints)
            try later.write(to: checkpoints, atomically: false, encoding: .utf8)
            let faulty = try workup.run(["audit", "verify", "--all", "--output", "json"] + data, in: folder)
            #expect(faulty.code == 3)
            #expect(faulty.text.contains("checkpointMissing"))
            let refused = try workup.run(["serve", "--port", "0"] + data, in: folder)
            #expect(refused.code == 1)
            #expect(refused.talk.contains("workup audit restore"))
            let restored = try workup.run(["audit", "restore", "--reason", "a test", "--yes"] + data, in: folder)
            #expect(restored.code == 0, "\(restored.talk)")
            let again = try workup.start(["serve", "--port", "0"] + data, in: folder)
            let started = try await again.waitForOutput("127.0.0.1", secondsMax: 60)
            #expect(started.contains("127.0.0.1"))
            again.process.terminate()
            #expect(try again.finished().code == 0)
            let whole = try workup.run(["audit", "verify", "--all"] + data, in: folder)
            #expect(whole.code == 0, "\(whole.text)\(whole.talk)")
        }
    }

    @Test("that must not be sealed makes the service not ready at once, and ready again once it is sealed")
    func stopped() {
        let state = SealerState()
        state.done()
        #expect(state.isAlive())
        state.stopped()
        #expect(!state.isAlive())
        state.done()
        #expect(state.isAlive())
    }

    /// The file with one more checkpoint than the database knows of.
    private static func laterCheckpoint(key: String, file: URL) throws -> String {
        let signer = try #require(LogSigner(fileText: try String(contentsOfFile: key, encoding: .utf8)))
        let text = try String(contentsOf: file, encoding: .utf8)
        let last = try #require(CheckpointFile(text).checkpoints.last?.checkpoint)
        let later = try SignedCheckpoint(
            Checkpoint(
                origin: last.origin,
                size: last.size + 100,
                root: Merkle.leafHash([1]),
                sealedAt: last.sealedAt,
                horizon: last.horizon
            ),
            by: signer
        )
        return text + CheckpointFile.entry(later)
    }

    @Test("goes to the system log as one line of RFC 5424 each")
    func systemLog() throws {
        let signer = try #require(
            LogSigner(
                name: "workup-log/01980000-0000-7000-8000-000000000001",
                secret: [UInt8](repeating: 1, count: 32)
            )
        )
        let origin = try #require(LogOrigin("workup-log/01980000-0000-7000-8000-000000000001/1"))
        let checkpoint = try SignedCheckpoint(
            Checkpoint(
                origin: origin,
                size: 3,
                root: Merkle.leafHash([1]),
                sealedAt: Instant(microsecondsSince1970: 1_772_442_000_000_000),
                horizon: 9
            ),
            by: signer
        )
        let line = SystemLogLine.text(checkpoint, host: "mach ine", processID: 7)
        #expect(line.hasPrefix("<109>1 2026-03-02T09:00:00Z - workup 7 checkpoint - workup-log/"))
        #expect(!line.contains("\n") && line.contains(" | 3 | "))
    }

    @Test("a key that others can read is refused, and one that is there is never written over")
    func keyFile() throws {
        let path = "/tmp/workup-key-\(UInt64.random(in: 0 ... .max))/key"
        defer { try? FileManager.default.removeItem(atPath: URL(filePath: path).deletingLastPathComponent().path()) }
        let signer = try #require(LogSigner(name: "n", secret: [UInt8](repeating: 1, count: 32)))
        #expect(try LogKeyFile.read(path) == nil)
        try LogKeyFile.make(signer, at: path)
        #expect(try LogKeyFile.read(path)?.verifier == signer.verifier)
        #expect(throws: LogFileError.self) { try LogKeyFile.make(signer, at: path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: LogFileError(path: path, kind: .readableByOthers)) { try LogKeyFile.read(path) }
    }
}
