// Notes, checkpoints, keys and proofs as texts: what is written is read again, and nothing else is.
import Domain
import Foundation
import Testing

@testable import Records

@Suite("Signed checkpoints")
struct SignedNoteTests {
    private static let origin = LogOrigin(log: logID, epoch: 1)
    private static let logID = ID<LogOrigin>("01980000-0000-7000-8000-000000000001") ?? ID(UUID())
    private static let checkpoint = Checkpoint(
        origin: origin,
        size: 5,
        root: Merkle.leafHash([1]),
        sealedAt: Instant(microsecondsSince1970: 1_772_442_000_250_000),
        horizon: 734_512
    )

    private static func signer(_ first: UInt8 = 1) throws -> LogSigner {
        try #require(LogSigner(name: origin.keyName, secret: [first] + [UInt8](repeating: 7, count: 31)))
    }

    @Test("a note is read as it was written, and its signature holds for its key only")
    func notes() throws {
        let text = """
            A first paragraph

            and a second één.

            """
        let signer = try Self.signer()
        let note = try signer.sign(text)
        let read = try #require(SignedNote(note.description))
        #expect(read == note)
        #expect(signer.verifier.hasSigned(read))
        let other = try Self.signer(2)
        #expect(!other.verifier.hasSigned(read))
    }

    @Test("a checkpoint is three lines and one more, with a signature under them")
    func form() throws {
        let signed = try SignedCheckpoint(Self.checkpoint, by: try Self.signer())
        let lines = signed.note.description.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[0] == "workup-log/01980000-0000-7000-8000-000000000001/1")
        #expect(lines[1] == "5")
        #expect(lines[2] == Data(Merkle.leafHash([1])).base64EncodedString())
        #expect(lines[3] == "sealed 2026-03-02T09:00:00.25Z below 734512")
        #expect(lines[4].isEmpty)
        #expect(lines[5].hasPrefix("\u{2014} workup-log/01980000-0000-7000-8000-000000000001 "))
        let read = try #require(SignedCheckpoint(signed.note.description))
        #expect(read == signed)
        let (own, other) = (try Self.signer().verifier, try Self.signer(2).verifier)
        #expect(read.isSigned(byOneOf: [other, own]))
        #expect(!read.isSigned(byOneOf: [other]))
        #expect(!read.isSigned(byOneOf: []))
    }

    @Test("no byte of a checkpoint can be changed without its being found")
    func everyByte() throws {
        let signed = try SignedCheckpoint(Self.checkpoint, by: try Self.signer())
        let verifier = try Self.signer().verifier
        let bytes = Array(signed.note.description.utf8)
        for index in bytes.indices {
            for change: UInt8 in [1, 0x20, 0x80] {
                var other = bytes
                other[index] ^= change
                let read = String(validating: other, as: UTF8.self).flatMap { SignedCheckpoint($0) }
                #expect(read.map { $0.isSigned(byOneOf: [verifier]) } != true, "byte \(index)")
            }
        }
    }

    @Test(
        "what is not written as a checkpoint is written is none",
        arguments: [
            "", "x", "workup-log/01980000-0000-7000-8000-000000000001/1\n05\n", "5\n\n\n",
            "workup-log/01980000-0000-7000-8000-000000000001/0\n5\nAA==\nsealed x below 1\n",
        ]
    )
    func refused(text: String) {
        #expect(Checkpoint(text: text) == nil)
        #expect(SignedCheckpoint(text) == nil)
    }

    @Test("a key is read from its file as it was written, and shows its private half nowhere else")
    func keys() throws {
        let signer = try Self.signer()
        let again = try #require(LogSigner(fileText: signer.fileText))
        #expect(again.verifier == signer.verifier)
        #expect(LogVerifier(signer.verifier.description) == signer.verifier)
        let secret = signer.fileText.split(separator: "+").last.map(String.init) ?? ""
        #expect(secret.count > 40)
        #expect(!"\(signer)".contains(secret.prefix(20)))
        var dumped = ""
        dump(signer, to: &dumped)
        #expect(!dumped.contains(secret.prefix(20)) && !dumped.contains("key"))
        #expect(LogSigner(fileText: "") == nil)
        #expect(LogSigner(fileText: signer.fileText.replacing("KEY+workup", with: "KEY+other")) == nil)
        #expect(LogVerifier(signer.verifier.description.replacing("workup", with: "other")) == nil)
    }

    @Test("a file of checkpoints is read as far as it was written; what a crash cut off is told apart from a fault")
    func file() throws {
        let signer = try Self.signer()
        let signed = try (1...3).map { size in
            try SignedCheckpoint(
                Checkpoint(
                    origin: Self.origin,
                    size: size,
                    root: Merkle.leafHash([UInt8(size)]),
                    sealedAt: Self.checkpoint.sealedAt,
                    horizon: 1
                ),
                by: signer
            )
        }
        let text = signed.map(CheckpointFile.entry).joined()
        let file = CheckpointFile(text)
        #expect(file.checkpoints == signed)
        #expect(file.faultyLines.isEmpty && file.unfinishedBytes == 0)
        for count in 1..<CheckpointFile.entry(signed[2]).utf8.count {
            let cut = CheckpointFile(String(decoding: Array(text.utf8).dropLast(count), as: UTF8.self))
            #expect(cut.checkpoints == Array(signed[..<2]))
            #expect(cut.unfinishedBytes > 0 || count == CheckpointFile.entry(signed[2]).utf8.count)
        }
        let edited = CheckpointFile(text.replacing("\n2\n", with: "\n02\n"))
        #expect(edited.checkpoints == [signed[0], signed[2]])
        #expect(edited.faultyLines == [8])
    }

    @Test("a proof is read as it was written, and holds for its leaf and key only")
    func proofs() throws {
        let hashes = (0..<5).map { Merkle.leafHash([UInt8($0)]) }
        var frontier = MerkleFrontier()
        for hash in hashes { frontier.append(hash) }
        let signer = try Self.signer()
        let signed = try SignedCheckpoint(
            Checkpoint(
                origin: Self.origin,
                size: 5,
                root: frontier.root,
                sealedAt: Self.checkpoint.sealedAt,
                horizon: 9
            ),
            by: signer
        )
        var hasher = SubtreeHasher(try #require(MerkleProof.inclusionRanges(leaf: 3, size: 5)))
        for (index, hash) in hashes.enumerated() { hasher.add(hash, leaf: index) }
        let proof = EventProof(
            leafBytes: [3],
            leaf: 3,
            hashes: try #require(hasher.result),
            checkpoint: signed
        )
        #expect(proof.holds(by: [signer.verifier]))
        #expect(EventProof(proof.text) == proof)
        let stranger = try Self.signer(2).verifier
        #expect(!proof.holds(by: [stranger]))
        let other = EventProof(leafBytes: [4], leaf: 3, hashes: proof.hashes, checkpoint: signed)
        #expect(!other.holds(by: [signer.verifier]))
        #expect(EventProof(proof.text.replacing("index 3", with: "index 03")) == nil)
    }
}
