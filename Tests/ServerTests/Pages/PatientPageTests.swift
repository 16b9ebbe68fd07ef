// The pages about patients: from registering somebody to an open workup, looking for them, and what others are told.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages about patients", .database(.clinic))
struct PatientPageTests {
    private static func register(_ stage: PageStage, _ changes: [String: String]) async throws -> String {
        let fields = try PageStage.fields(try await stage.page("/patients/new"), action: "/patients/new")
        return try await stage.done("/patients/new", PageStage.changing(fields, changes))
    }

    @Test("lead from registering a patient to an open workup")
    func opens() async throws {
        try await PageStage.run { stage in
            let path = try await Self.register(
                stage,
                [
                    "/familyName": "de Wit", "/givenNames[]": "Anna\r\nMaria", "/birthDate": "1980-05",
                    "/sex": "female", "/identifiers/0/value": "P-77", "/identifiers/1/value": "111222333",
                ]
            )
            let patient = try await stage.page(path)
            #expect(patient.contains("DE WIT, Anna Maria") && patient.contains("•••333"), "\(patient)")
            #expect(patient.contains("There is no workup yet."))
            let action = "\(path)/workups/new"
            let fields = PageStage.changing(
                try PageStage.fields(try await stage.page(action), action: action),
                ["/question": "Could this be MMN?", "/referredBy": "General practitioner"]
            )
            let workup = try await stage.page(try await stage.done(action, fields))
            #expect(workup.contains("Could this be MMN?") && workup.contains("DE WIT, Anna Maria"))
            #expect(try await stage.page(path, .nl).contains("Lopend"))
        }
    }

