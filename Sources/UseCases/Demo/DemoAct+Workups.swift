// What people of the demo clinic do with patients, workups, steps and findings.
import Domain
import Records

extension DemoAct {
    /// A referral comes in: the case file with what is known on that day.
    static func open(_ name: String, _ file: CaseFile, at organisation: Organisation) -> DemoAct {
        DemoAct { stage, moment in
            let results = try await ImportCases.run(
                [CaseFile.codec.encode(file)],
                organisation: organisation.code,
                call: moment.call,
                in: moment.environment
            )
            guard case .imported(let workup, let patient) = results.first else {
                throw DemoStage.broken("case \(name) was not taken")
            }
            stage.workups[name] = workup
            stage.patients[name] = patient
        }
    }

    /// Somebody takes the workup on.
    static func assign(_ name: String, to person: DemoPerson) -> DemoAct {
        DemoAct { stage, moment in
            try await moment.change(try stage.workup(name), assignee: try stage.userID(person))
        }
    }

    /// The clinician states a diagnosis.
    static func diagnose(_ name: String, _ diagnosis: Diagnosis) -> DemoAct {
        DemoAct { stage, moment in
            try await moment.change(try stage.workup(name), diagnosis: diagnosis)
        }
    }

    /// The workup comes to its end.
    static func close(_ name: String, _ reason: String) -> DemoAct {
        DemoAct { stage, moment in
            let workup = try stage.workup(name)
            _ = try await CloseWorkup.run(
                workup,
                expecting: try await moment.version(of: workup),
                CloseWorkup.Input(on: nil, reason: reason),
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// A step moves.
    static func move(_ name: String, _ code: String, _ move: StepMove) -> DemoAct {
        DemoAct { stage, moment in
            let workup = try stage.workup(name)
            let step = try await moment.step(code, of: workup)
            _ = try await MoveStep.run(
                workup,
                code: code,
                expecting: step.version,
                move,
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// A result is recorded.
    static func record(_ name: String, _ pointer: String, _ finding: Finding, origin: String?) -> DemoAct {
        DemoAct { stage, moment in
            let answer = try await RecordFinding.run(
                try stage.workup(name),
                RecordFinding.Input(finding: finding, origin: origin),
                call: moment.call,
                in: moment.environment
            )
            stage.findings[DemoPlace(name, pointer)] = ID(answer.id)
        }
    }

    /// A result turns out to have been typed wrong.
    static func correct(_ name: String, _ pointer: String, _ finding: Finding, reason: String) -> DemoAct {
        DemoAct { stage, moment in
            guard let id = stage.findings[DemoPlace(name, pointer)] else {
                throw DemoStage.broken("\(name)\(pointer) was not recorded")
            }
            _ = try await CorrectFinding.run(
                try stage.workup(name),
                id,
                expecting: 1,
                CorrectFinding.Input(finding: finding, origin: nil, reason: reason),
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// A result does not belong here.
    static func withdraw(_ name: String, _ pointer: String, reason: String) -> DemoAct {
        DemoAct { stage, moment in
            guard let id = stage.findings[DemoPlace(name, pointer)] else {
                throw DemoStage.broken("\(name)\(pointer) was not recorded")
            }
            _ = try await WithdrawFinding.run(
                try stage.workup(name),
                id,
                expecting: 1,
                WithdrawFinding.Input(reason: reason),
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// Two records turn out to be one person.
    static func merge(_ name: String, into other: String, reason: String) -> DemoAct {
        DemoAct { stage, moment in
            guard let source = stage.patients[name], let target = stage.patients[other] else {
                throw DemoStage.broken("\(name) and \(other) were not opened")
            }
            _ = try await MergePatients.run(
                source,
                MergePatients.Input(into: target, reason: reason),
                call: moment.call,
                in: moment.environment
            )
        }
    }
}

extension DemoMoment {
    fileprivate func change(
        _ workup: ID<Workup>,
        assignee: ID<User>? = nil,
        diagnosis: Diagnosis? = nil
    ) async throws {
        let input = ChangeWorkup.Input(
            question: nil,
            referredBy: nil,
            organisation: nil,
            assigneeID: assignee,
            diagnosis: diagnosis,
            reason: nil
        )
        _ = try await ChangeWorkup.run(
            workup,
            expecting: try await version(of: workup),
            input,
            call: call,
            in: environment
        )
    }

    /// The version of a workup's own fields.
    func version(of workup: ID<Workup>) async throws -> Int {
        try await environment.record.write(as: call.identity(at: environment.now())) {
            try await $0.findWorkup(workup).version
        }
    }

    /// A step as it stands at the moment.
    func step(_ code: String, of workup: ID<Workup>) async throws -> StepDocument {
        try await environment.record.write(as: call.identity(at: environment.now())) {
            try await $0.findStep(code, of: workup, today: environment.today)
        }
    }
}
