// The tree of RFC 6962: its published values, and the same answers by the definition itself for every size.
import Testing

@testable import Records

@Suite("The hash tree")
struct MerkleTreeTests {
    /// The leaves and roots that the reference implementation of RFC 6962 publishes.
    private static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ]
    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("has the published roots, one leaf after the other")
    func published() {
        var frontier = MerkleFrontier()
        #expect(ContentHash.hexadecimal(of: frontier.root) == Self.roots[0])
        for (index, leaf) in Self.leaves.enumerated() {
            frontier.append(Merkle.leafHash(leaf))
            #expect(frontier.size == index + 1)
            #expect(ContentHash.hexadecimal(of: frontier.root) == Self.roots[index + 1])
        }
    }

    @Test("grows at its right edge to the root that the definition gives, and can be kept and taken up again")
    func grows() throws {
        let hashes = (0..<200).map { Merkle.leafHash([UInt8($0)]) }
        var frontier = MerkleFrontier()
        for size in 1...hashes.count {
            frontier.append(hashes[size - 1])
            #expect(frontier.root == root(hashes[..<size]))
            frontier = try #require(MerkleFrontier(size: size, bytes: frontier.bytes))
        }
        #expect(MerkleFrontier(size: 3, bytes: [UInt8](repeating: 0, count: 32)) == nil)
        #expect(MerkleFrontier(size: -1, bytes: []) == nil)
    }

    @Test("has a proof for every leaf of every size, which holds for that leaf, place, size and root only")
    func inclusion() throws {
        let hashes = (0..<40).map { Merkle.leafHash([UInt8($0)]) }
        for size in 1...hashes.count {
            let whole = root(hashes[..<size])
            for leaf in 0..<size {
                let ranges = try #require(MerkleProof.inclusionRanges(leaf: leaf, size: size))
                let proof = ranges.map { root(hashes[$0]) }
                func holds(_ leaf: Int, _ size: Int, _ hash: [UInt8], _ proof: [[UInt8]]) -> Bool {
                    MerkleProof.isIncluded(leaf: leaf, size: size, leafHash: hash, root: whole, proof: proof)
                }
                #expect(holds(leaf, size, hashes[leaf], proof))
                #expect(!holds(leaf, size, Merkle.leafHash([0xFF]), proof))
                #expect(!holds(leaf, size, hashes[leaf], proof + [whole]))
                #expect(!holds(size, size, hashes[leaf], proof))
                if !proof.isEmpty {
                    #expect(!holds(leaf, size, hashes[leaf], Array(proof.dropLast())))
                    #expect(!holds((leaf + 1) % size, size, hashes[leaf], proof))
                    var other = proof
                    other[leaf % proof.count][leaf % 32] ^= 1
                    #expect(!holds(leaf, size, hashes[leaf], other))
                }
            }
        }
        #expect(MerkleProof.inclusionRanges(leaf: 3, size: 3) == nil)
    }

    @Test("has a proof that it grew out of every smaller one, which holds for those two roots only")
    func consistency() throws {
        let hashes = (0..<40).map { Merkle.leafHash([UInt8($0)]) }
        for size in 0...hashes.count {
            for old in 0...size {
                let ranges = try #require(MerkleProof.consistencyRanges(old: old, size: size))
                let proof = ranges.map { root(hashes[$0]) }
                let (before, after) = (root(hashes[..<old]), root(hashes[..<size]))
                func holds(_ before: [UInt8], _ after: [UInt8], _ proof: [[UInt8]]) -> Bool {
                    MerkleProof.isConsistent(old: old, oldRoot: before, size: size, root: after, proof: proof)
                }
                #expect(holds(before, after, proof), "\(old) of \(size)")
                let wrong = Merkle.leafHash([0xFF])
                #expect(!holds(before, after, proof + [wrong]))
                guard old > 0 else { continue }
                #expect(!holds(wrong, after, proof))
                #expect(!holds(before, wrong, proof))
                if !proof.isEmpty { #expect(!holds(before, after, Array(proof.dropLast()))) }
            }
        }
        #expect(MerkleProof.consistencyRanges(old: 2, size: 1) == nil)
    }

    @Test("gives the roots of its subtrees to whoever lets its leaves go by once")
    func subtrees() throws {
        let hashes = (0..<100).map { Merkle.leafHash([UInt8($0)]) }
        for leaf in stride(from: 0, to: 100, by: 7) {
            let ranges = try #require(MerkleProof.inclusionRanges(leaf: leaf, size: 100))
            var hasher = SubtreeHasher(ranges)
            #expect(hasher.result == nil)
            for (index, hash) in hashes.enumerated() { hasher.add(hash, leaf: index) }
            #expect(hasher.result == ranges.map { root(hashes[$0]) })
        }
    }

    /// The root as section 2.1 defines it.
    private func root(_ hashes: ArraySlice<[UInt8]>) -> [UInt8] {
        guard let first = hashes.first else { return Merkle.emptyRoot }
        guard hashes.count > 1 else { return first }
        var half = 1
        while half * 2 < hashes.count { half *= 2 }
        let middle = hashes.startIndex + half
        return Merkle.nodeHash(root(hashes[..<middle]), root(hashes[middle...]))
    }
}
