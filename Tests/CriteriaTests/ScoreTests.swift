// The response rate of a clinic, and scores made of their parts.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Response rate of a clinic")
struct ResponseRateTests {
    @Test(
        "present over present and absent, hidden under five patients",
        arguments: [
            (4, 0, nil), (0, 4, nil), (2, 2, nil), (5, 0, "100"), (0, 5, "0"), (4, 1, "80"), (17, 4, "81"),
            (2, 4, "33.3"),
            (-1, 9, nil),
        ] as [(Int, Int, String?)]
    )
    func rate(_ present: Int, _ absent: Int, _ percent: String?) throws {
        let found = ResponseRate(present: present, absent: absent)
        #expect(found?.percentForDisplay?.description == percent)
        #expect(found.map(\.all) == percent.map { _ in present + absent })
    }

    @Test("the published rates stand beside it with their sources")
    func published() {
        let rates = PublishedResponseRate.ivigInMmn
        #expect(rates.map(\.percent) == [85, 81, 70, 62])
        #expect(rates.map(\.source) == ["spierziekten.nl", "PMID 11117549", "PMID 16924010", "PMID 16924010"])
        for rate in rates {
            guard let counts = rate.counts else { continue }
            // The printed percentages are whole, rounded.
            #expect(abs(counts.present * 100 - rate.percent * counts.all) * 2 <= counts.all)
        }
    }
}

@Suite("MRC sum score")
struct MRCSumScoreTests {
    private func strength(except missing: Int? = nil, grade: MRCGrade = 5) -> [MuscleStrength] {
        let all = Muscle.sumScore.flatMap { muscle in
            Side.allCases.map { MuscleStrength(muscle: MuscleName(muscle), side: $0, grade: grade) }
        }
        return all.enumerated().filter { $0.offset != missing }.map(\.element)
    }

    @Test("twelve grades make the sum of 60")
    func full() {
        #expect(MRCSumScore.sum(of: strength()) == 60)
        #expect(MRCSumScore.sum(of: strength(grade: 0)) == 0)
        #expect(MRCSumScore.missing(in: strength()).isEmpty)
    }

    @Test("without any one of the twelve there is no sum", arguments: 0..<12)
    func missing(_ index: Int) {
        #expect(MRCSumScore.sum(of: strength(except: index)) == nil)
        #expect(MRCSumScore.missing(in: strength(except: index)).count == 1)
    }

    @Test("half grades count as halves, and the later entry of a muscle counts")
    func halves() throws {
        let half = try #require(MRCGrade(halves: 9))
        let later = MuscleStrength(muscle: MuscleName(.deltoid), side: .left, grade: half)
        #expect(MRCSumScore.sum(of: strength() + [later])?.description == "59.5")
    }

    @Test("other muscles, such as the pair of the scale of 70, are not counted")
    func others() {
        let hands = Side.allCases.map {
            MuscleStrength(muscle: MuscleName(.firstDorsalInterosseous), side: $0, grade: 5)
        }
        #expect(MRCSumScore.sum(of: strength() + hands) == 60)
        #expect(MRCSumScore.sum(of: strength(except: 0) + hands) == nil)
    }

    @Test("an examination of a known day brings a sum unless one was recorded that day")
    func derived() throws {
        let file = try TreatmentSamples.caseFile("synthetic-definite")
        let day = try #require(LocalDate("2026-01-12"))
        let derived = MRCSumScore.derived(from: file.examinations, beside: file.outcomes)
        #expect(derived == [OutcomeMeasurement(on: day, measure: .mrcSum, side: nil, value: 59)])
        let recorded = OutcomeMeasurement(on: day, measure: .mrcSum, side: nil, value: 58)
        #expect(MRCSumScore.derived(from: file.examinations, beside: [recorded]).isEmpty)
    }
}

@Suite("Disability scores")
struct DisabilityScoreTests {
    @Test(
        "arm and leg parts within their bounds make the score",
        arguments: [
            (.incat, 5, 5, 10), (.incat, 0, 0, 0), (.incat, 6, 0, nil), (.incat, 0, 6, nil), (.incat, -1, 0, nil),
            (.onls, 5, 7, 12), (.onls, 5, 8, nil), (.onls, 6, 0, nil), (.mrcSum, 1, 1, nil),
        ] as [(OutcomeMeasure, Int, Int, Int?)]
    )
    func armsAndLegs(_ measure: OutcomeMeasure, _ arms: Int, _ legs: Int, _ total: Int?) {
        #expect(ArmLegScore(measure, arms: arms, legs: legs)?.total == total.map { Decimal($0) })
    }

    @Test("the highest scores of the parts make the bounds of the scale", arguments: [OutcomeMeasure.incat, .onls])
    func bounds(_ measure: OutcomeMeasure) throws {
        let bounds = try #require(ArmLegScore.bounds(of: measure))
        #expect(bounds.arms.upperBound + bounds.legs.upperBound == measure.bounds.upperBound)
    }

    @Test(
        "a raw sum lies on its scale and never becomes an outcome",
        arguments: [
            (.mmnRods, 50, true), (.mmnRods, 51, false), (.iRods, 48, true), (.iRods, 49, false), (.iRods, -1, false),
            (.incat, 3, false),
        ] as [(OutcomeMeasure, Int, Bool)]
    )
    func raw(_ measure: OutcomeMeasure, _ sum: Int, _ isValid: Bool) throws {
        let score = RaschScore.raw(sum, of: measure)
        #expect((score != nil) == isValid)
        #expect(score?.outcome(of: measure, on: TreatmentSamples.start) == nil)
        if let score {
            #expect(score.sentence(of: measure).text(.en).contains("raw \(sum) of"))
            #expect(score.sentence(of: measure).text(.nl).contains("geen openbare omrekentabel"))
        }
    }

    @Test("a centile is the outcome, within 0 and 100 and on its own scales only")
    func centile() {
        let outcome = RaschScore.centile(61).outcome(of: .mmnRods, on: TreatmentSamples.start)
        #expect(outcome == OutcomeMeasurement(on: TreatmentSamples.start, measure: .mmnRods, side: nil, value: 61))
        #expect(RaschScore.centile(101).outcome(of: .mmnRods, on: TreatmentSamples.start) == nil)
        #expect(RaschScore.centile(50).outcome(of: .incat, on: TreatmentSamples.start) == nil)
    }
}
