// The response to treatment as it is told to programs: the rules' own answers, with their words in both languages.
package import Criteria
package import Domain
package import FoundationEssentials

/// A value of a measure on a day.
package struct ValueOnDay: Sendable, Hashable {
    package let on: LocalDate
    package let value: Decimal

    init?(_ value: DatedValue?) {
        guard let value else { return nil }
        self.init(dated: value)
    }

    init(dated value: DatedValue) {
        self.init(on: value.on, value: value.value)
    }

    private init(on day: LocalDate, value: Decimal) {
        on = day
        self.value = value
    }

    /// The JSON of a value.
    package static let codec: Codec<ValueOnDay> = .object(
        "ValueOnDay",
        ValueOnDay.init(on:value:),
        .required("on", \.on, .date),
        .required("value", \.value, .decimal(0...1_000_000))
    )
}

/// Everything on the response to treatment of one workup, judged on one day.
package struct ResponseDocument: Sendable, Hashable {
    /// The day of the question.
    package let on: LocalDate
    package let courses: [CourseResponse]
    package let deteriorations: [MeasureAnswer]
    package let products: [ProductPeriodDocument]
    /// What to say beside a comparison of products.
    package let productCaveat: Localized
    package let trials: [TrialResponse]

    /// What the rules found.
    package init(_ response: TreatmentResponse) {
        on = response.day
        courses = response.courses.map(CourseResponse.init)
        deteriorations = response.deteriorations.map(MeasureAnswer.init)
        products = response.products.periods.map(ProductPeriodDocument.init)
        productCaveat = ProductResponse.caveat
        trials = response.trials.map(TrialResponse.init)
    }

    private init(
        on day: LocalDate,
        courses: [CourseResponse],
        deteriorations: [MeasureAnswer],
        products: [ProductPeriodDocument],
        productCaveat: Localized,
        trials: [TrialResponse]
    ) {
        on = day
        self.courses = courses
        self.deteriorations = deteriorations
        self.products = products
        self.productCaveat = productCaveat
        self.trials = trials
    }

    /// The JSON of the response.
    package static let codec: Codec<ResponseDocument> = .object(
        "TreatmentResponse",
        ResponseDocument.init(on:courses:deteriorations:products:productCaveat:trials:),
        .required("on", \.on, .date),
        .list("courses", \.courses, CourseResponse.codec, max: 1_000),
        .list("deteriorations", \.deteriorations, MeasureAnswer.codec, max: 100),
        .list("products", \.products, ProductPeriodDocument.codec, max: 10_000),
        .required("productCaveat", \.productCaveat, .inBothLanguages),
        .list("trials", \.trials, TrialResponse.codec, max: 1_000)
    )
}

