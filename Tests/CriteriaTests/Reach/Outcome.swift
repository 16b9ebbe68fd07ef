// An outcome of what is unknown or not yet done in a case: what would be found, told apart by the step that finds it.
import Domain
import Foundation

/// What further steps find. What is not named stays as it is; and so does what the case answers already.
struct Outcome: Hashable, Sendable {
    // By the examination
    var course: Course?
    var durationMonths: String?
    var distribution: WeaknessDistribution?
    var weakNerves: [NerveSide]?
    var predominance: LimbPredominance?
    var signs: [SignCode: Sign] = [:]
    var regions: [NaiveRegion: Bool] = [:]
    var reflexes: [Limb: ReflexFinding] = [:]
    var sensoryLossLimbs: [Limb]?
    /// Whether the onset is dated, such that the age at onset fits or does not.
    var isOnsetFitting: Bool?

    // By the patient's own details
    /// How old the patient turns out to be, where nothing says otherwise.
    var ageYears: Int?

    // By tests
    var isAntiGM1Raised: Bool?
    var protein: String?
    var leukocytes: String?
    var isPlexusAbnormal: Bool?
    var isUltrasoundEnlarged: Bool?
    var isImproved: Bool?
    var isPanelNormal: Bool?
    var isKinaseNormal: Bool?
    var isNeedleNormal: Bool?

    // By nerve conduction studies
    var motor: [NerveSide: MotorOutcome] = [:]
    var sensory: [NerveSide: SensoryOutcome] = [:]

    /// This and another one; where both say something, the other one counts.
    func merging(_ other: Outcome) -> Outcome {
        var result = self
        func take<T>(_ path: WritableKeyPath<Outcome, T?>) {
            if let value = other[keyPath: path] { result[keyPath: path] = value }
        }
        take(\.course)
        take(\.durationMonths)
        take(\.distribution)
        take(\.weakNerves)
        take(\.predominance)
        take(\.sensoryLossLimbs)
        take(\.isOnsetFitting)
        take(\.ageYears)
        take(\.isAntiGM1Raised)
        take(\.protein)
        take(\.leukocytes)
        take(\.isPlexusAbnormal)
        take(\.isUltrasoundEnlarged)
        take(\.isImproved)
        take(\.isPanelNormal)
        take(\.isKinaseNormal)
        take(\.isNeedleNormal)
        result.signs.merge(other.signs) { $1 }
        result.regions.merge(other.regions) { $1 }
        result.reflexes.merge(other.reflexes) { $1 }
        result.motor.merge(other.motor) { $1 }
        result.sensory.merge(other.sensory) { $1 }
        return result
    }

    /// The steps that bring something of this, by their codes.
    static let steps = [
        "neurologicalExamination", "nerveConductionStudy", "needleExamination", "antiGanglioside", "bloodPanel",
        "lumbarPuncture", "plexusMri", "nerveUltrasound", "responseAssessment", "patientDetails",
    ]

    /// What some of the steps find of it.
    func limited(to steps: Set<String>) -> Outcome {
        var part = Outcome()
        if steps.contains("neurologicalExamination") {
            part.course = course
            part.durationMonths = durationMonths
            part.distribution = distribution
            part.weakNerves = weakNerves
            part.predominance = predominance
            part.signs = signs
            part.regions = regions
            part.reflexes = reflexes
            part.sensoryLossLimbs = sensoryLossLimbs
            part.isOnsetFitting = isOnsetFitting
        }
        if steps.contains("patientDetails") { part.ageYears = ageYears }
        if steps.contains("antiGanglioside") { part.isAntiGM1Raised = isAntiGM1Raised }
        if steps.contains("lumbarPuncture") {
            part.protein = protein
            part.leukocytes = leukocytes
        }
        if steps.contains("plexusMri") { part.isPlexusAbnormal = isPlexusAbnormal }
        if steps.contains("nerveUltrasound") { part.isUltrasoundEnlarged = isUltrasoundEnlarged }
        if steps.contains("responseAssessment") { part.isImproved = isImproved }
        if steps.contains("bloodPanel") {
            part.isPanelNormal = isPanelNormal
            part.isKinaseNormal = isKinaseNormal
        }
        if steps.contains("needleExamination") { part.isNeedleNormal = isNeedleNormal }
        if steps.contains("nerveConductionStudy") {
            part.motor = motor
            part.sensory = sensory
        }
        return part
    }

    /// The steps it needs.
    var ownSteps: Set<String> {
        var own: Set<String> = []
        let isExamined =
            course != nil || durationMonths != nil || distribution != nil || weakNerves != nil || predominance != nil
            || !signs.isEmpty || !regions.isEmpty || !reflexes.isEmpty || sensoryLossLimbs != nil
            || isOnsetFitting != nil
        if isExamined { own.insert("neurologicalExamination") }
        if ageYears != nil { own.insert("patientDetails") }
        if isAntiGM1Raised != nil { own.insert("antiGanglioside") }
        if protein != nil || leukocytes != nil { own.insert("lumbarPuncture") }
        if isPlexusAbnormal != nil { own.insert("plexusMri") }
        if isUltrasoundEnlarged != nil { own.insert("nerveUltrasound") }
        if isImproved != nil { own.insert("responseAssessment") }
        if isPanelNormal != nil || isKinaseNormal != nil { own.insert("bloodPanel") }
        if isNeedleNormal != nil { own.insert("needleExamination") }
        if !motor.isEmpty || !sensory.isEmpty { own.insert("nerveConductionStudy") }
        return own
    }
}

