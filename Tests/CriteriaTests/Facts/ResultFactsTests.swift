// Antibodies, cerebrospinal fluid, images, blood tests, needle and response as the rules read them.
import Criteria
import Domain
import FoundationEssentials
import Testing

extension CerebrospinalDissociation {
    /// The numbers of clause U3.
    fileprivate static let eanPns = CerebrospinalDissociation(
        leukocytesAtMost: 10,
        proteinAboveUnderAge: 0.5,
        proteinAboveFromAge: 0.6,
        ageYears: 50
    )
}

@Suite("Facts of results")
struct ResultFactsTests {
    private func antibody(_ band: AntibodyBand?, _ isotype: Isotype = .igM, _ antigen: String = "GM1") -> AntibodyResult
    {
        AntibodyResult(origin: FactCases.origin(nil), antigen: antigen, isotype: isotype, band: band)
    }

    @Test("IgM anti-GM1 is raised by one positive result, and not raised only where all are negative")
    func antiGM1() {
        func judged(_ results: AntibodyResult...) -> Judged {
            CaseFacts(FactCases.file(antibodies: results)).antiGM1IsRaised
        }
        #expect(judged().verdict == .unknown)
        #expect(judged(antibody(.positive, .igG), antibody(.positive, .igM, "GM2")).verdict == .unknown)
        #expect(judged(antibody(.negative)).verdict == .notMet)
        #expect(judged(antibody(.borderline)).verdict == .unknown)
        #expect(judged(antibody(nil)).verdict == .unknown)
        #expect(judged(antibody(.negative), antibody(.borderline)).verdict == .unknown)
        #expect(judged(antibody(.negative), antibody(.strongPositive)) == Judged(.met, [CasePlace(.antibodies, 1)]))
    }

    private func sample(
        _ protein: Decimal?,
        upper: Decimal? = nil,
        cells: Decimal? = nil,
        on sampledOn: String? = nil
    ) -> CerebrospinalFluid {
        CerebrospinalFluid(
            origin: FactCases.origin(nil),
            sampledOn: FactCases.date(sampledOn),
            proteinGramPerLitre: protein,
            proteinUpperGramPerLitre: upper,
            leukocytesPerMicrolitre: cells
        )
    }

    private func fluid(_ samples: CerebrospinalFluid..., born: String? = nil) -> SpinalFluidFacts {
        CaseFacts(FactCases.file(born: born, samples: samples)).spinalFluid
    }

