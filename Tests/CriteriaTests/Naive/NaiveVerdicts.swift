// Kleene's logic in the plainest words, for the second reading of the criteria that the engine is held against.
import Domain

/// Met or not met.
func naive(_ isMet: Bool) -> Verdict { isMet ? .met : .notMet }

/// Met when all are; not met when one is not; else unknown.
func naiveAll(_ verdicts: [Verdict]) -> Verdict {
    if verdicts.contains(.notMet) { return .notMet }
    if verdicts.contains(.unknown) { return .unknown }
    return .met
}

/// Met when one is; unknown when none is but one may be; else not met.
func naiveAny(_ verdicts: [Verdict]) -> Verdict {
    if verdicts.contains(.met) { return .met }
    if verdicts.contains(.unknown) { return .unknown }
    return .notMet
}

/// The opposite; unknown stays unknown.
func naiveNot(_ verdict: Verdict) -> Verdict {
    switch verdict {
    case .met: .notMet
    case .notMet: .met
    case .unknown: .unknown
    }
}

/// Met when so many are; not met when met and unknown together are fewer; else unknown.
func naiveCount(_ count: Int, of verdicts: [Verdict]) -> Verdict {
    let met = verdicts.filter { $0 == .met }.count
    let unknown = verdicts.filter { $0 == .unknown }.count
    if met >= count { return .met }
    if met + unknown < count { return .notMet }
    return .unknown
}

/// `naiveCount` over what was studied; unknown where nothing was.
func naiveAtLeast(_ count: Int, among studied: [Verdict]) -> Verdict {
    if studied.isEmpty { return .unknown }
    return naiveCount(count, of: studied)
}
