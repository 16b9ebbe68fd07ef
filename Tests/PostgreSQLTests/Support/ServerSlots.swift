// How many tests use a server at once, whatever width the run has: a server has only so many connections.
import Testing

/// One of a few places for tests that use a server; a test beyond them waits its turn, before its time limit begins.
struct ServerSlot: SuiteTrait, TestTrait, TestScoping {
    /// The shared server takes 200 connections, and one test with all its cases seldom more than 20.
    private static let slots = Slots(count: 8)

    var isRecursive: Bool { true }

    /// Once per test function, around all its cases: what is around a case counts against its time limit.
    func scopeProvider(for test: Test, testCase: Test.Case?) -> ServerSlot? {
        test.isSuite || testCase != nil ? nil : self
    }

    @concurrent func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        await Self.slots.take()
        do {
            try await function()
        } catch {
            await Self.slots.giveBack()
            throw error
        }
        await Self.slots.giveBack()
    }
}

extension Trait where Self == ServerSlot {
    /// Uses a server: waits until there is room beside the other tests that do.
    static var usesServer: Self { ServerSlot() }
}

private actor Slots {
    private var freeCount: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) { freeCount = count }

    func take() async {
        guard freeCount == 0 else {
            freeCount -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func giveBack() {
        if waiting.isEmpty {
            freeCount += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
