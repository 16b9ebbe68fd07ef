// A limit is called missing exactly where a rule of the bundled sets waits for it; the completeness of a study asks for less.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Limits that are missing")
struct MissingLimitTests {
    private static let engine = Result { () throws(RuleFileFaults) in try CriteriaEngine.bundled() }

    static let nerves: [Nerve] = [
        .median, .ulnar, .radial, .musculocutaneous, .axillary, .peroneal, .tibial, .femoral, .facial, .phrenic,
        .accessory,
    ]

    /// A limit by what it is of, with one that the values of `study` keep and one that they do not.
    struct Limit: Sendable, CustomTestStringConvertible {
        let words: String
        let kept: Decimal
        let broken: Decimal
        let path: any WritableKeyPath<Limits, Decimal?> & Sendable
        var testDescription: String { words }
    }

    /// The limits of a study, each of which can be taken away.
    struct Limits: Sendable {
        var amplitude: Decimal? = 4
        var latency: Decimal? = 10
        var velocity: Decimal? = 40
        var fWave: Decimal? = 50
    }

    static let limits: [Limit] = [
        Limit(words: "amplitude", kept: 4, broken: 100, path: \.amplitude),
        Limit(words: "distal latency", kept: 10, broken: 3, path: \.latency),
        Limit(words: "velocity", kept: 40, broken: 100, path: \.velocity),
        Limit(words: "F latency", kept: 50, broken: 20, path: \.fWave),
    ]

    private static func sites(of nerve: Nerve) -> (StimulationSite, StimulationSite) {
        switch nerve {
        case .median: (.wrist, .forearm)
        case .ulnar: (.wrist, .belowElbow)
        case .peroneal: (.ankle, .belowFibularHead)
        case .tibial: (.ankle, .poplitealFossa)
        default: (.forearm, .axilla)
        }
    }

    /// One nerve with every value recorded; a block where its amplitude is asked about.
    private static func file(_ nerve: Nerve, _ limits: Limits, isBlocked: Bool) -> CaseFile {
        let (distal, proximal) = sites(of: nerve)
        let motor = MotorConduction(
            nerve: nerve,
            side: .left,
            limits: MotorLimits(
                amplitudeLowerMv: limits.amplitude,
                latencyUpperMs: limits.latency,
                velocityLowerMps: limits.velocity,
                fWaveUpperMs: limits.fWave
            ),
            sites: [
                MotorSite(site: distal, latencyMs: 6, amplitudeMv: 8, areaMvMs: 24, durationMs: 5),
                MotorSite(
                    site: proximal,
                    latencyMs: 10,
                    amplitudeMv: isBlocked ? 2 : 8,
                    areaMvMs: isBlocked ? 6 : 24,
                    durationMs: 5,
                    distanceMm: 200
                ),
            ],
            fWave: FWave(minimalLatencyMs: 39)
        )
        return FactCases.file(studies: [NerveConductionStudy(origin: FactCases.origin(nil), motor: [motor])])
    }

    /// The verdicts about block and slowing; that on a study that is normal throughout is about neither.
    private static func verdicts(_ file: CaseFile) throws -> [String: Verdict] {
        var verdicts: [String: Verdict] = [:]
        for evaluation in try engine.get().evaluate(file).evaluations {
            for clause in evaluation.clauses where clause.id != "M0" {
                verdicts["\(evaluation.criteria) \(clause.id)"] = clause.verdict
            }
        }
        return verdicts
    }

    @Test(
        "a limit is missing where a rule about block or slowing waits for it, and nowhere else",
        arguments: nerves,
        limits
    )
    func readByRules(_ nerve: Nerve, _ limit: Limit) throws {
        let isBlocked = limit.words == "amplitude"
        func file(_ value: Decimal?) -> CaseFile {
            var limits = Limits()
            // An F latency of 126 % of its limit counts where the amplitude is known.
            if isBlocked { limits.fWave = 31 }
            limits[keyPath: limit.path] = value
            return Self.file(nerve, limits, isBlocked: isBlocked)
        }
        let without = try Self.verdicts(file(nil))
        let isRead = try [limit.kept, limit.broken].contains { try Self.verdicts(file($0)) != without }
        let cautions = CautionExample.cautions(in: file(nil)).filter { $0.code == "limitsMissing" }
        #expect(!cautions.isEmpty == isRead)
        #expect(cautions.allSatisfy { $0.text.text(.en).contains(": \(limit.words) (") })
        #expect(!CautionExample.cautions(in: file(limit.kept)).contains { $0.code == "limitsMissing" })
    }

    @Test(
        "that a block cannot be judged has the guideline as its source; which limits slowing needs is a choice of ours"
    )
    func origin() throws {
        func caution(_ limits: Limits) throws -> CaseCaution {
            try #require(
                CautionExample.cautions(in: Self.file(.ulnar, limits, isBlocked: false)).first {
                    $0.code == "limitsMissing"
                }
            )
        }
        let guideline = CaseCautionCode.limitsMissing.source
        #expect(try caution(Limits(amplitude: nil)).source == guideline)
        #expect(try caution(Limits(amplitude: nil)).status == .checked)
        #expect(try caution(Limits(velocity: nil)).source == "house")
        #expect(try caution(Limits(velocity: nil)).status == .unchecked)
        #expect(try caution(Limits(amplitude: nil, fWave: nil)).source == guideline + "; house")
        #expect(try caution(Limits(amplitude: nil, fWave: nil)).status == .unchecked)
    }

    @Test("a study is complete with the published normal set, which has no limit of velocity of some nerves")
    func completeWithPublishedSet() throws {
        let muscles: [(nerve: String, muscle: String, distal: String)] = [
            ("median", "APB", "wrist"), ("ulnar", "ADM", "wrist"), ("radial", "EDC", "forearm"),
            ("musculocutaneous", "biceps", "axilla"), ("axillary", "deltoid", "axilla"),
        ]
        let motor = muscles.map {
            #"""
            {"nerve":"\#($0.nerve)","side":"left","muscle":"\#($0.muscle)","sites":[
             {"site":"\#($0.distal)","latencyMs":3,"amplitudeMv":9,"areaMvMs":27},
             {"site":"erb","latencyMs":9,"amplitudeMv":9,"areaMvMs":27,"distanceMm":350}]}
            """#
        }
        let sensory = ["median", "ulnar", "radial"].map { #"{"nerve":"\#($0)","side":"left","response":"normal"}"# }
        let text = #"""
            {"format":"workup-case/1","workup":{"protocol":"mmn","openedOn":"2026-01-12"},
             "nerveConductionStudies":[{"performedOn":"2026-01-12","normalLimits":"buschbacher-2016",
              "lowFrequencyFilterHz":2,"skinTemperatures":[{"limb":"leftArm","celsius":33}],
              "motor":[\#(motor.joined(separator: ","))],"sensory":[\#(sensory.joined(separator: ","))]}]}
            """#
        let file = try CaseFile.read(Array(text.utf8))
        let completeness = StudyCompleteness(try #require(file.nerveConductionStudies.first), for: .mmn)
        #expect(completeness.missing.isEmpty)
        #expect(completeness.meter(.left) == 5)
        // The caution goes on to name what slowing cannot be judged without.
        let caution = try #require(CautionExample.cautions(in: file).first { $0.code == "limitsMissing" })
        #expect(caution.text.text(.en).contains("velocity (musculocutaneous nerve left"))
        #expect(!caution.text.text(.en).contains("amplitude"))
    }
}
