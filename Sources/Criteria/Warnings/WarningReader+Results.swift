// Values of results and administrations that cannot be, or hardly.
import Domain
import FoundationEssentials

extension WarningReader {
    /// Looks at the results in the order of the file.
    mutating func readResults() {
        for (index, result) in file.antibodies.enumerated() where result.value.isBelowZero {
            doubt(result.value, .antibodyValue, "/antibodies/\(index)/value")
        }
        for (index, sample) in file.cerebrospinalFluids.enumerated() {
            read(sample, "/cerebrospinalFluids/\(index)")
        }
        readFluidContradictions()
        for (index, image) in file.imaging.enumerated() {
            guard case .ultrasound(let examination) = image else { continue }
            for (place, measurement) in examination.measurements.enumerated() {
                let value = measurement.crossSectionMm2
                guard !value.isAboveZero || value > 200 else { continue }
                let pointer = "/imaging/\(index)/measurements/\(place)/crossSectionMm2"
                if value.isAboveZero {
                    doubt(value, .crossSection, pointer)
                } else {
                    setAside(value, .crossSection, pointer)
                }
            }
        }
        for (index, result) in file.laboratory.enumerated() where result.value.isBelowZero && result.test != nil {
            doubt(result.value, .laboratoryValue, "/laboratory/\(index)/value")
        }
        readLaboratoryContradictions()
        for (index, treatment) in file.treatments.enumerated() {
            for (place, administration) in treatment.administrations.enumerated() {
                guard let weight = administration.bodyWeightKg, weight < 2 || weight > 350 else { continue }
                doubt(weight, .bodyWeight, "/treatments/\(index)/administrations/\(place)/bodyWeightKg")
            }
        }
        readOutcomeContradictions()
    }

    private mutating func read(_ sample: CerebrospinalFluid, _ pointer: String) {
        if let protein = sample.proteinGramPerLitre {
            if !protein.isAboveZero {
                setAside(protein, .protein, pointer + "/proteinGramPerLitre")
            } else if protein > 20 {
                doubt(protein, .protein, pointer + "/proteinGramPerLitre")
            }
        }
        if let cells = sample.leukocytesPerMicrolitre {
            if !cells.isNotNegative {
                setAside(cells, .leukocytes, pointer + "/leukocytesPerMicrolitre")
            } else if cells > 100_000 {
                doubt(cells, .leukocytes, pointer + "/leukocytesPerMicrolitre")
            }
        }
    }
}
