// Random case files that keep every rule of the format.
import Domain
import Foundation

extension Generator {
    mutating func treatment() -> Treatment {
        let start = maybe { $0.day() }
        let end = start.flatMap { start in maybe { PartialDate(start.addingDays($0.int(0...900))) } }
        return Treatment(
            course: TreatmentCourse(
                option: code(),
                substance: maybe { $0.text() },
                startedOn: start.map { PartialDate($0) },
                endedOn: end,
                objectiveImprovement: maybe { $0.element(of: [.present, .absent, .notExamined]) },
                performedBy: maybe { $0.text() },
                organisation: maybe { $0.text() },
                note: maybe { $0.note() }
            ),
            administrations: list(0...5) {
                Administration(
                    on: $0.day(),
                    product: $0.maybe { $0.text() },
                    lot: $0.maybe { $0.text() },
                    grams: $0.maybe { $0.positive(200) },
                    bodyWeightKg: $0.maybe { $0.positive(200) },
                    note: $0.maybe { $0.note() }
                )
            }
        )
    }

    mutating func outcome() -> OutcomeMeasurement {
        let measure = code(OutcomeMeasure.self)
        return OutcomeMeasurement(
            on: day(),
            measure: measure,
            side: measure.isPerSide ? code() : nil,
            value: decimal(measure.bounds.upperBound),
            note: maybe { $0.note() }
        )
    }

    mutating func patient() -> Patient {
        var identifiers: [PatientIdentifier] = []
        let candidates: [(IdentifierSystem, String)] = [
            (.hospital(organisation: "NMC"), String(int(1...999_999))), (.bsn, "111222333"), (.insz, "93.05.18-223.61"),
        ]
        for (system, value) in candidates where chance(50) {
            if let identifier = try? PatientIdentifier(system: system, value: value) { identifiers.append(identifier) }
        }
        return Patient(
            familyName: text(),
            givenNames: list(0...3) { $0.text() },
            birthDate: maybe { $0.partialDate() },
            sex: code(),
            identifiers: identifiers
        )
    }

    mutating func caseFile() -> CaseFile {
        CaseFile(
            source: maybe {
                CaseSource(
                    kind: $0.code(),
                    citation: $0.maybe { $0.text() },
                    doi: $0.maybe { $0.text() },
                    note: $0.maybe { $0.note() }
                )
            },
            patient: maybe { $0.patient() },
            workup: CaseWorkup(
                protocolCode: element(of: ["mmn", "cidp", "a-b_c.1"]),
                openedOn: day(),
                question: maybe { $0.note() },
                referredBy: maybe { $0.text() }
            ),
            findings: list(0...8) { $0.finding() },
            treatments: list(0...3) { $0.treatment() },
            outcomes: list(0...6) { $0.outcome() },
            diagnosis: maybe {
                Diagnosis(text: $0.note(), statedBy: $0.maybe { $0.text() }, statedOn: $0.maybe { $0.partialDate() })
            }
        )
    }
}
