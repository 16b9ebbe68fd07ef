// What a rule may ask of a nerve of one side, with all its motor entries and its sensory studies.
package import Domain

/// The sensory studies that stand for those of a motor nerve.
package enum SensorySubstitute: Sendable, Hashable {
    /// Those of these nerves, of the same side.
    case nerves([Nerve])
    /// All of the same limb.
    case sameLimb
}

/// A question about a nerve of one side.
package enum NerveLeaf: Sendable, Hashable {
    /// Whether some motor entry of it satisfies a rule.
    case someEntry(Rule<EntryLeaf>)
    /// Whether its sensory studies, or those that stand for them, are normal.
    case sensoryNormal([Nerve: SensorySubstitute])
}
