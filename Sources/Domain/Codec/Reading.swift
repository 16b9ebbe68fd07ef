// A reading under way: where it is and what it found wrong so far.

/// Thrown when a value could not be read; the reason has been reported to the `Reading`.
package struct Mismatch: Error {
    /// Only a reader that has reported a fault throws this.
    package init() {}
}

/// Collects the faults of one input while its values are read.
package struct Reading {
    /// Everything found wrong so far.
    package private(set) var faults: [Fault] = []
    private var path = JSONPath()

    // Scratch of the object codecs: for each declared field of the objects under way, the place of its member.
    var slots: [Int32] = []
    var cursor = 0

    /// Beyond these no more faults are listed.
    private static let faultsMax = 100

    /// A reading that has found nothing wrong yet.
    package init() {}

    /// The number of faults so far, counting also those beyond the list's bound.
    package private(set) var faultCount = 0

    /// Reports a fault at the value being read, or further in: the pointer is relative to that value, such as
    /// `/sites/2/latencyMs`.
    package mutating func report(_ code: FaultCode, at pointer: String = "", en: String, nl: String) {
        report(code, at: pointer, Localized(en: en, nl: nl))
    }

    /// Reports a fault at the value being read, or further in.
    package mutating func report(_ code: FaultCode, at pointer: String = "", _ message: Localized) {
        faultCount += 1
        guard faults.count < Reading.faultsMax else { return }
        faults.append(Fault(path.pointer + pointer, code, message))
    }

    /// Reports a fault and gives what to throw.
    package mutating func mismatch(_ code: FaultCode, en: String, nl: String) -> Mismatch {
        report(code, en: en, nl: nl)
        return Mismatch()
    }

    /// The fault of a value that has another type than expected.
    package mutating func wrongType(_ value: JSONValue, en: String, nl: String) -> Mismatch {
        let found = value.typeName
        return mismatch(
            .wrongType,
            en: "Expected \(en), found \(found.en).",
            nl: "Verwacht: \(nl), gevonden: \(found.nl)."
        )
    }

    mutating func enter(_ step: JSONPath.Step) {
        path.push(step)
    }

    mutating func leave() {
        path.pop()
    }

    var depth: Int { path.count }

    mutating func leave(to depth: Int) {
        path.truncate(to: depth)
    }
}