    @Test("protein counts as raised above the laboratory's limit, or 0.45, and below 1 g/L")
    func raisedProtein() {
        #expect(fluid().isProteinRaised(above: 0.45, below: 1).verdict == .unknown)
        #expect(fluid(sample(nil, cells: 2)).isProteinRaised(above: 0.45, below: 1).verdict == .unknown)
        #expect(fluid(sample(0.45)).isProteinRaised(above: 0.45, below: 1).verdict == .notMet)
        #expect(fluid(sample(0.46)).isProteinRaised(above: 0.45, below: 1).verdict == .met)
        #expect(fluid(sample(0.46, upper: 0.5)).isProteinRaised(above: 0.45, below: 1).verdict == .notMet)
        #expect(fluid(sample(0.99)).isProteinRaised(above: 0.45, below: 1).verdict == .met)
        #expect(fluid(sample(1)).isProteinRaised(above: 0.45, below: 1).verdict == .notMet)
        #expect(
            fluid(sample(0.3), sample(0.6)).isProteinRaised(above: 0.45, below: 1)
                == Judged(.met, [CasePlace(.cerebrospinalFluids, 1)])
        )
        #expect(fluid(sample(0.3), sample(nil)).isProteinRaised(above: 0.45, below: 1).verdict == .unknown)
    }

    @Test("the latest sample that states protein is the one that must be below 1 g/L")
    func latestProtein() {
        let early = sample(1.2, on: "2025-01-01")
        let late = sample(0.9, on: "2026-01-01")
        #expect(fluid(late, early).isLatestProtein(below: 1) == Judged(.met, [CasePlace(.cerebrospinalFluids, 0)]))
        #expect(fluid(early, late, sample(nil, on: "2026-02-01")).isLatestProtein(below: 1).verdict == .met)
        #expect(fluid(late, sample(1, on: "2026-02-01")).isLatestProtein(below: 1).verdict == .notMet)
        #expect(fluid(late, sample(1.5)).isLatestProtein(below: 1).verdict == .met)
        #expect(fluid(sample(nil)).isLatestProtein(below: 1) == Judged(.unknown))
    }

    struct CellsAndProtein: Sendable {
        let protein: Decimal?
        let cells: Decimal?
        let born: String?
        let verdict: Verdict
    }

    static let cellsAndProtein: [CellsAndProtein] = [
        CellsAndProtein(protein: 0.51, cells: 10, born: "1990", verdict: .met),
        CellsAndProtein(protein: 0.5, cells: 10, born: "1990", verdict: .notMet),
        CellsAndProtein(protein: 0.61, cells: 10, born: "1950", verdict: .met),
        CellsAndProtein(protein: 0.6, cells: 10, born: "1950", verdict: .notMet),
        CellsAndProtein(protein: 0.6, cells: 10, born: nil, verdict: .unknown),
        CellsAndProtein(protein: 0.6, cells: 10, born: "1976", verdict: .unknown),
        CellsAndProtein(protein: 0.61, cells: 10, born: nil, verdict: .met),
        CellsAndProtein(protein: 0.5, cells: 10, born: nil, verdict: .notMet),
        CellsAndProtein(protein: 0.7, cells: 11, born: "1990", verdict: .notMet),
        CellsAndProtein(protein: 0.7, cells: nil, born: "1990", verdict: .unknown),
        CellsAndProtein(protein: 0.4, cells: nil, born: "1990", verdict: .notMet),
        CellsAndProtein(protein: nil, cells: 3, born: "1990", verdict: .unknown),
    ]

    @Test("protein with few cells is judged in one sample, by the age then", arguments: cellsAndProtein)
    func fewCells(_ values: CellsAndProtein) {
        let fluid = fluid(sample(values.protein, cells: values.cells), born: values.born)
        #expect(fluid.isProteinRaisedWithFewCells(.eanPns).verdict == values.verdict)
    }

    @Test("cells of one sample and protein of another are not put together")
    func twoSamples() {
        let both = fluid(sample(0.8, cells: 20), sample(0.3, cells: 2), born: "1990")
        #expect(both.isProteinRaisedWithFewCells(.eanPns).verdict == .notMet)
        #expect(fluid().isProteinRaisedWithFewCells(.eanPns) == Judged(.unknown))
    }

    private func mri(_ t2: Sign?, _ swelling: Sign?, _ region: String = "brachialPlexus") -> Imaging {
        .mri(
            MagneticResonanceImage(
                origin: FactCases.origin(nil),
                region: region,
                t2Hyperintensity: t2,
                diffuseNerveSwelling: swelling
            )
        )
    }

    @Test("an image of the plexus counts where both changes are present on it")
    func plexus() {
        func judged(_ images: Imaging...) -> Judged {
            CaseFacts(FactCases.file(images: images)).imaging.plexusIsAbnormal
        }
        #expect(judged().verdict == .unknown)
        #expect(judged(mri(.present, .present)).verdict == .met)
        #expect(judged(mri(.present, .absent)).verdict == .notMet)
        #expect(judged(mri(.absent, nil)).verdict == .notMet)
        #expect(judged(mri(.present, .notEvaluable)).verdict == .unknown)
        #expect(judged(mri(.present, .absent), mri(.absent, .present)).verdict == .notMet)
        #expect(judged(mri(.absent, .absent), mri(.notExamined, nil)).verdict == .unknown)
        #expect(judged(mri(.absent, .absent), mri(.present, .present)) == Judged(.met, [CasePlace(.imaging, 1)]))
        #expect(judged(mri(.present, .present, "lumbosacralPlexus")).verdict == .unknown)
    }

    private func ultrasound(_ measurements: (String?, Side, UltrasoundLevel, Decimal)..., on day: String? = nil)
        -> Imaging
    {
        .ultrasound(
            NerveUltrasound(
                origin: FactCases.origin(day),
                measurements: measurements.map {
                    UltrasoundMeasurement(nerveName: $0.0, side: $0.1, level: $0.2, crossSectionMm2: $0.3)
                }
            )
        )
    }

    private func imaging(_ images: Imaging..., born: String? = "1980") -> ImagingFacts {
        CaseFacts(FactCases.file(born: born, images: images)).imaging
    }

    @Test("ultrasound counts for CIDP in an adult at two sites that differ in level or side")
    func enlargedForCidp() {
        let twoSites = ultrasound(("median", .left, .forearm, 10.1), ("median", .right, .forearm, 11))
        #expect(imaging(twoSites).isEnlargedForCidp.verdict == .met)
        #expect(imaging(twoSites).isEnlargedForCidp.evidence.count == 2)
        #expect(imaging(twoSites, born: nil).isEnlargedForCidp.verdict == .unknown)
        #expect(imaging(twoSites, born: "2015").isEnlargedForCidp.verdict == .notMet)
        let oneSiteTwice = ultrasound(("median", .left, .forearm, 11), ("median", .left, .forearm, 12))
        #expect(imaging(oneSiteTwice).isEnlargedForCidp.verdict == .notMet)
        let roots = ultrasound(("C5", .left, .root, 12.1), (nil, .left, .trunk, 9.1))
        #expect(imaging(roots).isEnlargedForCidp.verdict == .met)
        let atLimit = ultrasound(("C5", .left, .root, 12), ("median", .left, .upperArm, 13), (nil, .left, .trunk, 9))
        #expect(imaging(atLimit).isEnlargedForCidp.verdict == .notMet)
        #expect(imaging(atLimit, born: nil).isEnlargedForCidp.verdict == .notMet)
        #expect(imaging(ultrasound(("ulnar", .left, .forearm, 30))).isEnlargedForCidp.verdict == .unknown)
        #expect(imaging().isEnlargedForCidp.verdict == .unknown)
    }

    @Test("ultrasound counts for MMN at one site, with the root from 8 mm²")
    func enlargedForMmn() {
        #expect(imaging(ultrasound(("C5", .left, .root, 8.1))).isEnlargedForMmn.verdict == .met)
        #expect(imaging(ultrasound(("C5", .left, .root, 8))).isEnlargedForMmn.verdict == .notMet)
        #expect(imaging(ultrasound((nil, .left, .trunk, 30))).isEnlargedForMmn.verdict == .unknown)
        #expect(imaging(ultrasound(("median", .left, .upperArm, 13.5))).isEnlargedForMmn.verdict == .met)
    }

    @Test("improvement is unknown where nothing is recorded, and not met only where every such course states it absent")
    func improvement() {
        func verdict(_ courses: (TreatmentOption, Sign?)...) -> Verdict {
            let treatments = courses.map {
                Treatment(course: TreatmentCourse(option: $0.0, objectiveImprovement: $0.1))
            }
            return CaseFacts(FactCases.file(treatments: treatments)).hasImproved(on: [.ivig, .scig]).verdict
        }
        #expect(verdict() == .unknown)
        #expect(verdict((.corticosteroid, .present)) == .unknown)
        #expect(verdict((.ivig, nil)) == .unknown)
        #expect(verdict((.ivig, .notExamined)) == .unknown)
        #expect(verdict((.ivig, .absent)) == .notMet)
        #expect(verdict((.ivig, .absent), (.scig, nil)) == .unknown)
        #expect(verdict((.ivig, .absent), (.scig, .present)) == .met)
        #expect(verdict((.ivig, nil), (.scig, .present)) == .met)
    }

    @Test("the latest result of a blood test counts")
    func latestLaboratory() {
        let facts = CaseFacts(
            FactCases.file(laboratory: [
                FactCases.laboratory("ck", .normal, on: "2026-01-01"),
                FactCases.laboratory("ck", .high, on: "2025-01-01"),
                FactCases.laboratory("ck", .low), FactCases.laboratory("somethingElse", .high),
            ])
        ).laboratory
        #expect(facts.band(.ck) == .normal)
        #expect(facts.latest(.ck)?.place == CasePlace(.laboratory, 0))
        #expect(facts.latest(.tsh) == nil)
        #expect(facts.latestRead(.tsh) == nil)
    }

    private static let panel = ["glucose", "tsh", "creatinine", "alt", "b12"]

    @Test("the minimum panel excludes another neuropathy only where all of it is normal; the sign wins")
    func minimumPanel() {
        func judged(_ results: [LaboratoryResult], _ sign: Sign = .notExamined) -> Verdict {
            CaseFacts(
                FactCases.file(
                    examinations: [FactCases.examination(signs: [.otherNeuropathy: sign])],
                    laboratory: results
                )
            ).hasNoOtherNeuropathy.verdict
        }
        let normal = Self.panel.map { FactCases.laboratory($0, .normal) }
        #expect(judged(normal) == .met)
        // A later result without a reading is not known to be normal.
        #expect(judged(normal + [FactCases.laboratory("tsh", nil, on: "2026-02-01")]) == .unknown)
        for left in Self.panel.indices {
            #expect(judged(normal.enumerated().filter { $0.offset != left }.map(\.element)) == .unknown)
        }
        #expect(judged(normal + [FactCases.laboratory("hba1c", .high)]) == .unknown)
        #expect(judged(normal + [FactCases.laboratory("tsh", nil)]) == .unknown)
        #expect(judged(normal + [FactCases.laboratory("tsh", .high)], .absent) == .met)
        #expect(judged(normal, .present) == .notMet)
        #expect(judged([]) == .unknown)
    }

    @Test("what of the minimum panel is not normal is named")
    func deviations() {
        let facts = CaseFacts(
            FactCases.file(laboratory: [
                FactCases.laboratory("tsh", .high), FactCases.laboratory("b12", nil), FactCases.laboratory("ck", .high),
            ])
        ).laboratory
        #expect(facts.minimumPanelDeviations.map(\.value.code) == ["tsh"])
    }

    @Test(
        "a panel can no longer be normal where its latest reading is not; a later value without a reading leaves it open"
    )
    func panelToCome() {
        func isAbnormal(_ results: LaboratoryResult...) -> Bool {
            CaseFacts(FactCases.file(laboratory: results)).laboratory.isMinimumPanelAbnormal
        }
        let high = FactCases.laboratory("glucose", .high, on: "2025-01-01")
        #expect(isAbnormal(high))
        #expect(!isAbnormal(high, FactCases.laboratory("glucose", nil, on: "2025-06-01")))
        #expect(!isAbnormal(FactCases.laboratory("ck", .high)))
    }

    private func needle(_ duration: UnitSize?, _ recruitment: Recruitment?) -> NeedleExamination {
        NeedleExamination(
            origin: FactCases.origin(nil),
            muscles: [
                NeedleMuscle(muscle: MuscleName(.biceps), side: .left, unitDuration: duration, recruitment: recruitment)
            ]
        )
    }

    @Test("myopathy is excluded by the sign, else by the needle or a normal creatine kinase")
    func myopathy() {
        func verdict(_ needles: [NeedleExamination] = [], ck: LaboratoryBand? = nil, _ sign: Sign = .notExamined)
            -> Verdict
        {
            CaseFacts(
                FactCases.file(
                    examinations: [FactCases.examination(signs: [.myopathy: sign])],
                    needles: needles,
                    laboratory: ck.map { [FactCases.laboratory("ck", $0)] } ?? []
                )
            ).hasNoMyopathy.verdict
        }
        #expect(verdict() == .unknown)
        #expect(verdict([needle(.decreased, .early)]) == .notMet)
        #expect(verdict([needle(.decreased, .early)], ck: .normal) == .notMet)
        #expect(verdict([needle(.decreased, .early)], .absent) == .met)
        #expect(verdict([needle(.decreased, .reduced)]) == .met)
        #expect(verdict([needle(.increased, nil)]) == .met)
        #expect(verdict([needle(.decreased, nil)]) == .unknown)
        #expect(verdict([needle(nil, nil)], ck: .normal) == .met)
        #expect(verdict([needle(.increased, nil)], ck: .high) == .met)
        #expect(verdict(ck: .high) == .unknown)
        #expect(verdict(ck: .normal, .present) == .notMet)
    }
}
