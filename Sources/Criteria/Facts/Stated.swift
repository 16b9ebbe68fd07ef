// A value with the place in the case where it was stated, and a verdict with the findings it rests on.
package import Domain

/// A value and where in the case it was stated.
package struct Stated<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The value.
    package let value: Value
    /// The finding that states it.
    package let place: CasePlace

    /// A value stated somewhere.
    package init(_ value: Value, at place: CasePlace) {
        self.value = value
        self.place = place
    }
}

/// A verdict and the findings it rests on; no findings where nothing was recorded.
package struct Judged: Sendable, Hashable {
    /// The verdict.
    package let verdict: Verdict
    /// The findings.
    package let evidence: [CasePlace]

    /// A verdict with its findings.
    package init(_ verdict: Verdict, _ evidence: [CasePlace] = []) {
        self.verdict = verdict
        self.evidence = evidence
    }

    /// Judges all that is recorded of one kind: met where some of it meets the rule, not met where none of it does,
    /// unknown where that is open or nothing is recorded.
    ///
    /// The evidence is what meets the rule, else what leaves it open, else all.
    init<Elements: Sequence>(
        someOf elements: Elements,
        at place: (Elements.Element) -> CasePlace,
        _ rule: (Elements.Element) -> Verdict
    ) {
        var met: [CasePlace] = []
        var open: [CasePlace] = []
        var failed: [CasePlace] = []
        for element in elements {
            switch rule(element) {
            case .met: met.append(place(element))
            case .unknown: open.append(place(element))
            case .notMet: failed.append(place(element))
            }
        }
        if !met.isEmpty {
            self.init(.met, met)
        } else if !open.isEmpty || failed.isEmpty {
            self.init(.unknown, open)
        } else {
            self.init(.notMet, failed)
        }
    }
}
