// What the treatments of a workup brought: response, wearing-off, deterioration, products and trials, judged on one day.
package import Domain

/// The response to treatment of one workup.
///
/// Source: clinical reference section 9 (House where its parts say so). Everything is proposed: the clinician's own entry
/// stands beside it and is never written here.
package struct TreatmentResponse: Sendable, Hashable {
    /// One course that is expected to have an effect of its own.
    package struct Course: Sendable, Hashable {
        /// The course, with its id in the record.
        package let document: CourseDocument
        /// Whether the patient responded, as proposed.
        package let responder: ResponderAssessment
        /// Whether the effect wears off before the next cycle.
        package let wearingOff: WearingOff
        /// The cautions of the course and its administrations.
        package let cautions: [RaisedCaution]
    }

    /// A trial with what it shows.
    package struct Trial: Sendable, Hashable {
        /// The choice that it was written down with.
        package let choice: ChoiceDocument
        /// What was to be reached.
        package let plan: TrialPlan
        /// The course it is about; nil before there is one.
        package let course: CourseDocument?
        /// What it shows on the day of the question.
        package let judgement: TrialJudgement
    }

    /// The day of the question.
    package let day: LocalDate
    /// The courses in the order of the record; physiotherapy and care are left out, since they accompany every treatment.
    package let courses: [Course]
    /// Deterioration by measure and side.
    package let deteriorations: [Deterioration]
    /// What was measured while each product was given.
    package let products: ProductResponse
    /// The trials of choices that were not replaced.
    package let trials: [Trial]

    /// Judges a workup as its document shows it, on the day that the document counts on.
    package init(of document: WorkupDocument, by careProtocol: CareProtocol) {
        let guidance = TreatmentGuidance(of: document, by: careProtocol)
        let outcomes = guidance.outcomes
        let today = document.today
        day = today
        courses = document.treatments.filter(\.treatment.isJudged).map { course in
            let treatment = course.treatment
            return Course(
                document: course,
                responder: ResponderAssessment(of: treatment, outcomes: outcomes, by: careProtocol),
                wearingOff: WearingOff(of: treatment, outcomes: outcomes, by: careProtocol),
                cautions: guidance.cautions(of: treatment, asOf: today)
            )
        }
        deteriorations = Deterioration.all(in: guidance.treatments, outcomes: outcomes, by: careProtocol)
        products = ProductResponse(
            of: guidance.treatments,
            outcomes: outcomes,
            details: document.administrationDetails,
            by: careProtocol
        )
        let replaced = Set(document.choices.compactMap(\.replaces))
        trials = document.choices.filter { !replaced.contains($0.id) }.compactMap { choice in
            guard let plan = choice.trial else { return nil }
            let course = document.course(of: choice, plan)
            let judgement = TrialJudgement(
                of: plan,
                firstAdministrationOn: course?.treatment.firstAdministrationOn,
                outcomes: outcomes,
                by: careProtocol,
                on: today
            )
            return Trial(choice: choice, plan: plan, course: course, judgement: judgement)
        }
    }
}

extension WorkupDocument {
    /// What is kept of administrations beyond the case format, by their places in a case file.
    fileprivate var administrationDetails: [CasePlace: AdministrationDetails] {
        var all: [CasePlace: AdministrationDetails] = [:]
        for (course, treatment) in treatments.enumerated() {
            for (index, administration) in treatment.administrations.enumerated() {
                guard let details = administration.details else { continue }
                all[CasePlace(.treatments, course, .administrations, index)] = details
            }
        }
        return all
    }

    /// The course a trial is about: the one its choice names, else the first of the same treatment that began on the day the
    /// trial was chosen or later (House, unchecked).
    fileprivate func course(of choice: ChoiceDocument, _ plan: TrialPlan) -> CourseDocument? {
        if let named = choice.courseID { return treatments.first { $0.id == named } }
        let dated = treatments.compactMap { course -> (first: LocalDate, course: CourseDocument)? in
            guard course.option == choice.option, let first = course.treatment.firstAdministrationOn,
                plan.isChosen(before: first)
            else { return nil }
            return (first, course)
        }
        return dated.min { ($0.first, $0.course.id) < ($1.first, $1.course.id) }?.course
    }
}

extension TrialJudgement {
    /// The judgement in a sentence.
    package var sentence: Sentence {
        guard let value = decidedBy else {
            guard let day = decidedOn else { return Sentence(answer.label) }
            return Sentence(en: "{0}, on {1}", nl: "{0}, op {1}", .words(answer.label), .text(day.description))
        }
        guard let baseline else {
            return Sentence(
                en: "{0}: {1} on {2}",
                nl: "{0}: {1} op {2}",
                .words(answer.label),
                .number(value.value),
                .text(value.on.description)
            )
        }
        return Sentence(
            en: "{0}: {1} on {2}, {3} on {4}",
            nl: "{0}: {1} op {2}, {3} op {4}",
            .words(answer.label),
            .number(baseline.value),
            .text(baseline.on.description),
            .number(value.value),
            .text(value.on.description)
        )
    }
}

extension TrialTarget {
    /// The target in words, with the unit of its measure.
    package func sentence(of measure: OutcomeMeasure) -> Sentence {
        switch self {
        case .value(let value) where measure.isBetterWhenHigher:
            Sentence(en: "at least {0} {1}", nl: "minstens {0} {1}", .number(value), .words(measure.unit))
        case .value(let value):
            Sentence(en: "at most {0} {1}", nl: "hoogstens {0} {1}", .number(value), .words(measure.unit))
        case .improvement(let change):
            Sentence(
                en: "better by {0} {1}",
                nl: "{0} {1} beter",
                .number(change),
                .words(measure.unit(ofChange: change))
            )
        }
    }
}
