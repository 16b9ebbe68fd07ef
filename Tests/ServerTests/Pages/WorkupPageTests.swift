// The pages of a workup: the overview, a step and its form, an earlier moment, what others may see.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages of a workup", .database(.clinic))
struct WorkupPageTests {
    @Test("show where it stands, in both languages", arguments: Language.allCases)
    func overview(language: Language) async throws {
        try await PageStage.run { stage in
            let page = try await stage.page(stage.base, language)
            #expect(page.contains("VISSER") && page.contains("Weak hand &lt;MMN?&gt;"))
            try Golden.expect(PageStage.normalized(page), named: "workup-\(language.rawValue).html", suite: "Pages")
            let step = try await stage.page("\(stage.base)/steps/nerveConductionStudy", language)
            try Golden.expect(PageStage.normalized(step), named: "step-\(language.rawValue).html", suite: "Pages")
        }
    }

    @Test("move a step by its form, once however often it is sent, and show what happened")
    func moves() async throws {
        try await PageStage.run { stage in
            let path = "\(stage.base)/steps/neurologicalExamination"
            let page = try await stage.page(path)
            let fields = PageStage.changing(
                try PageStage.fields(page, action: path),
                ["/state": "scheduled", "/scheduledOn": "2026-03-09", "/note": "first line\r\nsecond"]
            )
            let next = try await stage.done(path, fields)
            let after = try await stage.page(next)
            #expect(after.contains("The step is saved.") && after.contains("Scheduled, since 2 Mar 2026"))
            #expect(after.contains("scheduled for 9 Mar 2026"))
            #expect(try await stage.done(path, fields) == next)
            let step = try await stage.clinic.step("neurologicalExamination", of: stage.workup)
            #expect(step.version == 2 && step.note == "first line\nsecond" && step.assignee == nil)
        }
    }

    @Test("tell everything that is wrong with a form at once, beside its fields, and keep what was typed")
    func faults() async throws {
        try await PageStage.run { stage in
            let path = "\(stage.base)/steps/neurologicalExamination"
            let fields = PageStage.changing(
                try PageStage.fields(try await stage.page(path), action: path),
                ["/state": "scheduled", "/scheduledOn": "9 March", "/performedOn": "yesterday", "/note": "<kept>"]
            )
            let refused = try await stage.browser.form(path, fields)
            #expect(refused.status == .badRequest)
            PageStage.check(refused.text, .en)
            #expect(refused.text.contains("data-faults"))
            for id in ["f-scheduledOn", "f-performedOn"] {
                #expect(refused.text.contains("<a href=\"#\(id)\">"), "\(id)")
                #expect(refused.text.contains("id=\"\(id)-fault-0\""), "\(id)")
            }
            #expect(refused.text.contains("value=\"9 March\"") && refused.text.contains("&lt;kept&gt;</textarea>"))
            #expect(refused.text.contains("value=\"scheduled\" checked"))
            #expect(try await stage.clinic.step("neurologicalExamination", of: stage.workup).version == 1)
        }
    }

    @Test("begin a step that waits for others only with a reason, which stays in sight")
    func overrides() async throws {
        try await PageStage.run { stage in
            let overview = try await stage.page(stage.base)
            #expect(overview.contains("Cannot start yet") && overview.contains("First: Neurological examination."))
            let path = "\(stage.base)/steps/nerveConductionStudy"
            let untouched = try PageStage.fields(try await stage.page(path), action: path)
            let refused = try await stage.browser.form(path, PageStage.changing(untouched, ["/state": "requested"]))
            #expect(refused.status == .conflict && refused.text.contains("This step cannot start yet"))
            PageStage.check(refused.text, .en)
            let fields = PageStage.changing(
                try PageStage.fields(refused.text, action: path),
                ["/overrideReason": "The list is long"]
            )
            let check = try await stage.browser.form(path, fields)
            #expect(check.status == .ok && check.text.contains("Check first: Begin all the same"))
            #expect(check.text.contains("The list is long") && check.text.contains("First: Neurological examination."))
            PageStage.check(check.text, .en)
            #expect(try await stage.clinic.step("nerveConductionStudy", of: stage.workup).version == 1)
            let answers = try PageStage.fields(check.text, action: path)
            let back = try await stage.browser.form(path, answers + [("confirmed", "change")])
            #expect(back.status == .ok && back.text.contains("The list is long</textarea>"))
            _ = try await stage.done(path, answers + [("confirmed", "true")])
            #expect(try await stage.page(stage.base).contains("begun without a prerequisite (The list is long)"))
        }
    }

