// The answers of the second reading, and the case it reads.
import Domain

/// What one criteria set says of a case.
struct NaiveAnswer: Equatable, Sendable {
    /// The highest category met, `undetermined` or `notMet`.
    let category: CriteriaCategory
    /// Every category of the set.
    let categories: [CriteriaCategory: Verdict]
    /// The clauses by the ids of the clinical reference.
    let clauses: [String: Verdict]
    /// The block of every segment, in the order of the file; empty for the set that knows no block.
    let blocks: [BlockAnswer]

    /// The answer out of the categories, listed from the highest down.
    init(_ ranked: [(CriteriaCategory, Verdict)], clauses: [String: Verdict], blocks: [BlockAnswer]) {
        var answer = CriteriaCategory.notMet
        if ranked.contains(where: { $0.1 == .unknown }) { answer = .undetermined }
        for (category, verdict) in ranked.reversed() where verdict == .met { answer = category }
        category = answer
        categories = Dictionary(uniqueKeysWithValues: ranked)
        self.clauses = clauses
        self.blocks = blocks
    }
}

/// A motor entry, with what its study says of it.
struct NaiveMotor: Sendable {
    /// The study it stands in.
    let study: NerveConductionStudy
    /// The entry.
    let entry: MotorConduction

    /// Nerve and side.
    var nerveSide: NerveSide { NerveSide(nerve: entry.nerve, side: entry.side) }

    /// The neighbouring sites, distal first.
    var segments: [NaiveSegment] {
        var segments: [NaiveSegment] = []
        for index in entry.sites.indices.dropFirst() {
            segments.append(NaiveSegment(motor: self, distal: entry.sites[index - 1], proximal: entry.sites[index]))
        }
        return segments
    }
}

/// A sensory entry, with what its study says of it.
struct NaiveSensory: Sendable {
    /// The study it stands in.
    let study: NerveConductionStudy
    /// The entry.
    let entry: SensoryConduction

    /// Nerve and side.
    var nerveSide: NerveSide { NerveSide(nerve: entry.nerve, side: entry.side) }
}

/// A case, read plainly and slowly by the words of the clinical reference. Nothing here is shared with the engine.
struct NaiveCase: Sendable {
    /// The case.
    let file: CaseFile

    init(_ file: CaseFile) { self.file = file }

    /// All motor entries that were studied, at some site or for an F-wave, in the order of the file.
    var motor: [NaiveMotor] {
        file.nerveConductionStudies.flatMap { study in
            study.motor.filter { !$0.sites.isEmpty || $0.fWave != nil }.map { NaiveMotor(study: study, entry: $0) }
        }
    }

    /// All sensory entries, in the order of the file.
    var sensory: [NaiveSensory] {
        file.nerveConductionStudies.flatMap { study in study.sensory.map { NaiveSensory(study: study, entry: $0) } }
    }

    /// All segments, in the order of the file.
    var segments: [NaiveSegment] { motor.flatMap(\.segments) }

    /// The motor nerves studied, each once.
    var motorNerves: [NerveSide] { naiveDistinct(motor.map(\.nerveSide)) }

    /// The answer of a set, by its id.
    func answer(_ criteria: String) -> NaiveAnswer? {
        switch criteria {
        case "efns-pns-2010-mmn": efns()
        case "aaem-2003-mmn": aaem()
        case "utrecht-2000-mmn": utrecht()
        case "ean-pns-2021-cidp": cidp()
        default: nil
        }
    }

    /// The ids of the sets.
    static let sets = ["efns-pns-2010-mmn", "aaem-2003-mmn", "utrecht-2000-mmn", "ean-pns-2021-cidp"]
}

/// Each element once, in the order in which it first came.
func naiveDistinct<T: Equatable>(_ list: [T]) -> [T] {
    var distinct: [T] = []
    for element in list where !distinct.contains(element) { distinct.append(element) }
    return distinct
}
