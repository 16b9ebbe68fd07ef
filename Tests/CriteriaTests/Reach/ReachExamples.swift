// Smallest cases of faults that were found in what the engine says can still change.
import Criteria
import Domain
import Testing

/// A case in which a law was broken once.
struct ReachExample: Sendable, CustomTestStringConvertible {
    let name: String
    let set: String
    let law: ReachLaw
    /// The smallest case that shows it.
    let json: String

    var testDescription: String { name }

    static let all = [
        ReachExample(
            name: "reflexes of limbs that are all known are no way to reduced ones in some affected limb",
            set: "ean-pns-2021-cidp",
            law: .listedIsReached,
            json: """
                {"format": "workup-case/1", "workup": {"protocol": "mmn", "openedOn": "2027-09-27"}, "examinations": [
                {"reflexes": [{"tendon": "biceps", "side": "right", "finding": "clonus"},
                {"tendon": "triceps", "side": "left", "finding": "brisk"},
                {"tendon": "knee", "side": "right", "finding": "normal"},
                {"tendon": "ankle", "side": "left", "finding": "normal"}]}]}
                """
        ),
        ReachExample(
            name: "where only the age is missing beside enlarged nerves, no ultrasound is needed",
            set: "ean-pns-2021-cidp",
            law: .listedStepIsNeeded,
            json: """
                {"format": "workup-case/1", "workup": {"protocol": "cidp", "openedOn": "2026-04-28"}, "imaging": [
                {"modality": "ultrasound", "measurements": [
                {"nerve": "median", "side": "right", "level": "forearm", "crossSectionMm2": 14},
                {"side": "right", "level": "root", "crossSectionMm2": 14}]}]}
                """
        ),
        ReachExample(
            name: "a normal sensory nerve ends nothing where no limb is known to be affected",
            set: "ean-pns-2021-cidp",
            law: .endingIsReached,
            json: """
                {"format": "workup-case/1", "workup": {"protocol": "mmn", "openedOn": "2026-03-04"},
                "examinations": [{"weakness": {"distribution": "multifocalAsymmetric"}}]}
                """
        ),
        ReachExample(
            name: "of onset and birth date the one that settles the age suffices alone",
            set: "utrecht-2000-mmn",
            law: .aloneIsAlone,
            json: """
                {"format": "workup-case/1", "patient": {"familyName": "x", "birthDate": "1995-09"},
                "workup": {"protocol": "mmn", "openedOn": "2025-05-08"},
                "examinations": [{"performedOn": "2025-05-08", "history": {"course": "slowlyProgressive",
                "limbPredominance": "arm"}, "weakness": {"distribution": "multifocalAsymmetric"},
                "strength": [{"muscle": "deltoid", "side": "left", "grade": 5},
                {"muscle": "deltoid", "side": "right", "grade": 5}], "signs": {
                "reflexesReducedInAffectedLimb": "present", "objectiveSensoryLoss": "absent", "bulbarMarked": "absent",
                "upperMotorNeuron": "absent", "otherNeuropathy": "absent", "myopathy": "absent"}}],
                "nerveConductionStudies": [{"motor": [{"nerve": "median", "side": "left", "sites": [
                {"site": "wrist", "amplitudeMv": 10, "areaMvMs": 100, "durationMs": 10},
                {"site": "elbow", "amplitudeMv": 4, "areaMvMs": 40, "durationMs": 11}]}],
                "sensory": [{"nerve": "median", "side": "left", "response": "normal"}]}],
                "cerebrospinalFluids": [{"proteinGramPerLitre": 0.4}]}
                """
        ),
        ReachExample(
            name: "a tendon that was not tested may still be reduced where another of its limb is normal",
            set: "ean-pns-2021-cidp",
            law: .reachedIsListed,
            json: typical(reflexes: "{\"tendon\": \"knee\", \"side\": \"left\", \"finding\": \"normal\"}", grade: 4)
        ),
        ReachExample(
            name: "a muscle that was not graded may still be weak where others of its group are strong",
            set: "ean-pns-2021-cidp",
            law: .reachedIsListed,
            json: typical(reflexes: "{\"tendon\": \"ankle\", \"side\": \"left\", \"finding\": \"absent\"}", grade: 5)
        ),
    ]

