// How much a soak test does: a little while one works, all of it in CI and where SOAK is set.
import Foundation
import Testing

extension Tag {
    /// Tests that do one thing very often.
    @Tag static var soak: Self
}

enum Soak {
    static func count(quick: Int, full: Int) -> Int {
        let environment = ProcessInfo.processInfo.environment
        return environment["SOAK"] != nil || environment["CI"] != nil ? full : quick
    }

    /// Runs a body so many times, some at once.
    static func repeated(
        _ count: Int,
        atOnce width: Int,
        _ body: @escaping @Sendable (_ index: Int) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<count {
                if index >= width { try await group.next() }
                group.addTask { try await body(index) }
            }
            try await group.waitForAll()
        }
    }
}
