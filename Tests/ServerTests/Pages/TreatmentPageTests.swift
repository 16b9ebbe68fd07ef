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

    /// Types an administration, looks at its check, and records it.
    private static func give(
        _ stage: PageStage,
        _ course: ID<Treatment>,
        _ changes: [String: String],
        reason: String? = nil
    ) async throws -> TestResponse {
        let base = "\(stage.base)/treatment/courses/\(course)/administrations"
        let form = try PageStage.fields(try await stage.page("\(base)/new"), action: "\(base)/check")
        let checked = try await stage.browser.form("\(base)/check", PageStage.changing(form, changes))
        guard checked.status == .ok else { return checked }
        PageStage.check(checked.text, .en)
        var fields = try PageStage.fields(checked.text, action: "\(base)/new")
        if let reason { fields = PageStage.changing(fields, ["/reason": reason]) }
        return try await stage.browser.form("\(base)/new", fields)
    }

    /// A course of immunoglobulin with one administration of it.
    private static func treated(_ stage: PageStage) async throws -> (course: ID<Treatment>, given: ID<Administration>) {
        _ = try await send(stage, "courses/new", ["/option": "ivig", "/startedOn": "2026-02-01"])
        let course = try #require(try await stage.clinic.document(stage.workup).treatments.first?.id)
        let given = try await give(
            stage,
            course,
            [
                "/on": "2026-02-20", "/product": "Privigen", "/lot": "AB 12-3", "/grams": "70", "/bodyWeightKg": "70",
                "/details/ratesMlPerKgPerHour[]": "0,3\r\n2,4", "/details/reactions": "[]",
            ]
        )
        #expect(given.status == .seeOther, "\(given.text)")
        let document = try await stage.clinic.document(stage.workup)
        return (course, try #require(document.treatments.first?.administrations.first?.id))
    }

    @Test("show the cautions of an administration before it is recorded, and keep what was typed when one goes back")
    func checked() async throws {
        try await PageStage.run { stage in
            _ = try await Self.send(stage, "courses/new", ["/option": "ivig", "/startedOn": "2026-02-01"])
            let course = try #require(try await stage.clinic.document(stage.workup).treatments.first?.id)
            let base = "\(stage.base)/treatment/courses/\(course)/administrations"
            let form = try PageStage.fields(try await stage.page("\(base)/new"), action: "\(base)/check")
            let typed = ["/on": "2026-02-20", "/product": "Privigen", "/grams": "70,5", "/bodyWeightKg": "70"]
            let checked = try await stage.browser.form("\(base)/check", PageStage.changing(form, typed))
            #expect(checked.status == .ok)
            PageStage.check(checked.text, .en)
            #expect(checked.text.contains("A batch number is required") && checked.text.contains("1.007\u{A0}g/kg"))
            #expect(try await stage.clinic.document(stage.workup).treatments.first?.administrations.isEmpty == true)
            // Without the reason that the caution asks for, it is asked again, and nothing is recorded.
            let confirm = try PageStage.fields(checked.text, action: "\(base)/new")
            let refused = try await stage.browser.form("\(base)/new", confirm)
            #expect(refused.status == .badRequest && refused.text.contains("f-reason-fault-0"))
            let back = try PageStage.fields(checked.text, action: "\(base)/check")
            let again = try await stage.browser.form("\(base)/check", back)
            #expect(again.status == .ok && again.text.contains("value=\"70,5\""))
            let done = try await stage.browser.form(
                "\(base)/new",
                PageStage.changing(confirm, ["/reason": "the label was lost", "key": "another"])
            )
            #expect(done.status == .seeOther, "\(done.text)")
            #expect(try await stage.clinic.document(stage.workup).treatments.first?.administrations.count == 1)
        }
    }

    @Test("tell a reaction in the banner of every page of the workup, also where the next infusion is recorded")
    func reaction() async throws {
        try await PageStage.run { stage in
            _ = try await Self.send(stage, "courses/new", ["/option": "ivig", "/startedOn": "2026-02-01"])
            let course = try #require(try await stage.clinic.document(stage.workup).treatments.first?.id)
            let given = try await Self.give(
                stage,
                course,
                [
                    "/on": "2026-02-20", "/product": "Privigen", "/lot": "AB 12-3", "/grams": "70",
                    "/bodyWeightKg": "70", "/details/reactions/0/code": "rash",
                ]
            )
            #expect(given.status == .seeOther, "\(given.text)")
            let places = ["", "/findings", "/criteria", "/treatment", "/timeline", "/papers"]
            for path in places + ["/treatment/courses/\(course)/administrations/new"] {
                let page = try await stage.page(stage.base + path)
                let told = "reaction to Privigen: rash or itch, severity not recorded (20 Feb 2026)"
                #expect(page.contains(told), "\(path)")
            }
        }
    }

    @Test("refuse what a caution refuses, with nothing to press but going back")
    func refusedByCaution() async throws {
        try await PageStage.run { stage in
            _ = try await Self.send(stage, "courses/new", ["/option": "ivig", "/startedOn": "2026-02-01"])
            let course = try #require(try await stage.clinic.document(stage.workup).treatments.first?.id)
            let base = "\(stage.base)/treatment/courses/\(course)/administrations"
            let form = try PageStage.fields(try await stage.page("\(base)/new"), action: "\(base)/check")
            let withdrawn = ["/on": "2026-02-20", "/product": "Ivegam", "/lot": "1", "/grams": "70"]
            let checked = try await stage.browser.form("\(base)/check", PageStage.changing(form, withdrawn))
            #expect(checked.status == .ok && checked.text.contains("refused"))
            #expect(!checked.text.contains("action=\"\(base)/new\""))
        }
    }

    @Test("correct an administration with everything else of it kept, and tell of a conflict in words")
    func corrections() async throws {
        try await PageStage.run { stage in
            let (course, given) = try await Self.treated(stage)
            let action = "\(stage.base)/treatment/courses/\(course)/administrations/\(given)/correct"
            let fields = try PageStage.fields(try await stage.page(action), action: action)
            let changed = PageStage.changing(fields, ["/lot": "AB 124", "/reason": "misread"])
            _ = try await stage.done(action, changed)
            let now = try #require(
                try await stage.clinic.document(stage.workup).treatments.first?.administrations.first
            )
            #expect(now.lot == "AB 124" && now.version == 2 && now.details?.reactions?.isEmpty == true)
            #expect(now.details?.ratesMlPerKgPerHour.map(\.description) == ["0.3", "2.4"])
            let late = try await stage.browser.form(
                action,
                PageStage.changing(fields, ["/lot": "mine", "/reason": "typed late", "key": "other"])
            )
            #expect(late.status == .preconditionFailed)
            #expect(late.text.contains("Somebody changed this while you were typing"))
            #expect(late.text.contains("value=\"mine\"") && late.text.contains("typed late</textarea>"))
            #expect(late.text.contains("Stands now: 20 Feb 2026, Privigen, AB 124"))
            let page = try await stage.page("\(stage.base)/treatment")
            #expect(page.contains("Corrected: misread"))
        }
    }

    @Test("show what was taken back struck through, with its reason", arguments: Language.allCases)
    func withdrawals(language: Language) async throws {
        try await PageStage.run { stage in
            let (course, given) = try await Self.treated(stage)
            let action = "\(stage.base)/treatment/courses/\(course)/administrations/\(given)/withdraw"
            let fields = try PageStage.fields(try await stage.page(action, language), action: action)
            let refused = try await stage.browser.form(action, fields)
            #expect(refused.status == .badRequest && refused.text.contains("f-reason-fault-0"))
            _ = try await stage.done(action, PageStage.changing(fields, ["/reason": "not given after all"]))
            _ = try await Self.send(stage, "outcomes/new", ["/on": "2026-02-25", "/measure": "mrcSum", "/value": "50"])
            let outcome = try #require(try await stage.clinic.document(stage.workup).outcomes.first?.id)
            let correct = "\(stage.base)/treatment/outcomes/\(outcome)/correct"
            let corrected = try PageStage.fields(try await stage.page(correct, language), action: correct)
            _ = try await stage.done(
                correct,
                PageStage.changing(corrected, ["/value": "51", "/reason": "added wrong"])
            )
            let away = "\(stage.base)/treatment/outcomes/\(outcome)/withdraw"
            let gone = try PageStage.fields(try await stage.page(away, language), action: away)
            _ = try await stage.done(away, PageStage.changing(gone, ["/reason": "another patient"]))
            let document = try await stage.clinic.document(stage.workup)
            #expect(document.outcomes.isEmpty && document.treatments.first?.administrations.isEmpty == true)
            let page = try await stage.page("\(stage.base)/treatment", language)
            #expect(page.contains("<del>Privigen</del>") && page.contains("<del>51</del>"))
            #expect(page.contains(language == .nl ? "Ingetrokken: not given" : "Taken back: not given"))
            #expect(page.contains("another patient"))
        }
    }

    @Test("find who received a batch, however it is written, and say how many more there are")
    func recall() async throws {
        try await PageStage.run { stage in
            _ = try await Self.treated(stage)
            #expect(try await stage.page("/batches").contains("action=\"/batches\""))
            for language in Language.allCases {
                let page = try await stage.page("/batches?lot=ab123", language)
                #expect(page.contains("\(stage.base)/treatment") && page.contains("AB 12-3"))
                #expect(page.contains(language == .nl ? "1 patiënt, 1 toediening." : "1 patient, 1 administration."))
            }
            #expect(try await stage.page("/batches?lot=ab123&product=Privigen").contains("the product asked for"))
            #expect(try await stage.page("/batches?lot=none").contains("No administration of this batch"))
        }
        try await PageStage.run(as: "laboratory") { stage in
            let refused = try await stage.browser.send(.get, "/batches?lot=ab123", language: .en)
            #expect(refused.status == .forbidden)
        }
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
            let given = try await Self.give(
                stage,
                id,
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

    @Test("tell planned days as planned, on the page and on the time line, until they have come")
    func planned() async throws {
        try await PageStage.run { stage in
            let days = ["/startedOn": "2026-02-01", "/endedOn": "2026-12-31"]
            _ = try await Self.send(stage, "courses/new", days.merging(["/option": "ivig"]) { first, _ in first })
            _ = try await Self.send(stage, "courses/new", ["/option": "scig", "/startedOn": "2027-01-10"])
            let timeline = try await stage.page("\(stage.base)/timeline")
            #expect(timeline.contains("Treatment started: ") && !timeline.contains("Treatment ended: "))
            #expect(timeline.contains("Treatment is to start: ") && timeline.contains("Treatment is to end: "))
            let page = try await stage.page("\(stage.base)/treatment")
            #expect(page.contains("planned from 10 Jan 2027") && page.contains("planned until 31 Dec 2026"))
            #expect(!page.contains("since 10 Jan 2027"))
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
