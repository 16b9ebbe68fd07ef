// What holds of the engine for every case, whatever its criteria say.
import Criteria
import Domain
import Foundation
import Testing

extension RandomCase {
    /// The same things in another order, but for those of one day, whose order says which is the later.
    mutating func reordered<T>(_ list: [T], _ date: (T) -> PartialDate?) -> [T] {
        var places = Array(list.indices)
        places.shuffle(using: &self)
        var next: [LocalDate?: [Int]] = [:]
        for place in places { next[date(list[place])?.firstDay, default: []].append(place) }
        for (day, sameDay) in next { next[day] = sameDay.sorted() }
        return places.map { place in
            let day = date(list[place])?.firstDay
            return list[next[day]!.removeFirst()]
        }
    }

    /// The case with everything in another order that is only put in some order.
    mutating func reordered(_ file: CaseFile) -> CaseFile {
        let studies = file.nerveConductionStudies.map { study in
            NerveConductionStudy(
                origin: study.origin,
                lowFrequencyFilterHz: study.lowFrequencyFilterHz,
                normalLimits: study.normalLimits,
                motor: study.motor.shuffled(using: &self),
                sensory: study.sensory.shuffled(using: &self)
            )
        }
        return CaseFile(
            source: file.source,
            patient: file.patient,
            workup: file.workup,
            examinations: reordered(file.examinations) { $0.origin.performedOn },
            nerveConductionStudies: studies.shuffled(using: &self),
            needleExaminations: file.needleExaminations.shuffled(using: &self),
            antibodies: file.antibodies.shuffled(using: &self),
            cerebrospinalFluids: reordered(file.cerebrospinalFluids) { $0.sampledOn ?? $0.origin.performedOn },
            imaging: file.imaging.shuffled(using: &self),
            laboratory: reordered(file.laboratory) { $0.origin.performedOn },
            treatments: file.treatments.shuffled(using: &self)
        )
    }

    /// One value less, of those whose absence can only make an answer unknown; nil where there is none.
    ///
    /// Left alone are values that a clause asks for only where they are recorded (F-waves), or takes as absent or
    /// normal where they are left out (some signs, sensory values, short distances), weak nerves, since the limbs
    /// affected are those that are known to be, and statements that would uncover
    /// an earlier one.
    mutating func blanked(_ file: CaseFile) throws -> CaseFile? {
        let json = try JSONReader.read(CaseFile.codec.encode(file))
        let places = blankable(json, [], file)
        if places.isEmpty { return nil }
        return try CaseFile.codec.decode(without(json, element(of: places)[...]))
    }

    private func blankable(_ json: JSONValue, _ path: [Int], _ file: CaseFile) -> [[Int]] {
        var keys: Set = [
            "areaMvMs", "amplitudeMv", "durationMs", "band", "objectiveImprovement", "lowFrequencyFilterHz",
            "t2Hyperintensity", "diffuseNerveSwelling", "birthDate",
        ]
        if file.examinations.count == 1 {
            keys.formUnion(["course", "distribution", "limbPredominance"])
            keys.formUnion(["bulbarMarked", "diffuseSymmetricWeaknessAtOnset", "reflexesReducedInAffectedLimb"])
            keys.formUnion(["spasticTone", "clonus", "extensorPlantar", "pseudobulbar", "objectiveSensoryLoss"])
        }
        if file.cerebrospinalFluids.count == 1 { keys.formUnion(["proteinGramPerLitre", "leukocytesPerMicrolitre"]) }
        switch json {
        case .object(let members):
            return members.indices.flatMap { index in
                keys.contains(members[index].key)
                    ? [path + [index]] : blankable(members[index].value, path + [index], file)
            }
        case .array(let elements):
            return elements.indices.flatMap { blankable(elements[$0], path + [$0], file) }
        case .null, .bool, .number, .string: return []
        }
    }

    private func without(_ json: JSONValue, _ path: ArraySlice<Int>) -> JSONValue {
        guard let index = path.first else { return json }
        switch json {
        case .object(var members):
            if path.count == 1 {
                members.remove(at: index)
            } else {
                members[index] = JSONMember(members[index].key, without(members[index].value, path.dropFirst()))
            }
            return .object(members)
        case .array(var elements):
            elements[index] = without(elements[index], path.dropFirst())
            return .array(elements)
        case .null, .bool, .number, .string: return json
        }
    }
}

