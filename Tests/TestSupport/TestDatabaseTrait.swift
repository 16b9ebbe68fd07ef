// `@Test(.database(…))`: a test or suite that runs with a database of its own.
import Synchronization
package import Testing

/// Gives a test, or a suite as a whole, a clone of a template in ``TestDatabase/current``.
package struct DatabaseTrait: SuiteTrait, TestTrait, TestScoping {
    /// How many tests use one clone.
    package enum Sharing: Sendable {
        /// Each test case has its own: what commits stays with it.
        case test
        /// One for the suite: for tests that change nothing or roll back.
        case suite
    }

    let template: TestTemplate
    let sharing: Sharing

    /// Whether each test of a suite gets its own.
    package var isRecursive: Bool { sharing == .test }

    /// Runs the test with its database and looks whether it recorded an issue meanwhile.
    @concurrent package func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let issues = IssueCount()
        let watch = IssueHandlingTrait.compactMapIssues { issue in
            issues.add()
            return issue
        }
        try await TestDatabase.withClone(of: template) { database in
            try await TestDatabase.$current.withValue(database) {
                try await watch.provideScope(for: test, testCase: testCase, performing: function)
            }
            return issues.isZero
        }
    }
}

private final class IssueCount: Sendable {
    private let count = Mutex(0)
    var isZero: Bool { count.withLock { $0 == 0 } }
    func add() { count.withLock { $0 += 1 } }
}

extension Trait where Self == DatabaseTrait {
    /// Runs with a clone of the template in ``TestDatabase/current``.
    package static func database(
        _ template: TestTemplate,
        sharing: DatabaseTrait.Sharing = .test
    ) -> Self {
        DatabaseTrait(template: template, sharing: sharing)
    }
}
