// What the forms beside the queue of unusual access are sent to: a mark on a patient, and asking for a destruction.
import Domain
import Pages
import UseCases

extension ReviewPageRoutes {
    static let mark = act(
        .mark,
        "markPatientForm",
        "Marks a patient, or takes the mark away, and shows the page again.",
        done: "marked"
    ) { typed, exchange, call in
        let input = try MarkPatient.Input.codec.typed(typed)
        _ = try await MarkPatient.run(input, call: call, in: exchange.service.environment)
    }

    static let destruction = act(
        .destruction,
        "proposeDestructionForm",
        "Asks for a record, or the log's lines about it, to be destroyed, and shows the page again.",
        done: "asked"
    ) { typed, exchange, call in
        let input = try ProposeDestruction.Input.codec.typed(typed)
        _ = try await ProposeDestruction.run(input, call: call, in: exchange.service.environment)
    }

    private static func act(
        _ act: ReviewPage.PatientAct,
        _ operationID: String,
        _ summary: String,
        done: String,
        body: @escaping @Sendable ([JSONMember], OpenExchange, Call) async throws -> Void
    ) -> Route {
        let fields = act.fields + ["includesJudged", "cursor"]
        return form("\(path)/\(act.pathEnd)", operationID, summary, fields) { exchange, form in
            try await exchange.asCaller { caller in
                let place = ReviewPlace(form)
                let draft = ReviewPage.ActDraft(
                    act,
                    patient: form["patientId"],
                    choice: form[act.choiceField],
                    reason: form["reason"]
                )
                return try await exchange.reviewing(at: place, caller) { page, faults in
                    page.actDraft = draft
                    page.actDraft?.faults = faults
                } with: {
                    try await body(members(form, of: act), exchange, caller.call)
                    let about = QueryText.encoded(form["patientId"].trimmingSpaces().lowercased())
                    return .redirect(to: place.address("done=\(done)", "about=\(about)"))
                }
            }
        }
    }

    /// What was typed, as members of the JSON that REST takes; browsers end lines with two characters.
    private static func members(_ form: FormText, of act: ReviewPage.PatientAct) -> [JSONMember] {
        let typed = [
            ("patientId", form["patientId"].trimmingSpaces().lowercased()), (act.choiceField, form[act.choiceField]),
            ("reason", form["reason"].replacing("\r\n", with: "\n")),
        ]
        return typed.filter { !$0.1.isEmpty }.map { JSONMember($0.0, .string($0.1)) }
    }
}

extension Codec {
    /// The value of what was typed into a form.
    ///
    /// - Throws: `UseCaseError` with every fault.
    func typed(_ members: [JSONMember]) throws -> Value {
        do throws(Faults) {
            return try decode(.object(members))
        } catch {
            throw UseCaseError.invalid(error)
        }
    }
}
