// The law of small numbers: from what is shown of a total and its parts, nothing that is withheld can be worked out.
import Domain
import Testing

@testable import Criteria

@Suite("Small counts of people")
struct SmallCountsTests {
    @Test("that stand alone are withheld from one to four, and nobody is nobody")
    func alone() {
        #expect((0...6).map { SmallCounts.alone($0).count } == [0, nil, nil, nil, nil, 5, 6])
        #expect(SmallCounts.alone(4).withheld == .fewerThanMin)
    }

    @Test(
        "take the smallest others along until they cannot be told from each other",
        arguments: [
            ([12, 0, 7], [12, 0, 7]), ([12, 3, 7], [12, nil, nil]), ([12, 4, 4, 9], [12, nil, nil, nil]),
            ([12, 1, 2, 9], [12, nil, nil, nil]), ([12, 3, 2, 9], [12, nil, nil, 9]),
            ([20, 3, 7, 7, 0], [20, nil, nil, nil, 0]),
            ([0, 9, 2], [nil, nil, nil]), ([3, 1], [nil, nil]), ([0, 0], [0, 0]), ([], []),
        ] as [([Int], [Int?])]
    )
    func parts(counts: [Int], shown: [Int?]) {
        #expect(SmallCounts.parts(counts).map(\.count) == shown)
    }

    /// Every way of parting up to so many people into so many parts, grouped by what is shown of it with its total: whoever
    /// knows the rule itself, too, is left with at least two numbers for each part that is withheld.
    @Test(
        "leave at least two possible numbers to whoever knows the rule",
        arguments: [(2, 40), (3, 30), (4, 21), (5, 15)]
    )
    func law(parts: Int, peopleMax: Int) {
        var seen: [String: [Set<Int>]] = [:]
        func walk(_ counts: [Int], _ rest: Int) {
            guard counts.count < parts else {
                let shown = SmallCounts.parts(counts)
                let total = SmallCounts.alone(counts.reduce(0, +))
                let key = "\(word(total)):\(shown.map(word).joined(separator: ","))"
                var values = seen[key] ?? counts.map { _ in [] }
                for (index, count) in counts.enumerated() { values[index].insert(count) }
                seen[key] = values
                return
            }
            for count in 0...rest { walk(counts + [count], rest - count) }
        }
        walk([], peopleMax)
        for (key, values) in seen {
            let shown = key.split(separator: ":")[1].split(separator: ",")
            for (part, possible) in zip(shown, values) where part == "-" {
                #expect(possible.count > 1, "\(key) can only be \(possible)")
            }
        }
    }

    /// What is withheld of a total is never a handful of people itself, although its parts are not told.
    @Test("hold together at least the fewest people of whom a number is shown")
    func together() {
        func walk(_ counts: [Int], _ rest: Int) {
            guard counts.count < 4 else {
                let shown = SmallCounts.parts(counts)
                let total = counts.reduce(0, +)
                guard total >= SmallCounts.peopleMin else { return }
                let left = total - shown.compactMap(\.count).reduce(0, +)
                #expect(left == 0 || left >= SmallCounts.peopleMin)
                #expect(shown.allSatisfy { !(1..<SmallCounts.peopleMin).contains($0.count ?? 0) })
                return
            }
            for count in 0...rest { walk(counts + [count], rest - count) }
        }
        walk([], 18)
    }

    private func word(_ count: ShownCount) -> String {
        count.count.map(String.init) ?? (count.withheld == .fewerThanMin ? "<" : "-")
    }
}
