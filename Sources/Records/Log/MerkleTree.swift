// The hash tree of RFC 6962, section 2.1: hashes of leaves and nodes, and the tree's right edge, by which it grows.
import Crypto

/// The hashes of the tree.
package enum Merkle {
    /// The bytes of a hash.
    package static let hashBytes = 32

    /// The root of a tree without leaves: the hash of nothing.
    package static let emptyRoot: [UInt8] = Array(SHA256.hash(data: [UInt8]()))

    /// The hash of a leaf: SHA-256(0x00 ‖ bytes).
    package static func leafHash(_ bytes: [UInt8]) -> [UInt8] {
        hash(leafPrefix, bytes, nil)
    }

    /// The hash of a node: SHA-256(0x01 ‖ left ‖ right).
    package static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        hash(nodePrefix, left, right)
    }

    private static let leafPrefix: [UInt8] = [0]
    private static let nodePrefix: [UInt8] = [1]

    private static func hash(_ prefix: [UInt8], _ first: [UInt8], _ second: [UInt8]?) -> [UInt8] {
        // By the buffers: the library's own way over collections of bytes takes as long as the hashing.
        var hash = SHA256()
        prefix.withUnsafeBytes { hash.update(bufferPointer: $0) }
        first.withUnsafeBytes { hash.update(bufferPointer: $0) }
        second?.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { Array($0) }
    }

    /// The largest power of two below a number of leaves, where a tree is split; for two leaves and more.
    static func split(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}

/// The right edge of a tree: the roots of its full subtrees, the largest first. With it a tree grows by a leaf at a time
/// without any earlier leaf being read again.
package struct MerkleFrontier: Sendable, Hashable {
    /// How many leaves the tree has.
    package private(set) var size: Int
    /// One hash for each bit that is set in `size`, the highest first.
    package private(set) var hashes: [[UInt8]]

    /// The tree without leaves.
    package init() {
        size = 0
        hashes = []
    }

    /// The edge of a tree as it was kept; nil where the number of hashes does not fit the size.
    package init?(size: Int, bytes: [UInt8]) {
        guard size >= 0, bytes.count == size.nonzeroBitCount * Merkle.hashBytes else { return nil }
        self.size = size
        hashes = stride(from: 0, to: bytes.count, by: Merkle.hashBytes).map {
            Array(bytes[$0..<$0 + Merkle.hashBytes])
        }
    }

    /// The hashes one after the other, to be kept.
    package var bytes: [UInt8] { hashes.flatMap(\.self) }

    /// Adds the hash of the next leaf.
    package mutating func append(_ leafHash: [UInt8]) {
        var hash = leafHash
        // A full subtree on the left of the same height becomes one with it: a carry, as in counting.
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = Merkle.nodeHash(hashes.removeLast(), hash)
        }
        hashes.append(hash)
        size += 1
    }

    /// The hash of the whole tree.
    package var root: [UInt8] {
        guard var root = hashes.last else { return Merkle.emptyRoot }
        for hash in hashes.dropLast().reversed() { root = Merkle.nodeHash(hash, root) }
        return root
    }
}
