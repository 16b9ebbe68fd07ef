// A value that one task waits for and that several parties may try to give: the first one wins.
import Synchronization

/// Carries one value to one waiting task, once.
final class OneShot<Value: Sendable>: Sendable {
    private struct State {
        var continuation: CheckedContinuation<Value, Never>?
        var early: Value?
        var isDone = false
        var isTaken = false
    }

    private let state = Mutex(State())

    /// Gives the waiting side.
    /// - Returns: false where the value was there already and has been delivered.
    func attach(_ continuation: CheckedContinuation<Value, Never>) -> Bool {
        let early: Value? = state.withLock { state in
            if let early = state.early { return early }
            state.continuation = continuation
            return nil
        }
        guard let early else { return true }
        continuation.resume(returning: early)
        return false
    }

    /// Marks that work on it has begun.
    /// - Returns: false where it is done already and nothing must be begun.
    func take() -> Bool {
        state.withLock { state in
            guard !state.isDone else { return false }
            state.isTaken = true
            return true
        }
    }

    /// Whether nobody waits any more.
    var isDone: Bool { state.withLock { $0.isDone } }

    /// Delivers the value unless another was delivered before.
    @discardableResult
    func complete(_ value: Value) -> Bool {
        complete(value, if: { _ in true })
    }

    /// Delivers the value if work has not begun, or if it may be left alone once begun.
    @discardableResult
    func withdraw(_ value: Value, evenIfTaken: Bool) -> Bool {
        complete(value, if: { isTaken in evenIfTaken || !isTaken })
    }

    private func complete(_ value: Value, if allows: (_ isTaken: Bool) -> Bool) -> Bool {
        var waiting: CheckedContinuation<Value, Never>?
        let isFirst = state.withLock { state in
            guard !state.isDone, allows(state.isTaken) else { return false }
            state.isDone = true
            swap(&waiting, &state.continuation)
            if waiting == nil { state.early = value }
            return true
        }
        waiting?.resume(returning: value)
        return isFirst
    }
}
