// Ways: the facts that would give a rule its verdict. They lie in a store, so that ways are plain numbers.
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
}

/// Ways that each suffice; none implies another. The number under which a store keeps them: the same ways have the same
/// number, whoever found them.
struct Ways: Hashable, Sendable {
    let number: Int32

    /// There is no way.
    static let none = Ways(number: 0)
    /// Nothing more is needed.
    static let nothing = Ways(number: 1)

    /// The ways of a number.
    init(number: Int32) { self.number = number }

    /// The ways of a rule that is known: nothing is needed where it has the verdict, nothing helps where it has not.
    init(_ isSo: Bool) { self = isSo ? .nothing : .none }

    var isEmpty: Bool { self == .none }
    /// Whether nothing more is needed.
    var needNothing: Bool { self == .nothing }
}

/// A way with its literals.
struct KeptWay: Sendable {
    let literals: [Literal]
    let steps: StepSet
}
