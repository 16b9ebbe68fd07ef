// Time, ids and chance that are the same in every run.
package import Foundation
import Synchronization

/// A clock that moves only when a test moves it.
package final class FixedClock: Sendable {
    private let microseconds: Mutex<Int64>

    /// Starts at an instant, by default 2026-03-02T09:00:00Z, a Monday morning.
    package init(microsecondsSince1970: Int64 = 1_772_442_000_000_000) {
        microseconds = Mutex(microsecondsSince1970)
    }

    /// The instant now, as microseconds since 1970 in UTC.
    package var microsecondsSince1970: Int64 { microseconds.withLock { $0 } }

    /// Moves the clock on.
    package func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        microseconds.withLock { $0 += seconds * 1_000_000 + attoseconds / 1_000_000_000_000 }
    }
}

/// Ids that look like UUIDv7 and count up from one, so that goldens are stable and order is that of making.
package final class SequentialIDs: Sendable {
    private let last = Mutex<UInt64>(0)

    /// Starts before the first id.
    package init() {}

    /// The next id: `00000000-0000-7000-8000-000000000001` and so on.
    package func next() -> UUID {
        let number = last.withLock { last in
            last += 1
            return last
        }
        return Self.id(number)
    }

    /// The id with this number.
    package static func id(_ number: UInt64) -> UUID {
        func byte(_ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: number >> (index * 8)) }
        return UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, byte(5), byte(4), byte(3), byte(2), byte(1), byte(0)))
    }
}

/// Chance with a seed, which a failing test prints so that it can be had again (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Sendable, CustomStringConvertible {
    /// What the sequence began with.
    package let seed: UInt64
    private var state: UInt64

    /// Takes the seed from `WORKUP_SEED` where that is set, so that a failure can be repeated.
    package init(seed: UInt64? = nil) {
        let wanted = ProcessInfo.processInfo.environment["WORKUP_SEED"].flatMap { UInt64($0) }
        self.seed = wanted ?? seed ?? UInt64.random(in: 0 ... .max)
        state = self.seed
    }

    /// How to have the same sequence again.
    package var description: String { "WORKUP_SEED=\(seed)" }

    /// The next number of the sequence.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
