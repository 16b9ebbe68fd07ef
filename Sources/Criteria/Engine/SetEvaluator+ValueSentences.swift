// The words for tests whose answer rests on values: each value with the limit it was held against, each sign as it was found.
import Domain
import FoundationEssentials

extension SetEvaluator {
    // MARK: Cerebrospinal fluid

    /// What the samples that decided say, one sentence for each that differs.
    func spinalFluidSentence(_ judged: Judged, _ sentence: (CerebrospinalFluid) -> Sentence) -> Sentence {
        let samples = judged.evidence.compactMap(facts.spinalFluid.sample)
        guard !samples.isEmpty else {
            return facts.spinalFluid.isExamined ? Self.proteinMissing : Self.spinalFluidMissing
        }
        return .distinct(samples.map(sentence))
    }

    /// Whether protein lies above a limit of the laboratory, or else of the rule, and below a bound.
    static func raisedProtein(_ sample: CerebrospinalFluid, above otherwise: Decimal, below bound: Decimal) -> Sentence
    {
        guard let protein = sample.proteinGramPerLitre else { return proteinMissing }
        let upper = sample.proteinUpperGramPerLitre ?? otherwise
        guard protein > upper else { return self.protein(protein, isAbove: upper) }
        guard protein < bound else { return self.protein(sample, isBelow: bound) }
        return Sentence(
            en: "protein {0} g/L, above {1} and below {2} g/L",
            nl: "eiwit {0} g/L, boven {1} en onder {2} g/L",
            .number(protein),
            .number(upper),
            .number(bound)
        )
    }

    /// Whether protein lies below a bound.
    static func protein(_ sample: CerebrospinalFluid, isBelow bound: Decimal) -> Sentence {
        guard let protein = sample.proteinGramPerLitre else { return proteinMissing }
        return protein < bound
            ? Sentence(
                en: "protein {0} g/L, below {1} g/L",
                nl: "eiwit {0} g/L, onder {1} g/L",
                .number(protein),
                .number(bound)
            )
            : Sentence(
                en: "protein {0} g/L, not below {1} g/L",
                nl: "eiwit {0} g/L, niet onder {1} g/L",
                .number(protein),
                .number(bound)
            )
    }

    private static func protein(_ protein: Decimal, isAbove bound: Decimal) -> Sentence {
        protein > bound
            ? Sentence(
                en: "protein {0} g/L, above {1} g/L",
                nl: "eiwit {0} g/L, boven {1} g/L",
                .number(protein),
                .number(bound)
            )
            : Sentence(
                en: "protein {0} g/L, not above {1} g/L",
                nl: "eiwit {0} g/L, niet boven {1} g/L",
                .number(protein),
                .number(bound)
            )
    }

    /// Few cells beside raised protein, each with its limit; the limit of the protein goes by the age.
    func dissociationSentence(_ sample: CerebrospinalFluid, _ rule: CerebrospinalDissociation) -> Sentence {
        .joined([Self.cells(sample, rule), proteinByAge(sample, rule)])
    }

    private static func cells(_ sample: CerebrospinalFluid, _ rule: CerebrospinalDissociation) -> Sentence {
        guard let cells = sample.leukocytesPerMicrolitre else {
            return Sentence(en: "leukocytes not recorded", nl: "leukocyten niet vastgelegd")
        }
        return cells <= rule.leukocytesAtMost
            ? Sentence(
                en: "leukocytes {0}/µL, at most {1}",
                nl: "leukocyten {0}/µL, hoogstens {1}",
                .number(cells),
                .number(rule.leukocytesAtMost)
            )
            : Sentence(
                en: "leukocytes {0}/µL, more than {1}",
                nl: "leukocyten {0}/µL, meer dan {1}",
                .number(cells),
                .number(rule.leukocytesAtMost)
            )
    }

    private func proteinByAge(_ sample: CerebrospinalFluid, _ rule: CerebrospinalDissociation) -> Sentence {
        guard let protein = sample.proteinGramPerLitre else { return Self.proteinMissing }
        switch facts.spinalFluid.isOld(sample, rule) {
        case .met: return Self.protein(protein, isAbove: rule.proteinAboveFromAge)
        case .notMet: return Self.protein(protein, isAbove: rule.proteinAboveUnderAge)
        case .unknown: break
        }
        // Above the higher limit, or not above the lower one, the age does not matter.
        if protein > rule.proteinAboveFromAge { return Self.protein(protein, isAbove: rule.proteinAboveFromAge) }
        if protein <= rule.proteinAboveUnderAge { return Self.protein(protein, isAbove: rule.proteinAboveUnderAge) }
        return Sentence(
            en: "protein {0} g/L, above {1} but not above {2} g/L, which counts from {3} years: age not certain",
            nl: "eiwit {0} g/L, boven {1} maar niet boven {2} g/L, wat vanaf {3} jaar telt: leeftijd niet zeker",
            .number(protein),
            .number(rule.proteinAboveUnderAge),
            .number(rule.proteinAboveFromAge),
            .count(rule.ageYears)
        )
    }

    private static let proteinMissing = Sentence(
        en: "protein in cerebrospinal fluid not recorded",
        nl: "eiwit in de liquor niet vastgelegd"
    )
    private static let spinalFluidMissing = Sentence(
        en: "cerebrospinal fluid not examined",
        nl: "liquor niet onderzocht"
    )

    // MARK: Magnetic resonance

    /// Both signs of the plexus, as the images that decided have them: normal is only said of what was found so.
    func plexusSentence(_ places: [CasePlace]) -> Sentence {
        .distinct(
            places.compactMap(facts.imaging.plexusSigns).map { signs in
                Sentence(
                    en: "brachial plexus on MRI: T2 hyperintensity {0}, diffuse swelling {1}; both are asked for",
                    nl:
                        "plexus brachialis op MRI: verhoogd T2-signaal {0}, diffuse zwelling {1}; beide worden gevraagd",
                    .words((signs.t2Hyperintensity ?? .notExamined).label),
                    .words((signs.diffuseSwelling ?? .notExamined).label)
                )
            }
        )
    }
}

extension Sentence {
    /// Sentences one after another, each once.
    fileprivate static func distinct(_ sentences: [Sentence]) -> Sentence {
        var distinct: [Sentence] = []
        for sentence in sentences where !distinct.contains(sentence) { distinct.append(sentence) }
        return .joined(distinct)
    }
}
