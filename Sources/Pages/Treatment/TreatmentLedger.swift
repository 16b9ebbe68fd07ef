// What was given, line by line, with what was measured next; what was corrected or taken back; and the same by product.
import Criteria
import Domain
import FoundationEssentials
import Reports

/// The ledger of a workup's treatment, as the template reads it.
struct TreatmentLedger {
    /// At most so many lines of a table are shown until somebody asks for all.
    static let lineCountMax = 40

    /// The headings of the columns.
    struct Heads {
        let given: String
        let product: String
        let batch: String
        let grams: String
        let weight: String
        let perKg: String
        let rate: String
        let reaction: String
        let next: String
        let changes: String
        let day: String
        let measure: String
        let value: String
        let range: String
        let cycles: String
        let after: String
        let before: String
    }

    struct Link {
        let text: String
        let address: String
        let about: String
    }

    /// One administration.
    struct Giving {
        let on: String
        let product: String
        let batch: String
        let batchAddress: String?
        let grams: String
        let weight: String
        let perKg: String
        let rate: String
        let reaction: String
        let next: String
        let change: String?
        let links: [Link]
        let isWithdrawn: Bool
    }

    /// The administrations of one course.
    struct Course {
        let id: String
        let name: String
        let givings: [Giving]
        let more: String?
    }

    /// One measurement.
    struct Measurement {
        let on: String
        let measure: String
        let value: String
        let change: String?
        let links: [Link]
        let isWithdrawn: Bool
    }

    /// A run of cycles with one product.
    struct Period {
        let product: String
        let range: String
        let cycles: String
        let first: String
        let last: String
    }

    let title: String
    let heads: Heads
    let courses: [Course]
    let nothing: String?
    let measurementsTitle: String
    let measurements: [Measurement]
    let hasMeasurements: Bool
    let moreMeasurements: String?
    let periodsTitle: String
    let periods: [Period]
    let hasPeriods: Bool
    let caveat: String
    let allAddress: String?
    let showAll: String

    /// The ledger.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - versions: every version of its administrations and measurements, in the order in which they were recorded.
    ///   - showsAll: whether all lines are shown.
    init(_ subject: WorkupSubject, _ versions: [TreatmentVersion], showsAll: Bool) {
        let wording = subject.wording
        let limit = showsAll ? Int.max : Self.lineCountMax
        title = wording(LedgerWord.ledger)
        heads = Heads(wording)
        let history = Dictionary(grouping: versions, by: \.id.uuid)
        courses = subject.document.treatments.reversed().map { course in
            let all = subject.givings(of: course, versions, history)
            return Course(
                id: "ledger-\(course.id)",
                name: subject.name(of: course),
                givings: Array(all.prefix(limit)),
                more: subject.more(than: limit, of: all.count)
            )
        }.filter { !$0.givings.isEmpty }
        nothing = courses.isEmpty ? wording(LedgerWord.noneGiven) : nil
        measurementsTitle = wording(LedgerWord.measurements)
        let all = subject.measurements(versions, history)
        measurements = Array(all.prefix(limit))
        hasMeasurements = !all.isEmpty
        moreMeasurements = subject.more(than: limit, of: all.count)
        periodsTitle = wording(LedgerWord.byProduct)
        periods = subject.periods
        hasPeriods = !periods.isEmpty
        caveat = wording(ProductResponse.caveat)
        let isShortened = moreMeasurements != nil || courses.contains { $0.more != nil }
        let address = subject.address("/treatment")
        allAddress = isShortened ? "\(address)\(address.contains("?") ? "&" : "?")all=true" : nil
        showAll = wording(LedgerWord.showAll)
    }
}

extension TreatmentLedger.Heads {
    init(_ wording: Wording) {
        given = wording(LedgerWord.given)
        product = wording(TreatmentPageWord.product)
        batch = wording(TreatmentPageWord.lot)
        grams = "g"
        weight = "kg"
        perKg = "g/kg"
        rate = wording(LedgerWord.rate)
        reaction = wording(TreatmentPageWord.reaction)
        next = wording(LedgerWord.nextMeasured)
        changes = wording(LedgerWord.changes)
        day = wording(LedgerWord.day)
        measure = wording(TreatmentPageWord.measure)
        value = wording(LedgerWord.value)
        range = wording(LedgerWord.range)
        cycles = wording(LedgerWord.cycles)
        after = wording(LedgerWord.firstMeasured)
        before = wording(LedgerWord.lastMeasured)
    }
}

