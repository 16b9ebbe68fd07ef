// What the log's key signs where a new tree begins: only then is the new tree believed, and what was lost by it.
import Crypto
package import Domain
import FoundationEssentials

/// The statement that a new tree of the log was begun on purpose, by whoever holds the key.
struct TreeBeginning: Sendable, Hashable {
    let origin: LogOrigin
    let begunAt: Instant
    /// The event that says why.
    let event: UUID
    let reason: String
    /// The last checkpoint that was shipped of the tree before.
    let shippedNote: String?

    /// The text that is signed. Its first line is that of no checkpoint, so that neither is taken for the other.
    var text: String {
        """
        workup-log-tree/\(origin.log)/\(origin.epoch)
        begun \(begunAt.microsecondsSince1970) by \(event.uuidString.lowercased())
        reason \(TreeBeginning.hash(reason))
        shipped \(shippedNote.map(TreeBeginning.hash) ?? "none")

        """
    }

    private static func hash(_ text: String) -> String {
        Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()
    }
}

/// A tree beyond the first, as verifying tells of it: a person has to know why there is one.
package struct LaterTree: Sendable, Hashable {
    /// Which.
    package let origin: LogOrigin
    /// Since when.
    package let begunAt: Instant
    /// Why it began.
    package let reason: String
    /// How many leaves of the tree before were shipped and are not there any more; nil where nobody knows.
    package let lostCount: Int?
    /// Whether a key that is trusted signed its beginning.
    package let isSigned: Bool
}

extension EpochRow {
    /// Whether the tree is the first, or one of these keys signed its beginning.
    func isSigned(byOneOf verifiers: [LogVerifier]) -> Bool {
        guard epoch > 1 else { return true }
        guard let event, let reason, let note = note.flatMap({ SignedNote($0) }) else { return false }
        let beginning = TreeBeginning(
            origin: origin,
            begunAt: begunAt,
            event: event,
            reason: reason,
            shippedNote: shippedNote
        )
        return note.text == beginning.text && verifiers.contains { $0.hasSigned(note) }
    }

    /// Whether the tree is the next one after another; without one, whether it is the first.
    ///
    /// A tree that began after a backup of before an earlier restore leaves out the tree of that restore. It names the last
    /// checkpoint that was shipped of it.
    func follows(_ before: EpochRow?) -> Bool {
        guard let before else { return epoch == 1 }
        guard log == before.log, epoch > before.epoch else { return false }
        let shipped = shippedNote.flatMap { SignedCheckpoint($0) }?.checkpoint.origin
        return epoch == before.epoch + 1 || shipped.map { $0.log == log && $0.epoch + 1 == Int(epoch) } ?? false
    }
}