@Suite("Properties of the engine")
struct EnginePropertyTests {
    /// What the engine answers, whatever the order of things.
    private func answers(_ file: CaseFile, _ engine: CriteriaEngine) -> [String] {
        let verdicts = EngineVerdicts(file, engine)
        var answers: [String] = []
        for set in verdicts.evaluations {
            answers.append("\(set.criteria) \(set.category)")
            answers += set.categories.map { "\(set.criteria) \($0.category) \($0.verdict)" }
            answers += set.clauses.map { "\(set.criteria) \($0.id) \($0.verdict)" }
            answers += (verdicts.blocks[set.criteria] ?? []).map { "\(set.criteria) block \($0)" }.sorted()
        }
        return answers
    }

    @Test("the order of studies, nerves and findings never matters", arguments: 0..<4)
    func order(part: Int) throws {
        let engine = try CriteriaEngine.bundled()
        var generator = RandomCase(seed: RandomCase.runSeed &+ 2_000 &+ UInt64(part))
        for _ in 0..<150 {
            let file = generator.caseFile()
            let other = generator.reordered(file)
            #expect(
                answers(other, engine) == answers(file, engine),
                "seed \(RandomCase.runSeed): \(CaseFile.codec.text(file))"
            )
        }
    }

    @Test("larger areas throughout a nerve leave its block as it was")
    func scaling() throws {
        let engine = try CriteriaEngine.bundled()
        var generator = RandomCase(seed: RandomCase.runSeed &+ 2_010)
        var blocks: Set<BlockAnswer> = []
        for _ in 0..<300 {
            let entry = generator.motorEntry(
                generator.element(of: [.median, .ulnar, .radial, .peroneal, .tibial]),
                .left,
                generator.element(of: [.blocked, .random])
            )
            let factor = generator.any("0.001 0.37 2.5 1000")
            let scaled = MotorConduction(
                nerve: entry.nerve,
                side: entry.side,
                muscle: entry.muscle,
                limits: entry.limits,
                sites: entry.sites.map { site in
                    MotorSite(
                        site: site.site,
                        latencyMs: site.latencyMs,
                        amplitudeMv: site.amplitudeMv,
                        areaMvMs: site.areaMvMs.map { $0 * factor },
                        durationMs: site.durationMs,
                        distanceMm: site.distanceMm,
                        response: site.response,
                        entrapmentSite: site.entrapmentSite,
                        longSegment: site.longSegment
                    )
                },
                fWave: entry.fWave
            )
            let before = EngineVerdicts(study(entry), engine).blocks
            let after = EngineVerdicts(study(scaled), engine).blocks
            #expect(after == before, "seed \(RandomCase.runSeed)")
            blocks.formUnion(before.values.flatMap { $0 })
        }
        #expect(blocks == Set(BlockAnswer.allCases))
    }

    private func study(_ entry: MotorConduction) -> CaseFile {
        CaseFile(
            source: nil,
            patient: nil,
            workup: CaseWorkup(protocolCode: "mmn", openedOn: .min),
            nerveConductionStudies: [NerveConductionStudy(origin: FindingOrigin(), motor: [entry])]
        )
    }

    @Test("an unknown more never turns met into not met or back", arguments: 0..<4)
    func unknowns(part: Int) throws {
        let engine = try CriteriaEngine.bundled()
        var generator = RandomCase(seed: RandomCase.runSeed &+ 2_020 &+ UInt64(part))
        var opened = 0
        for _ in 0..<150 {
            var file = generator.caseFile()
            for _ in 0..<8 {
                guard let blanked = try generator.blanked(file) else { break }
                let (before, after) = (verdicts(file, engine), verdicts(blanked, engine))
                for (category, verdict) in after where verdict != before[category] {
                    opened += 1
                    let seed = RandomCase.runSeed
                    #expect(verdict == .unknown, "\(category), seed \(seed): \(CaseFile.codec.text(file))")
                }
                file = blanked
            }
        }
        #expect(opened > 40)
    }

    private func verdicts(_ file: CaseFile, _ engine: CriteriaEngine) -> [String: Verdict] {
        var verdicts: [String: Verdict] = [:]
        for set in EngineVerdicts(file, engine).evaluations {
            for category in set.categories { verdicts["\(set.criteria) \(category.category)"] = category.verdict }
        }
        return verdicts
    }
}