extension WorkupSubject {
    /// `The newest 40 of 130 are shown.`
    fileprivate func more(than limit: Int, of count: Int) -> String? {
        guard count > limit else { return nil }
        return "\(wording(LedgerWord.newestOf)) \(limit) \(wording(LedgerWord.of)) \(count)."
    }

    /// The administrations of a course, the latest first, those that were taken back among them.
    fileprivate func givings(
        of course: CourseDocument,
        _ versions: [TreatmentVersion],
        _ history: [UUID: [TreatmentVersion]]
    ) -> [TreatmentLedger.Giving] {
        var lines = course.administrations.map { given in
            (given.on, given.id.uuid, giving(given, of: course, history[given.id.uuid] ?? []))
        }
        for version in versions where version.kind == .administration && version.courseID == course.id {
            guard version.isWithdrawn, history[version.id.uuid]?.last?.version == version.version else { continue }
            lines.append((version.on, version.id.uuid, withdrawn(version)))
        }
        return lines.sorted { ($0.0, $0.1.uuidString) > ($1.0, $1.1.uuidString) }.map(\.2)
    }

    private func giving(
        _ given: AdministrationDocument,
        of course: CourseDocument,
        _ history: [TreatmentVersion]
    ) -> TreatmentLedger.Giving {
        let base = "/treatment/courses/\(course.id)/administrations/\(given.id)"
        let rates = given.details?.ratesMlPerKgPerHour ?? []
        return TreatmentLedger.Giving(
            on: wording.date(given.on),
            product: given.product ?? wording(NothingWord.notRecorded),
            batch: given.lot ?? wording(NothingWord.notRecorded),
            batchAddress: rights.contains(.findLots) ? given.lot.map { BatchesPage.address($0) } : nil,
            grams: number(given.grams),
            weight: number(given.bodyWeightKg),
            perKg: perKg(given.grams, given.bodyWeightKg),
            rate: rates.isEmpty
                ? wording(NothingWord.notRecorded)
                : rates.map { wording.number($0) }.joined(separator: " → "),
            reaction: reaction(given),
            next: nextMeasured(after: given.on),
            change: change(history),
            links: links(base, about: wording.date(given.on)),
            isWithdrawn: false
        )
    }

    private func withdrawn(_ version: TreatmentVersion) -> TreatmentLedger.Giving {
        TreatmentLedger.Giving(
            on: wording.date(version.on),
            product: version.product ?? wording(NothingWord.notRecorded),
            batch: version.lot ?? wording(NothingWord.notRecorded),
            batchAddress: nil,
            grams: number(version.grams),
            weight: number(version.bodyWeightKg),
            perKg: perKg(version.grams, version.bodyWeightKg),
            rate: "",
            reaction: "",
            next: "",
            change: change([version]),
            links: [],
            isWithdrawn: true
        )
    }

    private func links(_ base: String, about: String) -> [TreatmentLedger.Link] {
        guard may(.recordTreatment) else { return [] }
        return [
            TreatmentLedger.Link(
                text: wording(LedgerWord.correct),
                address: address("\(base)/correct"),
                about: about
            ),
            TreatmentLedger.Link(
                text: wording(LedgerWord.withdraw),
                address: address("\(base)/withdraw"),
                about: about
            ),
        ]
    }

    /// `Corrected: wrong batch (Anna de Boer, 3 Mar 2026 09:00)`; nil for what stands as it was first recorded.
    private func change(_ history: [TreatmentVersion]) -> String? {
        guard let last = history.last, last.version > 1 else { return nil }
        let word: LedgerWord = last.isWithdrawn ? .withdrawn : .corrected
        let by = last.recordedBy ?? wording(NothingWord.notRecorded)
        return "\(wording(word)): \(last.reason ?? "") (\(by), \(wording.instant(last.recordedAt)))"
    }

    private func number(_ value: Decimal?) -> String {
        value.map { wording.number($0) } ?? wording(NothingWord.notRecorded)
    }

