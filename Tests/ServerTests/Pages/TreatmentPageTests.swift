// The pages of treatment: a choice made together, a course, its administrations, outcomes, and what comes of faults.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages of treatment", .database(.clinic))
struct TreatmentPageTests {
    private static func send(
        _ stage: PageStage,
        _ path: String,
        _ changes: [String: String]
    ) async throws -> TestResponse {
        let action = "\(stage.base)/treatment/\(path)"
        let fields = try PageStage.fields(try await stage.page(action), action: action)
        return try await stage.browser.form(action, PageStage.changing(fields, changes))
    }

    @Test("go from a choice made together to an outcome", arguments: Language.allCases)
    func whole(language: Language) async throws {
        try await PageStage.run { stage in
            let options = try await stage.page("\(stage.base)/treatment/options", language)
            #expect(options.contains("/treatment/choose/ivig") && options.contains("/treatment/choose/corticosteroid"))
            let choice = try await Self.send(
                stage,
                "choose/ivig",
                ["/participants[]": "the patient\r\nDr. Test", "/patientPreference": "at home, if it can be"]
            )
            #expect(choice.status == .seeOther, "\(choice.text)")
            let course = try await Self.send(stage, "courses/new", ["/option": "ivig", "/startedOn": "2026-03-01"])
            #expect(course.status == .seeOther, "\(course.text)")
            let id = try #require(try await stage.clinic.document(stage.workup).treatments.first?.id)
            let given = try await Self.send(
                stage,
                "courses/\(id)/administrations/new",
                [
                    "/on": "2026-03-01", "/product": "Privigen", "/lot": "P-1", "/grams": "70,0",
                    "/bodyWeightKg": "70", "/details/reactions/0/code": "headache",
                ]
            )
            #expect(given.status == .seeOther, "\(given.text)")
            let outcome = try await Self.send(
                stage,
                "outcomes/new",
                ["/on": "2026-03-02", "/measure": "gripVigorimeter", "/side": "left", "/value": "45,5"]
            )
            #expect(outcome.status == .seeOther, "\(outcome.text)")
            let page = try await stage.page("\(stage.base)/treatment?saved=true", language)
            #expect(page.contains("at home, if it can be") && page.contains("the patient, Dr. Test"))
            #expect(page.contains("P-1") && page.contains(language == .nl ? "45,5" : "45.5"))
            #expect(page.contains(language == .nl ? "Het is bewaard." : "It is saved."))
            let document = try await stage.clinic.document(stage.workup)
            #expect(document.treatments.first?.administrations.first?.details?.reactions?.first?.code == .headache)
        }
    }

    @Test("keep a trial that was agreed with a choice")
    func trial() async throws {
        try await PageStage.run { stage in
            let refused = try await Self.send(
                stage,
                "choose/ivig",
                ["/participants[]": "team", "/patientPreference": "none", "/trial/goal": "hold a pen"]
            )
            #expect(refused.status == .badRequest)
            PageStage.check(refused.text, .en)
            for id in ["f-trial-measure", "f-trial-judgedOn"] {
                #expect(refused.text.contains("href=\"#\(id)\""), "\(id)")
            }
            let kept = try await Self.send(
                stage,
                "choose/ivig",
                [
                    "/participants[]": "team", "/patientPreference": "none", "/trial/goal": "hold a pen",
                    "/trial/measure": "mmnRods", "/trial/target/improvement": "5", "/trial/judgedOn": "2026-06-01",
                    "/trial/stoppingRule/text": "no change after three months",
                ]
            )
            #expect(kept.status == .seeOther, "\(kept.text)")
            let trial = try await stage.clinic.document(stage.workup).choices.first?.trial
            #expect(trial?.goal == "hold a pen" && trial?.target == .improvement(5))
        }
    }

    @Test("ask for the reason of an option that is discouraged, and keep what was typed")
    func discouraged() async throws {
        try await PageStage.run { stage in
            let changes = ["/participants[]": "team", "/patientPreference": "wants to try"]
            let refused = try await Self.send(stage, "choose/corticosteroid", changes)
            #expect(refused.status == .badRequest && refused.text.contains("f-reason-fault-0"))
            #expect(refused.text.contains("wants to try</textarea>"))
            let done = try await Self.send(
                stage,
                "choose/corticosteroid",
                changes.merging(["/reason": "for another disease"]) { $1 }
            )
            #expect(done.status == .seeOther, "\(done.text)")
        }
    }

    @Test("change a course against the version that was read")
    func changes() async throws {
        try await PageStage.run { stage in
            _ = try await Self.send(stage, "courses/new", ["/option": "ivig", "/startedOn": "2026-02"])
            let id = try #require(try await stage.clinic.document(stage.workup).treatments.first?.id)
            let action = "\(stage.base)/treatment/courses/\(id)/change"
            let fields = try PageStage.fields(try await stage.page(action), action: action)
            let ended = PageStage.changing(fields, ["/endedOn": "2026-03-01", "/reason": "no effect"])
            _ = try await stage.done(action, ended)
            let late = try await stage.browser.form(
                action,
                PageStage.changing(fields, ["/note": "mine", "/reason": "mine", "key": "other"])
            )
            #expect(late.status == .preconditionFailed && late.text.contains("mine</textarea>"))
            #expect(try await stage.page("\(stage.base)/treatment").contains("No course is running."))
        }
    }

    @Test("let whoever may not record or choose look, and no more")
    func roles() async throws {
        try await PageStage.run(as: "laboratory") { stage in
            let page = try await stage.page("\(stage.base)/treatment")
            #expect(!page.contains("/courses/new"))
            #expect(!(try await stage.page("\(stage.base)/treatment/options").contains("/treatment/choose/")))
            for path in ["choose/ivig", "courses/new", "outcomes/new"] {
                let refused = try await stage.browser.form(
                    "\(stage.base)/treatment/\(path)",
                    [("key", "k"), ("/option", "ivig")]
                )
                #expect(refused.status == .forbidden || refused.status == .badRequest, "\(path)")
            }
            #expect(try await stage.clinic.document(stage.workup).treatments.isEmpty)
        }
    }
}
