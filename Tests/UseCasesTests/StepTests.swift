// Moving steps: what is legal, what is told when it is not, and who wins when two move at once.
import Domain
import TestSupport
import Testing
import UseCases

@Suite("Moving a step", .database(.clinic))
struct StepTests {
    @Test("leads from planned to reviewed, with every state in its history")
    func wholeWay() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let moves: [StepMove] = [
                StepMove(state: .requested), StepMove(state: .scheduled, scheduledOn: day("2026-03-05")),
                StepMove(state: .performed, performedOn: PartialDate(day("2026-03-02"))),
            ]
            for (index, move) in moves.enumerated() {
                _ = try await MoveStep.run(
                    workup,
                    code: "neurologicalExamination",
                    expecting: index + 1,
                    move,
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            _ = try await RecordFinding.run(
                workup,
                RecordFinding.Input(finding: .examination, origin: nil),
                call: clinic.call(),
                in: clinic.environment
            )
            let reported = try await clinic.step("neurologicalExamination", of: workup)
            #expect(reported.state == .reported)
            #expect(reported.findingID != nil)
            let answer = try await MoveStep.run(
                workup,
                code: "neurologicalExamination",
                expecting: reported.version,
                StepMove(state: .reviewed),
                call: clinic.call(),
                in: clinic.environment
            )
            let history = try JSONReader.read(answer.body)["history"]?.array ?? []
            #expect(
                history.compactMap { $0["state"]?.string } == [
                    "planned", "requested", "scheduled", "performed", "reported", "reviewed",
                ]
            )
        }
    }

    @Test("that is illegal names the legal ones and changes nothing")
    func illegal() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let error = await failure {
                try await MoveStep.run(
                    workup,
                    code: "neurologicalExamination",
                    expecting: 1,
                    StepMove(state: .reviewed),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(error?.code == "illegal-transition")
            #expect(error?.category == .conflict)
            #expect(error?.legalStates == StepState.planned.legalNext.filter { $0 != .planned })
            #expect(try await clinic.step("neurologicalExamination", of: workup).version == 1)
        }
    }

    @Test("whose prerequisite is not met waits, unless a reason overrides it")
    func prerequisite() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let before = try await clinic.step("nerveConductionStudy", of: workup)
            #expect(before.cannotStartYet == ["neurologicalExamination"])
            let refused = await failure {
                try await MoveStep.run(
                    workup,
                    code: "nerveConductionStudy",
                    expecting: 1,
                    StepMove(state: .requested),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(refused?.code == "cannot-start-yet")
            #expect(refused?.message.en.contains("Neurological examination") == true)
            #expect(refused?.message.nl.contains("Neurologisch onderzoek") == true)
            _ = try await MoveStep.run(
                workup,
                code: "nerveConductionStudy",
                expecting: 1,
                StepMove(state: .requested, overrideReason: "examined elsewhere"),
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try await clinic.step("nerveConductionStudy", of: workup).overrideReason == "examined elsewhere")
        }
    }

    @Test(
        "that ends without a result needs a reason",
        arguments: [StepState.notNeeded, .notPossible, .declined, .cancelled]
    )
    func reason(state: StepState) async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let error = await failure {
                try await MoveStep.run(
                    workup,
                    code: "lumbarPuncture",
                    expecting: 1,
                    StepMove(state: state),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(error?.faults.map(\.pointer) == ["/reason"])
        }
    }

    @Test("to reported takes a recorded result, not a tick")
    func tick() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let error = await failure {
                try await MoveStep.run(
                    workup,
                    code: "nerveConductionStudy",
                    expecting: 1,
                    StepMove(state: .reported),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(error?.code == "result-missing")
        }
    }

    @Test("against an old version is told the present one")
    func stale() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            _ = try await MoveStep.run(
                workup,
                code: "lumbarPuncture",
                expecting: 1,
                StepMove(state: .notNeeded, reason: "diagnosis is definite"),
                call: clinic.call(),
                in: clinic.environment
            )
            let error = await failure {
                try await MoveStep.run(
                    workup,
                    code: "lumbarPuncture",
                    expecting: 1,
                    StepMove(state: .declined, reason: "no"),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(error?.category == .preconditionFailed)
            #expect(error?.currentVersion == 2)
        }
    }

    @Test("by twenty people at once lets one win and tells the others")
    func race() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let outcomes = await withTaskGroup(of: UseCaseError.Category?.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        await failure {
                            try await MoveStep.run(
                                workup,
                                code: "lumbarPuncture",
                                expecting: 1,
                                StepMove(state: .notNeeded, reason: "reason \(index)"),
                                call: clinic.call(),
                                in: clinic.environment
                            )
                        }?.category
                    }
                }
                return await group.reduce(into: [UseCaseError.Category?]()) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == nil }.count == 1)
            #expect(outcomes.filter { $0 == .preconditionFailed }.count == 19)
            #expect(try await clinic.step("lumbarPuncture", of: workup).version == 2)
        }
    }

    @Test("as a dry run does everything and keeps nothing")
    func dryRun() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let answer = try await MoveStep.run(
                workup,
                code: "lumbarPuncture",
                expecting: 1,
                StepMove(state: .notNeeded, reason: "why"),
                call: clinic.call(isDryRun: true),
                in: clinic.environment
            )
            #expect(answer.version == 2)
            #expect(try await clinic.step("lumbarPuncture", of: workup).version == 1)
        }
    }
}
