// Conditions that make a treatment riskier, on the treatment page: recorded, corrected, taken back.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages of conditions", .database(.clinic))
struct ConditionPageTests {
    private static func send(
        _ stage: PageStage,
        _ path: String,
        _ changes: [String: String],
        _ language: Language = .en
    ) async throws -> TestResponse {
        let action = "\(stage.base)/treatment/conditions/\(path)"
        let fields = try PageStage.fields(try await stage.page(action, language), action: action)
        return try await stage.browser.form(action, PageStage.changing(fields, changes), language: language)
    }

    @Test("record one, correct it and take it back, each with its reason", arguments: Language.allCases)
    func records(language: Language) async throws {
        try await PageStage.run { stage in
            let treatment = "\(stage.base)/treatment"
            #expect(try await stage.page(treatment, language).contains("href=\"\(treatment)/conditions/new\""))
            let new = ["/condition": "hypertension", "/answer": "present", "/since": "2020", "/note": "on <pills>"]
            #expect(try await Self.send(stage, "new", new, language).status == .seeOther)
            let recorded = try #require(try await stage.clinic.document(stage.workup).conditions.first)
            let page = try await stage.page(treatment, language)
            #expect(page.contains(language == .nl ? "hypertensie: aanwezig" : "hypertension: present"), "\(page)")
            #expect(page.contains("on &lt;pills&gt;") && page.contains("/conditions/\(recorded.id)/correct\""))
            // One of a kind: what is on record is not offered again.
            let form = try await stage.page("\(treatment)/conditions/new", language)
            #expect(!form.contains("value=\"hypertension\"") && form.contains("value=\"diabetes\""))
            let missing = try await Self.send(stage, "\(recorded.id)/correct", ["/note": "kept"], language)
            #expect(missing.status == .badRequest && missing.text.contains("f-reason-fault-0"))
            #expect(missing.text.contains("kept</textarea>"))
            let corrected = ["/answer": "absent", "/since": "", "/note": "", "/reason": "measured again"]
            let answer = try await Self.send(stage, "\(recorded.id)/correct", corrected, language)
            #expect(answer.status == .seeOther, "\(answer.text)")
            #expect(try await stage.clinic.document(stage.workup).conditions.first?.statement.answer == .absent)
            let over = try await Self.send(stage, "\(recorded.id)/withdraw", ["/reason": "another patient"], language)
            #expect(over.status == .seeOther, "\(over.text)")
            #expect(try await stage.clinic.document(stage.workup).conditions.isEmpty)
            let gone = try await stage.browser.send(.get, "\(treatment)/conditions/\(recorded.id)/correct")
            #expect(gone.status == .notFound)
        }
    }

    @Test("tell what is wrong at its field, and when somebody else was first")
    func faults() async throws {
        try await PageStage.run { stage in
            let empty = try await Self.send(stage, "new", ["/note": "kept"])
            #expect(empty.status == .badRequest && empty.text.contains("kept</textarea>"))
            for id in ["f-condition-fault-0", "f-answer-fault-0"] {
                #expect(empty.text.contains("id=\"\(id)\""), "\(id)")
            }
            PageStage.check(empty.text, .en)
            let odd = ["/condition": "diabetes", "/answer": "absent", "/since": "2020"]
            let refused = try await Self.send(stage, "new", odd)
            #expect(refused.status == .badRequest && refused.text.contains("f-since-fault-0"))
            _ = try await Self.send(stage, "new", ["/condition": "diabetes", "/answer": "present"])
            let condition = try #require(try await stage.clinic.document(stage.workup).conditions.first)
            let path = "\(stage.base)/treatment/conditions/\(condition.id)/correct"
            let fields = PageStage.changing(
                try PageStage.fields(try await stage.page(path), action: path),
                ["/reason": "mine", "/note": "mine"]
            )
            _ = try await stage.done(path, fields)
            let late = try await stage.browser.form(
                path,
                PageStage.changing(fields, ["key": "other", "/note": "late"])
            )
            #expect(late.status == .preconditionFailed && late.text.contains("late</textarea>"))
        }
    }

    @Test("are recorded by who records treatment")
    func roles() async throws {
        try await PageStage.run(as: "technician") { stage in
            let treatment = try await stage.page("\(stage.base)/treatment")
            #expect(!treatment.contains("/conditions/new"))
            let refused = try await stage.browser.send(.get, "\(stage.base)/treatment/conditions/new")
            #expect(refused.status == .forbidden)
        }
    }
}
