// Evaluates cases: all criteria sets on one case, with segments, reasons, next steps and cautions.
package import Domain

/// Holds cases against criteria sets.
///
/// Pure: the same case gives the same evaluation, whatever the day. Findings are never judged by their place in the file
/// beyond what the case format says.
package struct CriteriaEngine: Sendable {
    /// The sets, in the order in which they answer.
    package let sets: [CriteriaSet]

    /// The sets made ready.
    let compiled: [CompiledSet]
    let imagined: [ImaginedWays]
    /// The questions about the patient of all sets, numbered.
    let leafNumbers: LeafNumbers

    /// Orders the steps.
    let ranking: StepRanking

    /// The protocols that cases may name.
    let protocols: [CareProtocol]

    /// An engine of sets, and of the protocols that cases may name: they tell how burdensome a step is.
    package init(sets: [CriteriaSet], protocols: [CareProtocol] = []) {
        self.sets = sets
        self.protocols = protocols
        var burdens: [String: Int] = [:]
        for step in protocols.flatMap(\.steps) { burdens[step.code] = max(burdens[step.code] ?? 0, step.burden) }
        ranking = StepRanking(burdens: burdens)
        compiled = sets.map(CompiledSet.init(_:))
        imagined = compiled.map(ImaginedWays.init(_:))
        leafNumbers = LeafNumbers(compiled)
    }

    /// The order in which the sets of the program answer; any other set comes after them.
    private static let order = ["efns-pns-2010-mmn", "aaem-2003-mmn", "utrecht-2000-mmn", "ean-pns-2021-cidp"]

    /// The engine with the sets that come with the program.
    ///
    /// - Throws: `RuleFileFaults` where a file of the program itself is at fault, which a test rules out.
    package static func bundled() throws(RuleFileFaults) -> CriteriaEngine {
        let sets = try CriteriaSetLoader.bundled()
        func rank(_ set: CriteriaSet) -> Int { order.firstIndex(of: set.id) ?? order.count }
        return CriteriaEngine(
            sets: sets.sorted { (rank($0), $0.id) < (rank($1), $1.id) },
            protocols: try ProtocolLoader.bundled()
        )
    }

    /// The engine with one of its sets only; nil where it has none of this id.
    package func limited(to id: String) -> CriteriaEngine? {
        guard let set = sets.first(where: { $0.id == id }) else { return nil }
        return CriteriaEngine(sets: [set], protocols: protocols)
    }

    /// The answer of each set on a case, without reasons: some twenty times as fast as an evaluation.
    package func answers(_ file: CaseFile) -> [(criteria: String, category: CriteriaCategory)] {
        let numbers = CaseNumbers(CaseFacts(file))
        return compiled.map { set in
            (set.set.id, SetEvaluator(set, numbers).answer)
        }
    }

    /// Evaluates a case, by a version of its protocol or else by the one that it names. Whoever has many cases uses a
    /// `CaseEvaluator`.
    package func evaluate(_ file: CaseFile, by careProtocol: CareProtocol? = nil) -> CaseEvaluation {
        CaseEvaluator(self).evaluate(file, by: careProtocol)
    }
}
