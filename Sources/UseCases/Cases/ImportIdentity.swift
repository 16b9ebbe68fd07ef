// Whether the patient of a case is the patient of the record who has the same number.
import Domain

/// Compares who a case speaks of with who the record knows by the same number.
enum ImportIdentity {
    /// What does not fit. What one of the two does not say does not contradict the other.
    static func faults(of patient: Patient, recorded: Patient) -> [Fault] {
        var faults: [Fault] = []
        if patient.familyName.lowercased() != recorded.familyName.lowercased() {
            faults.append(fault("/patient/familyName"))
        }
        if let stated = patient.birthDate, let known = recorded.birthDate,
            stated.lastDay < known.firstDay || known.lastDay < stated.firstDay
        {
            faults.append(fault("/patient/birthDate"))
        }
        if patient.sex != .unknown, recorded.sex != .unknown, patient.sex != recorded.sex {
            faults.append(fault("/patient/sex"))
        }
        for (index, identifier) in patient.identifiers.enumerated() {
            let isOther = recorded.identifiers.contains {
                $0.system == identifier.system && $0.value != identifier.value
            }
            if isOther { faults.append(fault("/patient/identifiers/\(index)/value")) }
        }
        return faults
    }

    private static func fault(_ pointer: String) -> Fault {
        Fault(
            pointer,
            .contradiction,
            en:
                "The patient in the record with one of these numbers differs here. Check the number, or correct the record.",
            nl:
                "De patiënt in het dossier met een van deze nummers verschilt hier. Controleer het nummer, of verbeter het dossier."
        )
    }
}