/// A part of a limb of one side.
struct NaiveRegion: Hashable, Sendable {
    let group: NaiveGroup
    let side: Side

    var limb: Limb { group.limb(side) }

    static let all = NaiveGroup.allCases.flatMap { group in Side.allCases.map { NaiveRegion(group: group, side: $0) } }
}

/// How a motor nerve turns out to conduct; of a nerve studied already, what is missing turns out so.
enum MotorOutcome: Hashable, Sendable {
    case normal
    /// Definite block in every set.
    case block
    /// Block that is at least probable: over a long segment, or dispersed.
    case longBlock, dispersedBlock
    /// Slow everywhere; with everything but the velocities normal; long F-waves; none; dispersion; long duration.
    case slow, slowVelocity, longFWave, noFWave, dispersion, longDuration
    /// Nothing but a small response.
    case small
    /// Each missing value at random.
    case any(UInt64)
}

/// How a sensory nerve turns out to conduct.
enum SensoryOutcome: Hashable, Sendable {
    case normal, abnormal
    /// Abnormal and slow, with a high amplitude.
    case slow
}

/// A case to which outcomes are added, as one criteria set reads it.
///
/// What a set's questions are answered by already is not asked again: known stays known. So another set may find more
/// open, and an outcome is added for one set at a time.
final class OpenCase {
    let set: String
    let reading: NaiveCase
    /// What the set says of the case today.
    let today: NaiveAnswer

    // Looked for once, since many routes ask for them.
    lazy var enlargedNerves = waysToEnlargedNerves
    lazy var fittingFluid = waysToFittingFluid

    init?(_ file: CaseFile, _ set: String) {
        self.set = set
        reading = NaiveCase(file)
        guard let answer = reading.answer(set) else { return nil }
        today = answer
    }

    var file: CaseFile { reading.file }

    /// The case with an outcome.
    func adding(_ outcome: Outcome) -> CaseFile {
        let (onset, birth) = fitting(outcome)
        var patient = file.patient
        if let birth {
            patient = Patient(
                familyName: patient?.familyName ?? "x",
                givenNames: patient?.givenNames ?? [],
                birthDate: birth,
                sex: patient?.sex ?? .unknown,
                identifiers: patient?.identifiers ?? []
            )
        }
        return CaseFile(
            source: file.source,
            patient: patient,
            workup: file.workup,
            examinations: examinations(outcome, onset),
            nerveConductionStudies: studies(outcome),
            needleExaminations: needles(outcome),
            antibodies: antibodies(outcome),
            cerebrospinalFluids: fluids(outcome),
            imaging: images(outcome),
            laboratory: laboratory(outcome),
            treatments: treatments(outcome),
            outcomes: file.outcomes,
            diagnosis: file.diagnosis
        )
    }

    /// Onset and birth date as the outcome finds them; nil where it says nothing of them or they are known.
    private func fitting(_ outcome: Outcome) -> (onset: PartialDate?, birth: PartialDate?) {
        let recorded = reading.latest { $0.history?.onset }
        let isAgeOpen = reading.isOnsetFrom20To65 == .unknown
        let opened = file.workup.openedOn
        var births: [PartialDate?] = [nil]
        if let age = outcome.ageYears, file.patient?.birthDate.map({ $0.firstDay != $0.lastDay }) ?? true {
            let days = file.patient?.birthDate.map { [$0.firstDay, $0.middleDay, $0.lastDay] }
            births = (days ?? [opened.addingYears(-age)]).map(PartialDate.init(_:))
        }
        var onsets: [PartialDate?] = [nil]
        if outcome.isOnsetFitting != nil, set == "utrecht-2000-mmn", isAgeOpen,
            recorded.map({ $0.firstDay != $0.lastDay }) ?? true
        {
            let days: [LocalDate]
            if let recorded {
                days = [recorded.firstDay, recorded.middleDay, recorded.lastDay]
            } else if let reckoned = reading.onsetDays {
                days = [reckoned.first, reckoned.last]
            } else {
                let birth = file.patient?.birthDate?.firstDay
                days = [opened.addingMonths(-10), birth?.addingYears(40) ?? opened, birth?.addingYears(5) ?? opened]
            }
            onsets = days.map(PartialDate.init(_:))
        }
        let wanted = outcome.isOnsetFitting ?? outcome.ageYears.map { $0 >= 25 && $0 < 60 } ?? true
        for birth in births {
            for onset in onsets where isFitting(onset, birth) == naive(wanted) { return (onset, birth) }
        }
        return (onsets.last ?? nil, births.last ?? nil)
    }

    /// Whether the age at onset would fit with another onset or birth date.
    private func isFitting(_ onset: PartialDate?, _ birth: PartialDate?) -> Verdict {
        var examinations = file.examinations
        if let onset {
            examinations.append(
                NeurologicalExamination(
                    origin: FindingOrigin(performedOn: latestDay),
                    history: History(onset: onset)
                )
            )
        }
        let other = CaseFile(
            source: nil,
            patient: Patient(familyName: "x", birthDate: birth ?? file.patient?.birthDate),
            workup: file.workup,
            examinations: examinations
        )
        return NaiveCase(other).isOnsetFrom20To65
    }

    /// The day of the latest examination: one more on that day makes no duration longer.
    var latestDay: PartialDate? { reading.examinations.last?.origin.performedOn }
}

extension PartialDate {
    fileprivate var middleDay: LocalDate { firstDay.addingDays(firstDay.days(until: lastDay) / 2) }
}