    @Test("show what somebody else did meanwhile beside what was typed, and lose neither")
    func conflicts() async throws {
        try await PageStage.run { stage in
            let path = "\(stage.base)/steps/neurologicalExamination"
            let mine = PageStage.changing(
                try PageStage.fields(try await stage.page(path), action: path),
                ["/note": "my note"]
            )
            _ = try await MoveStep.run(
                stage.workup,
                code: "neurologicalExamination",
                expecting: 1,
                StepMove(note: "their note"),
                call: stage.clinic.call(.nurse),
                in: stage.clinic.environment
            )
            let refused = try await stage.browser.form(path, mine)
            #expect(refused.status == .preconditionFailed)
            #expect(refused.text.contains("Somebody changed this step while you were typing"))
            #expect(refused.text.contains("their note") && refused.text.contains("my note</textarea>"))
            _ = try await stage.done(path, try PageStage.fields(refused.text, action: path))
            #expect(try await stage.clinic.step("neurologicalExamination", of: stage.workup).note == "my note")
        }
    }

    @Test("refuse to empty in silence what is recorded")
    func emptying() async throws {
        try await PageStage.run { stage in
            let path = "\(stage.base)/steps/neurologicalExamination"
            var fields = PageStage.changing(
                try PageStage.fields(try await stage.page(path), action: path),
                ["/note": "a note"]
            )
            _ = try await stage.done(path, fields)
            fields = PageStage.changing(
                try PageStage.fields(try await stage.page(path), action: path),
                ["/note": ""]
            )
            let refused = try await stage.browser.form(path, fields)
            #expect(refused.status == .badRequest && refused.text.contains("can be changed, not emptied"))
        }
    }

    @Test("show an earlier moment with a band across, and let nothing be changed there")
    func asOf() async throws {
        try await PageStage.run { stage in
            let before = stage.clinic.environment.now()
            stage.clinic.clock.advance(by: .seconds(60))
            _ = try await MoveStep.run(
                stage.workup,
                code: "neurologicalExamination",
                expecting: 1,
                StepMove(note: "afterwards"),
                call: stage.clinic.call(),
                in: stage.clinic.environment
            )
            let query = "asOf=\(before)".replacing(":", with: "%3A")
            for path in [stage.base, "\(stage.base)/steps/neurologicalExamination"] {
                let page = try await stage.page("\(path)?\(query)")
                #expect(page.contains("class=\"band\"") && page.contains("As known on 2 Mar 2026"))
                #expect(!page.contains("afterwards") && !page.contains("action=\"\(stage.base)"))
                #expect(page.contains("\(stage.base)/criteria?asOf="))
            }
        }
    }

    @Test("are not there for other hospitals, in words that say no more")
    func others() async throws {
        try await BrowserClient.run { browser in
            let clinic = browser.door.clinic
            let workup = try await clinic.openWorkup("Visser")
            let input = AddUser.Input(
                login: "reg.neurologist",
                name: "Regional",
                role: .neurologist,
                organisation: "REG"
            )
            _ = try await AddUser.run(input, call: TestClinic.machine, in: clinic.environment)
            try await browser.enrol("reg.neurologist")
            for path in ["/workups/\(workup)", "/workups/\(workup)/steps/neurologicalExamination"] {
                let page = try await browser.send(.get, path)
                #expect(page.status == .notFound && !page.text.contains("VISSER"), "\(path)")
            }
            let form = try await browser.form(
                "/workups/\(workup)/steps/neurologicalExamination",
                [("key", "k"), ("version", "1"), ("/note", "theirs")]
            )
            #expect(form.status == .notFound)
            #expect(!(try await browser.send(.get, "/worklist").text.contains("VISSER")))
        }
    }

    @Test("keep what was typed for somebody whose session has ended, to be sent again")
    func signedOut() async throws {
        try await PageStage.run { stage in
            let path = "\(stage.base)/steps/neurologicalExamination"
            let fields = PageStage.changing(
                try PageStage.fields(try await stage.page(path), action: path),
                ["/note": "typed with care"]
            )
            _ = try await stage.browser.form("/sign-out")
            let kept = try await stage.browser.form(path, fields)
            #expect(kept.status == .unauthorized && kept.text.contains("You were signed out"))
            let again = try PageStage.fields(kept.text, action: path)
            #expect(again.first { $0.0 == "/note" }?.1 == "typed with care")
            #expect(Set(again.map { "\($0.0)=\($0.1)" }) == Set(fields.map { "\($0.0)=\($0.1)" }))
        }
    }
}
