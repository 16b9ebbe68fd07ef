// The engine against the second reading, on random cases near the thresholds.
import Domain
import Foundation
import Testing

@testable import Criteria

/// What the engine says of a case, without what is still reachable, which takes far longer to find.
struct EngineVerdicts {
    let evaluations: [CriteriaEvaluation]
    /// The blocks of each set, in the order of the segments.
    let blocks: [String: [BlockAnswer]]

    init(_ file: CaseFile, _ engine: CriteriaEngine) {
        let numbers = CaseNumbers(CaseFacts(file))
        let evaluators = engine.compiled.map { SetEvaluator($0, numbers) }
        evaluations = evaluators.map { $0.outline(reaching: []).evaluation }
        var blocks: [String: [BlockAnswer]] = [:]
        for evaluator in evaluators {
            for (entry, numbers) in numbers.entries.enumerated() {
                for segment in numbers.segments.indices {
                    guard let answer = evaluator.block(entry: entry, segment: segment) else { continue }
                    blocks[evaluator.set.id, default: []].append(answer)
                }
            }
        }
        self.blocks = blocks
    }
}

/// What the engine and the second reading say of a case, side by side.
enum SecondReading {
    /// What is not compared in a case, since the reference leaves its reading open there.
    ///
    /// - What a segment says whose distal response is absent although a more distal one was there.
    /// - Which limit of a named set holds for a segment that crosses elbow or knee and is stated to be free.
    private static func openReadings(_ file: CaseFile) -> [String] {
        var open: [String] = []
        for entry in file.nerveConductionStudies.flatMap(\.motor) {
            let crossesFreely = entry.sites.contains { $0.entrapmentSite == false }
            if crossesFreely { open += ["ean-pns-2021-cidp", "utrecht-2000-mmn G3", "utrecht-2000-mmn possible"] }
            if crossesFreely { open.append("utrecht-2000-mmn answer") }
            if entry.sites.dropFirst().dropLast().contains(where: \.isAbsent) { open.append("ean-pns-2021-cidp") }
        }
        return open
    }

    /// Whether something of a set is not compared in a case.
    static func leavesOpen(_ set: String, in file: CaseFile) -> Bool {
        openReadings(file).contains { $0.hasPrefix(set) }
    }

    /// Each thing on which they differ, in words; nothing where they agree.
    static func differences(_ file: CaseFile, _ engine: CriteriaEngine) -> [String] {
        let reading = NaiveCase(file)
        let verdicts = EngineVerdicts(file, engine)
        let open = openReadings(file)
        var differences: [String] = []
        func compare(_ what: String, _ engine: String?, _ naive: String) {
            if engine != naive, !open.contains(where: { what.hasPrefix($0) }) {
                differences.append("\(what): engine \(engine ?? "nothing"), second reading \(naive)")
            }
        }
        for set in NaiveCase.sets {
            guard let naive = reading.answer(set) else { continue }
            let found = verdicts.evaluations.first { $0.criteria == set }
            compare("\(set) answer", found?.category.rawValue, naive.category.rawValue)
            for (category, verdict) in naive.categories {
                let own = found?.categories.first { $0.category == category }?.verdict
                compare("\(set) \(category)", own?.rawValue, verdict.rawValue)
            }
            for clause in found?.clauses ?? [] {
                guard let verdict = naive.clauses[clause.id] else { continue }
                compare("\(set) \(clause.id)", clause.verdict.rawValue, verdict.rawValue)
            }
            let blocks = (verdicts.blocks[set] ?? []).map(\.rawValue)
            compare("\(set) blocks", blocks.joined(separator: " "), naive.blocks.map(\.rawValue).joined(separator: " "))
        }
        return differences
    }
}

@Suite("The engine against the second reading")
struct SecondReadingTests {
    @Test("engine and second reading agree on random cases, 10,000 in CI", arguments: 0..<8)
    func agreement(part: Int) throws {
        let engine = try CriteriaEngine.bundled()
        var generator = RandomCase(seed: RandomCase.runSeed &+ 1_000 &+ UInt64(part))
        var reported: Set<String> = []
        for _ in 0..<RandomAmount.perPart {
            let file = generator.caseFile()
            for difference in SecondReading.differences(file, engine) {
                // One small case for each kind of difference says more than a thousand.
                let kind = String(difference.prefix { $0 != ":" })
                guard reported.count < 4, reported.insert(kind).inserted else { continue }
                let small = shrunk(file) { candidate in
                    SecondReading.differences(candidate, engine).contains { $0.hasPrefix(kind) }
                }
                Issue.record("seed \(RandomCase.runSeed): \(difference) in \(CaseFile.codec.text(small))")
            }
        }
    }

    @Test("nearly all clauses of the engine are compared")
    func clauses() throws {
        let engine = try CriteriaEngine.bundled()
        var generator = RandomCase(seed: 3)
        let file = generator.caseFile()
        for evaluation in EngineVerdicts(file, engine).evaluations {
            let naive = try #require(NaiveCase(file).answer(evaluation.criteria))
            let compared = evaluation.clauses.filter { naive.clauses[$0.id] != nil }
            #expect(compared.count * 3 >= evaluation.clauses.count * 2, "\(evaluation.criteria)")
        }
    }
}
