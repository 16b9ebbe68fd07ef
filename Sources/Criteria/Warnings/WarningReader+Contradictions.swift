// Two values for one thing: both are kept, one counts, and the reader is told which.
import Domain
import FoundationEssentials

// MARK: In one examination

extension WarningReader {
    /// Grades, reflexes and weakness of an examination that contradict each other.
    mutating func readContradictions(of examination: NeurologicalExamination, at index: Int) {
        let strength = examination.strength
        for (place, entry) in strength.enumerated() {
            guard let counted = strength.counted(insteadOf: place) else { continue }
            warn(
                "/examinations/\(index)/strength/\(place)/grade",
                en:
                    "Two grades of one muscle in this examination ({0}), {1} and {2}: the later in the list, {2}, counts. Check the entry.",
                nl:
                    "Twee krachtgraden van één spier in dit onderzoek ({0}), {1} en {2}: de laatste in de lijst, {2}, telt. Controleer de invoer.",
                .words(.muscle(entry.muscle, entry.side)),
                .number(entry.grade.decimal),
                .number(counted.grade.decimal)
            )
        }
        let reflexes = examination.reflexes
        for (place, reflex) in reflexes.enumerated() {
            guard let counted = reflexes.counted(insteadOf: place) else { continue }
            warn(
                "/examinations/\(index)/reflexes/\(place)/finding",
                en:
                    "Two findings of one reflex in this examination ({0} {1}), {2} and {3}: the later in the list, {3}, counts. Check the entry.",
                nl:
                    "Twee bevindingen van één reflex in dit onderzoek ({0} {1}), {2} en {3}: de laatste in de lijst, {3}, telt. Controleer de invoer.",
                .words(reflex.tendon.label),
                .words(reflex.side.label),
                .words(reflex.finding.label),
                .words(counted.finding.label)
            )
        }
        if let weakness = examination.weakness { read(weakness, beside: strength, at: index) }
    }

    /// No weakness beside weak nerves or muscles; no weak nerve beside asymmetric weakness.
    private mutating func read(_ weakness: Weakness, beside strength: [MuscleStrength], at index: Int) {
        switch weakness.distribution {
        case .noWeakness:
            var weak: [Localized] = []
            for nerve in weakness.motorNerves ?? [] {
                let name = Localized.nerve(nerve.nerve, nerve.side)
                if !weak.contains(name) { weak.append(name) }
            }
            for (place, entry) in strength.enumerated()
            where entry.grade < 5 && strength.counted(insteadOf: place) == nil {
                let (muscle, grade) = (Localized.muscle(entry.muscle, entry.side), Localized(entry.grade.decimal))
                let words = Localized(en: "\(muscle.en) \(grade.en)", nl: "\(muscle.nl) \(grade.nl)")
                if !weak.contains(words) { weak.append(words) }
            }
            guard !weak.isEmpty else { return }
            warn(
                "/examinations/\(index)/weakness/distribution",
                en:
                    "The distribution says that there is no weakness, but these are recorded as weak: {0}. Rules about the distribution read the former, rules about nerves and grades the latter. Check the entry.",
                nl:
                    "Volgens de verdeling is er geen krachtsverlies, maar deze staan als zwak vermeld: {0}. Regels over de verdeling lezen het eerste, regels over zenuwen en krachtgraden het tweede. Controleer de invoer.",
                .list(weak)
            )
        case .focalAsymmetric, .multifocalAsymmetric:
            guard let distribution = weakness.distribution, weakness.motorNerves?.isEmpty ?? false else { return }
            warn(
                "/examinations/\(index)/weakness/motorNerves",
                en:
                    "The distribution of weakness is {0}, but the empty list of motor nerves says that none was found weak, and counts as that. Leave it out where nerves were not looked at.",
                nl:
                    "De verdeling van het krachtsverlies is {0}, maar de lege lijst van motorische zenuwen zegt dat er geen zwak was, en telt zo. Laat die weg als niet naar zenuwen is gekeken.",
                .words(distribution.label)
            )
        case .symmetric, .diffuseSymmetric, .notExamined, nil: break
        }
    }
}

extension [MuscleStrength] {
    /// The later entry that counts instead of one, where it says something else. Grades first, since most are the same.
    fileprivate func counted(insteadOf place: Int) -> MuscleStrength? {
        let entry = self[place]
        var later = count - 1
        while later > place {
            if self[later].side == entry.side, self[later].muscle == entry.muscle { break }
            later -= 1
        }
        return later > place && self[later].grade != entry.grade ? self[later] : nil
    }
}

