// The words for results that are still open: what a step would have to show.
import Domain

/// Puts the facts of a way into words.
struct FactSentences {
    let numbers: CaseNumbers

    /// What a step would have to show, one sentence per group of facts.
    func sentences(_ literals: ArraySlice<Literal>, by step: StepSet) -> [Sentence] {
        var sentences: [Sentence] = []
        var motor: [Localized] = []
        for literal in literals {
            let fact = literal.fact
            if step == .conduction {
                if let nerve = motorNerve(fact), !motor.contains(nerve) { motor.append(nerve) }
                if fact.kind == .sensoryNerve { sentences.append(sensory(literal)) }
                if fact.kind == .sensoryDemyelination { sentences.append(Self.demyelination) }
            } else if let sentence = Self.sentence(literal, by: step), !sentences.contains(sentence) {
                sentences.append(sentence)
            }
        }
        guard !motor.isEmpty else { return sentences }
        return [
            Sentence(
                en: "what the rule asks of motor conduction, in: {0}",
                nl: "wat de regel van de motorische geleiding vraagt, in: {0}",
                .list(motor)
            )
        ] + sentences
    }

    // MARK: Conduction

    /// The nerve of a fact about a motor study; nil for other facts.
    private func motorNerve(_ fact: Fact) -> Localized? {
        let entry: Int
        switch fact.kind {
        case .entryQuantity, .fWave, .distalResponse, .distalDuration: entry = fact.first
        case .segmentQuantity, .segmentLong, .segmentEntrapment, .segmentDistalSite, .segmentProximalSite,
            .segmentDistance, .segmentResponse:
            entry = fact.first >= Self.firstImagined ? fact.first : fact.first / 32
        case .normalNerve: return Self.nerve(fact.first)?.words
        default: return nil
        }
        if entry >= Self.firstImagined {
            return Self.nerve(entry - Self.firstImagined).map { _ in
                Localized(en: "a nerve not studied yet", nl: "een nog niet onderzochte zenuw")
            }
        }
        return numbers.entries.indices.contains(entry) ? numbers.entries[entry].nerveSide.words : nil
    }

    private static let firstImagined = 0x10_0000

    private static func nerve(_ ordinal: Int) -> NerveSide? {
        Nerve.allCases.first { $0.ordinal == ordinal / 2 }
            .map { NerveSide(nerve: $0, side: ordinal % 2 == 0 ? .left : .right) }
    }

    private func sensory(_ literal: Literal) -> Sentence {
        let words = Self.nerve(literal.fact.first)?.words ?? Localized(same: "?")
        return literal.values == .yes
            ? Sentence(en: "normal sensory conduction: {0}", nl: "normale sensibele geleiding: {0}", .words(words))
            : Sentence(en: "abnormal sensory conduction: {0}", nl: "afwijkende sensibele geleiding: {0}", .words(words))
    }

    private static let demyelination = Sentence(
        en: "sensory demyelination or sparing of the sural nerve",
        nl: "sensibele demyelinisatie of n. suralis gespaard"
    )

    // MARK: Other results

    private static func sentence(_ literal: Literal, by step: StepSet) -> Sentence? {
        guard steps(literal.fact.kind).contains(step) else { return nil }
        let isYes = literal.values == .yes
        switch literal.fact.kind {
        case .sign: return sign(literal.fact.first, isPresent: isYes)
        case .course:
            return oneOf(Course.allCases, literal.values, not: .unknown, Localized(en: "course", nl: "beloop"))
        case .distribution:
            let name = Localized(en: "weakness", nl: "krachtsverlies")
            return oneOf(WeaknessDistribution.allCases, literal.values, not: .notExamined, name)
        case .limbPredominance:
            let name = Localized(en: "most affected", nl: "meest aangedaan")
            return oneOf(LimbPredominance.allCases, literal.values, not: .unknown, name)
        case .motorNerves:
            return count(
                literal.values,
                Localized(en: "weak motor nerves that count", nl: "zwakke motorische zenuwen die meetellen")
            )
        case .motorNerveLimbs:
            return count(
                literal.values,
                Localized(en: "limbs with weak motor nerves", nl: "ledematen met zwakke motorische zenuwen")
            )
        case .muscleGroup: return strength(literal.fact.first, isWeak: isYes)
        case .affectedLimbs where literal.fact.first > 0: return weakness(of: literal.fact.first - 1)
        default: break
        }
        guard let words = words[literal.fact.kind] else { return nil }
        return Sentence(isYes ? words.yes : words.no)
    }

