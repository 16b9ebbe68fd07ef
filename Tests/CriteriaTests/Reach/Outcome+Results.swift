// What tests find: results that complete recorded ones, or the first of their kind; never a second opinion.
import Domain
import Foundation

extension OpenCase {
    func antibodies(_ outcome: Outcome) -> [AntibodyResult] {
        guard let isRaised = outcome.isAntiGM1Raised, reading.isAntiGM1Raised == .unknown else {
            return file.antibodies
        }
        let band: AntibodyBand = isRaised ? .positive : .negative
        var hasBeenRead = false
        var results = file.antibodies.map { result in
            guard result.antigen == "GM1", result.isotype == .igM, result.band == nil else { return result }
            hasBeenRead = true
            return AntibodyResult(
                origin: result.origin,
                sampledOn: result.sampledOn,
                antigen: result.antigen,
                isotype: result.isotype,
                method: result.method,
                value: result.value,
                comparator: result.comparator,
                unit: result.unit,
                band: band
            )
        }
        if !hasBeenRead {
            results.append(AntibodyResult(origin: FindingOrigin(), antigen: "GM1", isotype: .igM, band: band))
        }
        return results
    }

    /// What is missing in the samples; a sample where there is none. The latest protein stays where a set asks for it.
    func fluids(_ outcome: Outcome) -> [CerebrospinalFluid] {
        let fluids = file.cerebrospinalFluids
        let isOpen: Bool =
            switch set {
            case "efns-pns-2010-mmn": today.clauses["S2"] == .unknown
            case "utrecht-2000-mmn": today.clauses["L1"] == .unknown
            case "ean-pns-2021-cidp": today.clauses["U3"] == .unknown
            default: false
            }
        guard isOpen, outcome.protein != nil || outcome.leukocytes != nil else { return fluids }
        let (protein, leukocytes) = (outcome.protein.map(naiveDecimal), outcome.leukocytes.map(naiveDecimal))
        if fluids.isEmpty {
            return [
                CerebrospinalFluid(
                    origin: FindingOrigin(),
                    proteinGramPerLitre: protein,
                    leukocytesPerMicrolitre: leukocytes
                )
            ]
        }
        return fluids.map { fluid in
            CerebrospinalFluid(
                origin: fluid.origin,
                sampledOn: fluid.sampledOn,
                proteinGramPerLitre: fluid.proteinGramPerLitre ?? protein,
                proteinUpperGramPerLitre: fluid.proteinUpperGramPerLitre,
                leukocytesPerMicrolitre: fluid.leukocytesPerMicrolitre ?? leukocytes
            )
        }
    }

    /// What an image of the plexus left open, an image where there is none, and measurements where there are none.
    func images(_ outcome: Outcome) -> [Imaging] {
        var images = file.imaging
        if let isAbnormal = outcome.isPlexusAbnormal, reading.isPlexusAbnormal == .unknown {
            let found: Sign = isAbnormal ? .present : .absent
            func known(_ sign: Sign?) -> Sign { sign?.isExamined == true ? sign ?? found : found }
            var hasPlexus = false
            images = images.map { image in
                guard case .mri(let mri) = image, mri.region == "brachialPlexus" else { return image }
                hasPlexus = true
                return .mri(
                    MagneticResonanceImage(
                        origin: mri.origin,
                        region: mri.region,
                        t2Hyperintensity: known(mri.t2Hyperintensity),
                        diffuseNerveSwelling: known(mri.diffuseNerveSwelling)
                    )
                )
            }
            if !hasPlexus {
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
        }
        if let isEnlarged = outcome.isUltrasoundEnlarged, !reading.hasUltrasoundSites {
            images.append(addedUltrasound(isEnlarged))
        }
        return images
    }

    private func addedUltrasound(_ isEnlarged: Bool) -> Imaging {
        .ultrasound(
            NerveUltrasound(
                origin: FindingOrigin(),
                measurements: Side.allCases.map { side in
                    UltrasoundMeasurement(
                        nerveName: "median",
                        side: side,
                        level: .forearm,
                        crossSectionMm2: isEnlarged ? 15 : 6
                    )
                }
            )
        )
    }

    /// Bands that were not given, and tests that were not done: the minimum panel and creatine kinase.
    func laboratory(_ outcome: Outcome) -> [LaboratoryResult] {
        var results = file.laboratory
        func find(_ items: [[String]], _ isNormal: Bool) {
            let band: LaboratoryBand = isNormal ? .normal : .high
            results = results.map { result in
                guard result.band == nil, items.contains(where: { $0.contains(result.code) }) else { return result }
                return LaboratoryResult(
                    origin: result.origin,
                    code: result.code,
                    value: result.value,
                    unit: result.unit,
                    band: band
                )
            }
            for item in items where !results.contains(where: { item.contains($0.code) }) {
                results.append(LaboratoryResult(origin: FindingOrigin(), code: item[0], band: band))
            }
        }
        if let isNormal = outcome.isPanelNormal, today.clauses["V10"] == .unknown {
            find([["glucose", "hba1c"], ["tsh"], ["creatinine", "egfr"], ["alt"], ["b12"]], isNormal)
        }
        if let isNormal = outcome.isKinaseNormal, today.clauses["V11"] == .unknown { find([["ck"]], isNormal) }
        return results
    }

    /// What was left out of the muscles under the needle, or a muscle where there was none.
    func needles(_ outcome: Outcome) -> [NeedleExamination] {
        guard let isNormal = outcome.isNeedleNormal, today.clauses["V11"] == .unknown else {
            return file.needleExaminations
        }
        if !file.needleExaminations.contains(where: { !$0.muscles.isEmpty }) {
            let muscle = NeedleMuscle(
                muscle: MuscleName(.deltoid),
                side: .left,
                unitDuration: isNormal ? .increased : .decreased,
                recruitment: isNormal ? .reduced : .early
            )
            return file.needleExaminations + [NeedleExamination(origin: FindingOrigin(), muscles: [muscle])]
        }
        return file.needleExaminations.map { examination in
            NeedleExamination(
                origin: examination.origin,
                muscles: examination.muscles.map { muscle in
                    NeedleMuscle(
                        muscle: muscle.muscle,
                        side: muscle.side,
                        unitDuration: muscle.unitDuration ?? (isNormal ? .increased : .decreased),
                        recruitment: muscle.recruitment ?? (isNormal ? .reduced : .early)
                    )
                }
            )
        }
    }

    /// The response where it was not assessed, and a treatment where none was given that could answer.
    func treatments(_ outcome: Outcome) -> [Treatment] {
        let options: [TreatmentOption] =
            set == "ean-pns-2021-cidp" ? [.ivig, .scig, .plasmaExchange, .corticosteroid] : [.ivig, .scig]
        guard let isImproved = outcome.isImproved, reading.isImproved(after: options) == .unknown else {
            return file.treatments
        }
        let response: Sign = isImproved ? .present : .absent
        var treatments = file.treatments.map { treatment in
            let course = treatment.course
            guard options.contains(course.option), course.objectiveImprovement?.isExamined != true else {
                return treatment
            }
            return Treatment(
                course: TreatmentCourse(
                    option: course.option,
                    substance: course.substance,
                    startedOn: course.startedOn,
                    endedOn: course.endedOn,
                    objectiveImprovement: response
                ),
                administrations: treatment.administrations
            )
        }
        if !treatments.contains(where: { options.contains($0.option) }) {
            treatments.append(Treatment(course: TreatmentCourse(option: .ivig, objectiveImprovement: response)))
        }
        return treatments
    }
}
