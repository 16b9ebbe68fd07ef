// Ways: the facts that would give a rule its verdict. Their literals lie in one store, so that ways are plain numbers.
import Domain

/// Facts that, together with what is known, give a rule its verdict; as few as possible.
struct Way: Sendable {
    /// Where its literals lie in the store: sorted, each fact once.
    let start: Int32
    /// How many there are.
    let count: Int32
    /// The steps that bring them.
    let steps: StepSet
    /// A bit for each of its facts; several facts may share one. What lacks a bit of another way lacks a fact of it.
    let marks: UInt64

    /// Nothing more is needed.
    static let nothing = Way(start: 0, count: 0, steps: [], marks: 0)
}

/// Ways that each suffice; none implies another.
struct Ways: Sendable {
    private var first: Way?
    // Most rules have one way: a list is only made for more.
    private var others: [Way] = []

    /// There is no way.
    static let none = Ways()
    /// Nothing more is needed.
    static let nothing = Ways(.nothing)

    private init() {}

    /// One way.
    init(_ way: Way) { first = way }

    /// The ways of a rule that is known: nothing is needed where it has the verdict, nothing helps where it has not.
    init(_ isSo: Bool) { self = isSo ? .nothing : .none }

    /// How many there are.
    var count: Int { first == nil ? 0 : 1 + others.count }
    var isEmpty: Bool { first == nil }
    /// Whether nothing more is needed.
    var needNothing: Bool { first?.count == 0 }

    /// The ways, in the order in which they were found.
    var all: [Way] { first.map { [$0] + others } ?? [] }

    /// Visits each way until one is found.
    func contains(where isMeant: (Way) -> Bool) -> Bool {
        guard let first else { return false }
        if isMeant(first) { return true }
        for way in others where isMeant(way) { return true }
        return false
    }

    func forEach(_ visit: (Way) -> Void) {
        guard let first else { return }
        visit(first)
        for way in others { visit(way) }
    }

    mutating func append(_ way: Way) {
        if first == nil { first = way } else { others.append(way) }
    }

    mutating func removeAll(where isNeedless: (Way) -> Bool) {
        if !others.isEmpty { others.removeAll(where: isNeedless) }
        if let way = first, isNeedless(way) { first = others.isEmpty ? nil : others.removeFirst() }
    }
}

/// A way with its literals.
struct KeptWay: Sendable {
    let literals: [Literal]
    let steps: StepSet
}
