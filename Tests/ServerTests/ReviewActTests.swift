// The forms beside the queue of unusual access: what they do, what is typed wrong, and who may not.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import Pages
import Records
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The forms about one patient", .database(.clinic))
struct ReviewActTests {
    private static let path = "/audit/review"
    private static let officer = "privacyofficer"
    private static let typed = "why </textarea><script>"

    /// Where a form is sent to, and what it takes of whom.
    private func form(_ act: ReviewPage.PatientAct, _ patient: String, _ choice: String, _ reason: String) -> (
        String, [(String, String)]
    ) {
        (
            "\(Self.path)/\(act.pathEnd)",
            [("patientId", patient), (act.choiceField, choice), ("reason", reason), ("includesJudged", "true")]
        )
    }

    @Test("a patient is marked, and a destruction asked for, by a privacy officer", arguments: Language.allCases)
    func done(language: Language) async throws {
        try await BrowserClient.run { browser in
            let clinic = browser.door.clinic
            let patient = try await clinic.addPatient("Jansen")
            try await browser.enrol(Self.officer)
            let page = try await browser.send(.get, Self.path, language: language).text
            for (act, choice) in [(ReviewPage.PatientAct.mark, "vip"), (.destruction, "recordBeforeTerm")] {
                let (path, fields) = form(act, " \(patient.description.uppercased()) ", choice, "asked\r\nin writing")
                #expect(page.contains("action=\"\(path)\""))
                let sent = try await browser.form(path, fields, language: language)
                #expect(sent.status == .seeOther, "\(sent.text)")
                let next = try #require(sent.headers[.location])
                #expect(next.hasPrefix("\(Self.path)?includesJudged=true&done="))
                let told = try await browser.send(.get, next, language: language).text
                #expect(told.contains("role=\"status\"><p>\(act.done(patient.description)[language])</p>"))
            }
            #expect(try await clinic.logRows("select kind, reason from audit_mark") == [["vip", "asked\nin writing"]])
            let asked = try await clinic.logRows(
                """
                select object_detail, reason, role, authorisation_protocol from audit_event
                where event_code = 'ProposeDestruction' and outcome = 0
                """
            )
            #expect(asked == [["recordBeforeTerm", "asked\nin writing", "privacyOfficer", "session"]])
        }
    }

    @Test("what is wrong with such a form stands beside it, with what was typed", arguments: Language.allCases)
    func faults(language: Language) async throws {
        try await BrowserClient.run { browser in
            let clinic = browser.door.clinic
            let patient = try await clinic.addPatient("Jansen").description
            try await browser.enrol(Self.officer)
            for act in ReviewPage.PatientAct.allCases {
                let choice = act.choices[0].code
                let nobody = "00000000-0000-7000-8000-0000000000ff"
                let cases: [(String, String, String, HTTPResponse.Status, [String])] = [
                    ("MRN 7", "", Self.typed, .badRequest, ["patientId", act.choiceField]),
                    (patient, "all", Self.typed, .badRequest, [act.choiceField]),
                    (patient, choice, " ", .badRequest, ["reason"]),
                    ("", "", "", .badRequest, act.fields),
                    (nobody, choice, Self.typed, .notFound, []),
                ]
                for (who, what, why, status, faults) in cases {
                    let (path, fields) = form(act, who, what, why)
                    let answer = try await browser.form(path, fields, language: language)
                    #expect(answer.status == status, "\(answer.text)")
                    check(answer.text, act, language)
                    let wrong = answer.text.matches(of: #/ id="(\w+)-fault-0-/#).map { String($0.output.1) }
                    #expect(wrong == faults, "\(act) \(who) \(what) \(why)")
                    #expect(answer.text.contains(" value=\"\(who)\""))
                    if why == Self.typed { #expect(answer.text.contains("\nwhy &lt;/textarea&gt;&lt;script&gt;<")) }
                    #expect(answer.text.contains(" value=\"\(choice)\" required checked>") == (what == choice))
                }
            }
            #expect(try await clinic.logRows("select from audit_mark").isEmpty)
        }
    }

    private func check(_ page: String, _ act: ReviewPage.PatientAct, _ language: Language) {
        PageStage.check(page, language)
        #expect(page.contains("role=\"alert\""))
        #expect(page.matches(of: #/<details class="act" open>/#).count == 1)
    }

    @Test("nobody else marks anybody or asks for a destruction")
    func others() async throws {
        try await BrowserClient.run { browser in
            let patient = try await browser.door.clinic.addPatient("Jansen").description
            try await browser.enrol("neurologist")
            for act in ReviewPage.PatientAct.allCases {
                let (path, fields) = form(act, patient, act.choices[0].code, "no reason")
                #expect(try await browser.form(path, fields).status == .forbidden)
            }
        }
    }

    @Test("what can be chosen is what can be done")
    func choices() {
        let codes = ReviewPage.PatientAct.allCases.map { $0.choices.map(\.code) }
        #expect(
            codes == [MarkPatient.Word.allCases.map(\.rawValue), ProposeDestruction.Matter.allCases.map(\.rawValue)]
        )
    }
}
