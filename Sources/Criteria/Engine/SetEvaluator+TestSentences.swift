// The words for tests and for counts of nerves.
import Domain
import FoundationEssentials

extension SetEvaluator {
    // MARK: Tests

    /// What a question about a test came to.
    func testSentence(_ leaf: PatientLeaf, _ judged: Judged) -> Sentence {
        switch leaf {
        case .proteinRaised(let otherwise, let below):
            return spinalFluidSentence(judged) { Self.raisedProtein($0, above: otherwise, below: below) }
        case .proteinBelow(let bound):
            return spinalFluidSentence(judged) { Self.protein($0, isBelow: bound) }
        case .dissociation(let rule):
            return spinalFluidSentence(judged) { dissociationSentence($0, rule) }
        case .plexusMriAbnormal where judged.verdict != .met && !judged.evidence.isEmpty:
            return plexusSentence(judged.evidence)
        case .ultrasoundEnlarged where judged.evidence.isEmpty && facts.imaging.hasUltrasound:
            return Self.uncountedUltrasound
        default: break
        }
        guard let words = Self.testWords(leaf) else { return "" }
        let answer: Localized =
            switch judged.verdict {
            case .met: words.met
            case .notMet: words.notMet
            case .unknown: judged.evidence.isEmpty ? words.missing : words.open
            }
        return Sentence(answer)
    }

    /// The words of a test for each verdict; `missing` where nothing was recorded, `open` where it does not decide.
    private struct TestWords {
        let met: Localized
        let notMet: Localized
        let open: Localized
        let missing: Localized
    }

    private static func testWords(_ leaf: PatientLeaf) -> TestWords? {
        switch leaf {
        case .excluded(.otherNeuropathy): otherNeuropathy
        case .excluded(.myopathy): myopathy
        case .antiGM1Raised: antiGM1
        case .plexusMriAbnormal: plexus
        case .ultrasoundEnlarged: ultrasound
        case .improvement: improvement
        default: nil
        }
    }

    private static let otherNeuropathy = TestWords(
        met: Localized(en: "another neuropathy is excluded", nl: "een andere neuropathie is uitgesloten"),
        notMet: Localized(en: "another neuropathy was found", nl: "er is een andere neuropathie gevonden"),
        open: Localized(
            en: "the minimum blood panel is not complete and normal",
            nl: "het minimale bloedonderzoek is niet volledig en normaal"
        ),
        missing: Localized(
            en: "neither the sign nor the minimum blood panel is recorded",
            nl: "noch het teken, noch het minimale bloedonderzoek is vastgelegd"
        )
    )
    private static let myopathy = TestWords(
        met: Localized(en: "myopathy is excluded", nl: "een myopathie is uitgesloten"),
        notMet: Localized(en: "signs of a myopathy were found", nl: "er zijn tekenen van een myopathie gevonden"),
        open: Localized(
            en: "needle examination and creatine kinase do not decide",
            nl: "naald-EMG en creatinekinase geven geen uitsluitsel"
        ),
        missing: Localized(
            en: "sign, creatine kinase and needle examination are not recorded",
            nl: "teken, creatinekinase en naald-EMG zijn niet vastgelegd"
        )
    )
    private static let antiGM1 = TestWords(
        met: Localized(en: "IgM anti-GM1 raised", nl: "IgM anti-GM1 verhoogd"),
        notMet: Localized(
            en: "IgM anti-GM1 negative, which does not exclude MMN",
            nl: "IgM anti-GM1 negatief; dat sluit MMN niet uit"
        ),
        open: Localized(
            en: "IgM anti-GM1 borderline or without a laboratory reading",
            nl: "IgM anti-GM1 in het grensgebied of zonder oordeel van het laboratorium"
        ),
        missing: Localized(en: "IgM anti-GM1 not done", nl: "IgM anti-GM1 niet bepaald")
    )
    private static let plexus = TestWords(
        met: Localized(
            en: "T2 hyperintensity and diffuse swelling of the brachial plexus",
            nl: "verhoogd T2-signaal en diffuse zwelling van de plexus brachialis"
        ),
        notMet: Localized(
            en: "MRI of the brachial plexus does not fit",
            nl: "MRI van de plexus brachialis past er niet bij"
        ),
        open: Localized(
            en: "MRI of the brachial plexus does not decide",
            nl: "MRI van de plexus brachialis geeft geen uitsluitsel"
        ),
        missing: Localized(en: "MRI of the brachial plexus not done", nl: "MRI van de plexus brachialis niet gedaan")
    )
    private static let ultrasound = TestWords(
        met: Localized(en: "nerves enlarged on ultrasound", nl: "zenuwen verdikt op echo"),
        notMet: Localized(en: "nerves not enlarged at two sites", nl: "zenuwen niet op twee plaatsen verdikt"),
        open: Localized(en: "ultrasound does not decide", nl: "echo geeft geen uitsluitsel"),
        missing: Localized(en: "nerve ultrasound not done", nl: "zenuwecho niet gedaan")
    )
    private static let uncountedUltrasound = Sentence(
        en: "ultrasound recorded, but without a measurement that counts",
        nl: "zenuwecho vastgelegd, maar zonder meting die meetelt"
    )
    private static let improvement = TestWords(
        met: Localized(en: "objective improvement on treatment", nl: "objectieve verbetering op behandeling"),
        notMet: Localized(
            en: "no objective improvement on treatment",
            nl: "geen objectieve verbetering op behandeling"
        ),
        open: Localized(en: "response to treatment not examined", nl: "effect van behandeling niet onderzocht"),
        missing: Localized(en: "not treated, or not recorded", nl: "niet behandeld, of niet vastgelegd")
    )

