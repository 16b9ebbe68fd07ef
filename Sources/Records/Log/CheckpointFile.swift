// The text of the file that checkpoints are appended to: notes one after the other, an empty line behind each.

/// What a file of checkpoints says.
package struct CheckpointFile: Sendable, Hashable {
    /// The checkpoints in their order.
    package private(set) var checkpoints: [SignedCheckpoint] = []
    /// The lines at which something stands that is no checkpoint, from 1.
    package private(set) var faultyLines: [Int] = []
    /// How many bytes at the end belong to a note that was never finished, as a crash leaves it.
    package private(set) var unfinishedBytes = 0

    /// What is appended for a checkpoint.
    package static func entry(_ checkpoint: SignedCheckpoint) -> String {
        checkpoint.note.description + "\n"
    }

    /// Reads the text of a file.
    package init(_ text: String) {
        var line = 1
        var note = ""
        var isSigned = false
        for part in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            // A blank line behind a signature ends a note; the one before is part of it.
            if part.isEmpty, isSigned {
                add(note, line)
                line += note.utf8.reduce(into: 1) { $0 += $1 == 0x0A ? 1 : 0 }
                note = ""
                isSigned = false
            } else {
                note += part + "\n"
                isSigned = part.hasPrefix("\u{2014} ")
            }
        }
        let rest = text.utf8.last == 0x0A ? note : note + (text.split(separator: "\n").last ?? "")
        unfinishedBytes = rest.utf8.count
    }

    private mutating func add(_ note: String, _ line: Int) {
        if let checkpoint = SignedCheckpoint(note) {
            checkpoints.append(checkpoint)
        } else {
            faultyLines.append(line)
        }
    }
}

/// A proof that an event is in the log, as C2SP's tlog-proof describes it; the extra data are the leaf's bytes.
package struct EventProof: Sendable, Hashable {
    /// The bytes whose hash is the leaf.
    package let leafBytes: [UInt8]
    /// The leaf's place, from 0.
    package let leaf: Int
    /// The hashes from the leaf's sibling up to the root's child.
    package let hashes: [[UInt8]]
    /// The tree it is in.
    package let checkpoint: SignedCheckpoint

    /// A proof.
    package init(leafBytes: [UInt8], leaf: Int, hashes: [[UInt8]], checkpoint: SignedCheckpoint) {
        self.leafBytes = leafBytes
        self.leaf = leaf
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Whether the leaf is in the tree and the tree's root is signed by one of these keys.
    package func holds(by verifiers: [LogVerifier]) -> Bool {
        checkpoint.isSigned(byOneOf: verifiers)
            && MerkleProof.isIncluded(
                leaf: leaf,
                size: checkpoint.checkpoint.size,
                leafHash: Merkle.leafHash(leafBytes),
                root: checkpoint.checkpoint.root,
                proof: hashes
            )
    }
}
