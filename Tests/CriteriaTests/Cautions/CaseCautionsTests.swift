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

    @Test("a muscle that two examinations found denervated is named once, with both as evidence")
    func namedOnce() throws {
        let once = try #require(CautionExample.ofFluidAndNeedle.first { $0.code == .redFlagDenervation }).raising
        let twice = FactCases.file(needles: once.needleExaminations + once.needleExaminations)
        let cautions = [once, twice].map { file in
            CautionExample.cautions(in: file).first { $0.code == CaseCautionCode.redFlagDenervation.rawValue }
        }
        #expect(cautions[0]?.text == cautions[1]?.text)
        #expect(cautions.map { $0?.evidence.count } == [1, 2])
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

    struct SampleRow: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sampledOn: String
        let from: String?
        let to: String?
        let given: [String]
        let en: String
        let nl: String
    }

    static let sampleRows: [SampleRow] = [
        SampleRow(
            testDescription: "an old course without an end, one administration years ago",
            sampledOn: "2026-01-01",
            from: "2019-01-01",
            to: nil,
            given: ["2019-01-01"],
            en:
                "While a course of immunoglobulin ran or within 90 days after it: IgM anti-GM1 sampled 2026-01-01, IVIg from 2019-01-01, last administration recorded before it 2019-01-01. Infused antibodies may mislead.",
            nl:
                "Tijdens een behandeling met immuunglobuline of binnen 90 dagen erna: IgM anti-GM1 afgenomen 2026-01-01, IVIg (immuunglobuline via infuus) vanaf 2019-01-01, laatste toediening die ervoor is vastgelegd 2019-01-01. Toegediende antistoffen kunnen misleiden."
        ),
        SampleRow(
            testDescription: "while a course with an end ran, its administration long before",
            sampledOn: "2024-06-01",
            from: "2023-01-01",
            to: "2024-12-01",
            given: ["2023-01-01", "2024-07-01"],
            en:
                "While a course of immunoglobulin ran or within 90 days after it: IgM anti-GM1 sampled 2024-06-01, IVIg from 2023-01-01 to 2024-12-01, last administration recorded before it 2023-01-01. Infused antibodies may mislead.",
            nl:
                "Tijdens een behandeling met immuunglobuline of binnen 90 dagen erna: IgM anti-GM1 afgenomen 2024-06-01, IVIg (immuunglobuline via infuus) vanaf 2023-01-01 tot 2024-12-01, laatste toediening die ervoor is vastgelegd 2023-01-01. Toegediende antistoffen kunnen misleiden."
        ),
        SampleRow(
            testDescription: "while a course without administrations runs",
            sampledOn: "2026-01-02",
            from: "2025",
            to: nil,
            given: [],
            en:
                "While a course of immunoglobulin ran or within 90 days after it: IgM anti-GM1 sampled 2026-01-02, IVIg from 2025. Infused antibodies may mislead.",
            nl:
                "Tijdens een behandeling met immuunglobuline of binnen 90 dagen erna: IgM anti-GM1 afgenomen 2026-01-02, IVIg (immuunglobuline via infuus) vanaf 2025. Toegediende antistoffen kunnen misleiden."
        ),
        SampleRow(
            testDescription: "an end known to the month, so that the sample may precede it",
            sampledOn: "2024-12-15",
            from: "2024-01-01",
            to: "2024-12",
            given: [],
            en:
                "While a course of immunoglobulin ran or within 90 days after it: IgM anti-GM1 sampled 2024-12-15, IVIg from 2024-01-01 to 2024-12. Infused antibodies may mislead.",
            nl:
                "Tijdens een behandeling met immuunglobuline of binnen 90 dagen erna: IgM anti-GM1 afgenomen 2024-12-15, IVIg (immuunglobuline via infuus) vanaf 2024-01-01 tot 2024-12. Toegediende antistoffen kunnen misleiden."
        ),
        SampleRow(
            testDescription: "90 days after the end",
            sampledOn: "2025-03-01",
            from: "2023-01-01",
            to: "2024-12-01",
            given: ["2023-01-01"],
            en:
                "Within 90 days after immunoglobulin: IgM anti-GM1 sampled 2025-03-01, after IVIg. Infused antibodies may mislead.",
            nl:
                "Binnen 90 dagen na immuunglobuline: IgM anti-GM1 afgenomen 2025-03-01, na IVIg (immuunglobuline via infuus). Toegediende antistoffen kunnen misleiden."
        ),
        SampleRow(
            testDescription: "90 days after an administration of a course that runs",
            sampledOn: "2026-04-01",
            from: "2019-01-01",
            to: nil,
            given: ["2019-01-01", "2026-01-01"],
            en:
                "Within 90 days after immunoglobulin: IgM anti-GM1 sampled 2026-04-01, after IVIg. Infused antibodies may mislead.",
            nl:
                "Binnen 90 dagen na immuunglobuline: IgM anti-GM1 afgenomen 2026-04-01, na IVIg (immuunglobuline via infuus). Toegediende antistoffen kunnen misleiden."
        ),
    ]

    @Test("90 days after immunoglobulin are said only where something recorded lies in them", arguments: sampleRows)
    func sampleAfterImmunoglobulin(_ row: SampleRow) throws {
        let file = CautionExample.sample(row.sampledOn, from: row.from, to: row.to, given: row.given)
        let found = CautionExample.cautions(in: file).filter { $0.code == "sampleAfterIvig" }
        #expect(found.map { $0.text.text(.en) } == [row.en])
        #expect(found.map { $0.text.text(.nl) } == [row.nl])
        #expect(found.map { $0.evidence.map(\.pointer) } == [["/antibodies/0", "/treatments/0"]])
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
