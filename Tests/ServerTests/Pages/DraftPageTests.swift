// Drafts of the forms of findings: saved without scripts and with them, gone on with, removed, and overtaken by others.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The draft of a form", .database(.clinic))
struct DraftPageTests {
    private static func new(_ stage: PageStage, _ kind: String = "laboratory") -> String {
        "\(stage.base)/findings/new/\(kind)"
    }

    private static func fields(
        _ stage: PageStage,
        _ path: String,
        _ changes: [String: String] = [:]
    ) async throws -> [(String, String)] {
        let action = String(path.prefix { $0 != "?" })
        return PageStage.changing(try PageStage.fields(try await stage.page(path), action: action), changes)
    }

    private static func value(_ name: String, _ fields: [(String, String)]) -> String? {
        fields.first { $0.0 == name }?.1
    }

    @Test(
        "is saved by a button, waits at the head of the form, is filled in where that is asked for, and goes when it is sent",
        arguments: Language.allCases
    )
    func withoutScripts(language: Language) async throws {
        try await PageStage.run { stage in
            let path = Self.new(stage)
            let typed = try await Self.fields(
                stage,
                path,
                ["/body/code": "ck", "/body/value": "24,50", "/body/performedOn": "2026-02-20"]
            )
            let next = try await stage.done("\(path)/draft", typed, language)
            #expect(next == "\(path)?draft=true&saved=true")
            let shown = try await stage.page(next, language)
            #expect(
                shown.contains(language == .nl ? "Concept bewaard 10:00" : "Draft saved 10:00")
                    || shown.contains(" UTC")
            )
            #expect(shown.contains(language == .nl ? "Dit is uw concept" : "This is your draft"))
            #expect(shown.contains("value=\"24,50\""))
            let fresh = try await stage.page(path, language)
            #expect(fresh.contains(language == .nl ? "Verder met het concept" : "Go on with the draft"))
            #expect(fresh.contains("href=\"\(path)?draft=true\"") && !fresh.contains("24,50"))

            let going = try PageStage.fields(try await stage.page("\(path)?draft=true"), action: path)
            #expect(Self.value("draft", going) == Self.value("draft", typed))
            #expect(Self.value("key", going) != Self.value("key", typed))
            // The unit is wrong: the page comes again, and the draft stands.
            let refused = try await stage.browser.form(path, PageStage.changing(going, ["/body/value": "much"]))
            #expect(refused.status == .badRequest && refused.text.contains(" data-unsaved"))
            let again = try PageStage.fields(refused.text, action: path)
            #expect(Self.value("draft", again) == Self.value("draft", typed))
            let sent = PageStage.changing(again, ["/body/value": "24,50", "/body/unit": "U/L"])
            _ = try await stage.done(path, sent)
            let empty = try await stage.page(path, language)
            #expect(!empty.contains(language == .nl ? "Verder met het concept" : "Go on with the draft"))
            let gone = try await stage.page("\(path)?draft=true", language)
            #expect(gone.contains(language == .nl ? "Het concept is er niet meer" : "The draft is not there any more"))
            let finding = try #require(try await stage.clinic.document(stage.workup).findings.first)
            #expect(finding.finding.json.text.contains(#""value":24.5"#), "\(finding.finding.json.text)")
        }
    }

    @Test("is saved by a script again and again, which is told in a sentence when, or why not; the log has it once")
    func byScript() async throws {
        try await PageStage.run { stage in
            let path = Self.new(stage)
            let typed = try await Self.fields(stage, path, ["/body/note": "first"])
            let other = try await Self.fields(stage, path, ["/body/note": "otherwise"])
            let before = try await stage.clinic.logRows("select from audit_event where event_code <> 'SaveFormDraft'")
            for _ in 1...3 {
                let saved = try await stage.browser.form("\(path)/draft?brief=true", typed)
                #expect(saved.status == .ok && saved.headers[.contentType] == "text/plain; charset=utf-8")
                #expect(saved.text.hasPrefix("Draft saved ") && saved.text.utf8.count < 24, "\(saved.text)")
            }
            let after = try await stage.clinic.logRows("select from audit_event where event_code <> 'SaveFormDraft'")
            #expect(after.count == before.count)
            #expect(
                try await stage.clinic.logRows("select from audit_event where event_code = 'SaveFormDraft'").count == 1
            )
            let refused = try await stage.browser.form("\(path)/draft?brief=true", other, language: .nl)
            #expect(refused.status == .conflict && refused.headers[.contentLanguage] == "nl")
            #expect(refused.text.hasPrefix("Niet als concept bewaard: er staat een ander concept van u"))
            // Without a script the page comes again with what was typed.
            let page = try await stage.browser.form("\(path)/draft", other)
            #expect(page.status == .conflict && page.text.contains("otherwise"))
            PageStage.check(page.text, .en)
            let large = PageStage.changing(typed, ["/body/note": String(repeating: "x", count: 262_200)])
            let tooLarge = try await stage.browser.form("\(path)/draft?brief=true", large)
            #expect(tooLarge.status == .badRequest && tooLarge.text.contains("256 KB"), "\(tooLarge.text)")
        }
    }

    @Test("is removed where it is not wanted, and what else was typed into the form stays")
    func removal() async throws {
        try await PageStage.run { stage in
            let path = Self.new(stage)
            let typed = try await Self.fields(stage, path, ["/body/note": "first"])
            _ = try await stage.done("\(path)/draft", typed)
            let other = try await Self.fields(stage, path, ["/body/note": "otherwise"])
            let page = try await stage.browser.form("\(path)/draft/removal", other)
            #expect(page.status == .ok && page.text.contains("The draft is removed."))
            PageStage.check(page.text, .en)
            let left = try PageStage.fields(page.text, action: path)
            #expect(Self.value("/body/note", left) == "otherwise")
            _ = try await stage.done("\(path)/draft", left)
            #expect(try await stage.page("\(path)?draft=true").contains("otherwise"))
            let next = try await stage.done("\(path)/draft/removal", [])
            #expect(next == "\(path)?removed=true")
            let fresh = try await stage.page(next)
            #expect(fresh.contains("The draft is removed.") && !fresh.contains("otherwise"))
            #expect(!fresh.contains("Go on with the draft"))
        }
    }

    @Test("of a correction that somebody else overtook says so, and nothing is overwritten when it is sent")
    func overtaken() async throws {
        try await PageStage.run { stage in
            let finding = Finding.decoded(
                .laboratory,
                #"{"performedOn":"2026-02-20","code":"ck","value":100,"unit":"U/L"}"#
            )
            let input = RecordFinding.Input(finding: finding, origin: nil)
            let environment = stage.clinic.environment
            let id = ID<FindingRecord>(
                try await RecordFinding.run(stage.workup, input, call: stage.clinic.call(), in: environment).id
            )
            let path = "\(stage.base)/findings/\(id)/correct"
            let mine = ["/body/value": "120", "/body/note": "mine", "/reason": "misread"]
            _ = try await stage.done("\(path)/draft", try await Self.fields(stage, path, mine))
            #expect(!(try await stage.page("\(path)?draft=true").contains("was changed since you began")))
            let theirs = Finding.decoded(
                .laboratory,
                #"{"performedOn":"2026-02-20","code":"ck","value":130,"unit":"U/L"}"#
            )
            _ = try await CorrectFinding.run(
                stage.workup,
                id,
                expecting: 1,
                CorrectFinding.Input(finding: theirs, origin: nil, reason: "theirs"),
                call: stage.clinic.call(.nurse),
                in: environment
            )
            let shown = try await stage.page("\(path)?draft=true")
            #expect(shown.contains("was changed since you began"))
            let fields = try PageStage.fields(shown, action: path)
            #expect(Self.value("version", fields) == "1" && Self.value("/body/value", fields) == "120")
            // Saved once more, it is still against the version that it was begun on.
            let kept = try await stage.page(try await stage.done("\(path)/draft", fields))
            #expect(Self.value("version", try PageStage.fields(kept, action: path)) == "1")
            let conflict = try await stage.browser.form(path, fields)
            #expect(conflict.status == .preconditionFailed)
            let left = try PageStage.fields(conflict.text, action: path)
            #expect(Self.value("draft", left) == Self.value("draft", fields) && Self.value("version", left) == "2")
            _ = try await stage.done(path, PageStage.changing(left, ["/body/value": "120"]))
            let now = try #require(try await stage.clinic.document(stage.workup).findings.first)
            #expect(now.version == 3 && now.finding.json.text.contains(#""value":120"#))
            #expect(!(try await stage.page(path).contains("Go on with the draft")))
        }
    }

    @Test("is kept apart for images of another kind, and for a panel")
    func apart() async throws {
        try await PageStage.run { stage in
            let images = Self.new(stage, "imaging")
            let typed = try await Self.fields(stage, "\(images)?modality=ultrasound", ["/body/note": "of the arms"])
            let next = try await stage.done("\(images)/draft?modality=ultrasound", typed)
            #expect(next == "\(images)?modality=ultrasound&draft=true&saved=true")
            #expect(try await stage.page(next).contains("of the arms"))
            #expect(!(try await stage.page("\(images)?modality=mri").contains("Go on with the draft")))
            let fresh = try await stage.page("\(images)?modality=ultrasound")
            #expect(fresh.contains("formaction=\"\(images)/draft/removal?modality=ultrasound\""))

            let panel = "\(stage.base)/steps/bloodPanel/results"
            let results = try await Self.fields(
                stage,
                panel,
                ["/body/performedOn": "2026-01-20", "/results/0/value": "5,1"]
            )
            let shown = try await stage.page(try await stage.done("\(panel)/draft", results))
            #expect(shown.contains("value=\"5,1\""))
            _ = try await stage.done(panel, try PageStage.fields(shown, action: panel))
            #expect(!(try await stage.page(panel).contains("Go on with the draft")))
            #expect(try await stage.clinic.rows("select from form_draft").count == 1)
        }
    }

    @Test("is not needed for a correction to stay against its version where it is only computed")
    func preview() async throws {
        try await PageStage.run { stage in
            func study(_ area: String) -> Finding {
                .decoded(
                    .nerveConductionStudy,
                    """
                    {"performedOn":"2026-02-20","motor":[{"nerve":"median","side":"left","muscle":"APB",
                    "sites":[{"site":"wrist","amplitudeMv":8,"areaMvMs":\(area)}]}]}
                    """
                )
            }
            let environment = stage.clinic.environment
            let input = RecordFinding.Input(finding: study("24"), origin: nil)
            let id = ID<FindingRecord>(
                try await RecordFinding.run(stage.workup, input, call: stage.clinic.call(), in: environment).id
            )
            let path = "\(stage.base)/findings/\(id)/correct"
            let fields = try await Self.fields(stage, path)
            _ = try await CorrectFinding.run(
                stage.workup,
                id,
                expecting: 1,
                CorrectFinding.Input(finding: study("20"), origin: nil, reason: "theirs"),
                call: stage.clinic.call(.nurse),
                in: environment
            )
            let computed = try await stage.browser.form("\(path)/preview", fields)
            #expect(computed.status == .ok)
            #expect(Self.value("version", try PageStage.fields(computed.text, action: path)) == "1")
        }
    }
}

extension Finding {
    /// A finding from JSON that the test writes right.
    fileprivate static func decoded(_ kind: FindingKind, _ json: String) -> Finding {
        do {
            return try Finding.decode(kind, Array(json.utf8))
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
