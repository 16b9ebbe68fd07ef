// The newest changes of the worklist, each under a number: what somebody who knows up to one number has not heard yet.
import Domain

/// A place among the changes: everything before it is known to whoever has it.
struct ChangePlace: Sendable, Hashable {
    /// Which process counts; another one counts other changes.
    let mark: String
    /// The number of the next change.
    let number: Int

    /// As it stands in an address.
    var text: String { "\(mark)-\(number)" }

    /// A place.
    init(mark: String, number: Int) {
        self.mark = mark
        self.number = number
    }

    /// Reads a place; nil for a text that is none.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[1]), number >= 0, (1...32).contains(parts[0].utf8.count) else {
            return nil
        }
        let isPlain = parts[0].utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        guard isPlain, parts[1].utf8.count <= 15 else { return nil }
        self = ChangePlace(mark: String(parts[0]), number: number)
    }
}

/// What changed since a place.
enum ChangeNews: Sendable, Hashable {
    case nothing
    /// These workups, each once, in the order of their last change.
    case changed([ID<Workup>])
    /// More than is known any more: anything may have.
    case unknown
}

/// The newest changes. A value without a clock: whoever holds it says what happened.
struct ChangeRing: Sendable {
    private var slots: [ID<Workup>] = []
    private let capacity: Int
    /// How many are told one by one; where there are more, anything may have changed.
    private let toldMax: Int
    /// The number that the next change gets.
    private(set) var next = 0
    /// The lowest number from which on everything is known.
    private var oldest = 0
    /// The number of the change in the first slot.
    private var base = 0

    /// No changes yet.
    ///
    /// - Parameters:
    ///   - capacity: how many changes are kept.
    ///   - toldMax: how many workups are told one by one.
    init(capacity: Int, toldMax: Int) {
        precondition(capacity > 0 && toldMax > 0)
        self.capacity = capacity
        self.toldMax = toldMax
    }

    /// A workup changed.
    mutating func add(_ workup: ID<Workup>) {
        if slots.count < capacity {
            slots.append(workup)
        } else {
            slots[(next - base) % capacity] = workup
        }
        next += 1
        oldest = max(oldest, next - capacity)
    }

    /// More may have changed than is known: nobody who waits has heard everything.
    mutating func lose() {
        next += 1
        slots.removeAll(keepingCapacity: true)
        (oldest, base) = (next, next)
    }

    /// What changed since everything before a number was known.
    func news(since number: Int) -> ChangeNews {
        guard number != next else { return .nothing }
        guard (oldest..<max(oldest, next)).contains(number) else { return .unknown }
        var seen: Set<ID<Workup>> = []
        var found: [ID<Workup>] = []
        for number in (number..<next).reversed() {
            let workup = slots[(number - base) % capacity]
            guard seen.insert(workup).inserted else { continue }
            guard found.count < toldMax else { return .unknown }
            found.append(workup)
        }
        return .changed(found.reversed())
    }
}
