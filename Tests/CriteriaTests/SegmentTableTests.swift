// The arithmetic of segments: the synthetic vectors of the clinical reference and a published table.
import Criteria
import Domain
import FoundationEssentials
import Testing

/// One segment and what it must come to. Values stand as `distal proximal`, with `-` for what is not there.
struct SegmentVector: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let segment: ConductionSegment
    /// Area reduction, amplitude reduction, duration increase, in percent to one decimal.
    let percents: [Decimal?]
    let isEntrapment: Bool
    let isLong: Bool

    init(
        _ id: String,
        _ nerve: Nerve,
        _ distal: StimulationSite,
        _ proximal: StimulationSite,
        _ amplitude: String,
        _ area: String,
        _ duration: String,
        _ percents: String,
        _ place: String
    ) {
        func pair(_ text: String) -> [Decimal?] { text.split(separator: " ").map { number(String($0)) } }
        let (amplitude, area, duration) = (pair(amplitude), pair(area), pair(duration))
        testDescription = id
        segment = ConductionSegment(
            nerve: nerve,
            side: .left,
            muscle: nil,
            distal: MotorSite(site: distal, amplitudeMv: amplitude[0], areaMvMs: area[0], durationMs: duration[0]),
            proximal: MotorSite(
                site: proximal,
                amplitudeMv: amplitude[1],
                areaMvMs: area[1],
                durationMs: duration[1],
                response: amplitude[1] == nil ? .absent : nil
            )
        )
        self.percents = pair(percents)
        isEntrapment = place == "entrapment"
        isLong = place == "long"
    }

    static let all: [SegmentVector] = [
        .init("SEG1", .median, .wrist, .elbow, "8.0 3.4", "24 10", "5.4 6.3", "58.3 57.5 16.7", "long"),
        .init("SEG2", .ulnar, .wrist, .belowElbow, "10 5.0", "30 15", "6.0 7.8", "50 50 30", "long"),
        .init("SEG3", .ulnar, .wrist, .belowElbow, "10 3.9", "30 12", "6.0 8.0", "60 61 33.3", "long"),
        .init("SEG4", .median, .wrist, .elbow, "8.0 5.6", "24 16.8", "5.0 6.0", "30 30 20", "long"),
        .init("SEG5", .peroneal, .ankle, .belowFibularHead, "4.0 2.4", "12 7.2", "6.0 7.0", "40 40 16.7", ""),
        .init("SEG6", .peroneal, .ankle, .belowFibularHead, "4.0 1.7", "12 5.4", "6.0 7.0", "55 57.5 16.7", ""),
        .init("SEG7", .ulnar, .wrist, .belowElbow, "1.0 0.3", "3.0 0.9", "6.0 6.6", "70 70 10", "long"),
        .init("SEG8", .ulnar, .wrist, .belowElbow, "1.2 0.4", "3.6 1.2", "6.0 6.6", "66.7 66.7 10", "long"),
        .init("SEG9", .ulnar, .belowElbow, .aboveElbow, "10 3.0", "30 9", "6.0 7.0", "70 70 16.7", "entrapment"),
        .init("SEG10", .median, .wrist, .elbow, "8.0 3.6", "24 17.3", "5.0 8.0", "27.9 55 60", "long"),
        .init("SEG11", .median, .wrist, .elbow, "8.0 3.6", "- -", "5.0 5.8", "- 55 16", "long"),
        .init("SEG12", .tibial, .ankle, .poplitealFossa, "10 3.5", "24 10", "6.0 7.5", "58.3 65 25", ""),
        .init("SEG13", .radial, .forearm, .axilla, "5.0 2.9", "15 9", "6.0 7.0", "40 42 16.7", "long"),
        .init("SEG14", .median, .elbow, .axilla, "7.5 -", "22 -", "5.5 -", "100 100 -", "long"),
        .init("SEG15", .median, .axilla, .erb, "8.0 5.0", "24 15.6", "5.5 6.5", "35 37.5 18.2", "long"),
        .init("SEG16", .median, .wrist, .forearm, "8.0 5.2", "24 16.6", "5.0 5.2", "30.8 35 4", ""),
    ]
}

/// An exact decimal from its text.
func number(_ text: String?) -> Decimal? {
    text.flatMap { $0 == "-" ? nil : Decimal(string: $0) }
}

