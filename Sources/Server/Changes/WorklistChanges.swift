// What changed in the worklist, as this process reads it: once for everybody who waits.
import Domain
import Logging
import Synchronization
import UseCases

/// The changes of the worklist that this process knows of.
final class WorklistChanges: Sendable {
    private let mark: String
    private let ring = Mutex(ChangeRing(capacity: 4_096, toldMax: 200))

    init() {
        // Another process, and this one after it was started again, count from a place of their own.
        mark = String(UInt64.random(in: .min ... .max), radix: 16)
    }

    /// The place of whoever knows everything so far. Taken before the list is read, so that what changes while it is
    /// read is told.
    var place: ChangePlace { ChangePlace(mark: mark, number: ring.withLock(\.next)) }

    /// What changed since a place, and the place after it.
    func news(since place: ChangePlace) -> (news: ChangeNews, place: ChangePlace) {
        ring.withLock { ring in
            let now = ChangePlace(mark: mark, number: ring.next)
            return (place.mark == mark ? ring.news(since: place.number) : .unknown, now)
        }
    }

    /// Notes what was read.
    func add(_ news: WatchWorklist.News) {
        ring.withLock { ring in
            switch news {
            case .changed(let workups): for workup in workups { ring.add(workup) }
            case .many: ring.lose()
            }
        }
    }

    /// Reads what changed again and again for as long as the task runs. Whoever waited while the database did not answer hears
    /// that anything may have changed.
    ///
    /// - Parameters:
    ///   - environment: the outside.
    ///   - pause: between two looks.
    ///   - logger: where it is said that nothing can be read.
    func follow(in environment: UseCases.Environment, every pause: Duration = .seconds(1), _ logger: Logger) async {
        var moment: WatchWorklist.Moment?
        var isTold = false
        while !Task.isCancelled {
            do throws(UseCaseError) {
                let (news, now) = try await WatchWorklist.changes(since: moment, in: environment)
                add(moment == nil ? .many : news)
                (moment, isTold) = (now, false)
            } catch {
                moment = nil
                if !isTold, !Task.isCancelled {
                    isTold = true
                    logger.warning(
                        "changes of the worklist are not read",
                        metadata: ["cause": "\(WorkupResponder.cause(error))"]
                    )
                }
            }
            // Ends at once where the task is cancelled, which the loop sees.
            try? await Task.sleep(for: pause)
        }
    }
}
