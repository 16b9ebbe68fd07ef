// How much JSON is read before it is refused.

/// Bounds on one input; every loop of the reader ends at one of them.
package struct JSONLimits: Hashable, Sendable {
    /// Bytes of the whole input.
    package let bytesMax: Int
    /// Nesting of objects and lists. The reader recurses, so this also bounds the stack: at most 128.
    package let depthMax: Int
    /// Values of every kind, counted together.
    package let valueCountMax: Int

    /// Own bounds.
    package init(bytesMax: Int, depthMax: Int, valueCountMax: Int) {
        precondition(bytesMax > 0 && valueCountMax > 0 && (1...128).contains(depthMax))
        self.bytesMax = bytesMax
        self.depthMax = depthMax
        self.valueCountMax = valueCountMax
    }

    /// What a request body or a case file may hold: 2 MiB, 32 levels, 200,000 values.
    package static let standard = JSONLimits(bytesMax: 2 << 20, depthMax: 32, valueCountMax: 200_000)
    /// For documents of our own making, such as a whole workup out of the database: 64 MiB.
    package static let ownDocuments = JSONLimits(bytesMax: 64 << 20, depthMax: 64, valueCountMax: 8_000_000)
}
