// From the counts of the record to what is shown of them: nothing is shown here before small numbers are withheld.
import Criteria
import Domain
import Records

/// The counts of a period, not to be shown as they are.
struct TeamFigures: Sendable {
    /// An organisation that answers for workups.
    struct Centre: Sendable, Hashable {
        let code: String
        let name: String
    }

    private let rows: [StatisticsRow]
    private let careProtocol: CareProtocol
    private let organisations: [ID<Organisation>: Centre]
    private let tally: ResponderTally
    private let today: LocalDate

    /// The most frequent words of diagnoses that are told.
    private static let wordsMax = 10

    /// The counts of a period.
    init(
        rows: [StatisticsRow],
        careProtocol: CareProtocol,
        organisations: [ID<Organisation>: Centre],
        tally: ResponderTally,
        today: LocalDate
    ) {
        self.rows = rows
        self.careProtocol = careProtocol
        self.organisations = organisations
        self.tally = tally
        self.today = today
    }

    /// What is shown.
    func statistics(from: LocalDate, to: LocalDate) -> TeamStatistics {
        let products = products
        let centres = centres
        let settling = settling
        return TeamStatistics(
            protocolCode: careProtocol.code,
            protocolNames: careProtocol.names.text,
            from: from,
            to: to,
            on: today,
            peopleMin: SmallCounts.peopleMin,
            people: SmallCounts.alone(count("people")),
            diagnosis: settling.diagnosis,
            treatment: time("treatment"),
            waiting: waiting,
            settled: settling.settled,
            missing: settling.settled.isWithheld ? [] : missing,
            verdicts: verdicts,
            diagnoses: diagnoses,
            response: response,
            products: products.shown,
            hasOtherProducts: products.hasOthers,
            centres: centres.shown,
            hasOtherCentres: centres.hasOthers
        )
    }

    private func row(
        _ measure: String,
        _ key: String? = nil,
        detail: String? = nil,
        of organisation: ID<Organisation>? = nil
    ) -> StatisticsRow? {
        rows.first {
            $0.measure == measure && $0.organisation == organisation && $0.key == key && $0.detail == detail
        }
    }

    private func count(_ measure: String, _ key: String? = nil, detail: String? = nil) -> Int {
        row(measure, key, detail: detail)?.count ?? 0
    }

    private func days(_ row: StatisticsRow?) -> DayFigures? {
        guard let row, row.count >= SmallCounts.peopleMin, let lower = row.lowerQuartile, let median = row.median,
            let upper = row.upperQuartile
        else { return nil }
        return DayFigures(lowerQuartile: lower, median: median, upperQuartile: upper)
    }

    /// How long it took from the opening of the workup on; everybody is in one of the three.
    private func time(_ measure: String) -> TimeFigures {
        let parts = SmallCounts.parts(["reached", "before", "notYet"].map { count(measure, $0) })
        return TimeFigures(
            reached: parts[0],
            before: parts[1],
            notYet: parts[2],
            days: parts[0].isWithheld ? nil : days(row(measure, "reached"))
        )
    }

    /// How long it took to a diagnosis, and how many have a diagnosis or an answer of the criteria. The two speak of the same
    /// people, so they are withheld together: as parts are taken those reached, before, those without a diagnosis but with
    /// an answer, and those with neither.
    private var settling: (diagnosis: TimeFigures, settled: ShownCount) {
        let (all, settled) = (count("people"), count("settled"))
        let (reached, before) = (count("diagnosis", "reached"), count("diagnosis", "before"))
        let parts = SmallCounts.parts([reached, before, settled - reached - before, all - settled])
        // Both withheld alone are at least as many as may be shown, and what is left of the total anyhow.
        let isNotYetShown =
            !(parts[2].isWithheld || parts[3].isWithheld) || !(parts[0].isWithheld || parts[1].isWithheld)
        let notYet = all - reached - before
        return (
            TimeFigures(
                reached: parts[0],
                before: parts[1],
                notYet: isNotYetShown ? SmallCounts.alone(notYet) : ShownCount(.notShown),
                days: parts[0].isWithheld ? nil : days(row("diagnosis", "reached"))
            ),
            parts[3].isWithheld ? ShownCount(.notShown) : SmallCounts.alone(settled)
        )
    }

    /// The steps of the protocol in its order, then those of earlier versions.
    private func steps(_ measure: String) -> [String] {
        let known = careProtocol.steps.map(\.code)
        let found = Set(rows.filter { $0.measure == measure }.compactMap(\.key))
        return known + found.subtracting(known).sorted()
    }

    private func names(_ step: String) -> Localized {
        careProtocol.step(step)?.names.text ?? StepCode.words(ofMissing: step) ?? Localized(same: step)
    }

