// What people of the demo clinic choose, give and measure.
import Domain
import Records

extension DemoAct {
    /// A choice made together. `key` names it for a later choice that takes its place.
    static func choose(
        _ name: String,
        _ option: TreatmentOption,
        key: String,
        replaces: String? = nil,
        with participants: [String],
        preference: String,
        reason: String? = nil,
        trial: TrialPlan? = nil
    ) -> DemoAct {
        DemoAct { stage, moment in
            let answer = try await ChooseTreatment.run(
                try stage.workup(name),
                ChooseTreatment.Input(
                    option: option,
                    chosenOn: moment.environment.today,
                    participants: participants,
                    patientPreference: preference,
                    reason: reason,
                    replaces: replaces.flatMap { stage.choices[DemoPlace(name, $0)] },
                    courseID: nil,
                    trial: trial
                ),
                call: moment.call,
                in: moment.environment
            )
            stage.choices[DemoPlace(name, key)] = ID(answer.id)
        }
    }

    /// A course begins.
    static func start(_ name: String, _ index: Int, _ course: TreatmentCourse) -> DemoAct {
        DemoAct { stage, moment in
            let answer = try await RecordCourse.run(
                try stage.workup(name),
                RecordCourse.Input(course: course, reason: nil),
                call: moment.call,
                in: moment.environment
            )
            stage.courses[DemoPlace(name, "\(index)")] = ID(answer.id)
        }
    }

    /// A course is judged, or ends.
    static func change(_ name: String, _ index: Int, to course: TreatmentCourse, reason: String) -> DemoAct {
        DemoAct { stage, moment in
            let (workup, id) = (try stage.workup(name), try stage.course(name, index))
            let identity = moment.call.identity(at: moment.environment.now())
            let version = try await moment.environment.record.write(as: identity) { transaction in
                try await transaction.course(id, workup: workup)?.version
            }
            _ = try await RecordCourse.change(
                workup,
                id,
                expecting: version ?? 1,
                RecordCourse.Input(course: course, reason: reason),
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// Something is given.
    static func give(
        _ name: String,
        _ index: Int,
        _ administration: Administration,
        _ details: AdministrationDetails?
    ) -> DemoAct {
        DemoAct { stage, moment in
            _ = try await RecordAdministration.run(
                try stage.workup(name),
                course: try stage.course(name, index),
                RecordAdministration.Input(administration: administration, details: details, reason: nil),
                call: moment.call,
                in: moment.environment
            )
            stage.administrationCount += 1
        }
    }

    /// A condition that makes treatment riskier is asked about.
    static func ask(_ name: String, _ statement: ConditionStatement) -> DemoAct {
        DemoAct { stage, moment in
            _ = try await RecordCondition.run(
                try stage.workup(name),
                RecordCondition.Input(statement: statement, reason: nil),
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// Something is measured.
    static func measure(_ name: String, _ outcome: OutcomeMeasurement) -> DemoAct {
        DemoAct { stage, moment in
            _ = try await RecordOutcome.run(
                try stage.workup(name),
                RecordOutcome.Input(outcome: outcome, reason: nil),
                call: moment.call,
                in: moment.environment
            )
            stage.outcomeCount += 1
        }
    }
}

extension DemoStage {
    fileprivate func course(_ name: String, _ index: Int) throws -> ID<Treatment> {
        guard let course = courses[DemoPlace(name, "\(index)")] else {
            throw DemoStage.broken("course \(index) of \(name) was not begun")
        }
        return course
    }
}

extension TreatmentCourse {
    /// The course as it is known before its end and its effect are.
    var begun: TreatmentCourse { with(improvement: nil, endedOn: nil) }

    /// The course with another end and effect.
    func with(improvement: Sign?, endedOn: PartialDate?) -> TreatmentCourse {
        TreatmentCourse(
            option: option,
            substance: substance,
            startedOn: startedOn,
            endedOn: endedOn,
            objectiveImprovement: improvement,
            performedBy: performedBy,
            organisation: organisation,
            note: note
        )
    }
}
