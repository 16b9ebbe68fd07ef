// The time between being told to stop and stopping, in which a proxy in front finds out and sends people elsewhere.
import ServiceLifecycle

/// Holds back the stop of everything that comes before it in the group, and lets it be told meanwhile.
struct Draining: Service {
    /// How long; 0 where nobody has to find out.
    let seconds: Int
    /// Tells whoever asks that the service is stopping.
    let begin: @Sendable () -> Void

    func run() async throws {
        // Waits for the stop that the group is told of, or for the group to end.
        try await gracefulShutdown()
        begin()
        // Cut short only where the whole group is cancelled, which ends the service at once.
        try? await Task.sleep(for: .seconds(seconds))
    }
}
