// Signs, strength and reflexes: what counts of several examinations, and what groups, regions and limbs make of it.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Facts of the examination")
struct ExaminationFactsTests {
    private func signs(_ statements: (Sign, Bool)..., of code: SignCode) -> SignFacts {
        let examinations = statements.enumerated().map { index, statement in
            FactCases.examination("2026-01-0\(index + 1)", supersedes: statement.1, signs: [code: statement.0])
        }
        return CaseFacts(FactCases.file(examinations: examinations)).signs
    }

    @Test("a sign nobody examined is unknown, not absent")
    func unexamined() {
        for sign in [Sign.notExamined, .notEvaluable] {
            let facts = signs((sign, false), of: .upperMotorNeuron)
            #expect(facts[.upperMotorNeuron] == nil)
            #expect(facts.isPresent(.upperMotorNeuron) == .unknown)
            #expect(facts.isAbsent(.upperMotorNeuron) == .unknown)
            #expect(facts.evidence(.upperMotorNeuron).isEmpty)
        }
    }

    @Test("the latest examination that examined a sign counts")
    func latest() {
        let facts = signs((.present, false), (.absent, false), (.notExamined, false), of: .atrophy)
        #expect(facts.isAbsent(.atrophy) == .met)
        #expect(facts.evidence(.atrophy) == [CasePlace(.examinations, 1)])
        #expect(signs((.absent, false), (.present, false), of: .atrophy).isPresent(.atrophy) == .met)
    }

    @Test(
        "a sign that must be absent stays present until a later examination supersedes it",
        arguments: SignCode.allCases.filter(\.mustBeAbsent)
    )
    func sticky(_ code: SignCode) {
        let contradicted = signs((.present, false), (.absent, false), of: code)
        #expect(contradicted.isPresent(code) == .met)
        #expect(contradicted.evidence(code) == [CasePlace(.examinations, 0), CasePlace(.examinations, 1)])
        let superseded = signs((.present, false), (.absent, true), of: code)
        #expect(superseded.isAbsent(code) == .met)
        #expect(superseded.evidence(code) == [CasePlace(.examinations, 1)])
        #expect(signs((.absent, true), (.present, false), of: code).isPresent(code) == .met)
        #expect(signs((.present, false), (.absent, true), (.present, false), of: code).isPresent(code) == .met)
        // A superseding examination that did not look undoes nothing.
        #expect(signs((.present, false), (.notExamined, true), of: code).isPresent(code) == .met)
    }

    @Test("the order of the file does not matter where the dates say which is later")
    func signOrder() {
        let found = FactCases.examination("2025-01-01", signs: [.bulbarMarked: .present])
        let undone = FactCases.examination("2026-01-01", supersedes: true, signs: [.bulbarMarked: .absent])
        #expect(FactCases.facts(undone, found).signs.isAbsent(.bulbarMarked) == .met)
        #expect(FactCases.facts(found, undone).signs.isAbsent(.bulbarMarked) == .met)
    }

    @Test("the limbs with sensory loss are those of the latest examination that found it and names limbs")
    func sensoryLossLimbs() {
        let first = FactCases.examination("2025-01-01", signs: [.objectiveSensoryLoss: .present], limbs: [.leftLeg])
        let second = FactCases.examination("2025-02-01", signs: [.objectiveSensoryLoss: .present])
        let undone = FactCases.examination("2025-03-01", supersedes: true, signs: [.objectiveSensoryLoss: .absent])
        #expect(FactCases.facts(first, second).signs.sensoryLossLimbs?.value == [.leftLeg])
        #expect(FactCases.facts(first, second).signs.sensoryLossLimbs?.place == CasePlace(.examinations, 0))
        #expect(FactCases.facts(first, undone).signs.sensoryLossLimbs == nil)
        // Limbs beside a sign that nobody stated are not read.
        #expect(FactCases.facts(FactCases.examination(limbs: [.leftLeg])).signs.sensoryLossLimbs == nil)
    }

    private func grade(_ muscle: Muscle, _ side: Side, _ grade: MRCGrade) -> MuscleStrength {
        MuscleStrength(muscle: MuscleName(muscle), side: side, grade: grade)
    }

    @Test("the latest grade of each muscle and side counts, of muscles outside the catalogue too")
    func latestGrades() throws {
        let other = MuscleName("supinator")
        let early = FactCases.examination(
            "2025-01-01",
            strength: [
                grade(.deltoid, .left, 3), grade(.biceps, .left, 4),
                MuscleStrength(muscle: other, side: .left, grade: 2),
            ]
        )
        let late = FactCases.examination(
            "2026-01-01",
            strength: [
                grade(.deltoid, .left, 4), grade(.deltoid, .left, 5), grade(.deltoid, .right, 2),
                MuscleStrength(muscle: other, side: .left, grade: 5),
            ]
        )
        let strength = FactCases.facts(late, early).strength
        #expect(strength.grades.count == 4)
        let deltoid = try #require(strength.grades.first { $0.muscle == .deltoid && $0.side == .left })
        #expect(deltoid.grade == 5)
        #expect(deltoid.place == CasePlace(.examinations, 0))
        #expect(strength.grades.first { $0.muscle == .biceps }?.place == CasePlace(.examinations, 1))
        #expect(strength.grades.first { $0.name == other }?.grade == 5)
        #expect(strength.grades.first { $0.name == other }?.limb == nil)
    }

