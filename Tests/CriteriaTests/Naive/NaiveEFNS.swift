// The second reading of efns-pns-2010-mmn: section 6 of the case format and section 1 of the clinical reference.
import Domain
import FoundationEssentials

extension NaiveSegment {
    /// *distal*: more than 1 mV and more than 20 % of the lower limit.
    private var isDistalEnough: Verdict {
        naiveAll([distalAmplitude { $0 > 1 }, distalAmplitudeOfLimit { $0 > $1 * 20 }])
    }

    private var isMedianUlnarOrPeroneal: Verdict { naive([.median, .ulnar, .peroneal].contains(nerve)) }

    private var isArmNerve: Verdict {
        naive([.median, .ulnar, .radial, .musculocutaneous, .axillary].contains(nerve))
    }

    /// D = free ∧ distal ∧ half ∧ compact, in a median, ulnar or peroneal nerve.
    var efnsDefinite: Verdict {
        naiveAll([
            isFree, isDistalEnough, areaFalls(atLeast: 50), durationRises(atMost: 30), isMedianUlnarOrPeroneal,
        ])
    }

    /// P = free ∧ distal ∧ (half there ∨ (third ∧ compact ∧ long, in an arm nerve)).
    var efnsProbable: Verdict {
        let half = naiveAll([areaFalls(atLeast: 50), isMedianUlnarOrPeroneal])
        let third = naiveAll([areaFalls(atLeast: 30), durationRises(atMost: 30), isLong, isArmNerve])
        return naiveAll([isFree, isDistalEnough, naiveAny([half, third])])
    }

    var efnsBlock: BlockAnswer { naiveBlock(definite: efnsDefinite, probable: efnsProbable) }
}

extension NaiveCase {
    /// What holds of some segment of a nerve.
    func someSegment(of nerve: NerveSide, _ condition: (NaiveSegment) -> Verdict) -> Verdict {
        naiveAny(segments.filter { $0.motor.nerveSide == nerve }.map(condition))
    }

    /// How many of the nerves studied meet something.
    func nerves(atLeast count: Int, _ condition: (NerveSide) -> Verdict) -> Verdict {
        naiveAtLeast(count, among: motorNerves.map(condition))
    }

    /// Slowly or stepwise progressive.
    var isProgressive: Verdict {
        guard let course else { return .unknown }
        return naive(course == .slowlyProgressive || course == .stepwiseProgressive)
    }

    /// Focal or multifocal, asymmetric.
    var isAsymmetric: Verdict {
        guard let distribution else { return .unknown }
        return naive(distribution == .focalAsymmetric || distribution == .multifocalAsymmetric)
    }

    /// K1 but for the number of nerves.
    private var isProgressiveAsymmetricForAMonth: Verdict {
        naiveAll([isProgressive, isLongerThanOneMonth, isAsymmetric])
    }

    /// K1 with two nerves or more.
    private var k1: Verdict {
        let hasTwo: Verdict = weakNerves.map { naive($0.count >= 2) } ?? .unknown
        return naiveAll([isProgressiveAsymmetricForAMonth, hasTwo])
    }

    /// K1 with exactly one nerve: for possible only.
    private var k1OneNerve: Verdict {
        let hasOne: Verdict = weakNerves.map { naive($0.count == 1) } ?? .unknown
        return naiveAll([isProgressiveAsymmetricForAMonth, hasOne])
    }

    /// S1 and L2: IgM anti-GM1 raised.
    var isAntiGM1Raised: Verdict {
        let bands = file.antibodies.filter { $0.antigen == "GM1" && $0.isotype == .igM }.map(\.band)
        if bands.contains(.positive) || bands.contains(.strongPositive) { return .met }
        if bands.isEmpty || bands.contains(.borderline) || bands.contains(nil) { return .unknown }
        return .notMet
    }

    /// S2: protein raised but below 1 g/L, in some sample.
    private var isProteinRaised: Verdict {
        naiveAtLeast(
            1,
            among: file.cerebrospinalFluids.map { sample in
                guard let protein = sample.proteinGramPerLitre else { return .unknown }
                return naive(protein > sample.proteinUpperGramPerLitre ?? naiveDecimal("0.45") && protein < 1)
            }
        )
    }

    /// S3 and L3: hyperintensity and diffuse swelling of the brachial plexus.
    var isPlexusAbnormal: Verdict {
        var images: [Verdict] = []
        for case .mri(let image) in file.imaging where image.region == "brachialPlexus" {
            images.append(naiveAll([naiveSign(image.t2Hyperintensity), naiveSign(image.diffuseNerveSwelling)]))
        }
        return naiveAtLeast(1, among: images)
    }

    /// Objective improvement after some treatment of some options.
    func isImproved(after options: [TreatmentOption]) -> Verdict {
        let courses = file.treatments.filter { options.contains($0.option) }
        return naiveAtLeast(1, among: courses.map { naiveSign($0.objectiveImprovement) })
    }

    /// The answer of the set.
    func efns() -> NaiveAnswer {
        var clauses: [String: Verdict] = [
            "K1": k1,
            "K1one": k1OneNerve,
            "K2": isAbsent(.objectiveSensoryLoss),
            "X8": isAbsent(.upperMotorNeuron),
            "X9": isAbsent(.bulbarMarked),
            "X10": isAbsent(.objectiveSensoryLoss),
            "X11": isAbsent(.diffuseSymmetricWeaknessAtOnset),
            "S1": isAntiGM1Raised,
            "S2": isProteinRaised,
            "S3": isPlexusAbnormal,
            "S4": isImproved(after: [.ivig, .scig]),
            "sensoryNormal": isSensoryConductionNormal,
        ]
        func clause(_ id: String) -> Verdict { clauses[id]! }
        func definiteWithSensory(_ nerve: NerveSide) -> Verdict {
            naiveAll([someSegment(of: nerve) { $0.efnsDefinite }, sensoryOf(nerve)])
        }
        func probableWithSensory(_ nerve: NerveSide) -> Verdict {
            naiveAll([someSegment(of: nerve) { $0.efnsProbable }, sensoryOf(nerve)])
        }
        clauses["E1E3"] = nerves(atLeast: 1, definiteWithSensory)
        clauses["E2E3"] = nerves(atLeast: 1, probableWithSensory)
        clauses["E2E3two"] = nerves(atLeast: 2, probableWithSensory)
        let exclusions = ["K2", "X8", "X9", "X10", "X11"].map(clause)
        let clinical = naiveAll([clause("K1")] + exclusions)
        let clinicalOneNerve = naiveAll([clause("K1one")] + exclusions)
        let supportive = naiveCount(2, of: ["S1", "S2", "S3", "S4"].map(clause))
        let definite = naiveAll([clinical, clause("E1E3")])
        let probable = naiveAll([
            clinical, naiveAny([clause("E2E3two"), naiveAll([clause("E2E3"), supportive])]),
        ])
        let possible = naiveAny([
            naiveAll([clinical, clause("sensoryNormal"), clause("S4")]),
            naiveAll([clinicalOneNerve, clause("E2E3")]),
        ])
        return NaiveAnswer(
            [(.definite, definite), (.probable, probable), (.possible, possible)],
            clauses: clauses,
            blocks: segments.map(\.efnsBlock)
        )
    }
}

/// A sign in an image or after a treatment; left out is unknown.
func naiveSign(_ sign: Sign?) -> Verdict {
    switch sign {
    case .present: .met
    case .absent: .notMet
    case .notExamined, .notEvaluable, nil: .unknown
    }
}
