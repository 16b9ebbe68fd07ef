// Small numbers of people: which counts are shown, so that none of those that are not can be worked out.
package import Domain

/// Withholds small counts.
///
/// Source: clinical reference section 9c (House), whose fewest number of patients (`ResponseRate.patientsMin`) holds here for
/// every count: under it a number would point at people. How it is done is docs/decisions/0021.
package enum SmallCounts {
    /// The fewest people of whom a count is shown.
    package static let peopleMin = ResponseRate.patientsMin

    /// A count that stands by itself.
    ///
    /// - Parameter count: how many people.
    /// - Returns: the count, or that they are too few.
    package static func alone(_ count: Int) -> ShownCount {
        (1..<peopleMin).contains(count) ? ShownCount(.fewerThanMin) : ShownCount(count)
    }

    /// The parts of a total that is shown, each person in one of them.
    ///
    /// Every part that is too small is withheld, and then the smallest others, until what is withheld is at least two parts
    /// that are not all equal and hold together at least `peopleMin` people; equal parts go together. Where no part but
    /// empty ones is left to be shown, those are withheld too. All that are withheld have the same word, so whoever sees the
    /// rest, the total and this rule, still finds at least two possible numbers for each: another order of the same
    /// numbers looks the same.
    ///
    /// - Parameter counts: how many people each part has.
    /// - Returns: the parts in their order.
    package static func parts(_ counts: [Int]) -> [ShownCount] {
        let total = counts.reduce(0, +)
        if total > 0, total < peopleMin { return counts.map { _ in ShownCount(.notShown) } }
        var withheld = Set(counts.indices.filter { (1..<peopleMin).contains(counts[$0]) })
        guard !withheld.isEmpty else { return counts.map { ShownCount($0) } }
        while !isSafe(withheld.map { counts[$0] }) {
            let shown = counts.indices.filter { !withheld.contains($0) && counts[$0] > 0 }
            guard let smallest = shown.map({ counts[$0] }).min() else { break }
            withheld.formUnion(shown.filter { counts[$0] == smallest })
        }
        if counts.indices.allSatisfy({ withheld.contains($0) || counts[$0] == 0 }) {
            withheld = Set(counts.indices)
        }
        return counts.indices.map { withheld.contains($0) ? ShownCount(.notShown) : ShownCount(counts[$0]) }
    }

    private static func isSafe(_ withheld: [Int]) -> Bool {
        Set(withheld).count > 1 && withheld.reduce(0, +) >= peopleMin
    }
}
