// The pages of conditions that make a treatment riskier: recorded, corrected, taken back.
import Domain
import Pages
import Reports
import UseCases

/// `/workups/{workupId}/treatment/conditions`.
enum ConditionPageRoutes {
    static let all: [Route] = new + correct + withdraw

    private static let new = TreatmentPageRoutes.editing(
        "conditions/new",
        "recordCondition",
        "A condition that cautions on treatment ask about, present or absent.",
        .recordTreatment,
        []
    ) { exchange, subject in
        TreatmentAsking(
            exchange.wording(ConditionWord.new),
            ConditionForms.record(subject, nil, key: exchange.newKey),
            lead: exchange.wording(ConditionWord.lead)
        )
    } body: { exchange, form in
        try await form.using(RecordCondition.Input.codec) { input in
            let workup = try exchange(Parameters.workupID)
            _ = try await RecordCondition.run(workup, input, call: exchange.call, in: exchange.environment)
        }
    }

    private static let correct = TreatmentPageRoutes.editing(
        "conditions/{conditionId}/correct",
        "correctCondition",
        "The correction of a condition, with a reason.",
        .recordTreatment,
        [Parameters.conditionID.declaration]
    ) { exchange, subject in
        let condition = try exchange.condition(of: subject)
        return TreatmentAsking(
            "\(exchange.wording(ConditionWord.correct)): \(exchange.wording(condition.statement.condition.label))",
            ConditionForms.record(subject, condition, key: exchange.newKey),
            standing: exchange.told(condition)
        )
    } body: { exchange, form in
        try await correct(exchange, form, isWithdrawn: false)
    }

    private static let withdraw = TreatmentPageRoutes.editing(
        "conditions/{conditionId}/withdraw",
        "withdrawCondition",
        "Taking back a condition, with a reason.",
        .recordTreatment,
        [Parameters.conditionID.declaration]
    ) { exchange, subject in
        let condition = try exchange.condition(of: subject)
        return TreatmentAsking(
            "\(exchange.wording(ConditionWord.withdraw)): \(exchange.told(condition))",
            ConditionForms.withdraw(subject, condition, key: exchange.newKey),
            lead: exchange.wording(ConditionWord.withdrawLead),
            standing: exchange.told(condition)
        )
    } body: { exchange, form in
        try await correct(exchange, form, isWithdrawn: true)
    }

    private static func correct(_ exchange: PageExchange, _ form: SubmittedForm, isWithdrawn: Bool) async throws {
        let version = try form.version()
        try await form.using(RecordCondition.Input.codec) { input in
            _ = try await RecordCondition.correct(
                exchange(Parameters.workupID),
                exchange(Parameters.conditionID),
                expecting: version,
                isWithdrawn: isWithdrawn,
                input,
                call: exchange.call,
                in: exchange.environment
            )
        }
    }
}

extension PageExchange {
    /// The condition of the path.
    fileprivate func condition(of subject: WorkupSubject) throws -> ConditionDocument {
        let id = try self(Parameters.conditionID)
        guard let condition = subject.document.conditions.first(where: { $0.id == id }) else {
            throw Problem(.notFound)
        }
        return condition
    }

    /// `hypertension: present`.
    fileprivate func told(_ condition: ConditionDocument) -> String {
        "\(wording(condition.statement.condition.label)): \(wording(condition.statement.answer.label))"
    }
}
