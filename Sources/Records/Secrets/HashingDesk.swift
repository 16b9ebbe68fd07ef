// Hashes passwords on threads of their own, a few at a time, with a bounded queue: each takes a third of a second of a
// processor and 32 MiB, so that many at once would take the memory, and any at all would stop the tasks of others.
import PostgreSQL

/// Where passwords are hashed and checked.
package actor HashingDesk {
    /// The cost of a new hash.
    package nonisolated let parameters: PasswordHash.Parameters
    private var queue: HashingQueue
    private var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
    private var lastNumber = 0

    /// A desk.
    ///
    /// - Parameters:
    ///   - parameters: the cost of a new hash; cheaper only in tests.
    ///   - queue: how many at once. Two, and sixteen waiting: the last one waits some two seconds and a half.
    package init(
        parameters: PasswordHash.Parameters = .current,
        queue: HashingQueue = HashingQueue(runningMax: 2, waitingMax: 16)
    ) {
        self.parameters = parameters
        self.queue = queue
    }

    /// Hashes a new password.
    ///
    /// - Parameters:
    ///   - password: not empty; the rules were asked before.
    ///   - salt: 16 bytes that nobody can guess.
    /// - Returns: the hash as it is kept.
    /// - Throws: `RecordError.busy` where too many wait, `unavailable` where the machine has no thread or memory left.
    package func hash(_ password: String, salt: [UInt8]) async throws(RecordError) -> PasswordHash {
        let parameters = parameters
        let made = try await run { PasswordHash.make(password, salt: salt, parameters) }
        guard let made else { throw .busy }
        return made
    }

    /// Whether a password is the one of a hash.
    ///
    /// It takes the same time where there is no hash: another one is computed and thrown away, so that nobody learns
    /// from the time whether a user exists or has a password.
    ///
    /// - Parameters:
    ///   - password: as it was typed.
    ///   - stored: what is kept; nil for a user who is not there or has no password.
    /// - Returns: true only where there is a hash and it fits.
    /// - Throws: `RecordError.busy` where too many wait, `unavailable` where the machine has no thread left.
    package func check(_ password: String, against stored: PasswordHash?) async throws(RecordError) -> Bool {
        let parameters = parameters
        let compared = stored ?? PasswordHash.dummy(parameters)
        let matches = try await run { compared.matches(password) }
        return matches && stored != nil
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws(RecordError) -> Value {
        lastNumber += 1
        let number = lastNumber
        switch queue.arrive(number) {
        case .begin: break
        case .refuse: throw .busy
        case .wait: guard await isCalled(number) else { throw .busy }
        }
        defer { callNext() }
        do {
            return try await computeOnOwnThread(work)
        } catch {
            throw RecordError(error)
        }
    }

    /// Waits for the turn; false where the caller's task was cancelled first.
    private func isCalled(_ number: Int) async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiting[number] = $0 }
        } onCancel: {
            // Runs after the line above: both are on this actor.
            Task { await self.leave(number) }
        }
    }

    private func leave(_ number: Int) {
        guard queue.leave(number) else { return }
        waiting.removeValue(forKey: number)?.resume(returning: false)
    }

    private func callNext() {
        guard let next = queue.finish() else { return }
        waiting.removeValue(forKey: next)?.resume(returning: true)
    }

    /// How many hash and how many wait, for tests.
    var load: (running: Int, waiting: Int) { (queue.runningCount, queue.waitingCount) }
}
