// The protocols that come with the program: they load without a fault and hold what the leaflets and tables ask for.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Bundled protocols")
struct BundledProtocolTests {
    static let codes = ["mmn", "cidp"]

    /// Code, English name, Dutch name, requirement in mmn, in cidp: the table of clinical reference section 14.
    static let table: [(String, String, String, StepRequirement, StepRequirement)] = [
        ("neurologicalExamination", "Neurological examination", "Neurologisch onderzoek", .required, .required),
        ("nerveConductionStudy", "Nerve conduction study", "Zenuwgeleidingsonderzoek", .required, .required),
        ("needleExamination", "Needle EMG", "Naald-EMG", .recommended, .optional),
        ("antiGanglioside", "Anti-ganglioside antibodies", "Antigangliosidenantistoffen", .recommended, .optional),
        ("bloodPanel", "Blood tests, other causes", "Bloedonderzoek, andere oorzaken", .required, .required),
        ("lumbarPuncture", "Lumbar puncture", "Lumbaalpunctie (ruggenprik)", .conditional, .conditional),
        ("plexusMri", "MRI brachial plexus", "MRI plexus brachialis", .conditional, .conditional),
        ("nerveUltrasound", "Nerve ultrasound", "Zenuwecho", .optional, .conditional),
        (
            "neuromuscularCentre", "Advice of a neuromuscular centre", "Advies spierziektencentrum", .required,
            .recommended
        ),
        (
            "multidisciplinaryMeeting", "Multidisciplinary meeting", "Multidisciplinair overleg (MDO)", .recommended,
            .recommended
        ),
        (
            "preTreatmentScreening", "Screening before treatment", "Screening vóór behandeling", .conditional,
            .conditional
        ),
        ("treatmentProposal", "Treatment proposal", "Behandelvoorstel", .required, .required),
        ("responseAssessment", "Response assessment", "Effectmeting", .conditional, .conditional),
    ]

    /// Read once for all tests: the files are long.
    private static let bundled = Result { () throws(RuleFileFaults) in try ProtocolLoader.bundled() }

    static func load(_ code: String) throws -> CareProtocol {
        try #require(try bundled.get().first { $0.code == code })
    }

