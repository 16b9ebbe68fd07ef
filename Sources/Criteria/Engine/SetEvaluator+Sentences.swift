// The words for what was asked of a patient and what was found.
import Domain
import FoundationEssentials

extension SetEvaluator {
    /// What a question about the patient came to.
    func sentence(_ place: Int, _ judged: Judged) -> Sentence {
        let leaf = compiled.patient.leaves[place]
        switch leaf {
        case .absent(let code), .present(let code), .notPresent(let code): return sentence(code)
        case .course:
            return stated(facts.history.course?.value.label, en: "course", nl: "beloop")
        case .durationLonger, .durationAtLeast: return durationSentence
        case .distribution, .motorNerves, .motorNerveLimbs: return weaknessSentence(leaf)
        case .limbPredominance:
            return stated(facts.history.limbPredominance?.value.label, en: "most affected", nl: "meest aangedaan")
        case .ageAtOnset(let ages): return ageSentence(ages, judged.verdict)
        case .weakRegionsBelow:
            let (weak, unknown) = facts.strength.regionCounts
            return Sentence(
                en: "{0} of 8 regions weak, {1} not graded",
                nl: "{0} van 8 regio's zwak, {1} zonder krachtgraad",
                .count(weak),
                .count(unknown)
            )
        case .sensoryLoss: return sensoryLossSentence
        case .reflexesReduced(let extent): return reflexSentence(extent)
        case .weak(let group), .strong(let group):
            return Sentence(
                en: "{0}: {1}",
                nl: "{0}: {1}",
                .words(group.label),
                .words(facts.strength.strength(of: group).label)
            )
        case .noWeakGrade:
            return judged.verdict == .met
                ? Sentence(en: "no grade below 5", nl: "geen krachtgraad lager dan 5")
                : Sentence(en: "some grade below 5", nl: "een krachtgraad lager dan 5")
        case .excluded, .antiGM1Raised, .proteinRaised, .proteinBelow, .dissociation, .plexusMriAbnormal,
            .ultrasoundEnlarged, .improvement:
            return testSentence(leaf, judged)
        case .nerves: return compiled.nerveCounts[place].map { sentence(tally(place, $0)) } ?? ""
        case .everyEntry, .sensoryNormal, .sensoryAbnormal, .sensoryDemyelination:
            return sensorySentence(leaf, judged)
        }
    }

    private func stated(_ label: Localized?, en: String, nl: String) -> Sentence {
        guard let label else {
            return Sentence(en: "{0} not recorded", nl: "{0} niet vastgelegd", .words(Localized(en: en, nl: nl)))
        }
        return Sentence(en: "{0}: {1}", nl: "{0}: {1}", .words(Localized(en: en, nl: nl)), .words(label))
    }

    // MARK: History and examination

    private func sentence(_ code: SignCode) -> Sentence {
        let answer: Sign =
            switch facts.signs[code] {
            case nil: .notExamined
            case .some(let sign): sign.isPresent ? .present : .absent
            }
        return Self.signSentences[code.ordinal][answer == .present ? 0 : answer == .absent ? 1 : 2]
    }

    /// What can be said of each sign, made once: cases ask little else so often.
    private static let signSentences: [[Sentence]] = SignCode.byOrdinal.map { code in
        [Sign.present, .absent, .notExamined].map { answer in
            Sentence(en: "{0}: {1}", nl: "{0}: {1}", .words(code.label), .words(answer.label))
        }
    }

    private var durationSentence: Sentence {
        switch facts.history.duration?.value {
        case nil: Sentence(en: "duration not recorded", nl: "duur niet vastgelegd")
        case .months(let months): Sentence(en: "duration {0} months", nl: "duur {0} maanden", .number(months))
        case .since(let onset):
            if let end = facts.history.latestExamination {
                Sentence(
                    en: "since {0}, examined {1}",
                    nl: "sinds {0}, onderzocht {1}",
                    .text(onset.description),
                    .text(end.value.description)
                )
            } else {
                Sentence(
                    en: "since {0}, examined on an unknown day",
                    nl: "sinds {0}, onderzocht op een onbekende dag",
                    .text(onset.description)
                )
            }
        }
    }

