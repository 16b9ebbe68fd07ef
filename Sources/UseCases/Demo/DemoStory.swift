// What is told of a patient of the demo clinic beside the case file, and the words to tell it in.
import Domain

/// A patient of the demo clinic, by case file, and what the file does not tell.
struct DemoStory: Sendable {
    /// The name of the case file.
    let name: String
    /// Steps whose result nobody has looked at yet.
    let unreviewed: Set<String>
    /// Findings that were typed wrong at first, by pointer.
    var typedWrong: [String: Finding] = [:]
    /// What was kept of administrations beyond the case file, by pointer.
    var details: [String: AdministrationDetails] = [:]
    /// What else happened, in no order.
    private(set) var events: [DemoEvent] = []
    private let calendar: DemoCalendar
    /// Who does what is told without a name.
    private let teller: DemoPerson

    init(
        _ name: String,
        by teller: DemoPerson = DemoPeople.testinga,
        unreviewed: Set<String> = [],
        _ calendar: DemoCalendar
    ) {
        self.name = name
        self.teller = teller
        self.unreviewed = unreviewed
        self.calendar = calendar
    }

    /// Every patient of the demo clinic.
    static func all(_ calendar: DemoCalendar) -> [DemoStory] {
        waiting(calendar) + unusual(calendar) + treated(calendar)
    }
}

extension DemoStory {
    /// Somebody did something.
    mutating func did(_ act: DemoAct, on day: Int, at hour: Int = 9, by person: DemoPerson? = nil) {
        // Half past, so that it comes after what the file tells of the same hour.
        events.append(DemoEvent(calendar.at(day, hour, 30), person ?? teller, act))
    }

    /// A step was moved.
    mutating func moved(_ code: String, on day: Int, at hour: Int = 9, by person: DemoPerson? = nil, _ move: StepMove) {
        did(.move(name, code, move), on: day, at: hour, by: person)
    }

    /// A step was asked for.
    mutating func requested(_ code: String, on day: Int, by person: DemoPerson? = nil, note: String? = nil) {
        moved(code, on: day, by: person, StepMove(state: .requested, note: note))
    }

    /// A step was given a day.
    mutating func scheduled(_ code: String, for due: Int, on day: Int, by person: DemoPerson) {
        moved(code, on: day, at: 13, by: person, StepMove(state: .scheduled, scheduledOn: calendar.day(due)))
    }

    /// A step ended without a result.
    mutating func ended(_ code: String, _ state: StepState, on day: Int, because reason: String) {
        moved(code, on: day, at: 10, StepMove(state: state, reason: reason))
    }

    /// A step that a note completes was reported.
    mutating func noted(_ code: String, on day: Int, by person: DemoPerson? = nil, _ note: String) {
        moved(code, on: day, at: 12, by: person, StepMove(state: .reported, note: note))
    }

    /// What was found before the first infusion.
    mutating func screened(on day: Int, by person: DemoPerson = DemoPeople.zorgman) {
        noted(
            "preTreatmentScreening",
            on: day,
            by: person,
            "IgA normal, blood group known, kidney and liver normal, hepatitis and HIV negative; "
                + "serum frozen; weight measured."
        )
    }

    /// A condition that makes treatment riskier was asked about.
    mutating func asked(_ condition: RecordedCondition, _ answer: Sign, on day: Int, by person: DemoPerson) {
        did(.ask(name, ConditionStatement(condition: condition, answer: answer)), on: day, at: 13, by: person)
    }

    /// The effect was measured and, where words are given, judged the next day.
    mutating func assessed(on day: Int, _ words: String? = nil) {
        moved("responseAssessment", on: day, at: 11, by: DemoPeople.zorgman, StepMove(state: .reported))
        guard let words else { return }
        moved("responseAssessment", on: day + 1, StepMove(state: .reviewed, note: words))
    }

    /// A treatment was chosen by doctor, patient and whoever else took part.
    mutating func chose(
        _ option: TreatmentOption,
        on day: Int,
        key: String = "first",
        replacing replaced: String? = nil,
        with others: [String] = [],
        preference: String,
        reason: String? = nil,
        trial: TrialPlan? = nil
    ) {
        did(
            .choose(
                name,
                option,
                key: key,
                replaces: replaced,
                with: [teller.name, "the patient"] + others,
                preference: preference,
                reason: reason,
                trial: trial
            ),
            on: day,
            at: 10
        )
    }
}
