// Ids of version 7: the time in front, so that later ones sort after earlier ones; the rest cannot be guessed.
import Domain
import FoundationEssentials
import Synchronization

/// Makes UUIDs of version 7 (RFC 9562), each later than the one before.
final class UUIDMaker: Sendable {
    private struct State {
        var milliseconds: Int64 = 0
        /// Counts within a millisecond, in the 12 bits behind the time.
        var counter: UInt16 = 0
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Instant

    init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    /// The next id.
    func next() -> UUID {
        let (milliseconds, counter) = state.withLock { state in
            let current = now().microsecondsSince1970 / 1_000
            if current > state.milliseconds {
                state.milliseconds = current
                // Half the range is left to count in.
                state.counter = UInt16.random(in: 0..<0x800)
            } else if state.counter < 0xFFF {
                state.counter += 1
            } else {
                // More than the counter holds, or a clock that was set back: the time runs ahead a little.
                state.milliseconds += 1
                state.counter = 0
            }
            return (state.milliseconds, state.counter)
        }
        let time = UInt64(bitPattern: milliseconds) & 0xFFFF_FFFF_FFFF
        let high = time << 16 | 0x7000 | UInt64(counter)
        let low = UInt64.random(in: 0...0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        let bytes = withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { $0.load(as: uuid_t.self) }
        return UUID(uuid: bytes)
    }
}