    @Test("register a patient once whose button is pressed several times, and lead on from each press")
    func pressedTwice() async throws {
        try await PageStage.run { stage in
            let fields = PageStage.changing(
                try PageStage.fields(try await stage.page("/patients/new"), action: "/patients/new"),
                ["/familyName": "Dubbelklik", "/identifiers/0/value": "P-2"]
            )
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<6 { group.addTask { try await stage.done("/patients/new", fields) } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(answers.count == 1, "\(answers)")
            let found = try await stage.browser.form("/patients", [("key", "a"), ("/familyName", "Dubbelklik")])
            #expect(found.text.contains("1 patient found"), "\(found.text)")
        }
    }

    @Test(
        "look for a patient by a number or a name, without either standing in an address",
        arguments: Language.allCases
    )
    func finds(language: Language) async throws {
        try await PageStage.run { stage in
            let path = try await Self.register(stage, ["/familyName": "Zoekmans", "/identifiers/0/value": "P-1"])
            let page = try await stage.page("/patients", language)
            try Golden.expect(PageStage.normalized(page), named: "patients-\(language.rawValue).html", suite: "Pages")
            let search: [[(String, String)]] = [
                [("key", "a"), ("=/identifier/system", "mrn:NMC"), ("/identifier/value", "P-1")],
                [("key", "b"), ("/familyName", "zoek"), ("/birthDate", "")],
            ]
            for fields in search {
                let found = try await stage.browser.form("/patients", fields, language: language)
                #expect(found.status == .ok && found.text.contains("href=\"\(path)\""), "\(fields)")
                PageStage.check(found.text, language)
            }
            let nobody = try await stage.browser.form("/patients", [("key", "c"), ("/familyName", "Nobody")])
            #expect(nobody.text.contains("Nobody was found, or nobody who is shared with you."))
            let empty = try await stage.browser.form("/patients", [("key", "d"), ("/familyName", "")])
            #expect(empty.status == .badRequest && empty.text.contains("data-faults"))
            let wrong = try await stage.browser.form(
                "/patients",
                [("key", "e"), ("=/identifier/system", "bsn"), ("/identifier/value", "111222334")]
            )
            #expect(wrong.status == .badRequest && wrong.text.contains("id=\"number-f-identifier-value-fault-0\""))
        }
    }

    @Test("change a patient's details against the version that was read")
    func changes() async throws {
        try await PageStage.run { stage in
            let path = try await Self.register(stage, ["/familyName": "Jansen", "/sex": "male"])
            let action = "\(path)/change"
            let fields = try PageStage.fields(try await stage.page(action), action: action)
            let changed = PageStage.changing(fields, ["/familyName": "Janssen", "/addIdentifiers/0/value": "P-9"])
            let page = try await stage.page(try await stage.done(action, changed))
            #expect(page.contains("JANSSEN") && page.contains("P-9") && page.contains("details are saved"))
            let late = try await stage.browser.form(
                action,
                PageStage.changing(fields, ["/familyName": "Jensen", "key": "other"])
            )
            #expect(late.status == .preconditionFailed && late.text.contains("value=\"Jensen\""))
        }
    }

    @Test("tell that a number is somebody's already, and keep what was typed")
    func taken() async throws {
        try await PageStage.run { stage in
            _ = try await Self.register(stage, ["/familyName": "First", "/identifiers/0/value": "P-5"])
            let fields = PageStage.changing(
                try PageStage.fields(try await stage.page("/patients/new"), action: "/patients/new"),
                ["/familyName": "Second", "/identifiers/0/value": "P-5"]
            )
            let refused = try await stage.browser.form("/patients/new", fields)
            #expect(refused.status == .conflict && refused.text.contains("value=\"Second\""))
            PageStage.check(refused.text, .en)
        }
    }

    @Test("show nothing of a patient to another hospital")
    func others() async throws {
        try await BrowserClient.run { browser in
            let clinic = browser.door.clinic
            let patient = try await clinic.addPatient("Kanarieveld")
            let input = AddUser.Input(
                login: "reg.neurologist",
                name: "Regional",
                role: .neurologist,
                organisation: "REG"
            )
            _ = try await AddUser.run(input, call: TestClinic.machine, in: clinic.environment)
            try await browser.enrol("reg.neurologist")
            for path in ["", "/change", "/workups/new"] {
                let page = try await browser.send(.get, "/patients/\(patient)\(path)")
                #expect(page.status == .notFound && !page.text.contains("KANARIEVELD"), "\(path)")
            }
        }
    }
}

@Suite("The forms about a workup", .database(.clinic))
struct WorkupFormTests {
    @Test("state the clinician's own diagnosis, which never begins with what the criteria say")
    func diagnosis() async throws {
        try await PageStage.run { stage in
            let action = "\(stage.base)/diagnosis"
            let fields = try PageStage.fields(try await stage.page(action), action: action)
            #expect(fields.first { $0.0 == "/diagnosis/text" }?.1 == "")
            let page = try await stage.page(
                try await stage.done(
                    action,
                    PageStage.changing(fields, ["/diagnosis/text": "MMN, by my own judgement"])
                )
            )
            #expect(page.contains("MMN, by my own judgement") && page.contains("The workup is saved."))
        }
    }

    @Test("change the question, and tell when somebody was first")
    func change() async throws {
        try await PageStage.run { stage in
            let action = "\(stage.base)/change"
            let fields = try PageStage.fields(try await stage.page(action), action: action)
            _ = try await stage.done(action, PageStage.changing(fields, ["/question": "Another question"]))
            let late = try await stage.browser.form(
                action,
                PageStage.changing(fields, ["/question": "A third", "key": "other"])
            )
            #expect(late.status == .preconditionFailed && late.text.contains("A third</textarea>"))
            #expect(late.text.contains("Somebody changed this workup while you were typing."))
            #expect(try await stage.clinic.document(stage.workup).question == "Another question")
        }
    }

