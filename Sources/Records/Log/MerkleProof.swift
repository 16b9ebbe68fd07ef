// Proofs over the tree of RFC 6962: which subtrees they are made of, and whether they hold.

/// A proof that leaves are in a tree, or that a tree grew out of another.
package enum MerkleProof {
    /// The subtrees whose roots prove that a leaf is in a tree, from the leaf's sibling up; nil for a leaf that is not.
    ///
    /// Each is a range of leaves whose hash is the root of the tree of those leaves alone.
    package static func inclusionRanges(leaf: Int, size: Int) -> [Range<Int>]? {
        guard leaf >= 0, leaf < size else { return nil }
        var ranges: [Range<Int>] = []
        var tree = 0..<size
        while tree.count > 1 {
            let middle = tree.lowerBound + Merkle.split(tree.count)
            let (left, right) = (tree.lowerBound..<middle, middle..<tree.upperBound)
            let isLeft = leaf < middle
            ranges.append(isLeft ? right : left)
            tree = isLeft ? left : right
        }
        return ranges.reversed()
    }

    /// The subtrees whose roots prove that a tree of `size` leaves begins with the tree of `old` leaves; nil where it
    /// cannot, since it has fewer.
    package static func consistencyRanges(old: Int, size: Int) -> [Range<Int>]? {
        guard old >= 0, old <= size else { return nil }
        // Every tree grew out of the empty one and out of itself.
        guard old > 0, old < size else { return [] }
        var ranges: [Range<Int>] = []
        var tree = 0..<size
        // Whether the old tree is a subtree that was found whole on the way down.
        var isWhole = true
        while tree.upperBound != old {
            let middle = tree.lowerBound + Merkle.split(tree.count)
            if old <= middle {
                ranges.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                ranges.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
                isWhole = false
            }
        }
        if !isWhole { ranges.append(tree) }
        return ranges.reversed()
    }

    /// The root that follows from a leaf and its proof; nil where the proof has not the length that the place asks for.
    package static func root(leaf: Int, size: Int, leafHash: [UInt8], proof: [[UInt8]]) -> [UInt8]? {
        guard leaf >= 0, leaf < size, proof.allSatisfy({ $0.count == Merkle.hashBytes }) else { return nil }
        var (place, last) = (leaf, size - 1)
        var root = leafHash
        for hash in proof {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                root = Merkle.nodeHash(hash, root)
                // A node without a sibling on its right is the node above as well.
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                root = Merkle.nodeHash(root, hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 ? root : nil
    }

    /// Whether a leaf is in the tree of a root.
    package static func isIncluded(
        leaf: Int,
        size: Int,
        leafHash: [UInt8],
        root: [UInt8],
        proof: [[UInt8]]
    ) -> Bool {
        self.root(leaf: leaf, size: size, leafHash: leafHash, proof: proof) == root
    }

    /// Whether a tree begins with an older one.
    package static func isConsistent(
        old: Int,
        oldRoot: [UInt8],
        size: Int,
        root: [UInt8],
        proof: [[UInt8]]
    ) -> Bool {
        guard old >= 0, old <= size, proof.allSatisfy({ $0.count == Merkle.hashBytes }) else { return false }
        if old == size { return proof.isEmpty && oldRoot == root }
        if old == 0 { return proof.isEmpty && oldRoot == Merkle.emptyRoot }
        var path = proof[...]
        var (place, last) = (old - 1, size - 1)
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        // Where the old tree is a full subtree, its own root is where the path begins.
        let first: [UInt8]
        if old & (old - 1) == 0 {
            first = oldRoot
        } else {
            guard let hash = path.popFirst() else { return false }
            first = hash
        }
        var (before, after) = (first, first)
        for hash in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                before = Merkle.nodeHash(hash, before)
                after = Merkle.nodeHash(hash, after)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                after = Merkle.nodeHash(after, hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && before == oldRoot && after == root
    }
}

/// Makes the hashes of subtrees out of leaf hashes that come by once, in order, with a few of them in memory.
package struct SubtreeHasher: Sendable {
    private var pending: [(index: Int, range: Range<Int>)]
    private var frontier = MerkleFrontier()
    /// The leaf that is expected next where nothing is to be skipped.
    private var hashes: [[UInt8]?]

    /// A hasher of subtrees that do not overlap.
    package init(_ ranges: [Range<Int>]) {
        pending = ranges.enumerated().map { ($0.offset, $0.element) }.sorted {
            $0.range.lowerBound > $1.range.lowerBound
        }
        hashes = Array(repeating: nil, count: ranges.count)
    }

    /// Takes the hash of the next leaf; leaves outside of all ranges may be left out.
    package mutating func add(_ leafHash: [UInt8], leaf: Int) {
        guard let (index, range) = pending.last, range.contains(leaf), leaf - range.lowerBound == frontier.size else {
            return
        }
        frontier.append(leafHash)
        guard frontier.size == range.count else { return }
        hashes[index] = frontier.root
        frontier = MerkleFrontier()
        pending.removeLast()
    }

    /// The hashes in the order in which the ranges were given; nil while leaves are missing.
    package var result: [[UInt8]]? {
        let found = hashes.compactMap(\.self)
        return found.count == hashes.count ? found : nil
    }
}
