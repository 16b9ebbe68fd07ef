// Random results: antibodies, cerebrospinal fluid, images, blood tests, needle, treatments.
import Domain
import Foundation

extension RandomCase {
    mutating func antibodies() -> [AntibodyResult] {
        (0..<element(of: [0, 1, 1, 1, 2])).map { _ in
            AntibodyResult(
                origin: origin(),
                sampledOn: chance(50) ? date() : nil,
                antigen: chance(90) ? "GM1" : "GD1b",
                isotype: chance(90) ? .igM : .igG,
                band: chance(5) ? nil : element(of: [.negative, .negative, .borderline, .positive, .strongPositive])
            )
        }
    }

    mutating func cerebrospinalFluids() -> [CerebrospinalFluid] {
        (0..<element(of: [0, 1, 1, 1, 1, 2])).map { _ in
            CerebrospinalFluid(
                origin: origin(),
                sampledOn: chance(50) ? (chance(edge) ? PartialDate(today) : date()) : nil,
                proteinGramPerLitre: mostly(
                    value(usual: "0.3 0.55 0.7", edges: "0.44 0.45 0.46 0.5 0.51 0.59 0.6 0.61 0.99 1 1.01 1.2")
                ),
                proteinUpperGramPerLitre: chance(30) ? any("0.45 0.5 0.6") : nil,
                leukocytesPerMicrolitre: mostly(value(usual: "1 3", edges: "9 10 11"))
            )
        }
    }

    mutating func images() -> [Imaging] {
        var images: [Imaging] = []
        for _ in 0..<element(of: [0, 0, 1, 1, 2]) {
            let isFound = chance(50)
            let usual: Sign = isFound ? .present : .absent
            images.append(
                .mri(
                    MagneticResonanceImage(
                        origin: origin(),
                        region: chance(92) ? "brachialPlexus" : "lumbosacralPlexus",
                        t2Hyperintensity: mostly(chance(80) ? usual : code()),
                        diffuseNerveSwelling: mostly(chance(80) ? usual : code())
                    )
                )
            )
        }
        for _ in 0..<element(of: [0, 0, 1, 1, 2]) { images.append(ultrasound()) }
        return images
    }

    private mutating func ultrasound() -> Imaging {
        let isFound = chance(50)
        let measurements = (0..<int(0...4)).map { _ in
            let level = code(UltrasoundLevel.self)
            return UltrasoundMeasurement(
                nerveName: level.isOfPlexus ? (chance(50) ? "C5" : nil) : chance(80) ? "median" : "ulnar",
                side: side(),
                level: level,
                crossSectionMm2: value(usual: isFound ? "14 18" : "5 7", edges: "8.9 9 9.1 10 10.1 12 12.1 13 13.1")
            )
        }
        return .ultrasound(NerveUltrasound(origin: origin(), measurements: measurements))
    }

    mutating func laboratory() -> [LaboratoryResult] {
        var results: [LaboratoryResult] = []
        func result(_ code: String, _ band: LaboratoryBand?, _ generator: inout RandomCase) -> LaboratoryResult {
            LaboratoryResult(origin: generator.origin(), code: code, band: band)
        }
        if chance(75) {
            for item in [["glucose", "hba1c"], ["tsh"], ["creatinine", "egfr"], ["alt"], ["b12"]] where !chance(gap) {
                for code in item where item.count == 1 || chance(70) {
                    results.append(result(code, usually(.normal, or: [nil, .normal, .high, .abnormal]), &self))
                }
            }
        }
        if chance(50) { results.append(result("ck", chance(75) ? .normal : chance(80) ? .high : nil, &self)) }
        if chance(10), let first = results.first {
            results.append(result(first.code, chance(50) ? .normal : .low, &self))
        }
        return results
    }

    mutating func needleExaminations() -> [NeedleExamination] {
        guard chance(50) else { return [] }
        let isMyopathic = chance(15)
        return [
            NeedleExamination(
                origin: origin(),
                muscles: (0..<int(0...3)).map { _ in
                    NeedleMuscle(
                        muscle: MuscleName(code(Muscle.self)),
                        side: side(),
                        unitDuration: chance(25)
                            ? nil : isMyopathic ? .decreased : usually(.increased, or: UnitSize.allCases),
                        recruitment: chance(25)
                            ? nil : isMyopathic ? .early : usually(.reduced, or: Recruitment.allCases)
                    )
                }
            )
        ]
    }

    mutating func treatments() -> [Treatment] {
        (0..<element(of: [0, 1, 1, 2])).map { _ in
            let option: TreatmentOption = chance(60) ? .ivig : code()
            let isImproved: Sign? = element(of: [.present, .present, .absent, .notExamined, nil])
            return Treatment(
                course: TreatmentCourse(option: option, startedOn: date(), objectiveImprovement: isImproved)
            )
        }
    }
}
