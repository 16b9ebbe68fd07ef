// Completions of results: only where nothing conclusive is there.
import Domain
import Foundation

extension Completion {
    mutating func addedAntibodies() -> [AntibodyResult] {
        guard original.isAntiGM1Raised == .unknown, fills() else { return [] }
        let band: AntibodyBand = plan.support.antiGM1 ? .positive : .negative
        return [AntibodyResult(origin: FindingOrigin(), antigen: "GM1", isotype: .igM, band: band)]
    }

    /// Cells where they were not counted, and a sample where no protein was measured.
    mutating func completedFluids() -> [CerebrospinalFluid] {
        let fluids = original.file.cerebrospinalFluids
        guard fluids.contains(where: { $0.proteinGramPerLitre != nil }) else {
            guard fills() else { return fluids }
            let protein = naiveDecimal(plan.support.protein)
            guard let first = fluids.first else {
                return [
                    CerebrospinalFluid(
                        origin: FindingOrigin(),
                        proteinGramPerLitre: protein,
                        leukocytesPerMicrolitre: 2
                    )
                ]
            }
            return [completed(first, protein)] + fluids.dropFirst()
        }
        guard fills() else { return fluids }
        return fluids.map { $0.proteinGramPerLitre == nil ? $0 : completed($0, nil) }
    }

    private func completed(_ fluid: CerebrospinalFluid, _ protein: Decimal?) -> CerebrospinalFluid {
        CerebrospinalFluid(
            origin: fluid.origin,
            sampledOn: fluid.sampledOn,
            proteinGramPerLitre: fluid.proteinGramPerLitre ?? protein,
            proteinUpperGramPerLitre: fluid.proteinUpperGramPerLitre,
            leukocytesPerMicrolitre: fluid.leukocytesPerMicrolitre ?? 2
        )
    }

    /// Signs of the plexus that an image left open, an image where there is none, an ultrasound where there is none.
    mutating func completedImages() -> [Imaging] {
        let found: Sign = plan.support.mri ? .present : .absent
        func known(_ sign: Sign?) -> Sign { sign?.isExamined == true ? sign ?? found : found }
        var images: [Imaging] = []
        var hasPlexus = false
        var hasUltrasound = false
        for image in original.file.imaging {
            switch image {
            case .mri(let mri):
                guard mri.region == "brachialPlexus" else {
                    images.append(image)
                    continue
                }
                hasPlexus = true
                images.append(
                    fills()
                        ? .mri(
                            MagneticResonanceImage(
                                origin: mri.origin,
                                region: mri.region,
                                t2Hyperintensity: known(mri.t2Hyperintensity),
                                diffuseNerveSwelling: known(mri.diffuseNerveSwelling)
                            )
                        ) : image
                )
            case .ultrasound(let ultrasound):
                images.append(image)
                if !ultrasound.measurements.isEmpty { hasUltrasound = true }
            }
        }
        if !hasPlexus, fills() {
            images.append(
                .mri(
                    MagneticResonanceImage(
                        origin: FindingOrigin(),
                        region: "brachialPlexus",
                        t2Hyperintensity: found,
                        diffuseNerveSwelling: found
                    )
                )
            )
        }
        if !hasUltrasound, fills() { images.append(addedUltrasound()) }
        return images
    }

    private func addedUltrasound() -> Imaging {
        .ultrasound(
            NerveUltrasound(
                origin: FindingOrigin(),
                measurements: Side.allCases.map { side in
                    UltrasoundMeasurement(
                        nerveName: "median",
                        side: side,
                        level: .forearm,
                        crossSectionMm2: plan.support.ultrasound ? 15 : 6
                    )
                }
            )
        )
    }

    /// The items of the minimum panel that were not done, and creatine kinase.
    mutating func addedLaboratory() -> [LaboratoryResult] {
        let recorded = original.file.laboratory.map(\.code)
        var results: [LaboratoryResult] = []
        for item in [["glucose", "hba1c"], ["tsh"], ["creatinine", "egfr"], ["alt"], ["b12"], ["ck"]] {
            guard !item.contains(where: { recorded.contains($0) }), fills() else { continue }
            let band: LaboratoryBand = plan.isElseHealthy ? .normal : .high
            results.append(LaboratoryResult(origin: FindingOrigin(), code: item[0], band: band))
        }
        return results
    }

    /// A needle examination where there is none and nothing else speaks of a myopathy.
    mutating func addedNeedle() -> [NeedleExamination] {
        let isOpen = original.utrecht().clauses["V11"] == .unknown && original.file.needleExaminations.isEmpty
        guard isOpen, fills() else { return [] }
        let muscle = NeedleMuscle(
            muscle: MuscleName(.deltoid),
            side: .left,
            unitDuration: plan.isElseHealthy ? .increased : .decreased,
            recruitment: plan.isElseHealthy ? .reduced : .early
        )
        return [NeedleExamination(origin: FindingOrigin(), muscles: [muscle])]
    }

    /// The response where it was not assessed, and a treatment where none was given that could answer.
    mutating func completedTreatments() -> [Treatment] {
        let response: Sign = plan.support.isImproved ? .present : .absent
        var treatments: [Treatment] = []
        for treatment in original.file.treatments {
            let course = treatment.course
            let isOpen = course.objectiveImprovement?.isExamined != true
            let filled = TreatmentCourse(
                option: course.option,
                substance: course.substance,
                startedOn: course.startedOn,
                endedOn: course.endedOn,
                objectiveImprovement: isOpen && fills() ? response : course.objectiveImprovement
            )
            treatments.append(Treatment(course: filled, administrations: treatment.administrations))
        }
        let isGiven = treatments.contains { $0.option == .ivig || $0.option == .scig }
        // Where another treatment failed, the CIDP set counts the response as not there already.
        let isAnswered = original.isImproved(after: [.plasmaExchange, .corticosteroid]) == .notMet
        if !isGiven, !isAnswered || plan.theme == .motorNeuropathy && leftOut == 0, fills() {
            treatments.append(Treatment(course: TreatmentCourse(option: .ivig, objectiveImprovement: response)))
        }
        return treatments
    }
}