    /// Grams per kilogram; what cannot be computed says so.
    func perKg(_ grams: Decimal?, _ weight: Decimal?) -> String {
        guard let grams, let weight, weight > 0 else { return wording(NothingWord.notAssessable) }
        return wording.number(grams / weight, decimalsMax: 3)
    }

    private func reaction(_ given: AdministrationDocument) -> String {
        guard let reactions = given.details?.reactions else { return wording(LedgerWord.notAsked) }
        guard !reactions.isEmpty else { return wording(LedgerWord.noReaction) }
        return reactions.map { reaction in
            [wording(reaction.code.label), reaction.severity.map { wording($0.label) }, reaction.note]
                .compactMap(\.self).joined(separator: ", ")
        }.joined(separator: "; ")
    }

    /// What was measured on the first day after an administration on which something was.
    private func nextMeasured(after day: LocalDate) -> String {
        guard let next = document.outcomes.map(\.on).filter({ $0 > day }).min() else {
            return wording(NothingWord.notMeasured)
        }
        let values = document.outcomes.filter { $0.on == next }.map(told)
        return "\(wording.date(next)): \(values.joined(separator: "; "))"
    }

    private func told(_ outcome: OutcomeDocument) -> String {
        "\(OutcomeKey(outcome.measure, outcome.side).label[language]) \(wording.number(outcome.value))"
    }

    /// The measurements, the latest first, those that were taken back among them.
    fileprivate func measurements(
        _ versions: [TreatmentVersion],
        _ history: [UUID: [TreatmentVersion]]
    ) -> [TreatmentLedger.Measurement] {
        var lines = document.outcomes.map { outcome in
            (
                outcome.on, outcome.id.uuid,
                TreatmentLedger.Measurement(
                    on: wording.date(outcome.on),
                    measure: OutcomeKey(outcome.measure, outcome.side).label[language],
                    value: wording.number(outcome.value) + (outcome.note.map { " (\($0))" } ?? ""),
                    change: change(history[outcome.id.uuid] ?? []),
                    links: links("/treatment/outcomes/\(outcome.id)", about: told(outcome)),
                    isWithdrawn: false
                )
            )
        }
        for version in versions where version.kind == .outcome && version.isWithdrawn {
            guard history[version.id.uuid]?.last?.version == version.version, let measure = version.measure else {
                continue
            }
            lines.append(
                (
                    version.on, version.id.uuid,
                    TreatmentLedger.Measurement(
                        on: wording.date(version.on),
                        measure: OutcomeKey(measure, version.side).label[language],
                        value: number(version.value),
                        change: change([version]),
                        links: [],
                        isWithdrawn: true
                    )
                )
            )
        }
        return lines.sorted { ($0.0, $0.1.uuidString) > ($1.0, $1.1.uuidString) }.map(\.2)
    }

    /// The products in the order of time, each with what was measured in its first and in its last cycle.
    fileprivate var periods: [TreatmentLedger.Period] {
        TreatmentResponse(of: document, by: careProtocol).products.periods.map { period in
            let measured = period.cycles.filter { !$0.points.isEmpty }
            let notMeasured = wording(NothingWord.notMeasured)
            let names = period.products.joined(separator: ", ")
            let name = names.isEmpty ? wording(ResponseWord.unknownProduct) : names
            return TreatmentLedger.Period(
                product: "\(name), \(wording(period.option.label))",
                range: period.cycles.first.flatMap { first in
                    period.cycles.last.map { wording.dates(first.firstDay, $0.lastDay) }
                } ?? "",
                cycles: "\(period.cycles.count)",
                first: measured.first.map(points) ?? notMeasured,
                last: measured.count == 1 ? wording(LedgerWord.sameCycle) : measured.last.map(points) ?? notMeasured
            )
        }
    }

    private func points(_ cycle: ProductCycle) -> String {
        let told = cycle.points.map { point in
            let values = [point.middle, point.end].map { value in
                value.map { wording.number($0.value) } ?? wording(NothingWord.notMeasured)
            }
            return "\(point.key.label[language]): \(values.joined(separator: ", "))"
        }
        return "\(wording.dates(cycle.firstDay, cycle.lastDay)): \(told.joined(separator: "; "))"
    }
}
