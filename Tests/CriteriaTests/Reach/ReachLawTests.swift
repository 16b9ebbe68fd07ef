// What the engine says can still change is tried: some outcome of what is open brings it, and no outcome brings more.
import Criteria
import Domain
import Foundation
import Testing

@Suite("What can still change")
struct ReachLawTests {
    /// The cases of one of eight parts.
    private static let perPart = RandomAmount.isFull ? 6 : 1

    @Test("trying contradicts nothing that is said about it", arguments: 0..<8)
    func laws(part: Int) throws {
        let engine = try CriteriaEngine.bundled()
        var generator = RandomCase(seed: RandomCase.runSeed &+ 3_000 &+ UInt64(part))
        var reported: Set<String> = []
        for _ in 0..<Self.perPart {
            let file = generator.caseFile(gaps: [0, 2, 8, 25, 50, 80])
            let seed = generator.next()
            for set in NaiveCase.sets {
                let trial = try #require(ReachTrial(engine, file, set))
                for law in ReachLaw.allCases {
                    for contradiction in trial.contradictions(of: law, seed: seed)
                    where reported.insert("\(set) \(contradiction)").inserted && reported.count < 4 {
                        let small = shrunk(file) { candidate in
                            let trial = ReachTrial(engine, candidate, set)
                            return trial?.contradictions(of: law, seed: seed).contains(contradiction) ?? false
                        }
                        let run = "seed \(RandomCase.runSeed)"
                        Issue.record("\(run): \(set): \(contradiction) in \(CaseFile.codec.text(small))")
                    }
                }
            }
        }
    }
}