    private func weaknessSentence(_ leaf: PatientLeaf) -> Sentence {
        if case .distribution = leaf {
            return stated(facts.history.distribution?.value.label, en: "weakness", nl: "krachtsverlies")
        }
        guard let nerves = facts.history.motorNerves?.value else {
            return Sentence(en: "weak motor nerves not recorded", nl: "zwakke motorische zenuwen niet vastgelegd")
        }
        guard !nerves.isEmpty else {
            return Sentence(en: "no weak motor nerve", nl: "geen zwakke motorische zenuw")
        }
        return Sentence(
            en: "weak motor nerves: {0} ({1})",
            nl: "zwakke motorische zenuwen: {0} ({1})",
            .count(nerves.count),
            .list(nerves.map(\.words))
        )
    }

    private func ageSentence(_ ages: ClosedRange<Int>, _ verdict: Verdict) -> Sentence {
        switch verdict {
        case .unknown:
            Sentence(
                en: "age at onset not certain: birth date or onset is missing or not exact",
                nl: "leeftijd bij begin niet zeker: geboortedatum of begin ontbreekt of is niet precies"
            )
        case .met:
            Sentence(
                en: "age at onset from {0} to {1}",
                nl: "leeftijd bij begin van {0} tot en met {1}",
                .count(ages.lowerBound),
                .count(ages.upperBound)
            )
        case .notMet:
            Sentence(
                en: "age at onset not from {0} to {1}",
                nl: "leeftijd bij begin niet van {0} tot en met {1}",
                .count(ages.lowerBound),
                .count(ages.upperBound)
            )
        }
    }

    private var sensoryLossSentence: Sentence {
        guard facts.signs.isPresent(.objectiveSensoryLoss) == .met, let limbs = facts.signs.sensoryLossLimbs else {
            return sentence(.objectiveSensoryLoss)
        }
        return Sentence(
            en: "objective sensory loss: {0}",
            nl: "objectieve gevoelsstoornis: {0}",
            .list(limbs.value.map(\.label))
        )
    }

    private func reflexSentence(_ extent: ReflexExtent) -> Sentence {
        guard let limbs = limbs(extent) else {
            return Sentence(
                en: "no limb is known to be affected",
                nl: "van geen ledemaat staat vast dat het is aangedaan"
            )
        }
        let parts = limbs.map { limb in
            Sentence(
                en: "{0}: {1}",
                nl: "{0}: {1}",
                .words(limb.label),
                .words(facts.reflexes.areReduced(in: limb).verdict.reflexLabel)
            )
        }
        return Sentence(en: "reflexes: {0}", nl: "reflexen: {0}", .sentences(parts))
    }
}

extension Verdict {
    /// What a verdict about reduced reflexes says of a limb.
    fileprivate var reflexLabel: Localized {
        switch self {
        case .met: Localized(en: "reduced or absent", nl: "verlaagd of afwezig")
        case .notMet: Localized(en: "not reduced", nl: "niet verlaagd")
        case .unknown: Localized(en: "not examined", nl: "niet onderzocht")
        }
    }
}

extension GroupStrength {
    /// What a person reads.
    var label: Localized {
        switch self {
        case .weak: Localized(en: "weak", nl: "zwak")
        case .strong: Localized(en: "of full strength", nl: "op volle kracht")
        case .unknown: Localized(en: "not graded", nl: "zonder krachtgraad")
        }
    }
}

extension NerveSide {
    /// Nerve and side in words.
    var words: Localized { Self.words[ordinal] }

    /// By the number of the nerve of a side; made once.
    private static let words: [Localized] = Nerve.allCases.sorted { $0.ordinal < $1.ordinal }.flatMap { nerve in
        [Side.left, .right].map { side in
            let nerve = NerveSide(nerve: nerve, side: side)
            return Localized(en: nerve.label(.en), nl: nerve.label(.nl))
        }
    }
}
