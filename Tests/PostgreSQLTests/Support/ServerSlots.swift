// How many tests use a server at once, whatever width the run has: a server has only so many connections.
import PostgreSQLTestKit
import Testing

/// One of a few places for tests that use a server; a test beyond them waits its turn, before its time limit begins.
struct ServerSlot: SuiteTrait, TestTrait, TestScoping {
    private static let slots = Slots(count: 8)
    /// The cases of the test that runs now: what they wait counts against their time limits, so they wait for each
    /// other only.
    @TaskLocal private static var caseSlots = Slots(count: 4)

    var isRecursive: Bool { true }

    /// Around a test function as a whole, and around each of its cases.
    func scopeProvider(for test: Test, testCase: Test.Case?) -> ServerSlot? { test.isSuite ? nil : self }

    @concurrent func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard testCase == nil else { return try await Self.caseSlots.withSlot(function) }
        try await Self.slots.withSlot {
            try await Self.$caseSlots.withValue(Slots(count: 4)) { try await function() }
        }
    }
}

extension Trait where Self == ServerSlot {
    /// Uses a server: waits until there is room beside the other tests that do.
    static var usesServer: Self { ServerSlot() }
}
