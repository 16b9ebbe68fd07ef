// What is known of the sealer from outside: whether it is at work, and what keeps it from it.
import Domain
import Synchronization

/// Whether the log is being sealed.
final class SealerState: Sendable {
    private struct State {
        var lastDone: ContinuousClock.Instant?
        var isHeldBack = false
        var failure: String?
    }

    private let state = Mutex(State())
    /// A sealer that was not done for longer is not at work.
    private static let silenceMax = Duration.seconds(30)

    /// Notes that everything there was to be done was done.
    func done(at now: ContinuousClock.Instant = .now) {
        state.withLock { $0.lastDone = now }
    }

    /// Notes that the log must not be sealed: it is not at work from this moment, however lately it was.
    func stopped() {
        state.withLock { $0.lastDone = nil }
    }

    /// Notes what keeps it from its work, or that nothing does; true where that is news. An outage is told once, however
    /// often it is tried meanwhile.
    func isNews(failure: String?) -> Bool {
        state.withLock { state in
            defer { state.failure = failure }
            return state.failure != failure
        }
    }

    /// Whether the sealer is at work.
    func isAlive(at now: ContinuousClock.Instant = .now) -> Bool {
        state.withLock { state in state.lastDone.map { now - $0 < Self.silenceMax } ?? false }
    }

    /// Notes whether events wait too long; true where that is news.
    func isNews(heldBack: Bool) -> Bool {
        state.withLock { state in
            defer { state.isHeldBack = heldBack }
            return state.isHeldBack != heldBack
        }
    }
}
