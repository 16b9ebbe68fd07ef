// The limits that count for motor and sensory studies, and the reading of sensory responses.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Facts of conduction studies")
struct ConductionFactsTests {
    private func conduction(
        _ normalLimits: String?,
        motor: [MotorConduction] = [],
        sensory: [SensoryConduction] = []
    ) -> ConductionFacts {
        let study = NerveConductionStudy(
            origin: FactCases.origin(nil),
            normalLimits: normalLimits,
            motor: motor,
            sensory: sensory
        )
        return CaseFacts(FactCases.file(studies: [study])).conduction
    }

    private func motor(
        _ nerve: Nerve,
        _ muscle: String?,
        _ sites: [StimulationSite],
        limits: MotorLimits? = nil
    ) -> MotorConduction {
        MotorConduction(
            nerve: nerve,
            side: .left,
            muscle: muscle.map { RecordingMuscle($0) },
            limits: limits,
            sites: sites.map { MotorSite(site: $0) }
        )
    }

    private static let set = "buschbacher-2016"

    @Test("a study without limits and without a named set has none")
    func noLimits() throws {
        let facts = try #require(conduction(nil, motor: [motor(.median, "APB", [.wrist, .elbow])]).motor.first)
        #expect(facts.amplitudeLowerMv == nil)
        #expect(facts.latencyUpperMs == nil)
        #expect(facts.fWaveUpperMs == nil)
        #expect(facts.velocityLowerMps(of: facts.entry.segments[0]) == nil)
    }