    @Test("close and reopen with a reason, once the answers were looked at")
    func closing() async throws {
        try await PageStage.run { stage in
            for (path, word) in [("close", "was closed"), ("reopen", "Close this workup")] {
                let action = "\(stage.base)/\(path)"
                let fields = try PageStage.fields(try await stage.page(action), action: action)
                let missing = try await stage.browser.form(action, fields)
                #expect(missing.status == .badRequest && missing.text.contains("f-reason-fault-0"))
                // Confirmed without answers is not done either.
                let unanswered = try await stage.browser.form(action, fields + [("confirmed", "true")])
                #expect(unanswered.status == .badRequest && unanswered.text.contains("f-reason-fault-0"))
                let typed = PageStage.changing(fields, ["/reason": "the <reason> why", "key": "k-\(path)"])
                let check = try await stage.browser.form(action, typed)
                #expect(check.status == .ok && check.text.contains("the &lt;reason&gt; why"))
                #expect(path == "reopen" || check.text.contains("Still open: "))
                PageStage.check(check.text, .en)
                let isOpen = try await stage.clinic.document(stage.workup).status == .open
                #expect(isOpen == (path == "close"))
                let answers = try PageStage.fields(check.text, action: action)
                let back = try await stage.browser.form(action, answers + [("confirmed", "change")])
                #expect(back.status == .ok && back.text.contains("the &lt;reason&gt; why</textarea>"))
                #expect(!back.text.contains("data-faults"))
                let done = try await stage.done(action, answers + [("confirmed", "true")])
                #expect(try await stage.page(done).contains(word))
                // A repeated submit shows the first result; what stands now is asked anew.
                #expect(try await stage.done(action, answers + [("confirmed", "true")]) == done)
                let late = try await stage.browser.form(action, PageStage.changing(answers, ["key": "late"]))
                #expect(late.status == .preconditionFailed)
                #expect(late.text.contains("Somebody changed this workup while you were typing."))
            }
        }
    }

    @Test("show the answers in words before they count", arguments: Language.allCases)
    func checks(language: Language) async throws {
        try await PageStage.run { stage in
            let action = "\(stage.base)/close"
            let fields = PageStage.changing(
                try PageStage.fields(try await stage.page(action, language), action: action),
                ["/reason": "first line\r\nsecond line", "/on": "2026-03-01"]
            )
            let check = try await stage.browser.form(action, fields, language: language)
            PageStage.check(check.text, language)
            let name = "check-\(language.rawValue).html"
            try Golden.expect(PageStage.normalized(check.text), named: name, suite: "Pages")
        }
    }

    @Test("tell what happened when, and lead to an earlier day", arguments: Language.allCases)
    func timeline(language: Language) async throws {
        try await PageStage.run { stage in
            let page = try await stage.page("\(stage.base)/timeline", language)
            #expect(page.contains(language == .nl ? "Traject geopend" : "Workup opened"))
            #expect(page.contains("EFNS/PNS"))
            let papers = try await stage.page("\(stage.base)/papers", language)
            #expect(papers.contains("/api/v1/workups/\(stage.workup)/report?format=pdf&amp;language=nl"))
            let day = try await stage.browser.send(.get, "\(stage.base)?asOfDay=2026-03-01")
            #expect(day.headers[.location] == "\(stage.base)?asOf=2026-03-01T23%3A59%3A59.999999Z")
            let wrong = try await stage.browser.send(.get, "\(stage.base)?asOfDay=yesterday")
            #expect(wrong.status == .badRequest)
        }
    }

    @Test("make a letter in the language that was chosen, with a message; a fault comes back to its field")
    func letter() async throws {
        try await PageStage.run { stage in
            let action = "\(stage.base)/letter"
            let fields = try PageStage.fields(try await stage.page("\(stage.base)/papers"), action: action)
            let chosen = [
                "/to": "regionalHospital", "/language": "nl", "/format": "html", "/message": "Bel <ons> op dinsdag",
                "key": "letter-1",
            ]
            let letter = try await stage.browser.form(action, PageStage.changing(fields, chosen))
            #expect(letter.status == .ok, "\(letter.text)")
            #expect(letter.headers[.contentLanguage] == "nl")
            #expect(
                letter.text.contains("Brief aan het streekziekenhuis")
                    && letter.text.contains("Bel &lt;ons&gt; op dinsdag")
            )
            let tooLong = PageStage.changing(
                fields,
                ["/message": String(repeating: "a", count: 2_001), "key": "letter-2"]
            )
            let refused = try await stage.browser.form(action, tooLong)
            #expect(refused.status == .badRequest && refused.text.contains("f-message-fault-0"))
            PageStage.check(refused.text, .en)
        }
    }
}