    @Test("a group is weak by one muscle of either side, strong when graded and all 5, else unknown")
    func groups() throws {
        let half = try #require(MRCGrade(halves: 9))
        let strength = FactCases.facts(
            FactCases.examination(
                strength: [
                    grade(.deltoid, .left, 5), grade(.biceps, .right, half), grade(.wristFlexors, .left, 5),
                    grade(.quadriceps, .left, 5), grade(.tongue, .left, 1),
                ]
            )
        ).strength
        #expect(strength.strength(of: .armProximal) == .weak)
        #expect(strength.strength(of: .armDistal) == .strong)
        #expect(strength.strength(of: .legProximal) == .strong)
        #expect(strength.strength(of: .legDistal) == .unknown)
        #expect(strength.arms == .weak)
        #expect(strength.legs == .unknown)
        #expect(strength.proximal == .weak)
        #expect(strength.distal == .unknown)
        #expect(strength.strength(of: BodyRegion(group: .armProximal, side: .left)) == .strong)
        #expect(strength.strength(of: BodyRegion(group: .armProximal, side: .right)) == .weak)
        #expect(strength.strength(of: BodyRegion(group: .armDistal, side: .right)) == .unknown)
        #expect(strength.regionCounts == (weak: 1, unknown: 4))
    }

    @Test(
        "two groups are strong together only where both are",
        arguments: [
            (GroupStrength.strong, GroupStrength.strong, GroupStrength.strong), (.strong, .unknown, .unknown),
            (.weak, .unknown, .weak), (.unknown, .unknown, .unknown), (.strong, .weak, .weak),
        ]
    )
    func joined(first: GroupStrength, second: GroupStrength, joined: GroupStrength) {
        #expect(GroupStrength.joined(first, second) == joined)
        #expect(GroupStrength.joined(second, first) == joined)
    }

    private func reflex(_ tendon: Tendon, _ finding: ReflexFinding, _ side: Side = .left) -> Reflex {
        Reflex(tendon: tendon, side: side, finding: finding)
    }

    @Test("the reflexes of a limb are reduced by one that is, unless one is brisk")
    func reflexes() {
        func verdict(_ reflexes: Reflex...) -> Verdict {
            FactCases.facts(FactCases.examination(reflexes: reflexes)).reflexes.areReduced(in: .leftArm).verdict
        }
        #expect(verdict(reflex(.biceps, .reduced), reflex(.triceps, .normal)) == .met)
        #expect(verdict(reflex(.biceps, .absent)) == .met)
        #expect(verdict(reflex(.biceps, .reduced), reflex(.triceps, .brisk)) == .notMet)
        #expect(verdict(reflex(.biceps, .reduced), reflex(.triceps, .clonus)) == .notMet)
        #expect(verdict(reflex(.biceps, .normal)) == .notMet)
        #expect(verdict(reflex(.biceps, .notExamined)) == .unknown)
        #expect(verdict(reflex(.biceps, .reduced, .right), reflex(.knee, .reduced)) == .unknown)
    }

    @Test("the latest finding of a reflex counts, and one not examined undoes none")
    func latestReflexes() {
        let early = FactCases.examination("2025-01-01", reflexes: [reflex(.knee, .clonus), reflex(.ankle, .absent)])
        let late = FactCases.examination(
            "2026-01-01",
            reflexes: [reflex(.knee, .normal), reflex(.ankle, .notExamined)]
        )
        let facts = FactCases.facts(early, late).reflexes
        #expect(facts.reflex(.knee, .left)?.value == .normal)
        #expect(facts.reflex(.ankle, .left)?.value == .absent)
        #expect(
            facts.areReduced(in: .leftLeg) == Judged(.met, [CasePlace(.examinations, 1), CasePlace(.examinations, 0)])
        )
        #expect(facts.clonus.isEmpty)
        #expect(FactCases.facts(early).reflexes.clonus == [CasePlace(.examinations, 0)])
    }

    @Test("a limb is affected by a weak nerve or a grade below 5")
    func affectedLimbs() {
        let examination = FactCases.examination(
            nerves: [NerveSide(nerve: .radial, side: .right), NerveSide(nerve: .facial, side: .left)],
            strength: [grade(.tibialisAnterior, .left, 4), grade(.deltoid, .left, 5), grade(.tongue, .right, 3)]
        )
        #expect(FactCases.facts(examination).affectedLimbs == [.rightArm, .leftLeg])
        #expect(FactCases.facts(FactCases.examination()).affectedLimbs.isEmpty)
    }
}
