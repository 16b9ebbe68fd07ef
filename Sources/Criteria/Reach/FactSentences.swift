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
        nl: "sensibele demyelinisatie of sparing van de n. suralis"
    )

    // MARK: Other results

    private static func sentence(_ literal: Literal, by step: StepSet) -> Sentence? {
        guard steps(literal.fact.kind).contains(step) else { return nil }
        let isYes = literal.values == .yes
        if literal.fact.kind == .sign { return sign(literal.fact.first, isPresent: isYes) }
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
        .course: same(en: "the course", nl: "het beloop"),
        .duration: (
            Localized(en: "long enough duration", nl: "lang genoeg bestaan"),
            Localized(en: "too short a duration", nl: "te kort bestaan")
        ),
        .distribution: same(en: "the distribution of weakness", nl: "de verdeling van de zwakte"),
        .limbPredominance: same(en: "the limbs most affected", nl: "de meest aangedane ledematen"),
        .age: same(en: "the age at onset", nl: "de leeftijd bij begin"),
        .regions: same(en: "the weak regions", nl: "de zwakke regio's"),
        .motorNerves: same(en: "the weak motor nerves", nl: "de zwakke motorische zenuwen"),
        .motorNerveLimbs: same(en: "the weak motor nerves", nl: "de zwakke motorische zenuwen"),
        .sensoryLossLimbs: same(en: "the limbs with sensory loss", nl: "de ledematen met gevoelsstoornis"),
        .reflex: same(en: "the reflexes", nl: "de reflexen"),
        .muscleGroup: same(en: "grades of strength", nl: "krachtgraden"),
        .affectedLimbs: same(en: "the affected limbs", nl: "de aangedane ledematen"),
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
            Localized(en: "cerebrospinal fluid that does not fit", nl: "niet passende liquor")
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
