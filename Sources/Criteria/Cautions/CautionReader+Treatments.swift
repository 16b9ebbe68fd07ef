// Cautions about recorded treatments that the diagnosis speaks against.
import Domain

extension CautionReader {
    /// Looks at the options of the courses (section 8d).
    mutating func readTreatments() {
        guard !file.treatments.isEmpty else { return }
        if isMmn { readTreatmentsInMmn() }
        read(
            [.cyclophosphamide],
            .cyclophosphamideToxicity,
            en: "{0}: toxicity makes this a last resort; watch fertility, bladder and blood count.",
            nl: "{0}: toxisch, dus laatste keus; bewaak vruchtbaarheid, blaas en bloedbeeld."
        )
        let motorCidp = evaluations.first { $0.criteria == "ean-pns-2021-cidp" }?.clauses.first { $0.id == "Vw" }
        if isCidp, motorCidp?.verdict == .met {
            read(
                [.corticosteroid],
                .corticosteroidInMotorCidp,
                en: "{0}: motor CIDP may worsen on it; immunoglobulin comes first.",
                nl: "{0}: motorische CIDP kan hiermee verslechteren; immuunglobuline komt eerst."
            )
        }
        readInduction()
    }

    private mutating func readTreatmentsInMmn() {
        read(
            [.corticosteroid],
            .corticosteroidInMmn,
            en: "{0}: not recommended in MMN; weakness may increase.",
            nl: "{0}: niet aanbevolen bij MMN; de zwakte kan toenemen."
        )
        read(
            [.plasmaExchange],
            .plasmaExchangeInMmn,
            en: "{0}: no proven effect in MMN, and worsening has been reported.",
            nl: "{0}: geen bewezen effect bij MMN, en er is verslechtering beschreven."
        )
        read(
            [.immunosuppressant, .rituximab],
            .immunosuppressantUnproven,
            en: "{0}: no drug of this kind is proven in MMN.",
            nl: "{0}: geen middel van deze soort is bewezen bij MMN."
        )
        read(
            [.scig],
            .scigOffLabelInMmn,
            en: "{0}: off label in MMN in several countries; check licence and reimbursement.",
            nl: "{0}: bij MMN in verscheidene landen buiten de registratie; controleer registratie en vergoeding."
        )
    }

    /// Subcutaneous immunoglobulin although no course of IVIg certainly or possibly came before it; one that began on the same
    /// day is no earlier one.
    private mutating func readInduction() {
        let starts = file.treatments.filter { $0.option == .ivig }.map(\.firstDays)
        read(
            [.scig],
            .scigNotForInduction,
            en: "{0}: not for starting treatment; no earlier course of IVIg is recorded.",
            nl: "{0}: niet als startbehandeling; er is geen eerdere behandeling met IVIg vastgelegd."
        ) { course in
            starts.allSatisfy { start in
                guard let start, let own = course.firstDays else { return false }
                return start.lowerBound >= own.upperBound
            }
        }
    }

    private mutating func read(
        _ options: [TreatmentOption],
        _ code: CaseCautionCode,
        en: String,
        nl: String,
        where isMeant: (Treatment) -> Bool = { _ in true }
    ) {
        let courses = file.treatments.indices.filter {
            options.contains(file.treatments[$0].option) && isMeant(file.treatments[$0])
        }
        guard !courses.isEmpty else { return }
        let names = courses.map { file.treatments[$0].name }
        raise(
            code,
            Sentence(en: en, nl: nl, .sentences(names)),
            courses.map { CasePlace(.treatments, $0) }
        )
    }
}

extension Treatment {
    /// The days on which the course may have begun; nil where nothing is known of it.
    fileprivate var firstDays: ClosedRange<LocalDate>? {
        administrations.map(\.on).min().map { $0...$0 } ?? startedOn?.days
    }

    /// The option with the substance and the day on which the course began.
    fileprivate var name: Sentence {
        let substance = course.substance.map { " \($0)" } ?? ""
        guard let start = administrations.map(\.on).min().map({ PartialDate($0) }) ?? startedOn else {
            return Sentence(en: "{0}{1}", nl: "{0}{1}", .words(option.label), .text(substance))
        }
        return Sentence(
            en: "{0}{1} (from {2})",
            nl: "{0}{1} (vanaf {2})",
            .words(option.label),
            .text(substance),
            .words(.date(start))
        )
    }
}
