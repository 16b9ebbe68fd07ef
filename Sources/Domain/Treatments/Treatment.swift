// A course of treatment and its administrations.
package import FoundationEssentials

/// One administration of a course. Product and batch are kept for every one, so that a batch can be traced.
package struct Administration: Hashable, Sendable {
    /// The day.
    package let on: LocalDate
    /// The product's name.
    package let product: String?
    /// The batch number.
    package let lot: String?
    /// The dose.
    package let grams: Decimal?
    /// The body weight that the dose was reckoned by.
    package let bodyWeightKg: Decimal?
    /// Free words about it.
    package let note: String?

    /// An administration.
    package init(
        on day: LocalDate,
        product: String? = nil,
        lot: String? = nil,
        grams: Decimal? = nil,
        bodyWeightKg: Decimal? = nil,
        note: String? = nil
    ) {
        on = day
        self.product = product
        self.lot = lot
        self.grams = grams
        self.bodyWeightKg = bodyWeightKg
        self.note = note
    }

    /// The JSON form.
    package static let codec: Codec<Administration> = .object(
        "Administration",
        Administration.init(on:product:lot:grams:bodyWeightKg:note:),
        .required("on", \.on, .date),
        .optional("product", \.product, .text(max: 200)),
        .optional("lot", \.lot, .text(max: 100)),
        .optional("grams", \.grams, .positive(upTo: 10_000)),
        .optional("bodyWeightKg", \.bodyWeightKg, .positive(upTo: 1_000)),
        .optional("note", \.note, .note())
    )
}

/// A course of treatment, without its administrations: what starting or changing a course states.
package struct TreatmentCourse: Hashable, Sendable {
    /// What was given.
    package let option: TreatmentOption
    /// The substance.
    package let substance: String?
    /// When it began.
    package let startedOn: PartialDate?
    /// When it ended.
    package let endedOn: PartialDate?
    /// Whether the clinician saw an objective improvement: present, absent or notExamined.
    package let objectiveImprovement: Sign?
    /// Who gave it.
    package let performedBy: String?
    /// Where it was given.
    package let organisation: String?
    /// Free words about it.
    package let note: String?

    /// A course.
    package init(
        option: TreatmentOption,
        substance: String? = nil,
        startedOn: PartialDate? = nil,
        endedOn: PartialDate? = nil,
        objectiveImprovement: Sign? = nil,
        performedBy: String? = nil,
        organisation: String? = nil,
        note: String? = nil
    ) {
        self.option = option
        self.substance = substance
        self.startedOn = startedOn
        self.endedOn = endedOn
        self.objectiveImprovement = objectiveImprovement
        self.performedBy = performedBy
        self.organisation = organisation
        self.note = note
    }

    /// The JSON form. An end that certainly lies before the start is a fault.
    package static let codec: Codec<TreatmentCourse> = .object(
        "TreatmentCourse",
        TreatmentCourse.init(
            option:
            substance:
            startedOn:
            endedOn:
            objectiveImprovement:
            performedBy:
            organisation:
            note:
        ),
        .required("option", \.option, .code),
        .optional("substance", \.substance, .text(max: 200)),
        .optional("startedOn", \.startedOn, .partialDate),
        .optional("endedOn", \.endedOn, .partialDate),
        .optional("objectiveImprovement", \.objectiveImprovement, .code(among: [.present, .absent, .notExamined])),
        .optional("performedBy", \.performedBy, .text(max: 200)),
        .optional("organisation", \.organisation, .text(max: 200)),
        .optional("note", \.note, .note())
    ).checked { course, reading in
        guard let start = course.startedOn, let end = course.endedOn, end.lastDay < start.firstDay else { return }
        reading.report(
            .contradiction,
            at: "/endedOn",
            en: "The end lies before the start.",
            nl: "Het einde ligt vóór het begin."
        )
    }
}

/// A course of treatment with its administrations, as a case file holds it.
package struct Treatment: Hashable, Sendable {
    /// The course.
    package let course: TreatmentCourse
    /// What was given when, in the order of the file.
    package let administrations: [Administration]

    /// A course with its administrations.
    package init(course: TreatmentCourse, administrations: [Administration] = []) {
        self.course = course
        self.administrations = administrations
    }

    /// What was given.
    package var option: TreatmentOption { course.option }
    /// When it began.
    package var startedOn: PartialDate? { course.startedOn }
    /// When it ended.
    package var endedOn: PartialDate? { course.endedOn }
    /// Whether the clinician saw an objective improvement.
    package var objectiveImprovement: Sign? { course.objectiveImprovement }

    /// The JSON form: the fields of the course, and `administrations`.
    package static let codec: Codec<Treatment> = .object(
        "Treatment",
        Treatment.init(course:administrations:),
        .inlined(\.course, TreatmentCourse.codec),
        .list("administrations", \.administrations, Administration.codec, max: 10_000)
    )
}
