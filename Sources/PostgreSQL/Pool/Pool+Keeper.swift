// The pool's keeper: a thread that ends waits in time, joins the threads of ended connections, and sees to the end.
import Synchronization

extension Pool {
    var connectionCount: Int { core.withLock { $0.state.connectionCount } }

    /// Starts the keeper. Called once, by the owner.
    func start() {
        do throws(PostgreSQLError) {
            guard keeperWaker != nil else { throw PostgreSQLError(.resources, "no file descriptor left") }
            let thread = try OwnThread { self.keep() }
            core.withLock { $0.keeper = thread }
        } catch {
            // Nobody would keep time or join threads: it is closed from the start, and every request says why.
            core.withLock { core in
                core.startError = error
                _ = core.state.close()
            }
            finish()
        }
    }

    func keeperMayNeedToKnow(_ deadline: Deadline) {
        if core.withLock({ deadline < $0.keeperWakes }) { keeperWaker?.wake() }
    }

    /// What the keeper finds to do at one look.
    fileprivate struct Round {
        var late: [PoolWaiter]
        var joinable: [OwnThread]
        var overdue: [ConnectionHandle]
        var error: PostgreSQLError?
        var isDone: Bool
        var next: Deadline
    }

    private func keep() {
        guard let keeperWaker else { return finish() }
        while true {
            // A pause may have ended that somebody waited for.
            openIfWanted()
            let round = changed { $0.nextRound() }
            for waiter in round.late {
                waiter.fail(round.error ?? waiter.tooLate)
            }
            for handle in round.overdue { handle.mailbox.stop(.now) }
            for thread in round.joinable { thread.join() }
            if round.isDone { return finish() }
            if !round.late.isEmpty || !round.joinable.isEmpty { continue }
            _ = wait(socket: -1, toRead: false, toWrite: false, waker: keeperWaker, until: round.next)
            keeperWaker.drain()
        }
    }

    private func finish() {
        let closers = core.withLock { core in
            core.isFinished = true
            return core.closers
        }
        for closer in closers { closer.resume() }
    }

    // MARK: Closing

    /// Lets what is under way end, refuses what waits, and ends every thread.
    ///
    /// Cancellation does not hurry it: what is under way may be the COMMIT of somebody who was not cancelled.
    /// - Parameter grace: after that long, what is still under way is cut off.
    func close(grace: Duration) async {
        beginClosing(grace: grace)
        // Not left by cancellation either: the threads must have ended before anyone goes on.
        await withCheckedContinuation { continuation in
            let isFinished = core.withLock { core in
                if !core.isFinished { core.closers.append(continuation) }
                return core.isFinished
            }
            if isFinished { continuation.resume() }
        }
        core.withLock { $0.keeper }?.join()
    }

    /// Ends everything at once without waiting for it, for an owner that went without closing.
    func abandon() {
        guard !core.withLock({ $0.isFinished }) else { return }
        beginClosing(grace: .zero)
        // Nobody is left to join it; it joins the others and then ends alone.
        core.withLock { $0.keeper }?.detach()
    }

    private func beginClosing(grace: Duration) {
        let (waiters, ids) = changed { core in
            core.cutOff = min(core.cutOff, .after(grace))
            return core.state.close()
        }
        for waiter in waiters { waiter.fail(PostgreSQLError(.unavailable, "the pool is being closed")) }
        for id in ids { perform(id, core.withLock { $0.state.finished(id, count: 0) }) }
        keeperWaker?.wake()
    }
}

extension PoolWaiter {
    /// Why it waited in vain, where there are connections.
    fileprivate var tooLate: PostgreSQLError {
        isOwnDeadline
            ? PostgreSQLError(.timeout, "the deadline passed before a connection became free")
            : PostgreSQLError(.busy, "no connection became free in time")
    }
}

extension Pool.Core {
    fileprivate mutating func nextRound() -> Pool.Round {
        let late = state.expire()
        let joinable = ended.compactMap { threads.removeValue(forKey: $0) }
        ended.removeAll { _ in startingCount == 0 }
        let isOverdue = cutOff.hasPassed
        keeperWakes = min(state.earliestDeadline, isOverdue ? .never : cutOff)
        return Pool.Round(
            late: late,
            joinable: joinable,
            overdue: isOverdue ? Array(handles.values) : [],
            error: whyNone,
            isDone: state.isClosed && handles.isEmpty && threads.isEmpty && startingCount == 0,
            next: keeperWakes
        )
    }

    /// Why there is no connection at all; nil where there is one.
    fileprivate var whyNone: PostgreSQLError? {
        if state.hasReady { return nil }
        return lastError ?? PostgreSQLError(.unavailable, "no connection to the database could be made in time")
    }
}
