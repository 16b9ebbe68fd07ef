// Whose turn it is to hash a password: so many at once, so many waiting, everybody else refused.

/// The order in which passwords are hashed. A value without threads or time; `HashingDesk` does what it says.
package struct HashingQueue: Sendable {
    /// What one who comes is told.
    package enum Answer: Sendable, Hashable {
        /// Begin at once, and say when it is done.
        case begin
        /// Wait to be called.
        case wait
        /// The queue is full.
        case refuse
    }

    /// How many hash at the same time.
    package let runningMax: Int
    /// How many may wait.
    package let waitingMax: Int
    /// How many hash now.
    package private(set) var runningCount = 0
    private var waiting: [Int] = []

    package init(runningMax: Int, waitingMax: Int) {
        precondition(runningMax > 0 && waitingMax >= 0, "at least one hashes")
        self.runningMax = runningMax
        self.waitingMax = waitingMax
    }

    /// How many wait now.
    package var waitingCount: Int { waiting.count }

    /// Somebody comes, with a number of their own.
    package mutating func arrive(_ number: Int) -> Answer {
        if runningCount < runningMax {
            runningCount += 1
            return .begin
        }
        guard waiting.count < waitingMax else { return .refuse }
        waiting.append(number)
        return .wait
    }

    /// Somebody is done.
    ///
    /// - Returns: who begins in their place; nil where nobody waits.
    package mutating func finish() -> Int? {
        precondition(runningCount > 0, "only who has begun is done")
        guard !waiting.isEmpty else {
            runningCount -= 1
            return nil
        }
        return waiting.removeFirst()
    }

    /// Somebody gives up waiting.
    ///
    /// - Returns: whether they waited; else they were called already.
    package mutating func leave(_ number: Int) -> Bool {
        guard let index = waiting.firstIndex(of: number) else { return false }
        waiting.remove(at: index)
        return true
    }
}
