// What the log's key signs: how large the tree was, what its root was, and until where the log was sealed.
package import Domain
import FoundationEssentials

/// A checkpoint as C2SP's tlog-checkpoint describes it, with one line more.
///
/// The line more says when it was sealed and below which transaction nothing can be added any more, so that nothing the
/// database keeps of a checkpoint is without a signature.
package struct Checkpoint: Sendable, Hashable {
    /// Which log and which of its trees.
    package let origin: LogOrigin
    /// How many leaves the tree has.
    package let size: Int
    /// The root of the tree.
    package let root: [UInt8]
    /// When it was sealed.
    package let sealedAt: Instant
    /// Every event of a transaction with a smaller number is in the tree.
    package let horizon: UInt64

    /// A checkpoint.
    package init(origin: LogOrigin, size: Int, root: [UInt8], sealedAt: Instant, horizon: UInt64) {
        self.origin = origin
        self.size = size
        self.root = root
        self.sealedAt = sealedAt
        self.horizon = horizon
    }

    /// The text that is signed.
    package var text: String {
        """
        \(origin)
        \(size)
        \(Data(root).base64EncodedString())
        sealed \(sealedAt) below \(horizon)

        """
    }

    /// Reads the text of a note; nil where it is no checkpoint of this product.
    package init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 5, lines[4].isEmpty, let origin = LogOrigin(lines[0]),
            let size = Int(lines[1]), size >= 0, String(size) == lines[1],
            let root = Data(base64Encoded: lines[2]), root.count == Merkle.hashBytes
        else { return nil }
        let words = lines[3].split(separator: " ").map(String.init)
        guard words.count == 4, words[0] == "sealed", words[2] == "below", let sealedAt = Instant(words[1]),
            let horizon = UInt64(words[3])
        else { return nil }
        self.init(origin: origin, size: size, root: Array(root), sealedAt: sealedAt, horizon: horizon)
        // Only one way of writing it is right: another would be another text under the same numbers.
        guard self.text == text else { return nil }
    }
}

/// The name of one tree of one log: the first line of its checkpoints.
package struct LogOrigin: Sendable, Hashable, CustomStringConvertible {
    /// The log, from its first event on.
    package let log: ID<LogOrigin>
    /// The tree: 1, and one more each time that a backup was restored.
    package let epoch: Int

    /// The name of a tree.
    package init(log: ID<LogOrigin>, epoch: Int) {
        self.log = log
        self.epoch = epoch
    }

    /// Reads `workup-log/ID/EPOCH`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "workup-log", let log = ID<LogOrigin>(String(parts[1])),
            let epoch = Int(parts[2]), epoch > 0
        else { return nil }
        self.init(log: log, epoch: epoch)
        guard description == text else { return nil }
    }

    /// `workup-log/ID/EPOCH`.
    package var description: String { "workup-log/\(log)/\(epoch)" }

    /// What the log's key is called: the log without the tree, so that a key outlives a restored backup.
    package var keyName: String { "workup-log/\(log)" }
}

/// A checkpoint with its signatures.
package struct SignedCheckpoint: Sendable, Hashable {
    /// What was signed.
    package let checkpoint: Checkpoint
    /// The note as it was written.
    package let note: SignedNote

    /// Signs a checkpoint.
    ///
    /// - Throws: what the cryptographic library says.
    package init(_ checkpoint: Checkpoint, by signer: LogSigner) throws {
        self.checkpoint = checkpoint
        note = try signer.sign(checkpoint.text)
    }

    /// Reads a note; nil where it is no checkpoint.
    package init?(_ text: String) {
        guard let note = SignedNote(text), let checkpoint = Checkpoint(text: note.text), note.description == text else {
            return nil
        }
        self.checkpoint = checkpoint
        self.note = note
    }

    /// Whether one of these keys signed it.
    package func isSigned(byOneOf verifiers: [LogVerifier]) -> Bool {
        verifiers.contains { $0.hasSigned(note) }
    }
}
