// The text of a proof, as it is handed to whoever asks for one.
import FoundationEssentials

extension EventProof {
    private static let title = "c2sp.org/tlog-proof@v1"
    /// A proof has at most one hash for each level of a tree.
    private static let hashesMax = 64

    /// The text of the file.
    package var text: String {
        let lines =
            [Self.title, "extra " + Data(leafBytes).base64EncodedString(), "index \(leaf)"]
            + hashes.map { Data($0).base64EncodedString() }
        return lines.map { $0 + "\n" }.joined() + "\n" + checkpoint.note.description
    }

    /// Reads the text of a file; nil where it is no proof of an event of a log of this product.
    package init?(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard text.utf8.count <= 4 * 1_024 * 1_024, lines.popFirst() == Self.title[...],
            let extra = lines.popFirst(), extra.hasPrefix("extra "),
            let leafBytes = Data(base64Encoded: String(extra.dropFirst("extra ".count))),
            let place = lines.popFirst(), place.hasPrefix("index "), let leaf = Int(place.dropFirst("index ".count)),
            "index \(leaf)" == place
        else { return nil }
        var hashes: [[UInt8]] = []
        while let line = lines.popFirst(), !line.isEmpty {
            guard hashes.count < Self.hashesMax, let hash = Data(base64Encoded: String(line)),
                hash.count == Merkle.hashBytes
            else { return nil }
            hashes.append(Array(hash))
        }
        guard let checkpoint = SignedCheckpoint(lines.joined(separator: "\n")) else { return nil }
        self.init(leafBytes: Array(leafBytes), leaf: leaf, hashes: hashes, checkpoint: checkpoint)
    }
}
