// What most tests of the client begin with: a database, a name of its own, a script.
package import PostgreSQL
import Synchronization

/// Opens the shared server for a test.
package func withDatabase<Result>(
    connectionsMax: Int = 4,
    _ change: (inout DatabaseConfiguration) -> Void = { _ in },
    _ body: (Database) async throws -> Result
) async throws -> Result {
    var configuration = try await PrivateServer.shared.value.configuration(connectionsMax: connectionsMax)
    change(&configuration)
    return try await Database.withDatabase(configuration, body)
}

/// A name that no other test uses.
package func uniqueName(_ base: String) -> String { "\(base)_\(UInt32.random(in: 0 ... .max))" }

/// Runs a script on a connection of its own.
@discardableResult
package func script(_ sql: String, on database: Database) async throws -> [ScriptResult] {
    try await database.withConnection { try await $0.executeScript(sql) }
}

/// Counts from several tasks.
package final class Counter: Sendable {
    private let value = Mutex(0)

    /// Begins at none.
    package init() {}

    /// How many there were.
    package var count: Int { value.withLock { $0 } }

    /// One more.
    package func increment() { value.withLock { $0 += 1 } }
}

/// Asks again every few milliseconds until the answer is yes.
///
/// - Parameters:
///   - limit: generous: it only keeps a test that fails from hanging.
///   - isSo: the question.
/// - Returns: whether it came to be so in time.
/// - Throws: what the question throws.
package func eventually(
    within limit: Duration = .seconds(30),
    _ isSo: () async throws -> Bool
) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while try await !isSo() {
        guard ContinuousClock.now < end else { return false }
        try await Task.sleep(for: .milliseconds(5))
    }
    return true
}