    private static func sign(_ place: Int, isPresent: Bool) -> Sentence? {
        guard SignCode.byOrdinal.indices.contains(place) else { return nil }
        return Sentence(
            en: "{0}: {1}",
            nl: "{0}: {1}",
            .words(SignCode.byOrdinal[place].label),
            .words(isPresent ? Sign.present.label : Sign.absent.label)
        )
    }

    /// A code that was left open: those that are accepted, or all others, whichever are fewer.
    private static func oneOf<Choice: Code>(
        _ all: [Choice],
        _ values: FactValues,
        not unstated: Choice,
        _ name: Localized
    ) -> Sentence {
        let accepted = all.indices.filter { values.contains(.value($0)) }.map { all[$0] }
        let others = all.filter { $0 != unstated && !accepted.contains($0) }
        if others.count < accepted.count {
            return Sentence(
                en: "{0}: other than {1}",
                nl: "{0}: anders dan {1}",
                .words(name),
                .words(Localized.either(others.map(\.label)))
            )
        }
        return Sentence(en: "{0}: {1}", nl: "{0}: {1}", .words(name), .words(Localized.either(accepted.map(\.label))))
    }

    /// A count within bounds, or one of several ranges; seven stands for any higher one.
    static func count(_ values: FactValues, _ name: Localized) -> Sentence {
        let counts = (0...7).filter { values.contains(.value($0)) }
        let (lowest, highest) = (counts.first ?? 0, counts.last ?? 0)
        let isOneRange = highest - lowest + 1 == counts.count
        guard isOneRange, lowest == 0 || highest == 7 || lowest == highest else { return ranges(of: counts, name) }
        if highest == 7 {
            return Sentence(en: "{1}: at least {0}", nl: "{1}: minstens {0}", .count(lowest), .words(name))
        }
        return lowest == highest
            ? Sentence(en: "{1}: {0}", nl: "{1}: {0}", .count(lowest), .words(name))
            : Sentence(en: "{1}: at most {0}", nl: "{1}: hoogstens {0}", .count(highest), .words(name))
    }

    /// Counts that do not all follow each other: `0, or 2 or more`.
    private static func ranges(of counts: [Int], _ name: Localized) -> Sentence {
        var ranges: [ClosedRange<Int>] = []
        for count in counts {
            if let last = ranges.last, last.upperBound + 1 == count {
                ranges[ranges.count - 1] = last.lowerBound...count
            } else {
                ranges.append(count...count)
            }
        }
        let words = ranges.map { range in
            let (from, to) = (range.lowerBound, range.upperBound)
            if to == 7 { return Localized(en: "\(from) or more", nl: "\(from) of meer") }
            return from == to ? Localized(same: "\(from)") : Localized(en: "\(from) to \(to)", nl: "\(from) t/m \(to)")
        }
        let all = Localized(
            en: words.map(\.en).joined(separator: ", or "),
            nl: words.map(\.nl).joined(separator: ", of ")
        )
        return Sentence(en: "{1}: {0}", nl: "{1}: {0}", .words(all), .words(name))
    }

    private static func strength(_ group: Int, isWeak: Bool) -> Sentence? {
        guard MuscleGroup.allCases.indices.contains(group) else { return nil }
        return Sentence(
            en: "{0}: {1}",
            nl: "{0}: {1}",
            .words(MuscleGroup.allCases[group].label),
            .words((isWeak ? GroupStrength.weak : .strong).label)
        )
    }

