// Breaking the glass on a page: what is told before, the check, the record, and what the banner says from then on.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The page of emergency access", .database(.clinic))
struct EmergencyPageTests {
    private static let path = "/emergency-access"
    private static let reason = "Unconscious at the <emergency> department"

    /// A patient of the centre with a workup, and a neurologist of the regional hospital who has nothing to do with them.
    private static func run(
        as role: Role = .neurologist,
        _ body: @Sendable @escaping (PageStage) async throws -> Void
    ) async throws {
        try await BrowserClient.run(criteria: TestCriteria.bundled) { browser in
            let clinic = browser.door.clinic
            let workup = try await clinic.openWorkup("Kanarieveld")
            let patient = try await clinic.document(workup).patient
            _ = try await UpdatePatient.run(
                patient.id,
                expecting: patient.version,
                UpdatePatient.Input(
                    familyName: nil,
                    givenNames: nil,
                    birthDate: nil,
                    sex: nil,
                    addIdentifiers: [try PatientIdentifier(system: .bsn, value: "111222333")],
                    endIdentifiers: [],
                    reason: nil
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            let input = AddUser.Input(login: "reg.user", name: "Regional", role: role, organisation: "REG")
            _ = try await AddUser.run(input, call: TestClinic.machine, in: clinic.environment)
            try await browser.enrol("reg.user")
            try await body(PageStage(browser: browser, workup: workup))
        }
    }

    private static func typed(_ stage: PageStage, _ changes: [String: String] = [:]) async throws -> [(String, String)]
    {
        let fields = try PageStage.fields(try await stage.page(path), action: path)
        let all = ["/identifier/system": "bsn", "/identifier/value": "111222333", "/reason": reason]
        return PageStage.changing(fields, all.merging(changes) { $1 })
    }

    private static func opened(_ stage: PageStage) async throws -> String? {
        try await stage.clinic.rows("select count(*) from access_relation where ground = 'emergency'").first?[0]
    }

    @Test("says what happens, lets one check, opens the record, and stays in the banner", arguments: Language.allCases)
    func opens(language: Language) async throws {
        try await Self.run { stage in
            #expect(try await stage.browser.send(.get, stage.base).status == .notFound)
            let page = try await stage.page(Self.path, language)
            try Golden.expect(PageStage.normalized(page), named: "emergency-\(language.rawValue).html", suite: "Pages")
            let fields = try await Self.typed(stage)
            let check = try await stage.browser.form(Self.path, fields, language: language)
            #expect(check.status == .ok && check.text.contains("&lt;emergency&gt; department"))
            PageStage.check(check.text, language)
            try Golden.expect(
                PageStage.normalized(check.text),
                named: "emergencycheck-\(language.rawValue).html",
                suite: "Pages"
            )
            #expect(try await Self.opened(stage) == "0")
            let confirmed = try PageStage.fields(check.text, action: Self.path) + [("confirmed", "true")]
            for _ in 1...2 { #expect(try await stage.done(Self.path, confirmed, language) == stage.base) }
            #expect(try await Self.opened(stage) == "1")
            let workup = try await stage.page(stage.base, language)
            let word = language == .nl ? "Noodtoegang tot 2 mrt. 2026 13:00" : "Emergency access until 2 Mar 2026 13:00"
            #expect(workup.contains(word) && workup.contains("&lt;emergency&gt; department"), "\(workup)")
            let queue = try await stage.clinic.logRows("select kind from audit_review where kind = 'breakGlass'")
            #expect(queue.count == 1)
            // What it shows is for care: what lasts is offered to nobody.
            let patient = try await stage.clinic.document(stage.workup).patient.id
            let record = try await stage.page("/patients/\(patient)", language)
            #expect(!record.contains("/merge\"") && !record.contains("/change\""))
            let access = try await stage.page("/patients/\(patient)/access", language)
            #expect(!access.contains("/shares/new") && !access.contains("/objections/new"))
            #expect(access.contains("&lt;emergency&gt; department"))
        }
    }

    @Test("is closed again after four hours")
    func closes() async throws {
        try await Self.run { stage in
            let fields = try await Self.typed(stage)
            _ = try await stage.done(Self.path, fields + [("confirmed", "true")])
            for quarter in 1..<24 {
                // Whoever goes on working stays signed in.
                stage.clinic.clock.advance(by: .seconds(600))
                #expect(try await stage.browser.send(.get, stage.base).status == .ok, "\(quarter * 10) minutes")
            }
            stage.clinic.clock.advance(by: .seconds(600))
            #expect(try await stage.browser.send(.get, stage.base).status == .notFound)
        }
    }

    @Test("asks for a number and a whole sentence, all at once, and keeps what was typed")
    func faults() async throws {
        try await Self.run { stage in
            let empty = try await stage.browser.form(
                Self.path,
                try await Self.typed(stage, ["/identifier/value": "", "/reason": ""])
            )
            #expect(empty.status == .badRequest)
            for id in ["f-identifier-value", "f-reason"] {
                #expect(empty.text.contains("id=\"\(id)-fault-0\""), "\(id)")
            }
            let short = try await stage.browser.form(Self.path, try await Self.typed(stage, ["/reason": "Soon"]))
            #expect(short.status == .badRequest && short.text.contains("Say in a sentence why this cannot wait"))
            #expect(short.text.contains("Soon</textarea>") && short.text.contains("value=\"111222333\""))
            PageStage.check(short.text, .en)
            // Confirmed without answers, or with half of them: nothing is opened.
            let half = try empty.fields(Self.path)
            for fields in [[("key", "k")], half].map({ $0 + [("confirmed", "true")] }) {
                let refused = try await stage.browser.form(Self.path, fields)
                #expect(refused.status == .badRequest && refused.text.contains("data-faults"))
            }
            #expect(try await Self.opened(stage) == "0")
        }
    }

    @Test("does not tell before it is done whether there is such a patient, and then tells it at the number")
    func nobody() async throws {
        try await Self.run { stage in
            let fields = try await Self.typed(stage, ["/identifier/value": "123456782"])
            let check = try await stage.browser.form(Self.path, fields)
            #expect(check.status == .ok && check.text.contains("Check first"))
            let refused = try await stage.browser.form(Self.path, fields + [("confirmed", "true")])
            #expect(refused.status == .badRequest && refused.text.contains("There is no patient with this number."))
            #expect(refused.text.contains("id=\"f-identifier-value-fault-0\""))
            #expect(refused.text.contains("emergency&gt; department</textarea>"))
        }
    }

    @Test("leads back from the check to what was typed, and from a number that found nobody to the form")
    func changes() async throws {
        try await Self.run { stage in
            let again = try await stage.browser.form(
                Self.path,
                try await Self.typed(stage) + [("confirmed", "change")]
            )
            #expect(again.status == .ok && again.text.contains("emergency&gt; department</textarea>"))
            #expect(!again.text.contains("data-faults"))
            let search = [("key", "s"), ("=/identifier/system", "bsn"), ("/identifier/value", "111222333")]
            let found = try await stage.browser.form("/patients", search)
            #expect(found.text.contains("Nobody was found"))
            let form = try await stage.browser.form(Self.path, found.fields(Self.path))
            #expect(form.status == .ok && form.text.contains("value=\"111222333\""))
            #expect(form.text.contains("<option value=\"bsn\" selected>") && !form.text.contains("data-faults"))
        }
    }

    @Test("is for who takes part in care alone")
    func roles() async throws {
        try await Self.run(as: .administrator) { stage in
            let refused = try await stage.browser.send(.get, Self.path)
            #expect(refused.status == .forbidden)
            let search = try await stage.page("/patients")
            #expect(!search.contains(Self.path))
            let fields = [
                ("key", "k"), ("/identifier/system", "bsn"), ("/identifier/value", "111222333"),
                ("/reason", Self.reason), ("confirmed", "true"),
            ]
            let sent = try await stage.browser.form(Self.path, fields)
            #expect(sent.status == .forbidden)
            #expect(try await Self.opened(stage) == "0")
        }
    }
}

extension TestResponse {
    /// The fields of a form of a page.
    fileprivate func fields(_ action: String) throws -> [(String, String)] {
        try PageStage.fields(text, action: action)
    }
}
