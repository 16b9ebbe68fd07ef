// Cautions on measuring: no baseline, six months without an effect, an improvement nobody measured.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Cautions on response")
struct ResponseCautionTests {
    private typealias Samples = TreatmentSamples

    private func raised(
        _ code: TreatmentCautionCode,
        _ treatment: Treatment,
        among treatments: [Treatment] = [],
        outcomes: [OutcomeMeasurement] = [],
        on day: Int? = nil
    ) throws -> RaisedCaution? {
        TreatmentGuidance(try Samples.mmn(), treatments: treatments, outcomes: outcomes)
            .cautions(of: treatment, on: day.map { Samples.day($0) }).first { $0.code == code }
    }

    // MARK: Six months

    @Test(
        "six months to the day without an assessment need a reason; the day before does not",
        arguments: [([0, 180], nil), ([0, 181], [1]), ([0, 90, 181, 210], [2, 3]), ([0], nil)] as [([Int], [Int]?)]
    )
    func sixMonths(_ offsets: [Int], _ places: [Int]?) throws {
        let found = try raised(.noEffectSixMonths, Samples.course(.ivig, offsets))
        #expect(found?.administrations == places)
        #expect(found.map(\.effect) == places.map { _ in .needsReason })
    }

    @Test(
        "a course that runs is asked on the day of the question; one that ended before is not",
        arguments: [(nil, 180, false), (nil, 181, true), (160, 400, false), (181, 400, true), (180, 400, false)]
            as [(Int?, Int, Bool)]
    )
    func running(_ ended: Int?, _ day: Int, _ isRaised: Bool) throws {
        let course = Samples.course(.ivig, [0, 28], endedOn: ended.map { Samples.day($0).description })
        let found = try raised(.noEffectSixMonths, course, on: day)
        #expect((found != nil) == isRaised)
        let places = found?.administrations ?? []
        #expect(places.isEmpty)
    }

