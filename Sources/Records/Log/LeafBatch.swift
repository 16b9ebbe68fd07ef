// Leaves that are made of pieces of a copy, several pieces at once, and taken in the order of the copy.

/// The leaves of one piece of a copy.
struct LeafBatch: Sendable {
    /// Which piece, counted from 0.
    let number: Int
    /// Its leaves.
    private(set) var leaves: [EventLeaf] = []
    /// Why there are no more, where a row is none of the log.
    private(set) var fault: LeafFault?

    /// Makes the leaves of a piece.
    ///
    /// - Parameters:
    ///   - number: which piece.
    ///   - chunk: its bytes.
    ///   - start: where its first row begins.
    ///   - subjects: the patients whom events showed, where the rows do not have them.
    init(_ number: Int, of chunk: [UInt8], from start: Int, beside subjects: LogSubjects?) {
        self.number = number
        var encoder = LeafEncoder()
        var index = start
        do throws(LeafFault) {
            while index < chunk.count, let leaf = try encoder.leaf(of: chunk, at: &index, beside: subjects) {
                leaves.append(leaf)
            }
        } catch {
            fault = error
        }
    }
}

/// The pieces that are under way, put back in their order.
struct LeafBatches {
    private var waiting: [Int: LeafBatch] = [:]
    private var begunCount = 0
    private var takenCount = 0
    /// Whether nobody wants further leaves.
    private(set) var isOver = false

    /// So many pieces of some 64 KiB at a time: what keeps the processors busy and the memory small.
    private static let countMax = 4

    /// The number of the next piece.
    mutating func next() -> Int {
        defer { begunCount += 1 }
        return begunCount
    }

    /// Whether a piece should be waited for before the next one begins.
    var areMany: Bool { begunCount - takenCount >= Self.countMax }

    /// Takes a piece that is ready, and gives the leaves on whose turn it is.
    ///
    /// - Throws: `LeafFault` behind the leaves before the row that cannot be read.
    mutating func take(_ batch: LeafBatch, _ body: (EventLeaf) -> Bool) throws(LeafFault) {
        waiting[batch.number] = batch
        while let batch = waiting.removeValue(forKey: takenCount) {
            takenCount += 1
            guard !isOver else { continue }
            for leaf in batch.leaves where !isOver { isOver = !body(leaf) }
            if !isOver, let fault = batch.fault { throw fault }
        }
    }
}
