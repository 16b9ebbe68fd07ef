// Everything on treatment of one workup, and how it reads as case-format values.

/// Courses with their administrations, choices, outcomes and recorded conditions of one workup.
package struct TreatmentsDocument: Sendable, Hashable {
    package let treatments: [CourseDocument]
    package let choices: [ChoiceDocument]
    package let outcomes: [OutcomeDocument]
    package let conditions: [ConditionDocument]

    /// The shape `TreatmentStatements.document` assembles.
    package static let codec: Codec<TreatmentsDocument> = .object(
        "Treatments",
        TreatmentsDocument.init(treatments:choices:outcomes:conditions:),
        .list("treatments", \.treatments, CourseDocument.codec, max: 1_000),
        .list("choices", \.choices, ChoiceDocument.codec, max: 1_000),
        .list("outcomes", \.outcomes, OutcomeDocument.codec, max: 100_000),
        .list("conditions", \.conditions, ConditionDocument.codec, max: 100)
    )
}

extension CourseDocument {
    /// The course as the case format writes it, administrations included.
    package var treatment: Treatment {
        Treatment(
            course: TreatmentCourse(
                option: option,
                substance: substance,
                startedOn: startedOn,
                endedOn: endedOn,
                objectiveImprovement: objectiveImprovement,
                performedBy: performedBy,
                organisation: organisation,
                note: note
            ),
            administrations: administrations.map(\.administration)
        )
    }
}

extension AdministrationDocument {
    /// The administration as the case format writes it.
    package var administration: Administration {
        Administration(on: on, product: product, lot: lot, grams: grams, bodyWeightKg: bodyWeightKg, note: note)
    }
}

extension OutcomeDocument {
    /// The measurement as the case format writes it.
    package var measurement: OutcomeMeasurement {
        OutcomeMeasurement(on: on, measure: measure, side: side, value: value, note: note)
    }
}

extension WorkupDocument {
    /// The workup as a case file: what goes out is what came in.
    package var caseFile: CaseFile {
        CaseFile(
            source: source,
            patient: Patient(
                familyName: patient.familyName,
                givenNames: patient.givenNames,
                birthDate: patient.birthDate,
                sex: patient.sex,
                identifiers: patient.identifiers
            ),
            workup: CaseWorkup(
                protocolCode: protocolCode,
                openedOn: openedOn,
                question: question,
                referredBy: referredBy
            ),
            findings: findings.map(\.finding),
            treatments: treatments.map(\.treatment),
            outcomes: outcomes.map(\.measurement),
            diagnosis: diagnosis
        )
    }
}
