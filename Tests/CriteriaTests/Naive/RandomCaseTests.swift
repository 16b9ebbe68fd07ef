// The random cases reach every branch: a generator that never reaches one proves nothing about it.
import Domain
import Foundation
import Testing

/// How often each thing came up.
actor Tally {
    private var counts: [String: Int] = [:]

    func add(_ other: [String: Int]) {
        counts.merge(other, uniquingKeysWith: +)
    }

    func count(_ key: String) -> Int { counts[key] ?? 0 }

    var all: [String: Int] { counts }
}

@Suite("Random cases near the thresholds")
struct RandomCaseTests {
    @Test(
        "over 10,000 cases every category, every verdict of every clause and every block comes up",
        .enabled(if: RandomAmount.isFull, "only in CI and with SOAK set: fewer cases need not reach the rarest branch")
    )
    func coverage() async {
        let tally = Tally()
        await withTaskGroup(of: Void.self) { group in
            for part in 0..<8 {
                group.addTask { await tally.add(count(RandomAmount.perPart, seed: RandomCase.runSeed &+ UInt64(part))) }
            }
        }
        let counts = await tally.all
        if let path = ProcessInfo.processInfo.environment["WORKUP_TEST_TALLY"] {
            let lines = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            try? Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
        }
        let none = expected().filter { counts[$0, default: 0] == 0 }
        #expect(none.isEmpty, "seed \(RandomCase.runSeed)")
    }

    private func count(_ cases: Int, seed: UInt64) -> [String: Int] {
        var generator = RandomCase(seed: seed)
        var counts: [String: Int] = [:]
        for _ in 0..<cases {
            let reading = NaiveCase(generator.caseFile())
            for set in NaiveCase.sets {
                guard let answer = reading.answer(set) else { continue }
                counts["\(set) = \(answer.category)", default: 0] += 1
                for (category, verdict) in answer.categories {
                    counts["\(set) \(category) \(verdict)", default: 0] += 1
                }
                for (clause, verdict) in answer.clauses { counts["\(set) \(clause) \(verdict)", default: 0] += 1 }
                for block in answer.blocks { counts["\(set) block \(block)", default: 0] += 1 }
            }
        }
        return counts
    }

    /// All that should come up.
    private func expected() -> [String] {
        let empty = NaiveCase(
            CaseFile(source: nil, patient: nil, workup: CaseWorkup(protocolCode: "mmn", openedOn: .min))
        )
        var keys: [String] = []
        for set in NaiveCase.sets {
            guard let answer = empty.answer(set) else { continue }
            let categories = Array(answer.categories.keys)
            keys += (categories + [.undetermined, .notMet]).map { "\(set) = \($0)" }
            for name in categories.map({ "\($0)" }) + Array(answer.clauses.keys) {
                keys += Verdict.allCases.map { "\(set) \(name) \($0)" }
            }
            if set != "ean-pns-2021-cidp" { keys += BlockAnswer.allCases.map { "\(set) block \($0)" } }
        }
        return keys
    }

    @Test("random cases keep the rules of the format")
    func format() throws {
        var generator = RandomCase(seed: RandomCase.runSeed)
        for _ in 0..<200 {
            let file = generator.caseFile()
            #expect(try CaseFile.read(CaseFile.codec.encode(file)) == file, "seed \(RandomCase.runSeed)")
        }
    }

    @Test("one seed gives the same cases again")
    func repeatable() {
        var (one, other) = (RandomCase(seed: 7), RandomCase(seed: 7))
        #expect((0..<20).map { _ in one.caseFile() } == (0..<20).map { _ in other.caseFile() })
    }
}
