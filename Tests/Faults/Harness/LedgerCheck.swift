// Holds what clients were told against what the record holds: nothing lost, nothing twice, nothing that was refused.

/// One trace of a request in the record.
struct Effect: Sendable, Hashable {
    let key: String
    /// What carries it.
    let id: String
}

/// A difference between ledgers and record.
enum LedgerFault: Sendable, Hashable {
    /// Acknowledged, and not there.
    case lost(key: String)
    /// There more than once.
    case doubled(key: String, count: Int)
    /// Acknowledged under one id, there under another.
    case elsewhere(key: String, acknowledged: String, found: String)
    /// Refused, and there all the same.
    case doneThoughRefused(key: String)
    /// Sent, and never resolved.
    case unresolved(key: String)
    /// There, and never sent.
    case unheardOf(key: String)
    /// One key, two answers that differ.
    case answeredTwice(key: String)
}

/// The comparison; pure, so that it can be shown to fail.
enum LedgerCheck {
    /// Every fault, in the order of the keys.
    static func faults(_ entries: [LedgerEntry], _ effects: [Effect]) -> [LedgerFault] {
        let found = Dictionary(grouping: effects, by: \.key)
        var intended: Set<String> = []
        var acknowledged: [String: String] = [:]
        var refused: Set<String> = []
        var faults: [LedgerFault] = []
        for entry in entries {
            switch entry {
            case .intent(let key):
                intended.insert(key)
            case .acknowledged(let key, let id):
                if let before = acknowledged.updateValue(id, forKey: key), before != id {
                    faults.append(.answeredTwice(key: key))
                }
            case .refused(let key):
                refused.insert(key)
            }
        }
        for key in intended.union(acknowledged.keys).sorted() {
            let traces = found[key] ?? []
            if traces.count > 1 { faults.append(.doubled(key: key, count: traces.count)) }
            if let id = acknowledged[key] {
                if refused.contains(key) { faults.append(.answeredTwice(key: key)) }
                guard let trace = traces.first else {
                    faults.append(.lost(key: key))
                    continue
                }
                if !traces.contains(where: { $0.id == id }) {
                    faults.append(.elsewhere(key: key, acknowledged: id, found: trace.id))
                }
            } else if refused.contains(key) {
                if !traces.isEmpty { faults.append(.doneThoughRefused(key: key)) }
            } else {
                faults.append(.unresolved(key: key))
            }
        }
        let known = intended.union(acknowledged.keys)
        faults += found.keys.filter { !known.contains($0) }.sorted().map { .unheardOf(key: $0) }
        return faults
    }
}