    private var waiting: [StepWaiting] {
        steps("waiting").map { step in
            let people = SmallCounts.alone(count("waiting", step))
            return StepWaiting(
                step: step,
                names: names(step),
                people: people,
                days: people.isWithheld ? nil : days(row("waiting", step))
            )
        }
    }

    /// What became of each step in those whose workup has an answer. The order comes from what is shown alone: it tells
    /// nothing of what is withheld.
    private var missing: [StepMissing] {
        let settled = count("settled")
        let found = steps("step").map { step in
            let ends = StepOutcome.allCases.filter { $0 != .notInProtocol }.map { outcome in
                (outcome: outcome, count: count("step", step, detail: outcome.rawValue))
            }
            let others = (outcome: StepOutcome.notInProtocol, count: settled - ends.map(\.count).reduce(0, +))
            let all = ends + [others]
            return StepMissing(
                step: step,
                names: names(step),
                parts: zip(all, SmallCounts.parts(all.map(\.count))).map {
                    StepMissing.Part(outcome: $0.outcome, people: $1)
                }
            )
        }
        return found.enumerated()
            .sorted { (-$0.element.missingShown, $0.offset) < (-$1.element.missingShown, $1.offset) }
            .map(\.element)
    }

    private var verdicts: [VerdictFigures] {
        let categories = CriteriaCategory.allCases.map(Optional.some) + [nil]
        let parts = SmallCounts.parts(categories.map { count("verdict", $0?.rawValue ?? "notEvaluated") })
        return zip(categories, parts).map { VerdictFigures(category: $0, people: $1) }
    }

    /// Only words that enough people share. Those who have a diagnosis are told too, so whoever subtracts finds how many have
    /// other words: where they would be too few, the least common words that are shown are left out with them.
    private var diagnoses: [DiagnosisFigures] {
        let found = rows.filter { $0.measure == "words" }
        var shown =
            found.filter { $0.count >= SmallCounts.peopleMin }
            .compactMap { row in row.key.map { DiagnosisFigures(text: $0, people: row.count) } }
            .sorted { (-$0.people, $0.text) < (-$1.people, $1.text) }
            .prefix(Self.wordsMax).map(\.self)
        let all = found.map(\.count).reduce(0, +)
        while let least = shown.last?.people,
            (1..<SmallCounts.peopleMin).contains(all - shown.map(\.people).reduce(0, +))
        {
            shown.removeAll { $0.people == least }
        }
        return shown
    }

    private var response: ResponseFigures {
        let counts = tally.counts(on: today)
        return ResponseFigures(
            judged: SmallCounts.alone(counts.all),
            rate: rate(present: counts.present, all: counts.all),
            pending: SmallCounts.alone(tally.pendingCount(on: today))
        )
    }

    private func rate(present: Int, all: Int) -> RateFigures? {
        ResponseRate(present: present, absent: all - present).flatMap { rate in
            rate.percentForDisplay.map { RateFigures(present: present, all: all, percent: $0) }
        }
    }

    private var products: (shown: [ProductFigures], hasOthers: Bool) {
        let counts = tally.countsByProduct(on: today)
        let parts = SmallCounts.parts(counts.map(\.all))
        let shown = zip(counts, parts).compactMap { found, part in
            part.isWithheld
                ? nil
                : rate(present: found.present, all: found.all).map { ProductFigures(product: found.product, rate: $0) }
        }
        return (shown, shown.count < counts.count)
    }

    private var centres: (shown: [CentreFigures], hasOthers: Bool) {
        let found = rows.filter { $0.measure == "people" && $0.organisation != nil }
        let people = SmallCounts.parts(found.map(\.count))
        let diagnosis = medians("diagnosis", found.compactMap(\.organisation))
        let treatment = medians("treatment", found.compactMap(\.organisation))
        var shown: [CentreFigures] = []
        for (index, row) in found.enumerated() {
            guard let count = people[index].count, let centre = row.organisation.flatMap({ organisations[$0] }) else {
                continue
            }
            shown.append(
                CentreFigures(
                    organisation: centre.code,
                    name: centre.name,
                    people: count,
                    daysToDiagnosis: diagnosis[index],
                    daysToTreatment: treatment[index]
                )
            )
        }
        shown.sort { ($0.name, $0.organisation) < ($1.name, $1.organisation) }
        return (shown, shown.count < found.count)
    }

    /// A centre's median is shown where the count behind it could be.
    private func medians(_ measure: String, _ organisations: [ID<Organisation>]) -> [CentreMedian] {
        let rows = organisations.map { row(measure, "reached", of: $0) }
        let parts = SmallCounts.parts(rows.map { $0?.count ?? 0 })
        return zip(rows, parts).map { row, part in
            part.isWithheld ? .notShown : CentreMedian(days: row?.median)
        }
    }
}
