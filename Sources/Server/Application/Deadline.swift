// Bounds how long a request may take.

/// Runs work for at most so long.
enum Deadline {
    /// The work's value, or the deadline's problem.
    ///
    /// When time is up the work is cancelled and waited for: what is being committed is never torn, and if it ends
    /// well after all, its answer is the truth and is given. So work must heed cancellation everywhere else.
    static func run<Value: Sendable>(
        _ limit: Duration,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            if let first = try await group.next(), let value = first { return value }
            group.cancelAll()
            guard let last = try await group.next(), let value = last else { throw CancellationError() }
            return value
        }
    }
}
