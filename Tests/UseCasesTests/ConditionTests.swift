// Conditions that make a treatment riskier: recorded once, corrected, taken back, and in the log.
import Domain
import TestSupport
import Testing
import UseCases

@Suite("A condition of the patient", .database(.clinic))
struct ConditionTests {
    @Test("is kept with its answer, and shown by the workup")
    func kept() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let said = [
                ConditionStatement(
                    condition: .hypertension,
                    answer: .present,
                    since: PartialDate("2019"),
                    note: "amlodipine"
                ),
                ConditionStatement(condition: .hyperprolinaemia, answer: .absent),
            ]
            for statement in said { _ = try await record(statement, workup, clinic) }
            let conditions = try await clinic.document(workup).conditions
            #expect(conditions.map(\.statement) == said)
            #expect(conditions.present == [.hypertension])
            let events = try await clinic.logRows(
                "select count(*) from audit_event where event_code = 'RecordCondition' and object_type = 'condition'"
            )
            #expect(events == [["2"]])
        }
    }

    @Test("is recorded once; a second one is a conflict that says what to do")
    func once() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let obesity = ConditionStatement(condition: .obesity, answer: .present)
            _ = try await record(obesity, workup, clinic)
            let refused = await failure { try await record(obesity, workup, clinic) }
            #expect(refused?.code == "condition-exists" && refused?.category == .conflict)
            _ = try await record(obesity, try await clinic.openWorkup(), clinic)
        }
    }

    @Test("corrected keeps what was recorded first, and keeps what it is about")
    func corrected() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let id = try await record(ConditionStatement(condition: .diabetes, answer: .present), workup, clinic)
            let then = clinic.environment.now()
            clinic.clock.advance(by: .seconds(60))
            let other = ConditionStatement(condition: .obesity, answer: .present)
            let refused = await failure { try await correct(id, 1, other, workup, clinic) }
            #expect(refused?.faults.map(\.pointer) == ["/condition"])
            let absent = ConditionStatement(condition: .diabetes, answer: .absent)
            try await correct(id, 1, absent, workup, clinic)
            let stale = await failure { try await correct(id, 1, absent, workup, clinic) }
            #expect(stale?.category == .preconditionFailed)
            let now = try await clinic.document(workup).conditions
            #expect(now.map(\.statement.answer) == [.absent] && now.map(\.version) == [2])
            #expect(try await clinic.document(workup, asOf: then).conditions.map(\.statement.answer) == [.present])
        }
    }

    @Test("taken back is gone from the workup, and recorded again goes on with a reason")
    func withdrawn() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let oestrogen = ConditionStatement(condition: .oestrogen, answer: .present)
            let id = try await record(oestrogen, workup, clinic)
            try await correct(id, 1, oestrogen, isWithdrawn: true, workup, clinic)
            #expect(try await clinic.document(workup).conditions.isEmpty)
            let refused = await failure { try await record(oestrogen, workup, clinic) }
            #expect(refused?.faults.map(\.pointer) == ["/reason"])
            let again = try await record(oestrogen, reason: "started again", workup, clinic)
            #expect(again == id)
            #expect(try await clinic.document(workup).conditions.map(\.version) == [3])
        }
    }

    @Test("is not recorded by a role that records no treatment")
    func forbidden() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let statement = ConditionStatement(condition: .obesity, answer: .present)
            for role in Role.allCases where !Permission.recordTreatment.roles.contains(role) {
                let refused = await failure { try await record(statement, as: role, workup, clinic) }
                #expect(refused?.category == .forbidden, "\(role)")
            }
        }
    }

    private func correct(
        _ id: ID<ConditionDocument>,
        _ version: Int,
        _ statement: ConditionStatement,
        isWithdrawn: Bool = false,
        _ workup: ID<Workup>,
        _ clinic: TestClinic
    ) async throws {
        _ = try await RecordCondition.correct(
            workup,
            id,
            expecting: version,
            isWithdrawn: isWithdrawn,
            RecordCondition.Input(statement: statement, reason: "misread"),
            call: clinic.call(),
            in: clinic.environment
        )
    }
}

/// Records a condition.
@discardableResult
func record(
    _ statement: ConditionStatement,
    reason: String? = nil,
    as role: Role = .neurologist,
    _ workup: ID<Workup>,
    _ clinic: TestClinic
) async throws -> ID<ConditionDocument> {
    let answer = try await RecordCondition.run(
        workup,
        RecordCondition.Input(statement: statement, reason: reason),
        call: clinic.call(role),
        in: clinic.environment
    )
    return ID(answer.id)
}
