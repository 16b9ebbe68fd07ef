// Statistics as a team of some size has them, with counts that are withheld and people who have not come that far.
package import Domain
import FoundationEssentials

extension TeamStatistics {
    /// Statistics with something of every kind.
    package static let sample = TeamStatistics(
        protocolCode: "mmn",
        protocolNames: Localized(
            en: "Multifocal motor neuropathy (MMN)",
            nl: "Multifocale motorische neuropathie (MMN)"
        ),
        from: LocalDate(year: 2024, month: 3, day: 2) ?? .min,
        to: LocalDate(year: 2026, month: 3, day: 2) ?? .min,
        on: LocalDate(year: 2026, month: 3, day: 2) ?? .min,
        peopleMin: 5,
        people: ShownCount(64),
        diagnosis: TimeFigures(
            reached: ShownCount(41),
            before: ShownCount(0),
            notYet: ShownCount(23),
            days: DayFigures(lowerQuartile: 38, median: 61, upperQuartile: 95)
        ),
        treatment: TimeFigures(
            reached: ShownCount(.notShown),
            before: ShownCount(.notShown),
            notYet: ShownCount(30),
            days: nil
        ),
        waiting: [
            waits("neurologicalExamination", "Neurological examination", "Neurologisch onderzoek", 58, (3, 8, 15)),
            waits("nerveConductionStudy", "Nerve conduction study", "Zenuwgeleidingsonderzoek", 51, (12, 24, 41)),
            waits("lumbarPuncture", "Lumbar puncture", "Lumbaalpunctie", nil, nil),
            waits("nerveUltrasound", "Nerve ultrasound", "Zenuwechografie", 0, nil),
        ],
        settled: ShownCount(46),
        missing: [
            missed("plexusMri", "MRI of the brachial plexus", "MRI van de plexus brachialis", [9, 12, 6, 5, 5, 9, 0]),
            missed("lumbarPuncture", "Lumbar puncture", "Lumbaalpunctie", [10, 11, nil, nil, 0, 16, 0]),
            missed("bloodPanel", "Blood panel", "Bloedonderzoek", [46, 0, 0, 0, 0, 0, 0]),
        ],
        verdicts: [
            VerdictFigures(category: .definite, people: ShownCount(22)),
            VerdictFigures(category: .probable, people: ShownCount(9)),
            VerdictFigures(category: .possible, people: ShownCount(.notShown)),
            VerdictFigures(category: .cidp, people: ShownCount(0)),
            VerdictFigures(category: .notMet, people: ShownCount(.notShown)),
            VerdictFigures(category: .undetermined, people: ShownCount(18)),
            VerdictFigures(category: nil, people: ShownCount(0)),
        ],
        diagnoses: [
            DiagnosisFigures(text: "MMN", people: 21), DiagnosisFigures(text: "=1+1 <b>no MMN</b>", people: 6),
        ],
        response: ResponseFigures(
            judged: ShownCount(24),
            rate: RateFigures(present: 19, all: 24, percent: Decimal(string: "79.2") ?? 0),
            pending: ShownCount(.fewerThanMin)
        ),
        products: [
            ProductFigures(product: "Kiovig", rate: RateFigures(present: 8, all: 10, percent: 80)),
            ProductFigures(product: nil, rate: RateFigures(present: 4, all: 5, percent: 80)),
        ],
        hasOtherProducts: true,
        centres: [
            CentreFigures(
                organisation: "NMC",
                name: "Neuromuscular Centre",
                people: 42,
                daysToDiagnosis: CentreMedian(days: 58),
                daysToTreatment: .notShown
            ),
            CentreFigures(
                organisation: "REG",
                name: "Regional Hospital",
                people: 11,
                daysToDiagnosis: CentreMedian(days: 74),
                daysToTreatment: CentreMedian(days: nil)
            ),
        ],
        hasOtherCentres: true
    )

    private static func waits(
        _ step: String,
        _ english: String,
        _ dutch: String,
        _ people: Int?,
        _ days: (Int, Int, Int)?
    ) -> StepWaiting {
        StepWaiting(
            step: step,
            names: Localized(en: english, nl: dutch),
            people: people.map { ShownCount($0) } ?? ShownCount(.fewerThanMin),
            days: days.map { DayFigures(lowerQuartile: $0.0, median: $0.1, upperQuartile: $0.2) }
        )
    }

    /// The counts in the order of the outcomes; nil is withheld.
    private static func missed(_ step: String, _ english: String, _ dutch: String, _ counts: [Int?]) -> StepMissing {
        StepMissing(
            step: step,
            names: Localized(en: english, nl: dutch),
            parts: zip(StepOutcome.allCases, counts).map { outcome, count in
                StepMissing.Part(outcome: outcome, people: count.map { ShownCount($0) } ?? ShownCount(.notShown))
            }
        )
    }
}
