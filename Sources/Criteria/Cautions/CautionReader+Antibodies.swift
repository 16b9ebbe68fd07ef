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

    /// Sampled at most 90 days after immunoglobulin. A sample of the same day is taken to precede the infusion (House).
    private mutating func readSamplesAfterImmunoglobulin() {
        let courses = file.treatments.indices.filter { file.treatments[$0].option.isImmunoglobulin }
        guard !courses.isEmpty else { return }
        var names: [Sentence] = []
        var places: [CasePlace] = []
        for (index, antibody) in file.antibodies.enumerated() {
            guard let date = antibody.sampledOn ?? antibody.origin.performedOn,
                let course = courses.first(where: { file.treatments[$0].mayMislead(sampleOf: date) })
            else { continue }
            names.append(
                Sentence(
                    en: "{0} sampled {1}, after {2}",
                    nl: "{0} afgenomen {1}, na {2}",
                    .text(antibody.name),
                    .words(.date(date)),
                    .words(file.treatments[course].option.label)
                )
            )
            places += [CasePlace(.antibodies, index), CasePlace(.treatments, course)]
        }
        guard !names.isEmpty else { return }
        raise(
            .sampleAfterIvig,
            Sentence(
                en: "Within 90 days after immunoglobulin: {0}. Infused antibodies may mislead.",
                nl: "Binnen 90 dagen na immuunglobuline: {0}. Toegediende antistoffen kunnen misleiden.",
                .sentences(names)
            ),
            places.distinct
        )
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

extension Treatment {
    /// Whether a sample was certainly taken in the 90 days after an administration, or while the course ran or in the 90 days
    /// after it: not every administration need be recorded. A course that states its start and no end still runs; one that
    /// states neither is no more than its administrations (House).
    fileprivate func mayMislead(sampleOf date: PartialDate) -> Bool {
        func isWithin90Days(from first: LocalDate, to last: LocalDate) -> Bool {
            first < date.firstDay && date.lastDay <= last.addingDays(90)
        }
        if administrations.contains(where: { isWithin90Days(from: $0.on, to: $0.on) }) { return true }
        // The day by which it certainly ran.
        let given = administrations.map(\.on).min()
        guard let began = [startedOn?.lastDay, given].compactMap({ $0 }).min() else { return false }
        guard let endedOn else { return startedOn != nil && began < date.firstDay }
        return isWithin90Days(from: began, to: max(startedOn?.firstDay ?? began, endedOn.firstDay))
    }
}
