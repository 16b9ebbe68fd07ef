// Cautions about antibody results.
import Domain

extension CautionReader {
    /// Looks at the antibody results.
    mutating func readAntibodies() {
        guard !file.antibodies.isEmpty else { return }
        readSamplesAfterImmunoglobulin()
        readComparability()
        readNegative()
    }

    /// Sampled at most 90 days after immunoglobulin (unchecked), or while a course was recorded as running: not every
    /// administration need be recorded (House). The two are told apart, since nobody knows what was given while a course ran.
    private mutating func readSamplesAfterImmunoglobulin() {
        raiseSamples(
            .within90Days,
            en: "Within 90 days after immunoglobulin: {0}. Infused antibodies may mislead.",
            nl: "Binnen 90 dagen na immuunglobuline: {0}. Toegediende antistoffen kunnen misleiden."
        ) { sample, date, course in
            Sentence(
                en: "{0} sampled {1}, after {2}",
                nl: "{0} afgenomen {1}, na {2}",
                .text(sample.name),
                .words(.date(date)),
                .words(course.option.label)
            )
        }
        raiseSamples(
            .whileRunning,
            en:
                "While a course of immunoglobulin ran or within 90 days after it: {0}. Infused antibodies may mislead.",
            nl:
                "Tijdens een behandeling met immuunglobuline of binnen 90 dagen erna: {0}. Toegediende antistoffen kunnen misleiden."
        ) { sample, date, course in
            Sentence(
                en: "{0} sampled {1}, {2}",
                nl: "{0} afgenomen {1}, {2}",
                .text(sample.name),
                .words(.date(date)),
                .sentences([course.asRecorded(before: date)])
            )
        }
    }

    /// Raises the caution for the samples that stand to a course in a certain way; of several courses the nearest way counts.
    private mutating func raiseSamples(
        _ relation: SampleRelation,
        en: String,
        nl: String,
        _ name: (AntibodyResult, PartialDate, Treatment) -> Sentence
    ) {
        var names: [Sentence] = []
        var places: [CasePlace] = []
        for (index, antibody) in file.antibodies.enumerated() {
            guard let date = antibody.sampledOn ?? antibody.origin.performedOn else { continue }
            let relations = file.treatments.map { $0.relation(toSampleOf: date) }
            guard relations.compactMap({ $0 }).min() == relation, let course = relations.firstIndex(of: relation) else {
                continue
            }
            names.append(name(antibody, date, file.treatments[course]))
            places += [CasePlace(.antibodies, index), CasePlace(.treatments, course)]
        }
        guard !names.isEmpty else { return }
        raise(.sampleAfterIvig, Sentence(en: en, nl: nl, .sentences(names)), places.distinct)
    }

    /// Results of one antibody that state different methods or units.
    private mutating func readComparability() {
        var names: [Localized] = []
        var places: [CasePlace] = []
        for (index, antibody) in file.antibodies.enumerated() {
            let others = file.antibodies.indices.filter { antibody.differsInKind(from: file.antibodies[$0]) }
            guard !others.isEmpty else { continue }
            let name = Localized(same: antibody.name)
            if !names.contains(name) { names.append(name) }
            places.append(CasePlace(.antibodies, index))
        }
        guard !names.isEmpty else { return }
        raise(
            .antibodyNotComparable,
            Sentence(
                en: "Results of {0} differ in method or unit: do not compare their values.",
                nl: "Uitslagen van {0} verschillen in methode of eenheid: vergelijk de waarden niet.",
                .list(names)
            ),
            places
        )
    }

    /// IgM anti-GM1 that is negative or borderline, and none that is raised.
    private mutating func readNegative() {
        let results = file.antibodies.indices.filter { file.antibodies[$0].isIgMAntiGM1 }
        let bands = results.map { file.antibodies[$0].band }
        guard let band = bands.compactMap({ $0 }).last, !bands.contains(.positive), !bands.contains(.strongPositive)
        else {
            return
        }
        raise(
            .antiGm1NegativeDoesNotExclude,
            Sentence(
                en: "The laboratory reads IgM anti-GM1 as {0}: this does not exclude MMN.",
                nl: "Het laboratorium beoordeelt IgM-anti-GM1 als {0}: dit sluit MMN niet uit.",
                .words(band == .borderline ? Localized(en: band.label.en, nl: "grenswaarde") : band.label)
            ),
            zip(results, bands).filter { $0.1 != nil }.map { CasePlace(.antibodies, $0.0) }
        )
    }
}

extension AntibodyResult {
    /// Isotype and antigen, such as "IgM anti-GM1".
    fileprivate var name: String { "\(isotype.rawValue) anti-\(antigen)" }

    /// Whether another result is of the same antibody, but of another stated method or unit.
    fileprivate func differsInKind(from other: AntibodyResult) -> Bool {
        guard antigen == other.antigen, isotype == other.isotype else { return false }
        func differ(_ first: String?, _ second: String?) -> Bool { first != nil && second != nil && first != second }
        return differ(method, other.method) || differ(unit, other.unit)
    }
}

/// How a sample stands to a course of immunoglobulin, the nearest first.
private enum SampleRelation: Int, Comparable {
    /// In the 90 days after an administration or after the end of the course.
    case within90Days
    /// While the course was recorded as running, or in the 90 days after that.
    case whileRunning

    static func < (left: SampleRelation, right: SampleRelation) -> Bool { left.rawValue < right.rawValue }
}

extension Treatment {
    /// How a sample certainly stands to the course; nil where it may have been taken before it, or long after. A sample of the
    /// same day is taken to precede the infusion (House). A course that states its start and no end still runs; one that
    /// states neither is no more than its administrations (House).
    fileprivate func relation(toSampleOf date: PartialDate) -> SampleRelation? {
        guard option.isImmunoglobulin else { return nil }
        func isWithin90Days(from first: LocalDate, to last: LocalDate) -> Bool {
            first < date.firstDay && date.lastDay <= last.addingDays(90)
        }
        if administrations.contains(where: { isWithin90Days(from: $0.on, to: $0.on) }) { return .within90Days }
        if let endedOn, isWithin90Days(from: endedOn.lastDay, to: endedOn.firstDay) { return .within90Days }
        // The day by which it certainly ran.
        let given = administrations.map(\.on).min()
        guard let began = [startedOn?.lastDay, given].compactMap({ $0 }).min() else { return nil }
        guard let endedOn else { return startedOn != nil && began < date.firstDay ? .whileRunning : nil }
        let last = max(startedOn?.firstDay ?? began, endedOn.firstDay)
        return isWithin90Days(from: began, to: last) ? .whileRunning : nil
    }

    /// The option with the days of the course, and the last administration that was certainly given before a sample.
    fileprivate func asRecorded(before sample: PartialDate) -> Sentence {
        let days = administrations.map(\.on)
        let start: PartialDate? = startedOn ?? days.min().map { PartialDate($0) }
        let end = endedOn.map { Sentence(en: " to {0}", nl: " tot {0}", .words(.date($0))) }
        let last = days.filter { $0 < sample.firstDay }.max().map { day in
            Sentence(
                en: ", last administration recorded before it {0}",
                nl: ", laatste toediening die ervoor is vastgelegd {0}",
                .words(.date(PartialDate(day)))
            )
        }
        return Sentence(
            en: "{0} from {1}{2}{3}",
            nl: "{0} vanaf {1}{2}{3}",
            .words(option.label),
            .words(.date(start)),
            .sentences([end].compactMap { $0 }),
            .sentences([last].compactMap { $0 })
        )
    }
}
