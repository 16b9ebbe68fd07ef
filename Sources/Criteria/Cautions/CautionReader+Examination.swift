// Cautions that the neurological examination raises.
import Domain

extension CautionReader {
    /// Looks at history, signs, reflexes and grades.
    mutating func readExamination() {
        readUpperMotorNeuron()
        readSign(
            .bulbarMarked,
            .redFlagBulbar,
            Sentence(
                en: "Marked bulbar involvement is recorded: this is rare in MMN; assess urgently.",
                nl: "Er zijn duidelijke bulbaire verschijnselen vastgelegd: zeldzaam bij MMN; beoordeel met spoed."
            )
        )
        readSign(
            .respiratory,
            .redFlagRespiratory,
            Sentence(
                en: "Weakness of respiratory muscles is recorded: this is rare in MMN; assess urgently.",
                nl: "Er is zwakte van de ademhalingsspieren vastgelegd: zeldzaam bij MMN; beoordeel met spoed."
            )
        )
        readSign(
            .diffuseSymmetricWeaknessAtOnset,
            .redFlagDiffuseOnset,
            Sentence(
                en:
                    "Weakness was diffuse and symmetric in the first weeks: not MMN; think of CIDP or Guillain-Barré syndrome.",
                nl:
                    "De zwakte was in de eerste weken diffuus en symmetrisch: geen MMN; denk aan CIDP of het syndroom van Guillain-Barré."
            )
        )
        readSensory()
        readAcuteOnset()
        readAsymmetry()
    }

    private mutating func readSign(_ sign: SignCode, _ code: CaseCautionCode, _ text: Sentence) {
        guard facts.signs[sign]?.isPresent == true else { return }
        raise(code, text, facts.signs.evidence(sign))
    }

    /// Upper motor neuron, spastic tone, clonus, extensor plantar or pseudobulbar signs, or a reflex with clonus.
    private mutating func readUpperMotorNeuron() {
        let found = Self.upperMotorNeuronSigns.filter { facts.signs[$0]?.isPresent == true }
        let clonus = facts.reflexes.clonus
        guard !found.isEmpty || !clonus.isEmpty else { return }
        var names = found.map(\.label)
        if !clonus.isEmpty { names.append(Localized(en: "a reflex with clonus", nl: "een reflex met clonus")) }
        raise(
            .redFlagUpperMotorNeuron,
            Sentence(
                en: "Recorded: {0}. Think of amyotrophic lateral sclerosis (ALS).",
                nl: "Vastgelegd: {0}. Denk aan amyotrofische laterale sclerose (ALS).",
                .list(names)
            ),
            (found.flatMap { facts.signs.evidence($0) } + clonus).distinct
        )
    }

    private static let upperMotorNeuronSigns: [SignCode] = [
        .upperMotorNeuron, .spasticTone, .clonus, .extensorPlantar, .pseudobulbar,
    ]

    /// Objective sensory loss, or a sensory study that is abnormal or absent, in the protocol of MMN.
    private mutating func readSensory() {
        guard protocolCode == "mmn" else { return }
        let hasLoss = facts.signs[.objectiveSensoryLoss]?.isPresent == true
        let studies = facts.conduction.sensory.filter { $0.reading == .abnormal || $0.reading == .absent }
        guard hasLoss || !studies.isEmpty else { return }
        var names = hasLoss ? [Localized(en: "objective sensory loss", nl: "een objectieve gevoelsstoornis")] : []
        for study in studies {
            let nerve = Localized.nerve(study.entry.nerve, study.entry.side)
            names.append(
                study.reading == .absent
                    ? Localized(
                        en: "absent sensory response of the \(nerve.en)",
                        nl: "afwezige sensibele respons van de \(nerve.nl)"
                    )
                    : Localized(
                        en: "abnormal sensory study of the \(nerve.en)",
                        nl: "afwijkend sensibel onderzoek van de \(nerve.nl)"
                    )
            )
        }
        raise(
            .redFlagSensory,
            Sentence(
                en: "Recorded: {0}. Think of multifocal CIDP or vasculitis.",
                nl: "Vastgelegd: {0}. Denk aan multifocale CIDP of vasculitis.",
                .list(names)
            ),
            (hasLoss ? facts.signs.evidence(.objectiveSensoryLoss) : []) + studies.map(\.place)
        )
    }

    /// An acute course, or certainly less than 8 weeks. An onset after the examination is no duration at all.
    private mutating func readAcuteOnset() {
        if let course = facts.history.course, course.value == .acute {
            raise(
                .redFlagAcuteOnset,
                Sentence(
                    en:
                        "The course is acute: think of Guillain-Barré syndrome, acute motor axonal neuropathy or vasculitis.",
                    nl:
                        "Het beloop is acuut: denk aan het syndroom van Guillain-Barré, acute motorische axonale neuropathie of vasculitis."
                ),
                [course.place]
            )
        } else if facts.history.durationIsAtLeast(weeks: 8) == .notMet, !isOnsetAfterExamination {
            raise(
                .redFlagAcuteOnset,
                Sentence(
                    en:
                        "The illness lasts less than 8 weeks: think of Guillain-Barré syndrome, acute motor axonal neuropathy or vasculitis.",
                    nl:
                        "De klachten bestaan minder dan 8 weken: denk aan het syndroom van Guillain-Barré, acute motorische axonale neuropathie of vasculitis."
                ),
                facts.history.durationEvidence
            )
        }
    }

    private var isOnsetAfterExamination: Bool {
        guard case .since(let onset) = facts.history.duration?.value, let end = facts.history.latestExamination?.value
        else { return false }
        return onset.firstDay > end.lastDay
    }

    /// An asymmetric distribution although no muscle is graded differently on both sides: by 1 where the weaker side is above
    /// 3, by 2 where it is not (section 1, House readings: at least so many grades).
    private mutating func readAsymmetry() {
        guard let distribution = facts.history.distribution,
            distribution.value == .focalAsymmetric || distribution.value == .multifocalAsymmetric
        else { return }
        var pairCount = 0
        var places: [CasePlace] = [distribution.place]
        for left in facts.strength.grades where left.side == .left {
            let other = facts.strength.grades.first {
                $0.side == .right && $0.muscle == left.muscle && ($0.muscle != nil || $0.name == left.name)
            }
            guard let right = other else { continue }
            let (weaker, stronger) = (min(left.grade, right.grade), max(left.grade, right.grade))
            if stronger.halves - weaker.halves >= (weaker > 3 ? 2 : 4) { return }
            pairCount += 1
            places += [left.place, right.place]
        }
        guard pairCount > 0 else { return }
        raise(
            .asymmetryNotShown,
            Sentence(
                en:
                    "The distribution is stated as {0}, but {1} by enough between the sides: it takes 1 grade of difference above grade 3, and 2 otherwise. The grades do not show asymmetry.",
                nl:
                    "Als verdeling is vastgelegd: {0}, maar {1} genoeg tussen links en rechts: nodig is 1 graad verschil boven graad 3, anders 2. De krachtgraden tonen geen asymmetrie.",
                .words(distribution.value.label),
                .words(
                    pairCount == 1
                        ? Localized(
                            en: "the only muscle graded on both sides does not differ",
                            nl: "de enige spier die aan beide zijden is gegradeerd verschilt niet"
                        )
                        : Localized(
                            en: "none of the \(pairCount) muscles graded on both sides differs",
                            nl: "geen van de \(pairCount) spieren die aan beide zijden zijn gegradeerd verschilt"
                        )
                )
            ),
            places.distinct
        )
    }
}
