// A few places that tests share: one beyond them waits its turn.

/// So many may do something at once; whoever comes then waits, in order of arrival.
package actor Slots {
    private var freeCount: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// So many places.
    package init(count: Int) { freeCount = count }

    /// Runs a body in a place, once there is one.
    package nonisolated func withSlot<R>(_ body: () async throws -> R) async rethrows -> R {
        await take()
        let result: R
        do {
            result = try await body()
        } catch {
            await giveBack()
            throw error
        }
        await giveBack()
        return result
    }

    private func take() async {
        if freeCount > 0 {
            freeCount -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack() {
        if waiting.isEmpty {
            freeCount += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
