// Work that computes for long, on a thread of its own: the threads that tasks share are never kept from others.

/// Computes a value on a thread that is started for it, and waits for it without holding a thread of the tasks.
///
/// It bounds nothing: whoever calls it says how many may compute at once. It is not cancelled; work that is begun ends.
///
/// - Parameter work: what is computed. It waits for nobody.
/// - Returns: what `work` returns.
/// - Throws: category `resources` where the system has no thread left; `work` was not begun then.
package func computeOnOwnThread<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value
) async throws(PostgreSQLError) -> Value {
    let result: Result<Value, PostgreSQLError> = await withCheckedContinuation { continuation in
        do throws(PostgreSQLError) {
            let thread = try OwnThread { continuation.resume(returning: .success(work())) }
            // Its end is told by the value.
            thread.detach()
        } catch {
            continuation.resume(returning: .failure(error))
        }
    }
    return try result.get()
}
