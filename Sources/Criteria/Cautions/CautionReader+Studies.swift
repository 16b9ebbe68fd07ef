// Cautions about what a conduction study lacks, and about limbs that were too cold.
import Domain
import FoundationEssentials

extension CautionReader {
    /// Looks at what the studies with motor entries lack, and at the temperature in every one: cold slows sensory nerves too.
    mutating func readStudies() {
        readColdLimbs()
        guard !facts.conduction.motor.isEmpty else { return }
        readMissingAreas()
        readMissingLimits()
        for (index, study) in file.nerveConductionStudies.enumerated() where !study.motor.isEmpty {
            read(study, at: CasePlace(.nerveConductionStudies, index))
        }
        readCompleteness()
    }

    private mutating func readMissingAreas() {
        let entries = facts.conduction.motor.filter(\.lacksArea)
        guard !entries.isEmpty else { return }
        raise(
            .areaMissing,
            Sentence(
                en: "The area of the response is missing: {0}. Block cannot be judged there; ask the laboratory.",
                nl:
                    "De oppervlakte van de respons ontbreekt: {0}. Een blok is daar niet te beoordelen; vraag het na bij het laboratorium.",
                .list(Self.nerves(of: entries))
            ),
            entries.map(\.place)
        )
    }

    /// The limits that rules need and nobody stated: without that of the amplitude block cannot be judged, without the others
    /// slowing cannot.
    private mutating func readMissingLimits() {
        let motor = facts.conduction.motor
        guard motor.contains(where: \.lacksLimit) else { return }
        let gaps = MotorLimit.allCases.map { limit in (limit: limit, entries: motor.filter { $0.lacks(limit) }) }
            .filter { !$0.entries.isEmpty }
        let words = Sentence.Part.sentences(
            gaps.map { gap in
                Sentence(en: "{0} ({1})", nl: "{0} ({1})", .words(gap.limit.label), .list(Self.nerves(of: gap.entries)))
            }
        )
        let lacksAmplitude = gaps.contains { $0.limit == .amplitude }
        let lacksOthers = gaps.contains { $0.limit != .amplitude }
        let unjudged =
            switch (lacksAmplitude, lacksOthers) {
            case (true, false): Localized(en: "Block", nl: "Een blok is")
            case (false, _): Localized(en: "Slowing", nl: "Vertraging is")
            case (true, true): Localized(en: "Block and slowing", nl: "Blok en vertraging zijn")
            }
        raise(
            .limitsMissing,
            Sentence(
                en: "Limits of the laboratory are missing: {0}. {1} cannot be judged there; ask the laboratory.",
                nl:
                    "Normaalwaarden van het laboratorium ontbreken: {0}. {1} daar niet te beoordelen; vraag het na bij het laboratorium.",
                words,
                .words(unjudged)
            ),
            gaps.flatMap { $0.entries.map(\.place) }.distinct,
            // Which limits slowing needs is a choice of this project; the guideline speaks of block.
            origin: lacksOthers
                ? (lacksAmplitude ? CaseCautionCode.limitsMissing.source + "; house" : "house", .unchecked) : nil
        )
    }

    /// The nerves of some entries, each once.
    private static func nerves(of entries: [MotorFacts]) -> [Localized] {
        var nerves: [NerveSide] = []
        for entry in entries where !nerves.contains(entry.nerveSide) { nerves.append(entry.nerveSide) }
        return nerves.map { .nerve($0.nerve, $0.side) }
    }

    /// The filter (for CIDP) and the temperature.
    private mutating func read(_ study: NerveConductionStudy, at place: CasePlace) {
        let date = Localized.date(study.origin.performedOn)
        if isCidp, study.lowFrequencyFilterHz == nil {
            raise(
                .filterMissing,
                Sentence(
                    en:
                        "The low-frequency filter of the study ({0}) is not recorded. Distal durations can hardly be judged; ask the laboratory.",
                    nl:
                        "Het laagfrequentfilter van het onderzoek ({0}) is niet vastgelegd. Distale duren zijn nauwelijks te beoordelen; vraag het na bij het laboratorium.",
                    .words(date)
                ),
                [place]
            )
        }
        if study.skinTemperatures.isEmpty {
            raise(
                .temperatureMissing,
                Sentence(
                    en:
                        "No skin temperature of the study ({0}) is recorded. Slowing by cold cannot be told from slowing by disease; ask the laboratory.",
                    nl:
                        "Van het onderzoek ({0}) is geen huidtemperatuur vastgelegd. Vertraging door kou is niet te onderscheiden van vertraging door ziekte; vraag het na bij het laboratorium.",
                    .words(date)
                ),
                [place]
            )
        }
    }

    private mutating func readColdLimbs() {
        for (index, study) in file.nerveConductionStudies.enumerated() {
            readCold(study, at: CasePlace(.nerveConductionStudies, index))
        }
    }

    private mutating func readCold(_ study: NerveConductionStudy, at place: CasePlace) {
        let cold = ColdLimb.all(in: study, forCidpCriteria: isCidp)
        guard !cold.isEmpty else { return }
        raise(
            .limbTooCold,
            Sentence(
                en:
                    "Too cold in the study ({0}): {1}. Warm the limb and repeat; no value is corrected for temperature.",
                nl:
                    "Te koud bij het onderzoek ({0}): {1}. Verwarm het ledemaat en herhaal; geen waarde wordt voor temperatuur gecorrigeerd.",
                .words(.date(study.origin.performedOn)),
                .sentences(
                    cold.map {
                        Sentence(
                            en: "{0} {1} °C instead of at least {2} °C",
                            nl: "{0} {1} °C in plaats van minstens {2} °C",
                            .words($0.measured.limb.label),
                            .number($0.measured.celsius),
                            .text(String($0.neededCelsius))
                        )
                    }
                )
            ),
            [place]
        )
    }

    /// An arm with weakness in which fewer than five nerves were stimulated up to Erb's point, all studies together, in a
    /// case of MMN.
    private mutating func readCompleteness() {
        guard isMmn else { return }
        let asked = StudyCompleteness.Question.mmn.nerves
        for limb in facts.affectedLimbs where limb.isArm {
            let missing = asked.filter { nerve in
                !facts.conduction.motor.contains { entry in
                    entry.entry.nerve == nerve && entry.entry.side == limb.side
                        && entry.entry.sites.contains { $0.site == .erb }
                }
            }
            guard !missing.isEmpty else { continue }
            raise(
                .protocolIncomplete,
                Sentence(
                    en:
                        "In the {0}, which is weak, {1} of 5 nerves were stimulated up to Erb's point; lacking: {2}. Study more nerves up to Erb's point, but for those with marked axon loss.",
                    nl:
                        "In de {0}, die zwak is, zijn {1} van de 5 zenuwen tot het punt van Erb gestimuleerd; nog niet: {2}. Onderzoek meer zenuwen tot Erb, behalve die met duidelijk axonverlies.",
                    .words(limb.label),
                    .text(String(asked.count - missing.count)),
                    .list(missing.map(\.label))
                ),
                file.nerveConductionStudies.indices.map { CasePlace(.nerveConductionStudies, $0) }
            )
        }
    }
}
