// Blocking work beside the tasks of the test.
import Foundation

/// Runs blocking work on a thread of its own, as each client would be a program of its own.
func onOwnThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