    @Test("the laboratory's own limits win, and the named set fills in what they leave out")
    func ownLimitsWin() throws {
        let own = MotorLimits(amplitudeLowerMv: 5, velocityLowerMps: 48)
        let entry = motor(.ulnar, "ADM", [.wrist, .belowElbow, .aboveElbow], limits: own)
        let facts = try #require(conduction(Self.set, motor: [entry]).motor.first)
        #expect(facts.amplitudeLowerMv == 5)
        #expect(facts.latencyUpperMs == 3.7)
        #expect(facts.fWaveUpperMs == 31.5)
        for segment in entry.segments { #expect(facts.velocityLowerMps(of: segment) == 48) }
        #expect(facts.place == CasePlace(.nerveConductionStudies, 0, .motor, 0))
    }

    struct Velocity: Sendable, CustomTestStringConvertible {
        let nerve: Nerve
        let muscle: String
        let from: StimulationSite
        let to: StimulationSite
        let lowerMps: Decimal?
        var testDescription: String { "\(nerve.rawValue) \(from.rawValue)–\(to.rawValue)" }
    }

    static let velocities: [Velocity] = [
        Velocity(nerve: .median, muscle: "APB", from: .wrist, to: .elbow, lowerMps: 49),
        Velocity(nerve: .median, muscle: "APB", from: .axilla, to: .erb, lowerMps: 49),
        Velocity(nerve: .ulnar, muscle: "ADM", from: .wrist, to: .belowElbow, lowerMps: 52),
        Velocity(nerve: .ulnar, muscle: "ADM", from: .forearm, to: .belowElbow, lowerMps: 52),
        Velocity(nerve: .ulnar, muscle: "ADM", from: .belowElbow, to: .aboveElbow, lowerMps: 43),
        Velocity(nerve: .ulnar, muscle: "ADM", from: .aboveElbow, to: .axilla, lowerMps: 50),
        // Part forearm, part elbow: nobody published a limit for that.
        Velocity(nerve: .ulnar, muscle: "ADM", from: .wrist, to: .aboveElbow, lowerMps: nil),
        Velocity(nerve: .ulnar, muscle: "FDI", from: .wrist, to: .belowElbow, lowerMps: nil),
        Velocity(nerve: .radial, muscle: "EDC", from: .forearm, to: .axilla, lowerMps: 54),
        Velocity(nerve: .radial, muscle: "EIP", from: .forearm, to: .axilla, lowerMps: nil),
        Velocity(nerve: .peroneal, muscle: "EDB", from: .ankle, to: .belowFibularHead, lowerMps: 38),
        Velocity(nerve: .peroneal, muscle: "EDB", from: .ankle, to: .fibularHead, lowerMps: 38),
        Velocity(nerve: .peroneal, muscle: "EDB", from: .belowFibularHead, to: .poplitealFossa, lowerMps: 42),
        Velocity(nerve: .peroneal, muscle: "TA", from: .fibularHead, to: .poplitealFossa, lowerMps: 43),
        Velocity(nerve: .tibial, muscle: "AH", from: .ankle, to: .poplitealFossa, lowerMps: 39),
        Velocity(nerve: .musculocutaneous, muscle: "biceps", from: .axilla, to: .erb, lowerMps: nil),
    ]

    @Test("the named set has its velocities by stretch and muscle", arguments: velocities)
    func velocity(_ velocity: Velocity) throws {
        let entry = motor(velocity.nerve, velocity.muscle, [velocity.from, velocity.to])
        let facts = try #require(conduction(Self.set, motor: [entry]).motor.first)
        #expect(facts.velocityLowerMps(of: entry.segments[0]) == velocity.lowerMps)
    }

    @Test("limits of another muscle are not those of a muscle left out")
    func muscleLeftOut() throws {
        let facts = try #require(conduction(Self.set, motor: [motor(.ulnar, nil, [.wrist])]).motor.first)
        #expect(facts.amplitudeLowerMv == nil)
    }

    @Test("a latency limit of Erb's point holds only there; the palm is no distal site")
    func latencySite() throws {
        let entries = [
            motor(.musculocutaneous, "biceps", [.axilla, .erb]), motor(.musculocutaneous, "biceps", [.erb]),
            motor(.median, "APB", [.palm, .wrist]),
        ]
        let facts = conduction(Self.set, motor: entries).motor
        #expect(facts.map(\.latencyUpperMs) == [nil, 5.6, 4.5])
        #expect(facts.map(\.amplitudeLowerMv) == [4, 4, 4.1])
        #expect(facts[2].entry.distalSite?.site == .wrist)
    }

    @Test("a set that is not known is told, and its limits stay unknown")
    func unknownSet() {
        let facts = conduction("our-own-2020", motor: [motor(.median, "APB", [.wrist])])
        #expect(facts.unknownLimits == [Stated("our-own-2020", at: CasePlace(.nerveConductionStudies, 0))])
        #expect(facts.motor.first?.amplitudeLowerMv == nil)
        #expect(conduction(Self.set).unknownLimits.isEmpty)
    }

    struct Response: Sendable, CustomTestStringConvertible {
        let name: String
        let entry: SensoryConduction
        let set: String?
        let reading: SensoryReading
        var testDescription: String { name }

        init(
            _ name: String,
            _ reading: SensoryReading,
            amplitude: Decimal? = nil,
            velocity: Decimal? = nil,
            latency: Decimal? = nil,
            stated: SensoryResponse? = nil,
            limits: SensoryLimits? = SensoryLimits(amplitudeLowerUv: 10, latencyUpperMs: 4, velocityLowerMps: 50),
            set: String? = nil,
            segment: String? = nil
        ) {
            self.name = name
            self.reading = reading
            self.set = set
            entry = SensoryConduction(
                nerve: .median,
                side: .left,
                segment: segment,
                amplitudeUv: amplitude,
                velocityMps: velocity,
                latencyMs: latency,
                statedResponse: stated,
                limits: limits
            )
        }
    }

    static let responses: [Response] = [
        Response("stated normal is never overridden", .normal, amplitude: 1, stated: .normal),
        Response("stated abnormal is never overridden", .abnormal, amplitude: 30, stated: .abnormal),
        Response("stated absent", .absent, stated: .absent),
        Response("nothing recorded", .unknown),
        Response("amplitude at its limit", .normal, amplitude: 10),
        Response("amplitude below its limit", .abnormal, amplitude: 9.9),
        Response("everything at its limit", .normal, amplitude: 10, velocity: 50, latency: 4),
        Response("velocity below its limit", .abnormal, amplitude: 20, velocity: 49.9),
        Response("latency above its limit", .abnormal, amplitude: 20, latency: 4.1),
        Response("latency alone cannot be normal", .unknown, latency: 3),
        Response("latency alone can be abnormal", .abnormal, latency: 4.1),
        Response(
            "a value without a limit does not count",
            .normal,
            amplitude: 20,
            velocity: 20,
            limits: SensoryLimits(amplitudeLowerUv: 10)
        ),
        Response("no limits", .unknown, amplitude: 20, limits: nil),
        Response("said to be not stated", .normal, amplitude: 20, stated: .notStated),
        Response("limits of the named set", .normal, amplitude: 10, latency: 4, limits: nil, set: "buschbacher-2016"),
        Response("outside the named set", .abnormal, amplitude: 10, latency: 4.1, limits: nil, set: "buschbacher-2016"),
        Response(
            "a finger of the named set",
            .normal,
            amplitude: 10,
            limits: nil,
            set: "buschbacher-2016",
            segment: "digit2-wrist"
        ),
        Response(
            "another stretch than the named set's",
            .unknown,
            amplitude: 10,
            limits: nil,
            set: "buschbacher-2016",
            segment: "palm-wrist"
        ),
    ]

    @Test("a sensory response is what the laboratory states, else what its limits say", arguments: responses)
    func response(_ response: Response) throws {
        let facts = try #require(conduction(response.set, sensory: [response.entry]).sensory.first)
        #expect(facts.reading == response.reading)
        #expect(facts.isDerived == (response.entry.response == .notStated && response.reading != .unknown))
        #expect(
            facts.reading.isNormal
                == (response.reading == .normal ? .met : response.reading == .unknown ? .unknown : .notMet)
        )
    }
}
