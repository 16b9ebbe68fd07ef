// The pool's keeper: a thread that ends waits in time, joins the threads of ended connections, and sees to the end.
import Synchronization

extension Pool {
    var connectionCount: Int { core.withLock { $0.state.connectionCount } }

    /// Starts the keeper. Called once, by the owner.
    func start() {
        // Without a thread left nothing can be connected either; every request then says so, and closing must not wait.
        guard let thread = try? OwnThread({ self.keep() }) else { return finish() }
        core.withLock { $0.keeper = thread }
    }

    func keeperMayNeedToKnow(_ deadline: Deadline) {
        if core.withLock({ deadline < $0.keeperWakes }) { keeperWaker?.wake() }
    }

    private func keep() {
        guard let keeperWaker else { return finish() }
        while true {
            // A pause may have ended that somebody waited for.
            openIfWanted()
            let (late, joinable, next, error, isDone) = core.withLock { core in
                let late = core.state.expire()
                let joinable = core.ended.compactMap { core.threads.removeValue(forKey: $0) }
                core.ended.removeAll { _ in core.startingCount == 0 }
                core.keeperWakes = core.state.earliestDeadline
                let isDone =
                    core.state.isClosed && core.handles.isEmpty && core.threads.isEmpty && core.startingCount == 0
                return (late, joinable, core.keeperWakes, core.whyNone, isDone)
            }
            for waiter in late { waiter.fail(error ?? PostgreSQLError(.busy, "no connection became free in time")) }
            for thread in joinable { thread.join() }
            if isDone { return finish() }
            if !late.isEmpty || !joinable.isEmpty { continue }
            _ = wait(socket: -1, toRead: false, toWrite: false, waker: keeperWaker, until: next)
            keeperWaker.drain()
        }
    }

    private func finish() {
        let closers = core.withLock { core in
            core.isFinished = true
            return core.closers
        }
        for closer in closers { closer.complete(()) }
    }

    /// Lets what is under way end, refuses what waits, and ends every thread.
    /// - Parameter grace: after that long, what is still under way is cut off.
    func close(grace: Duration) async {
        let (waiters, handles) = core.withLock { core in
            let (waiters, _) = core.state.close()
            return (waiters, Array(core.handles.values))
        }
        for waiter in waiters { waiter.fail(PostgreSQLError(.unavailable, "the pool is being closed")) }
        for handle in handles {
            perform(handle.id, core.withLock { $0.state.finished(handle.id, count: 0) })
        }
        keeperWaker?.wake()
        let closer = OneShot<Void>()
        let isFinished = core.withLock { core in
            core.closers.append(closer)
            return core.isFinished
        }
        if isFinished { closer.complete(()) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Ends early, by cancellation, when everything has ended in time.
                try? await Task.sleep(for: grace)
                for handle in self.core.withLock({ Array($0.handles.values) }) { handle.mailbox.stop(.now) }
            }
            // Not left by cancellation: the threads must have ended before anyone goes on.
            await withCheckedContinuation { continuation in _ = closer.attach(continuation) }
            group.cancelAll()
        }
        let keeper = core.withLock { core in
            defer { core.keeper = nil }
            return core.keeper
        }
        keeper?.join()
    }
}

extension Pool.Core {
    /// Why there is no connection at all; nil where there is one.
    fileprivate var whyNone: PostgreSQLError? {
        if state.hasReady { return nil }
        return lastError ?? PostgreSQLError(.unavailable, "no connection to the database could be made in time")
    }
}