    private static func weakness(of limb: Int) -> Sentence? {
        guard Limb.allCases.indices.contains(limb) else { return nil }
        return Sentence(
            en: "weak muscles: {0}",
            nl: "zwakke spieren: {0}",
            .words(Limb.allCases[limb].label)
        )
    }

    /// The steps that may bring a fact.
    private static func steps(_ kind: Fact.Kind) -> StepSet {
        switch kind {
        case .panel, .kinase: .blood
        case .needle: .needle
        case .antiGM1: .antibodies
        case .spinalFluid: .lumbarPuncture
        case .plexusMri: .plexusMri
        case .ultrasound: .ultrasound
        case .improvement: .response
        default: .examination
        }
    }

    private static let words: [Fact.Kind: (yes: Localized, no: Localized)] = [
        .duration: (
            Localized(en: "long enough duration", nl: "lang genoeg bestaan"),
            Localized(en: "too short a duration", nl: "te kort bestaan")
        ),
        .age: (
            Localized(en: "an age at onset that fits", nl: "een passende leeftijd bij begin"),
            Localized(en: "an age at onset that does not fit", nl: "een niet-passende leeftijd bij begin")
        ),
        .regions: (
            Localized(en: "few enough weak regions", nl: "niet te veel zwakke regio's"),
            Localized(en: "too many weak regions", nl: "te veel zwakke regio's")
        ),
        .sensoryLossLimbs: (
            Localized(en: "sensory loss in at least two limbs", nl: "gevoelsstoornis in minstens twee ledematen"),
            Localized(en: "sensory loss in no more than one limb", nl: "gevoelsstoornis in hoogstens één ledemaat")
        ),
        .reflex: (
            Localized(en: "reflexes reduced or absent", nl: "reflexen verlaagd of afwezig"),
            Localized(en: "reflexes not reduced", nl: "reflexen niet verlaagd")
        ),
        .affectedLimbs: same(en: "which limbs are affected", nl: "welke ledematen zijn aangedaan"),
        .panel: same(en: "a complete, normal minimum panel", nl: "volledig en normaal minimaal bloedonderzoek"),
        .kinase: same(en: "normal creatine kinase", nl: "normaal creatinekinase"),
        .needle: (
            Localized(en: "no myopathic units", nl: "geen myopathische eenheden"),
            Localized(en: "myopathic units", nl: "myopathische eenheden")
        ),
        .antiGM1: (
            Localized(en: "IgM anti-GM1 raised", nl: "IgM anti-GM1 verhoogd"),
            Localized(en: "IgM anti-GM1 negative", nl: "IgM anti-GM1 negatief")
        ),
        .spinalFluid: (
            Localized(en: "cerebrospinal fluid that fits", nl: "passende liquor"),
            Localized(en: "cerebrospinal fluid that does not fit", nl: "niet-passende liquor")
        ),
        .plexusMri: (
            Localized(en: "brachial plexus abnormal", nl: "plexus brachialis afwijkend"),
            Localized(en: "brachial plexus normal", nl: "plexus brachialis normaal")
        ),
        .ultrasound: (
            Localized(en: "nerves enlarged", nl: "verdikte zenuwen"),
            Localized(en: "nerves not enlarged", nl: "geen verdikte zenuwen")
        ),
        .improvement: (
            Localized(en: "objective improvement", nl: "objectieve verbetering"),
            Localized(en: "no objective improvement", nl: "geen objectieve verbetering")
        ),
    ]

    private static func same(en: String, nl: String) -> (yes: Localized, no: Localized) {
        (Localized(en: en, nl: nl), Localized(en: en, nl: nl))
    }
}

extension Localized {
    /// `a, b or c`; a comma within one of them would seem to end it, and is left out.
    fileprivate static func either(_ words: [Localized]) -> Localized {
        func joined(_ words: [String], _ or: String) -> String {
            let words = words.map { $0.replacing(",", with: "") }
            guard let last = words.last, words.count > 1 else { return words.joined() }
            return "\(words.dropLast().joined(separator: ", ")) \(or) \(last)"
        }
        return Localized(en: joined(words.map(\.en), "or"), nl: joined(words.map(\.nl), "of"))
    }
}
