// Reading several things at the same time, a few at once: others need connections to the database as well.

extension Array where Element: Sendable {
    /// What was read of each element, in their order.
    ///
    /// - Parameters:
    ///   - countMax: how many are read at the same time.
    ///   - read: reads one.
    /// - Returns: as many as there are elements.
    /// - Throws: what reading throws; the others are cancelled.
    func read<Found: Sendable>(
        atOnce countMax: Int,
        _ read: @escaping @Sendable (Element) async throws -> Found
    ) async throws -> [Found] {
        try await withThrowingTaskGroup(of: (place: Int, found: Found).self) { group in
            var waiting = enumerated().makeIterator()
            func begin() {
                guard let (place, element) = waiting.next() else { return }
                group.addTask { (place, try await read(element)) }
            }
            for _ in 0..<countMax { begin() }
            var found: [Int: Found] = [:]
            for try await (place, one) in group {
                found[place] = one
                begin()
            }
            return indices.compactMap { found[$0] }
        }
    }
}
