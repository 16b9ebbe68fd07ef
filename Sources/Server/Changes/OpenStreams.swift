// How many streams may stand open: each holds a connection for as long as a page is looked at.
import Domain
import Synchronization

/// The open streams of the process, counted by account.
final class OpenStreams: Sendable {
    private struct Counts {
        var all = 0
        var ofAccount: [ID<User>: Int] = [:]
    }

    private let counts = Mutex(Counts())
    private let perAccountMax: Int
    private let allMax: Int

    /// None yet.
    ///
    /// - Parameters:
    ///   - perAccountMax: how many one account may have.
    ///   - allMax: how many there may be in all.
    init(perAccountMax: Int, allMax: Int) {
        self.perAccountMax = perAccountMax
        self.allMax = allMax
    }

    /// How many are open.
    var count: Int { counts.withLock(\.all) }

    /// A place for one more; nil where there is none. It is given back when nobody holds it any more, however that came.
    func open(for user: ID<User>) -> Slot? {
        let isFree = counts.withLock { counts in
            guard counts.all < allMax, counts.ofAccount[user, default: 0] < perAccountMax else { return false }
            counts.all += 1
            counts.ofAccount[user, default: 0] += 1
            return true
        }
        return isFree ? Slot(self, user) : nil
    }

    private func close(_ user: ID<User>) {
        counts.withLock { counts in
            counts.all -= 1
            let left = counts.ofAccount[user, default: 1] - 1
            counts.ofAccount[user] = left > 0 ? left : nil
        }
    }

    /// The place of one stream.
    final class Slot: Sendable {
        private let streams: OpenStreams
        private let user: ID<User>

        fileprivate init(_ streams: OpenStreams, _ user: ID<User>) {
            self.streams = streams
            self.user = user
        }

        deinit { streams.close(user) }
    }
}