    @Test("both protocols load without a fault, not signed off", arguments: codes)
    func loads(_ code: String) throws {
        let text = try #require(ProtocolLoader.bundledText(code + ".yaml"))
        do {
            let loaded = try ProtocolLoader.load(text)
            #expect(loaded.code == code)
            #expect(!loaded.isSignedOff)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test("every step stands in both protocols, named and required as in the table", arguments: table.indices)
    func steps(_ row: Int) throws {
        let (code, en, nl, inMmn, inCidp) = Self.table[row]
        for (name, requirement) in [("mmn", inMmn), ("cidp", inCidp)] {
            let step = try #require(try Self.load(name).step(code), "\(code) is not in \(name)")
            #expect(step.names.text == Localized(en: en, nl: nl))
            #expect(step.requirement == requirement)
            #expect(step.hints.allSatisfy { !$0.text.en.isEmpty && !$0.text.nl.isEmpty && $0.text.en != $0.text.nl })
        }
    }

    @Test("the protocols hold these steps and no others", arguments: codes)
    func onlyTheseSteps(_ code: String) throws {
        #expect(Set(try Self.load(code).steps.map(\.code)) == Set(Self.table.map(\.0)))
    }

    @Test("every treatment is an option of both protocols", arguments: codes)
    func options(_ code: String) throws {
        #expect(Set(try Self.load(code).options.map(\.code)) == Set(TreatmentOption.allCases))
    }

    @Test("guideline and leaflets part in MMN where the leaflets list what the guideline discourages")
    func leafletsAndGuidelinePart() throws {
        let mmn = try Self.load("mmn")
        #expect(Set(mmn.options.filter(\.leafletAndGuidelinePart).map(\.code)) == [.plasmaExchange, .cyclophosphamide])
        #expect(mmn.option(.corticosteroid)?.position == .notRecommended)
        #expect(mmn.option(.ivig)?.position == .firstLine)
    }

    @Test("every outcome measure is described in both protocols", arguments: codes)
    func outcomeMeasures(_ code: String) throws {
        #expect(Set(try Self.load(code).outcomeMeasures.map(\.code)) == Set(OutcomeMeasure.allCases))
    }

    @Test("a protocol survives its JSON", arguments: codes)
    func json(_ code: String) throws {
        let loaded = try Self.load(code)
        #expect(try CareProtocol.codec.decode(CareProtocol.codec.encode(loaded)) == loaded)
    }

    @Test("the lumbar puncture has its safety check", arguments: codes)
    func safetyCheck(_ code: String) throws {
        let step = try #require(try Self.load(code).step("lumbarPuncture"))
        #expect(
            step.safetyChecks.map(\.code) == [
                "bleedingRisk", "intracranialPressure", "localInfection", "allergy", "consent",
            ]
        )
    }

    @Test("screening comes before treatment with immunoglobulin, not before physiotherapy", arguments: codes)
    func screeningGate(_ code: String) throws {
        let loaded = try Self.load(code)
        #expect(loaded.stepsBeforeTreatment(with: .ivig).map(\.code) == ["preTreatmentScreening"])
        #expect(loaded.stepsBeforeTreatment(with: .physiotherapy).isEmpty)
    }

    @Test("findings count for their step, and a panel is complete with one code of every group")
    func completion() throws {
        let mmn = try Self.load("mmn")
        #expect(mmn.steps(completedBy: FindingFacts(kind: .imaging, modality: .mri)).map(\.code) == ["plexusMri"])
        #expect(
            mmn.steps(completedBy: FindingFacts(kind: .imaging, modality: .ultrasound)).map(\.code) == [
                "nerveUltrasound"
            ]
        )
        #expect(
            mmn.steps(completedBy: FindingFacts(kind: .laboratory, laboratoryCode: "egfr")).map(\.code) == [
                "bloodPanel"
            ]
        )
        #expect(mmn.steps(completedBy: FindingFacts(kind: .laboratory, laboratoryCode: "ck")).isEmpty)
        let panel = try #require(mmn.step("bloodPanel")).completedBy
        let some = ["hba1c", "tsh", "creatinine", "alt"].map { FindingFacts(kind: .laboratory, laboratoryCode: $0) }
        #expect(panel.missingLaboratoryGroups(with: some) == [["b12"]])
        #expect(!panel.isComplete(with: some))
        #expect(panel.isComplete(with: some + [FindingFacts(kind: .laboratory, laboratoryCode: "b12")]))
        #expect(mmn.step("treatmentProposal")?.completedBy == .record(.treatmentChoice))
    }

    @Test("due dates follow the steps before them, and are estimates until those are done")
    func dueDates() throws {
        let mmn = try Self.load("mmn")
        let opened = try #require(LocalDate("2026-01-12"))
        let planned = mmn.dueDates(openedOn: opened, doneOn: [:])
        #expect(planned["neurologicalExamination"] == StepDueDate(on: opened.addingDays(14), isEstimate: false))
        #expect(planned["nerveConductionStudy"] == StepDueDate(on: opened.addingDays(35), isEstimate: true))
        #expect(planned["responseAssessment"] == nil)
        let seen = opened.addingDays(2)
        let later = mmn.dueDates(openedOn: opened, doneOn: ["neurologicalExamination": seen], treatmentStartedOn: seen)
        #expect(later["nerveConductionStudy"] == StepDueDate(on: seen.addingDays(21), isEstimate: false))
        #expect(later["responseAssessment"] == StepDueDate(on: seen.addingDays(90), isEstimate: false))
    }

    @Test(
        "a typed product name finds the product",
        arguments: [
            ("Privigen", "privigen"), ("IG VENA 50 g/L", "igVena"), ("IgVena", "igVena"), ("ivegam", "ivegam"),
            ("HyQvia 100 mg/mL", "hyqvia"), ("Octagam10", nil), ("Gamunex", nil), ("", nil),
        ] as [(String, String?)]
    )
    func products(_ typed: String, _ code: String?) throws {
        #expect(try Self.load("mmn").product(named: typed)?.code == code)
    }

    @Test("a change counts from exactly the minimal important change")
    func importantChange() throws {
        let mmn = try Self.load("mmn")
        let grip = try #require(mmn.outcomeMeasure(.gripVigorimeter))
        #expect(grip.change(from: 52, to: 60) == .improved)
        #expect(grip.change(from: 52, to: 59) == .unchanged)
        #expect(grip.change(from: 60, to: 52) == .worsened)
        let jamar = try #require(mmn.outcomeMeasure(.gripJamar))
        #expect(jamar.change(from: 30, to: 33) == .improved)
        #expect(jamar.change(from: 30, to: 32) == .unchanged)
        #expect(jamar.change(from: 0, to: 5) == nil)
        let (incat, onls) = (try #require(mmn.outcomeMeasure(.incat)), try #require(mmn.outcomeMeasure(.onls)))
        #expect(incat.change(from: 4, to: 3) == .improved)
        #expect(onls.change(from: 4, to: 1) == nil)
    }
}