    /// A typical picture, apart from the left leg's reflexes and the grade of the biceps.
    private static func typical(reflexes: String, grade: Int) -> String {
        """
        {"format": "workup-case/1", "workup": {"protocol": "cidp", "openedOn": "2026-01-12"},
        "examinations": [{"performedOn": "2026-01-12", "history": {"course": "slowlyProgressive", "durationMonths": 12,
        "limbPredominance": "equal"},
        "weakness": {"distribution": "symmetric"},
        "strength": [{"muscle": "biceps", "side": "left", "grade": \(grade)},
        {"muscle": "abductorPollicisBrevis", "side": "left", "grade": 4},
        {"muscle": "iliopsoas", "side": "left", "grade": \(grade)},
        {"muscle": "tibialisAnterior", "side": "left", "grade": 4}],
        "reflexes": [\(reflexes), {"tendon": "ankle", "side": "right", "finding": "absent"},
        {"tendon": "biceps", "side": "left", "finding": "absent"},
        {"tendon": "biceps", "side": "right", "finding": "absent"}],
        "signs": {"objectiveSensoryLoss": "present"}, "sensoryLossLimbs": ["leftLeg", "rightLeg"]}]}
        """
    }
}

@Suite("What can still change, in cases that were told wrongly once")
struct ReachExampleTests {
    @Test("a sign of myopathy not examined yet may still be absent, whatever the needle suggests")
    func signAfterNeedle() throws {
        let json = """
            {"format": "workup-case/1", "workup": {"protocol": "mmn", "openedOn": "2026-01-12"},
            "needleExaminations": [{"muscles": [{"muscle": "deltoid", "side": "left", "unitDuration": "decreased",
            "recruitment": "early"}]}]}
            """
        let evaluation = try CriteriaEngine.bundled().evaluate(try CaseFile.read(Array(json.utf8)))
        let utrecht = try #require(evaluation.evaluations.first { $0.criteria == "utrecht-2000-mmn" })
        #expect(utrecht.category == .notMet)
        #expect(utrecht.clauses.first { $0.id == "V11" }?.verdict == .notMet)
        #expect(utrecht.reachable == [.definite, .probable, .possible])
        #expect(
            evaluation.nextSteps.contains { step in
                step.step == StepCode.neurologicalExamination.rawValue
                    && step.couldChange.contains { $0.criteria == "utrecht-2000-mmn" }
            }
        )
    }

    @Test("a limb whose muscles were not graded may still be affected, so that its nerves count", arguments: [2, 1])
    func furtherLimbs(weakNerves: Int) throws {
        let nerves = ["{\"nerve\": \"median\", \"side\": \"left\"}", "{\"nerve\": \"median\", \"side\": \"right\"}"]
        let picture = weakNerves == 2 ? "multifocalAsymmetric" : "focalAsymmetric"
        let armNerves = ["median", "ulnar", "radial", "lateralAntebrachial", "medialAntebrachial"]
        let sides = ["left", "right"]
        let normal = armNerves.flatMap { nerve in
            sides.map { "{\"nerve\": \"\(nerve)\", \"side\": \"\($0)\", \"response\": \"normal\"}" }
        }
        let abnormal = sides.map { "{\"nerve\": \"sural\", \"side\": \"\($0)\", \"response\": \"abnormal\"}" }
        let reflexes = ["biceps", "knee", "ankle"].flatMap { tendon in
            sides.map { "{\"tendon\": \"\(tendon)\", \"side\": \"\($0)\", \"finding\": \"absent\"}" }
        }
        let json = """
            {"format": "workup-case/1", "workup": {"protocol": "cidp", "openedOn": "2026-01-12"}, "examinations": [
            {"history": {"durationMonths": 10, "course": "slowlyProgressive", "limbPredominance": "equal"},
            "weakness": {"distribution": "\(picture)", "motorNerves": [\(nerves.prefix(weakNerves).joined(separator: ", "))]},
            "reflexes": [\(reflexes.joined(separator: ", "))],
            "signs": {"objectiveSensoryLoss": "present"}, "sensoryLossLimbs": ["leftArm", "leftLeg"]}],
            "nerveConductionStudies": [{"sensory": [\((normal + abnormal).joined(separator: ", "))]}]}
            """
        let evaluation = try CriteriaEngine.bundled().evaluate(try CaseFile.read(Array(json.utf8)))
        let set = try #require(evaluation.evaluations.first { $0.criteria == "ean-pns-2021-cidp" })
        #expect(set.clauses.first { $0.id == "N2Affected" }?.verdict == .notMet)
        #expect(set.reachable == [.cidp, .possible])
        let examination = evaluation.nextSteps.first { $0.step == StepCode.neurologicalExamination.rawValue }
        #expect(examination?.couldChange.contains { $0.criteria == set.criteria } == true)
    }

    @Test("is as the law says", arguments: ReachExample.all)
    func holds(example: ReachExample) throws {
        let engine = try CriteriaEngine.bundled()
        let file = try CaseFile.read(Array(example.json.utf8))
        let trial = try #require(ReachTrial(engine, file, example.set))
        let contradictions = trial.contradictions(of: example.law, seed: 1)
        #expect(contradictions.isEmpty, "\(contradictions)")
    }
}