    // MARK: Nerves

    /// What a count of motor nerves came to.
    func sentence(_ tally: NerveTally) -> Sentence {
        guard tally.isRangeKnown else {
            return Sentence(
                en: "no limb is known to be affected",
                nl: "van geen ledemaat staat vast dat het is aangedaan"
            )
        }
        guard !tally.range.isEmpty else {
            return Sentence(en: "none of these nerves was studied", nl: "geen van deze zenuwen is onderzocht")
        }
        func words(_ mask: NerveMask) -> [Localized] { mask.nerves.map { numbers.nerves[$0].nerveSide.words } }
        switch tally.verdict {
        case .met: return Sentence(en: "found in: {0}", nl: "gevonden in: {0}", .list(words(tally.met)))
        case .unknown:
            return Sentence(
                en: "cannot be judged in: {0}",
                nl: "niet te beoordelen in: {0}",
                .list(words(tally.unknown))
            )
        case .notMet:
            let found = words(tally.met)
            guard !found.isEmpty else {
                return Sentence(
                    en: "found in none of {0} nerves studied",
                    nl: "gevonden in geen van {0} onderzochte zenuwen",
                    .count(tally.range.rawValue.nonzeroBitCount)
                )
            }
            return Sentence(en: "found only in: {0}", nl: "alleen gevonden in: {0}", .list(found))
        }
    }

    /// What a question about sensory studies, or about every motor entry, came to.
    func sensorySentence(_ leaf: PatientLeaf, _ judged: Judged) -> Sentence {
        if case .everyEntry = leaf {
            return switch judged.verdict {
            case .met: Sentence(en: "motor conduction normal", nl: "motorische geleiding normaal")
            case .notMet: Sentence(en: "motor conduction not normal", nl: "motorische geleiding niet normaal")
            case .unknown:
                Sentence(en: "motor conduction not complete", nl: "motorische geleiding niet volledig")
            }
        }
        guard !numbers.sensory.isEmpty else {
            return Sentence(en: "no sensory nerve was studied", nl: "er is geen sensibele zenuw onderzocht")
        }
        func nerves(_ verdict: Verdict) -> [Localized] {
            numbers.sensory.filter { $0.isNormal == verdict }.map(\.nerveSide.words)
        }
        let parts = [
            (nerves(.met), "normal", "normaal"), (nerves(.notMet), "abnormal or absent", "afwijkend of afwezig"),
            (nerves(.unknown), "not to be judged", "niet te beoordelen"),
        ]
        return Sentence(
            en: "sensory conduction: {0}",
            nl: "sensibele geleiding: {0}",
            .sentences(
                parts.filter { !$0.0.isEmpty }.map { nerves, en, nl in
                    Sentence(en: "\(en): {0}", nl: "\(nl): {0}", .list(nerves))
                }
            )
        )
    }
}
