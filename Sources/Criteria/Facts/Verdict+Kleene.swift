// Kleene's three-valued logic over verdicts: unknown stays unknown unless the rest decides without it.
package import Domain

extension Verdict {
    /// The verdict of something that is known.
    package init(_ isMet: Bool) {
        self = isMet ? .met : .notMet
    }

    /// The verdict of something that may be unknown.
    package init(_ isMet: Bool?) {
        self = isMet.map { $0 ? .met : .notMet } ?? .unknown
    }

    /// Met becomes not met and the other way; unknown stays.
    package static prefix func ! (verdict: Verdict) -> Verdict {
        switch verdict {
        case .met: .notMet
        case .notMet: .met
        case .unknown: .unknown
        }
    }

    /// Not met where one is not met, else unknown where one is unknown, else met.
    package static func && (left: Verdict, right: @autoclosure () -> Verdict) -> Verdict {
        if left == .notMet { return .notMet }
        let right = right()
        return right == .met ? left : right
    }

    /// Met where one is met, else unknown where one is unknown, else not met.
    package static func || (left: Verdict, right: @autoclosure () -> Verdict) -> Verdict {
        if left == .met { return .met }
        let right = right()
        return right == .notMet ? left : right
    }

    /// At least so many of some: met when enough are met, not met when met and unknown together are too few.
    package static func atLeast(_ count: Int, met: Int, unknown: Int) -> Verdict {
        if met >= count { return .met }
        return met + unknown < count ? .notMet : .unknown
    }

    /// Whether the verdict holds of some of what is recorded; unknown where nothing is.
    package static func ofSome<Elements: Sequence>(
        _ elements: Elements,
        _ verdict: (Elements.Element) -> Verdict
    ) -> Verdict {
        var isEmpty = true
        var result = Verdict.notMet
        for element in elements {
            isEmpty = false
            result = result || verdict(element)
        }
        return isEmpty ? .unknown : result
    }
}