extension [Reflex] {
    /// The later entry that counts instead of one, where it says something else; what was not examined says nothing.
    fileprivate func counted(insteadOf place: Int) -> Reflex? {
        let reflex = self[place]
        guard reflex.finding != .notExamined,
            let counted = self[(place + 1)...].last(where: {
                $0.tendon == reflex.tendon && $0.side == reflex.side && $0.finding != .notExamined
            })
        else { return nil }
        return counted.finding == reflex.finding ? nil : counted
    }
}

// MARK: On one day

extension WarningReader {
    /// A protein beside another of the same date that counts where the latest does.
    mutating func readFluidContradictions() {
        let samples = file.cerebrospinalFluids
        guard samples.count > 1, let latest = facts.spinalFluid.latestProtein, let place = latest.place.index else {
            return
        }
        for (index, sample) in samples.enumerated() where index != place {
            guard let protein = sample.proteinGramPerLitre.ifAboveZero, protein != latest.value,
                sample.date.isSameDay(as: samples[place].date)
            else { continue }
            warn(
                "/cerebrospinalFluids/\(index)/proteinGramPerLitre",
                en:
                    "Two values of protein of one date ({0}), {1} and {2} g/L: where the latest counts, that is {2}, the later in the list. Check the entry.",
                nl:
                    "Twee eiwitwaarden van één datum ({0}), {1} en {2} g/L: waar de laatste telt, is dat {2}, de laatste in de lijst. Controleer de invoer.",
                .words(.date(sample.date)),
                .number(protein),
                .number(latest.value)
            )
        }
    }

    /// A reading of a blood test beside another of the same date that counts; a result without one says nothing else.
    mutating func readLaboratoryContradictions() {
        let results = file.laboratory
        // Tests that were done once, as most are, contradict nothing.
        guard results.count > 1, Set(results.map(\.code)).count < results.count else { return }
        for (index, result) in results.enumerated() {
            guard let band = result.band, let test = result.test, let latest = facts.laboratory.latest(test),
                latest.place.index != index, let counted = latest.value.band, counted != band,
                latest.value.origin.performedOn.isSameDay(as: result.origin.performedOn)
            else { continue }
            warn(
                "/laboratory/\(index)/band",
                en:
                    "Two readings of one test ({0}) of one date ({1}), {2} and {3}: the later in the list, {3}, counts for the criteria. Check the entry.",
                nl:
                    "Twee beoordelingen van één bepaling ({0}) van één datum ({1}), {2} en {3}: de laatste in de lijst, {3}, telt voor de criteria. Controleer de invoer.",
                .words(test.label),
                .words(.date(result.origin.performedOn)),
                .words(band.label),
                .words(counted.label)
            )
        }
    }

    /// A score beside another of the same measure and day. Several values of a grip are attempts, of which the best counts.
    mutating func readOutcomeContradictions() {
        let outcomes = file.outcomes
        guard outcomes.count > 1 else { return }
        var best: [OutcomeDay: Decimal] = [:]
        var isRepeated = false
        for outcome in outcomes where !outcome.measure.isPerSide {
            let day = OutcomeDay(measure: outcome.measure, on: outcome.on)
            guard let before = best[day] else {
                best[day] = outcome.value
                continue
            }
            isRepeated = true
            best[day] = outcome.measure.isBetterWhenHigher ? max(before, outcome.value) : min(before, outcome.value)
        }
        guard isRepeated else { return }
        for (index, outcome) in outcomes.enumerated() {
            guard let counted = best[OutcomeDay(measure: outcome.measure, on: outcome.on)], counted != outcome.value
            else { continue }
            warn(
                "/outcomes/\(index)/value",
                en:
                    "Two values of one measure ({0}) on one day ({1}), {2} and {3}: the better one, {3}, counts. Check the entry.",
                nl:
                    "Twee waarden van één maat ({0}) op één dag ({1}), {2} en {3}: de betere, {3}, telt. Controleer de invoer.",
                .words(outcome.measure.label),
                .text(outcome.on.description),
                .number(outcome.value),
                .number(counted)
            )
        }
    }
}

extension PartialDate? {
    /// Whether both are certainly one day; a month or a year may be two, and so may dates that nobody recorded.
    fileprivate func isSameDay(as other: PartialDate?) -> Bool {
        self?.precision == .day && self == other
    }
}

/// A measure without sides on one day.
private struct OutcomeDay: Hashable {
    let measure: OutcomeMeasure
    let on: LocalDate
}
