// The history: what counts of several examinations, durations over partial dates, and the age at onset.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Facts of the history")
struct HistoryFactsTests {
    @Test("each item comes from the latest examination that states it, whatever the order of the file")
    func latestStatement() {
        let early = FactCases.examination(
            "2025-01-01",
            course: .stable,
            onsetLimb: .leg,
            predominance: .leg,
            distribution: .symmetric,
            nerves: [NerveSide(nerve: .ulnar, side: .left)]
        )
        let late = FactCases.examination(
            "2026-01-01",
            course: .slowlyProgressive,
            onsetLimb: .unknown,
            predominance: .unknown,
            distribution: .notExamined
        )
        for history in [FactCases.facts(early, late).history, FactCases.facts(late, early).history] {
            #expect(history.course?.value == .slowlyProgressive)
            #expect(history.distribution?.value == .symmetric)
            #expect(history.limbPredominance?.value == .leg)
            #expect(history.onsetLimb?.value == .leg)
            #expect(history.motorNerves?.value == [NerveSide(nerve: .ulnar, side: .left)])
        }
        #expect(FactCases.facts(late, early).history.distribution?.place == CasePlace(.examinations, 1))
    }

    @Test("an undated examination is earlier than a dated one, and of one day the one later in the file counts")
    func order() {
        let undated = FactCases.examination(nil, course: .stable)
        let dated = FactCases.examination("2020", course: .relapsing)
        let sameDay = FactCases.examination("2020-01-01", course: .acute)
        #expect(FactCases.facts(dated, undated).history.course?.value == .relapsing)
        #expect(FactCases.facts(dated, sameDay).history.course?.value == .acute)
        #expect(FactCases.facts(sameDay, dated).history.course?.value == .relapsing)
        #expect(FactCases.facts(undated, FactCases.examination(nil, course: .acute)).history.course?.value == .acute)
    }

    @Test("an empty list of nerves is a statement, one left out is none, and a nerve that stands twice counts once")
    func motorNerves() {
        let ulnar = NerveSide(nerve: .ulnar, side: .left)
        let median = NerveSide(nerve: .median, side: .left)
        #expect(FactCases.facts(FactCases.examination(nerves: nil)).history.motorNerves == nil)
        #expect(FactCases.facts(FactCases.examination(nerves: [])).history.motorNerves?.value == [])
        let twice = FactCases.examination(nerves: [ulnar, median, ulnar])
        #expect(FactCases.facts(twice).history.motorNerves?.value == [ulnar, median])
        let later = FactCases.examination("2026-02-01", nerves: [])
        #expect(FactCases.facts(twice, later).history.motorNerves?.value == [])
    }

    struct Duration: Sendable, CustomTestStringConvertible {
        let onset: String?
        let months: Decimal?
        let performedOn: String?
        let longerThanAMonth: Verdict
        let eightWeeks: Verdict
        var testDescription: String {
            "onset \(onset ?? "-"), \(months?.description ?? "-") months, \(performedOn ?? "-")"
        }
    }

    static let durations: [Duration] = [
        Duration(onset: nil, months: nil, performedOn: "2026-01-12", longerThanAMonth: .unknown, eightWeeks: .unknown),
        Duration(onset: nil, months: 1, performedOn: nil, longerThanAMonth: .notMet, eightWeeks: .notMet),
        Duration(onset: nil, months: 1.5, performedOn: nil, longerThanAMonth: .met, eightWeeks: .notMet),
        Duration(onset: nil, months: 2, performedOn: nil, longerThanAMonth: .met, eightWeeks: .met),
        // The duration wins over the onset.
        Duration(onset: "2020", months: 1, performedOn: "2026-01-12", longerThanAMonth: .notMet, eightWeeks: .notMet),
        Duration(
            onset: "2025-12-12",
            months: nil,
            performedOn: "2026-01-12",
            longerThanAMonth: .notMet,
            eightWeeks: .notMet
        ),
        Duration(
            onset: "2025-12-11",
            months: nil,
            performedOn: "2026-01-12",
            longerThanAMonth: .met,
            eightWeeks: .notMet
        ),
        // A month after 31 January is 1 March.
        Duration(
            onset: "2026-01-31",
            months: nil,
            performedOn: "2026-03-01",
            longerThanAMonth: .notMet,
            eightWeeks: .notMet
        ),
        Duration(
            onset: "2026-01-31",
            months: nil,
            performedOn: "2026-03-02",
            longerThanAMonth: .met,
            eightWeeks: .notMet
        ),
        // 56 days and 55.
        Duration(onset: "2025-11-17", months: nil, performedOn: "2026-01-12", longerThanAMonth: .met, eightWeeks: .met),
        Duration(
            onset: "2025-11-18",
            months: nil,
            performedOn: "2026-01-12",
            longerThanAMonth: .met,
            eightWeeks: .notMet
        ),
        // A partial date must hold for every day, or for none.
        Duration(
            onset: "2025-11",
            months: nil,
            performedOn: "2026-01-12",
            longerThanAMonth: .met,
            eightWeeks: .unknown
        ),
        Duration(
            onset: "2025-12",
            months: nil,
            performedOn: "2026-01-12",
            longerThanAMonth: .unknown,
            eightWeeks: .notMet
        ),
        Duration(onset: "2026", months: nil, performedOn: "2026-01-12", longerThanAMonth: .notMet, eightWeeks: .notMet),
        Duration(
            onset: "2025-12-01",
            months: nil,
            performedOn: "2026",
            longerThanAMonth: .unknown,
            eightWeeks: .unknown
        ),
        Duration(onset: "2025-01-01", months: nil, performedOn: "2026", longerThanAMonth: .met, eightWeeks: .met),
        // An onset after the examination cannot be, so that nothing is known.
        Duration(
            onset: "2026-03-01",
            months: nil,
            performedOn: "2026-01-12",
            longerThanAMonth: .unknown,
            eightWeeks: .unknown
        ),
        Duration(onset: "2025-01-01", months: nil, performedOn: nil, longerThanAMonth: .unknown, eightWeeks: .unknown),
    ]

