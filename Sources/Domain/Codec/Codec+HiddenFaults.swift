// Faults that stand behind others: a rule across fields is asked only where every field of its object could be read.

extension Codec {
    /// At most so many times is the rest of a faulty input read again.
    private static var passesMax: Int { 3 }
    /// Whoever has so many faults to mend is told the others next time.
    private static var faultsMax: Int { 100 }

    /// The faults that those found hide, so that all are told at once: what was found wrong is left out, and the rest is
    /// read again, until nothing new is found.
    ///
    /// A required field that is wrong still hides the rules of its own object: nothing can stand in for it.
    func hiddenFaults(in json: JSONValue, behind found: [Fault]) -> [Fault] {
        var known = found
        for _ in 0..<Self.passesMax where known.count < Self.faultsMax {
            var places = FaultPlaces()
            for fault in known { places.insert(fault.pointer) }
            guard let rest = places.pruned(json) else { break }
            var reading = Reading()
            guard (try? read(rest, &reading)) == nil else { break }
            let new = reading.faults.filter { fault in
                // What was left out is missing now, and so is a list of which one element was left out.
                guard let place = places.place(of: fault.pointer) else { return true }
                return !place.isFaulty && fault.code != .missing
            }
            guard !new.isEmpty else { break }
            known += new
        }
        return Array(known.dropFirst(found.count))
    }
}

/// The places of faults in an input, as a tree of the steps of their pointers.
private struct FaultPlaces {
    private(set) var isFaulty = false
    private var below: [String: FaultPlaces] = [:]

    mutating func insert(_ pointer: String) {
        insert(Self.steps(of: pointer)[...])
    }

    private mutating func insert(_ steps: ArraySlice<String>) {
        guard let step = steps.first else {
            isFaulty = true
            return
        }
        below[step, default: FaultPlaces()].insert(steps.dropFirst())
    }

    /// What is known of a place; nil where no fault stands there or below it.
    func place(of pointer: String) -> FaultPlaces? {
        Self.steps(of: pointer).reduce(Optional(self)) { $0?.below[$1] }
    }

    /// A value without what is faulty about it; nil where nothing of it can be kept. Of a list with a faulty element
    /// nothing is, since the places of the others would change.
    func pruned(_ json: JSONValue) -> JSONValue? {
        if isFaulty { return nil }
        guard !below.isEmpty else { return json }
        switch json {
        case .object(let members):
            return .object(
                members.compactMap { member in
                    guard let place = below[member.key] else { return member }
                    return place.pruned(member.value).map { JSONMember(member.key, $0) }
                }
            )
        case .array(let elements):
            var kept: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                let place = below[String(index)]
                guard let rest = place.map({ $0.pruned(element) }) ?? element else { return nil }
                kept.append(rest)
            }
            return .array(kept)
        case .null, .bool, .number, .string: return json
        }
    }

    private static func steps(of pointer: String) -> [String] {
        pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
    }
}
