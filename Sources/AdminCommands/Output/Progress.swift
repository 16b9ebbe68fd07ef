// Progress of long work on standard error: one line drawn over on a terminal, else a line every ten seconds.
import Domain
import Synchronization

/// Counts what is done and says so, not too often.
final class Progress: Sendable {
    private struct State {
        var doneCount = 0
        var lastSaid: Instant?
        var isDrawn = false
    }

    private let state = Mutex(State())
    private let console: Console
    private let what: Localized
    private let total: Int?
    private let startedAt: Instant

    /// Off a terminal, how long between two lines.
    private static let secondsBetweenLines: Int64 = 10
    /// On a terminal, how long between two drawings.
    private static let microsecondsBetweenDrawings: Int64 = 100_000

    init(_ what: Localized, total: Int?, on console: Console) {
        self.what = what
        self.total = total
        self.console = console
        startedAt = console.surroundings.now()
    }

    /// Adds to what is done, and says so where it is time.
    func advance(by count: Int = 1) {
        let now = console.surroundings.now()
        state.withLock { state in
            state.doneCount += count
            let since = (state.lastSaid ?? startedAt).microseconds(until: now)
            if console.surroundings.drawsProgress {
                guard state.lastSaid == nil || since >= Progress.microsecondsBetweenDrawings else { return }
                state.isDrawn = true
                draw("\r\u{1B}[2K" + line(state.doneCount, now))
            } else {
                guard since >= Progress.secondsBetweenLines * 1_000_000 else { return }
                draw(line(state.doneCount, now) + "\n")
            }
            state.lastSaid = now
        }
    }

    /// Takes the drawn line away, so that what is said next stands alone.
    func end() {
        state.withLock { state in
            if state.isDrawn { draw("\r\u{1B}[2K") }
            state.isDrawn = false
        }
    }

    private func line(_ doneCount: Int, _ now: Instant) -> String {
        let microseconds = max(1, startedAt.microseconds(until: now))
        let rate = Int64(doneCount) * 1_000_000 / microseconds
        let count = total.map { "\(doneCount)/\($0)" } ?? "\(doneCount)"
        return "\(what[console.language]): \(count) (\(rate)/s)"
    }

    private func draw(_ text: String) {
        // Talk that cannot be heard must not stop the work.
        try? console.surroundings.talk.write(Array(text.utf8))
    }
}
