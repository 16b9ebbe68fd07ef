// Completions fill in and never contradict, and from nothing they reach every category.
import Domain
import Foundation
import Testing

@Suite("Completions of a case")
struct CompletionTests {
    /// Clauses that no study of a further nerve can change.
    private static let settled = [
        "efns-pns-2010-mmn": ["K1", "K1one", "K2", "X8", "X9", "X10", "X11", "S1", "S2", "S3", "S4"],
        "aaem-2003-mmn": ["A1", "A1x", "A5"],
        "utrecht-2000-mmn": [
            "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10", "V11", "L1", "L2", "L3",
        ],
        "ean-pns-2021-cidp": ["C1", "C2", "C3", "C4", "Vt", "Vd", "Vm", "Vf", "U2", "U3"],
    ]

    @Test("what a case answers, its completions answer alike", arguments: 0..<4)
    func contradictions(part: Int) throws {
        var generator = RandomCase(seed: RandomCase.runSeed &+ 100 &+ UInt64(part))
        var answered = 0
        var opened = 0
        for _ in 0..<250 {
            let file = generator.caseFile()
            let completed = randomCompletion(of: file, using: &generator)
            for (set, ids) in Self.settled {
                let before = try #require(NaiveCase(file).answer(set)).clauses
                let after = try #require(NaiveCase(completed).answer(set)).clauses
                for id in ids {
                    if before[id] == .unknown {
                        opened += after[id] == .unknown ? 0 : 1
                    } else {
                        answered += 1
                        let seed = RandomCase.runSeed
                        #expect(after[id] == before[id], "\(set) \(id), seed \(seed), \(CaseFile.codec.text(file))")
                    }
                }
            }
        }
        #expect(answered > 1_000)
        #expect(opened > 500)
    }

    @Test("completions keep the rules of the format")
    func format() throws {
        var generator = RandomCase(seed: RandomCase.runSeed &+ 110)
        for _ in 0..<150 {
            let file = generator.caseFile()
            let completed = randomCompletion(of: file, using: &generator)
            #expect(try CaseFile.read(CaseFile.codec.encode(completed)) == completed, "seed \(RandomCase.runSeed)")
        }
    }

    @Test("from a case that says nothing every category is reached", arguments: NaiveCase.sets)
    func everything(set: String) throws {
        let empty = CaseFile(
            source: nil,
            patient: nil,
            workup: CaseWorkup(protocolCode: "mmn", openedOn: try #require(LocalDate("2026-01-12")))
        )
        let categories = try #require(NaiveCase(empty).answer(set)).categories.keys
        for category in categories {
            let isReached = completions(of: empty, reaching: category, of: set).contains {
                NaiveCase($0).answer(set)?.category == category
            }
            #expect(isReached, "\(category)")
        }
    }
}