    @Test("a duration is judged over every day that the dates may mean", arguments: durations)
    func duration(_ duration: Duration) {
        let history = FactCases.facts(
            FactCases.examination(duration.performedOn, onset: duration.onset, months: duration.months)
        ).history
        #expect(history.durationIsLonger(thanMonths: 1) == duration.longerThanAMonth)
        #expect(history.durationIsAtLeast(weeks: 8) == duration.eightWeeks)
    }

    @Test("the duration runs to the latest examination, and rests on both")
    func durationToLatest() {
        let first = FactCases.examination("2026-01-12", onset: "2026-01-01")
        let second = FactCases.examination("2026-03-12")
        let history = FactCases.facts(first, second).history
        #expect(history.durationIsLonger(thanMonths: 1) == .met)
        #expect(history.durationEvidence == [CasePlace(.examinations, 0), CasePlace(.examinations, 1)])
        let later = FactCases.examination("2026-02-12", months: 1)
        #expect(FactCases.facts(first, second, later).history.durationIsLonger(thanMonths: 1) == .notMet)
        #expect(FactCases.facts(first, second, later).history.durationEvidence == [CasePlace(.examinations, 2)])
    }

    struct Onset: Sendable, CustomTestStringConvertible {
        let born: String?
        let onset: String?
        let months: Decimal?
        let performedOn: String?
        let verdict: Verdict
        var testDescription: String {
            "born \(born ?? "-"), onset \(onset ?? "-"), \(months?.description ?? "-") months"
        }
    }

    static let onsets: [Onset] = [
        Onset(born: nil, onset: "2025", months: nil, performedOn: "2026-01-12", verdict: .unknown),
        Onset(born: "1980", onset: nil, months: nil, performedOn: "2026-01-12", verdict: .unknown),
        Onset(born: "2005-03-02", onset: "2025-03-02", months: nil, performedOn: nil, verdict: .met),
        Onset(born: "2005-03-02", onset: "2025-03-01", months: nil, performedOn: nil, verdict: .notMet),
        Onset(born: "1959-03-02", onset: "2025-03-01", months: nil, performedOn: nil, verdict: .met),
        Onset(born: "1959-03-02", onset: "2025-03-02", months: nil, performedOn: nil, verdict: .notMet),
        Onset(born: "1959-03-02", onset: "2025-03", months: nil, performedOn: nil, verdict: .unknown),
        Onset(born: "1959", onset: "2024", months: nil, performedOn: nil, verdict: .met),
        Onset(born: "2005", onset: "2025", months: nil, performedOn: nil, verdict: .unknown),
        // Ten months and a half: between 12 February and 12 March 2025.
        Onset(born: "2005-02-12", onset: nil, months: 10.5, performedOn: "2026-01-12", verdict: .met),
        Onset(born: "2005-02-13", onset: nil, months: 10.5, performedOn: "2026-01-12", verdict: .unknown),
        Onset(born: "2005-03-13", onset: nil, months: 10.5, performedOn: "2026-01-12", verdict: .notMet),
        Onset(born: "1980-01-01", onset: nil, months: 10, performedOn: nil, verdict: .unknown),
        // An onset that is stated wins over one that is reckoned.
        Onset(born: "2005-03-02", onset: "2025-03-02", months: 60, performedOn: "2026-01-12", verdict: .met),
    ]

    @Test("the age at onset counts completed years between 20 and 65", arguments: onsets)
    func ageAtOnset(_ onset: Onset) {
        let facts = FactCases.facts(
            FactCases.examination(onset.performedOn, onset: onset.onset, months: onset.months),
            born: onset.born
        )
        #expect(facts.isAgeAtOnset(from: 20, to: 65).verdict == onset.verdict)
    }

    @Test("age is an interval, taken on the finding's date or else on the day of opening")
    func age() {
        let age = PatientAge(birthDate: PartialDate("1976"), openedOn: FactCases.openedOn)
        #expect(age.years(on: nil as PartialDate?) == 49...50)
        #expect(age.years(on: PartialDate("2026-12-31")) == 50...50)
        #expect(age.isAtLeast(50, on: nil) == .unknown)
        #expect(age.isAtLeast(49, on: nil) == .met)
        #expect(age.isAtLeast(51, on: nil) == .notMet)
        #expect(PatientAge(birthDate: nil, openedOn: FactCases.openedOn).isAtLeast(18, on: nil) == .unknown)
    }
}
