// What changed in the worklist, as this process hears of it: one listener for everybody who waits.
import Domain
import Logging
import Synchronization
import UseCases

/// The changes of the worklist that this process has heard of.
final class WorklistChanges: Sendable {
    private let mark: String
    private let ring = Mutex(ChangeRing(capacity: 4_096, toldMax: 200))

    init() {
        // Another process, and this one after it was started again, count from a place of their own.
        mark = String(UInt64.random(in: .min ... .max), radix: 16)
    }

    /// The place of whoever has heard everything so far. Taken before the list is read, so that what changes while it is
    /// read is told.
    var place: ChangePlace { ChangePlace(mark: mark, number: ring.withLock(\.next)) }

    /// What changed since a place, and the place after it.
    func news(since place: ChangePlace) -> (news: ChangeNews, place: ChangePlace) {
        ring.withLock { ring in
            let now = ChangePlace(mark: mark, number: ring.next)
            return (place.mark == mark ? ring.news(since: place.number) : .unknown, now)
        }
    }

    /// Notes what was told.
    func add(_ news: WatchWorklist.News) {
        ring.withLock { ring in
            switch news {
            case .changed(let workup): ring.add(workup)
            case .mayHaveMissed: ring.lose()
            }
        }
    }

    /// Listens for as long as the task runs. While the database refuses, nothing is told, and once it does not any more,
    /// everybody who waits hears that anything may have changed.
    ///
    /// - Parameters:
    ///   - environment: the outside.
    ///   - logger: where it is said that nothing can be heard.
    func listen(in environment: UseCases.Environment, _ logger: Logger) async {
        var isTold = false
        while !Task.isCancelled {
            let began = ContinuousClock.now
            do {
                try await WatchWorklist.listen(in: environment, add)
            } catch {
                // A database that refuses, as a standby does, refuses every time: it is told once.
                if ContinuousClock.now - began > .seconds(60) { isTold = false }
                if !isTold, !Task.isCancelled {
                    isTold = true
                    logger.warning(
                        "changes of the worklist are not heard",
                        metadata: ["cause": "\(WorkupResponder.cause(error))"]
                    )
                }
            }
            add(.mayHaveMissed)
            // Ends at once where the task is cancelled, which the loop sees.
            try? await Task.sleep(for: .seconds(30))
        }
    }
}
