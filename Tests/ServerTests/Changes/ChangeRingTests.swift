// The newest changes under their numbers, held against a list of all that ever happened.
import Domain
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The ring of changes")
struct ChangeRingTests {
    private static func workup(_ number: Int) -> ID<Workup> {
        ID(SequentialIDs.id(UInt64(number)))
    }

    /// All that ever happened, and what may be told of it.
    private struct Everything {
        /// Nil where more may have changed than is known.
        var events: [ID<Workup>?] = []
        let capacity: Int
        let toldMax: Int

        func news(since number: Int) -> ChangeNews {
            guard (0...events.count).contains(number) else { return .unknown }
            let missed = events[number...]
            guard !missed.isEmpty else { return .nothing }
            let changed = missed.compactMap(\.self)
            guard changed.count == missed.count, changed.count <= capacity else { return .unknown }
            var told: [ID<Workup>] = []
            for workup in changed.reversed() where !told.contains(workup) { told.append(workup) }
            return told.count > toldMax ? .unknown : .changed(told.reversed())
        }
    }

    @Test("tells each workup once, in the order of its last change, from any number on", arguments: 1...60)
    func traces(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let capacity = Int.random(in: 1...12, using: &random)
        let toldMax = Int.random(in: 1...6, using: &random)
        var ring = ChangeRing(capacity: capacity, toldMax: toldMax)
        var all = Everything(capacity: capacity, toldMax: toldMax)
        for _ in 0..<80 {
            if Int.random(in: 0..<12, using: &random) == 0 {
                ring.lose()
                all.events.append(nil)
            } else {
                let workup = Self.workup(Int.random(in: 1...5, using: &random))
                ring.add(workup)
                all.events.append(workup)
            }
            #expect(ring.next == all.events.count)
            for number in -1...(all.events.count + 2) {
                #expect(ring.news(since: number) == all.news(since: number), "since \(number) of \(all.events.count)")
            }
        }
    }

    @Test("reads places that it gave, and nothing else")
    func places() {
        let place = ChangePlace(mark: "0af9", number: 12)
        #expect(place.text == "0af9-12" && ChangePlace(place.text) == place)
        for text in [
            "", "-", "0af9", "0af9-", "-12", "0af9--1", "0af9-1-2", "0AF9-1", "0af9-x", "0af9-1234567890123456", "g-1",
            "\(String(repeating: "a", count: 33))-1", " 0af9-1", "0af9-1\n",
        ] {
            #expect(ChangePlace(text) == nil, "\(text)")
        }
    }

    @Test("tells a place of another process that anything may have changed")
    func otherProcess() throws {
        let (one, other) = (WorklistChanges(), WorklistChanges())
        #expect(one.news(since: one.place).news == .nothing)
        #expect(one.news(since: other.place).news == .unknown)
        let before = one.place
        one.add(.changed([Self.workup(7)]))
        #expect(one.news(since: before).news == .changed([Self.workup(7)]))
        #expect(one.news(since: one.news(since: before).place).news == .nothing)
        one.add(.many)
        #expect(one.news(since: before).news == .unknown)
        #expect(try #require(ChangePlace(one.place.text)) == one.place)
    }
}

@Suite("Open streams")
struct OpenStreamsTests {
    @Test("are bounded for each account and in all, and are given back however they end")
    func bounds() {
        let streams = OpenStreams(perAccountMax: 2, allMax: 3)
        let (one, two) = (ID<User>(SequentialIDs.id(1)), ID<User>(SequentialIDs.id(2)))
        var slots = [streams.open(for: one), streams.open(for: one)]
        #expect(slots.allSatisfy { $0 != nil } && streams.open(for: one) == nil)
        slots.append(streams.open(for: two))
        #expect(slots[2] != nil && streams.open(for: two) == nil && streams.count == 3)
        slots.remove(at: 0)
        #expect(streams.count == 2)
        slots.append(streams.open(for: one))
        #expect((slots.last ?? nil) != nil && streams.open(for: one) == nil)
        slots.removeAll()
        #expect(streams.count == 0)
    }
}

/// A generator whose numbers follow from its seed.
private struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