@Suite("Segment table")
struct SegmentTableTests {
    @Test(
        "a segment's reductions, increase and place come out as in the table of vectors",
        arguments: SegmentVector.all
    )
    func vectors(_ vector: SegmentVector) {
        let measures = SegmentMeasures(vector.segment)
        #expect(
            vector.percents == [
                measures.areaReductionPercent, measures.amplitudeReductionPercent, measures.durationIncreasePercent,
            ]
        )
        #expect(measures.segment.isEntrapment == vector.isEntrapment)
        #expect(measures.segment.isLong == vector.isLong)
    }

    @Test("a value that lies exactly on a threshold is seen to lie there")
    func thresholds() throws {
        let exact = SegmentMeasures(SegmentVector.all[3].segment)
        let area = try #require(exact.areaReduction)
        #expect(area.isAtLeast(percent: 30))
        #expect(!area.isAbove(percent: 30))
        let half = try #require(SegmentMeasures(SegmentVector.all[1].segment).areaReduction)
        #expect(half.isAtLeast(percent: 50) && !half.isAbove(percent: 50))
    }

    @Test("the published table of a neuropathy after infection comes out as printed")
    func published() {
        let ulnar = SegmentMeasures(
            ConductionSegment(
                nerve: .ulnar,
                side: .left,
                muscle: nil,
                distal: MotorSite(
                    site: .belowElbow,
                    latencyMs: number("8.3"),
                    amplitudeMv: number("5.0"),
                    areaMvMs: number("21.8")
                ),
                proximal: MotorSite(
                    site: .aboveElbow,
                    latencyMs: number("11.4"),
                    amplitudeMv: number("4.8"),
                    areaMvMs: number("21.5"),
                    distanceMm: 110
                )
            )
        )
        #expect(ulnar.velocityForDisplayMps == number("35.5"))
        #expect(ulnar.amplitudeReductionPercent == 4)
        #expect(ulnar.areaReductionPercent == number("1.4"))
        #expect(ulnar.segment.isEntrapment)
    }

    @Test(
        "velocity is left out where it can not be computed",
        arguments: [
            ("3.6", "3.6", 100), ("3.6", "3.1", 100), (nil, "8.1", 100), ("3.6", nil, 100), ("3.6", "8.1", nil),
        ]
            as [(String?, String?, Decimal?)]
    )
    func noVelocity(_ from: String?, _ to: String?, _ distance: Decimal?) {
        let measures = SegmentMeasures(
            ConductionSegment(
                nerve: .median,
                side: .left,
                muscle: nil,
                distal: MotorSite(site: .wrist, latencyMs: number(from)),
                proximal: MotorSite(site: .elbow, latencyMs: number(to), distanceMm: distance)
            )
        )
        #expect(measures.velocityMps == nil)
        #expect(measures.velocityForDisplayMps == nil)
    }

    @Test("nothing is computed from an absent or zero distal response")
    func absentDistal() {
        for distal in [
            MotorSite(site: .wrist, response: .absent), MotorSite(site: .wrist, amplitudeMv: 0, areaMvMs: 0),
        ] {
            let measures = SegmentMeasures(
                ConductionSegment(
                    nerve: .median,
                    side: .left,
                    muscle: nil,
                    distal: distal,
                    proximal: MotorSite(site: .elbow, amplitudeMv: 2, areaMvMs: 4)
                )
            )
            #expect(measures.areaReductionPercent == nil)
            #expect(measures.amplitudeReductionPercent == nil)
        }
    }

    @Test(
        "rounding to one decimal goes away from zero at the half",
        arguments: [
            ("0.0005", "1", "0.1"), ("0.0004", "1", "0"), ("-0.0005", "1", "-0.1"), ("0.1245", "1", "12.5"),
            ("1", "3", "33.3"), ("2", "3", "66.7"), ("-1", "3", "-33.3"), ("0", "7", "0"), ("1", "1", "100"),
        ]
    )
    func rounding(_ numerator: String, _ denominator: String, _ percent: String) throws {
        let (above, below) = (try #require(number(numerator)), try #require(number(denominator)))
        let ratio = try #require(ExactRatio(above, over: below))
        #expect(ratio.percentForDisplay == number(percent))
    }

    @Test("an override on the proximal site decides over the default")
    func overrides() {
        let segment = ConductionSegment(
            nerve: .median,
            side: .left,
            muscle: nil,
            distal: MotorSite(site: .wrist),
            proximal: MotorSite(site: .elbow, entrapmentSite: true, longSegment: false)
        )
        let measures = SegmentMeasures(segment)
        #expect(measures.segment.isEntrapment && !measures.segment.isLong)
    }

    @Test("a study's table has a row per pair of neighbouring sites, with its place")
    func table() {
        let study = NerveConductionStudy(
            origin: FindingOrigin(),
            motor: [
                MotorConduction(nerve: .median, side: .left, sites: [.init(site: .wrist)]),
                MotorConduction(
                    nerve: .ulnar,
                    side: .right,
                    sites: [.init(site: .wrist), .init(site: .belowElbow), .init(site: .aboveElbow)]
                ),
            ]
        )
        let table = SegmentTable(study)
        #expect(table.rows.map(\.pointer) == ["/motor/1", "/motor/1"])
        #expect(table.rows.map(\.proximalIndex) == [1, 2])
        #expect(table.rows(of: .ulnar, .right).count == 2)
        #expect(table.rows(of: .ulnar, .left).isEmpty)
    }

    @Test("completeness counts the nerves of an arm up to Erb's point and names what is missing")
    func completeness() {
        let study = NerveConductionStudy(
            origin: FindingOrigin(),
            lowFrequencyFilterHz: 2,
            skinTemperatures: [
                SkinTemperature(limb: .leftArm, celsius: 31), SkinTemperature(limb: .leftLeg, celsius: 32),
            ],
            motor: [
                MotorConduction(
                    nerve: .median,
                    side: .left,
                    sites: [.init(site: .wrist, areaMvMs: 20), .init(site: .erb, areaMvMs: 18)]
                ),
                MotorConduction(nerve: .ulnar, side: .left, sites: [.init(site: .wrist, areaMvMs: 20)]),
            ]
        )
        let completeness = StudyCompleteness(study, for: .mmn)
        #expect(completeness.meter(.left) == 1)
        #expect(completeness.meter(.right) == 0)
        #expect(completeness.missing == [.sensoryNerves, .limits])
        #expect(ColdLimb.all(in: study).map(\.measured.limb) == [.leftArm])
        #expect(ColdLimb.all(in: study, forCidpCriteria: true).map(\.neededCelsius) == [33])
    }

    @Test("the CIDP minimum set asks four motor nerves of a side, ulnar and peroneal below the joint")
    func cidpCompleteness() {
        func nerve(_ nerve: Nerve, _ muscle: String, _ site: StimulationSite) -> MotorConduction {
            MotorConduction(
                nerve: nerve,
                side: .right,
                muscle: RecordingMuscle(muscle),
                sites: [.init(site: site, amplitudeMv: 5)]
            )
        }
        let study = NerveConductionStudy(
            origin: FindingOrigin(),
            normalLimits: "buschbacher-2016",
            skinTemperatures: [
                SkinTemperature(limb: .rightArm, celsius: 32.5), SkinTemperature(limb: .rightLeg, celsius: 30),
            ],
            motor: [
                nerve(.median, "APB", .wrist), nerve(.ulnar, "ADM", .wrist),
                nerve(.peroneal, "EDB", .belowFibularHead),
            ]
        )
        let completeness = StudyCompleteness(study, for: .cidp)
        #expect(completeness.nervesStudied[.right] == [.median, .peroneal])
        #expect(completeness.meter(.left) == 0)
        #expect(completeness.missing == [.filter])
        #expect(ColdLimb.all(in: study, forCidpCriteria: true).map(\.measured.limb) == [.rightArm])
        #expect(ColdLimb.all(in: study).map(\.measured.limb) == [.rightLeg])
    }

    @Test("limits are there only where the study or the set it names has the muscle, as the caution says")
    func limits() throws {
        func missing(_ muscle: String, own: Decimal? = nil, set: String? = "buschbacher-2016") throws -> (Bool, Bool) {
            let limits = own.map { #","limits":{"amplitudeLowerMv":\#($0)}"# } ?? ""
            let named = set.map { #","normalLimits":"\#($0)""# } ?? ""
            let text = #"""
                {"format":"workup-case/1","workup":{"protocol":"mmn","openedOn":"2026-01-12"},
                 "nerveConductionStudies":[{"motor":[{"nerve":"radial","side":"left","muscle":"\#(muscle)",
                  "sites":[{"site":"forearm","amplitudeMv":5,"areaMvMs":20}]\#(limits)},{"nerve":"ulnar","side":"left"},
                  {"nerve":"median","side":"left","muscle":"APB",
                  "sites":[{"site":"wrist","amplitudeMv":5,"areaMvMs":20}]\#(limits)}]\#(named)}]}
                """#
            let file = try CaseFile.read(Array(text.utf8))
            let study = try #require(file.nerveConductionStudies.first)
            let cautions = try CriteriaEngine.bundled().evaluate(file).cautions
            return (
                StudyCompleteness(study, for: .mmn).missing.contains(.limits),
                cautions.contains { $0.code == CaseCautionCode.limitsMissing.rawValue }
            )
        }
        // The named set has the extensor digitorum communis, and no brachioradialis.
        #expect(try missing("EDC") == (false, false))
        #expect(try missing("brachioradialis") == (true, true))
        #expect(try missing("brachioradialis", own: 3) == (false, false))
        #expect(try missing("EDC", set: nil) == (true, true))
        #expect(try missing("EDC", set: "unknown-set") == (true, true))
    }

    @Test("only the protocols that the reference speaks of ask something", arguments: ["mmn", "cidp", "other"])
    func questions(_ code: String) {
        let question = StudyCompleteness.Question(protocolCode: code)
        #expect(question?.nerves.count == ["mmn": 5, "cidp": 4][code])
    }
}