    struct Responder: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let entry: Sign?
        let outcomes: [OutcomeMeasurement]
        let isRaised: Bool
    }

    static let responders: [Responder] = [
        Responder(testDescription: "not assessed, no entry", entry: nil, outcomes: [], isRaised: true),
        Responder(
            testDescription: "not assessed, entry not examined",
            entry: .notExamined,
            outcomes: [],
            isRaised: true
        ),
        Responder(testDescription: "entry absent", entry: .absent, outcomes: [], isRaised: true),
        Responder(testDescription: "entry present, nothing measured", entry: .present, outcomes: [], isRaised: false),
        Responder(
            testDescription: "measured improvement",
            entry: nil,
            outcomes: [Samples.grip(0, 50), Samples.grip(60, 58)],
            isRaised: false
        ),
        Responder(
            testDescription: "measured, no improvement",
            entry: nil,
            outcomes: [Samples.grip(0, 50), Samples.grip(60, 57)],
            isRaised: true
        ),
        Responder(
            testDescription: "measured no improvement against an entry of present",
            entry: .present,
            outcomes: [Samples.grip(0, 50), Samples.grip(60, 57)],
            isRaised: true
        ),
        Responder(
            testDescription: "measured improvement against an entry of absent: measurements decide",
            entry: .absent,
            outcomes: [Samples.grip(0, 50), Samples.grip(60, 58)],
            isRaised: false
        ),
    ]

    @Test("whether six months were without an effect", arguments: responders)
    func responder(_ row: Responder) throws {
        let course = Samples.course(.ivig, [0, 200], improvement: row.entry)
        #expect((try raised(.noEffectSixMonths, course, outcomes: row.outcomes) != nil) == row.isRaised)
    }

    @Test(
        "a course that goes on within 90 days counts from the first; after a longer pause it counts anew",
        arguments: [(190, true), (191, false)]
    )
    func line(_ start: Int, _ isRaised: Bool) throws {
        let first = Samples.course(.ivig, [0, 100], product: "Kiovig", substance: "first")
        let second = Samples.course(.ivig, [start, start + 28])
        let found = try raised(.noEffectSixMonths, second, among: [first, second])
        #expect((found != nil) == isRaised)
        if isRaised {
            #expect(found?.administrations == [0, 1])
            let shown = [Samples.grip(0, 50), Samples.grip(60, 60)]
            #expect(try raised(.noEffectSixMonths, second, among: [first, second], outcomes: shown) == nil)
        }
    }

    @Test("a start known to the month counts from its last day; other treatments are not asked")
    func partial() throws {
        let course = Samples.course(.ivig, [], startedOn: "2025-01")
        #expect(try raised(.noEffectSixMonths, course, on: 205) == nil)
        // 31 January and six months: 31 July, day 206.
        #expect(try raised(.noEffectSixMonths, course, on: 206) != nil)
        #expect(try raised(.noEffectSixMonths, Samples.course(.ivig), on: 900) == nil)
        #expect(try raised(.noEffectSixMonths, Samples.course(.scig, [0, 200]), on: 900) == nil)
    }

    @Test("going on without an effect is told when an administration is added, and when IVIg is chosen again")
    func goingOn() throws {
        let course = Samples.course(.ivig, [0, 150])
        let guidance = TreatmentGuidance(try Samples.mmn(), treatments: [course])
        func codes(_ offset: Int) -> [TreatmentCautionCode] {
            let next = Administration(on: Samples.day(offset), product: "Privigen", lot: "L")
            return guidance.cautions(adding: next, to: course).map(\.code)
        }
        #expect(!codes(180).contains(.noEffectSixMonths))
        #expect(codes(181).contains(.noEffectSixMonths))
        #expect(!guidance.needsReason(choosing: .ivig, on: Samples.day(180)))
        #expect(guidance.needsReason(choosing: .ivig, on: Samples.day(181)))
        #expect(guidance.needsReason(choosing: .ivig, on: Samples.day(240)))
        #expect(!guidance.needsReason(choosing: .ivig, on: Samples.day(241)), "after a longer pause it is a new start")
    }

    // MARK: No measurement behind an improvement

    struct Claim: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var entry: Sign? = .present
        let outcomes: [OutcomeMeasurement]
        let isRaised: Bool
    }

    static let claims: [Claim] = [
        Claim(testDescription: "nothing measured", outcomes: [], isRaised: true),
        Claim(testDescription: "no claim", entry: .absent, outcomes: [], isRaised: false),
        Claim(testDescription: "no entry", entry: nil, outcomes: [], isRaised: false),
        Claim(testDescription: "no baseline", outcomes: [Samples.grip(20, 70)], isRaised: true),
        Claim(testDescription: "improved", outcomes: [Samples.grip(0, 50), Samples.grip(20, 58)], isRaised: false),
        Claim(testDescription: "one short", outcomes: [Samples.grip(0, 50), Samples.grip(20, 57)], isRaised: true),
        Claim(
            testDescription: "improved on one, worse on another: some measure supports it",
            outcomes: [
                Samples.grip(0, 50), Samples.grip(20, 58), Samples.grip(0, 50, .left), Samples.grip(20, 40, .left),
            ],
            isRaised: false
        ),
        Claim(
            testDescription: "improved in the first days",
            outcomes: [Samples.grip(0, 50), Samples.grip(5, 58)],
            isRaised: false
        ),
        Claim(
            testDescription: "improved before treatment",
            outcomes: [Samples.grip(-60, 40), Samples.grip(0, 50)],
            isRaised: true
        ),
        Claim(
            testDescription: "only the scale without an important change",
            outcomes: [Samples.outcome(.onls, 0, 8), Samples.outcome(.onls, 20, 2)],
            isRaised: true
        ),
    ]

    @Test("an improvement that no measure supports", arguments: claims)
    func notObjective(_ claim: Claim) throws {
        let course = Samples.course(.ivig, [0, 28], improvement: claim.entry)
        let found = try raised(.responseNotObjective, course, outcomes: claim.outcomes)
        #expect((found != nil) == claim.isRaised)
    }

    @Test(
        "what was measured long after a course ended does not support it",
        arguments: [(181, true), (182, false)]
    )
    func longAfter(_ offset: Int, _ isShown: Bool) throws {
        let outcomes = [Samples.grip(0, 50), Samples.grip(offset, 60)]
        let ended = Samples.course(.ivig, [0], endedOn: Samples.day(1).description, improvement: .present)
        #expect((try raised(.responseNotObjective, ended, outcomes: outcomes) == nil) == isShown)
        let running = Samples.course(.ivig, [0], improvement: .present)
        #expect(try raised(.responseNotObjective, running, outcomes: outcomes) == nil)
    }

    // MARK: Baseline

    @Test(
        "a course known by its start only asks for a baseline where no day of it has one",
        arguments: [
            ("2025-01-06", -91, true), ("2025-01-06", -90, false), ("2025-01", -95, false), ("2025-01", -96, true),
            ("2025-01", 25, false), ("2025-01", 26, true),
        ]
    )
    func baseline(_ startedOn: String, _ offset: Int, _ isRaised: Bool) throws {
        let course = Samples.course(.ivig, [], startedOn: startedOn)
        let found = try raised(.noBaseline, course, outcomes: [Samples.grip(offset, 50)])
        #expect((found != nil) == isRaised)
    }

    @Test("a course of an unknown day asks for none")
    func unknownDay() throws {
        #expect(try raised(.noBaseline, Samples.course(.ivig)) == nil)
    }
}
