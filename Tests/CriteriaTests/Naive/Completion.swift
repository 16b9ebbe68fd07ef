// Completions of a case: what is unknown or not yet done is filled in, and nothing that is there is touched.
import Domain
import Foundation

/// What a completion fills in where the case says nothing.
struct CompletionPlan: Sendable {
    /// How nerves conduct that are added, or whose values are filled in.
    enum Motor: CaseIterable, Sendable {
        /// Nothing is added; gaps are filled in as normal.
        case none
        case normal
        /// Every nerve, or one and the others normal.
        case definite, oneDefinite, probable, oneProbable, slow, oneSlow
    }

    /// What sensory studies show that are added or filled in.
    enum Sensory: CaseIterable, Sendable {
        /// Nothing is added; gaps are filled in as normal.
        case none
        case normal, abnormal
        /// One abnormal, the others normal.
        case one
        /// Arms abnormal, legs normal.
        case sparing
    }

    /// Whether the supporting results speak for the illness.
    struct Support: Sendable {
        var antiGM1 = true
        var protein = "0.7"
        var mri = true
        var ultrasound = true
        var isImproved = true

        static let all = [
            Support(),
            Support(antiGM1: false, protein: "0.3", mri: false, ultrasound: false, isImproved: false),
            Support(antiGM1: false, protein: "0.3", mri: false, ultrasound: false, isImproved: true),
            Support(antiGM1: true, protein: "0.3", mri: false, ultrasound: false, isImproved: false),
            Support(antiGM1: false, protein: "0.7", mri: false, ultrasound: true, isImproved: false),
            Support(antiGM1: false, protein: "1.2", mri: false, ultrasound: false, isImproved: true),
        ]
    }

    /// Which illness the history and the examination tell of.
    var theme = RandomCase.Theme.motorNeuropathy
    /// How many nerves are weak.
    var weakNerves = 2
    var motor = Motor.normal
    var sensory = Sensory.normal
    var support = Support()
    /// Whether the panel is normal and there is no other neuropathy and no myopathy.
    var isElseHealthy = true
    /// Whether signs that must be absent are.
    var areSignsAbsent = true

    /// The plans that may bring a set to a category, the likeliest first.
    static func plans(reaching category: CriteriaCategory, of criteria: String) -> [CompletionPlan] {
        let isCIDP = criteria == "ean-pns-2021-cidp"
        let motors: [Motor] =
            switch category {
            case .definite: [.definite, .oneDefinite]
            case .probable: [.probable, .oneProbable, .definite, .none]
            case .possible where !isCIDP: [.normal, .none, .oneSlow, .slow, .definite, .oneDefinite, .oneProbable]
            case .possible: [.oneSlow, .slow, .normal, .none, .oneDefinite]
            case .cidp: [.slow, .oneSlow, .none]
            case .notMet, .undetermined: []
            }
        let themes: [RandomCase.Theme] =
            isCIDP ? [.typical, .multifocal, .focal, .distal, .pureMotor, .pureSensory] : [.motorNeuropathy]
        let sensories: [Sensory] = isCIDP ? [.abnormal, .one, .normal, .sparing, .none] : [.normal, .none]
        let counts = category == .possible && !isCIDP ? [2, 1] : [2]
        var plans: [CompletionPlan] = []
        for motor in motors {
            for sensory in sensories {
                for theme in themes {
                    for count in counts {
                        for support in Support.all {
                            plans.append(
                                CompletionPlan(
                                    theme: theme,
                                    weakNerves: theme == .focal ? 1 : count,
                                    motor: motor,
                                    sensory: sensory,
                                    support: support
                                )
                            )
                        }
                    }
                }
            }
        }
        return plans
    }

    /// A plan of any kind.
    static func random(_ generator: inout RandomCase) -> CompletionPlan {
        CompletionPlan(
            theme: generator.chance(50) ? .motorNeuropathy : generator.element(of: RandomCase.Theme.allCases),
            weakNerves: generator.int(0...3),
            motor: generator.element(of: Motor.allCases),
            sensory: generator.element(of: Sensory.allCases),
            support: Support(
                antiGM1: generator.chance(50),
                protein: generator.element(of: ["0.3", "0.45", "0.55", "0.7", "1", "1.2"]),
                mri: generator.chance(50),
                ultrasound: generator.chance(50),
                isImproved: generator.chance(50)
            ),
            isElseHealthy: generator.chance(80),
            areSignsAbsent: generator.chance(80)
        )
    }
}

/// A case with what is filled in.
struct Completion {
    /// The case as it was.
    let original: NaiveCase
    let plan: CompletionPlan
    /// How much of what is unknown stays so, in percent.
    var leftOut = 0
    var generator: RandomCase

    init(_ file: CaseFile, _ plan: CompletionPlan, leftOut: Int = 0, generator: RandomCase = RandomCase(seed: 1)) {
        original = NaiveCase(file)
        self.plan = plan
        self.leftOut = leftOut
        self.generator = generator
    }

    /// Whether something unknown is to be filled in.
    mutating func fills() -> Bool { !generator.chance(leftOut) }

    /// The completed case.
    mutating func complete() -> CaseFile {
        let file = original.file
        let examinations = completedExaminations()
        return CaseFile(
            source: file.source,
            patient: fills() ? completedPatient() : file.patient,
            workup: file.workup,
            examinations: examinations,
            nerveConductionStudies: completedStudies(),
            needleExaminations: file.needleExaminations + addedNeedle(),
            antibodies: file.antibodies + addedAntibodies(),
            cerebrospinalFluids: completedFluids(),
            imaging: completedImages(),
            laboratory: file.laboratory + addedLaboratory(),
            treatments: completedTreatments(),
            outcomes: file.outcomes,
            diagnosis: file.diagnosis
        )
    }

    /// A birth date 40 years ago, or the middle of the one that is known in part.
    private func completedPatient() -> Patient {
        let patient = original.file.patient
        var birth = PartialDate(original.file.workup.openedOn.addingYears(-40))
        if let known = patient?.birthDate {
            birth = PartialDate(known.firstDay.addingDays(known.firstDay.days(until: known.lastDay) / 2))
        }
        return Patient(
            familyName: patient?.familyName ?? "x",
            givenNames: patient?.givenNames ?? [],
            birthDate: birth,
            sex: patient?.sex ?? .unknown,
            identifiers: patient?.identifiers ?? []
        )
    }
}

/// A completion of any kind: some of what is unknown or not yet done, filled in at random.
func randomCompletion(of file: CaseFile, using generator: inout RandomCase) -> CaseFile {
    let plan = CompletionPlan.random(&generator)
    let seed = generator.next()
    var completion = Completion(
        file,
        plan,
        leftOut: generator.element(of: [0, 0, 20, 60]),
        generator: RandomCase(seed: seed)
    )
    return completion.complete()
}

/// Completions that may bring a set to a category, the likeliest first.
func completions(
    of file: CaseFile,
    reaching category: CriteriaCategory,
    of criteria: String
) -> some Sequence<CaseFile> {
    CompletionPlan.plans(reaching: category, of: criteria).lazy.map { plan in
        var completion = Completion(file, plan)
        return completion.complete()
    }
}
