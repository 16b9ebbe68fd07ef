// Each caution is raised by a smallest case and not by its nearest neighbour.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Cautions about a case")
struct CaseCautionsTests {
    static let examples: [CautionExample] =
        CautionExample.ofExamination + CautionExample.ofSegments + CautionExample.ofStudies + CautionExample.ofBlood
        + CautionExample.ofFluidAndNeedle + CautionExample.ofAntibodies + CautionExample.ofTreatments

    @Test("a caution is raised by its smallest case, and not by the nearest one", arguments: examples)
    func raised(_ example: CautionExample) throws {
        let raised = CautionExample.cautions(
            in: example.raising,
            block: example.block,
            evaluations: example.evaluations
        )
        let neighbour = CautionExample.cautions(
            in: example.neighbour,
            block: example.block,
            evaluations: example.neighbourEvaluations
        )
        let caution = try #require(raised.first { $0.code == example.code.rawValue })
        #expect(!neighbour.contains { $0.code == example.code.rawValue })
        for language in Language.allCases {
            let text = caution.text.text(language)
            #expect(text.hasSuffix("."))
            #expect(!text.contains("{"))
        }
        #expect(caution.text.text(.en) != caution.text.text(.nl))
        #expect(!caution.source.isEmpty)
        #expect(caution.status == .unchecked || caution.source != "house")
        // A puncture that was not done is no finding.
        #expect(caution.evidence.isEmpty == (example.code == .lumbarPunctureMayBeUnneeded))
    }

    @Test("every code has an example")
    func complete() {
        #expect(Set(Self.examples.map(\.code)) == Set(CaseCautionCode.allCases))
    }

    @Test("an empty case raises nothing")
    func empty() {
        for protocolCode in ["mmn", "cidp"] {
            #expect(CautionExample.cautions(in: FactCases.file(protocolCode: protocolCode)).isEmpty)
        }
    }

    @Test("slowing beside a block is not called uniform", arguments: [BlockAnswer.definite, .probable])
    func slowingWithBlock(_ block: BlockAnswer) throws {
        let example = try #require(CautionExample.ofSegments.first { $0.code == .uniformSlowing })
        let code = CaseCautionCode.uniformSlowing.rawValue
        #expect(CautionExample.cautions(in: example.raising).contains { $0.code == code })
        #expect(!CautionExample.cautions(in: example.raising, block: block).contains { $0.code == code })
        // Where no set can judge the block, an amplitude that hardly falls says that there is none.
        #expect(CautionExample.cautions(in: example.raising, block: .notEvaluable).contains { $0.code == code })
    }

    @Test("a text names what raised it, in both languages")
    func words() throws {
        let example = try #require(CautionExample.ofSegments.first { $0.code == .completeBlockCheckStimulus })
        let caution = try #require(
            CautionExample.cautions(in: example.raising).first { $0.code == example.code.rawValue }
        )
        #expect(
            caution.text.text(.en)
                == "No response proximally although there is one distally: ulnar nerve left, wrist to below the elbow. Check supramaximal stimulation and the site."
        )
        #expect(
            caution.text.text(.nl)
                == "Proximaal geen respons terwijl die er distaal wel is: n. ulnaris links, pols tot onder de elleboog. Controleer de supramaximale prikkel en de plaats."
        )
        #expect(caution.evidence == [CasePlace(.nerveConductionStudies, 0, .motor, 0)])
        #expect(caution.status == .unchecked)
        #expect(caution.source == "house")
    }

    @Test("the limits that are missing are named with their nerves, and what cannot be judged without them")
    func missingLimits() throws {
        func text(_ limits: MotorLimits, _ language: Language) throws -> String {
            let sites = [
                MotorSite(site: .wrist, latencyMs: 3, amplitudeMv: 8, areaMvMs: 24),
                MotorSite(site: .belowElbow, latencyMs: 7, amplitudeMv: 8, areaMvMs: 24, distanceMm: 200),
            ]
            let motor = Side.allCases.map {
                MotorConduction(nerve: .ulnar, side: $0, limits: limits, sites: sites, fWave: nil)
            }
            let file = FactCases.file(studies: [NerveConductionStudy(origin: FactCases.origin(nil), motor: motor)])
            let caution = CautionExample.cautions(in: file).first { $0.code == "limitsMissing" }
            return try #require(caution).text.text(language)
        }
        #expect(
            try text(MotorLimits(latencyUpperMs: 4, velocityLowerMps: 50), .en)
                == "Limits of the laboratory are missing: amplitude (ulnar nerve left, ulnar nerve right). Block cannot be judged there; ask the laboratory."
        )
        #expect(
            try text(MotorLimits(amplitudeLowerMv: 4, latencyUpperMs: 4), .nl)
                == "Normaalwaarden van het laboratorium ontbreken: geleidingssnelheid (n. ulnaris links, n. ulnaris rechts). Vertraging is daar niet te beoordelen; vraag het na bij het laboratorium."
        )
        #expect(
            try text(MotorLimits(velocityLowerMps: 50), .en)
                == "Limits of the laboratory are missing: amplitude (ulnar nerve left, ulnar nerve right); distal latency (ulnar nerve left, ulnar nerve right). Block and slowing cannot be judged there; ask the laboratory."
        )
    }

    @Test("cautions come in the order of their codes, whatever raised them first")
    func order() {
        let file = FactCases.file(
            examinations: [FactCases.examination(signs: [.bulbarMarked: .present, .upperMotorNeuron: .present])],
            laboratory: [FactCases.laboratory("ck", .high)],
            treatments: [Treatment(course: TreatmentCourse(option: .corticosteroid))]
        )
        #expect(
            CautionExample.cautions(in: file).map(\.code)
                == ["redFlagUpperMotorNeuron", "redFlagBulbar", "redFlagCk", "corticosteroidInMmn"]
        )
    }
}
