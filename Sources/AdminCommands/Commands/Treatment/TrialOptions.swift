// The flags of a trial: what a treatment has to show by when, and when it is given up.
import ArgumentParser
import Domain

/// What a trial is written down with.
struct TrialOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What matters to the patient, in plain words.", valueName: "text"))
    var trialGoal: String?
    @Option(help: "How it is measured.") var trialMeasure: OutcomeMeasure?
    @Option(help: "The hand, for grip.") var trialSide: Side?
    @Option(help: ArgumentHelp("The value the measure has to reach.", valueName: "number")) var trialValue: ExactNumber?
    @Option(help: ArgumentHelp("Or by how much it has to improve.", valueName: "number"))
    var trialImprovement: ExactNumber?
    @Option(help: ArgumentHelp("The day by which it has to.", valueName: "date")) var trialJudgedOn: String?
    @Option(help: ArgumentHelp("When the trial is given up, in words.", valueName: "text")) var stopRule: String?
    @Option(help: ArgumentHelp("Stop once it is worse by so much.", valueName: "number"))
    var stopWorsening: ExactNumber?
    @Option(help: ArgumentHelp("Stop where nothing improved by this day.", valueName: "date"))
    var stopWithoutImprovementOn: String?

    /// The trial, left out where no flag speaks of one.
    func json(chosenOn: JSONValue?) -> JSONValue? {
        let target: [(String, JSONValue?)] = [("value", trialValue?.json), ("improvement", trialImprovement?.json)]
        let rule: [(String, JSONValue?)] = [
            ("text", stopRule.json), ("worseningBy", stopWorsening?.json),
            ("withoutImprovementOn", stopWithoutImprovementOn.json),
        ]
        let plan: [(String, JSONValue?)] = [
            ("goal", trialGoal.json), ("measure", trialMeasure.jsonCode), ("side", trialSide.jsonCode),
            ("target", .members(target)), ("judgedOn", trialJudgedOn.json), ("stoppingRule", .members(rule)),
        ]
        guard plan.contains(where: { $0.1 != nil }) else { return nil }
        return .members([("chosenOn", chosenOn)] + plan)
    }
}

extension JSONValue {
    /// An object of the members that have a value; nil where none has.
    static func members(_ all: [(String, JSONValue?)]) -> JSONValue? {
        let given = all.compactMap { name, value in value.map { JSONMember(name, $0) } }
        return given.isEmpty ? nil : .object(given)
    }
}