/// Whether a patient responded to one course, and whether the effect wears off.
package struct CourseResponse: Sendable, Hashable {
    package let courseID: ID<Treatment>
    package let option: TreatmentOption
    package let firstOn: LocalDate?
    /// What the measurements say: `present`, `absent` or `notExamined`; proposed, never the clinician's entry.
    package let responder: Sign
    /// What the clinician entered.
    package let objectiveImprovement: Sign?
    /// Whether the two say the opposite of each other.
    package let partsFromClinician: Bool
    /// Until this day an absence is not final.
    package let windowLastDay: LocalDate?
    package let sentence: Localized
    package let changes: [MeasuredChange]
    /// The strongest answer of the measures.
    package let wearingOff: WearingOffAnswer
    package let wearingOffByMeasure: [WearingOffDocument]
    package let cautions: [RaisedCaution]

    init(_ course: TreatmentResponse.Course) {
        let responder = course.responder
        courseID = course.document.id
        option = course.document.option
        firstOn = responder.firstOn
        self.responder = responder.proposal
        objectiveImprovement = responder.clinician
        partsFromClinician = responder.partsFromClinician
        windowLastDay = responder.windowLastDay
        sentence = responder.sentence.localized
        changes = responder.changes.map(MeasuredChange.init)
        wearingOff = course.wearingOff.answer
        wearingOffByMeasure = course.wearingOff.series.map(WearingOffDocument.init)
        cautions = course.cautions
    }

    private init(
        courseID: ID<Treatment>,
        option: TreatmentOption,
        firstOn: LocalDate?,
        responder: Sign,
        objectiveImprovement: Sign?,
        partsFromClinician: Bool,
        windowLastDay: LocalDate?,
        sentence: Localized,
        changes: [MeasuredChange],
        wearingOff: WearingOffAnswer,
        wearingOffByMeasure: [WearingOffDocument],
        cautions: [RaisedCaution]
    ) {
        self.courseID = courseID
        self.option = option
        self.firstOn = firstOn
        self.responder = responder
        self.objectiveImprovement = objectiveImprovement
        self.partsFromClinician = partsFromClinician
        self.windowLastDay = windowLastDay
        self.sentence = sentence
        self.changes = changes
        self.wearingOff = wearingOff
        self.wearingOffByMeasure = wearingOffByMeasure
        self.cautions = cautions
    }

    /// The JSON of a course's response.
    package static let codec: Codec<CourseResponse> = .object(
        "CourseResponse",
        CourseResponse.init(
            courseID:
            option:
            firstOn:
            responder:
            objectiveImprovement:
            partsFromClinician:
            windowLastDay:
            sentence:
            changes:
            wearingOff:
            wearingOffByMeasure:
            cautions:
        ),
        .required("courseId", \.courseID, .id()),
        .required("option", \.option, .code),
        .optional("firstOn", \.firstOn, .date),
        .required("responder", \.responder, .code),
        .optional("objectiveImprovement", \.objectiveImprovement, .code),
        .required("partsFromClinician", \.partsFromClinician, .bool),
        .optional("windowLastDay", \.windowLastDay, .date),
        .required("sentence", \.sentence, .inBothLanguages),
        .list("changes", \.changes, MeasuredChange.codec, max: 100_000),
        .required("wearingOff", \.wearingOff, .code),
        .list("wearingOffByMeasure", \.wearingOffByMeasure, WearingOffDocument.codec, max: 100),
        .list("cautions", \.cautions, RaisedCaution.codec, max: 50)
    )
}

/// A trial with what it shows.
package struct TrialResponse: Sendable, Hashable {
    package let choiceID: ID<ChoiceDocument>
    /// The course it is about; nil before there is one.
    package let courseID: ID<Treatment>?
    package let plan: TrialPlan
    package let answer: TrialAnswer
    package let baseline: ValueOnDay?
    package let decidedBy: ValueOnDay?
    package let decidedOn: LocalDate?
    package let sentence: Localized

    init(_ trial: TreatmentResponse.Trial) {
        choiceID = trial.choice.id
        courseID = trial.course?.id
        plan = trial.plan
        answer = trial.judgement.answer
        baseline = ValueOnDay(trial.judgement.baseline)
        decidedBy = ValueOnDay(trial.judgement.decidedBy)
        decidedOn = trial.judgement.decidedOn
        sentence = trial.judgement.sentence.localized
    }

    private init(
        choiceID: ID<ChoiceDocument>,
        courseID: ID<Treatment>?,
        plan: TrialPlan,
        answer: TrialAnswer,
        baseline: ValueOnDay?,
        decidedBy: ValueOnDay?,
        decidedOn: LocalDate?,
        sentence: Localized
    ) {
        self.choiceID = choiceID
        self.courseID = courseID
        self.plan = plan
        self.answer = answer
        self.baseline = baseline
        self.decidedBy = decidedBy
        self.decidedOn = decidedOn
        self.sentence = sentence
    }

    /// The JSON of a trial.
    package static let codec: Codec<TrialResponse> = .object(
        "TrialResponse",
        TrialResponse.init(choiceID:courseID:plan:answer:baseline:decidedBy:decidedOn:sentence:),
        .required("choiceId", \.choiceID, .id()),
        .optional("courseId", \.courseID, .id()),
        .required("plan", \.plan, TrialPlan.codec),
        .required("answer", \.answer, .code),
        .optional("baseline", \.baseline, ValueOnDay.codec),
        .optional("decidedBy", \.decidedBy, ValueOnDay.codec),
        .optional("decidedOn", \.decidedOn, .date),
        .required("sentence", \.sentence, .inBothLanguages)
    )
}
