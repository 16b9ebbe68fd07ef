// Looks for unusual access beside the running service, so that the queue fills itself whether or not anybody opens it.
import Domain
import Logging
import ServiceLifecycle
import UseCases

/// Looks every hour through the last two days, as the machine's own act, which is in the log like every look at it.
struct AccessFinding: Service {
    let environment: UseCases.Environment
    /// The machine's.
    let call: Call
    let logger: Logger

    /// What was missed while the service stood still for a day is found as well.
    static let days = 2
    private static let interval = Duration.seconds(3_600)
    /// The database was away: it is tried again sooner.
    private static let intervalAfterFailure = Duration.seconds(60)

    /// Looks until the service stops.
    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let isDone = await round()
                try? await Task.sleep(for: isDone ? Self.interval : Self.intervalAfterFailure)
            }
        }
    }

    /// Looks once; gives whether it could.
    func round() async -> Bool {
        do {
            let input = ReviewAccess.Input(days: Self.days, limit: 1)
            let count = try await ReviewAccess.run(input, call: call, in: environment).newCount
            if count > 0 { logger.notice("unusual access is to be judged", metadata: ["new": "\(count)"]) }
            return true
        } catch {
            logger.warning("unusual access was not looked for: it is tried again", metadata: ["reason": "\(error)"])
            return false
        }
    }
}
