// The treatment cautions of whole case files.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Treatment cautions of a case")
struct TreatmentCautionsTests {
    private typealias Samples = TreatmentSamples

    private func cautions(_ file: CaseFile, on day: LocalDate? = nil) throws -> [CaseCaution] {
        TreatmentCautions.all(
            in: file,
            careProtocol: try BundledProtocolTests.load(file.workup.protocolCode),
            on: day
        )
    }

    @Test("the example cases raise what their treatment gives, and no more")
    func examples() throws {
        let definite = try cautions(Samples.caseFile("synthetic-definite"))
        #expect(definite.map(\.code) == ["productSwitched"])
        #expect(definite.first?.evidence.map(\.pointer) == ["/treatments/0/administrations/5"])
        let responder = try cautions(Samples.caseFile("synthetic-no-block-responder"))
        #expect(responder.map(\.code) == ["noBaseline", "responseNotObjective"])
        #expect(
            responder.map { $0.evidence.map(\.pointer) } == [["/treatments/0/administrations/0"], ["/treatments/0"]]
        )
        #expect(try cautions(Samples.caseFile("synthetic-cidp")).isEmpty)
    }

    /// One course of IVIg that breaks many rules at once.
    private func everything() -> CaseFile {
        let offsets = [(0, "Octagam"), (1, "Octagam"), (2, "Octagam"), (28, "Ivegam"), (200, "Gamten")]
        let course = Treatment(
            course: TreatmentCourse(option: .ivig, objectiveImprovement: .present),
            administrations: offsets.map { offset, product in
                Administration(
                    on: Samples.day(offset),
                    product: product,
                    lot: offset == 28 ? nil : "L",
                    grams: 60,
                    bodyWeightKg: 70
                )
            }
        )
        func result(_ code: LaboratoryTest, _ band: LaboratoryBand) -> LaboratoryResult {
            LaboratoryResult(
                origin: FindingOrigin(performedOn: PartialDate("2024-12")),
                code: code.rawValue,
                band: band
            )
        }
        return CaseFile(
            source: nil,
            patient: Patient(familyName: "Test", birthDate: PartialDate("1950")),
            workup: CaseWorkup(protocolCode: "mmn", openedOn: Samples.day(-30)),
            laboratory: [
                result(.ck, .high), result(.bloodGroup, .abnormal), result(.iga, .low), result(.egfr, .low),
                result(.hba1c, .high),
            ],
            treatments: [course],
            outcomes: [Samples.grip(60, 40), Samples.grip(-100, 50)]
        )
    }

    @Test("every caution of the section is raised where its data exist, once, at its places")
    func all() throws {
        let found = try cautions(everything())
        let byCode = Dictionary(uniqueKeysWithValues: found.map { ($0.code, $0.evidence.map(\.pointer)) })
        #expect(
            Set(byCode.keys) == [
                "igaDeficiency", "maltoseGlucoseMeter", "thrombosisRisk", "renalRisk", "haemolysisRisk",
                "doseAboveLabel",
                "productWithdrawn", "lotMissing", "productSwitched", "noBaseline", "responseNotObjective",
            ]
        )
        func places(_ numbers: Int...) -> [String] { numbers.map { "/treatments/0/administrations/\($0)" } }
        #expect(byCode["productWithdrawn"] == places(3))
        #expect(byCode["lotMissing"] == places(3))
        #expect(byCode["productSwitched"] == places(3, 4))
        #expect(byCode["maltoseGlucoseMeter"] == places(0, 1, 2, 4))
        #expect(byCode["doseAboveLabel"] == places(0, 1, 2))
        #expect(byCode["haemolysisRisk"] == ["/laboratory/1"] + places(0, 1, 2))
        #expect(byCode["igaDeficiency"] == ["/laboratory/2"] + places(0, 1, 2, 3, 4))
        #expect(byCode["renalRisk"] == ["/laboratory/3"] + places(0, 1, 2, 3, 4))
        #expect(byCode["thrombosisRisk"] == ["/laboratory/4"] + places(0, 1, 2, 3, 4))
        #expect(byCode["noBaseline"] == places(0))
        #expect(byCode["responseNotObjective"] == ["/treatments/0"])
    }

    @Test("texts come in both languages with the citation and status of their source")
    func words() throws {
        let found = try cautions(everything())
        for caution in found {
            #expect(!caution.text.text(.en).isEmpty && caution.text.text(.en) != caution.text.text(.nl))
            #expect(caution.source.count > 4, "\(caution.code): \(caution.source)")
        }
        let withdrawn = try #require(found.first { $0.code == "productWithdrawn" })
        for text in found.flatMap({ [$0.text.text(.en), $0.text.text(.nl)] }) {
            #expect(text.hasSuffix(".") && !text.hasSuffix("..") && !text.contains(".."), "\(text)")
        }
        #expect(withdrawn.text.text(.en).hasPrefix("This product is not available on this date. Withdrawn."))
        #expect(found.first { $0.code == "maltoseGlucoseMeter" }?.status == .unchecked)
        let thrombosis = try #require(found.first { $0.code == "thrombosisRisk" })
        #expect(thrombosis.text.text(.en) == "Risk of thrombosis; infuse slowly, hydrate and watch: diabetes.")
        #expect(
            thrombosis.text.text(.nl) == "Verhoogd tromboserisico; laat trager inlopen, hydrateer en bewaak: diabetes."
        )
    }

    @Test(
        "a caution and what it adds are joined by a colon before words and by one full stop before a sentence",
        arguments: [
            ("Watch", "diabetes, obesity", "Watch: diabetes, obesity."), ("Watch.", "diabetes", "Watch: diabetes."),
            ("Not now", "Available from May.", "Not now. Available from May."),
            ("Not now.", "Available from May.", "Not now. Available from May."), ("Not now.", nil, "Not now."),
            ("Not now", nil, "Not now."),
            ("Braces {0}", "also {1}", "Braces {0}: also {1}."),
        ] as [(String, String?, String)]
    )
    func joint(_ text: String, _ detail: String?, _ whole: String) throws {
        func words(_ text: String) -> String { "{\"en\":\"\(text)\",\"nl\":\"\(text)\"}" }
        let json =
            "{\"code\":\"thrombosisRisk\",\"effect\":\"informs\",\"en\":\"\(text)\",\"nl\":\"\(text)\","
            + (detail.map { "\"detail\":\(words($0))," } ?? "")
            + "\"source\":\"smpc\",\"status\":\"checked\",\"administrations\":[]}"
        let raised = try RaisedCaution.codec.decode(Array(json.utf8))
        for language in Language.allCases { #expect(raised.inFull.text(language) == whole) }
    }

    @Test(
        "without a day the case is asked as of the last day it speaks of",
        arguments: [(180, false), (181, true)]
    )
    func asOf(_ lastOutcome: Int, _ isRaised: Bool) throws {
        let file = CaseFile(
            source: nil,
            patient: nil,
            workup: CaseWorkup(protocolCode: "mmn", openedOn: Samples.day(-30)),
            treatments: [Samples.course(.ivig, [0, 28])],
            outcomes: [Samples.grip(lastOutcome, 50)]
        )
        #expect(try cautions(file).contains { $0.code == "noEffectSixMonths" } == isRaised)
        #expect(try cautions(file, on: Samples.day(181)).contains { $0.code == "noEffectSixMonths" })
        #expect(try !cautions(file, on: Samples.day(30)).contains { $0.code == "noEffectSixMonths" })
    }

    @Test("the sum of an examination's grades is a baseline")
    func derivedBaseline() throws {
        let definite = try Samples.caseFile("synthetic-definite")
        let file = CaseFile(
            source: nil,
            patient: nil,
            workup: definite.workup,
            examinations: definite.examinations,
            treatments: definite.treatments
        )
        #expect(try !cautions(file).contains { $0.code == "noBaseline" })
    }

    @Test("the order of outcomes and laboratory results of different days never matters")
    func order() throws {
        let file = everything()
        let reversed = CaseFile(
            source: nil,
            patient: file.patient,
            workup: file.workup,
            laboratory: file.laboratory.reversed(),
            treatments: file.treatments,
            outcomes: file.outcomes.reversed()
        )
        #expect(try cautions(file).map(\.code) == cautions(reversed).map(\.code))
        #expect(try cautions(file).map(\.text) == cautions(reversed).map(\.text))
    }
}
