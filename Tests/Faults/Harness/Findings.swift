// What a check of the record found wrong, sorted as the table of scenarios counts it.

/// What is not as the clients were told.
struct Findings: Sendable {
    /// Acknowledged, and not there.
    private(set) var lost: [String] = []
    /// Done more than once, or answered in two ways.
    private(set) var twice: [String] = []
    /// There in part, there without its line in the log, or there though it was refused.
    private(set) var half: [String] = []
    /// Whatever else should not be.
    private(set) var other: [String] = []

    var isEmpty: Bool { lost.isEmpty && twice.isEmpty && half.isEmpty && other.isEmpty }

    /// A few of each kind, in words.
    var words: String {
        [("lost", lost), ("twice", twice), ("half there", half), ("otherwise wrong", other)]
            .filter { !$0.1.isEmpty }
            .map { "\($0.1.count) \($0.0): \($0.1.prefix(10).joined(separator: "; "))" }
            .joined(separator: ". ")
    }

    /// Adds what another check found.
    mutating func add(_ more: Findings) {
        lost += more.lost
        twice += more.twice
        half += more.half
        other += more.other
    }

    mutating func lose(_ what: String) { lost.append(what) }

    mutating func halve(_ what: String) { half.append(what) }

    mutating func complain(_ what: String) { other.append(what) }

    /// Adds a difference between ledgers and record.
    mutating func add(_ fault: LedgerFault) {
        switch fault {
        case .lost(let key): lost.append(key)
        case .elsewhere(let key, let acknowledged, let found):
            lost.append("\(key), acknowledged as \(acknowledged), there as \(found)")
        case .doubled(let key, let count): twice.append("\(key), \(count) times")
        case .answeredTwice(let key): twice.append("\(key), answered in two ways")
        case .doneThoughRefused(let key): half.append("\(key), done though it was refused")
        case .unresolved(let key): other.append("\(key) was never resolved")
        case .unheardOf(let key): other.append("\(key) was never sent")
        }
    }

    /// Adds what was counted of keys that were acknowledged: each is to be there, and once where that is asked for.
    mutating func add(_ keys: [String], counts: [String: Int], exactlyOnce: Bool, where place: String) {
        for key in keys {
            let count = counts[key] ?? 0
            if count == 0 { lost.append("\(key) \(place)") }
            if count > 1, exactlyOnce { twice.append("\(key) \(place), \(count) times") }
        }
    }
}
